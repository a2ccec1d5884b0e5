#include "analyze/one_more_unit.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "leps/domain/make_plan.hpp"

namespace leps {
namespace {

/// The part of an operation that the place counts; 0 where it counts none of it.
Ratio counted_part(const PlanView& view, const Operation& operation, const CountedPlace& where) {
    if (operation.measure != where.measure) { return Ratio(0); }
    if (view.measures[where.measure].owner == MeasureOwner::region) { return Ratio(operation.territory == where.place ? 1 : 0); }
    const auto served = std::ranges::find(operation.serves, where.place, &ZoneShare::zone);
    return served == operation.serves.end() ? Ratio(0) : served->share;
}

}  // namespace

WideRatio counted_starts(const PlanView& view, const Allocation& allocation, const CountedPlace& where) {
    WideRatio sum = 0;
    for (const UnitRow& row : allocation.starts) {
        const auto measure = view.measures.find(row.measure);
        const auto operation = measure ? view.operations.find(row.site, *measure) : std::nullopt;
        if (operation) { sum += row.units.wide() * counted_part(view, view.operations[*operation], where).wide(); }
    }
    return sum;
}

Plan obliged_to_start(const Plan& plan, const PlanView& view, const CountedPlace& where, Units least) {
    PlanTables tables = plan.tables();
    std::vector<const MeasureLimit*> same;
    for (const MeasureLimit& row : tables.measure_limits) {
        const bool of_measure = row.measure == view.measures[where.measure].measure;
        if (of_measure && row.counted == Counted::starts_in_horizon && row.kind == LimitKind::obligation) { same.push_back(&row); }
    }
    const auto closest = most_specific(same, [&](const MeasureLimit& row) -> std::optional<Specificity> {
        const auto rank = scope_rank(row.scope, where.place, view.territories);
        return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
    });
    MeasureLimit row{.measure = view.measures[where.measure].measure, .counted = Counted::starts_in_horizon, .kind = LimitKind::obligation};
    if (!closest.empty()) { row = *closest.front(); }
    row.scope = Scope{.territory = view.territories[where.place].territory, .group = {}};
    row.min_units = std::max(row.min_units.value_or(Units()), least);
    std::vector<MeasureLimit> limits = tables.measure_limits.rows();
    std::erase_if(limits, [&](const MeasureLimit& other) {
        return other.measure == row.measure && other.counted == row.counted && other.kind == row.kind && other.scope == row.scope;
    });
    limits.push_back(std::move(row));
    tables.measure_limits = std::move(limits);
    return make_plan(std::move(tables));
}

}  // namespace leps
