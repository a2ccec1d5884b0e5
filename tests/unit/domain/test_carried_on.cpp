#include <gtest/gtest.h>

#include "leps/domain/columns/order.hpp"
#include "leps/domain/definitions/carried_on.hpp"
#include "plan_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

// By hand: values are of 2024, but those of municipality A1 and of region R, of 2023. A1 pays by its residents of the first year;
// a limit of the region's own measure asks for residents of the region in both years.
TEST(CarriedOn, ListsWhatZonesMunicipalitiesAndRegionsTakeFromEarlierYears) {
    PlanTables tables = tiny_plan();
    const IndicatorId residents("POP");
    add(tables.territories, {.territory = TerritoryId("A1"), .name = "A1", .kind = TerritoryKind::municipality, .parent = TerritoryId("A")});
    add(tables.indicator_values, {.indicator = residents, .territory = TerritoryId("A1"), .year = 2023, .value = Ratio(400)});
    add(tables.indicator_values, {.indicator = residents, .territory = TerritoryId("R"), .year = 2023, .value = Ratio(1490)});
    add(tables.funds, {.fund = FundId("TOWN"), .name = "Municipal", .tier = Tier::municipality, .missing_annuity = MissingAnnuity::zero, .pooling = Pooling::separate});
    add(tables.annuities, {.fund = FundId("TOWN"), .year = 2024, .territory = TerritoryId("A1"), .amount = euros(100), .window = days(Date(2024, 1, 1), Date(2024, 12, 31))});
    add(tables.eligibility, {.fund = FundId("TOWN"), .measure = MeasureId("HOURS"), .category = Category::current});
    add(tables.measures, {.measure = MeasureId("CENTRE"), .name = "Centre", .unit = "centres", .life_months = 12, .owner = MeasureOwner::region, .serve_by = residents});
    add(tables.measure_costs, {.measure = MeasureId("CENTRE"), .category = Category::current, .amount = euros(1), .per = Per::unit_year});
    add(tables.measure_limits, {.measure = MeasureId("CENTRE"), .per_indicator = residents, .per_amount = Ratio(1000), .rounding = Rounding::floor, .counted = Counted::in_service});
    sort_into_plan_order(tables);
    std::vector<std::string> rows;
    for (const ProjectedIndicator& row : carried_on(PlanView(tables))) {
        rows.push_back(row.indicator.text() + " " + row.territory.text() + " " + std::to_string(row.year) + " from " + std::to_string(row.taken_from));
    }
    EXPECT_EQ(rows, (std::vector<std::string>{"ELDERLY A 2025 from 2024", "ELDERLY B 2025 from 2024", "POP A 2025 from 2024", "POP A1 2024 from 2023",
                                              "POP B 2025 from 2024", "POP R 2024 from 2023", "POP R 2025 from 2023"}));
}

TEST(CarriedOn, IsNothingWhereEveryYearIsKnown) {
    PlanTables tables = tiny_plan();
    for (const char* indicator : {"ELDERLY", "POP"}) {
        for (const char* zone : {"A", "B"}) {
            add(tables.indicator_values, {.indicator = IndicatorId(indicator), .territory = TerritoryId(zone), .year = 2025, .value = Ratio(100)});
        }
    }
    sort_into_plan_order(tables);
    EXPECT_TRUE(carried_on(PlanView(tables)).empty());
}

}  // namespace
}  // namespace leps
