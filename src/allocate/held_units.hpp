#pragma once

#include <vector>

#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// The whole units of one problem's plan as values of another problem, start by start where both have it: same place, measure and day.
/// Other columns are 0. Empty where the other problem has whole columns that are no starts (the binaries of links), or has not a start
/// that is above 0. O(starts log starts).
[[nodiscard]] std::vector<double> moved_units(const CompiledProblem& from, const std::vector<double>& values, const CompiledProblem& to);

}  // namespace leps
