#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps::fixture {

[[nodiscard]] inline Period days(Date first, Date last) { return {first, last + boost::gregorian::days(1)}; }
[[nodiscard]] inline Money euros(std::int64_t amount) { return Money::from_cents(amount * 100); }

/// Gives every row of a table its number, as a reader would: row i stands in line i + 1.
template <class Row>
void number_rows(Table<Row>& table) {
    std::vector<Row> rows = table.rows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].at.row = static_cast<std::int64_t>(i) + 1;
        rows[i].at.line = static_cast<std::int64_t>(i) + 2;
    }
    table = Table<Row>(std::move(rows));
}

/// Adds a row behind the others, with its number.
template <class Row>
void add(Table<Row>& table, Row row) {
    std::vector<Row> rows = table.rows();
    rows.push_back(std::move(row));
    table = Table<Row>(std::move(rows));
    number_rows(table);
}

/// Changes one row of a table: edit(tables.funds, 0, [](Fund& row) { row.tier = Tier::eu; }).
template <class Row, class Change>
void edit(Table<Row>& table, std::size_t index, Change change) {
    std::vector<Row> rows = table.rows();
    change(rows.at(index));
    table = Table<Row>(std::move(rows));
}

template <class Row>
void remove(Table<Row>& table, std::size_t index) {
    std::vector<Row> rows = table.rows();
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(index));
    table = Table<Row>(std::move(rows));
}

