#include "analyze/own_answer.hpp"

#include <vector>

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

std::unique_ptr<Engine> engine_named(const std::string& name) {
    if (name != "auto") { return make_engine(name); }
    const std::vector<std::string> engines = available_engines();
    if (engines.empty()) { throw Unsupported("solving again: this build of leps has no engine (it was built without HiGHS)"); }
    return make_engine(engines.front());
}

}  // namespace leps
