#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/definitions/greatest_starts.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// What no measure could have taken of what some spending leaves of each annuity:
///     unusable[a]  =  left[a] - min(left[a], sum over the bundles b that a may pay of room[b])
///     room[b]      =  ceil(sum over the starts s of its operation of what a unit of s costs in b x the most units of s)
/// The most units of a start are those that limits leave room for beside all that is started (GreatestStarts); a bundle with a
/// start that nothing limits takes whatever is left. So money is unusable where everything that it may pay, on the days when it
/// may, is already complete: never because somebody else's money, or a whole unit, is lacking beside it. An annuity may pay a
/// bundle as its recipient, eligibility and window say; shares and reserves play no part.
class UnusableMoney {
public:
    UnusableMoney(const PlanView& plan, const std::vector<UnitRow>& starts, const std::vector<SpendRow>& spend)
        : plan_(plan), greatest_(plan, starts), inside_(plan.territories.size()), waiting_(plan.territories.size()) {
        std::map<std::tuple<FundId, Year, TerritoryId, std::string>, Int128> used;
        for (const SpendRow& row : spend) { used[{row.fund, row.year, row.recipient, row.act}] += row.amount.cents(); }
        for (std::size_t i = 0; i < plan.territories.size(); ++i) {
            if (const auto zone = plan.territories.zone_of(TerritoryIndex(i))) { inside_[zone->value()].emplace_back(i); }
        }
        for (std::size_t a = 0; a < plan.spendable.size(); ++a) {
            const SpendableAnnuity& annuity = plan.spendable.list()[a];
            const Int128 left = annuity.amount.cents() - used[{plan.tables.funds[annuity.fund.value()].fund, annuity.year,
                                                               plan.territories[annuity.recipient].territory, annuity.act}];
            rest_.push_back(std::max(Int128(0), left));
            if (left > 0) { waiting_[annuity.recipient.value()].emplace_back(a); }
        }
    }

    /// By spendable annuity. Throws InvalidValue where a number leaves its width.
    /// Time O(operations x (bundles + limits) x annuities that may pay them and are not used up).
    [[nodiscard]] std::vector<Money> run() {
        for (const Operation& operation : plan_.operations.list()) { offer(operation); }
        std::vector<Money> list;
        for (const Int128 cents : rest_) { list.push_back(Money::from_cents(wide::narrow(cents))); }
        return list;
    }

private:
    using BundleOf = std::pair<ElementaryIndex, Category>;
    using RightOf = std::tuple<MeasureIndex, FundIndex, Category>;

    /// What the most units that could still be started cost; endless where there is no most.
    struct Room {
        WideRatio cents = 0;
        bool endless = false;
    };

    /// Takes what the bundles of one operation could still take from the money that waits for it.
    void offer(const Operation& operation) {
        const std::vector<SpendableIndex> payers = payers_of(operation);
        if (payers.empty()) { return; }
        own_rights_.clear();
        for (const auto& [bundle, room] : rooms_of(operation)) {
            const ElementaryPeriod& e = plan_.timeline[bundle.first];
            const Int128 open = room.cents.ceil();
            if (!room.endless && open == 0) { continue; }
            for (const SpendableIndex a : payers) {
                const SpendableAnnuity& annuity = plan_.spendable[a];
                Int128& rest = rest_[a.value()];
                if (rest == 0 || annuity.tail != e.tail || !annuity.window.contains(e.span)) { continue; }
                const std::vector<const Eligibility*>& rights = rights_of(annuity.fund, bundle.second, operation);
                if (std::none_of(rights.begin(), rights.end(), [&](const Eligibility* row) { return row->valid.contains(e.span); })) { continue; }
                rest = room.endless ? 0 : std::max(Int128(0), rest - open);
            }
        }
    }

