#pragma once

#include <set>
#include <tuple>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// The values of indicators that a plan carries on from an earlier year, by indicator, territory and year: of zones in every
/// year of the horizon, whatever asks for them; of regions, what limits their own measures; of municipalities, where one of
/// their zone keeps its money apart and they pay by their part of it, the population of the first year. Time O(n log n) in
/// indicators x zones x years and limits x operations.
[[nodiscard]] inline std::vector<ProjectedIndicator> carried_on(const PlanView& plan) {
    std::set<Year> years;
    for (std::size_t t = 0; t < plan.timeline.horizon_periods(); ++t) { years.insert(year_of(plan.timeline.periods()[t].span.begin())); }
    std::set<std::tuple<IndicatorId, TerritoryId, Year>> asked;
    const auto ask = [&](const IndicatorId& indicator, TerritoryIndex place, Year year) {
        asked.emplace(indicator, plan.territories[place].territory, year);
    };
    for (const Year year : years) {
        for (const Indicator& indicator : plan.tables.indicators) {
            for (const TerritoryIndex zone : plan.territories.zones()) { ask(indicator.indicator, zone, year); }
        }
        for (const MeasureLimit& row : plan.tables.measure_limits) {
            if (!row.per_indicator) { continue; }
            for (const Operation& operation : plan.operations.list()) {
                const bool of_region = plan.measures[operation.measure].owner == MeasureOwner::region;
                if (of_region && plan.measures.is_within(operation.measure, plan.measures.at(row.measure))) { ask(*row.per_indicator, operation.territory, year); }
            }
        }
    }
    std::set<TerritoryIndex> apart;  // zones with municipalities that pay by their population
    for (const Purse& purse : plan.spendable.purses()) {
        if (plan.territories[purse.recipient].kind == TerritoryKind::municipality) { apart.insert(plan.territories.zone_of(purse.recipient).value()); }
    }
    for (std::size_t i = 0; i < plan.territories.size(); ++i) {
        const TerritoryIndex place(i);
        const auto zone = plan.territories.zone_of(place);
        const bool counts = plan.territories[place].kind == TerritoryKind::municipality && plan.territories.valid(place) && zone && apart.contains(*zone);
        if (counts) { ask(plan.indicators.population(), place, *years.begin()); }
    }
    std::vector<ProjectedIndicator> list;
    for (const auto& [indicator, territory, year] : asked) {
        const auto value = plan.indicators.find(indicator, territory, year);
        if (value && value->taken_from != year) { list.push_back({.indicator = indicator, .territory = territory, .year = year, .taken_from = value->taken_from}); }
    }
    return list;
}

}  // namespace leps
