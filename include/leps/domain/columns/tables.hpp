#pragma once

#include <string_view>

#include "leps/domain/columns/funds.hpp"
#include "leps/domain/columns/ground.hpp"
#include "leps/domain/columns/levels.hpp"
#include "leps/domain/columns/measures.hpp"
#include "leps/domain/columns/results.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// A package without a mandatory table cannot be a plan; a table without rows may be.
template <class Row>
struct TableOfPlan {
    std::string_view name;
    Need need;
    Table<Row> PlanTables::*rows;
};

/// Calls visitor(TableOfPlan<Row>) for every table of a plan, in the order in which findings and hashes name them.
template <class Visitor>
constexpr void for_each_table(Visitor&& visitor) {
    visitor(TableOfPlan<Territory>{"territories", Need::mandatory, &PlanTables::territories});
    visitor(TableOfPlan<Indicator>{"indicators", Need::mandatory, &PlanTables::indicators});
    visitor(TableOfPlan<IndicatorValue>{"indicator_values", Need::mandatory, &PlanTables::indicator_values});
    visitor(TableOfPlan<BeneficiaryGroup>{"beneficiary_groups", Need::optional_cell, &PlanTables::beneficiary_groups});
    visitor(TableOfPlan<ServiceLevel>{"service_levels", Need::mandatory, &PlanTables::service_levels});
    visitor(TableOfPlan<LevelTarget>{"level_targets", Need::optional_cell, &PlanTables::level_targets});
    visitor(TableOfPlan<ServiceSupply>{"service_supply", Need::optional_cell, &PlanTables::service_supply});
    visitor(TableOfPlan<Measure>{"measures", Need::mandatory, &PlanTables::measures});
    visitor(TableOfPlan<MeasureCost>{"measure_costs", Need::mandatory, &PlanTables::measure_costs});
    visitor(TableOfPlan<Delivery>{"deliveries", Need::mandatory, &PlanTables::deliveries});
    visitor(TableOfPlan<MeasureLimit>{"measure_limits", Need::optional_cell, &PlanTables::measure_limits});
    visitor(TableOfPlan<Link>{"links", Need::optional_cell, &PlanTables::links});
    visitor(TableOfPlan<Fund>{"funds", Need::mandatory, &PlanTables::funds});
    visitor(TableOfPlan<Annuity>{"annuities", Need::mandatory, &PlanTables::annuities});
    visitor(TableOfPlan<Eligibility>{"eligibility", Need::mandatory, &PlanTables::eligibility});
    visitor(TableOfPlan<CoFinancing>{"co_financing", Need::optional_cell, &PlanTables::co_financing});
    visitor(TableOfPlan<Reserve>{"reserves", Need::optional_cell, &PlanTables::reserves});
    visitor(TableOfPlan<TerritoryQuota>{"territory_quotas", Need::optional_cell, &PlanTables::territory_quotas});
    visitor(TableOfPlan<AssociationShare>{"associations", Need::optional_cell, &PlanTables::associations});
    visitor(TableOfPlan<Record>{"records", Need::optional_cell, &PlanTables::records});
    visitor(TableOfPlan<SpendRow>{"current_plan", Need::optional_cell, &PlanTables::current_plan});
}

}  // namespace leps
