#include <algorithm>
#include <map>

#include "compile/limits.hpp"

namespace leps {
namespace {

/// What a payer can put into an elementary period: the open annuities of its purse, or the one it names.
Money most_money(const Emission& out, const SpendColumn& spend) {
    if (spend.annuity) { return out.view.spendable[*spend.annuity].amount; }
    const ElementaryPeriod& e = out.view.timeline[out.layout.bundle(spend.bundle).elementary];
    Money total;
    for (const SpendableIndex a : out.purse(spend).annuities) {
        const SpendableAnnuity& annuity = out.view.spendable[a];
        if (annuity.tail == e.tail && annuity.window.contains(e.span)) { total += annuity.amount; }
    }
    return total;
}

/// The greatest start of each column that money alone allows: for each bundle, what all its payers have, over the cost of
/// one unit. Nothing where no bundle costs anything.
std::vector<std::optional<WideRatio>> most_affordable(const Emission& out) {
    std::vector<std::optional<WideRatio>> most(out.layout.starts.size());
    for (const Bundle& bundle : out.layout.bundles) {
        Money money;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            money += most_money(out, out.layout.spends[x]);
        }
        const WideRatio available = WideRatio(money.cents()) + WideRatio(bundle.rounded_down);
        for (const BundleCost& cost : bundle.costs) {
            if (!(cost.cents > WideRatio(0))) { continue; }
            const WideRatio units = available / cost.cents;
            most[cost.start] = most[cost.start] ? min(*most[cost.start], units) : units;
        }
    }
    return most;
}

/// Tightens starts by the limits on what they count towards: share x phi x start <= limit.
void tighten_by_limits(const Emission& out, std::vector<std::optional<WideRatio>>& most) {
    for (const ResolvedLimit& limit : resolve_limits(out.view)) {
        for (const Serving& serving : counted_operations(limit, out)) {
            const std::size_t o = serving.operation.value();
            for (std::size_t s = out.layout.first_start[o]; s < out.layout.first_start[o + 1]; ++s) {
                const PlanPeriod& start = out.view.timeline[out.layout.starts[s].period];
                const auto tighten = [&](const WideRatio& part, Year year) {
                    const auto greatest = greatest_units(limit, year, out.view);
                    if (!greatest || !(part > WideRatio(0))) { return; }
                    const WideRatio units = *greatest / part;
                    most[s] = most[s] ? min(*most[s], units) : units;
                };
                switch (limit.row->counted) {
                    case Counted::in_service:
                        for (std::size_t t = 0; t < out.view.timeline.horizon_periods(); ++t) {
                            const Period& span = out.view.timeline.periods()[t].span;
                            const WideRatio phi = service_average(out.measure_of(serving.operation), start.span.begin(), span);
                            tighten(phi * serving.share.wide(), year_of(span.begin()));
                        }
                        break;
                    case Counted::starts_per_period: tighten(serving.share.wide(), year_of(start.span.begin())); break;
                    case Counted::starts_in_horizon: tighten(serving.share.wide(), year_of(out.view.timeline.horizon().begin())); break;
                }
            }
        }
    }
}

}  // namespace

/// The due of a bundle when every start is at the top of its box, cents.
WideRatio dearest_due(const Emission& out, const Bundle& bundle) {
    WideRatio dearest = bundle.rounded_up;
    for (const BundleCost& cost : bundle.costs) {
        const OperationIndex o = out.layout.starts[cost.start].operation;
        dearest += cost.cents * WideRatio(wide::multiply(out.start_upper[cost.start], out.nanos_per(o)), Units::nanos_per_unit);
    }
    return dearest.ceil();
}

