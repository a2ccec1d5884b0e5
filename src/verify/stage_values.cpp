#include <algorithm>
#include <functional>
#include <numeric>

#include "leps/domain/definitions/current_plan.hpp"
#include "leps/domain/definitions/gap.hpp"
#include "leps/domain/definitions/tie_break.hpp"
#include "leps/domain/definitions/weights.hpp"
#include "leps/verify/evaluate.hpp"

namespace leps {

namespace {

class StageValues {
public:
    StageValues(const StageSpec& stage, const PlanView& plan, const Decisions& decisions, const Achieved& achieved)
        : stage_(stage), plan_(plan), decisions_(decisions), achieved_(achieved) {}

    [[nodiscard]] Int128 value() const {
        switch (stage_.objective) {
            case StageObjective::shortfall: return shortfall();
            case StageObjective::worst_zone: return worst_zone();
            case StageObjective::leximin: return leximin();
            case StageObjective::continuity: return continuity();
            case StageObjective::persons: return persons();
            case StageObjective::cost: return of_cents([](const Payment&) { return Int128(1); });
            case StageObjective::at_risk: return at_risk();
            case StageObjective::preference: return preference();
            case StageObjective::stability: return stability();
            case StageObjective::tie_break: return tie_break();
        }
        return 0;
    }

private:
    /// Visits the demands of the stage's class and periods with their lambda: 1 where only the last period counts.
    template <class Visit>
    void each_demand(Visit visit) const {
        for (std::size_t d = 0; d < plan_.demands.size(); ++d) {
            const Demand& demand = plan_.demands[d];
            const ServiceLevel& level = plan_.tables.service_levels[demand.level.value()];
            if (level.priority != stage_.priority_class) { continue; }
            const bool last = stage_.periods == StagePeriods::last;
            if (last && demand.period.value() + 1 != plan_.timeline.horizon_periods()) { continue; }
            visit(demand, level, achieved_.coverage[d].gap_ppb, last ? WideRatio(1) : plan_.timeline.weight(demand.period));
        }
    }

    /// sum of kappa x gap
    [[nodiscard]] Int128 shortfall() const {
        LevelWeights weights(plan_.tables, plan_.territories, plan_.indicators);
        Int128 sum = 0;
        each_demand([&](const Demand& demand, const ServiceLevel& level, std::int64_t gap, const WideRatio& lambda) {
            const Year year = year_of(plan_.timeline[demand.period].span.begin());
            sum = wide::add(sum, wide::multiply(weights.kappa(level, demand.zone, year, lambda), gap));
        });
        return sum;
    }

    /// ceil(sum of omega x gap / sum of omega) of each zone with a demand, greatest first
    [[nodiscard]] std::vector<std::int64_t> zone_indices() const {
        std::map<TerritoryIndex, std::pair<Int128, Int128>> zones;
        each_demand([&](const Demand& demand, const ServiceLevel& level, std::int64_t gap, const WideRatio& lambda) {
            const Int128 omega = zone_weight(level.weight, lambda);
            auto& [gaps, sum] = zones[demand.zone];
            gaps = wide::add(gaps, wide::multiply(omega, gap));
            sum = wide::add(sum, omega);
        });
        std::vector<std::int64_t> indices;
        for (const auto& [zone, sums] : zones) { indices.push_back(zone_index_ppb(sums.first, sums.second)); }
        std::sort(indices.begin(), indices.end(), std::greater<>());
        return indices;
    }

    /// the greatest zone index
    [[nodiscard]] Int128 worst_zone() const {
        const std::vector<std::int64_t> indices = zone_indices();
        return indices.empty() ? 0 : indices.front();
    }

    /// the sum of the `depth` greatest zone indices
    [[nodiscard]] Int128 leximin() const {
        const std::vector<std::int64_t> indices = zone_indices();
        const std::size_t counted = std::min(indices.size(), static_cast<std::size_t>(stage_.depth.value()));
        return std::accumulate(indices.begin(), indices.begin() + static_cast<std::ptrdiff_t>(counted), Int128(0));
    }

    /// sum over operations and consecutive periods of the horizon of ceil(C x max(0, u[t] - u[t+1])),
    /// C = the running rates in force on the first day of t+1
    [[nodiscard]] Int128 continuity() const {
        Int128 sum = 0;
        for (std::size_t o = 0; o < achieved_.operations.size(); ++o) {
            const std::vector<WideRatio>& units = achieved_.operations[o].average;
            if (units.empty()) { continue; }
            const Operation& operation = plan_.operations[OperationIndex(o)];
            const auto lines = plan_.costs.of(operation.measure, operation.territory, Per::unit_year, plan_.territories);
            for (std::size_t t = 0; t + 1 < plan_.timeline.horizon_periods(); ++t) {
                if (units[t] <= units[t + 1]) { continue; }
                WideRatio rate = 0;
                for (const MeasureCost* line : lines) {
                    if (line->valid.contains(plan_.timeline.periods()[t + 1].span.begin())) { rate += line->amount.cents(); }
                }
                sum = wide::add(sum, (rate * (units[t] - units[t + 1])).ceil());
            }
        }
        return sum;
    }

