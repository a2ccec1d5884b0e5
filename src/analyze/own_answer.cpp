#include "analyze/own_answer.hpp"

#include <string>

#include "leps/core/error.hpp"

namespace leps {

void expect_own_answer(const Plan& plan, const Allocation& allocation) {
    if (allocation.plan_hash != plan.hash()) {
        throw InvalidValue({.code = "other_plan", .subject = "allocation", .field = "plan_hash", .got = allocation.plan_hash,
                            .limit = plan.hash() + ", the plan's own"});
    }
    if (allocation.status != AllocationStatus::allocated) {
        throw InvalidValue({.code = "not_allocated", .subject = "allocation", .field = "status", .got = std::string(word(allocation.status)),
                            .limit = "allocated"});
    }
}

}  // namespace leps