/// Where dues need no payer, money bounds nothing: the most that the levels could ask for, and what obliges.
WideRatio most_wanted(const Emission& out, const StartColumn& start) {
    const Operation& operation = out.view.operations[start.operation];
    WideRatio most = 1;
    for (const Delivery& delivery : out.view.tables.deliveries) {
        if (delivery.measure != out.measure_of(start.operation).measure || !(delivery.units_per_unit > Ratio(0))) { continue; }
        WideRatio required = 0;
        for (const Demand& demand : out.view.demands) {
            const bool served = std::any_of(operation.serves.begin(), operation.serves.end(), [&](const ZoneShare& s) { return s.zone == demand.zone; });
            if (served && out.view.tables.service_levels[demand.level.value()].level == delivery.level) { required += demand.required.wide(); }
        }
        most = max(most, required / delivery.units_per_unit.wide());
    }
    for (const MeasureLimit& row : out.view.tables.measure_limits) {
        if (row.min_units) { most = max(most, row.min_units->wide()); }
    }
    return most.ceil();
}

/// a[o, s] in [0, most]: the box follows from limits and money, never from a guess. Owner: the operation's territory.
void compile_starts(Emission& out) {
    std::vector<std::optional<WideRatio>> most(out.layout.starts.size());
    if (out.elastic == Elastic::money) {
        for (std::size_t s = 0; s < most.size(); ++s) { most[s] = most_wanted(out, out.layout.starts[s]); }
    } else {
        most = most_affordable(out);
    }
    tighten_by_limits(out, most);
    for (std::size_t s = 0; s < out.layout.starts.size(); ++s) {
        StartColumn& start = out.layout.starts[s];
        const bool whole = out.measure_of(start.operation).whole;
        if (!most[s]) {
            throw InvalidValue({.code = "unbounded_measure", .subject = out.measure_of(start.operation).measure.text(), .field = "units",
                                .got = "neither cost nor limit", .limit = "one of them"});
        }
        const WideRatio in_column_units = *most[s] * WideRatio(whole ? 1 : Units::nanos_per_unit);
        out.start_upper.push_back(max(in_column_units, 0).floor());
        start.column = out.column({.owner = out.node(out.view.operations[start.operation].territory), .lower = 0,
                                   .upper = out.start_upper.back(), .whole = whole,
                                   .origin = Origin{.rule = Rule::starts, .subject = static_cast<std::uint32_t>(s)}.packed()});
    }
}

/// x[payer, bundle] in [0, min(money of the payer, cost of the most units)]. Owner: the lower of operation and recipient.
void compile_spending(Emission& out) {
    for (const Bundle& bundle : out.layout.bundles) {
        const WideRatio dearest_cents = dearest_due(out, bundle);
        const NodeIndex operation_node = out.node(out.view.operations[bundle.operation].territory);
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            SpendColumn& spend = out.layout.spends[x];
            const NodeIndex recipient_node = out.node(out.purse(spend).recipient);
            const bool below = out.builder.tree().is_ancestor_or_self(operation_node, recipient_node);
            spend.column = out.column({.owner = below ? recipient_node : operation_node, .lower = 0,
                                       .upper = min(WideRatio(most_money(out, spend).cents()), dearest_cents), .whole = false,
                                       .origin = Origin{.rule = Rule::spending, .subject = static_cast<std::uint32_t>(x)}.packed()});
        }
    }
    for (std::size_t u = 0; u < out.layout.uses.size(); ++u) {
        UseColumn& use = out.layout.uses[u];
        const SpendableAnnuity& annuity = out.view.spendable[use.annuity];
        use.column = out.column({.owner = out.node(annuity.recipient), .lower = 0, .upper = annuity.amount.cents(), .whole = false,
                                 .origin = Origin{.rule = Rule::annuity, .subject = static_cast<std::uint32_t>(u), .part = 1}.packed()});
    }
}

