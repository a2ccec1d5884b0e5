#pragma once

#include <set>
#include <vector>

#include "leps/domain/plan_tables.hpp"

namespace leps {

/// The ordered objectives of a plan: its own list, or the default of MODEL.md 6 (for each class in order shortfall then
/// worst_zone; then continuity, persons, cost, at_risk, preference, stability if there is a current plan, tie_break).
[[nodiscard]] inline std::vector<StageSpec> ordered_stages(const PlanTables& tables) {
    if (!tables.header.stages.empty()) { return tables.header.stages; }
    std::set<int> classes;
    for (const ServiceLevel& level : tables.service_levels) { classes.insert(level.priority); }
    std::vector<StageSpec> stages;
    for (const int priority : classes) {
        stages.push_back({.objective = StageObjective::shortfall, .priority_class = priority});
        stages.push_back({.objective = StageObjective::worst_zone, .priority_class = priority});
    }
    for (const StageObjective objective : {StageObjective::continuity, StageObjective::persons, StageObjective::cost,
                                           StageObjective::at_risk, StageObjective::preference}) {
        stages.push_back({.objective = objective});
    }
    if (!tables.current_plan.empty()) { stages.push_back({.objective = StageObjective::stability}); }
    stages.push_back({.objective = StageObjective::tie_break});
    return stages;
}

}  // namespace leps
