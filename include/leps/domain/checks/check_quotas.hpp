#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/payables.hpp"

namespace leps {

/// Territory quotas that no spending could keep: a minimum beyond the money that may be spent there, minima of separate
/// territories beyond all the money of the fund. Time O(quotas x what the fund may pay).
class QuotaCheck {
public:
    QuotaCheck(const CheckContext& context, const Payables& payables)
        : c_(context), payables_(payables), out_(context.findings, "territory_quotas") {}

    void run() {
        std::map<std::pair<FundId, std::optional<Year>>, std::vector<const TerritoryQuota*>> alike;
        for (const TerritoryQuota& row : c_.tables.territory_quotas) {
            if (one(row)) { alike[{row.fund, row.year}].push_back(&row); }
        }
        for (const auto& [key, rows] : alike) { together(rows); }
    }

private:
    /// Returns whether the minimum could be kept by itself.
    bool one(const TerritoryQuota& row) {
        const FundIndex fund = payables_.spendable().fund(row.fund);
        const TerritoryIndex place = c_.territories.at(row.territory);
        std::set<SpendableIndex> useful;
        for (const Payable& entry : payables_.of(fund)) {
            const SpendableAnnuity& annuity = payables_.spendable()[entry.annuity];
            if (row.year && annuity.year != *row.year) { continue; }
            if (spent_in(place, payables_.operations()[entry.operation], annuity.recipient, c_.territories) > WideRatio(0)) { useful.insert(entry.annuity); }
        }
        Money reachable;
        for (const SpendableIndex a : useful) { reachable += payables_.spendable()[a].amount; }
        if (row.min_amount && reachable < *row.min_amount) {
            out_.error(row.at, {.code = "quota_cannot_hold", .field = "min_eur", .found = to_string(*row.min_amount),
                                .expected = "at most " + to_string(reachable) + ", the money of " + row.fund.text() + " that may be spent in " + row.territory.text() +
                                            (row.year ? " of " + std::to_string(*row.year) : ""),
                                .message = "lower the minimum, or let the fund pay there: check eligibility, recipients and windows"});
            return false;
        }
        if (!row.min_amount && useful.empty()) {
            out_.warning(row.at, {.code = "quota_unused", .field = "territory", .found = row.territory.text(), .expected = "a territory where " + row.fund.text() + " may pay",
                                  .message = "the fund spends nothing there, with or without this row"});
        }
        return true;
    }

    void together(const std::vector<const TerritoryQuota*>& rows) {
        const FundIndex fund = payables_.spendable().fund(rows.front()->fund);
        const std::optional<Year> year = rows.front()->year;
        WideRatio all = 0;
        for (const SpendableAnnuity& annuity : payables_.spendable().list()) {
            if (annuity.fund == fund && !annuity.tail && (!year || annuity.year == *year)) { all += annuity.amount.cents(); }
        }
        WideRatio sum = 0;
        for (const TerritoryQuota* row : rows) {
            const TerritoryIndex place = c_.territories.at(row->territory);
            bool outermost = row->min_amount.has_value();
            for (const TerritoryQuota* other : rows) {
                const TerritoryIndex above = c_.territories.at(other->territory);
                outermost = outermost && (other == row || !other->min_amount || !c_.territories.is_within(place, above));
            }
            if (!outermost) { continue; }
            sum += row->min_amount->cents();
            if (sum <= all) { continue; }
            out_.error(row->at, {.code = "quotas_beyond_money", .field = "min_eur", .found = to_string(Money::from_cents(wide::narrow(sum.floor()))) + " in all",
                                 .expected = "at most the money of " + row->fund.text() + (year ? " of " + std::to_string(*year) : std::string()),
                                 .message = "the minima of separate territories are more than the fund has: lower them"});
            return;
        }
    }

    const CheckContext& c_;
    const Payables& payables_;
    TableFindings out_;
};

}  // namespace leps
