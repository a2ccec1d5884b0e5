#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// The map of funds: what some spending makes of each annuity of the plan, in euros. For each measure and category that an
/// annuity pays in the horizon a row with  assigned = used;  last a row for the rest of it:
///     free  =  to plan - used,   bound  =  gross - to plan,   assigned  =  bound + free
/// where to plan is what the annuity can still pay, gross what was assigned before what is bound elsewhere (amount + bound
/// where it is not said): so what existing supply takes counts as bound. Over the rows of an annuity the columns add up.
/// Municipal money that is pooled is one annuity, of the zone (the table `pooled` shares it out); projected annuities of the
/// tail are no money and stand apart. Rows of spending that name no annuity of the plan are passed over. Throws InvalidValue
/// where a sum leaves Money. Time O(rows log rows).
[[nodiscard]] inline std::vector<MappafondoRow> mappafondo(const PlanView& plan, const std::vector<SpendRow>& spend) {
    using Key = std::tuple<FundId, Year, TerritoryId, std::string>;
    using Use = std::pair<std::string, Category>;
    std::map<Key, std::map<Use, Money>> used;
    for (const SpendRow& row : spend) {
        if (row.period.begin() >= plan.timeline.horizon().end()) { continue; }
        used[{row.fund, row.year, row.recipient, row.act}][{row.measure.text(), row.category}] += row.amount;
    }
    std::vector<MappafondoRow> rows;
    for (const SpendableAnnuity& annuity : plan.spendable.list()) {
        if (annuity.tail) { continue; }
        const Fund& fund = plan.tables.funds[annuity.fund.value()];
        MappafondoRow rest{.fund = fund.fund, .act = annuity.act, .tier = fund.tier, .year = annuity.year,
                           .recipient = plan.territories[annuity.recipient].territory,
                           .deadline = plan.tables.annuities[annuity.members.front()].window.last_day()};
        rest.free = annuity.amount;
        for (const auto& [use, amount] : used[{rest.fund, rest.year, rest.recipient, rest.act}]) {
            MappafondoRow& part = rows.emplace_back(rest);
            part.use = use.first;
            part.category = use.second;
            part.assigned = part.used = amount;
            part.free = Money();
            rest.free -= amount;
        }
        for (const std::size_t member : annuity.members) {
            const Annuity& part = plan.tables.annuities[member];
            rest.bound += part.gross ? *part.gross : part.amount + part.bound.value_or(Money());
        }
        rest.bound -= annuity.amount;
        rest.assigned = rest.bound + rest.free;
        rows.push_back(std::move(rest));
    }
    return rows;
}

}  // namespace leps
