#pragma once

#include <string>
#include <vector>

#include "analyze/rounding_steps.hpp"
#include "leps/analyze/why.hpp"
#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// What a result leaves of each annuity, tail years too, by index in view.spendable.
[[nodiscard]] std::vector<Money> money_left(const CompiledProblem& compiled, const Allocation& allocation);

/// The annuities that may pay a bundle on its days.
[[nodiscard]] std::vector<SpendableIndex> open_annuities(const CompiledProblem& compiled, const Bundle& bundle);

/// What a result leaves, and how little of it is nothing.
struct MoneyLeft {
    const std::vector<Money>& annuities;  ///< money_left
    const RoundingSteps& steps;
};

/// Who may pay what the operations make due, bundle by bundle.
[[nodiscard]] std::vector<PayersRow> payers_of(const CompiledProblem& compiled, const std::vector<OperationIndex>& operations, const MoneyLeft& left);

/// One sentence for the periods of a measure and category that have the same payers in the same state.
[[nodiscard]] std::vector<std::string> payers_sentences(const std::vector<PayersRow>& payers);

}  // namespace leps
