#pragma once

#include "../domain/plan_fixture.hpp"
#include "leps/compile/datum.hpp"
#include "leps/domain/definitions/plan_view.hpp"
#include "leps/domain/plan.hpp"

namespace leps::fixture {

/// make_plan(tables): a whole plan is slow to compile, so it is made in one place.
[[nodiscard]] Plan clash_plan(const PlanTables& tables);

/// tiny_plan() with hard levels and money for all of them. A needs 900 hours a year (9,000.00), B 500 (5,000.00); STATE has 20,000.00
/// for A and 10,000.00 for B each year. A needs one station from 2024 on (1,000.00); REG has 2,000.00 in each year. Everything that
/// may carry a repair_weight carries 1, levels 10.
[[nodiscard]] PlanTables roomy_plan();

/// Takes data out of the tables, or as far as a table lets them go: what must hold no longer binds anybody.
void let_go(PlanTables& tables, const PlanView& view, const std::vector<Datum>& data);

}  // namespace leps::fixture
