#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/definitions/plan_view.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {

/// Every basis, the firmest first. A row that says none might rest on anything; only a said assumption is weaker.
inline constexpr std::array<std::optional<Basis>, 6> bases = {Basis::law, Basis::decree, Basis::record, Basis::estimate, std::nullopt, Basis::assumption};

/// The basis of a number that two rows give together.
[[nodiscard]] inline std::optional<Basis> weaker(const std::optional<Basis>& a, const std::optional<Basis>& b) {
    return std::find(bases.begin(), bases.end(), a) < std::find(bases.begin(), bases.end(), b) ? b : a;
}

/// On what a demand rests: on its target, where it has one; else on its level and, where that is a ratio of an indicator, on the
/// value, of whatever year it was taken. A value that says no basis has that of its indicator.
class RequirementBasis {
public:
    explicit RequirementBasis(const PlanView& plan) : plan_(&plan) {
        for (const LevelTarget& row : plan.tables.level_targets) { targets_.emplace(std::tuple(row.level, row.territory, row.year), row.remarks.basis); }
        for (const Indicator& row : plan.tables.indicators) { indicators_.emplace(row.indicator, row.remarks.basis); }
        for (const IndicatorValue& row : plan.tables.indicator_values) {
            values_.emplace(std::tuple(row.indicator, row.territory, row.year), row.remarks.basis);
        }
    }

    /// Time O(log rows).
    [[nodiscard]] std::optional<Basis> of(const Demand& demand) const {
        const ServiceLevel& level = plan_->tables.service_levels[demand.level.value()];
        const TerritoryId& zone = plan_->territories[demand.zone].territory;
        const Year year = year_of(plan_->timeline[demand.period].span.begin());
        const auto target = targets_.find(std::tie(level.level, zone, year));
        if (target != targets_.end()) { return target->second; }
        if (level.required_units) { return level.remarks.basis; }
        const Year taken_from = plan_->indicators.find(*level.indicator, zone, year).value().taken_from;
        const std::optional<Basis>& own = values_.at(std::tuple(*level.indicator, zone, taken_from));
        return weaker(level.remarks.basis, own ? own : indicators_.at(*level.indicator));
    }

private:
    const PlanView* plan_;
    std::map<std::tuple<LevelId, TerritoryId, Year>, std::optional<Basis>, std::less<>> targets_;
    std::map<std::tuple<IndicatorId, TerritoryId, Year>, std::optional<Basis>> values_;
    std::map<IndicatorId, std::optional<Basis>> indicators_;
};

/// Cents that each row of the table annuities paid in the horizon. `used`: cents by annuity; `pooled`: how the money of pools
/// is split back over their members. O(n log n).
[[nodiscard]] inline std::vector<Int128> paid_by_row(const PlanView& plan, const std::vector<Int128>& used, const std::vector<PooledRow>& pooled) {
    std::vector<Int128> cents(plan.tables.annuities.size());
    std::map<std::tuple<TerritoryId, FundId, Year, std::string>, std::size_t> members;
    for (std::size_t a = 0; a < plan.spendable.size(); ++a) {
        const std::vector<std::size_t>& rows = plan.spendable[SpendableIndex(a)].members;  // none in the tail: that money is projected
        if (rows.size() == 1) { cents[rows.front()] = used[a]; }
        for (std::size_t i = 0; rows.size() > 1 && i < rows.size(); ++i) {
            const Annuity& row = plan.tables.annuities[rows[i]];
            members.emplace(std::tuple(row.territory, row.fund, row.year, row.act), rows[i]);
        }
    }
    for (const PooledRow& part : pooled) {
        const auto row = members.find(std::tuple(part.municipality, part.fund, part.year, part.act));
        if (row != members.end()) { cents[row->second] += part.amount.cents(); }
    }
    return cents;
}

/// What a result rests on, from the firmest basis to the weakest, every one of them listed:
/// MONEY        for each basis:   sum of what annuities with it paid in the horizon                                   cents
/// REQUIREMENT  for each basis:   sum of kappa / 2^40 over the demands that rest on it (weights.hpp): what shortfall would be if
///              nothing of them were there. Each class counts 1 where all its levels are due everywhere and always.
/// share = its part of the sum over every basis; empty where that is 0.
/// Throws InvalidValue where a number leaves its width. O(demands log rows + annuities).
[[nodiscard]] inline std::vector<AssumptionRow> assumption_table(const PlanView& plan, const std::vector<Int128>& paid) {
    std::map<std::optional<Basis>, Int128> cents;
    Int128 money = 0;
    for (std::size_t row = 0; row < paid.size(); ++row) {
        Int128& sum = cents[plan.tables.annuities[row].remarks.basis];
        sum = wide::add(sum, paid[row]);
        money = wide::add(money, paid[row]);
    }
    const RequirementBasis basis_of(plan);
    LevelWeights weights(plan.tables, plan.territories, plan.indicators);
    std::map<std::optional<Basis>, Int128> required;
    Int128 requirement = 0;
    for (const Demand& demand : plan.demands) {
        const Year year = year_of(plan.timeline[demand.period].span.begin());
        const Int128 kappa = weights.kappa(plan.tables.service_levels[demand.level.value()], demand.zone, year, plan.timeline.weight(demand.period));
        required[basis_of.of(demand)] += kappa;
        requirement += kappa;
    }
    const auto share = [](Int128 part, Int128 whole) { return whole == 0 ? std::nullopt : std::optional(Ratio(WideRatio(part, whole))); };
    std::vector<AssumptionRow> table;
    for (const std::optional<Basis>& basis : bases) {
        table.push_back({.what = RestingPart::money, .basis = basis, .amount = Money::from_cents(wide::narrow(cents[basis])), .share = share(cents[basis], money)});
    }
    for (const std::optional<Basis>& basis : bases) {
        table.push_back({.what = RestingPart::requirement, .basis = basis, .weight = Ratio(WideRatio(required[basis], weight_unit)),
                         .share = share(required[basis], requirement)});
    }
    return table;
}

}  // namespace leps
