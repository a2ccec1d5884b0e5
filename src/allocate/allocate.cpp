#include "leps/allocate/allocate.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "allocate/elastic.hpp"
#include "allocate/hashes.hpp"
#include "allocate/held_units.hpp"
#include "allocate/publish.hpp"
#include "allocate/rounded_rows.hpp"
#include "allocate/rounding.hpp"
#include "allocate/run_stages.hpp"
#include "leps/allocate/base_plan.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/domain/definitions/result_findings.hpp"
#include "leps/verify/verify.hpp"
#include "leps/version.hpp"

namespace leps {
namespace {

void check_options(const AllocateOptions& options) {
    const auto refuse = [](const std::string& field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = "option_out_of_range", .subject = "allocate", .field = field, .got = got, .limit = limit});
    };
    if (options.time_limit && !(*options.time_limit > 0.0)) { refuse("time_limit", std::to_string(*options.time_limit), "> 0 seconds"); }
    if (options.node_limit < 1) { refuse("node_limit", std::to_string(options.node_limit), ">= 1"); }
    if (options.reopen_units < 0) { refuse("reopen_units", std::to_string(options.reopen_units), ">= 0"); }
    if (options.relative_gap < Ratio(0)) { refuse("relative_gap", to_string(options.relative_gap), ">= 0"); }
}

/// The least change in integers need not be found to the end: near the plan is good enough.
constexpr std::int64_t repair_nodes = 500;
constexpr double repair_gap = 0.1;

/// One try at exact cents, and what it lacks: constraints over money, and stages that left their cap.
struct Attempt {
    RoundingResult rounded;
    Allocation allocation;
    std::vector<std::size_t> above_cap;
    [[nodiscard]] bool ok() const noexcept { return rounded.lacks.empty() && above_cap.empty(); }
};

/// Which stages a call that ended early had finished, and which not. (MODEL.md 13)
Reason explain_unfinished(const std::vector<StageSpec>& ordered, const StagesResult& stages) {
    std::string finished, open;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        std::string& names = i < stages.stages.size() ? finished : open;
        names += (names.empty() ? "" : ", ") + stage_name(ordered[i]);
    }
    return {.code = std::string(word(stages.status)), .rule = "stages", .subject = open, .found = std::to_string(stages.stages.size()),
            .limit = std::to_string(ordered.size()),
            .message = "Finished: " + (finished.empty() ? "no stage" : finished) + ". Not finished: " + open + "."};
}

/// Prefers what keeps more.
bool better(const Attempt& a, const Attempt& b) {
    return std::pair(a.rounded.lacks.size(), a.above_cap.size()) < std::pair(b.rounded.lacks.size(), b.above_cap.size());
}

/// The cap of the last stage of a plan binds nothing: no later stage has to stay within it.
bool cap_counts(const CompiledProblem& compiled, std::size_t stage) { return stage + 1 < compiled.stages.size(); }

Attempt attempt(const CompiledProblem& compiled, const std::vector<double>& values, const Mending& mending, const Allocation& known, const Helper& helper) {
    Attempt result{.rounded = round_to_cents(compiled, values, mending, helper), .allocation = known, .above_cap = {}};
    publish_tables(compiled, result.rounded.plan, result.allocation);
    const std::vector<Int128> exact = exact_stage_values(compiled, result.rounded.plan, result.allocation);
    for (std::size_t i = 0; i < exact.size(); ++i) {
        StageRow& row = result.allocation.stages[i];
        row.value = exact[i];
        row.gap_rounding += row.value - row.reached;
        if (!cap_counts(compiled, i)) { row.cap = std::max(row.cap, row.value); }
        if (row.value > row.cap) { result.above_cap.push_back(i); }
    }
    return result;
}

/// |coefficient| x (payers + 1) cents per column, or what is lacking if that is more, on every row that rounding could not keep.
/// (MODEL.md 7, step 7)
void widen_margins(const CompiledProblem& compiled, const std::vector<RoundingLack>& lacks, RowMargins& margins) {
    const Layout& layout = *compiled.layout;
    std::vector<std::int64_t> payers(compiled.problem.column_count(), 1);
    for (const SpendColumn& spend : layout.spends) { payers[spend.column.value()] = static_cast<std::int64_t>(layout.bundle(spend.bundle).spend_count) + 1; }
    for (const RoundingLack& lack : lacks) {
        for (const RowIndex row : lack.rows) {
            const auto columns = compiled.problem.columns(row);
            const auto coefficients = compiled.problem.coefficients(row);
            Int128 margin = 0;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                margin += wide::absolute(static_cast<Int128>(coefficients[i])) * payers[columns[i].value()];
            }
            margins[row] += std::max(margin, lack.cents);
        }
    }
}

/// Three quarters of what each stage may move: units and gaps are rounded after the change.
std::vector<Cap> caps_to_keep(const CompiledProblem& compiled, const StagesResult& stages) {
    std::vector<Cap> caps;
    for (std::size_t i = 0; i < stages.stages.size(); ++i) {
        if (!cap_counts(compiled, i)) { continue; }
        const StageRow& row = stages.stages[i];
        caps.push_back(cap_of(compiled.stages[i], row.cap - rounding_room(compiled.stages[i], row.gap_engine) / 4));
    }
    return caps;
}

