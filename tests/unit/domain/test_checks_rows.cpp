#include "check_support.hpp"

#include <limits>

namespace leps {
namespace {

using fixture::add;
using fixture::Briefs;
using fixture::edit;
using fixture::errors;
using fixture::euros;
using fixture::tiny_plan;

/// Changes one row and asks for exactly these errors.
template <class Row, class Change>
Briefs after(Table<Row> PlanTables::*table, std::size_t row, Change change) {
    PlanTables plan = tiny_plan();
    edit(plan.*table, row, change);
    return errors(plan);
}

TEST(CheckValues, ValuesOutsideTheirRangeAreFoundFieldByField) {
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.weight = Ratio(0); }), Briefs{"service_levels 1 weight out_of_range"});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.weight = Ratio(1'000'000); }), Briefs{});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.weight = Ratio(std::numeric_limits<std::int64_t>::max()); }),
              Briefs{"service_levels 1 weight out_of_range"});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.resolution = Ratio(0); }), Briefs{"service_levels 1 resolution out_of_range"});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.priority = 0; }), Briefs{"service_levels 1 priority out_of_range"});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.ratio = Ratio(-1, 2); }), Briefs{"service_levels 1 ratio out_of_range"});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.from_year = 1899; }), Briefs{"service_levels 1 from_year out_of_range"});
    EXPECT_EQ(after(&PlanTables::measures, 0, [](Measure& r) { r.delay_months = -1; }), Briefs{"measures 1 delay_months out_of_range"});
    EXPECT_EQ(after(&PlanTables::measures, 0, [](Measure& r) { r.life_months = 0; }), Briefs{"measures 1 life_months out_of_range"});
    EXPECT_EQ(after(&PlanTables::deliveries, 0, [](Delivery& r) { r.persons_per_unit = Ratio(-1); }), Briefs{"deliveries 1 persons_per_unit out_of_range"});
    EXPECT_EQ(after(&PlanTables::funds, 0, [](Fund& r) { r.preference = 0; }), Briefs{"funds 1 preference out_of_range"});
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.amount = Money::from_cents(-1); }), Briefs{"annuities 3 amount_eur out_of_range"});
    EXPECT_EQ(after(&PlanTables::eligibility, 0, [](Eligibility& r) { r.max_share = Ratio(3, 2); }), Briefs{"eligibility 1 max_share out_of_range"});
    EXPECT_EQ(after(&PlanTables::eligibility, 0, [](Eligibility& r) { r.max_amount = euros(-1); }), Briefs{"eligibility 1 max_eur out_of_range"});
    EXPECT_EQ(after(&PlanTables::indicator_values, 3, [](IndicatorValue& r) { r.value = Ratio(-5); }), Briefs{"indicator_values 4 value out_of_range"});
    EXPECT_EQ(after(&PlanTables::service_supply, 0, [](ServiceSupply& r) { r.units = Units::whole(-1); }), Briefs{"service_supply 1 units out_of_range"});
    EXPECT_EQ(after(&PlanTables::measure_limits, 0, [](MeasureLimit& r) { r.max_units = Units::whole(-1); }), Briefs{"measure_limits 1 max_units out_of_range"});
}

TEST(CheckValues, RangesOfDatesThatNeverHoldAreFound) {
    EXPECT_EQ(after(&PlanTables::eligibility, 0, [](Eligibility& r) { r.valid = {Date(2025, 1, 1), Date(2025, 1, 1)}; }), Briefs{"eligibility 1 to empty_range"});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.from_year = 2026; r.to_year = 2025; }), Briefs{"service_levels 1 to_year empty_range"});
}

TEST(CheckTerritories, AParentMustStandAboveItsChild) {
    const Briefs list = after(&PlanTables::territories, 2, [](Territory& r) { r.kind = TerritoryKind::zone; });
    EXPECT_TRUE(fixture::has(list, "territories 1 parent kind_order"));
    EXPECT_TRUE(fixture::has(list, "territories 2 parent kind_order"));
}

TEST(CheckTerritories, ACircleOfParentsIsReportedOnceWithItsChain) {
    PlanTables plan = tiny_plan();
    edit(plan.territories, 2, [](Territory& row) { row.parent = TerritoryId("A"); });
    std::vector<Issue> issues;
    check_plan(plan, issues);
    const auto cycle = std::find_if(issues.begin(), issues.end(), [](const Issue& issue) { return issue.code == "cycle"; });
    ASSERT_NE(cycle, issues.end());
    EXPECT_EQ(cycle->found, "A < R < A");
    EXPECT_EQ(std::count_if(issues.begin(), issues.end(), [](const Issue& issue) { return issue.code == "cycle"; }), 1);
}

