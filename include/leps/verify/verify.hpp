#pragma once

#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"
#include "leps/verify/verification.hpp"

namespace leps {

/// Recomputes every rule, every published table and every stage value of a result from the plan and the result's starts and
/// spending, in integers and exact fractions, without anything that made the result. (MODEL.md 5, 6, 8)
/// Never throws on what the allocation holds: unknown ids, negative money, duplicates and numbers that overflow are
/// violations. Time O(n log n) in rows of the result, rows of the plan and zones x levels x periods.
[[nodiscard]] Verification verify(const Plan& plan, const Allocation& allocation);

}  // namespace leps