/// From the quickest to the dearest.
constexpr std::array<Mending, 5> mendings = {{
    {.moves = true, .integers = false, .within_caps = false},
    {.moves = true, .integers = true, .within_caps = false},
    {.moves = false, .integers = true, .within_caps = false},
    {.moves = true, .integers = true, .within_caps = true},
    {.moves = false, .integers = true, .within_caps = true},
}};

/// MODEL.md 7: without margins first; then with margins on the rows that failed, three times at most. As long as a row does not
/// hold, caps are left alone; once every row holds, they are all that is left.
Attempt to_exact_cents(const CompiledProblem& compiled, const Engine& engine, const StagesResult& stages, const Allocation& known,
                       const Deadline& deadline, const Context& context) {
    Attempt best;
    RowMargins margins;
    std::vector<double> values = stages.values;
    const std::vector<Cap> caps = caps_to_keep(compiled, stages);
    for (int round = 0; round <= 3; ++round) {
        if (round > 0) {
            widen_margins(compiled, best.rounded.lacks, margins);
            try {
                values = solve_last_stage(compile_with_margins(compiled, margins), engine, stages, 1 << (2 * round), deadline, context);
            } catch (const InvalidValue&) {
                break;  // a margin wider than its row
            }
            if (values.empty()) { break; }
        }
        for (const Mending& mending : mendings) {
            const bool quickest = &mending == mendings.data();
            if (!quickest && mending.within_caps != best.rounded.lacks.empty()) { continue; }
            const Helper helper{.engine = &engine, .nodes = repair_nodes, .relative_gap = repair_gap, .caps = caps, .deadline = &deadline, .context = &context};
            Attempt next = attempt(compiled, values, mending, known, helper);
            if ((quickest && round == 0) || better(next, best)) { best = std::move(next); }
            if (best.ok() || context.stopped() || deadline.passed()) { return best; }
        }
    }
    return best;
}

void explain_rounding(const Attempt& tried, Allocation& allocation) {
    for (const RoundingLack& lack : tried.rounded.lacks) {
        allocation.reasons.push_back({.code = "rounding", .rule = lack.rule, .subject = lack.subject, .found = to_string(lack.cents), .limit = "0",
                                      .message = "Exact cents could not keep " + lack.rule + " (" + lack.subject + "): " + to_string(lack.cents) +
                                                 " cents (in the units of the row) remain."});
    }
    for (const std::size_t i : tried.above_cap) {
        const StageRow& row = allocation.stages[i];
        allocation.reasons.push_back({.code = "rounding", .rule = "stage_cap", .subject = stage_name(row), .found = stage_value_text(row.objective, row.value),
                                      .limit = stage_value_text(row.objective, row.cap), .message = "Exact cents move the stage " + stage_name(row) + " above its cap."});
    }
}

/// What is asked beside the plan.
struct Question {
    const Engine& engine;
    const AllocateOptions& options;
    const Deadline& deadline;
    const Context& context;
    const Near& near;
};

/// From a compiled plan to its answer; what the stages leave behind stays in `stages`.
Allocation answer(const Plan& plan, const CompiledProblem& compiled, const Question& question, StagesResult& stages) {
    const auto& [engine, options, deadline, context, near] = question;
    const double compiled_at = deadline.elapsed();
    stages = run_stages(compiled, engine, options, deadline, context, near);
    const double solved_at = deadline.elapsed();

    Allocation known;
    known.status = stages.status;
    known.plan_hash = plan.hash();
    known.plan_name = plan.header().name;
    known.engine = engine.capabilities().name + " " + engine.capabilities().version;
    known.stages = stages.stages;
    known.findings = result_findings(plan.table_warnings(), known.stages);
    for (Issue& finding : rounded_row_findings(compiled)) { known.findings.push_back(std::move(finding)); }
    known.reproducible = stages.status != AllocationStatus::time_limit && stages.status != AllocationStatus::interrupted;
    known.certificate = {.plan_hash = plan.hash(), .problem_hash = problem_hash(compiled.problem),
                         .options = "node_limit=" + std::to_string(options.node_limit) + "; relative_gap=" + to_string(options.relative_gap) +
                                    "; reopen_units=" + std::to_string(options.reopen_units) + "; time_limit=" + (options.time_limit ? std::to_string(*options.time_limit) : "none"),
                         .engine = known.engine, .leps_version = std::string(version_text), .prices = std::move(stages.prices)};
    known.work = stages.work;
    known.work.compile_seconds = compiled_at;
    known.work.solve_seconds = solved_at - compiled_at;

    if (stages.status == AllocationStatus::infeasible) {
        known.reasons = explain_infeasible(plan, engine, options, deadline, context);
        return known;
    }
    if (stages.status != AllocationStatus::allocated) { known.reasons.push_back(explain_unfinished(compiled.view->stages, stages)); }
    if (stages.values.empty()) { return known; }
    // Stages that ended early leave a plan behind: it is made exact in a moment or left as it is.
    const bool in_time = stages.status == AllocationStatus::allocated;
    const Deadline moment(stages.status == AllocationStatus::interrupted ? 0.1 : 1.0);
    Attempt tried = in_time ? to_exact_cents(compiled, engine, stages, known, deadline, context)
                            : to_exact_cents(compiled, engine, stages, known, moment, Context{});
    Allocation allocation = std::move(tried.allocation);
    publish_derived(*compiled.view, allocation);
    allocation.work.round_seconds = deadline.elapsed() - solved_at;
    const bool late = context.stopped() || deadline.passed();
    if (late) { allocation.reproducible = false; }
    if (!tried.ok()) {
        if (in_time) {
            allocation.status = !late ? AllocationStatus::not_roundable : context.stopped() ? AllocationStatus::interrupted : AllocationStatus::time_limit;
        }
        explain_rounding(tried, allocation);
        return allocation;
    }
    const double rounded_at = deadline.elapsed();
    const Verification verification = verify(plan, allocation);
    allocation.work.verify_seconds = deadline.elapsed() - rounded_at;
    if (in_time && !verification.violations.empty()) {
        allocation.status = AllocationStatus::not_roundable;
        for (const Violation& violation : verification.violations) {
            allocation.reasons.push_back({.code = "verification", .rule = violation.rule, .subject = violation.subject, .found = violation.found,
                                          .limit = violation.limit, .message = violation.message});
        }
    }
    return allocation;
}

}  // namespace

