#pragma once

#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "leps/domain/allocation.hpp"

namespace leps {

/// How far a published result may stand from a bound that its optimum meets, column by column: one step of the grid (a nano-unit, a cent),
/// what a cent for each payer and each separate rounding buys, and what later stages may take of the room between the cap of a
/// shortfall and what was reached. Whole columns do not move.
class RoundingSteps {
public:
    /// O(deliveries x demands + columns).
    RoundingSteps(const CompiledProblem& compiled, const Allocation& allocation);

    /// In nano-units (starts) or cents (payments); 0 for other columns.
    [[nodiscard]] Int128 of(ColumnIndex column) const { return steps_[column.value()]; }

private:
    std::vector<Int128> steps_;
};

}  // namespace leps
