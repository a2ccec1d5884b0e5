#include <algorithm>
#include <map>
#include <set>

#include "compile/emission.hpp"

namespace leps {
namespace {

/// q x part  -  p x whole  <=  slack for the share p/q: part <= floor(share x whole), or ceil where slack = q - 1. Both
/// sides are integers, so the row is exact.
void emit_share(Emission& out, const std::vector<ColumnIndex>& part, const std::vector<ColumnIndex>& whole, const Ratio& share,
                RoundShare rounding, Origin origin) {
    RowTerms terms(out);
    for (const ColumnIndex column : part) { terms.add(column, share.denominator()); }
    for (const ColumnIndex column : whole) { terms.add(column, -share.numerator()); }
    const std::int64_t slack = rounding == RoundShare::up ? share.denominator() - 1 : 0;
    terms.emit(std::nullopt, WideRatio(slack), origin);
}

std::vector<ColumnIndex> columns_of(const Emission& out, const Bundle& bundle) {
    std::vector<ColumnIndex> columns;
    for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { columns.push_back(out.layout.spends[x].column); }
    return columns;
}

/// What each fund may put into a bundle, by fund.
std::map<FundIndex, std::vector<const SpendColumn*>> by_fund(const Emission& out, const Bundle& bundle) {
    std::map<FundIndex, std::vector<const SpendColumn*>> funds;
    for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
        funds[out.purse(out.layout.spends[x]).fund].push_back(&out.layout.spends[x]);
    }
    return funds;
}

std::vector<ColumnIndex> columns_of(const std::vector<const SpendColumn*>& spends) {
    std::vector<ColumnIndex> columns;
    for (const SpendColumn* spend : spends) { columns.push_back(spend->column); }
    return columns;
}

/// A base of co-financing: what the fund puts in, and all that is due in it.
struct Base {
    std::vector<ColumnIndex> of_fund;
    std::set<BundleIndex> bundles;
};

void emit_base(Emission& out, const Base& base, const CoFinancing& rule, const Fund& fund, std::uint16_t part) {
    std::vector<ColumnIndex> whole;
    for (const BundleIndex b : base.bundles) {
        const auto columns = columns_of(out, out.layout.bundle(b));
        whole.insert(whole.end(), columns.begin(), columns.end());
    }
    const auto row = static_cast<std::uint32_t>(&rule - out.view.tables.co_financing.rows().data());
    emit_share(out, base.of_fund, whole, rule.max_share, fund.round_share, {.rule = Rule::co_financing, .subject = row, .part = part});
}

}  // namespace

/// SHARE   for each bundle and fund with a share:   x[f]  <=  floor(max_share x due), due = sum of all x of the bundle. Class S.
/// AMOUNT  for each row with max_eur:   sum of x under the row  <=  max_eur, over the horizon and each year of the tail. Class D.
void compile_eligibility(Emission& out) {
    const Table<Eligibility>& rows = out.view.eligibility.rows();
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        const Bundle& bundle = out.layout.bundles[b];
        for (const auto& [fund, spends] : by_fund(out, bundle)) {
            const Eligibility& rule = rows[spends.front()->rule];
            if (!rule.max_share || *rule.max_share >= Ratio(1)) { continue; }
            emit_share(out, columns_of(spends), columns_of(out, bundle), *rule.max_share, out.view.tables.funds[fund.value()].round_share,
                       {.rule = Rule::eligibility, .subject = spends.front()->rule, .part = 1});
        }
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
            if (!terms.empty()) {
                terms.emit(std::nullopt, WideRatio(rows[rule].max_amount->cents()), {.rule = Rule::eligibility, .subject = rule});
            }
        }
    }
}

