#pragma once

#include "../domain/plan_fixture.hpp"
#include "leps/domain/plan.hpp"

namespace leps::fixture {

/// make_plan(tables, of_reading): a whole plan is slow to compile, so it is made in one place.
[[nodiscard]] Plan plan_of(const PlanTables& tables, const std::vector<Issue>& of_reading = {});

/// One zone Z in 2024 whose level L lacks `missing` projects of the whole measure P, 1,000.00 euros each, paid by fund F (Z).
struct Projects {
    std::int64_t missing = 2;
    std::int64_t fund_euros = 5000;
    bool hard = false;
};
[[nodiscard]] PlanTables projects(const Projects& wanted);

}  // namespace leps::fixture
