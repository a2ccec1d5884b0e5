#pragma once

#include <vector>

#include "allocate/cents.hpp"
#include "allocate/exact_units.hpp"
#include "allocate/rounding.hpp"

namespace leps {

/// Every row over money or units that a plan breaks, in the words of its rule.
[[nodiscard]] std::vector<RoundingLack> rounding_lacks(const CompiledProblem& compiled, const Cents& cents, const ExactUnits& units);

}  // namespace leps
