#pragma once

#include <optional>

#include "leps/domain/definitions/indicators.hpp"
#include "leps/domain/measure.hpp"

namespace leps {

/// The most units that a limit leaves a place in a year: min(max_units, max(at_least, rounding(indicator / per_amount))), with
/// the indicator of that place and absent terms left out. Nothing: the row has no upper end. Throws InvalidValue where the
/// indicator has no value.
[[nodiscard]] inline std::optional<WideRatio> greatest_units(const MeasureLimit& row, const TerritoryId& place, Year year, const Indicators& indicators) {
    std::optional<WideRatio> most;
    if (row.per_indicator && row.per_amount) {
        const WideRatio exact = indicators.at(*row.per_indicator, place, year).wide() / row.per_amount->wide();
        most = row.rounding == Rounding::ceil ? exact.ceil() : exact.floor();
        if (row.at_least) { most = max(*most, row.at_least->wide()); }
    }
    if (row.max_units) { most = most ? min(*most, row.max_units->wide()) : row.max_units->wide(); }
    return most;
}

}  // namespace leps