    /// -floor(10^9 x sum of lambda x persons_per_unit x u). An operation's shares add to 1, so it counts once.
    [[nodiscard]] Int128 persons() const {
        std::map<MeasureIndex, WideRatio> units;
        for (std::size_t o = 0; o < achieved_.operations.size(); ++o) {
            const std::vector<WideRatio>& average = achieved_.operations[o].average;
            if (average.empty()) { continue; }
            WideRatio& sum = units[plan_.operations[OperationIndex(o)].measure];
            for (std::size_t t = 0; t < plan_.timeline.horizon_periods(); ++t) { sum += plan_.timeline.weight(PeriodIndex(t)) * average[t]; }
        }
        WideRatio persons = 0;
        for (const Delivery& row : plan_.tables.deliveries) {
            const auto measure = plan_.measures.find(row.measure);
            const auto served = measure ? units.find(*measure) : units.end();
            if (row.persons_per_unit && served != units.end()) { persons += row.persons_per_unit->wide() * served->second; }
        }
        return -(WideRatio(1'000'000'000) * persons).floor();
    }

    /// sum over the cents of the horizon of what one of them weighs
    template <class Weight>
    [[nodiscard]] Int128 of_cents(Weight weight) const {
        Int128 sum = 0;
        for (const Payment& payment : decisions_.payments) {
            if (!plan_.timeline[payment.bundle.elementary].tail) { sum = wide::add(sum, wide::multiply(weight(payment), payment.cents)); }
        }
        return sum;
    }

    /// sum of amount - used over annuities whose window ends inside the horizon
    [[nodiscard]] Int128 at_risk() const {
        Int128 sum = 0;
        for (std::size_t a = 0; a < plan_.spendable.size(); ++a) {
            const SpendableAnnuity& annuity = plan_.spendable[SpendableIndex(a)];
            if (annuity.lapses_on) { sum = wide::add(sum, annuity.amount.cents() - achieved_.used[a]); }
        }
        return sum;
    }

    /// sum of rank x cents; a fund without a rank ranks as the number of funds
    [[nodiscard]] Int128 preference() const {
        return of_cents([this](const Payment& payment) {
            const Fund& fund = plan_.tables.funds[plan_.spendable[payment.annuity].fund.value()];
            return Int128(fund.preference.value_or(static_cast<int>(plan_.tables.funds.size())));
        });
    }

    /// sum of |x - x0| over fund, place, measure, elementary period of the horizon and category
    [[nodiscard]] Int128 stability() const {
        std::map<SpendCell, Int128> moved;
        for (const Payment& payment : decisions_.payments) {
            const ElementaryPeriod& elementary = plan_.timeline[payment.bundle.elementary];
            if (elementary.tail) { continue; }
            const Operation& operation = plan_.operations[payment.bundle.operation];
            moved[{plan_.tables.funds[plan_.spendable[payment.annuity].fund.value()].fund, operation.site,
                   plan_.measures[operation.measure].measure, elementary.span, payment.bundle.category}] += payment.cents;
        }
        for (const auto& [cell, before] : current_spending(plan_.tables, plan_.timeline)) { moved[cell] -= before.cents(); }
        Int128 sum = 0;
        for (const auto& [key, cents] : moved) { sum = wide::add(sum, wide::absolute(cents)); }
        return sum;
    }

    /// sum of tie_break_cost x cents
    [[nodiscard]] Int128 tie_break() const {
        return of_cents([this](const Payment& payment) {
            const SpendableAnnuity& annuity = plan_.spendable[payment.annuity];
            const Operation& operation = plan_.operations[payment.bundle.operation];
            return Int128(tie_break_cost(plan_.tables.funds[annuity.fund.value()].fund, plan_.territories[annuity.recipient].territory,
                                         operation.site, plan_.measures[operation.measure].measure,
                                         plan_.timeline[payment.bundle.elementary].span.begin(), payment.bundle.category));
        });
    }

    const StageSpec& stage_;
    const PlanView& plan_;
    const Decisions& decisions_;
    const Achieved& achieved_;
};

}  // namespace

Int128 stage_value(const StageSpec& stage, const PlanView& plan, const Decisions& decisions, const Achieved& achieved) {
    return StageValues(stage, plan, decisions, achieved).value();
}

}  // namespace leps
