#include "allocate/run_stages.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "leps/domain/columns/stage_value.hpp"
#include "leps/problem/bound.hpp"

namespace leps {
namespace {

/// The value of a stage at the engine's point, in the stage's own unit, rounded up.
Int128 reached(const StageProgram& stage, const std::vector<double>& values) {
    long double sum = 0.0L;
    for (const Objective::Term& term : stage.objective->terms()) {
        sum += static_cast<long double>(term.cost) * static_cast<long double>(values[term.column.value()]);
    }
    const long double unit = std::ceil(sum / static_cast<long double>(stage.denominator));
    return static_cast<Int128>(unit) + stage.offset;
}

/// A bound of the objective as one of the stage's value: values are integers, so it may be rounded up.
Int128 in_stage_units(const StageProgram& stage, Int128 objective_bound) {
    return wide::ceil_div(objective_bound, stage.denominator) + stage.offset;
}

/// The cap but for its room for rounding, and a part of that: the rest is left for exact cents and units.
Int128 within_cap(const StageProgram& stage, const StageRow& row, int parts) {
    const Int128 room = rounding_room(stage, row.gap_engine);
    return row.cap - room + room / parts;
}

/// One plan in an engine, its stages solved one after another.
class StageRunner {
public:
    StageRunner(const CompiledProblem& compiled, const Engine& engine, const AllocateOptions& options, const Deadline& deadline,
                const Context& context, const Near& near)
        : compiled_(compiled), options_(options), deadline_(deadline), context_(context), near_(near), session_(engine.open(compiled.problem)),
          whole_(compiled.problem.has_whole_columns()), held_(whole_ && !near.held.empty()) {}

    StagesResult run() {
        for (std::size_t i = 0; i < compiled_.stages.size(); ++i) {
            const AllocationStatus status = deadline_.passed() ? AllocationStatus::time_limit : solve_stage(i);
            if (status != AllocationStatus::allocated) {
                result_.status = status;
                break;
            }
        }
        return std::move(result_);
    }

private:
    AllocationStatus solve_stage(std::size_t i) {
        const StageProgram& stage = compiled_.stages[i];
        StageRow row{.objective = stage.spec.objective, .priority_class = stage.spec.priority_class, .depth = stage.spec.depth, .periods = stage.spec.periods};
        std::vector<double> units;
        if (whole_ && (held_ || holds_units(stage))) {
            units = held_ ? std::vector<double>(near_.held.begin(), near_.held.end()) : result_.values;
        } else if (whole_) {
            const Answer answer = ask(i, Task::whole, nullptr);
            if (answer.values.empty()) {
                // The plan of the stage before keeps every cap: an engine that finds none has failed over its own tolerances
                // or at its node limit.
                const bool out_of_time = answer.outcome == Outcome::time_limit || answer.outcome == Outcome::interrupted;
                if (out_of_time || i == 0) { return status_of(i, answer.outcome); }
                units = result_.values;
            } else {
                units = answer.values;
            }
            if (answer.claimed_bound && std::isfinite(*answer.claimed_bound)) {
                row.claimed_bound = static_cast<Int128>(std::floor(static_cast<long double>(*answer.claimed_bound) / static_cast<long double>(stage.denominator))) + stage.offset;
            }
            if (answer.outcome == Outcome::time_limit || answer.outcome == Outcome::interrupted) { return status_of(i, answer.outcome); }
        }
        Answer settled = ask(i, whole_ ? Task::fixed : Task::linear, whole_ ? &units : nullptr);
        if (held_ && i == 0 && failed(settled)) {  // this plan cannot have them: they are decided anew
            held_ = false;
            return solve_stage(i);
        }
        if (whole_ && failed(settled) && i > 0) { settled = ask(i, Task::fixed, &result_.values); }
        const bool given_up = failed(settled) && i > 0;
        if (given_up) {
            settled = Answer{};  // no prices
            settled.values = result_.values;
        }
        if (settled.values.empty()) { return status_of(i, settled.outcome); }
        const std::vector<double> held = whole_ ? settled.values : std::vector<double>();
        Int128 with_units = in_stage_units(stage, bound(stage, settled, caps_, held));
        row.bound = with_units;
        StageFooting footing{.settled = settled.basis, .relaxed = nullptr, .values = {}};
        if (whole_) {
            const Answer relaxed = ask(i, Task::linear, nullptr);
            footing.relaxed = relaxed.basis;
            footing.values = settled.values;
            if (relaxed.values.empty() && !(failed(relaxed) && i > 0)) { return status_of(i, relaxed.outcome); }
            row.bound = in_stage_units(stage, bound(stage, relaxed, caps_, {}));
            keep_prices(i, relaxed);
            with_units = std::max(with_units, row.bound);  // what holds for any units holds for these
        } else {
            keep_prices(i, settled);
        }
        Int128 as_solved = std::max(with_units, in_stage_units(stage, bound(stage, settled, solved_within_, held)));
        row.reached = std::max(reached(stage, settled.values), as_solved);
        row.value = row.reached;
        if (given_up) { as_solved = with_units = row.reached; }  // the plan is held, units and money: all that is open is that
        row.gap_engine = row.reached - as_solved;
        row.gap_whole_units = with_units - row.bound;
        row.gap_rounding = as_solved - with_units;
        row.cap = published_cap(stage, row.reached, row.gap_engine);
        if (row.claimed_bound) { row.claimed_bound = std::min(*row.claimed_bound, row.reached); }  // the engine's own tolerance, no more
        caps_.push_back(cap_of(stage, row.cap));
        solved_within_.push_back(cap_of(stage, within_cap(stage, row, 2)));
        session_->add_cap(solved_within_.back());
        row.sensitive_to_keep = sensitive(row, stage, settled.cap_prices);
        result_.values = settled.values;
        result_.stages.push_back(row);
        result_.footing.stages.push_back(std::move(footing));
        return AllocationStatus::allocated;
    }

