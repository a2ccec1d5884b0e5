#include "mappafondo.hpp"

#include <map>
#include <tuple>

#include "leps/domain/definitions/spendable.hpp"

namespace leps {

namespace {

using AnnuityKey = std::tuple<std::string, Year, std::string, std::string>;
using Use = std::pair<std::string, Category>;

}  // namespace

std::vector<MappafondoRow> mappafondo(const Plan& plan, const Allocation& allocation) {
    const PlanTables& tables = plan.tables();
    const TerritoryTree territories(tables);
    const Spendable spendable(tables, territories, Timeline(tables));
    std::map<AnnuityKey, std::map<Use, Money>> used;
    for (const SpendRow& row : allocation.spend) {
        if (plan.header().horizon.end() <= row.period.begin()) { continue; }
        used[{row.fund.text(), row.year, row.recipient.text(), row.act}][{row.measure.text(), row.category}] += row.amount;
    }
    std::map<AnnuityKey, const FundRow*> outcomes;
    for (const FundRow& row : allocation.funds) {
        if (!row.projected) { outcomes[{row.fund.text(), row.year, row.recipient.text(), row.act}] = &row; }
    }
    std::vector<MappafondoRow> rows;
    for (const SpendableAnnuity& annuity : spendable.list()) {
        if (annuity.tail) { continue; }
        const Fund& fund = tables.funds[annuity.fund.value()];
        const TerritoryId& recipient = territories[annuity.recipient].territory;
        MappafondoRow row{fund.fund, annuity.act, fund.tier, annuity.year, recipient, "", std::nullopt,
                          tables.annuities[annuity.members.front()].window.last_day(), Money(), Money(), Money(), Money()};
        const AnnuityKey key{fund.fund.text(), annuity.year, recipient.text(), annuity.act};
        // What was taken out for running services or paid before is bound as well.
        const auto outcome = outcomes.find(key);
        const Money to_plan = outcome == outcomes.end() ? annuity.amount : outcome->second->amount;
        Money left = to_plan;
        for (const auto& [use, amount] : used[key]) {
            MappafondoRow part = row;
            part.use = use.first;
            part.category = use.second;
            part.assigned = amount;
            part.used = amount;
            rows.push_back(std::move(part));
            left -= amount;
        }
        for (const std::size_t member : annuity.members) {
            const Annuity& part = tables.annuities[member];
            row.bound += part.gross ? *part.gross : part.amount + part.bound.value_or(Money());
        }
        row.bound -= to_plan;
        row.free = left;
        row.assigned = row.bound + row.free;
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace leps
