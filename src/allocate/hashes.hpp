#pragma once

#include <string>

#include "leps/problem/problem.hpp"

namespace leps {

/// SHA-256 of the integer rows, columns and boxes of a problem, in hexadecimal. O(non-zeros).
[[nodiscard]] std::string problem_hash(const Problem& problem);

}  // namespace leps
