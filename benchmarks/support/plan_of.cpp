// By itself, because the checks of a whole plan take long to compile.

#include "leps/domain/make_plan.hpp"
#include "support/generate.hpp"

namespace leps_benchmark {

leps::Plan plan_of(leps::PlanTables tables) { return leps::make_plan(std::move(tables)); }

}  // namespace leps_benchmark
