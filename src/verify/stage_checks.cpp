#include <algorithm>

#include "checks.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {

namespace {

/// Judges one row of the table `stages` against the exact value. Values are shown as the table writes them.
class StageJudge {
public:
    StageJudge(Report& report, std::string subject, StageObjective objective) : report_(report), subject_(std::move(subject)), objective_(objective) {}

    void equal(const std::string& what, Int128 found, Int128 right, const std::string& message) {
        if (found != right) { add(what + " " + text(found), what + " " + text(right), message); }
    }
    void at_most(const std::string& what, Int128 found, Int128 limit, const std::string& message) {
        if (found > limit) { add(what + " " + text(found), "at most " + text(limit), message); }
    }
    void add(std::string found, std::string limit, std::string message) {
        ok_ = false;
        report_.add({.rule = "stage", .subject = subject_, .found = std::move(found), .limit = std::move(limit), .message = std::move(message)});
    }
    [[nodiscard]] bool ok() const noexcept { return ok_; }

private:
    [[nodiscard]] std::string text(Int128 value) const { return stage_value_text(objective_, value); }

    Report& report_;
    std::string subject_;
    StageObjective objective_;
    bool ok_ = true;
};

}  // namespace

/// STAGE  value = what cents and units give, exactly;  bound <= value <= cap;  reached <= cap;  claimed <= cap, where it is given;
///        value - bound = gap of the engine + of whole units + of rounding;  value - reached <= gap of rounding;
///        0 <= gap of the engine, 0 <= gap of whole units.
std::vector<StageCheck> check_stages(const Audit& audit, const Allocation& allocation) {
    const std::vector<StageSpec>& expected = audit.plan.stages;
    std::vector<StageCheck> checks;
    for (std::size_t i = 0; i < std::max(expected.size(), allocation.stages.size()); ++i) {
        const std::string number = "stage " + std::to_string(i + 1) + ", ";
        if (i >= expected.size()) {
            const StageRow& row = allocation.stages[i];
            StageJudge(audit.report, number + stage_name(row), row.objective).add("a row", "no row", "the plan has no such stage");
            continue;
        }
        const StageSpec& stage = expected[i];
        StageJudge judge(audit.report, number + stage_name(stage), stage.objective);
        if (i >= allocation.stages.size()) {
            judge.add("no row", "a row", "the stage is missing");
            continue;
        }
        const StageRow& row = allocation.stages[i];
        if (row.objective != stage.objective || row.priority_class != stage.priority_class || row.depth != stage.depth || row.periods != stage.periods) {
            judge.add(stage_name(row), stage_name(stage), "stages stand in the order of the plan");
            continue;
        }
        StageCheck check{.objective = stage.objective, .priority_class = stage.priority_class, .depth = stage.depth, .periods = stage.periods,
                         .published_value = row.value, .recomputed = 0, .cap = row.cap};
        audit.report.guard("stage", [&] {
            check.recomputed = stage_value(stage, audit.plan, audit.decisions, audit.achieved);
            judge.equal("value", row.value, check.recomputed, "the published value is not that of the cents and units");
            judge.at_most("value", check.recomputed, row.cap, "the value is above the cap that later stages had to keep");
            judge.at_most("bound", row.bound, check.recomputed, "the value lies below the bound that is published as proved");
            judge.at_most("reached", row.reached, row.cap, "the cap follows from what was reached and lies above it");
            if (row.claimed_bound) { judge.at_most("claimed", *row.claimed_bound, row.cap, "branch and bound claims more than the cap leaves"); }
            judge.at_most("value - reached", wide::add(row.value, -row.reached), row.gap_rounding, "the gap of rounding holds value - reached");
            judge.at_most("engine and whole units", 0, std::min(row.gap_engine, row.gap_whole_units), "no part of a gap is negative");
            judge.equal("gaps together", wide::add(wide::add(row.gap_engine, row.gap_whole_units), row.gap_rounding), wide::add(row.value, -row.bound),
                        "the three gaps add up to value - bound");
            check.ok = judge.ok();
        });
        checks.push_back(check);
    }
    return checks;
}

}  // namespace leps
