#pragma once

#include <string>

#include "leps/analyze/why.hpp"
#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// What a row of the problem says where it is met on that side: the rule, its subject and period, the law behind it, a sentence.
[[nodiscard]] BindingRow rule_words(const CompiledProblem& compiled, RowIndex row, BindingSide side);

/// Its sentence, the law behind it in brackets.
[[nodiscard]] std::string with_law(const BindingRow& row);

}  // namespace leps
