#pragma once

#include <string>

#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// What a row of a problem is about, in ids of the plan: "A, HOURS, 2024-01-01/2024-12-31, current". Rows of a table that bind
/// several places are named by the row and the place.
[[nodiscard]] std::string row_subject(const CompiledProblem& compiled, RowIndex row);

/// What a bundle is: "A, HOURS, 2024-01-01/2024-12-31, current".
[[nodiscard]] std::string bundle_subject(const CompiledProblem& compiled, BundleIndex b);

}  // namespace leps