    /// The annuities with something left whose recipients may pay an operation.
    std::vector<SpendableIndex> payers_of(const Operation& operation) const {
        std::set<TerritoryIndex> recipients;
        for (std::optional<TerritoryIndex> up = operation.territory; up; up = plan_.territories.parent(*up)) { recipients.insert(*up); }
        for (const ZoneShare& served : operation.serves) { recipients.insert(inside_[served.zone.value()].begin(), inside_[served.zone.value()].end()); }
        std::vector<SpendableIndex> payers;
        for (const TerritoryIndex recipient : recipients) {
            for (const SpendableIndex a : waiting_[recipient.value()]) {
                if (rest_[a.value()] > 0) { payers.push_back(a); }
            }
        }
        return payers;
    }

    /// The rows that let a fund pay a category of an operation on their days; of rows that hold everywhere, found once.
    const std::vector<const Eligibility*>& rights_of(FundIndex fund, Category category, const Operation& operation) {
        auto& known = plan_.eligibility.same_everywhere(operation.measure) ? rights_ : own_rights_;
        const auto [found, fresh] = known.try_emplace({operation.measure, fund, category});
        if (fresh) { found->second = plan_.eligibility.closest(plan_.tables.funds[fund.value()].fund, category, operation); }
        return found->second;
    }

    /// What units cost; by lines that hold everywhere, worked out once.
    const CostSchedule& schedule_of(const Operation& operation) {
        const bool everywhere = plan_.costs.same_everywhere(operation.measure);
        CostSchedule& schedule = everywhere ? schedules_[operation.measure] : own_schedule_;
        if (!everywhere || (schedule.payments.empty() && schedule.running.empty())) {
            schedule = cost_schedule(operation, plan_.timeline, plan_.measures, plan_.territories, plan_.costs);
        }
        return schedule;
    }

    [[nodiscard]] std::map<BundleOf, Room> rooms_of(const Operation& operation) {
        const std::vector<std::optional<WideRatio>> most = greatest_.of(operation);
        const CostSchedule& schedule = schedule_of(operation);
        std::map<BundleOf, Room> rooms;
        const auto add = [&](PeriodIndex start, const BundleOf& bundle, const WideRatio& cents) {
            if (cents <= WideRatio(0)) { return; }
            Room& room = rooms[bundle];
            const std::optional<WideRatio>& units = most[start.value()];
            if (units) { room.cents += cents * *units; }
            room.endless = room.endless || !units;
        };
        for (const CohortPayment& payment : schedule.payments) {
            if (payment.due) { add(payment.start, {*payment.due, payment.category}, payment.after - payment.before); }
        }
        std::map<std::tuple<PeriodIndex, Category, ElementaryIndex>, WideRatio> until;
        for (const RunningCost& cost : schedule.running) {
            until[{cost.start, cost.category, cost.due}] = cost.until;
            WideRatio before = 0;
            if (cost.due != plan_.timeline[plan_.timeline[cost.due].period].first) { before = until[{cost.start, cost.category, ElementaryIndex(cost.due.value() - 1)}]; }
            add(cost.start, {cost.due, cost.category}, cost.until - before);
        }
        return rooms;
    }

    const PlanView& plan_;
    GreatestStarts greatest_;
    std::vector<std::vector<TerritoryIndex>> inside_;    ///< by zone: itself and its municipalities
    std::vector<std::vector<SpendableIndex>> waiting_;   ///< by recipient
    std::vector<Int128> rest_;                           ///< by spendable annuity: what no bundle took so far
    std::map<RightOf, std::vector<const Eligibility*>> rights_;      ///< that hold in every place
    std::map<RightOf, std::vector<const Eligibility*>> own_rights_;  ///< of the operation at hand
    std::map<MeasureIndex, CostSchedule> schedules_;                 ///< that hold in every place
    CostSchedule own_schedule_;                                      ///< of the operation at hand
};

[[nodiscard]] inline std::vector<Money> unusable_money(const PlanView& plan, const std::vector<UnitRow>& starts, const std::vector<SpendRow>& spend) {
    return UnusableMoney(plan, starts, spend).run();
}

}  // namespace leps