Allocation allocate(const Plan& plan, const AllocateOptions& options, const Context& context) {
    check_options(options);
    const std::unique_ptr<Engine> engine = make_engine(options.engine);
    const Deadline deadline(options.time_limit);
    StagesResult stages;
    return answer(plan, compile(plan), {*engine, options, deadline, context, Near{}}, stages);
}

struct BasePlan::State {
    Plan plan;
    AllocateOptions options;
    std::unique_ptr<Engine> engine;
    CompiledProblem compiled;
    Footing footing;
};

BasePlan::BasePlan(const Plan& plan, const AllocateOptions& options, Footing footing) {
    check_options(options);
    auto state = std::make_shared<State>(State{.plan = plan, .options = options, .engine = make_engine(options.engine), .compiled = compile(plan), .footing = {}});
    const Problem& problem = state->compiled.problem;
    bool fits = true;
    for (std::size_t i = 0; i < footing.stages.size(); ++i) {
        const StageFooting& stage = footing.stages[i];
        for (const SimplexBasis* basis : {stage.settled.get(), stage.relaxed.get()}) {
            fits = fits && (basis == nullptr || (basis->columns.size() == problem.column_count() && basis->rows.size() == problem.row_count() + i));
        }
        fits = fits && (stage.values.empty() || stage.values.size() == problem.column_count());
    }
    if (fits) { state->footing = std::move(footing); }
    state_ = std::move(state);
}

const Plan& BasePlan::plan() const noexcept { return state_->plan; }
const AllocateOptions& BasePlan::options() const noexcept { return state_->options; }
const Footing& BasePlan::footing() const noexcept { return state_->footing; }

Allocation BasePlan::allocate(const Plan& plan, WholeUnits units, const Context& context) const {
    const Deadline deadline(state_->options.time_limit);
    const CompiledProblem compiled = compile(plan, state_->compiled);
    const std::vector<StageFooting>& footing = state_->footing.stages;
    const bool same_pattern = compiled.problem.shared_pattern() == state_->compiled.problem.shared_pattern();
    std::vector<double> held;
    if (units == WholeUnits::held && !footing.empty() && !footing.back().values.empty()) {
        held = same_pattern ? footing.back().values : moved_units(state_->compiled, footing.back().values, compiled);
    }
    const Near near{.footing = same_pattern ? std::span(footing) : std::span<const StageFooting>(), .held = held};
    StagesResult stages;
    Allocation allocation = answer(plan, compiled, {*state_->engine, state_->options, deadline, context, near}, stages);
    const bool begun_there = !near.footing.empty() || !near.held.empty();
    if (begun_there && !state_->footing.reproducible) { allocation.reproducible = false; }
    return allocation;
}

std::pair<Allocation, BasePlan> allocate_base(const Plan& plan, const AllocateOptions& options, const Context& context) {
    check_options(options);
    const Deadline deadline(options.time_limit);
    auto state = std::make_shared<BasePlan::State>(
        BasePlan::State{.plan = plan, .options = options, .engine = make_engine(options.engine), .compiled = compile(plan), .footing = {}});
    StagesResult stages;
    Allocation allocation = answer(plan, state->compiled, {*state->engine, state->options, deadline, context, Near{}}, stages);
    state->footing = std::move(stages.footing);
    state->footing.reproducible = allocation.reproducible;
    return {std::move(allocation), BasePlan(std::move(state))};
}

}  // namespace leps
