#pragma once

#include "leps/domain/allocation.hpp"
#include "leps/verify/evaluate.hpp"
#include "report.hpp"

namespace leps {

/// The starts and payments of a result that the plan knows. Rows that it does not know, or that cannot be (negative,
/// doubled, broken units of whole measures), are reported; of those only broken units and cents <= 0 still count, so that
/// what hangs on them is judged as well. O(n log n).
[[nodiscard]] Decisions resolve(const PlanView& plan, const Allocation& allocation, Report& report);

}  // namespace leps