TEST(CheckTerritories, ALongCircleIsShownByItsBeginning) {
    PlanTables plan = tiny_plan();
    std::vector<Territory> rows = plan.territories.rows();
    const int count = 1000;
    for (int i = 0; i < count; ++i) {
        rows.push_back({.territory = TerritoryId("Z" + std::to_string(i)), .kind = TerritoryKind::zone, .parent = TerritoryId("Z" + std::to_string((i + 1) % count))});
    }
    plan.territories = Table<Territory>(std::move(rows));
    std::vector<Issue> issues;
    check_plan(plan, issues);
    const auto cycle = std::find_if(issues.begin(), issues.end(), [](const Issue& issue) { return issue.code == "cycle"; });
    ASSERT_NE(cycle, issues.end());
    EXPECT_EQ(cycle->found, "Z0 < Z1 < Z2 < Z3 < Z4 < Z5 < Z6 < Z7 < ... (1000 rows) < Z0");
}

TEST(CheckTerritories, SeveralRootsAreAllowed) {
    EXPECT_EQ(after(&PlanTables::territories, 1, [](Territory& r) { r.parent.reset(); }), Briefs{});
}

TEST(CheckTerritories, APlanNeedsAZoneOnItsFirstDay) {
    PlanTables plan = tiny_plan();
    for (const std::size_t zone : {0u, 1u}) { edit(plan.territories, zone, [](Territory& row) { row.valid.from = Date(2024, 1, 2); }); }
    EXPECT_TRUE(fixture::has(errors(plan), "territories 0 kind no_zones"));
}

TEST(CheckIndicators, ExactlyOneIsThePopulation) {
    EXPECT_EQ(after(&PlanTables::indicators, 1, [](Indicator& r) { r.population = false; }), Briefs{"indicators 0 role no_population"});
    EXPECT_EQ(after(&PlanTables::indicators, 0, [](Indicator& r) { r.population = true; })[0], "indicators 2 role two_populations");
}

TEST(CheckMeasures, AHeadingHasNoFieldsAndNoCosts) {
    EXPECT_EQ(after(&PlanTables::measures, 2, [](Measure& r) { r.distinct_group = "care"; })[0], "measures 3 distinct_group heading_with_fields");
    PlanTables plan = tiny_plan();
    add(plan.measure_costs, {.measure = MeasureId("WORKS"), .amount = euros(1), .per = Per::unit_year});
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 3 measure heading_with_costs"});
}

TEST(CheckMeasures, ALeafSaysWhatItIs) {
    EXPECT_EQ(after(&PlanTables::measures, 0, [](Measure& r) { r.unit.clear(); })[0], "measures 1 unit missing_field");
    EXPECT_EQ(after(&PlanTables::measures, 0, [](Measure& r) { r.owner = MeasureOwner::region; })[0], "measures 1 serve_by missing_field");
    EXPECT_EQ(after(&PlanTables::measures, 0, [](Measure& r) { r.serve_by = IndicatorId("POP"); })[0], "measures 1 serve_by meaningless_field");
    EXPECT_EQ(after(&PlanTables::measures, 1, [](Measure& r) { r.parent.reset(); })[0], "measures 3 unit missing_field");
}

TEST(CheckMeasures, ACircleOfHeadingsIsFound) {
    EXPECT_TRUE(fixture::has(after(&PlanTables::measures, 2, [](Measure& r) { r.parent = MeasureId("STATION"); }), "measures 2 parent cycle"));
}

TEST(CheckCosts, AProfileAddsToOneInAscendingMonths) {
    EXPECT_EQ(after(&PlanTables::measure_costs, 1, [](MeasureCost& r) { r.profile = {{0, Ratio(1, 2)}, {12, Ratio(1, 3)}}; }), Briefs{"measure_costs 2 profile shares_sum"});
    EXPECT_EQ(after(&PlanTables::measure_costs, 1, [](MeasureCost& r) { r.profile = {{12, Ratio(1, 2)}, {0, Ratio(1, 2)}}; }), Briefs{"measure_costs 2 profile profile_order"});
    EXPECT_EQ(after(&PlanTables::measure_costs, 0, [](MeasureCost& r) { r.profile = {{0, Ratio(1)}}; }), Briefs{"measure_costs 1 profile meaningless_field"});
}

