#include "analyze/rounding_steps.hpp"

#include <algorithm>
#include <map>

#include "leps/domain/columns/stage_value.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {
namespace {

/// By class: what later stages may add to the shortfall, as a share, a thousandth at most: more is no grid.
std::map<int, WideRatio> rooms_of_classes(const Allocation& allocation) {
    std::map<int, WideRatio> rooms;
    for (const StageRow& row : allocation.stages) {
        if (row.objective != StageObjective::shortfall || !row.priority_class) { continue; }
        const WideRatio room = min(WideRatio(row.cap - row.reached + row.gap_engine, stage_scale(row.objective)), WideRatio(1, 1000));
        const auto [found, fresh] = rooms.emplace(*row.priority_class, room);
        if (!fresh) { found->second = max(found->second, room); }
    }
    return rooms;
}

}  // namespace

RoundingSteps::RoundingSteps(const CompiledProblem& compiled, const Allocation& allocation) : steps_(compiled.problem.column_count(), 0) {
    const PlanView& view = *compiled.view;
    const Layout& layout = *compiled.layout;
    const WideRatio nanos(Units::nanos_per_unit);
    LevelWeights weights(view.tables, view.territories, view.indicators);
    const std::map<int, WideRatio> room_of_class = rooms_of_classes(allocation);
    std::map<std::pair<TerritoryIndex, LevelIndex>, WideRatio> units;  // of a level in a zone: the most that a room is worth in one period
    for (const Demand& demand : view.demands) {
        const ServiceLevel& level = view.tables.service_levels[demand.level.value()];
        const auto room = room_of_class.find(level.priority);
        const Year year = year_of(view.timeline[demand.period].span.begin());
        const std::int64_t kappa = weights.kappa(level, demand.zone, year, view.timeline.weight(demand.period));
        if (room == room_of_class.end() || kappa == 0) { continue; }
        WideRatio& most = units[{demand.zone, demand.level}];
        // as nano-units rounded up: the exact fraction may not fit
        const WideRatio per_share = demand.required.wide() / WideRatio(kappa) * WideRatio(weight_unit);
        const Int128 billionths = (room->second * nanos * nanos).ceil();
        most = max(most, (WideRatio(per_share.ceil()) * WideRatio(billionths)).ceil() / Int128{1'000'000'000});
    }
    for (const StartColumn& start : layout.starts) {
        if (compiled.problem.whole(start.column)) { continue; }
        const Operation& operation = view.operations[start.operation];
        Int128 step = 1;
        for (const Delivery& row : view.tables.deliveries) {
            if (row.measure != view.measures[operation.measure].measure || !(row.units_per_unit > Ratio(0))) { continue; }
            for (const auto& [key, most] : units) {
                const auto served = std::ranges::find(operation.serves, key.first, &ZoneShare::zone);
                const bool delivered = view.tables.service_levels[key.second.value()].level == row.level;
                if (!delivered || served == operation.serves.end() || !(served->share > Ratio(0))) { continue; }
                step = std::max(step, (most / (row.units_per_unit.wide() * served->share.wide())).ceil() + 1);
            }
        }
        steps_[start.column.value()] = step;
    }
    for (const Bundle& bundle : layout.bundles) {
        const Int128 roundings = static_cast<Int128>(bundle.spend_count) + bundle.rounded_up;
        Int128 cents = 1 + roundings;
        for (const BundleCost& cost : bundle.costs) {
            const ColumnIndex start = layout.starts[cost.start].column;
            if (compiled.problem.whole(start) || !(cost.cents > WideRatio(0))) { continue; }
            Int128& step = steps_[start.value()];
            step = std::max(step, (WideRatio(roundings) / cost.cents * nanos).ceil());
            cents += (WideRatio(step) * cost.cents / nanos).ceil();
        }
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { steps_[layout.spends[x].column.value()] = cents; }
    }
}

}  // namespace leps
