#include <algorithm>
#include <map>

#include "compile/emission.hpp"
#include "leps/domain/definitions/tie_break.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {
namespace {

/// Integer costs over a common denominator: collects rational ones, then multiplies out.
class Costs {
public:
    void add(ColumnIndex column, const WideRatio& cost) {
        const Int128 common = wide::gcd(denominator_, cost.denominator());
        denominator_ = wide::multiply(denominator_ / common, cost.denominator());
        terms_.emplace_back(column, cost);
    }

    void finish(StageProgram& stage) const {
        std::vector<Objective::Term> terms;
        for (const auto& [column, cost] : terms_) {
            terms.push_back({.column = column, .cost = static_cast<double>((cost * WideRatio(denominator_)).numerator())});
        }
        stage.objective = std::make_shared<const Objective>(std::move(terms));
        stage.denominator = denominator_;
    }

private:
    std::vector<std::pair<ColumnIndex, WideRatio>> terms_;
    Int128 denominator_ = 1;
};

/// How far units can move when every spending column moves by one cent and every start by one nano-unit.
class SmallestMoves {
public:
    explicit SmallestMoves(const Emission& out) : by_start_(out.layout.starts.size()) {
        for (std::size_t s = 0; s < by_start_.size(); ++s) { by_start_[s] = 1; }
        for (const Bundle& bundle : out.layout.bundles) {
            const WideRatio cents = WideRatio(bundle.rounded_up + static_cast<int>(bundle.spend_count));
            for (const BundleCost& cost : bundle.costs) {
                if (cost.cents > WideRatio(0)) {
                    const WideRatio nanos = (cents / cost.cents * WideRatio(Units::nanos_per_unit)).ceil();
                    by_start_[cost.start] = max(by_start_[cost.start], nanos + 1);
                }
            }
        }
    }

