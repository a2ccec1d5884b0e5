#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "compile/emission.hpp"

namespace leps {
namespace {

/// Bundles over which a share holds; what the fund puts in is all that it pays in them.
using Base = std::vector<BundleIndex>;

struct ShareRule {
    Ratio share;
    RoundShare rounding = RoundShare::down;
    Origin origin;
    Datum datum;  ///< that the share is a number of
};

/// q x part  -  p x whole  <=  slack for the share p/q: part <= floor(share x whole), or ceil where slack = q - 1. Both sides
/// are integers, so the row is exact. `in_part` tells the spending columns of the part.
template <class InPart>
void emit_share(Emission& out, const Base& base, InPart in_part, const ShareRule& rule) {
    const Ratio& share = rule.share;
    RowTerms terms(out);
    for (const BundleIndex b : base) {
        const Bundle& bundle = out.layout.bundle(b);
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            const std::int64_t of_part = in_part(x) ? share.denominator() : 0;
            terms.add(out.layout.spends[x].column, of_part - share.numerator());
        }
    }
    const std::int64_t slack = rule.rounding == RoundShare::up ? share.denominator() - 1 : 0;
    terms.give_way(rule.datum, std::nullopt, WideRatio(slack));
    terms.emit(std::nullopt, WideRatio(slack), rule.origin);
}

bool pays(const Emission& out, BundleIndex b, FundIndex fund) {
    bool found = false;
    out.visit_funds(out.layout.bundle(b), [&](FundIndex payer, std::size_t, std::size_t) { found = found || payer == fund; });
    return found;
}

/// No row where the fund has no spending column in the base: it pays nothing there.
void emit_co_financing(Emission& out, const Base& base, const CoFinancing& rule, FundIndex fund, std::uint16_t part) {
    if (std::ranges::none_of(base, [&](BundleIndex b) { return pays(out, b, fund); })) { return; }
    const auto row = static_cast<std::uint32_t>(&rule - out.view.tables.co_financing.rows().data());
    emit_share(out, base, [&](std::size_t x) { return out.purse(out.layout.spends[x]).fund == fund; },
               {.share = rule.max_share, .rounding = out.view.tables.funds[fund.value()].round_share,
                .origin = {.rule = Rule::co_financing, .subject = row, .part = part}, .datum = {.rule = Rule::co_financing, .row = row}});
}

}  // namespace

/// SHARE   for each bundle and fund with a share:   x[f]  <=  floor(max_share x due), due = sum of all x of the bundle. Class S.
/// AMOUNT  for each row with max_eur:   sum of x under the row  <=  max_eur, over the horizon and each year of the tail. Class D.
void compile_eligibility(Emission& out) {
    const Table<Eligibility>& rows = out.view.eligibility.rows();
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        out.visit_funds(out.layout.bundles[b], [&](FundIndex fund, std::size_t first, std::size_t end) {
            const std::uint32_t row = out.layout.spends[first].rule;
            if (!rows[row].max_share || *rows[row].max_share >= Ratio(1)) { return; }
            emit_share(out, {BundleIndex(b)}, [&](std::size_t x) { return first <= x && x < end; },
                       {.share = *rows[row].max_share, .rounding = out.view.tables.funds[fund.value()].round_share,
                        .origin = {.rule = Rule::eligibility, .subject = row, .part = 1}, .datum = {.rule = Rule::eligibility, .row = row}});
        });
    }
    std::map<std::uint32_t, std::vector<const SpendColumn*>> capped;
    for (const SpendColumn& spend : out.layout.spends) {
        if (rows[spend.rule].max_amount) { capped[spend.rule].push_back(&spend); }
    }
    for (const auto& [rule, spends] : capped) {
        for (const MoneyScope& scope : money_scopes(out.view.timeline)) {
            RowTerms terms(out);
            for (const SpendColumn* spend : spends) {
                if (in_scope(out, *spend, scope)) { terms.add(spend->column, 1); }
            }
            if (terms.empty()) { continue; }
            const WideRatio most = rows[rule].max_amount->cents();
            terms.give_way({.rule = Rule::eligibility, .row = rule}, std::nullopt, most);
            terms.emit(std::nullopt, most, {.rule = Rule::eligibility, .subject = rule});
        }
    }
}

