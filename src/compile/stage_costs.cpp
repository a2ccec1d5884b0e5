#include <algorithm>

#include "compile/stages.hpp"
#include "leps/domain/definitions/current_plan.hpp"
#include "leps/domain/definitions/tie_break.hpp"
#include "leps/domain/definitions/weights.hpp"
#include "leps/problem/outward.hpp"

namespace leps {
namespace {

/// Integer costs over a common denominator: collects rational ones, then multiplies out. Where they would leave 2^53, each is
/// rounded down over the greatest denominator that keeps them inside: columns are never negative, so that what bounds the
/// rounded sum from below bounds the exact one, and a cap on the exact one holds for the rounded.
class Costs {
public:
    void add(ColumnIndex column, const WideRatio& cost) { terms_.emplace_back(column, cost); }

    /// Returns what the objective loses by rounding for each 1 of a column, at most; nothing where it is exact.
    std::optional<WideRatio> finish(StageCosts& stage) const {
        const std::optional<Int128> exact = common_denominator();
        stage.denominator = exact ? *exact : std::max<Int128>(1, (WideRatio(exact_limit) / greatest()).floor());
        std::vector<Objective::Term> terms;
        terms.reserve(terms_.size());
        for (const auto& [column, cost] : terms_) {
            const Int128 integer = exact ? cost.numerator() * wide::quotient(*exact, cost.denominator()) : (cost * WideRatio(stage.denominator)).floor();
            terms.push_back({.column = column, .cost = static_cast<double>(integer)});
        }
        stage.objective = std::make_shared<const Objective>(std::move(terms));
        return exact ? std::nullopt : std::optional(WideRatio(1, stage.denominator));
    }

private:
    static constexpr Int128 exact_limit = static_cast<Int128>(largest_exact_integer);

    /// The least one that makes every cost an integer, if all then stay within 2^53.
    [[nodiscard]] std::optional<Int128> common_denominator() const {
        Int128 common = 1;
        for (const auto& [column, cost] : terms_) {
            if (cost.is_integer()) { continue; }
            const Int128 more = wide::quotient(cost.denominator(), wide::gcd(common, cost.denominator()));
            if (__builtin_mul_overflow(common, more, &common)) { return std::nullopt; }
        }
        for (const auto& [column, cost] : terms_) {
            Int128 integer = 0;
            if (__builtin_mul_overflow(cost.numerator(), wide::quotient(common, cost.denominator()), &integer)) { return std::nullopt; }
            if (wide::absolute(integer) > exact_limit) { return std::nullopt; }
        }
        return common;
    }

    [[nodiscard]] WideRatio greatest() const {
        WideRatio most = 0;
        for (const auto& [column, cost] : terms_) { most = max(most, max(cost, -cost)); }
        return most;
    }

    std::vector<std::pair<ColumnIndex, WideRatio>> terms_;
};

/// How far units can move when every spending column moves by one cent, every separate rounding by another and every start by
/// one nano-unit. Units move in all bundles of a start at once, so that the cents of all stand against what one unit costs in
/// all: a cheap bundle beside a dear one counts for its cents and no more.
class SmallestMoves {
public:
    explicit SmallestMoves(const Columns& columns) : columns_(&columns), by_start_(columns.layout.starts.size(), 1) {
        std::vector<WideRatio> price(by_start_.size());  // of one unit, in all its bundles
        std::vector<std::int64_t> cents(by_start_.size(), 0);
        for (const Bundle& bundle : columns.layout.bundles) {
            for (const BundleCost& cost : bundle.costs) {
                price[cost.start] += cost.cents;
                cents[cost.start] += bundle.rounded_up + static_cast<std::int64_t>(bundle.spend_count);
            }
        }
        for (std::size_t s = 0; s < by_start_.size(); ++s) {
            if (!(price[s] > WideRatio(0))) { continue; }
            const Int128 dividend = wide::multiply(wide::multiply(cents[s], price[s].denominator()), Units::nanos_per_unit);
            by_start_[s] = wide::ceil_div(dividend, price[s].numerator()) + 1;
        }
    }

