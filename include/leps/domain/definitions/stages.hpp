#pragma once

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "leps/domain/definitions/requirement.hpp"
#include "leps/domain/definitions/timeline.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// The default of MODEL.md 6: for each class in order shortfall then worst_zone (equity_first: worst_zone then shortfall); then
/// continuity, persons, cost, at_risk, preference, stability if there is a current plan, tie_break.
[[nodiscard]] inline std::vector<StageSpec> default_stages(const PlanTables& tables) {
    std::set<int> classes;
    for (const ServiceLevel& level : tables.service_levels) { classes.insert(level.priority); }
    std::array of_class = {StageObjective::shortfall, StageObjective::worst_zone};
    if (tables.header.preset == StagePreset::equity_first) { std::swap(of_class[0], of_class[1]); }
    std::vector<StageSpec> stages;
    for (const int priority : classes) {
        for (const StageObjective objective : of_class) { stages.push_back({.objective = objective, .priority_class = priority}); }
    }
    for (const StageObjective objective : {StageObjective::continuity, StageObjective::persons, StageObjective::cost,
                                           StageObjective::at_risk, StageObjective::preference}) {
        stages.push_back({.objective = objective});
    }
    if (!tables.current_plan.empty()) { stages.push_back({.objective = StageObjective::stability}); }
    stages.push_back({.objective = StageObjective::tie_break});
    return stages;
}

/// How many zones have a demand that a stage of a class counts.
[[nodiscard]] inline int counted_zones(const StageSpec& stage, const PlanTables& tables, const Timeline& timeline, const std::vector<Demand>& demands) {
    std::set<TerritoryIndex> zones;
    for (const Demand& demand : demands) {
        const bool counted = stage.periods == StagePeriods::all || demand.period.value() + 1 == timeline.horizon_periods();
        if (counted && tables.service_levels[demand.level.value()].priority == stage.priority_class) { zones.insert(demand.zone); }
    }
    return static_cast<int>(zones.size());
}

/// The ordered objectives of a plan: its own list, its preset or the default. A leximin of depth d stands there as d stages: the k-th
/// minimizes the sum of the k greatest zone indices, and together they order the d worst zones (W. Ogryczak's cumulated
/// ordered outcomes). A depth beyond the zones counts as their number. `demands` are those of the plan.
[[nodiscard]] inline std::vector<StageSpec> ordered_stages(const PlanTables& tables, const Timeline& timeline, const std::vector<Demand>& demands) {
    if (tables.header.stages.empty()) { return default_stages(tables); }
    std::vector<StageSpec> stages;
    for (const StageSpec& stage : tables.header.stages) {
        if (stage.objective != StageObjective::leximin) {
            stages.push_back(stage);
            continue;
        }
        const int depth = std::clamp(stage.depth.value(), 1, std::max(1, counted_zones(stage, tables, timeline, demands)));
        for (int k = 1; k <= depth; ++k) {
            stages.push_back(stage);
            stages.back().depth = k;
        }
    }
    return stages;
}

}  // namespace leps
