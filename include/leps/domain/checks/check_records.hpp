#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/payables.hpp"
#include "leps/domain/definitions/recorded_money.hpp"

namespace leps {

/// Each record by itself: what leps does not do yet is refused by name, and paid <= committed <= assigned. Time O(n).
inline void check_record_rows(const PlanTables& tables, PlanFindings& findings) {
    TableFindings out(findings, "records");
    for (const Record& row : tables.records) {
        if (row.at.broken) { continue; }
        const auto later = [&](const char* field, std::string found, std::string expected) {
            out.error(row.at, {.code = "not_supported", .field = field, .found = std::move(found), .expected = std::move(expected),
                               .message = "monitoring of what is paid or withdrawn is not supported yet: leave such records out"});
        };
        if (row.paid && *row.paid > Money()) { later("paid_eur", to_string(*row.paid), "0.00 or nothing"); }
        if (!row.period.empty()) { later("period", row.period, "nothing"); }
        if (row.kind == RecordKind::decommitment) { later("kind", "decommitment", "state"); }
        if (row.start) { later("start", to_string(*row.start), "nothing"); }
        if (row.units) { later("units", to_string(*row.units), "nothing"); }
        if (!row.as_of.is_special() && row.as_of >= tables.header.horizon.begin()) {
            later("as_of", to_string(row.as_of), "a day before the horizon (" + to_string(tables.header.horizon.begin()) + ")");
        }
        const auto ordered = [&](const char* field, const std::optional<Money>& less, const char* other, const std::optional<Money>& more) {
            if (!less || !more || *less <= *more) { return; }
            out.error(row.at, {.code = "record_order", .field = field, .found = to_string(*less), .expected = std::string("at most ") + other + " (" + to_string(*more) + ")",
                               .message = "paid <= committed <= assigned: correct one of the amounts"});
        };
        ordered("paid_eur", row.paid, "committed_eur", row.committed);
        ordered("committed_eur", row.committed, "assigned_eur", row.assigned);
    }
}

/// Records against the money of the plan: a commitment needs a fund that may pay it, and enough of its money.
/// Time O(records x what the fund may pay).
inline void check_commitments(const CheckContext& c, const Payables& payables) {
    TableFindings out(c.findings, "records");
    const auto commitment = [](const Record& r) { return std::tie(r.territory, r.fund, r.annuity, r.recipient, r.act, r.measure, r.category, r.project); };
    std::map<FundId, WideRatio> committed;
    std::map<FundId, const Record*> last;
    for (std::size_t i = 0; i < c.tables.records.size(); ++i) {
        const Record& row = c.tables.records[i];
        const FundIndex fund = payables.spendable().fund(row.fund);
        std::set<SpendableIndex> money;
        for (const Payable& entry : payables.of(fund)) {
            const Operation& operation = payables.operations()[entry.operation];
            const SpendableAnnuity& annuity = payables.spendable()[entry.annuity];
            const bool fits = c.territories.is_within(operation.territory, c.territories.at(row.territory)) &&
                              c.measures.is_within(operation.measure, c.measures.at(row.measure)) && (!row.category || *row.category == entry.category) &&
                              speaks_of(row, annuity, c.tables, c.territories);
            if (fits) { money.insert(entry.annuity); }
        }
        if (money.empty()) {
            out.error(row.at, {.code = "ineligible_record", .field = "fund", .found = row.fund.text() + " for " + row.measure.text() + " in " + row.territory.text(),
                               .expected = "money of the fund that may pay the measure there",
                               .message = "check eligibility, annuity, recipient and act of the record, and the dates on which the measure may start"});
            continue;
        }
        Money reachable;
        for (const SpendableIndex a : money) { reachable += payables.spendable()[a].amount; }
        if (row.committed && reachable < *row.committed) {
            out.error(row.at, {.code = "committed_beyond_money", .field = "committed_eur", .found = to_string(*row.committed),
                               .expected = "at most " + to_string(reachable) + ", the annuities that may pay it", .message = "correct the commitment or the annuities"});
            continue;
        }
        const bool superseded = i + 1 < c.tables.records.size() && commitment(c.tables.records[i + 1]) == commitment(row);
        if (!row.committed || superseded) { continue; }
        committed[row.fund] += row.committed->cents();
        last[row.fund] = &row;
    }
    for (const auto& [fund, sum] : committed) {
        WideRatio all = 0;
        for (const SpendableAnnuity& annuity : payables.spendable().list()) {
            if (annuity.fund == payables.spendable().fund(fund) && !annuity.tail) { all += annuity.amount.cents(); }
        }
        if (sum <= all) { continue; }
        out.error(last.at(fund)->at, {.code = "committed_beyond_money", .field = "committed_eur", .found = to_string(Money::from_cents(wide::narrow(sum.floor()))) + " in all records of " + fund.text(),
                                      .expected = "at most what the fund has", .message = "correct the commitments or the annuities"});
    }
}

}  // namespace leps
