#pragma once

#include <map>
#include <vector>

#include "leps/domain/definitions/requirement.hpp"

namespace leps {

/// kappa and omega of MODEL.md 6: the rounded integers are the definition. 2^40 is their unit.
inline constexpr std::int64_t weight_unit = std::int64_t{1} << 40;

/// omega = max(1, round_half_even(2^40 x w x lambda)).
[[nodiscard]] inline std::int64_t zone_weight(const Ratio& level_weight, const WideRatio& lambda) {
    const Int128 rounded = (WideRatio(weight_unit) * level_weight.wide() * lambda).round_half_even();
    return wide::narrow(rounded < 1 ? Int128(1) : rounded);
}

/// Shares of beneficiaries by level, zone and period, and the sums of weights by class. The plan must have been checked.
class LevelWeights {
public:
    LevelWeights(const PlanTables& tables, const TerritoryTree& territories, const Indicators& indicators)
        : territories_(&territories), indicators_(&indicators) {
        for (const BeneficiaryGroup& row : tables.beneficiary_groups) { groups_.emplace(row.group, row.indicator); }
        for (const ServiceLevel& level : tables.service_levels) { class_weight_[level.priority] += level.weight.wide(); }
    }

    /// The indicator that sizes the people of a level: its group's, else the population.
    [[nodiscard]] const IndicatorId& size_indicator(const ServiceLevel& level) const {
        return level.group ? groups_.at(*level.group) : indicators_->population();
    }
    /// Persons of a level's group in a zone.
    [[nodiscard]] Ratio size(const ServiceLevel& level, TerritoryIndex zone, Year year) const {
        return indicators_->at(size_indicator(level), (*territories_)[zone].territory, year);
    }

    /// kappa = max(1, round_half_even(2^40 x w x lambda x sigma / sum of w over the class)), 0 where sigma = 0; sigma = the
    /// zone's part of the level's group over all zones of the plan.
    [[nodiscard]] std::int64_t kappa(const ServiceLevel& level, TerritoryIndex zone, Year year, const WideRatio& lambda) {
        const Ratio persons = size(level, zone, year);
        if (persons == Ratio(0)) { return 0; }
        const WideRatio share = persons.wide() / total(size_indicator(level), year);
        const WideRatio weight = level.weight.wide() / class_weight_.at(level.priority);
        const Int128 rounded = (WideRatio(weight_unit) * (weight * lambda) * share).round_half_even();
        return wide::narrow(rounded < 1 ? Int128(1) : rounded);
    }

private:
    const WideRatio& total(const IndicatorId& indicator, Year year) {
        const auto [sum, fresh] = totals_.try_emplace({indicator, year}, 0);
        if (fresh) {
            for (const TerritoryIndex zone : territories_->zones()) {
                sum->second += indicators_->at(indicator, (*territories_)[zone].territory, year).wide();
            }
        }
        return sum->second;
    }

    const TerritoryTree* territories_;
    const Indicators* indicators_;
    std::map<GroupId, IndicatorId> groups_;
    std::map<int, WideRatio> class_weight_;
    std::map<std::pair<IndicatorId, Year>, WideRatio> totals_;
};

}  // namespace leps
