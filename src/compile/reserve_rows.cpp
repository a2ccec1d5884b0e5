#include <algorithm>
#include <map>
#include <set>

#include "compile/emission.hpp"
#include "leps/domain/definitions/recorded_money.hpp"

namespace leps {
namespace {

/// The part of a spending column that belongs to the subset of a reserve: 0, 1, or the shares of zones inside a territory.
WideRatio in_subset(const Emission& out, const Reserve& reserve, const SpendColumn& spend, const std::vector<bool>& measures) {
    const Operation& operation = out.operation_of(spend);
    if (reserve.subset_kind == SubsetKind::territory) {
        return spent_in(out.view.territories.at(TerritoryId(reserve.subset)), operation, out.purse(spend).recipient, out.view.territories);
    }
    return measures[operation.measure.value()] ? 1 : 0;
}

/// Leaf measures of a subset, by measure: a measure with its children, or those that deliver to a level of a group.
std::vector<bool> measures_of_subset(const PlanView& view, const Reserve& reserve) {
    std::vector<bool> measures(view.tables.measures.size());
    if (reserve.subset_kind == SubsetKind::measure) {
        const MeasureIndex top = view.measures.at(MeasureId(reserve.subset));
        for (const MeasureIndex leaf : view.measures.leaves()) {
            if (view.measures.is_within(leaf, top)) { measures[leaf.value()] = true; }
        }
    }
    if (reserve.subset_kind == SubsetKind::group) {
        std::set<LevelId> levels;
        for (const ServiceLevel& level : view.tables.service_levels) {
            if (level.group && level.group->text() == reserve.subset) { levels.insert(level.level); }
        }
        for (const Delivery& delivery : view.tables.deliveries) {
            if (levels.contains(delivery.level)) { measures[view.measures.at(delivery.measure).value()] = true; }
        }
    }
    return measures;
}

/// Recipients and competence years of one scope of a reserve; empty: all together.
using ReserveScope = std::tuple<std::optional<TerritoryIndex>, std::optional<Year>, std::optional<PeriodIndex>>;

struct ScopeMoney {
    Money assigned;
    std::vector<SpendableIndex> annuities;  ///< that it is the sum of
    std::vector<const SpendColumn*> spends;
};

std::map<ReserveScope, ScopeMoney> money_by_scope(const Emission& out, const Reserve& reserve) {
    const PlanView& view = out.view;
    const FundIndex fund = view.spendable.fund(reserve.fund);
    const bool tail_holds = reserve.kind == ReserveKind::earmark || reserve.kind == ReserveKind::cap;
    std::map<ReserveScope, ScopeMoney> scopes;
    const auto scope_of = [&](TerritoryIndex recipient, Year year, std::optional<PeriodIndex> tail_period) {
        ReserveScope named;  // member by member: GCC 12 takes a temporary optional for uninitialized
        if (reserve.per_recipient) { std::get<0>(named) = recipient; }
        if (reserve.per_year && !tail_period) { std::get<1>(named) = year; }
        std::get<2>(named) = tail_period;
        return named;
    };
    for (std::size_t a = 0; a < view.spendable.size(); ++a) {
        const SpendableAnnuity& annuity = view.spendable[SpendableIndex(a)];
        if (annuity.fund != fund || (annuity.tail && !tail_holds)) { continue; }
        const auto period = annuity.tail ? std::optional(view.timeline[*view.timeline.holding(annuity.window.begin())].period) : std::nullopt;
        ScopeMoney& scope = scopes[scope_of(annuity.recipient, annuity.year, period)];
        scope.assigned += annuity.assigned;
        scope.annuities.emplace_back(a);
    }
    for (std::size_t p = 0; p < view.spendable.purses().size(); ++p) {
        const Purse& purse = view.spendable.purses()[p];
        if (purse.fund != fund) { continue; }
        std::optional<ReserveScope> last;  // of one bundle after another, most columns have the scope of the one before
        ScopeMoney* money = nullptr;
        for (const SpendIndex s : out.layout.spends_of_purse[p]) {
            const SpendColumn& spend = out.layout.spend(s);
            const ElementaryPeriod& e = view.timeline[out.layout.bundle(spend.bundle).elementary];
            if (e.tail && !tail_holds) { continue; }
            const Year year = spend.annuity ? view.spendable[*spend.annuity].year : 0;
            const ReserveScope scope = scope_of(purse.recipient, year, e.tail ? std::optional(e.period) : std::nullopt);
            if (last != scope) {
                last = scope;
                money = &scopes[scope];
            }
            money->spends.push_back(&spend);
        }
    }
    return scopes;
}

struct ReserveRow {
    std::uint32_t reserve = 0;
    std::optional<WideRatio> lower;
    std::optional<WideRatio> upper;
};

/// Where data are elastic: the reserve gives way by cents of all that its fund is assigned, in each scope by the scope's part of them;
/// and an annuity that rises takes its part of the reserve with it. A share of what is spent has no amount of its own.
void let_reserve_give_way(RowTerms& terms, const Emission& out, const ScopeMoney& scope, const ReserveRow& row) {
    const Datum datum{.rule = Rule::reserve, .row = row.reserve};
    const Reserve& reserve = out.view.tables.reserves[datum.row];
        if (reserve.kind == ReserveKind::of_spent_min || reserve.kind == ReserveKind::of_spent_max) { return terms.give_way(datum, row.lower, row.upper); }
    Int128 total = 0;
    for (const SpendableAnnuity& annuity : out.view.spendable.list()) {
        if (!annuity.tail && annuity.fund == out.view.spendable.fund(reserve.fund)) { total += annuity.assigned.cents(); }
    }
    if (total == 0) { return; }
    const WideRatio part(scope.assigned.cents(), total);
    const WideRatio amount = reserve.share.wide() * WideRatio(total);
    const Give give{.most = WideRatio(2 * total), .size = max(amount, 1)};
    if (row.lower) {
        terms.give_way(datum, way::least, part, give);
    } else {
        terms.give_way(datum, way::greatest, -part, give);
    }
    const WideRatio rises = reserve.kind == ReserveKind::earmark ? WideRatio(1) - reserve.share.wide() : reserve.share.wide();
    for (const SpendableIndex a : scope.annuities) {
        for (const SpendableIndex source : out.sources(a)) { terms.rise({.rule = Rule::annuity, .row = static_cast<std::uint32_t>(source.value())}, -rises); }
    }
}

bool fund_as_before(const Emission& out, FundIndex fund) {
    const std::vector<Purse>& purses = out.view.spendable.purses();
    for (std::size_t p = 0; p < purses.size(); ++p) {
        if (purses[p].fund == fund && !out.as_before(PurseIndex(p))) { return false; }
    }
    return out.only_money_changed;
}

/// visit(spend) for the spending columns of a fund.
template <class Visit>
void visit_spends(const Emission& out, FundIndex fund, Visit visit) {
    for (std::size_t p = 0; p < out.view.spendable.purses().size(); ++p) {
        if (out.view.spendable.purses()[p].fund != fund) { continue; }
        for (const SpendIndex s : out.layout.spends_of_purse[p]) { visit(out.layout.spend(s)); }
    }
}

}  // namespace

/// assigned = sum of amount_eur of the fund's annuities in the scope, any status. For the share p/q:
/// EARMARK       spent - subset        <=  assigned - ceil(share x assigned)
/// QUOTA         subset                >=  ceil(share x assigned)
/// CAP           subset                <=  floor(share x assigned);  strict: ceil(share x assigned) - 1 cent
/// OF_SPENT_MIN  q x subset - p x spent >= 0          OF_SPENT_MAX  q x subset - p x spent <= 0
/// One row per scope: each recipient or all, each competence year or all; each year of the tail (earmark and cap only).
/// Class D / U / R.
void compile_reserves(Emission& out) {
    for (std::size_t r = 0; r < out.view.tables.reserves.size(); ++r) {
        const Reserve& reserve = out.view.tables.reserves[r];
        const Origin origin{.rule = Rule::reserve, .subject = static_cast<std::uint32_t>(r)};
        if (fund_as_before(out, out.view.spendable.fund(reserve.fund))) {
            while (out.builder.keep_row(origin.packed())) {}
            continue;
        }
        const std::vector<bool> measures = measures_of_subset(out.view, reserve);
        for (const auto& [scope, money] : money_by_scope(out, reserve)) {
            const WideRatio assigned = money.assigned.cents();
            const WideRatio share = reserve.share.wide() * assigned;
            RowTerms terms(out);
            for (const SpendColumn* spend : money.spends) {
                const WideRatio inside = in_subset(out, reserve, *spend, measures);
                WideRatio coefficient = inside;
                if (reserve.kind == ReserveKind::earmark) { coefficient = WideRatio(1) - inside; }
                if (reserve.kind == ReserveKind::of_spent_min || reserve.kind == ReserveKind::of_spent_max) {
                    coefficient = WideRatio(reserve.share.denominator()) * inside - WideRatio(reserve.share.numerator());
                }
                if (coefficient != WideRatio(0)) { terms.add(spend->column, coefficient); }
            }
            std::optional<WideRatio> lower;
            std::optional<WideRatio> upper;
            switch (reserve.kind) {
                case ReserveKind::earmark: upper = assigned - WideRatio(share.ceil()); break;
                case ReserveKind::quota: lower = share.ceil(); break;
                case ReserveKind::cap: upper = reserve.strict ? max(WideRatio(share.ceil()) - WideRatio(1), 0).floor() : share.floor(); break;
                case ReserveKind::of_spent_min: lower = 0; break;
                case ReserveKind::of_spent_max: upper = 0; break;
            }
            if (terms.empty() && !(lower && *lower > WideRatio(0))) { continue; }
            if (lower) { terms.add_slack(*lower, std::get<0>(scope).value_or(TerritoryIndex(0)), origin); }
            if (out.elastic == Elastic::data) { let_reserve_give_way(terms, out, money, {.reserve = origin.subject, .lower = lower, .upper = upper}); }
            terms.emit(lower, upper, origin);
        }
    }
}

/// QUOTA   min_eur  <=  sum of x of the fund spent in the territory and below  <=  max_eur, over the horizon; with a year:
/// of the annuities of that competence year. Class D / U.
void compile_territory_quotas(Emission& out) {
    const PlanView& view = out.view;
    for (std::size_t q = 0; q < view.tables.territory_quotas.size(); ++q) {
        const TerritoryQuota& quota = view.tables.territory_quotas[q];
        const FundIndex fund = view.spendable.fund(quota.fund);
        const TerritoryIndex place = view.territories.at(quota.territory);
        RowTerms terms(out);
        visit_spends(out, fund, [&](const SpendColumn& spend) {
            if (out.in_tail(spend) || (quota.year && view.spendable[spend.annuity.value()].year != *quota.year)) { return; }
            const WideRatio inside = spent_in(place, out.operation_of(spend), out.purse(spend).recipient, view.territories);
            if (inside > WideRatio(0)) { terms.add(spend.column, inside); }
        });
        const auto cents = [](const std::optional<Money>& money) { return money ? std::optional(WideRatio(money->cents())) : std::nullopt; };
        const Origin origin{.rule = Rule::territory_quota, .subject = static_cast<std::uint32_t>(q)};
        if (quota.min_amount) { terms.add_slack(quota.min_amount->cents(), place, origin); }
        terms.give_way({.rule = Rule::territory_quota, .row = origin.subject}, cents(quota.min_amount), cents(quota.max_amount));
        terms.emit(cents(quota.min_amount), cents(quota.max_amount), origin);
    }
}

/// COMMITTED   sum of x[f] over the operations of the measure inside the territory, of the annuity, recipient, act and category
/// where the record names them, over the horizon  >=  sum over projects of max(0, committed - paid). Money carries no project,
/// so that records which differ only in it add up. The latest record of a commitment counts. Class U.
void compile_committed(Emission& out) {
    const PlanView& view = out.view;
    const auto narrowing = [](const Record& r) { return std::tie(r.territory, r.fund, r.annuity, r.recipient, r.act, r.measure, r.category); };
    const Table<Record>& records = view.tables.records;  // in plan order: projects of one narrowing together, then days
    for (std::size_t i = 0; i < records.size();) {
        const Record& record = records[i];
        const std::size_t first = i;
        Money open;
        std::vector<std::pair<std::size_t, Money>> current;
        for (; i < records.size() && narrowing(records[i]) == narrowing(record); ++i) {
            const bool superseded = i + 1 < records.size() && narrowing(records[i + 1]) == narrowing(record) && records[i + 1].project == records[i].project;
            if (superseded) { continue; }
            current.emplace_back(i, std::max(Money(), records[i].committed.value_or(Money()) - records[i].paid.value_or(Money())));
            open += current.back().second;
        }
        if (open == Money()) { continue; }
        const FundIndex fund = view.spendable.fund(record.fund);
        const TerritoryIndex place = view.territories.at(record.territory);
        const MeasureIndex measure = view.measures.at(record.measure);
        RowTerms terms(out);
        visit_spends(out, fund, [&](const SpendColumn& spend) {
            const Operation& operation = out.operation_of(spend);
            const Bundle& bundle = out.layout.bundle(spend.bundle);
            if (out.in_tail(spend) || !view.territories.is_within(operation.territory, place) ||
                !view.measures.is_within(operation.measure, measure) || (record.category && *record.category != bundle.category)) {
                return;
            }
            // A column without an annuity stands for all of its purse: no record of the fund names one of them.
            const SpendableIndex annuity = spend.annuity ? *spend.annuity : out.purse(spend).annuities.front();
            if (speaks_of(record, view.spendable[annuity], view.tables, view.territories)) { terms.add(spend.column, 1); }
        });
        const Origin origin{.rule = Rule::committed, .subject = static_cast<std::uint32_t>(first)};
        terms.add_slack(open.cents(), place, origin);
        for (const auto& [row, amount] : current) {
            if (amount == Money()) { continue; }
            terms.give_way({.rule = Rule::committed, .row = static_cast<std::uint32_t>(row)}, way::least, 1, {.most = amount.cents(), .size = amount.cents()});
        }
        terms.emit(WideRatio(open.cents()), std::nullopt, origin);
    }
}

}  // namespace leps
