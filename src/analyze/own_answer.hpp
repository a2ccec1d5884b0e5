#pragma once

#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// Throws InvalidValue unless the result answers this plan and is allocated: nothing else can be asked why.
void expect_own_answer(const Plan& plan, const Allocation& allocation);

}  // namespace leps
