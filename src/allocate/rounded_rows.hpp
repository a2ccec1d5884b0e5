#pragma once

#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "leps/core/issue.hpp"

namespace leps {

/// The rows of a problem whose numbers need more than 53 bits, stored rounded outward: one finding for each rule, as information, with
/// their number and the first few subjects. (MODEL.md 8) O(rounded rows).
[[nodiscard]] std::vector<Issue> rounded_row_findings(const CompiledProblem& compiled);

}  // namespace leps