    /// The plan of the stage before keeps every cap: an engine that finds none has failed over its own tolerances.
    static bool failed(const Answer& answer) {
        return answer.values.empty() && (answer.outcome == Outcome::infeasible || answer.outcome == Outcome::unknown);
    }

    /// Stages that only choose who pays keep the whole units of the stage before where there are many: branch and bound spends
    /// nine tenths of its time there and changes nothing that anybody is served. The whole-unit gap says what is left open.
    [[nodiscard]] bool holds_units(const StageProgram& stage) const {
        switch (stage.spec.objective) {
            case StageObjective::at_risk:
            case StageObjective::preference:
            case StageObjective::stability:
            case StageObjective::tie_break: break;
            default: return false;
        }
        return !result_.values.empty() && whole_columns() > options_.reopen_units;
    }

    [[nodiscard]] std::int64_t whole_columns() const {
        const auto whole = compiled_.problem.pattern().column_whole();
        return std::count(whole.begin(), whole.end(), std::uint8_t{1});
    }

    /// Whether ten times `keep` would move the stage by more than 1 %, by the prices of the caps.
    [[nodiscard]] bool sensitive(const StageRow& row, const StageProgram& stage, const std::vector<double>& cap_prices) const {
        long double moved = 0.0L;
        for (std::size_t j = 0; j < cap_prices.size(); ++j) {
            const StageProgram& earlier = compiled_.stages[j];
            const Int128 keep = (earlier.spec.keep.wide() * WideRatio(earlier.scale)).ceil();
            moved += std::abs(static_cast<long double>(cap_prices[j])) * 9.0L * static_cast<long double>(keep) * static_cast<long double>(earlier.denominator);
        }
        return moved / static_cast<long double>(stage.denominator) > 0.01L * static_cast<long double>(wide::absolute(row.reached));
    }

    Answer ask(std::size_t i, Task task, const std::vector<double>* fixed) {
        const StageProgram& stage = compiled_.stages[i];
        Context told = context_;
        if (context_.report) {
            told.report = [&](const Progress& progress) {
                Progress shown = progress;
                shown.stage = stage_name(stage.spec);
                shown.stage_number = static_cast<int>(i) + 1;
                shown.stage_count = static_cast<int>(compiled_.stages.size());
                shown.seconds = deadline_.elapsed();
                context_.report(shown);
            };
            told.report(Progress{});
        }
        Request request{.objective = stage.objective.get(), .task = task, .fixed = fixed};
        request.limits.seconds = deadline_.left();
        const StageFooting* near = i < near_.footing.size() ? &near_.footing[i] : nullptr;
        if (near != nullptr && task != Task::whole) { request.basis = (task == Task::linear && whole_ ? near->relaxed : near->settled).get(); }
        if (task == Task::whole) {
            request.start = !result_.values.empty() ? &result_.values : near != nullptr && !near->values.empty() ? &near->values : nullptr;
            request.limits.nodes = options_.node_limit;
            request.limits.relative_gap = static_cast<double>(options_.relative_gap.numerator()) / static_cast<double>(options_.relative_gap.denominator());
        }
        Answer answer = session_->solve(request, told);
        result_.work.engine_seconds += answer.seconds;
        result_.work.iterations += answer.iterations;
        result_.work.nodes += answer.nodes;
        result_.work.longest_silence_seconds = std::max(result_.work.longest_silence_seconds, answer.longest_silence_seconds);
        return answer;
    }

