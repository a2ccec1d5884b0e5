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

/// Whole dues whose shares cannot add up to the cent: 40 % and 60 % of 1.01 euros are 40 and 60 cents, and nobody pays the last
/// one (MODEL.md 7). Looked at for units of one start alone: each bundle, and each project in the horizon and in the tail. Shares
/// that split what each start owes split their sums too, as rounding down loses no more on a sum than on its parts; units that do
/// not owe whole cents repeat themselves after as many of them as do, and so many are looked at, up to `most_units`.
/// Time O(whole operations x dues x (payers + units)).
class WholeShareCheck {
public:
    WholeShareCheck(const CheckContext& context, const Payables& payables)
        : c_(context), payables_(payables), eligibility_(context.tables, context.measures, context.territories), out_(context.findings, "measure_costs") {
        for (const Eligibility& row : c_.tables.eligibility) { limited_ = limited_ || (row.max_share && *row.max_share < Ratio(1)); }
        for (const CoFinancing& row : c_.tables.co_financing) {
            limited_ = limited_ || (row.base != CoFinancingBase::fund && row.max_share < Ratio(1));
        }
    }

    void check(const Operation& operation, const CostSchedule& schedule, const CostLines& costs) {
        if (!limited_ || !c_.measures[operation.measure].whole) { return; }
        payers_.clear();
        std::vector<Units> starts(c_.timeline.horizon_periods());
        for (std::size_t s = 0; s < starts.size(); ++s) {
            const std::int64_t different = different_units(schedule, PeriodIndex(s));
            for (std::int64_t units = 1; units <= different; ++units) {
                starts[s] = Units::whole(units);
                const std::vector<Due> dues = exact_dues(schedule, starts, c_.timeline);
                for (const Due& due : dues) { bundle(operation, due, units, costs); }
                for (const bool tail : {false, true}) { project(operation, dues, tail, units, costs); }
            }
            starts[s] = Units();
        }
    }

private:
    static constexpr std::int64_t most_units = 60;

    /// A fund that may pay a bundle, and its share of that.
    struct Payer {
        const Fund* fund;
        Ratio share;
    };
    /// What shares allow: exactly, and in whole cents.
    struct Room {
        WideRatio exact = 0;
        Int128 cents = 0;
        std::string names{};

        void add(const Fund& fund, const Ratio& share, const WideRatio& of) {
            exact += share.wide() * of;
            cents += rounded(fund, share, of);
            names += (names.empty() ? "" : ", ") + fund.fund.text() + " " + to_string(share);
        }
        [[nodiscard]] bool lost_cents_of(const WideRatio& due) const { return exact >= due && WideRatio(cents) < due; }
    };

    static Int128 rounded(const Fund& fund, const Ratio& share, const WideRatio& of) {
        const WideRatio part = share.wide() * of;
        return fund.round_share == RoundShare::up ? part.ceil() : part.floor();
    }

    /// How many units owe differently: as many as make every cumulative amount a whole number of cents.
    static std::int64_t different_units(const CostSchedule& schedule, PeriodIndex start) {
        Int128 units = 1;
        const auto take = [&](const WideRatio& cents) {
            units = std::min<Int128>(most_units, cents.denominator() / wide::gcd(units, cents.denominator()) * units);
        };
        for (const CohortPayment& payment : schedule.payments) {
            if (payment.start == start) { take(payment.after); }
        }
        for (const RunningCost& cost : schedule.running) {
            if (cost.start == start) { take(cost.until); }
        }
        return static_cast<std::int64_t>(units);
    }

    void bundle(const Operation& operation, const Due& due, std::int64_t units, const CostLines& costs) {
        Room room;
        for (const Payer& payer : payers(operation, due)) {
            if (payer.share >= Ratio(1)) { return; }
            room.add(*payer.fund, payer.share, due.amount.cents());
        }
        if (room.lost_cents_of(due.amount.cents())) {
            report(operation, due, to_string(c_.timeline[due.elementary].span), units, room.names, costs);
        }
    }

