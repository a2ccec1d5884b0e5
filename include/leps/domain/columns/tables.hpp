#pragma once

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

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
template <class Row>
TableOfPlan(const char*, Need, Table<Row> PlanTables::*) -> TableOfPlan<Row>;

/// Every table of a plan, in the order in which findings and hashes name them.
inline constexpr auto plan_tables_list = std::tuple{
    TableOfPlan<Territory>{"territories", Need::mandatory, &PlanTables::territories},
    TableOfPlan<Indicator>{"indicators", Need::mandatory, &PlanTables::indicators},
    TableOfPlan<IndicatorValue>{"indicator_values", Need::mandatory, &PlanTables::indicator_values},
    TableOfPlan<BeneficiaryGroup>{"beneficiary_groups", Need::optional_cell, &PlanTables::beneficiary_groups},
    TableOfPlan<ServiceLevel>{"service_levels", Need::mandatory, &PlanTables::service_levels},
    TableOfPlan<LevelTarget>{"level_targets", Need::optional_cell, &PlanTables::level_targets},
    TableOfPlan<ServiceSupply>{"service_supply", Need::optional_cell, &PlanTables::service_supply},
    TableOfPlan<Measure>{"measures", Need::mandatory, &PlanTables::measures},
    TableOfPlan<MeasureCost>{"measure_costs", Need::mandatory, &PlanTables::measure_costs},
    TableOfPlan<Delivery>{"deliveries", Need::mandatory, &PlanTables::deliveries},
    TableOfPlan<MeasureLimit>{"measure_limits", Need::optional_cell, &PlanTables::measure_limits},
    TableOfPlan<Link>{"links", Need::optional_cell, &PlanTables::links},
    TableOfPlan<Fund>{"funds", Need::mandatory, &PlanTables::funds},
    TableOfPlan<Annuity>{"annuities", Need::mandatory, &PlanTables::annuities},
    TableOfPlan<Eligibility>{"eligibility", Need::mandatory, &PlanTables::eligibility},
    TableOfPlan<CoFinancing>{"co_financing", Need::optional_cell, &PlanTables::co_financing},
    TableOfPlan<Reserve>{"reserves", Need::optional_cell, &PlanTables::reserves},
    TableOfPlan<TerritoryQuota>{"territory_quotas", Need::optional_cell, &PlanTables::territory_quotas},
    TableOfPlan<AssociationShare>{"associations", Need::optional_cell, &PlanTables::associations},
    TableOfPlan<Record>{"records", Need::optional_cell, &PlanTables::records},
    TableOfPlan<SpendRow>{"current_plan", Need::optional_cell, &PlanTables::current_plan}};

/// Calls visitor(TableOfPlan<Row>) for every table.
template <class Visitor>
constexpr void for_each_table(Visitor&& visitor) {
    constexpr std::size_t count = std::tuple_size_v<std::remove_const_t<decltype(plan_tables_list)>>;
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (visitor(std::get<i>(plan_tables_list)), ...);
    }(std::make_index_sequence<count>());
}

}  // namespace leps
