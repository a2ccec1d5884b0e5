#pragma once

#include "allocate/rounding.hpp"
#include "leps/domain/allocation.hpp"

namespace leps {

/// Fills the result tables from exact units and cents: spend, starts, units, coverage, funds but for what is unusable,
/// pooled, dues beyond the horizon. O(rows log rows).
void publish_tables(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation);

/// Fills what follows from plan, starts and spending by the definitions alone, and no stage counts: what is unusable of the funds, the
/// projected indicators, what the result rests on, the map of funds. For the allocation that is kept, not for every try.
void publish_derived(const PlanView& plan, Allocation& allocation);

/// The exact value of every stage that the allocation lists, from its published tables. (MODEL.md 6)
[[nodiscard]] std::vector<Int128> exact_stage_values(const CompiledProblem& compiled, const ExactPlan& exact, const Allocation& allocation);

}  // namespace leps