    Int128 bound(const StageProgram& stage, const Answer& answer, const std::vector<Cap>& caps, const std::vector<double>& fixed) const {
        return proved_bound(compiled_.problem, *stage.objective, {.rows = answer.row_prices, .caps = answer.cap_prices},
                            {.caps = caps, .fixed = fixed});
    }

    void keep_prices(std::size_t i, const Answer& answer) {
        const auto keep = [&](bool cap, const std::vector<double>& prices) {
            for (std::size_t k = 0; k < prices.size(); ++k) {
                if (prices[k] != 0.0) {
                    result_.prices.push_back({.stage = static_cast<std::int32_t>(i), .cap = cap, .index = static_cast<std::int64_t>(k), .price = prices[k]});
                }
            }
        };
        keep(false, answer.row_prices);
        keep(true, answer.cap_prices);
    }

    /// The plan of the stage before keeps every cap: an engine that calls a later stage infeasible has failed over its tolerances.
    static AllocationStatus status_of(std::size_t stage, Outcome outcome) {
        switch (outcome) {
            case Outcome::infeasible: return stage == 0 ? AllocationStatus::infeasible : AllocationStatus::unknown;
            case Outcome::time_limit: return AllocationStatus::time_limit;
            case Outcome::interrupted: return AllocationStatus::interrupted;
            default: return AllocationStatus::unknown;
        }
    }

    const CompiledProblem& compiled_;
    const AllocateOptions& options_;
    const Deadline& deadline_;
    const Context& context_;
    const Near& near_;
    std::unique_ptr<Session> session_;
    bool whole_;
    bool held_;                       ///< whole units stay those of the plan that this one is near to
    std::vector<Cap> caps_;           ///< as published: what bounds are proved within
    std::vector<Cap> solved_within_;  ///< tighter: half of what a stage may move is left for rounding
    StagesResult result_;
};

}  // namespace

Int128 rounding_room(const StageProgram& stage, Int128 engine_gap) {
    const Int128 keep = (stage.spec.keep.wide() * WideRatio(stage.scale)).ceil();
    return std::max({keep, wide::multiply(engine_gap, 10), stage.reserve});
}

Int128 published_cap(const StageProgram& stage, Int128 reached, Int128 engine_gap) {
    Int128 value = reached;
    if (stage.spec.keep_to) { value = std::max(value, (stage.spec.keep_to->wide() * WideRatio(stage_scale(stage.spec.objective))).floor()); }
    return wide::add(value, rounding_room(stage, engine_gap));
}

StagesResult run_stages(const CompiledProblem& compiled, const Engine& engine, const AllocateOptions& options, const Deadline& deadline,
                        const Context& context, const Near& near) {
    return StageRunner(compiled, engine, options, deadline, context, near).run();
}

std::vector<double> solve_last_stage(const CompiledProblem& compiled, const Engine& engine, const StagesResult& stages, int cap_parts,
                                     const Deadline& deadline, const Context& context) {
    const std::unique_ptr<Session> session = engine.open(compiled.problem);
    const std::size_t last = stages.stages.size() - 1;
    for (std::size_t i = 0; i < last; ++i) { session->add_cap(cap_of(compiled.stages[i], within_cap(compiled.stages[i], stages.stages[i], cap_parts))); }
    const bool whole = compiled.problem.has_whole_columns();
    Request request{.objective = compiled.stages[last].objective.get(), .task = whole ? Task::fixed : Task::linear,
                    .fixed = whole ? &stages.values : nullptr};
    request.limits.seconds = deadline.left();
    return session->solve(request, context).values;
}

}  // namespace leps