TEST(CheckLevels, ARequirementIsSaidInOneWay) {
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.required_units = Ratio(3); }), Briefs{"service_levels 1 required_units both_given"});
    EXPECT_EQ(after(&PlanTables::service_levels, 0, [](ServiceLevel& r) { r.ratio.reset(); }), Briefs{"service_levels 1 ratio missing_field"});
    EXPECT_EQ(after(&PlanTables::service_levels, 1, [](ServiceLevel& r) { r.required_units.reset(); }), Briefs{"service_levels 2 ratio missing_field"});
}

// The cap of a distinct group is the largest group among its levels, also of one that is not due and counts no persons itself.
TEST(CheckLevels, ADistinctGroupNeedsTheSizeOfEveryGroupAmongItsLevels) {
    PlanTables plan = tiny_plan();
    add(plan.indicators, {.indicator = IndicatorId("YOUNG"), .name = "Children"});
    add(plan.beneficiary_groups, {.group = GroupId("KIDS"), .name = "Children", .indicator = IndicatorId("YOUNG")});
    add(plan.service_levels, {.level = LevelId("PLAY"), .name = "Play", .group = GroupId("KIDS"), .unit = "hours", .required_units = Ratio(1), .from_year = 2030});
    add(plan.deliveries, {.measure = MeasureId("HOURS"), .level = LevelId("PLAY"), .units_per_unit = Ratio(1)});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.measures, 0, [](Measure& row) { row.distinct_group = "people"; });
    EXPECT_EQ(errors(plan), Briefs(4, "indicator_values 0 value missing_value"));  // A and B, 2024 and 2025
}

TEST(CheckLevels, TargetsAloneMayBeTheRequirement) {
    PlanTables plan = tiny_plan();
    edit(plan.service_levels, 1, [](ServiceLevel& row) { row.required_units.reset(); });
    add(plan.level_targets, {.level = LevelId("OPEN"), .territory = TerritoryId("A"), .year = 2025, .required_units = Ratio(1)});
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckLevels, ATargetOutsideTheYearsOfItsLevelOrOfARegionIsFound) {
    PlanTables plan = tiny_plan();
    edit(plan.service_levels, 1, [](ServiceLevel& row) { row.to_year = 2024; });
    add(plan.level_targets, {.level = LevelId("OPEN"), .territory = TerritoryId("A"), .year = 2025, .required_units = Ratio(1)});
    EXPECT_EQ(errors(plan), Briefs{"level_targets 1 year outside_level_years"});
    edit(plan.level_targets, 0, [](LevelTarget& row) { row.year = 2024; row.territory = TerritoryId("R"); });
    EXPECT_EQ(errors(plan), Briefs{"level_targets 1 territory not_a_zone"});
}

TEST(CheckLimits, ALimitSaysAllOfItselfAndNothingElse) {
    EXPECT_EQ(after(&PlanTables::measure_limits, 0, [](MeasureLimit& r) { r.per_indicator = IndicatorId("POP"); }),
              (Briefs{"measure_limits 1 per_amount missing_field", "measure_limits 1 rounding missing_field"}));
    EXPECT_EQ(after(&PlanTables::measure_limits, 0, [](MeasureLimit& r) { r.kind = LimitKind::obligation; }), Briefs{"measure_limits 1 min_units missing_field"});
    EXPECT_EQ(after(&PlanTables::measure_limits, 0, [](MeasureLimit& r) { r.max_units.reset(); }), Briefs{"measure_limits 1 max_units missing_field"});
    EXPECT_EQ(after(&PlanTables::measure_limits, 0, [](MeasureLimit& r) { r.at_least = Units::whole(1); }), Briefs{"measure_limits 1 at_least meaningless_field"});
    EXPECT_EQ(after(&PlanTables::measure_limits, 0, [](MeasureLimit& r) { r.min_units = Units::whole(1); }), Briefs{"measure_limits 1 min_units meaningless_field"});
    EXPECT_EQ(after(&PlanTables::measure_limits, 0, [](MeasureLimit& r) { r.kind = LimitKind::obligation; r.min_units = Units::whole(2); }),
              Briefs{"measure_limits 1 min_units min_above_max"});
}

TEST(CheckScope, ARowAppliesToATerritoryOrToAGroup) {
    EXPECT_EQ(after(&PlanTables::measure_costs, 0, [](MeasureCost& r) { r.scope = {TerritoryId("A"), "urban"}; }), Briefs{"measure_costs 1 territory_group both_given"});
}

