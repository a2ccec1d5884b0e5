#pragma once

#include "../domain/plan_fixture.hpp"
#include "leps/domain/plan.hpp"

namespace leps::fixture {

/// make_plan(tables): a whole plan is slow to compile, so it is made in one place.
[[nodiscard]] Plan checked_plan(const PlanTables& tables);

/// One zone Z in 2024 whose level L asks for 100 hours that the measure M delivers at 10.00 euros each, paid by fund F (Z).
[[nodiscard]] PlanTables hours_of(std::int64_t fund_euros);

/// The same, M a whole project of 100.00 euros that delivers 10 hours.
[[nodiscard]] PlanTables projects_of(std::int64_t fund_euros);

}  // namespace leps::fixture
