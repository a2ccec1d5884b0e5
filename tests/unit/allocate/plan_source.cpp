#include "plan_source.hpp"

#include "leps/domain/make_plan.hpp"

namespace leps::fixture {

Plan plan_of(const PlanTables& tables, const std::vector<Issue>& of_reading) { return make_plan(tables, of_reading); }

PlanTables projects(const Projects& wanted) {
    const Period year_2024 = days(Date(2024, 1, 1), Date(2024, 12, 31));
    PlanTables plan{.header = {.name = "projects", .title = "Projects", .horizon = year_2024, .period = PeriodLength::year, .tail_years = 0}};
    plan.territories = std::vector<Territory>{{.territory = TerritoryId("R"), .name = "R", .kind = TerritoryKind::region},
                                              {.territory = TerritoryId("Z"), .name = "Z", .kind = TerritoryKind::zone, .parent = TerritoryId("R")}};
    plan.indicators = std::vector<Indicator>{{.indicator = IndicatorId("POP"), .name = "Residents", .population = true}};
    plan.indicator_values = std::vector<IndicatorValue>{{.indicator = IndicatorId("POP"), .territory = TerritoryId("Z"), .year = 2024, .value = Ratio(500)}};
    plan.service_levels = std::vector<ServiceLevel>{
        {.level = LevelId("L"), .name = "L", .unit = "projects", .required_units = Ratio(wanted.missing), .hard = wanted.hard}};
    plan.service_supply = std::vector<ServiceSupply>{{.level = LevelId("L"), .territory = TerritoryId("Z"), .year = 2024}};
    plan.measures = std::vector<Measure>{{.measure = MeasureId("P"), .name = "P", .unit = "projects", .whole = true, .life_months = 12}};
    plan.measure_costs = std::vector<MeasureCost>{
        {.measure = MeasureId("P"), .category = Category::capital, .amount = euros(1000), .per = Per::unit, .profile = {{0, Ratio(1)}}}};
    plan.deliveries = std::vector<Delivery>{{.measure = MeasureId("P"), .level = LevelId("L"), .units_per_unit = Ratio(1)}};
    plan.funds = std::vector<Fund>{{.fund = FundId("F"), .name = "F", .preference = 1}};
    plan.annuities = std::vector<Annuity>{
        {.fund = FundId("F"), .year = 2024, .territory = TerritoryId("Z"), .amount = euros(wanted.fund_euros), .window = year_2024}};
    plan.eligibility = std::vector<Eligibility>{{.fund = FundId("F"), .measure = MeasureId("P"), .category = Category::capital}};
    number_rows(plan.territories);
    number_rows(plan.indicators);
    number_rows(plan.indicator_values);
    number_rows(plan.service_levels);
    number_rows(plan.service_supply);
    number_rows(plan.measures);
    number_rows(plan.measure_costs);
    number_rows(plan.deliveries);
    number_rows(plan.funds);
    number_rows(plan.annuities);
    number_rows(plan.eligibility);
    return plan;
}

}  // namespace leps::fixture