/// A valid plan that fits on a page: region R with the zones A and B, 2024 and 2025 with one tail year; level CARE (1 hour
/// per resident) that HOURS delivers, renewed each year at 10 euros; STATION, a whole project of 1,000 euros; the recurrent
/// state fund STATE of each zone and the regional fund REG. Every table is in plan order, every row is numbered.
[[nodiscard]] inline PlanTables tiny_plan() {
    PlanTables plan{.header = {.name = "tiny", .title = "A tiny plan", .horizon = days(Date(2024, 1, 1), Date(2025, 12, 31)),
                               .period = PeriodLength::year, .tail_years = 1}};
    plan.territories = std::vector<Territory>{
        {.territory = TerritoryId("A"), .name = "A", .kind = TerritoryKind::zone, .parent = TerritoryId("R"), .groups = {"urban"}},
        {.territory = TerritoryId("B"), .name = "B", .kind = TerritoryKind::zone, .parent = TerritoryId("R"), .groups = {"inner", "rural"}},
        {.territory = TerritoryId("R"), .name = "R", .kind = TerritoryKind::region, .eu_category = "more_developed"}};
    plan.indicators = std::vector<Indicator>{{.indicator = IndicatorId("ELDERLY"), .name = "Elderly", .projection = Projection::last_known},
                                             {.indicator = IndicatorId("POP"), .name = "Residents", .population = true, .projection = Projection::last_known}};
    plan.indicator_values = std::vector<IndicatorValue>{
        {.indicator = IndicatorId("ELDERLY"), .territory = TerritoryId("A"), .year = 2024, .value = Ratio(300)},
        {.indicator = IndicatorId("ELDERLY"), .territory = TerritoryId("B"), .year = 2024, .value = Ratio(100)},
        {.indicator = IndicatorId("POP"), .territory = TerritoryId("A"), .year = 2024, .value = Ratio(1000)},
        {.indicator = IndicatorId("POP"), .territory = TerritoryId("B"), .year = 2024, .value = Ratio(500)}};
    plan.beneficiary_groups = std::vector<BeneficiaryGroup>{{.group = GroupId("OLD"), .name = "Elderly", .indicator = IndicatorId("ELDERLY")}};
    plan.service_levels = std::vector<ServiceLevel>{
        {.level = LevelId("CARE"), .name = "Home care", .group = GroupId("OLD"), .unit = "hours", .indicator = IndicatorId("POP"), .ratio = Ratio(1)},
        {.level = LevelId("OPEN"), .name = "A station", .unit = "stations", .required_units = Ratio(1), .territory_group = "urban", .priority = 2}};
    plan.service_supply = std::vector<ServiceSupply>{
        {.level = LevelId("CARE"), .territory = TerritoryId("A"), .year = 2024, .units = Units::whole(100)},
        {.level = LevelId("CARE"), .territory = TerritoryId("A"), .year = 2025, .units = Units::whole(100)},
        {.level = LevelId("CARE"), .territory = TerritoryId("B"), .year = 2024},
        {.level = LevelId("CARE"), .territory = TerritoryId("B"), .year = 2025},
        {.level = LevelId("OPEN"), .territory = TerritoryId("A"), .year = 2024},
        {.level = LevelId("OPEN"), .territory = TerritoryId("A"), .year = 2025}};
    plan.measures = std::vector<Measure>{
        {.measure = MeasureId("HOURS"), .name = "Hours of care", .unit = "hours", .life_months = 12},
        {.measure = MeasureId("STATION"), .name = "Station", .parent = MeasureId("WORKS"), .unit = "projects", .whole = true, .life_months = 24},
        {.measure = MeasureId("WORKS"), .name = "Works", .heading = true}};
    plan.measure_costs = std::vector<MeasureCost>{
        {.measure = MeasureId("HOURS"), .category = Category::current, .amount = euros(10), .per = Per::unit_year},
        {.measure = MeasureId("STATION"), .category = Category::capital, .amount = euros(1000), .per = Per::unit, .profile = {{0, Ratio(1)}}}};
    plan.deliveries = std::vector<Delivery>{
        {.measure = MeasureId("HOURS"), .level = LevelId("CARE"), .units_per_unit = Ratio(1), .persons_per_unit = Ratio(1, 10)},
        {.measure = MeasureId("STATION"), .level = LevelId("OPEN"), .units_per_unit = Ratio(1)}};
    plan.measure_limits = std::vector<MeasureLimit>{
        {.measure = MeasureId("STATION"), .max_units = Units::whole(1), .counted = Counted::in_service}};
    plan.funds = std::vector<Fund>{{.fund = FundId("REG"), .name = "Regional", .tier = Tier::region, .carry_over = true, .preference = 2},
                                   {.fund = FundId("STATE"), .name = "State", .tier = Tier::state, .recurrent = true, .preference = 1}};
    const auto year = [](int y) { return days(Date(static_cast<unsigned short>(y), 1, 1), Date(static_cast<unsigned short>(y), 12, 31)); };
    plan.annuities = std::vector<Annuity>{
        {.fund = FundId("REG"), .year = 2024, .territory = TerritoryId("R"), .amount = euros(2000), .window = days(Date(2024, 1, 1), Date(2025, 12, 31))},
        {.fund = FundId("REG"), .year = 2025, .territory = TerritoryId("R"), .amount = euros(2000), .window = year(2025)},
        {.fund = FundId("STATE"), .year = 2024, .territory = TerritoryId("A"), .amount = euros(3000), .window = year(2024)},
        {.fund = FundId("STATE"), .year = 2024, .territory = TerritoryId("B"), .amount = euros(3000), .window = year(2024)},
        {.fund = FundId("STATE"), .year = 2025, .territory = TerritoryId("A"), .amount = euros(3000), .window = year(2025)},
        {.fund = FundId("STATE"), .year = 2025, .territory = TerritoryId("B"), .amount = euros(3000), .window = year(2025)}};
    plan.eligibility = std::vector<Eligibility>{
        {.fund = FundId("REG"), .measure = MeasureId("WORKS"), .category = Category::capital},
        {.fund = FundId("STATE"), .measure = MeasureId("HOURS"), .category = Category::current}};
    number_rows(plan.territories);
    number_rows(plan.indicators);
    number_rows(plan.indicator_values);
    number_rows(plan.beneficiary_groups);
    number_rows(plan.service_levels);
    number_rows(plan.service_supply);
    number_rows(plan.measures);
    number_rows(plan.measure_costs);
    number_rows(plan.deliveries);
    number_rows(plan.measure_limits);
    number_rows(plan.funds);
    number_rows(plan.annuities);
    number_rows(plan.eligibility);
    return plan;
}

/// "annuities 3 amount_eur out_of_range": table, row, field and code of a finding.
[[nodiscard]] inline std::string brief(const Issue& issue) {
    return issue.table + " " + std::to_string(issue.row) + " " + issue.field + " " + issue.code;
}

}  // namespace leps::fixture
