#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// The ordered objectives that a plan names itself. Time O(stages log stages).
class StageListCheck {
public:
    StageListCheck(const PlanTables& tables, PlanFindings& findings) : tables_(tables), out_(findings, "") {
        for (const ServiceLevel& level : tables.service_levels) {
            unsure_ = unsure_ || level.at.broken;
            if (!level.at.broken) { classes_.insert(level.priority); }
        }
    }

    void run() {
        const std::vector<StageSpec>& stages = tables_.header.stages;
        std::set<std::tuple<StageObjective, int, StagePeriods>> seen;
        bool stability = stages.empty();
        bool cost = false;
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const StageSpec& stage = stages[i];
            stability = stability || stage.objective == StageObjective::stability;
            cost = cost || stage.objective == StageObjective::cost;
            one(stage, i);
            if (!seen.emplace(stage.objective, stage.priority_class.value_or(0), stage.periods).second) {
                error(i, "objective", "duplicate_stage", std::string(word(stage.objective)), "each objective once",
                      "an objective that is kept already changes nothing: remove one of the two");
            }
            if (stage.objective == StageObjective::at_risk && !cost) {
                out_.warning({.code = "at_risk_before_cost", .field = field(i, "objective"), .found = "at_risk",
                              .expected = "cost before it", .message = "money would be spent where nothing is missing, only because it lapses: put cost before at_risk"});
            }
        }
        if (!stages.empty() && tables_.header.preset) {
            out_.error({.code = "stages_and_preset", .field = "stages", .found = "a list and " + std::string(word(*tables_.header.preset)),
                        .expected = "one of them", .message = "a preset is a whole list: leave one of the two out"});
        }
        if (!stability && !tables_.current_plan.empty()) {
            out_.warning({.code = "unused_table", .field = "stages", .found = "current_plan without a stage stability",
                          .expected = "a stage that measures from it", .message = "add the objective stability, or leave current_plan out"});
        }
    }

private:
    void one(const StageSpec& stage, std::size_t i) {
        const bool by_class = stage.objective == StageObjective::shortfall || stage.objective == StageObjective::worst_zone ||
                              stage.objective == StageObjective::leximin;
        const std::string name(word(stage.objective));
        if (by_class && !stage.priority_class) {
            error(i, "class", "missing_field", "", "a priority class of service_levels", name + " needs the class that it counts");
        }
        if (!by_class && stage.priority_class) {
            error(i, "class", "meaningless_field", std::to_string(*stage.priority_class), "no class", name + " counts all of the plan: remove class");
        }
        if (by_class && stage.priority_class && !classes_.contains(*stage.priority_class) && !unsure_) {
            std::string known;
            for (const int c : classes_) { known += (known.empty() ? "" : ", ") + std::to_string(c); }
            error(i, "class", "empty_class", std::to_string(*stage.priority_class), "a priority of service_levels: " + known,
                  "no level has this priority: correct the class, or remove the stage");
        }
        if (!by_class && stage.periods == StagePeriods::last) {
            error(i, "periods", "meaningless_field", "last", "all", name + " counts all periods: remove periods");
        }
        if (stage.objective == StageObjective::leximin && !stage.depth) {
            error(i, "depth", "missing_field", "", "a whole number from 1", "leximin needs a depth: how many of the worst zones it puts in order");
        }
        if (stage.objective == StageObjective::leximin && stage.depth && *stage.depth < 1) {
            error(i, "depth", "out_of_range", std::to_string(*stage.depth), "a whole number from 1", "write how many of the worst zones leximin puts in order");
        }
        if (stage.objective != StageObjective::leximin && stage.depth) {
            error(i, "depth", "meaningless_field", std::to_string(*stage.depth), "no depth", "only leximin has a depth: remove it");
        }
        if (stage.objective == StageObjective::stability && tables_.current_plan.empty()) {
            error(i, "objective", "missing_current_plan", name, "a table current_plan", "stability measures from a current plan: add its table, or remove the stage");
        }
        if (stage.keep <= Ratio(0) || Ratio(1) < stage.keep) {
            error(i, "keep", "out_of_range", to_string(stage.keep), "more than 0, at most 1", "write how much of its scale a stage may give up later, such as 1/100000000");
        } else if (stage.keep < Ratio(1, 100'000'000'000)) {
            out_.warning({.code = "keep_too_small", .field = field(i, "keep"), .found = to_string(stage.keep), .expected = "1/100000000000 or more",
                          .message = "so small a keep fights the rounding of the weights"});
        }
        if (stage.keep_to && *stage.keep_to < Ratio(0) && stage.objective != StageObjective::persons) {
            error(i, "keep_to", "out_of_range", to_string(*stage.keep_to), "0 or more", name + " is never negative: write up to which value later stages may let it rise");
        }
    }

    static std::string field(std::size_t i, const char* name) { return "stages[" + std::to_string(i) + "]." + name; }
    void error(std::size_t i, const char* name, const char* code, std::string found, std::string expected, std::string message) {
        out_.error({.code = code, .field = field(i, name), .found = std::move(found), .expected = std::move(expected),
                    .message = "stage " + std::to_string(i + 1) + ": " + std::move(message)});
    }

    const PlanTables& tables_;
    TableFindings out_;
    std::set<int> classes_;
    bool unsure_ = false;
};

inline void check_stages(const PlanTables& tables, PlanFindings& findings) { StageListCheck(tables, findings).run(); }

}  // namespace leps