/// CO-FINANCING   sum of x[f] over the base  <=  floor(share x sum of dues over the base). Bases: the bundle; the project =
/// all elementary periods of an operation and the categories that the fund may pay there; the fund = all bundles that it may
/// pay, by EU category. Horizon and tail are separate bases. Class S / R.
void compile_co_financing(Emission& out) {
    const PlanView& view = out.view;
    std::map<std::pair<const CoFinancing*, bool>, Base> fund_bases;
    std::set<FundId> with_rules;
    for (const CoFinancing& row : view.tables.co_financing) { with_rules.insert(row.fund); }
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        std::map<std::tuple<FundIndex, bool, Category>, std::vector<ColumnIndex>> by_category;
        std::map<FundIndex, const CoFinancing*> rules;
        for (std::size_t b = out.layout.first_bundle[o]; b < out.layout.first_bundle[o + 1]; ++b) {
            const Bundle& bundle = out.layout.bundles[b];
            const bool tail = view.timeline[bundle.elementary].tail;
            for (const auto& [fund, spends] : by_fund(out, bundle)) {
                const Fund& row = view.tables.funds[fund.value()];
                if (!with_rules.contains(row.fund)) { continue; }
                const auto [rule, fresh] = rules.try_emplace(fund, nullptr);
                if (fresh) { rule->second = co_financing_rule(view.tables.co_financing, row.fund, operation, view.measures, view.territories); }
                if (rule->second == nullptr || rule->second->max_share >= Ratio(1)) { continue; }
                const std::vector<ColumnIndex> columns = columns_of(spends);
                switch (rule->second->base) {
                    case CoFinancingBase::bundle:
                        emit_base(out, {.of_fund = columns, .bundles = {BundleIndex(b)}}, *rule->second, row, 0);
                        break;
                    case CoFinancingBase::project: {
                        auto& list = by_category[{fund, tail, bundle.category}];
                        list.insert(list.end(), columns.begin(), columns.end());
                        break;
                    }
                    case CoFinancingBase::fund: {
                        Base& base = fund_bases[{rule->second, tail}];
                        base.of_fund.insert(base.of_fund.end(), columns.begin(), columns.end());
                        base.bundles.emplace(b);
                        break;
                    }
                }
            }
        }
        std::map<std::pair<FundIndex, bool>, Base> projects;
        for (const auto& [key, columns] : by_category) {
            const auto& [fund, tail, category] = key;
            Base& base = projects[{fund, tail}];
            base.of_fund.insert(base.of_fund.end(), columns.begin(), columns.end());
            for (std::size_t b = out.layout.first_bundle[o]; b < out.layout.first_bundle[o + 1]; ++b) {
                const Bundle& bundle = out.layout.bundles[b];
                if (bundle.category == category && view.timeline[bundle.elementary].tail == tail) { base.bundles.emplace(b); }
            }
        }
        for (const auto& [key, base] : projects) {
            emit_base(out, base, *rules.at(key.first), view.tables.funds[key.first.value()], key.second ? 1 : 0);
        }
    }
    for (std::size_t row = 0; row < view.tables.co_financing.size(); ++row) {
        for (const bool tail : {false, true}) {
            const CoFinancing& rule = view.tables.co_financing[row];
            const auto found = fund_bases.find({&rule, tail});
            if (found == fund_bases.end()) { continue; }
            emit_base(out, found->second, rule, view.tables.funds[view.spendable.fund(rule.fund).value()], tail ? 1 : 0);
        }
    }
}

/// SHARED DUES   for each bundle of a region's measure or an association and each zone j that it serves:
///                 sum of x of recipients inside j  <=  ceil(share_j x due)
/// MUNICIPALITIES  for each bundle and municipality whose money is kept apart:
///                 sum of its x  <=  ceil(population share x due), its part of the zone's municipalities. Class S.
void compile_shared_dues(Emission& out) {
    const PlanView& view = out.view;
    const Year year = year_of(view.timeline.horizon().begin());
    std::map<TerritoryIndex, WideRatio> population_of_zone;
    for (std::size_t i = 0; i < view.territories.size(); ++i) {
        const TerritoryIndex territory(i);
        if (view.territories[territory].kind != TerritoryKind::municipality) { continue; }
        const auto value = view.indicators.find(view.indicators.population(), view.territories[territory].territory, year);
        const auto zone = view.territories.zone_of(territory);
        if (value && zone) { population_of_zone[*zone] += value->value.wide(); }
    }
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        const Bundle& bundle = out.layout.bundles[b];
        const Operation& operation = view.operations[bundle.operation];
        std::map<TerritoryIndex, std::vector<ColumnIndex>> by_zone;
        std::map<TerritoryIndex, std::vector<ColumnIndex>> by_municipality;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            const SpendColumn& spend = out.layout.spends[x];
            const TerritoryIndex recipient = out.purse(spend).recipient;
            const auto zone = view.territories.zone_of(recipient);
            if (operation.shared && zone) { by_zone[*zone].push_back(spend.column); }
            if (view.territories[recipient].kind == TerritoryKind::municipality) { by_municipality[recipient].push_back(spend.column); }
        }
        const std::vector<ColumnIndex> all = columns_of(out, bundle);
        for (const ZoneShare& served : operation.serves) {
            const auto columns = by_zone.find(served.zone);
            if (columns == by_zone.end() || served.share >= Ratio(1)) { continue; }
            emit_share(out, columns->second, all, served.share, RoundShare::up, {.rule = Rule::shared_dues, .subject = static_cast<std::uint32_t>(b)});
        }
        for (const auto& [municipality, columns] : by_municipality) {
            const TerritoryIndex zone = view.territories.zone_of(municipality).value();
            const Ratio people = view.indicators.at(view.indicators.population(), view.territories[municipality].territory, year);
            const Ratio share(people.wide() / population_of_zone.at(zone));
            if (share >= Ratio(1)) { continue; }
            emit_share(out, columns, all, share, RoundShare::up, {.rule = Rule::shared_dues, .subject = static_cast<std::uint32_t>(b), .part = 1});
        }
    }
}

}  // namespace leps
