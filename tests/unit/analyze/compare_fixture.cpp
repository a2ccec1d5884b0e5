#include "compare_fixture.hpp"

#include "leps/domain/make_plan.hpp"

namespace leps::fixture {

Plan compared_plan(const PlanTables& tables) { return make_plan(tables); }

}  // namespace leps::fixture
