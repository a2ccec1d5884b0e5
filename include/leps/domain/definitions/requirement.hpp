#pragma once

#include <functional>
#include <map>
#include <tuple>
#include <vector>

#include "leps/core/units.hpp"
#include "leps/domain/definitions/indicators.hpp"
#include "leps/domain/definitions/territory_tree.hpp"
#include "leps/domain/definitions/timeline.hpp"

namespace leps {

using LevelIndex = Index<LevelTag>;
using DemandIndex = Index<struct DemandTag>;

/// A level that is due in a zone and period: required > 0.
struct Demand {
    TerritoryIndex zone;
    LevelIndex level;
    PeriodIndex period;
    Ratio required;
    Units before;  ///< existing supply
};

/// What a level asks of a zone in a year: its target, else ratio x indicator or required_units where the level is due; 0
/// where it is not. Nothing where a number is missing (an error, checks/).
class Requirements {
public:
    Requirements(const PlanTables& tables, const Indicators& indicators, const TerritoryTree& territories)
        : tables_(&tables), indicators_(&indicators), territories_(&territories) {
        for (const LevelTarget& row : tables.level_targets) { targets_.emplace(Key{row.level, row.territory, row.year}, row.required_units); }
        for (const ServiceSupply& row : tables.service_supply) { supply_.emplace(Key{row.level, row.territory, row.year}, row.units); }
    }

    [[nodiscard]] std::optional<Ratio> required(const ServiceLevel& level, TerritoryIndex zone, Year year) const {
        const TerritoryId& territory = (*territories_)[zone].territory;
        const auto target = targets_.find(std::tie(level.level, territory, year));
        if (target != targets_.end()) { return target->second; }
        const bool in_years = (!level.from_year || *level.from_year <= year) && (!level.to_year || year <= *level.to_year);
        const bool in_group = level.territory_group.empty() || territories_->in_group(zone, level.territory_group);
        if (!in_years || !in_group) { return Ratio(0); }
        if (level.required_units) { return level.required_units; }
        if (!level.indicator || !level.ratio) { return Ratio(0); }
        const auto value = indicators_->find(*level.indicator, territory, year);
        if (!value) { return std::nullopt; }
        return Ratio(level.ratio->wide() * value->value.wide());
    }

    [[nodiscard]] std::optional<Units> supply(const LevelId& level, TerritoryIndex zone, Year year) const {
        const auto found = supply_.find(std::tie(level, (*territories_)[zone].territory, year));
        return found == supply_.end() ? std::nullopt : std::optional(found->second);
    }

    /// Every demand of the horizon in the order of zone, level, period. The plan must have been checked.
    [[nodiscard]] std::vector<Demand> demands(const Timeline& timeline) const {
        std::vector<Demand> list;
        for (const TerritoryIndex zone : territories_->zones()) {
            for (std::size_t l = 0; l < tables_->service_levels.size(); ++l) {
                const ServiceLevel& level = tables_->service_levels[l];
                for (std::size_t t = 0; t < timeline.horizon_periods(); ++t) {
                    const Year year = year_of(timeline.periods()[t].span.begin());
                    const Ratio needed = required(level, zone, year).value();
                    if (needed > Ratio(0)) {
                        list.push_back({.zone = zone, .level = LevelIndex(l), .period = PeriodIndex(t), .required = needed,
                                        .before = supply(level.level, zone, year).value()});
                    }
                }
            }
        }
        return list;
    }

private:
    using Key = std::tuple<LevelId, TerritoryId, Year>;

    const PlanTables* tables_;
    const Indicators* indicators_;
    const TerritoryTree* territories_;
    std::map<Key, Ratio, std::less<>> targets_;
    std::map<Key, Units, std::less<>> supply_;
};

}  // namespace leps
