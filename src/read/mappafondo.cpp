#include "mappafondo.hpp"

#include <map>
#include <tuple>

namespace leps {

namespace {

using AnnuityKey = std::tuple<std::string, Year, std::string, std::string>;
using Use = std::pair<std::string, Category>;

}  // namespace

std::vector<MappafondoRow> mappafondo(const Plan& plan, const Allocation& allocation) {
    std::map<std::string, Tier> tiers;
    for (const Fund& fund : plan.tables().funds) { tiers.emplace(fund.fund.text(), fund.tier); }
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
    for (const Annuity& annuity : plan.tables().annuities) {
        MappafondoRow row{annuity.fund, annuity.act, tiers[annuity.fund.text()], annuity.year, annuity.territory, "", std::nullopt,
                          annuity.window.last_day(), Money(), Money(), Money(), Money()};
        const AnnuityKey key{annuity.fund.text(), annuity.year, annuity.territory.text(), annuity.act};
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
        row.bound = (annuity.gross ? *annuity.gross : annuity.amount + annuity.bound.value_or(Money())) - to_plan;
        row.free = left;
        row.assigned = row.bound + row.free;
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace leps