    /// All dues of a project together, where co-financing limits what each fund pays of it.
    void project(const Operation& operation, const std::vector<Due>& dues, bool tail, std::int64_t units, const CostLines& costs) {
        Money total;
        std::map<const Fund*, std::pair<WideRatio, Int128>> most;  // by the shares of bundles: exactly, and in cents
        for (const Due& due : dues) {
            if (c_.timeline[due.elementary].tail != tail) { continue; }
            total += due.amount;
            for (const Payer& payer : payers(operation, due)) {
                auto& [exact, cents] = most[payer.fund];
                exact += payer.share.wide() * WideRatio(due.amount.cents());
                cents += rounded(*payer.fund, payer.share, due.amount.cents());
            }
        }
        Room room;
        for (const auto& [fund, of_bundles] : most) {
            const CoFinancing* rule = co_financing_rule(c_.tables.co_financing, fund->fund, operation, c_.measures, c_.territories);
            if (rule == nullptr || rule->base != CoFinancingBase::project || rule->max_share >= Ratio(1)) {
                room.exact += of_bundles.first;
                room.cents += of_bundles.second;
                continue;
            }
            EligibleDues eligible(eligibility_, fund->fund, operation, c_.timeline);
            WideRatio base = 0;
            for (const Due& due : dues) {
                const bool counts = c_.timeline[due.elementary].tail == tail && eligible.counts(rule->base, due.category, due.elementary);
                if (counts) { base += due.amount.cents(); }
            }
            Room of_project;
            of_project.add(*fund, rule->max_share, base);
            room.exact += min(of_project.exact, of_bundles.first);
            room.cents += std::min(of_project.cents, of_bundles.second);
            room.names += (room.names.empty() ? "" : ", ") + of_project.names;
        }
        if (!room.names.empty() && room.lost_cents_of(total.cents())) {
            const auto first = std::find_if(dues.begin(), dues.end(), [&](const Due& due) { return c_.timeline[due.elementary].tail == tail; });
            report(operation, {.elementary = first->elementary, .category = first->category, .amount = total},
                   tail ? "the tail" : to_string(c_.timeline.horizon()), units, room.names, costs);
        }
    }

    /// The funds with money open for a bundle, each once.
    const std::vector<Payer>& payers(const Operation& operation, const Due& due) {
        const auto [found, fresh] = payers_.try_emplace({due.elementary, due.category});
        if (!fresh) { return found->second; }
        std::set<FundIndex> seen;
        for (const Purse* purse : payables_.payers(operation)) {
            const auto rules = payables_.rules(purse->fund, due.category, operation);
            const bool open = std::any_of(purse->annuities.begin(), purse->annuities.end(), [&](SpendableIndex a) {
                return payables_.open(payables_.spendable()[a], rules, due.elementary);
            });
            if (!open || !seen.insert(purse->fund).second) { continue; }
            const Fund& fund = c_.tables.funds[purse->fund.value()];
            found->second.push_back({.fund = &fund, .share = share_of(fund, rules, operation, due)});
        }
        return found->second;
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

    void report(const Operation& operation, const Due& due, const std::string& when, std::int64_t units, const std::string& shares, const CostLines& costs) {
        for (const Per per : {Per::unit, Per::unit_year}) {
            for (const MeasureCost* line : costs.of(operation.measure, operation.territory, per, c_.territories)) {
                if (line->category != due.category) { continue; }
                if (!reported_.insert(line).second) { return; }
                out_.error(line->at, {.code = "shares_do_not_split", .field = "amount_eur",
                                      .found = to_string(due.amount) + " due in " + when + " in " + operation.site +
                                               (units > 1 ? " for " + std::to_string(units) + " units" : ""),
                                      .expected = "an amount that the shares split to the cent (" + shares + ")",
                                      .message = "change the amount or the shares, or set round_share of one of these funds to up"});
                return;
            }
        }
    }

    const CheckContext& c_;
    const Payables& payables_;
    EligibilityRules eligibility_;
    TableFindings out_;
    bool limited_ = false;
    std::map<std::pair<ElementaryIndex, Category>, std::vector<Payer>> payers_;  ///< of the operation being looked at
    std::set<const MeasureCost*> reported_;
};

}  // namespace leps