    /// Of an operation's service in a period, in nano-units; whole units are fixed before money moves.
    [[nodiscard]] WideRatio service(const Emission& out, OperationIndex o, PeriodIndex t) const {
        WideRatio moved = 0;
        if (out.measure_of(o).whole) { return moved; }
        for (std::size_t s = out.layout.first_start[o.value()]; s < out.layout.first_start[o.value() + 1]; ++s) {
            if (out.layout.starts[s].period > t) { continue; }
            const Date& day = out.view.timeline[out.layout.starts[s].period].span.begin();
            if (service_average(out.measure_of(o), day, out.view.timeline[t].span) > WideRatio(0)) { moved += by_start_[s]; }
        }
        return moved;
    }

private:
    std::vector<WideRatio> by_start_;
};

/// The most that the gap of a demand can move, in ppb.
Int128 gap_move(const Emission& out, const SmallestMoves& moves, const Demand& demand) {
    const LevelId& level = out.view.tables.service_levels[demand.level.value()].level;
    WideRatio nanos = 0;
    for (const Serving& serving : out.serving(demand.zone)) {
        for (const Delivery& delivery : out.view.tables.deliveries) {
            if (delivery.level == level && delivery.measure == out.measure_of(serving.operation).measure) {
                nanos += delivery.units_per_unit.wide() * serving.share.wide() * moves.service(out, serving.operation, demand.period);
            }
        }
    }
    return (nanos / demand.required.wide()).ceil() + 1;
}

/// lambda and whether a demand counts in a stage of a class.
std::optional<WideRatio> stage_weight(const Emission& out, const StageSpec& spec, const Demand& demand) {
    const PeriodIndex last(out.view.timeline.horizon_periods() - 1);
    if (out.view.tables.service_levels[demand.level.value()].priority != spec.priority_class) { return std::nullopt; }
    if (spec.periods == StagePeriods::all) { return out.view.timeline.weight(demand.period); }
    return demand.period == last ? std::optional(WideRatio(1)) : std::nullopt;
}

/// SHORTFALL  sum of kappa x gap, in 1 / (2^40 10^9)
void program_shortfall(const Emission& out, const SmallestMoves& moves, LevelWeights& weights, StageProgram& stage) {
    Costs costs;
    Int128 total = 0;
    for (std::size_t d = 0; d < out.view.demands.size(); ++d) {
        const Demand& demand = out.view.demands[d];
        const auto lambda = stage_weight(out, stage.spec, demand);
        if (!lambda) { continue; }
        const Year year = year_of(out.view.timeline[demand.period].span.begin());
        const std::int64_t kappa = weights.kappa(out.view.tables.service_levels[demand.level.value()], demand.zone, year, *lambda);
        costs.add(out.gap[d], kappa);
        total += kappa;
        stage.reserve += wide::multiply(kappa, gap_move(out, moves, demand));
    }
    stage.scale = wide::multiply(total, 1'000'000'000);
    costs.finish(stage);
}

/// WORST ZONE  the greatest zone index of the class, ppb
void program_worst_zone(const Emission& out, const SmallestMoves& moves, StageProgram& stage) {
    Costs costs;
    costs.add(out.worst_zone.at({stage.spec.priority_class.value(), stage.spec.periods}), 1);
    costs.finish(stage);
    stage.scale = 1'000'000'000;
    for (const Demand& demand : out.view.demands) {
        if (stage_weight(out, stage.spec, demand)) { stage.reserve = std::max(stage.reserve, gap_move(out, moves, demand)); }
    }
}

/// CONTINUITY  sum of rate x drop, cents
void program_continuity(const Emission& out, const SmallestMoves& moves, StageProgram& stage) {
    Costs costs;
    for (const DropColumn& drop : out.drops) {
        costs.add(drop.column, WideRatio(drop.rate.cents(), Units::nanos_per_unit));
        const PeriodIndex next(drop.period.value() + 1);
        const WideRatio nanos = moves.service(out, drop.operation, drop.period) + moves.service(out, drop.operation, next);
        stage.reserve += (nanos * WideRatio(drop.rate.cents(), Units::nanos_per_unit)).ceil() + 1;
    }
    costs.finish(stage);
}

/// PERSONS  - sum of lambda x persons_per_unit x in service, nano-persons
void program_persons(const Emission& out, const SmallestMoves& moves, StageProgram& stage) {
    Costs costs;
    std::map<std::size_t, WideRatio> by_start;
    for (std::size_t o = 0; o < out.view.operations.size(); ++o) {
        const OperationIndex operation(o);
        const Measure& measure = out.measure_of(operation);
        WideRatio persons = 0;
        for (const Delivery& delivery : out.view.tables.deliveries) {
            if (delivery.measure == measure.measure && delivery.persons_per_unit) { persons += delivery.persons_per_unit->wide(); }
        }
        if (persons == WideRatio(0)) { continue; }
        for (std::size_t t = 0; t < out.view.timeline.horizon_periods(); ++t) {
            const WideRatio weight = out.view.timeline.weight(PeriodIndex(t)) * persons;
            stage.reserve += (weight * moves.service(out, operation, PeriodIndex(t))).ceil() + 1;
            for (std::size_t s = out.layout.first_start[o]; s < out.layout.first_start[o + 1]; ++s) {
                const StartColumn& start = out.layout.starts[s];
                if (start.period.value() > t) { continue; }
                const Date& day = out.view.timeline[start.period].span.begin();
                by_start[s] += weight * service_average(measure, day, out.view.timeline.periods()[t].span) * WideRatio(out.nanos_per(operation));
            }
        }
    }
    for (const auto& [s, persons] : by_start) { costs.add(out.layout.starts[s].column, -persons); }
    costs.finish(stage);
    WideRatio population = 0;
    const Year year = year_of(out.view.timeline.horizon().begin());
    for (const TerritoryIndex zone : out.view.territories.zones()) {
        population += out.view.indicators.at(out.view.indicators.population(), out.view.territories[zone].territory, year).wide();
    }
    stage.scale = (population * WideRatio(1'000'000'000)).ceil();
}

/// A sum over spending columns of the horizon, cents.
template <class Cost>
void program_spending(const Emission& out, StageProgram& stage, Cost cost) {
    Costs costs;
    for (const SpendColumn& spend : out.layout.spends) {
        if (out.in_tail(spend)) { continue; }
        const std::int64_t per_cent = cost(spend);
        if (per_cent == 0) { continue; }
        costs.add(spend.column, per_cent);
        stage.reserve += per_cent;
    }
    costs.finish(stage);
}

/// AT RISK  sum of (amount - used) over annuities whose window ends inside the horizon, cents
void program_at_risk(const Emission& out, StageProgram& stage) {
    Costs costs;
    const auto lapses = [&](SpendableIndex a) { return out.view.spendable[a].lapses_on.has_value(); };
    for (const SpendableAnnuity& annuity : out.view.spendable.list()) {
        if (annuity.lapses_on) { stage.offset += annuity.amount.cents(); }
    }
    for (const UseColumn& use : out.layout.uses) {
        if (lapses(use.annuity)) { costs.add(use.column, -1); }
    }
    for (const SpendColumn& spend : out.layout.spends) {
        const PurseKind kind = out.layout.purse_kind[spend.purse.value()];
        if (kind == PurseKind::split || out.in_tail(spend)) { continue; }
        const Period& span = out.view.timeline[out.layout.bundle(spend.bundle).elementary].span;
        for (const SpendableIndex a : out.purse(spend).annuities) {
            const bool pays = spend.annuity ? *spend.annuity == a : !out.view.spendable[a].tail && out.view.spendable[a].window.contains(span);
            if (pays && lapses(a)) { costs.add(spend.column, -1); }
        }
    }
    for (std::size_t i = 0; i < out.layout.spends.size(); ++i) { stage.reserve += out.in_tail(out.layout.spends[i]) ? 0 : 1; }
    costs.finish(stage);
}

/// STABILITY  sum of |x - x0|, cents
void program_stability(const Emission& out, StageProgram& stage) {
    Costs costs;
    Int128 matched = 0;
    for (const DeviationColumn& deviation : out.deviations) {
        costs.add(deviation.column, 1);
        matched += deviation.before.cents();
        stage.reserve += 1;
    }
    for (const SpendRow& row : out.view.tables.current_plan) { stage.offset += row.amount.cents(); }
    stage.offset -= matched;
    costs.finish(stage);
}

}  // namespace

std::vector<StageProgram> compile_stages(const Emission& out) {
    const PlanView& view = out.view;
    Int128 all_money = 0;
    for (const SpendableAnnuity& annuity : view.spendable.list()) { all_money += annuity.tail ? 0 : annuity.amount.cents(); }
    const SmallestMoves moves(out);
    LevelWeights weights(view.tables, view.territories, view.indicators);
    const auto fund_of = [&](const SpendColumn& spend) -> const Fund& { return view.tables.funds[out.purse(spend).fund.value()]; };
    std::vector<StageProgram> stages;
    for (const StageSpec& spec : view.stages) {
        StageProgram stage{.spec = spec, .objective = nullptr, .scale = all_money};
        switch (spec.objective) {
            case StageObjective::shortfall: program_shortfall(out, moves, weights, stage); break;
            case StageObjective::worst_zone: program_worst_zone(out, moves, stage); break;
            case StageObjective::leximin: throw Unsupported("stage objective leximin");
            case StageObjective::continuity: program_continuity(out, moves, stage); break;
            case StageObjective::persons: program_persons(out, moves, stage); break;
            case StageObjective::cost: program_spending(out, stage, [](const SpendColumn&) { return std::int64_t{1}; }); break;
            case StageObjective::at_risk: program_at_risk(out, stage); break;
            case StageObjective::preference:
                program_spending(out, stage, [&](const SpendColumn& spend) {
                    return static_cast<std::int64_t>(fund_of(spend).preference.value_or(static_cast<int>(view.tables.funds.size())));
                });
                break;
            case StageObjective::stability: program_stability(out, stage); break;
            case StageObjective::tie_break:
                program_spending(out, stage, [&](const SpendColumn& spend) {
                    const Operation& operation = out.operation_of(spend);
                    const Bundle& bundle = out.layout.bundle(spend.bundle);
                    return static_cast<std::int64_t>(tie_break_cost(
                        fund_of(spend).fund, view.territories[out.purse(spend).recipient].territory, operation.site,
                        view.measures[operation.measure].measure, view.timeline[bundle.elementary].span.begin(), bundle.category));
                });
                break;
        }
        stages.push_back(std::move(stage));
    }
    return stages;
}

}  // namespace leps
