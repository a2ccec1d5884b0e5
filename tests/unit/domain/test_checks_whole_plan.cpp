#include "check_support.hpp"

namespace leps {
namespace {

using fixture::add;
using fixture::Briefs;
using fixture::edit;
using fixture::errors;
using fixture::euros;
using fixture::found;
using fixture::has;
using fixture::remove;
using fixture::tiny_plan;

TEST(CheckClosestRows, TwoGroupsThatFitATerritoryEquallyAreAmbiguous) {
    PlanTables plan = tiny_plan();
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = euros(11), .per = Per::unit_year, .scope = {.group = "inner"}});
    EXPECT_EQ(errors(plan), Briefs{});
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = euros(12), .per = Per::unit_year, .scope = {.group = "rural"}});
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 4 territory_group ambiguous"});
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = euros(13), .per = Per::unit_year, .scope = {.territory = TerritoryId("B")}});
    EXPECT_EQ(errors(plan), Briefs{}) << "a row for the territory beats both groups";
}

TEST(CheckClosestRows, RowsOfOneTierMayNotOverlapInTime) {
    PlanTables plan = tiny_plan();
    edit(plan.measure_costs, 0, [](MeasureCost& row) { row.valid.until = Date(2025, 7, 1); });
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = euros(11), .per = Per::unit_year, .valid = {.from = Date(2025, 7, 1)}});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.measure_costs, 2, [](MeasureCost& row) { row.valid.from = Date(2025, 6, 1); });
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 3 from overlapping_dates"});
}

TEST(CheckClosestRows, CloserByMeasureAndCloserByPlaceIsAmbiguous) {
    PlanTables plan = tiny_plan();
    edit(plan.eligibility, 0, [](Eligibility& row) { row.scope.territory = TerritoryId("A"); });
    EXPECT_EQ(errors(plan), Briefs{});
    add(plan.eligibility, {.fund = FundId("REG"), .measure = MeasureId("STATION"), .category = Category::capital});
    EXPECT_TRUE(has(errors(plan), "eligibility 1 measure ambiguous")) << "A: the row of the heading is closer by place, that of the measure by measure";
}

TEST(CheckCosts, EveryDayOfServiceHasACostTailIncluded) {
    PlanTables plan = tiny_plan();
    // HOURS starts in 2024 and 2025 and lives 12 months: in service to 31 December 2025
    edit(plan.measure_costs, 0, [](MeasureCost& row) { row.valid.until = Date(2026, 1, 1); });
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.measures, 0, [](Measure& row) { row.life_months = 13; });
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 1 to cost_gap"});
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = Money(), .per = Per::unit_year, .valid = {.from = Date(2026, 1, 1)}});
    EXPECT_EQ(errors(plan), Briefs{}) << "a typed 0 is a cost";
}

TEST(CheckCosts, RunningCostThatBeginsAfterTheServiceIsAWarningAndAHoleIsAnError) {
    PlanTables plan = tiny_plan();
    edit(plan.measure_costs, 0, [](MeasureCost& row) { row.valid = {Date(2024, 7, 1), Date(2025, 1, 1)}; });
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = euros(11), .per = Per::unit_year, .valid = {.from = Date(2025, 1, 1)}});
    EXPECT_EQ(found(plan), Briefs{"warning: measure_costs 1 from cost_begins_late"});
    edit(plan.measure_costs, 2, [](MeasureCost& row) { row.valid.from = Date(2025, 2, 1); });
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 1 to cost_gap"});
}

TEST(CheckCosts, AUnitLineIsInForceOnEveryDayOfAStart) {
    PlanTables plan = tiny_plan();
    edit(plan.measure_costs, 1, [](MeasureCost& row) { row.valid.until = Date(2025, 1, 1); });
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 2 to cost_gap"});
    edit(plan.measures, 1, [](Measure& row) { row.start.until = Date(2025, 1, 1); });
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckNeededNumbers, SupplyIsTypedWhereALevelIsDue) {
    PlanTables plan = tiny_plan();
    remove(plan.service_supply, 2);
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(fixture::brief(issues[0]), "service_supply 0 units missing_supply");
    EXPECT_EQ(issues[0].found, "no row for CARE, B, 2024");
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.from_year = 2025; });
    EXPECT_EQ(errors(plan), Briefs{}) << "not due in 2024";
}

