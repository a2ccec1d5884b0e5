#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/payables.hpp"

namespace leps {

/// Whole bundles whose shares cannot add up to the cent: 40 % and 60 % of 1.01 euros are 40 and 60 cents, and nobody pays
/// the last one (MODEL.md 7). Looked at for one unit started alone: shares that split what each start owes split their sums
/// too, as rounding down loses no more on a sum than on its parts. Time O(whole operations x dues x payers).
class WholeShareCheck {
public:
    WholeShareCheck(const CheckContext& context, const Payables& payables)
        : c_(context), payables_(payables), out_(context.findings, "measure_costs") {
        for (const Eligibility& row : c_.tables.eligibility) {
            if (row.max_share && *row.max_share < Ratio(1)) { limited_.insert(row.fund); }
        }
        for (const CoFinancing& row : c_.tables.co_financing) {
            if (row.base == CoFinancingBase::bundle && row.max_share < Ratio(1)) { limited_.insert(row.fund); }
        }
    }

    void check(const Operation& operation, const CostSchedule& schedule, const CostLines& costs) {
        if (limited_.empty() || !c_.measures[operation.measure].whole) { return; }
        const std::vector<const Purse*> purses = payables_.payers(operation);
        std::vector<Units> starts(c_.timeline.horizon_periods());
        for (Units& start : starts) {
            start = Units::whole(1);
            for (const Due& due : exact_dues(schedule, starts, c_.timeline)) {
                if (!splits(operation, due, purses)) { report(operation, due, costs); }
            }
            start = Units();
        }
    }

private:
    [[nodiscard]] bool splits(const Operation& operation, const Due& due, const std::vector<const Purse*>& purses) {
        std::set<FundIndex> seen;
        WideRatio shares = 0;
        Int128 cents = 0;
        names_.clear();
        for (const Purse* purse : purses) {
            const auto rules = payables_.rules(purse->fund, due.category, operation);
            const bool open = std::any_of(purse->annuities.begin(), purse->annuities.end(), [&](SpendableIndex a) {
                return payables_.open(payables_.spendable()[a], rules, due.elementary);
            });
            if (!open || !seen.insert(purse->fund).second) { continue; }
            const Fund& fund = c_.tables.funds[purse->fund.value()];
            const Ratio share = share_of(fund, rules, operation, due);
            if (share >= Ratio(1)) { return true; }
            const WideRatio part = share.wide() * WideRatio(due.amount.cents());
            shares += share.wide();
            cents += fund.round_share == RoundShare::up ? part.ceil() : part.floor();
            names_ += (names_.empty() ? "" : ", ") + fund.fund.text() + " " + to_string(share);
        }
        return shares < WideRatio(1) || cents >= due.amount.cents();
    }

    [[nodiscard]] Ratio share_of(const Fund& fund, const std::vector<const Eligibility*>& rules, const Operation& operation, const Due& due) const {
        Ratio share(1);
        for (const Eligibility* row : rules) {
            if (row->valid.contains(c_.timeline[due.elementary].span)) {
                share = row->max_share.value_or(Ratio(1));
                break;
            }
        }
        const CoFinancing* rule = co_financing_rule(c_.tables.co_financing, fund.fund, operation, c_.measures, c_.territories);
        return rule != nullptr && rule->base == CoFinancingBase::bundle ? std::min(share, rule->max_share) : share;
    }

    void report(const Operation& operation, const Due& due, const CostLines& costs) {
        for (const Per per : {Per::unit, Per::unit_year}) {
            for (const MeasureCost* line : costs.of(operation.measure, operation.territory, per, c_.territories)) {
                if (line->category != due.category) { continue; }
                if (!reported_.insert(line).second) { return; }
                out_.error(line->at, {.code = "shares_do_not_split", .field = "amount_eur",
                                      .found = to_string(due.amount) + " due in " + to_string(c_.timeline[due.elementary].span) + " in " + operation.site,
                                      .expected = "an amount that the shares split to the cent (" + names_ + ")",
                                      .message = "change the amount or the shares, or set round_share of one of these funds to up"});
                return;
            }
        }
    }

    const CheckContext& c_;
    const Payables& payables_;
    TableFindings out_;
    std::set<FundId> limited_;
    std::set<const MeasureCost*> reported_;
    std::string names_;
};

}  // namespace leps
