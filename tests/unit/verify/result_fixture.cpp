#include "leps/domain/definitions/plan_view.hpp"
#include "leps/domain/make_plan.hpp"
#include "result_fixture.hpp"

#include "leps/verify/verify.hpp"

namespace leps::fixture {

Verification audit(const PlanTables& tables, Allocation result) {
    const Plan plan = make_plan(tables);
    if (result.plan_hash.empty()) { result.plan_hash = plan.hash(); }
    return verify(plan, result);
}

std::vector<Issue> warnings_of(const PlanTables& tables) { return make_plan(tables).warnings(); }

std::string hash_of(const PlanTables& tables) { return make_plan(tables).hash(); }

std::vector<StageSpec> stages_of(const PlanTables& tables) { return PlanView(make_plan(tables).tables()).stages; }

}  // namespace leps::fixture