TEST(CheckNeededNumbers, ASupplyRowThatCouldNotBeReadIsNotMissing) {
    PlanTables plan = tiny_plan();
    edit(plan.service_supply, 2, [](ServiceSupply& row) { row.at.broken = true; });
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckNeededNumbers, AnIndicatorIsProjectedOnlyWhereItSaysSo) {
    PlanTables plan = tiny_plan();
    edit(plan.indicators, 1, [](Indicator& row) { row.projection = Projection::none; });
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_EQ(issues.size(), 2u);
    EXPECT_EQ(fixture::brief(issues[0]), "indicator_values 0 value missing_value");
    EXPECT_EQ(issues[0].found, "no POP of A in 2025");
    EXPECT_EQ(issues[1].found, "no POP of B in 2025");
}

TEST(CheckNeededNumbers, AGroupIsSizedInEveryZoneOfThePlan) {
    PlanTables plan = tiny_plan();
    remove(plan.indicator_values, 1);  // ELDERLY of B: 2024, and 2025 by projection
    EXPECT_EQ(errors(plan), (Briefs{"indicator_values 0 value missing_value", "indicator_values 0 value missing_value"}));
}

TEST(CheckNeededNumbers, ALimitByHeadNeedsItsIndicator) {
    PlanTables plan = tiny_plan();
    add(plan.indicators, {.indicator = IndicatorId("BEDS")});
    edit(plan.measure_limits, 0, [](MeasureLimit& row) {
        row.per_indicator = IndicatorId("BEDS");
        row.per_amount = Ratio(10);
        row.rounding = Rounding::floor;
        row.counted = Counted::starts_in_horizon;
    });
    EXPECT_EQ(errors(plan), (Briefs{"indicator_values 0 value missing_value", "indicator_values 0 value missing_value"})) << "A and B in 2024";
}

TEST(CheckNeededNumbers, ARegionSharesItsMeasureOutByAnIndicatorThatIsNotZero) {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) { row.owner = MeasureOwner::region; row.serve_by = IndicatorId("ELDERLY"); });
    EXPECT_EQ(errors(plan), Briefs{});
    for (const std::size_t row : {0u, 1u}) { edit(plan.indicator_values, row, [](IndicatorValue& value) { value.value = Ratio(0); }); }
    EXPECT_EQ(errors(plan), Briefs{"indicator_values 0 value zero_total"});
}

TEST(CheckLimits, WhatCostsNothingNeedsALimit) {
    PlanTables plan = tiny_plan();
    edit(plan.measure_costs, 0, [](MeasureCost& row) { row.amount = Money(); });
    EXPECT_EQ(errors(plan), Briefs{"measures 1 measure unbounded_measure"});
    add(plan.measure_limits, {.measure = MeasureId("HOURS"), .max_units = Units::whole(10)});
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckLimits, WhatIsPaidAfterTheTailNeedsALimit) {
    PlanTables plan = tiny_plan();
    remove(plan.measure_limits, 0);
    EXPECT_EQ(errors(plan), Briefs{}) << "the capital of STATION bounds it";
    edit(plan.measure_costs, 1, [](MeasureCost& row) { row.profile = {{36, Ratio(1)}}; });
    EXPECT_EQ(errors(plan), Briefs{"measures 2 measure unbounded_measure"}) << "2024 + 36 months lies after the tail year 2026";
}

TEST(CheckLimits, AnObligationAboveALimitNamesBoth) {
    PlanTables plan = tiny_plan();
    add(plan.measure_limits, {.measure = MeasureId("STATION"), .scope = {.territory = TerritoryId("A")}, .min_units = Units::whole(2), .kind = LimitKind::obligation});
    EXPECT_EQ(errors(plan), Briefs{"measure_limits 2 min_units obligation_above_limit"});
}

TEST(CheckLinks, LinksNeedFiniteLimitsAndMeasuresOfZones) {
    PlanTables plan = tiny_plan();
    add(plan.links, {.kind = LinkKind::requires_, .measure = MeasureId("STATION"), .other_kind = LinkTarget::level, .other = "CARE"});
    EXPECT_EQ(errors(plan), Briefs{"links 1 other unlimited_link"}) << "HOURS delivers to CARE";
    add(plan.measure_limits, {.measure = MeasureId("HOURS"), .max_units = Units::whole(100)});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.links, 0, [](Link& row) { row.kind = LinkKind::excludes; });
    EXPECT_EQ(errors(plan), Briefs{"links 1 other_kind link_to_level"});
    edit(plan.links, 0, [](Link& row) { row.other_kind = LinkTarget::measure; row.other = "STATION"; });
    EXPECT_EQ(errors(plan), Briefs{"links 1 other link_to_itself"});
}

