#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "allocate/publish.hpp"
#include "leps/domain/definitions/current_plan.hpp"
#include "leps/domain/definitions/gap.hpp"
#include "leps/domain/definitions/tie_break.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {
namespace {

/// The exact values of one allocation; a member for each objective of MODEL.md 6.
class ExactValues {
public:
    ExactValues(const CompiledProblem& compiled, const ExactPlan& exact, const Allocation& allocation)
        : view_(*compiled.view), layout_(*compiled.layout), compiled_(compiled), exact_(exact), allocation_(allocation),
          weights_(view_.tables, view_.territories, view_.indicators) {}

    Int128 of(const StageSpec& stage) {
        switch (stage.objective) {
            case StageObjective::shortfall: return shortfall(stage);
            case StageObjective::worst_zone: return worst_zone(stage);
            case StageObjective::leximin: return leximin(stage);
            case StageObjective::continuity: return continuity();
            case StageObjective::persons: return persons();
            case StageObjective::cost: return spending([](const SpendRow&) { return 1; });
            case StageObjective::at_risk: return at_risk();
            case StageObjective::preference:
                return spending([this](const SpendRow& row) {
                    const Fund& fund = view_.tables.funds[view_.spendable.fund(row.fund).value()];
                    return fund.preference.value_or(static_cast<int>(view_.tables.funds.size()));
                });
            case StageObjective::stability: return stability();
            case StageObjective::tie_break:
                return spending([](const SpendRow& row) {
                    return tie_break_cost(row.fund, row.recipient, row.site, row.measure, row.period.begin(), row.category);
                });
        }
        return 0;
    }

private:
    template <class Visit>
    void visit_gaps(const StageSpec& stage, Visit visit) {
        const PeriodIndex last(view_.timeline.horizon_periods() - 1);
        for (std::size_t d = 0; d < view_.demands.size(); ++d) {
            const Demand& demand = view_.demands[d];
            const ServiceLevel& level = view_.tables.service_levels[demand.level.value()];
            if (level.priority != stage.priority_class || (stage.periods == StagePeriods::last && demand.period != last)) { continue; }
            visit(demand, level, stage.periods == StagePeriods::last ? WideRatio(1) : view_.timeline.weight(demand.period), allocation_.coverage[d].gap_ppb);
        }
    }

    Int128 shortfall(const StageSpec& stage) {
        Int128 sum = 0;
        visit_gaps(stage, [&](const Demand& demand, const ServiceLevel& level, const WideRatio& lambda, std::int64_t gap) {
            const Year year = year_of(view_.timeline[demand.period].span.begin());
            sum += wide::multiply(weights_.kappa(level, demand.zone, year, lambda), gap);
        });
        return sum;
    }

    /// Of each zone with a demand, greatest first.
    std::vector<std::int64_t> zone_indices(const StageSpec& stage) {
        std::map<TerritoryIndex, std::pair<Int128, Int128>> zones;
        visit_gaps(stage, [&](const Demand& demand, const ServiceLevel& level, const WideRatio& lambda, std::int64_t gap) {
            const std::int64_t omega = zone_weight(level.weight, lambda);
            zones[demand.zone].first += wide::multiply(omega, gap);
            zones[demand.zone].second += omega;
        });
        std::vector<std::int64_t> indices;
        for (const auto& [zone, sums] : zones) { indices.push_back(zone_index_ppb(sums.first, sums.second)); }
        std::sort(indices.begin(), indices.end(), std::greater<>());
        return indices;
    }

    Int128 worst_zone(const StageSpec& stage) {
        const std::vector<std::int64_t> indices = zone_indices(stage);
        return indices.empty() ? 0 : indices.front();
    }

    Int128 leximin(const StageSpec& stage) {
        const std::vector<std::int64_t> indices = zone_indices(stage);
        const std::size_t counted = std::min(indices.size(), static_cast<std::size_t>(stage.depth.value()));
        return std::accumulate(indices.begin(), indices.begin() + static_cast<std::ptrdiff_t>(counted), Int128(0));
    }

    [[nodiscard]] WideRatio in_service(OperationIndex o, PeriodIndex t) const {
        const Measure& measure = view_.measures[view_.operations[o].measure];
        WideRatio units = 0;
        for (std::size_t s = layout_.first_start[o.value()]; s < layout_.first_start[o.value() + 1]; ++s) {
            if (exact_.starts[s].nanos() == 0) { continue; }
            units += exact_.starts[s].wide() * service_average(measure, view_.timeline[layout_.starts[s].period].span.begin(), view_.timeline[t].span);
        }
        return units;
    }

    Int128 continuity() const {
        Int128 sum = 0;
        for (const DropColumn& drop : compiled_.columns->drops) {
            const WideRatio lost = in_service(drop.operation, drop.period) - in_service(drop.operation, PeriodIndex(drop.period.value() + 1));
            if (lost > WideRatio(0)) { sum += (lost * WideRatio(drop.rate.cents())).ceil(); }
        }
        return sum;
    }

    Int128 persons() const {
        WideRatio sum = 0;
        for (std::size_t o = 0; o < view_.operations.size(); ++o) {
            WideRatio per_unit = 0;
            for (const Delivery& row : view_.tables.deliveries) {
                if (row.measure == view_.measures[view_.operations.list()[o].measure].measure && row.persons_per_unit) { per_unit += row.persons_per_unit->wide(); }
            }
            if (per_unit == WideRatio(0)) { continue; }
            for (std::size_t t = 0; t < view_.timeline.horizon_periods(); ++t) {
                sum += view_.timeline.weight(PeriodIndex(t)) * per_unit * in_service(OperationIndex(o), PeriodIndex(t));
            }
        }
        return -(sum * WideRatio(1'000'000'000)).floor();
    }

    template <class Cost>
    Int128 spending(Cost cost) const {
        Int128 sum = 0;
        for (const SpendRow& row : allocation_.spend) {
            if (row.period.begin() < view_.timeline.horizon().end()) { sum += static_cast<Int128>(cost(row)) * row.amount.cents(); }
        }
        return sum;
    }

    Int128 at_risk() const {
        Int128 sum = 0;
        for (const FundRow& row : allocation_.funds) {
            if (row.lapses_on) { sum += row.left.cents(); }
        }
        return sum;
    }

    Int128 stability() const {
        std::map<SpendCell, std::int64_t> difference;
        for (const SpendRow& row : allocation_.spend) {
            if (row.period.begin() < view_.timeline.horizon().end()) { difference[{row.fund, row.site, row.measure, row.period, row.category}] += row.amount.cents(); }
        }
        for (const auto& [cell, before] : current_spending(view_.tables, view_.timeline)) { difference[cell] -= before.cents(); }
        Int128 sum = 0;
        for (const auto& [cell, cents] : difference) { sum += wide::absolute(cents); }
        return sum;
    }

    const PlanView& view_;
    const Layout& layout_;
    const CompiledProblem& compiled_;
    const ExactPlan& exact_;
    const Allocation& allocation_;
    LevelWeights weights_;
};

}  // namespace

std::vector<Int128> exact_stage_values(const CompiledProblem& compiled, const ExactPlan& exact, const Allocation& allocation) {
    ExactValues values(compiled, exact, allocation);
    std::vector<Int128> list;
    for (std::size_t i = 0; i < allocation.stages.size(); ++i) { list.push_back(values.of(compiled.stages[i].spec)); }
    return list;
}

}  // namespace leps
