#pragma once

#include <vector>

#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// The whole units of one problem's plan as values of another problem, start by start where both have it: same place, measure and day; and
/// the binaries of links, where both have the same. Other columns are 0. Empty where links differ, or a start that is above 0 is not there.
/// O(starts log starts + columns).
[[nodiscard]] std::vector<double> moved_units(const CompiledProblem& from, const std::vector<double>& values, const CompiledProblem& to);

}  // namespace leps
