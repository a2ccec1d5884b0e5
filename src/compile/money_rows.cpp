#include <algorithm>

#include "compile/emission.hpp"

namespace leps {
namespace {

/// The due of a bundle when every start is at the top of its box, cents rounded up.
Int128 dearest_due(const Emission& out, const Bundle& bundle) {
    WideRatio nanos = 0;  // of a cent
    for (const BundleCost& cost : bundle.costs) {
        const OperationIndex o = out.layout.starts[cost.start].operation;
        nanos += cost.cents * WideRatio(wide::multiply(out.start_upper(cost.start), out.nanos_per(o)));
    }
    return bundle.rounded_up + wide::ceil_div(nanos.numerator(), wide::multiply(nanos.denominator(), Units::nanos_per_unit));
}

Origin balance_of(PurseIndex p, std::size_t e) {
    return {.rule = Rule::annuity, .subject = static_cast<std::uint32_t>(p.value()), .part = static_cast<std::uint16_t>(e + 1)};
}
Origin bound_of(SpendableIndex a) { return {.rule = Rule::annuity, .subject = static_cast<std::uint32_t>(a.value())}; }

/// Leaves the rows of a purse as they were, where its amounts are: each is there or not, as before.
bool keep_annuities(Emission& out, PurseIndex p) {
    if (!out.as_before(p)) { return false; }
    for (std::size_t e = 0; e < out.view.timeline.elementary().size(); ++e) { (void)out.builder.keep_row(balance_of(p, e).packed()); }
    for (const SpendableIndex a : out.view.spendable.purses()[p.value()].annuities) { (void)out.builder.keep_row(bound_of(a).packed()); }
    return true;
}

}  // namespace

/// x[payer, bundle] in [0, min(money of the payer, cost of the most units)]. Owner: the lower of operation and recipient.
/// Where data are elastic, what payers have bounds nothing.
void compile_spending(Emission& out) {
    const bool elastic = out.elastic == Elastic::data;
    for (const Bundle& bundle : out.layout.bundles) {
        const std::size_t end = bundle.first_spend + bundle.spend_count;
        const bool same_cost = std::all_of(bundle.costs.begin(), bundle.costs.end(), [&](const BundleCost& cost) { return out.start_as_before(cost.start); });
        std::optional<Int128> dearest;  // asked for only where a column changes
        const NodeIndex operation_node = out.node(out.view.operations[bundle.operation].territory);
        for (std::size_t x = bundle.first_spend; x < end; ++x) {
            const SpendColumn& spend = out.layout.spends[x];
            const Origin origin{.rule = Rule::spending, .subject = static_cast<std::uint32_t>(x)};
            if (same_cost && out.as_before(spend.purse) && out.builder.keep_column(origin.packed())) { continue; }
            if (!dearest) { dearest = dearest_due(out, bundle); }
            const NodeIndex recipient_node = out.node(out.purse(spend).recipient);
            const bool below = out.builder.tree().is_ancestor_or_self(operation_node, recipient_node);
            out.builder.column({.owner = below ? recipient_node : operation_node, .lower = 0,
                                .upper = elastic ? *dearest : std::min<Int128>(out.most_money(spend, bundle.elementary).cents(), *dearest), .whole = false,
                                .origin = origin.packed()});
        }
    }
    std::vector<Int128> more(out.view.spendable.size());  // than its amount, by annuity
    for (std::size_t p = 0; elastic && p < out.view.spendable.purses().size(); ++p) {
        for (const SpendableIndex a : out.view.spendable.purses()[p].annuities) { more[a.value()] = out.most_spent(PurseIndex(p)); }
    }
    for (std::size_t u = 0; u < out.layout.uses.size(); ++u) {
        const SpendableIndex a = out.layout.uses[u].annuity;
        const SpendableAnnuity& annuity = out.view.spendable[a];
        out.builder.column({.owner = out.node(annuity.recipient), .lower = 0, .upper = annuity.amount.cents() + more[a.value()], .whole = false,
                            .origin = Origin{.rule = Rule::annuity, .subject = static_cast<std::uint32_t>(u), .part = 1}.packed()});
    }
}

/// COST BALANCE  for each bundle (o, e, k):   -n-  <=  sum over f of x  -  sum over s of cost[s] x a[o, s]  <=  n+   cents
/// n+: separately rounded sums in the bundle; n-: those that are not the first term of their telescope. Where whole units
/// always cost whole cents both are 0 and the row is exact. (MODEL.md 8) Class E.
/// Stated times the denominator that its costs have in common, so that nearly all rows are gathered in integers.
void compile_cost_balance(Emission& out) {
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        const Bundle& bundle = out.layout.bundles[b];
        const Origin origin{.rule = Rule::cost_balance, .subject = static_cast<std::uint32_t>(b)};
        Int128 per_cent = Units::nanos_per_unit / out.nanos_per(bundle.operation);
        for (const BundleCost& cost : bundle.costs) {
            per_cent = wide::multiply(per_cent, cost.cents.denominator() / wide::gcd(per_cent, cost.cents.denominator()));
        }
        RowTerms terms(out);
        if (out.elastic == Elastic::money) {
            const TerritoryIndex place = out.view.operations[bundle.operation].territory;
            const ColumnIndex uncovered = out.builder.column({.owner = out.node(place), .lower = 0, .upper = dearest_due(out, bundle), .whole = false,
                                                              .origin = Origin{.rule = Rule::cost_balance, .subject = origin.subject, .part = 1}.packed()});
            out.slacks.push_back({.origin = origin, .place = place, .column = uncovered});
            terms.add(uncovered, WideRatio(per_cent));
        }
        const WideRatio per_unit = WideRatio(per_cent * out.nanos_per(bundle.operation), Units::nanos_per_unit);
        for (const BundleCost& cost : bundle.costs) { terms.add(out.layout.starts[cost.start].column, -(cost.cents * per_unit)); }
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            terms.add(out.layout.spends[x].column, WideRatio(per_cent));
        }
        terms.emit(WideRatio(-bundle.rounded_down * per_cent), WideRatio(bundle.rounded_up * per_cent), origin);
    }
}

