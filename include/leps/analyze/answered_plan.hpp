#pragma once

#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// A plan and an answer to it.
struct AnsweredPlan {
    const Plan& plan;
    const Allocation& allocation;
};

}  // namespace leps
