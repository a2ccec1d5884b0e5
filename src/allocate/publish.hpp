#pragma once

#include "allocate/rounding.hpp"
#include "leps/domain/allocation.hpp"

namespace leps {

/// Fills the result tables from exact units and cents: spend, starts, units, coverage, funds, pooled, dues beyond the
/// horizon, projected indicators. O(rows log rows).
void publish_tables(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation);

/// The exact value of every stage that the allocation lists, from its published tables. (MODEL.md 6)
[[nodiscard]] std::vector<Int128> exact_stage_values(const CompiledProblem& compiled, const ExactPlan& exact, const Allocation& allocation);

}  // namespace leps
