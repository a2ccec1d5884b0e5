#include <gtest/gtest.h>

#include "result_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

Allocation started(const std::vector<Start>& starts) { return decisions(starts, {}); }

/// Lines that speak of a place and time.
Lines about(Lines lines, const std::string& words) {
    std::erase_if(lines, [&](const std::string& line) { return line.find(words) == std::string::npos; });
    return lines;
}

TEST(HardLevel, holds_within_its_resolution) {
    PlanTables plan = tiny_plan();
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.hard = true; });
    const std::string where = "zone B, level CARE, 2024";
    // B needs 500 hours, and a thousandth less is still reached.
    EXPECT_EQ(about(broken(plan, started({{.site = "B", .nanos = 499'999'000'000}}), "level_floor"), where), Lines{});
    EXPECT_EQ(about(broken(plan, started({{.site = "B", .nanos = 499'998'999'999}}), "level_floor"), where),
              (Lines{"zone B, level CARE, 2024-01-01/2024-12-31: 499998999999/1000000000, at least 500"}));
}

TEST(HardLevel, measured_at_the_end_of_the_period_does_not_count_what_has_ended) {
    PlanTables plan = tiny_plan();
    edit(plan.service_levels, 0, [](ServiceLevel& row) {
        row.hard = true;
        row.measured = Measured::end;
    });
    edit(plan.measures, 0, [](Measure& row) { row.life_months = 6; });
    EXPECT_EQ(about(broken(plan, started({{.site = "B", .nanos = 1000 * unit}}), "level_floor"), "zone B, level CARE, 2024").size(), 1U);
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.measured = Measured::average; });  // 1,000 hours for half a year: 500
    EXPECT_EQ(about(broken(plan, started({{.site = "B", .nanos = 1000 * unit}}), "level_floor"), "zone B, level CARE, 2024"), Lines{});
}

TEST(PersonsCap, is_the_size_of_the_group_at_the_resolution_of_the_level) {
    // 100 elderly in B, ten hours each; 1,000.01 hours serve 100.001 persons.
    EXPECT_EQ(broken(tiny_plan(), started({{.site = "B", .nanos = 1'000'010'000'000}}), "persons_cap"), Lines{});
    EXPECT_EQ(broken(tiny_plan(), started({{.site = "B", .nanos = 1'000'010'000'001}}), "persons_cap"),
              (Lines{"zone B, level CARE, 2024-01-01/2024-12-31: 1000010000001/10000000000, at most 100"}));
}

TEST(PersonsCap, of_a_distinct_group_adds_up_over_its_measures) {
    PlanTables plan = tiny_plan();
    for (const std::size_t measure : {0U, 1U}) {
        edit(plan.measures, measure, [](Measure& row) { row.distinct_group = "D"; });
    }
    edit(plan.service_levels, 1, [](ServiceLevel& row) { row.group = GroupId("OLD"); });
    edit(plan.deliveries, 1, [](Delivery& row) { row.persons_per_unit = Ratio(60); });
    // The station serves 60 of the 100 elderly of B, hours 40: not one level has too many, both together 100.
    EXPECT_EQ(broken(plan, started({{.site = "B", .nanos = 400 * unit}, {.site = "B", .measure = "STATION", .nanos = unit}}), "persons_cap"), Lines{});
    EXPECT_EQ(about(broken(plan, started({{.site = "B", .nanos = 400'020'000'000}, {.site = "B", .measure = "STATION", .nanos = unit}}), "persons_cap"), "2024-01-01"),
              (Lines{"zone B, distinct group D, 2024-01-01/2024-12-31: 50001/500, at most 100"}));
}

TEST(MeasureLimit, counts_units_in_service) {
    EXPECT_EQ(broken(tiny_plan(), started({{.measure = "STATION", .nanos = unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(tiny_plan(), started({{.measure = "STATION", .nanos = 2 * unit}}), "measure_limit"),
              (Lines{"zone A, measure STATION, in_service, 2024-01-01/2024-12-31: 2, at most 1",
                     "zone A, measure STATION, in_service, 2025-01-01/2025-12-31: 2, at most 1"}));
}

PlanTables limited(const MeasureLimit& row) {
    PlanTables plan = tiny_plan();
    add(plan.measure_limits, row);
    return plan;
}

TEST(MeasureLimit, by_head_rounds_as_it_says_and_is_at_least_what_it_says) {
    // 300 elderly / 7 = 42.86 hours in A.
    MeasureLimit row{.measure = MeasureId("HOURS"), .per_indicator = IndicatorId("ELDERLY"), .per_amount = Ratio(7), .rounding = Rounding::floor,
                     .counted = Counted::starts_per_period};
    EXPECT_EQ(broken(limited(row), started({{.nanos = 42 * unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(limited(row), started({{.nanos = 42 * unit + 1}}), "measure_limit"),
              (Lines{"zone A, measure HOURS, starts_per_period, 2024-01-01/2024-12-31: 42000000001/1000000000, at most 42"}));
    row.rounding = Rounding::ceil;
    EXPECT_EQ(broken(limited(row), started({{.nanos = 43 * unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(limited(row), started({{.nanos = 43 * unit + 1}}), "measure_limit").size(), 1U);
    row.at_least = Units::whole(50);
    EXPECT_EQ(broken(limited(row), started({{.nanos = 50 * unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(limited(row), started({{.nanos = 50 * unit + 1}}), "measure_limit").size(), 1U);
    row.max_units = Units::whole(45);
    EXPECT_EQ(broken(limited(row), started({{.nanos = 45 * unit + 1}}), "measure_limit").size(), 1U);
}

TEST(MeasureLimit, of_starts_in_the_horizon_adds_the_periods) {
    const MeasureLimit row{.measure = MeasureId("HOURS"), .max_units = Units::whole(100), .counted = Counted::starts_in_horizon};
    EXPECT_EQ(broken(limited(row), started({{.nanos = 60 * unit}, {.in = 2025, .nanos = 40 * unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(limited(row), started({{.nanos = 60 * unit}, {.in = 2025, .nanos = 40 * unit + 1}}), "measure_limit"),
              (Lines{"zone A, measure HOURS, starts_in_horizon, 2024-01-01/2025-12-31: 100000000001/1000000000, at most 100"}));
}

TEST(MeasureLimit, of_a_zone_replaces_the_general_one) {
    PlanTables plan = limited({.measure = MeasureId("HOURS"), .max_units = Units::whole(10), .counted = Counted::in_service});
    add(plan.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .scope = {.territory = TerritoryId("B")}, .max_units = Units::whole(20), .counted = Counted::in_service});
    EXPECT_EQ(broken(plan, started({{.nanos = 10 * unit}, {.site = "B", .nanos = 20 * unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(plan, started({{.nanos = 20 * unit}, {.site = "B", .nanos = 20 * unit + 1}}), "measure_limit").size(), 2U);
}

TEST(MeasureLimit, that_is_an_obligation_has_no_tolerance_and_holds_in_each_zone_and_period) {
    const PlanTables plan = limited({.measure = MeasureId("HOURS"), .min_units = Units::whole(200), .counted = Counted::in_service, .kind = LimitKind::obligation});
    const auto result = [](std::int64_t nanos) {
        return started({{.nanos = nanos}, {.in = 2025, .nanos = 200 * unit}, {.site = "B", .nanos = 200 * unit}, {.site = "B", .in = 2025, .nanos = 200 * unit}});
    };
    EXPECT_EQ(broken(plan, result(200 * unit), "measure_limit"), Lines{});
    EXPECT_EQ(broken(plan, result(200 * unit - 1), "measure_limit"),
              (Lines{"zone A, measure HOURS, in_service, 2024-01-01/2024-12-31: 199999999999/1000000000, at least 200"}));
    EXPECT_EQ(broken(plan, started({}), "measure_limit").size(), 4U);
}

TEST(MeasureLimit, of_a_heading_binds_the_sum_of_its_children_beside_their_own) {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) { row.parent = MeasureId("WORKS"); });
    add(plan.measure_limits, MeasureLimit{.measure = MeasureId("WORKS"), .max_units = Units::whole(5), .counted = Counted::starts_per_period});
    EXPECT_EQ(broken(plan, started({{.nanos = 4 * unit}, {.measure = "STATION", .nanos = unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(plan, started({{.nanos = 4 * unit + 1}, {.measure = "STATION", .nanos = unit}}), "measure_limit"),
              (Lines{"zone A, measure WORKS, starts_per_period, 2024-01-01/2024-12-31: 5000000001/1000000000, at most 5"}));
}

PlanTables joint() {
    PlanTables plan = tiny_plan();
    add(plan.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("STATION"), .territory = TerritoryId("A"), .share = Ratio(2, 3)});
    add(plan.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("STATION"), .territory = TerritoryId("B"), .share = Ratio(1, 3)});
    return plan;
}

TEST(MeasureLimit, of_a_zone_counts_its_share_of_a_common_project) {
    EXPECT_EQ(broken(joint(), started({{.site = "JOINT", .measure = "STATION", .nanos = unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(about(broken(joint(), started({{.site = "JOINT", .measure = "STATION", .nanos = unit}, {.measure = "STATION", .nanos = unit}}), "measure_limit"), "2024-01-01"),
              (Lines{"zone A, measure STATION, in_service, 2024-01-01/2024-12-31: 5/3, at most 1"}));
}

/// Hours are the region's: it serves A and B by their elderly, three quarters and one quarter.
PlanTables regional_hours() {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) {
        row.owner = MeasureOwner::region;
        row.serve_by = IndicatorId("ELDERLY");
    });
    add(plan.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(300), .counted = Counted::in_service});
    return plan;
}

TEST(MeasureLimit, of_a_regions_measure_counts_the_regions_own_units) {
    EXPECT_EQ(broken(regional_hours(), started({{.site = "R", .nanos = 300 * unit}}), "measure_limit"), Lines{});
    EXPECT_EQ(broken(regional_hours(), started({{.site = "R", .nanos = 300 * unit + 1}}), "measure_limit"),
              (Lines{"region R, measure HOURS, in_service, 2024-01-01/2024-12-31: 300000000001/1000000000, at most 300"}));
}

TEST(RegionsMeasure, delivers_to_its_zones_by_the_key_and_is_paid_by_region_or_zones) {
    // 200 hours: 150 to A (after 250) and 50 to B. B's zone money may pay a quarter of the 2,000.00.
    Allocation result = decisions({{.site = "R", .nanos = 200 * unit}}, {{.site = "R", .cents = 1500'00}, {.from = "B", .site = "R", .cents = 500'00}});
    result.coverage = {{.zone = TerritoryId("A"), .level = LevelId("CARE"), .period = calendar_year(2024), .required = Ratio(1000), .before = Units::whole(100),
                        .after = Ratio(250), .shortfall = Ratio(750), .gap_ppb = 750'000'000, .reached = false},
                       {.zone = TerritoryId("B"), .level = LevelId("CARE"), .period = calendar_year(2024), .required = Ratio(500), .before = Units(),
                        .after = Ratio(50), .shortfall = Ratio(450), .gap_ppb = 900'000'000, .reached = false}};
    const PlanTables plan = regional_hours();
    EXPECT_EQ(about(broken(plan, result, "coverage"), "CARE, period 2024"), Lines{});
    EXPECT_EQ(about(broken(plan, result, "coverage"), "CARE, period 2025").size(), 2U);  // left out here
    EXPECT_EQ(broken(plan, result, "annuity"), Lines{});
    EXPECT_EQ(broken(plan, result, "zone_share"), Lines{});
    result.spend[0].amount -= Money::from_cents(1);
    result.spend[1].amount += Money::from_cents(1);
    EXPECT_EQ(broken(plan, result, "zone_share"), (Lines{"region R, measure HOURS, 2024-01-01/2024-12-31, current; paid by zone B: 500.01, 500.00"}));
}

PlanTables linked(const Link& row) {
    PlanTables plan = tiny_plan();
    add(plan.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(2000), .counted = Counted::in_service});
    add(plan.links, row);
    return plan;
}

TEST(Link, requires_a_thousandth_of_a_divisible_measure) {
    const PlanTables plan = linked({.kind = LinkKind::requires_, .measure = MeasureId("STATION"), .other_kind = LinkTarget::measure, .other = "HOURS"});
    EXPECT_EQ(broken(plan, started({{.nanos = unit / 1000}, {.measure = "STATION", .nanos = unit}}), "link"), Lines{});
    EXPECT_EQ(broken(plan, started({{.nanos = unit / 1000 - 1}, {.measure = "STATION", .nanos = unit}}), "link"),
              (Lines{"zone A, measure STATION requires measure HOURS, 2024-01-01/2024-12-31: in service without HOURS, HOURS started by then"}));
    EXPECT_EQ(broken(plan, started({{.site = "B", .nanos = unit}, {.measure = "STATION", .nanos = unit}}), "link").size(), 1U);
}

TEST(Link, requires_a_start_that_is_not_later) {
    const PlanTables plan = linked({.kind = LinkKind::requires_, .measure = MeasureId("HOURS"), .other_kind = LinkTarget::measure, .other = "STATION"});
    EXPECT_EQ(broken(plan, started({{.in = 2025, .nanos = unit}, {.measure = "STATION", .in = 2024, .nanos = unit}}), "link"), Lines{});
    EXPECT_EQ(broken(plan, started({{.in = 2024, .nanos = unit}, {.measure = "STATION", .in = 2025, .nanos = unit}}), "link").size(), 1U);
}

TEST(Link, to_a_level_is_satisfied_where_it_is_not_due_or_supplied_already) {
    PlanTables plan = linked({.kind = LinkKind::requires_, .measure = MeasureId("HOURS"), .other_kind = LinkTarget::level, .other = "OPEN"});
    EXPECT_EQ(broken(plan, started({{.site = "B", .nanos = unit}}), "link"), Lines{});  // due in urban zones only
    EXPECT_EQ(broken(plan, started({{.nanos = unit}}), "link").size(), 1U);
    EXPECT_EQ(broken(plan, started({{.nanos = unit}, {.measure = "STATION", .nanos = unit}}), "link"), Lines{});
    edit(plan.service_supply, 4, [](ServiceSupply& row) { row.units = Units::from_nanos(999'000'000); });  // reached at 1/1000
    EXPECT_EQ(broken(plan, started({{.nanos = unit}}), "link"), Lines{});
    edit(plan.service_supply, 4, [](ServiceSupply& row) { row.units = Units::from_nanos(998'999'999); });
    EXPECT_EQ(broken(plan, started({{.nanos = unit}}), "link").size(), 1U);
}

TEST(Link, excludes_over_the_whole_horizon) {
    const PlanTables plan = linked({.kind = LinkKind::excludes, .measure = MeasureId("HOURS"), .other_kind = LinkTarget::measure, .other = "STATION"});
    EXPECT_EQ(broken(plan, started({{.site = "B", .nanos = 1}, {.measure = "STATION", .nanos = unit}}), "link"), Lines{});
    EXPECT_EQ(broken(plan, started({{.in = 2025, .nanos = 1}, {.measure = "STATION", .nanos = unit}}), "link"),
              (Lines{"zone A, measure HOURS excludes measure STATION, 2024-01-01/2025-12-31: both started, with STATION, one of them at most"}));
}

TEST(Link, one_of_asks_for_a_start_in_each_zone) {
    const PlanTables plan = linked({.kind = LinkKind::one_of, .measure = MeasureId("HOURS"), .other_kind = LinkTarget::measure, .other = "STATION"});
    EXPECT_EQ(broken(plan, started({{.in = 2025, .nanos = unit}, {.site = "B", .measure = "STATION", .nanos = unit}}), "link"), Lines{});
    EXPECT_EQ(broken(plan, started({{.in = 2025, .nanos = unit}}), "link"),
              (Lines{"zone B, measure HOURS one_of measure STATION, 2024-01-01/2025-12-31: neither started, one of them at least"}));
}

TEST(Link, is_fulfilled_by_a_common_project_in_each_zone_that_it_serves_but_does_not_bind_it) {
    PlanTables plan = joint();
    add(plan.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(2000), .counted = Counted::in_service});
    add(plan.links, Link{.kind = LinkKind::requires_, .measure = MeasureId("HOURS"), .other_kind = LinkTarget::measure, .other = "STATION"});
    EXPECT_EQ(broken(plan, started({{.site = "B", .nanos = unit}, {.site = "JOINT", .measure = "STATION", .nanos = unit}}), "link"), Lines{});
    EXPECT_EQ(broken(plan, started({{.site = "B", .nanos = unit}}), "link").size(), 1U);
    plan.links = std::vector<Link>{{.kind = LinkKind::requires_, .measure = MeasureId("STATION"), .other_kind = LinkTarget::measure, .other = "HOURS"}};
    EXPECT_EQ(broken(plan, started({{.site = "JOINT", .measure = "STATION", .nanos = unit}}), "link"), Lines{});
}

TEST(DuesBeyondHorizon, name_running_cost_without_end_per_year_and_later_payments_in_all) {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) { row.life_months.reset(); });
    edit(plan.measure_costs, 1, [](MeasureCost& row) { row.profile = {{0, Ratio(2, 3)}, {36, Ratio(1, 3)}}; });
    Allocation result = started({{.nanos = 200 * unit}, {.measure = "STATION", .nanos = unit}});
    // 200 hours x 10.00 a year go on; of 1,000.00, 666.67 fall due in 2024 and the other 333.33 in January 2027.
    result.dues_beyond_horizon = {{.site = "A", .measure = MeasureId("HOURS"), .category = Category::current, .due_from = Date(2027, 1, 1), .amount = Money::from_cents(2000'00), .per_year = true},
                                  {.site = "A", .measure = MeasureId("STATION"), .category = Category::capital, .due_from = Date(2027, 1, 1), .amount = Money::from_cents(333'33)}};
    EXPECT_EQ(broken(plan, result, "dues_beyond_horizon"), Lines{});
    result.dues_beyond_horizon[1].amount += Money::from_cents(1);
    EXPECT_EQ(broken(plan, result, "dues_beyond_horizon"), (Lines{"table dues_beyond_horizon, territory A, measure STATION, category capital, due_from 2027-01-01, per_year false: "
                     "amount_eur 333.34, amount_eur 333.33"}));
    result.dues_beyond_horizon[1].amount -= Money::from_cents(1);
    result.dues_beyond_horizon[0].due_from = Date(2027, 1, 2);
    EXPECT_EQ(broken(plan, result, "dues_beyond_horizon"),
              (Lines{"table dues_beyond_horizon, territory A, measure HOURS, category current, due_from 2027-01-02, per_year true: a row, no row",
                     "table dues_beyond_horizon, territory A, measure HOURS, category current, due_from 2027-01-01, per_year true: no row, amount_eur 2000.00"}));
    result.dues_beyond_horizon.erase(result.dues_beyond_horizon.begin());
    EXPECT_EQ(broken(plan, result, "dues_beyond_horizon").size(), 1U);
}

TEST(Sustainability, asks_the_tail_for_what_runs_on) {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) { row.life_months.reset(); });
    const std::vector<Start> starts{{.in = 2025, .nanos = 300 * unit}};
    Allocation result = decisions(starts, {{.year = 2025, .in = 2025, .cents = 3000'00}, {.year = 2026, .in = 2026, .cents = 3000'00}});
    EXPECT_EQ(broken(plan, result, "annuity").size(), 1U);  // STATE 2026 without the act "projected" is no annuity
    result.spend[1].act = "projected";
    EXPECT_EQ(broken(plan, result, "annuity"), Lines{});
    EXPECT_EQ(broken(plan, result, "cost_balance"), Lines{});
    result.spend.pop_back();
    EXPECT_EQ(broken(plan, result, "cost_balance"), (Lines{"zone A, measure HOURS, 2026-01-01/2026-12-31, current: 0.00, 3000.00"}));
}

}  // namespace
}  // namespace leps
