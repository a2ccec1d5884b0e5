#include "why_plans.hpp"

#include "leps/domain/make_plan.hpp"

namespace leps::fixture {

Plan checked_plan(const PlanTables& tables) { return make_plan(tables); }

PlanTables hours_of(std::int64_t fund_euros) {
    const Period year_2024 = days(Date(2024, 1, 1), Date(2024, 12, 31));
    PlanTables plan{.header = {.name = "hours", .title = "Hours", .horizon = year_2024, .period = PeriodLength::year, .tail_years = 0}};
    plan.territories = std::vector<Territory>{{.territory = TerritoryId("R"), .name = "R", .kind = TerritoryKind::region},
                                              {.territory = TerritoryId("Z"), .name = "Z", .kind = TerritoryKind::zone, .parent = TerritoryId("R")}};
    plan.indicators = std::vector<Indicator>{{.indicator = IndicatorId("POP"), .name = "Residents", .population = true}};
    plan.indicator_values = std::vector<IndicatorValue>{
        {.indicator = IndicatorId("POP"), .territory = TerritoryId("Z"), .year = 2024, .value = Ratio(500)}};
    plan.service_levels = std::vector<ServiceLevel>{{.level = LevelId("L"), .name = "L", .unit = "hours", .required_units = Ratio(100)}};
    plan.service_supply = std::vector<ServiceSupply>{{.level = LevelId("L"), .territory = TerritoryId("Z"), .year = 2024}};
    plan.measures = std::vector<Measure>{{.measure = MeasureId("M"), .name = "M", .unit = "hours", .life_months = 12, .legal_source = "law 328/2000"}};
    plan.measure_costs = std::vector<MeasureCost>{
        {.measure = MeasureId("M"), .category = Category::current, .amount = euros(10), .per = Per::unit, .profile = {{0, Ratio(1)}}}};
    plan.deliveries = std::vector<Delivery>{{.measure = MeasureId("M"), .level = LevelId("L"), .units_per_unit = Ratio(1)}};
    plan.funds = std::vector<Fund>{{.fund = FundId("F"), .name = "F", .preference = 1}};
    plan.annuities = std::vector<Annuity>{
        {.fund = FundId("F"), .year = 2024, .territory = TerritoryId("Z"), .amount = euros(fund_euros), .window = year_2024}};
    plan.eligibility = std::vector<Eligibility>{{.fund = FundId("F"), .measure = MeasureId("M"), .category = Category::current}};
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

PlanTables projects_of(std::int64_t fund_euros) {
    PlanTables plan = hours_of(fund_euros);
    edit(plan.measures, 0, [](Measure& row) { row.whole = true; });
    edit(plan.measure_costs, 0, [](MeasureCost& row) { row.amount = euros(100); });
    edit(plan.deliveries, 0, [](Delivery& row) { row.units_per_unit = Ratio(10); });
    return plan;
}

}  // namespace leps::fixture