/// CO-FINANCING   sum of x[f] over the base  <=  floor(share x sum of dues over the base). Bases: the bundle; the project =
/// all elementary periods of an operation and the categories that the fund may pay; the fund = all bundles that it may pay,
/// by EU category. What it may pay says eligibility alone. Horizon and tail are separate bases. Class S / R.
void compile_co_financing(Emission& out) {
    const PlanView& view = out.view;
    using FundBase = std::tuple<const CoFinancing*, bool, std::string>;  // row, tail, EU category
    std::map<FundBase, Base> fund_bases;
    std::set<FundIndex> funds;
    for (const CoFinancing& row : view.tables.co_financing) { funds.insert(view.spendable.fund(row.fund)); }
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        for (const FundIndex fund : funds) {
            const FundId& name = view.tables.funds[fund.value()].fund;
            const CoFinancing* rule = co_financing_rule(view.tables.co_financing, name, operation, view.measures, view.territories);
            if (rule == nullptr || rule->max_share >= Ratio(1)) { continue; }
            EligibleDues eligible(view.eligibility, name, operation, view.timeline);
            std::array<Base, 2> projects;  // the horizon, the tail
            for (std::size_t b = out.layout.first_bundle[o]; b < out.layout.first_bundle[o + 1]; ++b) {
                const Bundle& bundle = out.layout.bundles[b];
                if (!eligible.counts(rule->base, bundle.category, bundle.elementary)) { continue; }
                const bool tail = view.timeline[bundle.elementary].tail;
                switch (rule->base) {
                    case CoFinancingBase::bundle: emit_co_financing(out, {BundleIndex(b)}, *rule, fund, 0); break;
                    case CoFinancingBase::project: projects[tail ? 1 : 0].emplace_back(b); break;
                    case CoFinancingBase::fund:
                        fund_bases[{rule, tail, view.territories.eu_category(operation.territory)}].emplace_back(b);
                        break;
                }
            }
            for (const bool tail : {false, true}) { emit_co_financing(out, projects[tail ? 1 : 0], *rule, fund, tail ? 1 : 0); }
        }
    }
    for (const auto& [key, base] : fund_bases) {
        const auto& [rule, tail, category] = key;
        emit_co_financing(out, base, *rule, view.spendable.fund(rule->fund), tail ? 1 : 0);
    }
}

/// SHARED DUES   for each bundle of a region's measure or an association and each zone j that it serves:
///                 sum of x of recipients inside j  <=  ceil(share_j x due)
/// MUNICIPALITIES  for each bundle and municipality whose money is kept apart:
///                 sum of its x  <=  ceil(population share x due), its part of the zone's municipalities that are valid on the
///                 first day of the horizon; one that is not has none. Class S.
void compile_shared_dues(Emission& out) {
    const PlanView& view = out.view;
    const Year year = year_of(view.timeline.horizon().begin());
    std::map<TerritoryIndex, WideRatio> population_of_zone;
    for (std::size_t i = 0; i < view.territories.size(); ++i) {
        const TerritoryIndex territory(i);
        if (view.territories[territory].kind != TerritoryKind::municipality || !view.territories.valid(territory)) { continue; }
        const auto value = view.indicators.find(view.indicators.population(), view.territories[territory].territory, year);
        const auto zone = view.territories.zone_of(territory);
        if (value && zone) { population_of_zone[*zone] += value->value.wide(); }
    }
    const bool apart = std::ranges::any_of(view.spendable.purses(), [&](const Purse& purse) {
        return view.territories[purse.recipient].kind == TerritoryKind::municipality;
    });
    const auto zone_of = [&](std::size_t x) { return view.territories.zone_of(out.purse(out.layout.spends[x]).recipient); };
    const auto municipality_of = [&](std::size_t x) {
        const TerritoryIndex recipient = out.purse(out.layout.spends[x]).recipient;
        return view.territories[recipient].kind == TerritoryKind::municipality ? std::optional(recipient) : std::nullopt;
    };
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        const Bundle& bundle = out.layout.bundles[b];
        const Operation& operation = view.operations[bundle.operation];
        if (!operation.shared && !apart) { continue; }
        std::set<TerritoryIndex> zones;
        std::set<TerritoryIndex> municipalities;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            if (const auto zone = zone_of(x); operation.shared && zone) { zones.insert(*zone); }
            if (const auto municipality = municipality_of(x)) { municipalities.insert(*municipality); }
        }
        const Origin origin{.rule = Rule::shared_dues, .subject = static_cast<std::uint32_t>(b)};
        const auto datum = [&](TerritoryIndex place) {
            return Datum{.rule = Rule::shared_dues, .row = static_cast<std::uint32_t>(bundle.operation.value()), .place = place};
        };
        for (const ZoneShare& served : operation.serves) {
            if (!zones.contains(served.zone) || served.share >= Ratio(1)) { continue; }
            emit_share(out, {BundleIndex(b)}, [&](std::size_t x) { return zone_of(x) == served.zone; },
                       {.share = served.share, .rounding = RoundShare::up, .origin = origin, .datum = datum(served.zone)});
        }
        for (const TerritoryIndex municipality : municipalities) {
            Ratio share(0);
            if (view.territories.valid(municipality)) {
                const Ratio people = view.indicators.at(view.indicators.population(), view.territories[municipality].territory, year);
                share = Ratio(people.wide() / population_of_zone.at(view.territories.zone_of(municipality).value()));
            }
            if (share >= Ratio(1)) { continue; }
            emit_share(out, {BundleIndex(b)}, [&](std::size_t x) { return municipality_of(x) == municipality; },
                       {.share = share, .rounding = RoundShare::up, .origin = {.rule = Rule::shared_dues, .subject = origin.subject, .part = 1},
                        .datum = datum(municipality)});
        }
    }
}

}  // namespace leps