/// ANNUITY   for each annuity a:                 sum over e of used[a, e]  <=  amount[a]
/// BALANCE   for each purse and e, where several annuities are open at once:
///                                               sum over bundles of x  -  sum over a of used[a, e]  =  0
/// Where annuities are named by x, or never overlap, used[a, e] is the sum of x itself. Owner: the recipient. Class D.
void compile_annuities(Emission& out) {
    const std::vector<ElementaryPeriod>& periods = out.view.timeline.elementary();
    std::vector<std::vector<const UseColumn*>> uses_of(out.view.spendable.size());
    for (const UseColumn& use : out.layout.uses) { uses_of[use.annuity.value()].push_back(&use); }
    std::vector<std::vector<ColumnIndex>> spent(std::max(periods.size(), out.view.spendable.size()));  // by period, or by annuity
    for (std::size_t p = 0; p < out.view.spendable.purses().size(); ++p) {
        const Purse& purse = out.view.spendable.purses()[p];
        if (keep_annuities(out, PurseIndex(p))) { continue; }
        const PurseKind kind = out.layout.purse_kind[p];
        std::vector<std::size_t> open_in(periods.size());  // the one annuity that is open, where never two are
        for (const SpendableIndex a : purse.annuities) {
            const SpendableAnnuity& annuity = out.view.spendable[a];
            for (std::size_t e = 0; e < periods.size(); ++e) {
                if (annuity.tail == periods[e].tail && annuity.window.contains(periods[e].span)) { open_in[e] = a.value(); }
            }
        }
        for (const SpendIndex s : out.layout.spends_of_purse[p]) {
            const SpendColumn& spend = out.layout.spend(s);
            const std::size_t e = out.layout.bundle(spend.bundle).elementary.value();
            spent[kind == PurseKind::split ? e : kind == PurseKind::carried ? spend.annuity->value() : open_in[e]].push_back(spend.column);
        }
        const auto add_spent = [&](RowTerms& terms, std::size_t place) {
            for (const ColumnIndex column : spent[place]) { terms.add(column, 1); }
            spent[place].clear();
        };
        for (std::size_t e = 0; kind == PurseKind::split && e < periods.size(); ++e) {
            if (spent[e].empty()) { continue; }
            RowTerms balance(out);
            add_spent(balance, e);
            for (const SpendableIndex a : purse.annuities) {
                for (const UseColumn* use : uses_of[a.value()]) {
                    if (use->elementary.value() == e) { balance.add(use->column, -1); }
                }
            }
            balance.emit(WideRatio(0), WideRatio(0), balance_of(PurseIndex(p), e));
        }
        for (const SpendableIndex a : purse.annuities) {
            RowTerms terms(out);
            if (kind == PurseKind::split) {
                for (const UseColumn* use : uses_of[a.value()]) { terms.add(use->column, 1); }
            } else {
                add_spent(terms, a.value());
            }
            if (terms.empty()) { continue; }
            for (const SpendableIndex source : out.sources(a)) {
                const Datum datum{.rule = Rule::annuity, .row = static_cast<std::uint32_t>(source.value())};
                terms.give_way(datum, way::greatest, -1, {.most = out.most_spent(PurseIndex(p)), .size = out.view.spendable[source].amount.cents()});
            }
            terms.emit(std::nullopt, WideRatio(out.view.spendable[a].amount.cents()), bound_of(a));
        }
    }
}

}  // namespace leps
