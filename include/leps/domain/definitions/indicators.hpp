#pragma once

#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "leps/domain/plan_tables.hpp"

namespace leps {

/// A number and the year from which it was taken: an earlier one where the indicator may be projected.
struct DatedValue {
    Ratio value;
    Year taken_from = 0;
};

/// The values of all indicators, with projection = last_known applied. O(log n) a look-up.
class Indicators {
public:
    explicit Indicators(const PlanTables& tables) {
        for (const Indicator& row : tables.indicators) {
            projected_.emplace(row.indicator, row.projection == Projection::last_known);
            if (row.population) { population_ = row.indicator; }
        }
        for (const IndicatorValue& row : tables.indicator_values) {
            values_[{row.indicator, row.territory}].emplace(row.year, row.value);
        }
    }

    [[nodiscard]] const IndicatorId& population() const noexcept { return population_; }

    /// The value of that year, else the latest earlier one if the indicator may be projected, else nothing.
    [[nodiscard]] std::optional<DatedValue> find(const IndicatorId& indicator, const TerritoryId& territory, Year year) const {
        const auto series = values_.find(std::tie(indicator, territory));
        if (series == values_.end()) { return std::nullopt; }
        const auto later = series->second.upper_bound(year);
        if (later == series->second.begin()) { return std::nullopt; }
        const auto& [taken_from, value] = *std::prev(later);
        const auto rule = projected_.find(indicator);
        if (taken_from != year && (rule == projected_.end() || !rule->second)) { return std::nullopt; }
        return DatedValue{.value = value, .taken_from = taken_from};
    }

    /// As find, for a plan that has been checked. Throws InvalidValue where the number is missing.
    [[nodiscard]] Ratio at(const IndicatorId& indicator, const TerritoryId& territory, Year year) const {
        const std::optional<DatedValue> found = find(indicator, territory, year);
        if (!found) {
            throw InvalidValue({.code = "missing_indicator", .subject = indicator.text() + " of " + territory.text(),
                                .field = std::to_string(year), .got = "nothing", .limit = "a value"});
        }
        return found->value;
    }

private:
    std::map<std::tuple<IndicatorId, TerritoryId>, std::map<Year, Ratio>, std::less<>> values_;
    std::unordered_map<IndicatorId, bool> projected_;
    IndicatorId population_;
};

}  // namespace leps
