#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/definitions/due.hpp"
#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/paying.hpp"
#include "leps/domain/definitions/spendable.hpp"

namespace leps {

/// What may fall due of one category of an operation, and when, in ascending order.
struct DueTimes {
    OperationIndex operation;
    Category category = Category::current;
    std::vector<ElementaryIndex> elementary;
};

/// One annuity of the horizon that may pay something of one category of an operation.
struct Payable {
    OperationIndex operation;
    Category category = Category::current;
    SpendableIndex annuity;
};

/// Which money may reach what: the columns that the plan will have, before anything is decided.
/// Time O(operations x payers x elementary periods).
class Payables {
public:
    Payables(const CheckContext& c, const Operations& operations, const Spendable& spendable)
        : c_(c), operations_(operations), spendable_(spendable), eligibility_(c.tables, c.measures, c.territories) {
        of_fund_.resize(c.tables.funds.size());
        purses_of_.resize(c.territories.size());
        for (const Purse& purse : spendable.purses()) { purses_of_[purse.recipient.value()].push_back(&purse); }
        inside_zone_.resize(c.territories.size());
        for (std::size_t i = 0; i < c.territories.size(); ++i) {
            if (const auto zone = c.territories.zone_of(TerritoryIndex(i))) { inside_zone_[zone->value()].emplace_back(i); }
        }
    }

    /// The purses that may pay an operation at all.
    [[nodiscard]] std::vector<const Purse*> payers(const Operation& operation) const {
        std::set<TerritoryIndex> recipients;
        for (std::optional<TerritoryIndex> up = operation.territory; up; up = c_.territories.parent(*up)) { recipients.insert(*up); }
        for (const ZoneShare& served : operation.serves) {
            recipients.insert(inside_zone_[served.zone.value()].begin(), inside_zone_[served.zone.value()].end());
        }
        std::vector<const Purse*> purses;
        for (const TerritoryIndex recipient : recipients) {
            const auto& own = purses_of_[recipient.value()];
            purses.insert(purses.end(), own.begin(), own.end());
        }
        return purses;
    }

    [[nodiscard]] std::vector<const Eligibility*> rules(FundIndex fund, Category category, const Operation& operation) const {
        return eligibility_.closest(c_.tables.funds[fund.value()].fund, category, operation);
    }

    /// Whether money in a window may be spent in an elementary period under some of the rules.
    [[nodiscard]] bool open(const SpendableAnnuity& annuity, const std::vector<const Eligibility*>& rules, ElementaryIndex e) const {
        const Period& span = c_.timeline[e].span;
        return annuity.tail == c_.timeline[e].tail && annuity.window.contains(span) &&
               std::any_of(rules.begin(), rules.end(), [&](const Eligibility* row) { return row->valid.contains(span); });
    }

    void add(OperationIndex index, const CostSchedule& schedule) {
        std::map<Category, std::set<ElementaryIndex>> times;
        for (const CohortPayment& payment : schedule.payments) {
            if (payment.due && payment.before < payment.after) { times[payment.category].insert(*payment.due); }
        }
        for (const RunningCost& cost : schedule.running) { times[cost.category].insert(cost.due); }
        const Operation& operation = operations_[index];
        const std::vector<const Purse*> purses = payers(operation);
        for (const auto& [category, elementary] : times) {
            dues_.push_back({.operation = index, .category = category, .elementary = {elementary.begin(), elementary.end()}});
            std::map<FundIndex, std::vector<const Eligibility*>> closest;
            for (const Purse* purse : purses) {
                const auto [rows, fresh] = closest.try_emplace(purse->fund);
                if (fresh) { rows->second = rules(purse->fund, category, operation); }
                if (rows->second.empty()) { continue; }
                for (const SpendableIndex a : purse->annuities) {
                    if (spendable_[a].tail) { continue; }
                    if (std::any_of(elementary.begin(), elementary.end(), [&](ElementaryIndex e) { return open(spendable_[a], rows->second, e); })) {
                        of_fund_[purse->fund.value()].push_back({.operation = index, .category = category, .annuity = a});
                    }
                }
            }
        }
    }

    [[nodiscard]] const std::vector<Payable>& of(FundIndex fund) const { return of_fund_[fund.value()]; }
    [[nodiscard]] const std::vector<DueTimes>& dues() const noexcept { return dues_; }
    [[nodiscard]] const Operations& operations() const noexcept { return operations_; }
    [[nodiscard]] const Spendable& spendable() const noexcept { return spendable_; }

private:
    const CheckContext& c_;
    const Operations& operations_;
    const Spendable& spendable_;
    EligibilityRules eligibility_;
    std::vector<std::vector<const Purse*>> purses_of_;
    std::vector<std::vector<TerritoryIndex>> inside_zone_;
    std::vector<std::vector<Payable>> of_fund_;
    std::vector<DueTimes> dues_;
};

}  // namespace leps