TEST(CheckAnnuities, AmountsStatusAndWindowsAgree) {
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.gross = euros(5000); r.bound = euros(1000); }), Briefs{"annuities 3 amount_eur gross_less_bound"});
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.gross = euros(5000); r.bound = euros(2000); }), Briefs{});
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.bound = euros(1000); }), Briefs{"annuities 3 gross_eur missing_field"});
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.act = "projected"; }), Briefs{"annuities 3 act reserved_act"});
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.status = AnnuityStatus::none; }), Briefs{"annuities 3 amount_eur none_with_money"});
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.window = fixture::days(Date(2026, 1, 1), Date(2026, 12, 31)); })[0], "annuities 3 spend_to window_outside_horizon");
    EXPECT_EQ(after(&PlanTables::annuities, 2, [](Annuity& r) { r.window = fixture::days(Date(2024, 1, 1), Date(2025, 1, 31)); }), Briefs{"annuities 3 spend_to window_after_year"});
}

TEST(CheckAnnuities, ADateThatCutsAMonthIsNamed) {
    PlanTables plan = tiny_plan();
    edit(plan.annuities, 2, [](Annuity& row) { row.window = fixture::days(Date(2024, 1, 1), Date(2024, 6, 15)); });
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(fixture::brief(issues[0]), "annuities 3 spend_to cut_inside_month");
    EXPECT_EQ(issues[0].found, "2024-06-15");
    plan.header.cut = CutAt::day;
    EXPECT_EQ(errors(plan), Briefs{});
    EXPECT_EQ(after(&PlanTables::eligibility, 1, [](Eligibility& r) { r.valid.from = Date(2024, 2, 2); }), Briefs{"eligibility 2 from cut_inside_month"});
    // Dates of eligibility cut the tail year 2026 as well; windows end with the horizon.
    EXPECT_EQ(after(&PlanTables::eligibility, 1, [](Eligibility& r) { r.valid.until = Date(2026, 3, 16); }), Briefs{"eligibility 2 to cut_inside_month"});
    EXPECT_EQ(after(&PlanTables::eligibility, 1, [](Eligibility& r) { r.valid.until = Date(2027, 3, 16); }), Briefs{});
    EXPECT_EQ(after(&PlanTables::annuities, 0, [](Annuity& r) { r.window = fixture::days(Date(2024, 1, 1), Date(2026, 3, 15)); }), Briefs{});
}

TEST(CheckAnnuities, WhatTheBaselineTakesIsNotBoundAsWell) {
    PlanTables plan = tiny_plan();
    plan.header.baseline = Baseline::in_annuities;
    edit(plan.annuities, 2, [](Annuity& row) { row.gross = euros(5000); row.bound = euros(2000); });
    EXPECT_EQ(errors(plan), Briefs{"annuities 3 bound_eur bound_and_baseline"});
}

TEST(CheckQuotas, AQuotaHasAmountsInOrder) {
    PlanTables plan = tiny_plan();
    add(plan.territory_quotas, {.fund = FundId("STATE"), .territory = TerritoryId("A")});
    EXPECT_EQ(errors(plan), Briefs{"territory_quotas 1 min_eur missing_field"});
    edit(plan.territory_quotas, 0, [](TerritoryQuota& row) { row.min_amount = euros(2); row.max_amount = euros(1); });
    EXPECT_EQ(errors(plan), Briefs{"territory_quotas 1 min_eur min_above_max"});
}

TEST(CheckRecords, WhatIsNotSupportedIsRefusedByName) {
    PlanTables plan = tiny_plan();
    add(plan.records, {.territory = TerritoryId("A"), .fund = FundId("REG"), .measure = MeasureId("STATION"), .assigned = euros(900),
                       .committed = euros(800), .as_of = Date(2023, 12, 31)});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.records, 0, [](Record& row) { row.paid = euros(1); });
    EXPECT_EQ(errors(plan), Briefs{"records 1 paid_eur not_supported"});
    edit(plan.records, 0, [](Record& row) {
        row.period = "2024";
        row.kind = RecordKind::decommitment;
        row.start = Date(2024, 1, 1);
        row.units = Units::whole(1);
        row.as_of = Date(2024, 1, 1);
        row.paid = euros(900);
        row.assigned = euros(700);
    });
    EXPECT_EQ(errors(plan), (Briefs{"records 1 as_of not_supported", "records 1 committed_eur record_order", "records 1 kind not_supported",
                                    "records 1 paid_eur not_supported", "records 1 paid_eur record_order", "records 1 period not_supported",
                                    "records 1 start not_supported", "records 1 units not_supported"}));
}

TEST(CheckReserves, OnlyACapIsStrict) {
    PlanTables plan = tiny_plan();
    add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId("X"), .kind = ReserveKind::quota, .subset = "HOURS", .share = Ratio(1, 2), .strict = true});
    EXPECT_EQ(errors(plan), Briefs{"reserves 1 strict meaningless_field"});
}

}  // namespace
}  // namespace leps
