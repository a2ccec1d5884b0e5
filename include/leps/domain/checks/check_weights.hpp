#pragma once

#include <optional>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {

/// Whether the weights of the objectives can be computed exactly: fractions that have nothing in common leave 128 bits when
/// they are added. Numbers that are missing are another check's. Time O(zones x levels x periods).
inline void check_weights(const CheckContext& c) {
    const auto overflows = [](auto compute) {
        try {
            compute();
        } catch (const InvalidValue& error) {
            return error.fields().code == "number_overflow";
        }
        return false;
    };
    std::optional<LevelWeights> weights;
    bool too_fine = overflows([&] { weights.emplace(c.tables, c.territories, c.indicators); });
    for (std::size_t t = 0; t < c.timeline.horizon_periods() && !too_fine; ++t) {
        const Year year = year_of(c.timeline.periods()[t].span.begin());
        for (const ServiceLevel& level : c.tables.service_levels) {
            for (const TerritoryIndex zone : c.territories.zones()) {
                too_fine = too_fine || overflows([&] { static_cast<void>(weights->kappa(level, zone, year, c.timeline.weight(PeriodIndex(t)))); });
            }
        }
    }
    if (!too_fine) { return; }
    TableFindings(c.findings, "service_levels").error({.code = "number_overflow", .field = "weight", .found = "weights with too many digits",
        .expected = "weights of one priority that can be added, and divided by their sum, exactly",
        .message = "write the weights, and the numbers of persons behind them, as simpler fractions"});
}

}  // namespace leps
