#pragma once

#include <memory>
#include <string>
#include <vector>

#include "leps/analyze/price.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/problem/bound.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// The least value of a stage: low is proved, high is what the engine reached. In grains of the ValueFunction.
struct LeastValue {
    Int128 low = 0;
    Int128 high = 0;
    Answer answer;  ///< no values: nothing was found
    [[nodiscard]] bool found() const noexcept { return !answer.values.empty(); }
};

/// A stage of a result (from 0) over the problem of its plan.
struct HeldStage {
    const AnsweredPlan& answered;
    const CompiledProblem& compiled;
    std::size_t stage = 0;
};

/// V(plan) = the least value of one stage of a result over the linear problem of a plan, whole columns held as published, the stages before
/// it within their published caps. One session is re-written for every plan that is asked about, and begins at the basis of the first.
class ValueFunction {
public:
    /// What the stage refers to is kept by reference.
    ValueFunction(const Engine& engine, const HeldStage& of);

    /// One solve. Where a changed amount brings or takes away columns, in a session of its own.
    [[nodiscard]] LeastValue of(const CompiledProblem& changed, const Context& context);
    /// What the prices of an earlier answer prove about another plan of the same pattern, without a solve.
    [[nodiscard]] Int128 proved(const CompiledProblem& changed, const Answer& earlier) const;
    /// What cannot be kept together where nothing was found, in words: stages of which the cap is in the engine's ray, else rules, and
    /// whether the ray proves it.
    [[nodiscard]] std::string broken(const CompiledProblem& changed, const Answer& infeasible) const;

    /// So many grains make one of the unit in which the stage is written. Finer than the stage's integers: one euro may be less than one
    /// of those.
    [[nodiscard]] Int128 grains() const noexcept { return grains_; }
    [[nodiscard]] bool holds_units() const noexcept { return whole_; }

private:
    [[nodiscard]] std::vector<Cap> caps(const CompiledProblem& changed) const;

    [[nodiscard]] BoundScope scope(const std::vector<Cap>& kept) const;

    [[nodiscard]] ValueFunction anew(const CompiledProblem& changed) const {
        return {*engine_, {.answered = answered_, .compiled = changed, .stage = stage_}};
    }

    const Engine* engine_;
    AnsweredPlan answered_;
    std::vector<double> held_;  ///< one value per column
    std::size_t stage_;
    bool whole_;
    Objective objective_;
    Int128 grains_ = 1;
    std::shared_ptr<const Pattern> pattern_;
    std::unique_ptr<Session> session_;
    std::shared_ptr<const SimplexBasis> basis_;
};

}  // namespace leps
