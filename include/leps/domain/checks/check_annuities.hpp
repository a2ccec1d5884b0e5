#pragma once

#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/definitions/spendable.hpp"

namespace leps {

/// Annuities together. Returns whether money can be added up at all, which the checks of money need. Time O(n log n).
inline bool check_money_sums(const CheckContext& c) {
    Int128 sum = 0;
    for (const Annuity& row : c.tables.annuities) { sum += row.amount.cents(); }
    if (sum <= std::numeric_limits<std::int64_t>::max()) { return true; }
    TableFindings(c.findings, "annuities").error({.code = "money_overflow", .field = "amount_eur", .found = to_string(sum / 100) + " euros in all",
        .expected = "at most 92233720368547758.07 euros in all", .message = "correct the amounts: some must have too many digits"});
    return false;
}

/// Municipalities whose money is pooled lie in a zone; recipients can pay something of the plan. Returns whether all do.
inline bool check_recipients(const CheckContext& c) {
    TableFindings out(c.findings, "annuities");
    std::map<FundId, const Fund*> funds;
    for (const Fund& row : c.tables.funds) { funds.emplace(row.fund, &row); }
    std::set<TerritoryIndex> reached;
    for (const TerritoryIndex zone : c.territories.zones()) {
        for (std::optional<TerritoryIndex> up = zone; up; up = c.territories.parent(*up)) { reached.insert(*up); }
    }
    bool pooled = true;
    for (const Annuity& row : c.tables.annuities) {
        const TerritoryIndex recipient = c.territories.at(row.territory);
        const bool municipal = c.territories[recipient].kind == TerritoryKind::municipality;
        const auto zone = c.territories.zone_of(recipient);
        const bool gone = municipal && !c.territories.valid(recipient) && funds.at(row.fund)->pooling == Pooling::separate;
        if (municipal && !zone) {
            pooled = pooled && funds.at(row.fund)->pooling == Pooling::separate;
            out.error(row.at, {.code = "municipality_without_zone", .field = "territory", .found = row.territory.text(), .expected = "a municipality inside a zone",
                               .message = "municipal money pays what its zone starts: give " + row.territory.text() + " its zone as parent"});
        } else if (gone || !reached.contains(zone.value_or(recipient))) {
            out.warning(row.at, {.code = "recipient_outside_plan", .field = "territory", .found = row.territory.text(),
                                 .expected = "a territory valid on the first day of the horizon, with zones",
                                 .message = "nothing in the plan can be paid with this money"});
        }
    }
    return pooled;
}

/// missing_annuity = error: each competence year of the horizon, each recipient that has any row.
inline void check_missing_annuities(const CheckContext& c) {
    TableFindings out(c.findings, "annuities");
    const Year last = year_of(c.timeline.horizon().last_day());
    std::map<std::pair<FundId, TerritoryId>, std::set<Year>> years;
    for (const Annuity& row : c.given.annuities) { years[{row.fund, row.territory}].insert(row.year); }
    for (const Fund& fund : c.tables.funds) {
        if (fund.missing_annuity == MissingAnnuity::zero) { continue; }
        for (auto row = years.lower_bound({fund.fund, TerritoryId()}); row != years.end() && row->first.first == fund.fund; ++row) {
            for (Year year = c.first_year(); year <= last; ++year) {
                if (row->second.contains(year)) { continue; }
                out.error({.code = "missing_annuity", .field = "year",
                           .found = "no row for " + fund.fund.text() + ", " + std::to_string(year) + ", " + row->first.second.text(),
                           .expected = "a row for each year from " + std::to_string(c.first_year()) + " to " + std::to_string(last),
                           .message = "add the row (status none and 0.00 if there is no money), or set missing_annuity of the fund to zero"});
            }
        }
    }
}

/// Money that results could not tell apart: two with the same fund, year, recipient and act after pooling.
inline void check_pooled_money(const CheckContext& c, const Spendable& spendable) {
    TableFindings out(c.findings, "annuities");
    const auto key = [](const SpendableAnnuity& a) { return std::tie(a.fund, a.year, a.recipient, a.act); };
    for (std::size_t i = 1; i < spendable.size(); ++i) {
        const SpendableAnnuity& before = spendable.list()[i - 1];
        const SpendableAnnuity& annuity = spendable.list()[i];
        if (key(before) != key(annuity) || annuity.members.empty() || before.members.empty()) { continue; }
        const Annuity& first = c.tables.annuities[before.members.front()];
        const Annuity& second = c.tables.annuities[annuity.members.front()];
        out.error(second.at, {.code = "pooled_alike", .field = "act", .found = second.act.empty() ? "no act" : second.act,
                              .expected = "another act, or the window " + to_string(first.window),
                              .message = "pooled in " + c.name(annuity.recipient) + ", this money and that of " + place_text(first.at) +
                                         " have different windows and the same act: name the acts apart, or let the windows agree"});
    }
}

/// baseline = in_annuities: what supply costs, and whether its annuities can pay it.
inline void check_supply_costs(const CheckContext& c) {
    if (c.tables.header.baseline != Baseline::in_annuities) { return; }
    TableFindings out(c.findings, "service_supply");
    for (const ServiceSupply& row : c.tables.service_supply) {
        if (!row.paid_by || row.unit_cost) { continue; }
        out.error(row.at, {.code = "missing_field", .field = "unit_cost_eur", .found = "", .expected = "a cost, as " + row.paid_by->text() + " pays this supply",
                           .message = "with baseline in_annuities its cost is taken out of the annuities first: give it, or write outside"});
    }
}

inline void check_supply_lacks(const CheckContext& c, const Spendable& spendable) {
    TableFindings out(c.findings, "service_supply");
    for (const SupplyLack& lack : spendable.lacks()) {
        const ServiceSupply& row = c.tables.service_supply[lack.supply_row];
        out.error(row.at, {.code = "supply_unpaid", .field = "paid_by", .found = to_string(lack.missing) + " euros too little in " + row.paid_by->text(),
                           .expected = "annuities of " + std::to_string(row.year) + " that pay units x unit_cost_eur",
                           .message = "raise the annuities whose window meets " + std::to_string(row.year) + ", or lower units or unit_cost_eur"});
    }
}

}  // namespace leps