    /// Of an operation's service in a period, in nano-units; whole units are fixed before money moves.
    [[nodiscard]] Int128 service(OperationIndex o, PeriodIndex t) const {
        Int128 moved = 0;
        if (columns_->measure_of(o).whole) { return moved; }
        columns_->visit_service(o, t, Measured::average, [&](std::size_t s, const WideRatio&) { moved += by_start_[s]; });
        return moved;
    }

private:
    const Columns* columns_;
    std::vector<Int128> by_start_;
};

/// The most that the gap of a demand can move, in ppb.
Int128 gap_move(const Columns& out, const SmallestMoves& moves, const Demand& demand) {
    WideRatio nanos = 0;
    for (const Serving& serving : out.serving(demand.zone)) {
        for (const DeliveryTo& delivery : out.deliveries(serving.operation)) {
            if (delivery.level != demand.level) { continue; }
            nanos += delivery.row->units_per_unit.wide() * serving.share.wide() * WideRatio(moves.service(serving.operation, demand.period));
        }
    }
    return (nanos / demand.required.wide()).ceil() + 1;
}

/// lambda and whether a demand counts in a stage of a class.
std::optional<WideRatio> stage_weight(const Columns& out, const StageSpec& spec, const Demand& demand) {
    const PeriodIndex last(out.view.timeline.horizon_periods() - 1);
    if (out.view.tables.service_levels[demand.level.value()].priority != spec.priority_class) { return std::nullopt; }
    if (spec.periods == StagePeriods::all) { return out.view.timeline.weight(demand.period); }
    return demand.period == last ? std::optional(WideRatio(1)) : std::nullopt;
}

/// SHORTFALL  sum of kappa x gap, in 1 / (2^40 10^9)
StageCosts shortfall(const Columns& out, const RuleColumns& made, const StageSpec& spec) {
    const SmallestMoves moves(out);
    LevelWeights weights(out.view.tables, out.view.territories, out.view.indicators);
    StageCosts stage;
    Costs costs;
    Int128 total = 0;
    for (std::size_t d = 0; d < out.view.demands.size(); ++d) {
        const Demand& demand = out.view.demands[d];
        const auto lambda = stage_weight(out, spec, demand);
        if (!lambda) { continue; }
        const Year year = year_of(out.view.timeline[demand.period].span.begin());
        const std::int64_t kappa = weights.kappa(out.view.tables.service_levels[demand.level.value()], demand.zone, year, *lambda);
        costs.add(made.gap[d], kappa);
        total += kappa;
        stage.reserve += wide::multiply(kappa, gap_move(out, moves, demand));
    }
    stage.scale = wide::multiply(total, 1'000'000'000);
    costs.finish(stage);
    return stage;
}

/// WORST ZONE  the greatest zone index of the class, ppb
StageCosts worst_zone(const Columns& out, const RuleColumns& made, const StageSpec& spec) {
    const SmallestMoves moves(out);
    StageCosts stage;
    stage.scale = 1'000'000'000;
    Costs costs;
    costs.add(made.worst_zone.at({spec.priority_class.value(), spec.periods}), 1);
    costs.finish(stage);
    for (const Demand& demand : out.view.demands) {
        if (stage_weight(out, spec, demand)) { stage.reserve = std::max(stage.reserve, gap_move(out, moves, demand)); }
    }
    return stage;
}

/// LEXIMIN  the sum of the k greatest zone indices of the class, ppb:  k x threshold + sum of excess
/// Each index is rounded up by itself, so one ppb of each joins what the gaps can move.
StageCosts leximin(const Columns& out, const RuleColumns& made, const StageSpec& spec) {
    const SmallestMoves moves(out);
    const int depth = spec.depth.value();
    const LeximinColumns& columns = made.leximin.at({spec.priority_class.value(), spec.periods, depth});
    StageCosts stage;
    stage.scale = wide::multiply(depth, 1'000'000'000);
    Costs costs;
    costs.add(columns.threshold, depth);
    for (const ColumnIndex excess : columns.excess) { costs.add(excess, 1); }
    costs.finish(stage);
    Int128 one_zone = 0;
    for (const Demand& demand : out.view.demands) {
        if (stage_weight(out, spec, demand)) { one_zone = std::max(one_zone, gap_move(out, moves, demand)); }
    }
    stage.reserve = wide::multiply(depth, one_zone + 1);
    return stage;
}

/// CONTINUITY  sum of rate x drop, cents
StageCosts continuity(const Columns& out, const RuleColumns& made) {
    const SmallestMoves moves(out);
    StageCosts stage;
    Costs costs;
    for (const DropColumn& drop : made.drops) {
        const WideRatio per_nano(drop.rate.cents(), Units::nanos_per_unit);
        costs.add(drop.column, per_nano);
        const PeriodIndex next(drop.period.value() + 1);
        const Int128 nanos = moves.service(drop.operation, drop.period) + moves.service(drop.operation, next);
        stage.reserve += (WideRatio(nanos) * per_nano).ceil() + 1;
    }
    costs.finish(stage);
    return stage;
}

/// PERSONS  - sum of lambda x persons_per_unit x in service, nano-persons
StageCosts persons(const Columns& out) {
    const PlanView& view = out.view;
    const SmallestMoves moves(out);
    StageCosts stage;
    std::vector<WideRatio> by_start(out.layout.starts.size());
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const OperationIndex operation(o);
        WideRatio persons = 0;
        for (const DeliveryTo& delivery : out.deliveries(operation)) {
            if (delivery.row->persons_per_unit) { persons += delivery.row->persons_per_unit->wide(); }
        }
        if (persons == WideRatio(0)) { continue; }
        for (std::size_t i = 0; i < view.timeline.horizon_periods(); ++i) {
            const PeriodIndex t(i);
            const WideRatio weight = view.timeline.weight(t) * persons;
            stage.reserve += (weight * WideRatio(moves.service(operation, t))).ceil() + 1;
            out.visit_service(operation, t, Measured::average, [&](std::size_t s, const WideRatio& phi) {
                by_start[s] += weight * phi * WideRatio(out.nanos_per(operation));
            });
        }
    }
    Costs costs;
    for (std::size_t s = 0; s < by_start.size(); ++s) {
        if (by_start[s] != WideRatio(0)) { costs.add(out.layout.starts[s].column, -by_start[s]); }
    }
    stage.lost = costs.finish(stage);
    WideRatio population = 0;
    const Year year = year_of(view.timeline.horizon().begin());
    for (const TerritoryIndex zone : view.territories.zones()) {
        population += view.indicators.at(view.indicators.population(), view.territories[zone].territory, year).wide();
    }
    stage.scale = (population * WideRatio(1'000'000'000)).ceil();
    return stage;
}

/// A sum over spending columns of the horizon, cents.
template <class Cost>
StageCosts spending(const Columns& out, Cost cost) {
    StageCosts stage;
    std::vector<Objective::Term> terms;
    for (const SpendColumn& spend : out.layout.spends) {
        if (out.in_tail(spend)) { continue; }
        const std::int64_t per_cent = cost(spend);
        terms.push_back({.column = spend.column, .cost = static_cast<double>(per_cent)});
        stage.reserve += per_cent;
    }
    stage.objective = std::make_shared<const Objective>(std::move(terms));
    return stage;
}

StageCosts preference(const Columns& out) {
    const auto& funds = out.view.tables.funds;
    return spending(out, [&](const SpendColumn& spend) -> std::int64_t {
        return funds[out.purse(spend).fund.value()].preference.value_or(static_cast<int>(funds.size()));
    });
}

StageCosts tie_break(const Columns& out) {
    const PlanView& view = out.view;
    return spending(out, [&](const SpendColumn& spend) -> std::int64_t {
        const Bundle& bundle = out.layout.bundle(spend.bundle);
        const Operation& operation = view.operations[bundle.operation];
        return tie_break_cost(view.tables.funds[out.purse(spend).fund.value()].fund, view.territories[out.purse(spend).recipient].territory,
                              operation.site, view.measures[operation.measure].measure, view.timeline[bundle.elementary].span.begin(), bundle.category);
    });
}

/// AT RISK  sum of (amount - used) over annuities whose window ends inside the horizon, cents; the amounts are added with
/// the offset.
StageCosts at_risk(const Columns& out) {
    const PlanView& view = out.view;
    StageCosts stage;
    Costs costs;
    const auto lapses = [&](SpendableIndex a) { return view.spendable[a].lapses_on.has_value(); };
    for (const SpendColumn& spend : out.layout.spends) {
        if (out.in_tail(spend)) { continue; }
        stage.reserve += 1;
        if (out.layout.purse_kind[spend.purse.value()] == PurseKind::split) { continue; }
        const Period& span = view.timeline[out.layout.bundle(spend.bundle).elementary].span;
        for (const SpendableIndex a : out.purse(spend).annuities) {
            const bool pays = spend.annuity ? *spend.annuity == a : !view.spendable[a].tail && view.spendable[a].window.contains(span);
            if (pays && lapses(a)) { costs.add(spend.column, -1); }
        }
    }
    for (const UseColumn& use : out.layout.uses) {
        if (lapses(use.annuity)) { costs.add(use.column, -1); }
    }
    costs.finish(stage);
    return stage;
}

/// STABILITY  sum of |x - x0|, cents
StageCosts stability(const Columns& out, const RuleColumns& made) {
    StageCosts stage;
    Costs costs;
    Int128 matched = 0;
    for (const DeviationColumn& deviation : made.deviations) {
        costs.add(deviation.column, 1);
        matched += deviation.before.cents();
        stage.reserve += 1;
    }
    for (const auto& [cell, before] : current_spending(out.view.tables, out.view.timeline)) { stage.offset += before.cents(); }
    stage.offset -= matched;
    costs.finish(stage);
    return stage;
}

}  // namespace

StageCosts stage_costs(const StageSource& source, const StageSpec& spec) {
    const Columns columns(*source.view, *source.layout);
    switch (spec.objective) {
        case StageObjective::shortfall: return shortfall(columns, *source.columns, spec);
        case StageObjective::worst_zone: return worst_zone(columns, *source.columns, spec);
        case StageObjective::leximin: return leximin(columns, *source.columns, spec);
        case StageObjective::continuity: return continuity(columns, *source.columns);
        case StageObjective::persons: return persons(columns);
        case StageObjective::cost: return spending(columns, [](const SpendColumn&) -> std::int64_t { return 1; });
        case StageObjective::at_risk: return at_risk(columns);
        case StageObjective::preference: return preference(columns);
        case StageObjective::stability: return stability(columns, *source.columns);
        case StageObjective::tie_break: return tie_break(columns);
    }
    return {};
}

}  // namespace leps