/// COST BALANCE  for each bundle (o, e, k):   -n-  <=  sum over f of x  -  sum over s of cost[s] x a[o, s]  <=  n+   cents
/// n+: separately rounded sums in the bundle; n-: those that are not the first term of their telescope. Where whole units
/// always cost whole cents both are 0 and the row is exact. (MODEL.md 8) Class E.
void compile_cost_balance(Emission& out) {
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        const Bundle& bundle = out.layout.bundles[b];
        const Origin origin{.rule = Rule::cost_balance, .subject = static_cast<std::uint32_t>(b)};
        RowTerms terms(out);
        if (out.elastic == Elastic::money) {
            const TerritoryIndex place = out.view.operations[bundle.operation].territory;
            const ColumnIndex uncovered = out.column({.owner = out.node(place), .lower = 0, .upper = dearest_due(out, bundle), .whole = false,
                                                      .origin = Origin{.rule = Rule::cost_balance, .subject = origin.subject, .part = 1}.packed()});
            out.slacks.push_back({.origin = origin, .place = place, .column = uncovered});
            terms.add(uncovered, 1);
        }
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            terms.add(out.layout.spends[x].column, 1);
        }
        for (const BundleCost& cost : bundle.costs) {
            const StartColumn& start = out.layout.starts[cost.start];
            terms.add(start.column, -(cost.cents * WideRatio(out.nanos_per(start.operation), Units::nanos_per_unit)));
        }
        terms.emit(WideRatio(-bundle.rounded_down), WideRatio(bundle.rounded_up), origin);
    }
}

/// ANNUITY   for each annuity a:                 sum over e of used[a, e]  <=  amount[a]
/// BALANCE   for each purse and e, where several annuities are open at once:
///                                               sum over bundles of x  -  sum over a of used[a, e]  =  0
/// Where annuities are named by x, or never overlap, used[a, e] is the sum of x itself. Owner: the recipient. Class D.
void compile_annuities(Emission& out) {
    std::vector<std::vector<const UseColumn*>> uses_of(out.view.spendable.size());
    for (const UseColumn& use : out.layout.uses) { uses_of[use.annuity.value()].push_back(&use); }
    for (std::size_t p = 0; p < out.view.spendable.purses().size(); ++p) {
        const Purse& purse = out.view.spendable.purses()[p];
        const PurseKind kind = out.layout.purse_kind[p];
        std::map<ElementaryIndex, std::vector<const SpendColumn*>> spent;
        for (const SpendIndex s : out.layout.spends_of_purse[p]) {
            const SpendColumn& spend = out.layout.spend(s);
            spent[out.layout.bundle(spend.bundle).elementary].push_back(&spend);
        }
        if (kind == PurseKind::split) {
            for (const auto& [e, spends] : spent) {
                RowTerms balance(out);
                for (const SpendColumn* spend : spends) { balance.add(spend->column, 1); }
                for (const SpendableIndex a : purse.annuities) {
                    for (const UseColumn* use : uses_of[a.value()]) {
                        if (use->elementary == e) { balance.add(use->column, -1); }
                    }
                }
                balance.emit(WideRatio(0), WideRatio(0), {.rule = Rule::annuity, .subject = static_cast<std::uint32_t>(p),
                                                          .part = static_cast<std::uint16_t>(e.value() + 1)});
            }
        }
        for (const SpendableIndex a : purse.annuities) {
            const SpendableAnnuity& annuity = out.view.spendable[a];
            RowTerms terms(out);
            if (kind == PurseKind::split) {
                for (const UseColumn* use : uses_of[a.value()]) { terms.add(use->column, 1); }
            } else {
                for (const auto& [e, spends] : spent) {
                    if (annuity.tail != out.view.timeline[e].tail || !annuity.window.contains(out.view.timeline[e].span)) { continue; }
                    for (const SpendColumn* spend : spends) {
                        if (kind == PurseKind::disjoint || spend->annuity == a) { terms.add(spend->column, 1); }
                    }
                }
            }
            if (!terms.empty()) {
                terms.emit(std::nullopt, WideRatio(annuity.amount.cents()), {.rule = Rule::annuity, .subject = static_cast<std::uint32_t>(a.value())});
            }
        }
    }
}

}  // namespace leps