TEST(CheckAssociations, ZonesOfThePlanShareTheWhole) {
    PlanTables plan = tiny_plan();
    add(plan.associations, {.association = AssociationId("AB"), .measure = MeasureId("STATION"), .territory = TerritoryId("A"), .share = Ratio(1, 4)});
    add(plan.associations, {.association = AssociationId("AB"), .measure = MeasureId("STATION"), .territory = TerritoryId("B"), .share = Ratio(3, 4)});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.associations, 1, [](AssociationShare& row) { row.share = Ratio(1, 2); });
    EXPECT_EQ(errors(plan), Briefs{"associations 1 share shares_sum"});
    edit(plan.associations, 1, [](AssociationShare& row) { row.share = Ratio(3, 4); row.territory = TerritoryId("R"); });
    EXPECT_EQ(errors(plan), Briefs{"associations 2 territory not_a_zone"});
    PlanTables taken = tiny_plan();
    add(taken.associations, {.association = AssociationId("A"), .measure = MeasureId("STATION"), .territory = TerritoryId("A"), .share = Ratio(1)});
    EXPECT_EQ(errors(taken), Briefs{"associations 1 association id_taken"});
    PlanTables apart = plan;
    edit(apart.associations, 1, [](AssociationShare& row) { row.territory = TerritoryId("B"); });
    edit(apart.territories, 1, [](Territory& row) { row.parent.reset(); });
    EXPECT_EQ(errors(apart), Briefs{"associations 1 territory no_common_ancestor"});
}

TEST(Checks, ManyErrorsAreFoundAtOnce) {
    PlanTables plan = tiny_plan();
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.weight = Ratio(-1); });
    edit(plan.funds, 0, [](Fund& row) { row.preference = -3; });
    edit(plan.annuities, 3, [](Annuity& row) { row.territory = TerritoryId("C"); });
    edit(plan.measure_costs, 1, [](MeasureCost& row) { row.valid.until = Date(2025, 1, 1); });
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = euros(11), .per = Per::unit_year, .scope = {.group = "inner"}});
    add(plan.measure_costs, {.measure = MeasureId("HOURS"), .amount = euros(12), .per = Per::unit_year, .scope = {.group = "rural"}});
    add(plan.deliveries, {.measure = MeasureId("HOURS"), .level = LevelId("CARE"), .units_per_unit = Ratio(2)});
    add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId("X"), .kind = ReserveKind::quota, .subset = "STATION", .share = Ratio(1, 2)});
    plan.header.stages = {{.objective = StageObjective::leximin, .priority_class = 9}};
    const Briefs list = errors(plan);
    for (const char* expected : {"service_levels 1 weight out_of_range", "funds 1 preference out_of_range", "annuities 4 territory unknown_id",
                                 "measure_costs 2 to cost_gap", "measure_costs 4 territory_group ambiguous", "deliveries 3 measure, level duplicate_key",
                                 "reserves 1 share reserve_cannot_hold", " 0 stages[0].class empty_class", " 0 stages[0].depth missing_field"}) {
        EXPECT_TRUE(has(list, expected)) << expected;
    }
}

TEST(CheckUsefulness, WhatDoesNothingIsAWarning) {
    PlanTables plan = tiny_plan();
    remove(plan.eligibility, 0);
    EXPECT_EQ(found(plan), (Briefs{"warning: funds 1 fund fund_pays_nothing", "warning: measures 2 measure measure_without_fund"}));
    plan = tiny_plan();
    remove(plan.deliveries, 1);
    EXPECT_EQ(found(plan), Briefs{"warning: service_levels 2 level level_without_measure"});
    plan = tiny_plan();
    edit(plan.measures, 1, [](Measure& row) { row.start = {Date(2024, 2, 1), Date(2024, 12, 1)}; });
    EXPECT_TRUE(has(found(plan), "warning: measures 2 start_from measure_never_starts"));
    plan = tiny_plan();
    add(plan.funds, {.fund = FundId("X"), .name = "Nothing"});
    EXPECT_EQ(found(plan), Briefs{"warning: funds 3 fund fund_without_money"});
    plan = tiny_plan();
    edit(plan.service_levels, 1, [](ServiceLevel& row) { row.from_year = 2030; });
    EXPECT_EQ(found(plan), Briefs{"warning: service_levels 2 from_year level_never_due"});
}

// Three weights over numbers near 2^62 without a common factor: their sum has a denominator near 2^186.
TEST(CheckWeights, WeightsThatCannotBeAddedExactlyAreFoundBeforeAnythingIsComputed) {
    PlanTables plan = tiny_plan();
    const std::int64_t two_to_62 = std::int64_t{1} << 62;
    for (const std::int64_t below : {57, 87, 117}) {
        add(plan.service_levels, {.level = LevelId("X" + std::to_string(below)), .unit = "hours", .required_units = Ratio(0), .weight = Ratio(1, two_to_62 - below)});
    }
    EXPECT_EQ(fixture::errors(plan), Briefs{"service_levels 0 weight number_overflow"});
}

}  // namespace
}  // namespace leps
