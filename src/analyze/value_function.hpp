#pragma once

#include <memory>
#include <string>
#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// The least value of a stage: low is proved, high is what the engine reached. In grains of the ValueFunction.
struct LeastValue {
    Int128 low = 0;
    Int128 high = 0;
    Answer answer;  ///< no values: nothing was found
    [[nodiscard]] bool found() const noexcept { return !answer.values.empty(); }
};

/// V(plan) = the least value of one stage of a result over the linear problem of a plan, whole columns held as published, the stages before
/// it within their published caps. One session is re-written for every plan that is asked about, and begins at the basis of the first.
class ValueFunction {
public:
    /// `held`: one value per column (PublishedPoint::held). All are kept by reference.
    ValueFunction(const Engine& engine, const CompiledProblem& compiled, const Allocation& allocation, std::size_t stage, const std::vector<double>& held);

    /// One solve. The plan must differ from the first in numbers alone.
    [[nodiscard]] LeastValue of(const CompiledProblem& changed, const Context& context);
    /// What the prices of an earlier answer prove about another plan, without a solve.
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

    const Engine* engine_;
    const Allocation* allocation_;
    const std::vector<double>* held_;
    std::size_t stage_;
    bool whole_;
    Objective objective_;
    Int128 grains_ = 1;
    std::shared_ptr<const Pattern> pattern_;
    std::unique_ptr<Session> session_;
    std::shared_ptr<const SimplexBasis> basis_;
};

}  // namespace leps
