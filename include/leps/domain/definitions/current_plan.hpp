#pragma once

#include <map>
#include <string>
#include <tuple>

#include "leps/domain/definitions/timeline.hpp"

namespace leps {

/// What `stability` compares: a fund, a place (territory or association), a measure, an elementary period and a category.
using SpendCell = std::tuple<FundId, std::string, MeasureId, Period, Category>;

/// What each cell holds in the current plan. The tail is without weight in any objective, so rows of it are left out, also
/// where a result is fed back whole. O(n log n).
[[nodiscard]] inline std::map<SpendCell, Money> current_spending(const PlanTables& tables, const Timeline& timeline) {
    std::map<SpendCell, Money> cells;
    for (const SpendRow& row : tables.current_plan) {
        if (row.period.begin() < timeline.horizon().end()) { cells[{row.fund, row.site, row.measure, row.period, row.category}] += row.amount; }
    }
    return cells;
}

}  // namespace leps
