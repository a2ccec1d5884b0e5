#include <gtest/gtest.h>

#include "result_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

/// STATE may pay works too, A's STATE money of 2024 is 3,000.01, and a station costs `cents`.
PlanTables state_may_build(std::int64_t cents) {
    PlanTables plan = tiny_plan();
    add(plan.eligibility, Eligibility{.fund = FundId("STATE"), .measure = MeasureId("WORKS"), .category = Category::capital});
    edit(plan.annuities, 2, [](Annuity& row) { row.amount = Money::from_cents(3000'01); });
    edit(plan.measure_costs, 1, [&](MeasureCost& row) { row.amount = Money::from_cents(cents); });
    return plan;
}

/// A builds a station of `cents` with its STATE money of 2024.
Allocation station(std::int64_t cents) {
    return decisions({{.measure = "STATION", .nanos = unit}}, {{.measure = "STATION", .category = Category::capital, .cents = cents}});
}

Reserve reserve(ReserveKind kind, const char* measure) {
    return {.fund = FundId("STATE"), .reserve = ReserveId("RES"), .kind = kind, .subset_kind = SubsetKind::measure, .subset = measure,
            .share = Ratio(1, 2), .per_recipient = true, .per_year = true};
}

/// The lines of one reserve over a station of `cents`, of A's money of 2024 alone.
Lines judged(const Reserve& rule, std::int64_t cents) {
    PlanTables plan = state_may_build(cents);
    add(plan.reserves, rule);
    Lines lines = broken(plan, station(cents), "reserve");
    std::erase_if(lines, [](const std::string& line) { return line.find("recipient A, year 2024") == std::string::npos; });
    return lines;
}

TEST(Reserve, earmark_leaves_others_the_assigned_less_the_share_rounded_up) {
    // Half of 3,000.01 is 1,500.005: 1,500.01 is kept for HOURS, and 1,500.00 is left for the station.
    EXPECT_EQ(judged(reserve(ReserveKind::earmark, "HOURS"), 1500'00), Lines{});
    EXPECT_EQ(judged(reserve(ReserveKind::earmark, "HOURS"), 1500'01),
              (Lines{"fund STATE, reserve RES, recipient A, year 2024: 1500.01, at most 1500.00"}));
}

TEST(Reserve, quota_asks_for_the_share_rounded_up) {
    EXPECT_EQ(judged(reserve(ReserveKind::quota, "STATION"), 1500'01), Lines{});
    EXPECT_EQ(judged(reserve(ReserveKind::quota, "STATION"), 1500'00),
              (Lines{"fund STATE, reserve RES, recipient A, year 2024: 1500.00, at least 1500.01"}));
}

TEST(Reserve, cap_rounds_down_and_counts_the_children_of_a_heading) {
    EXPECT_EQ(judged(reserve(ReserveKind::cap, "WORKS"), 1500'00), Lines{});
    EXPECT_EQ(judged(reserve(ReserveKind::cap, "WORKS"), 1500'01),
              (Lines{"fund STATE, reserve RES, recipient A, year 2024: 1500.01, at most 1500.00"}));
}

TEST(Reserve, strict_cap_stays_a_cent_below_the_share) {
    // Less than 2/3 of 3,000.01 = 2,000.00666...: 2,000.00 is less. Less than 3,000.01 itself: at most 3,000.00.
    Reserve strict = reserve(ReserveKind::cap, "STATION");
    strict.strict = true;
    strict.share = Ratio(2, 3);
    EXPECT_EQ(judged(strict, 2000'00), Lines{});
    EXPECT_EQ(judged(strict, 2000'01).size(), 1U);
    strict.share = Ratio(1);
    EXPECT_EQ(judged(strict, 3000'00), Lines{});
    EXPECT_EQ(judged(strict, 3000'01), (Lines{"fund STATE, reserve RES, recipient A, year 2024: 3000.01, at most 3000.00"}));
}

TEST(Reserve, of_all_recipients_and_years_is_one_sum) {
    // 3 x 3,000.00 + 3,000.01 assigned; 1/4 of it is 3,000.0025, so that others may use 12,000.01 - 3,000.01 = 9,000.00.
    PlanTables plan = state_may_build(9000'00);
    Reserve rule = reserve(ReserveKind::earmark, "HOURS");
    rule.share = Ratio(1, 4);
    rule.per_recipient = rule.per_year = false;
    add(plan.reserves, rule);
    EXPECT_EQ(broken(plan, station(9000'00), "reserve"), Lines{});
    EXPECT_EQ(broken(plan, station(9000'01), "reserve"), (Lines{"fund STATE, reserve RES: 9000.01, at most 9000.00"}));
}

TEST(Reserve, of_a_group_counts_the_measures_that_deliver_to_its_levels) {
    Reserve rule = reserve(ReserveKind::cap, "OLD");  // CARE is for OLD, and HOURS delivers it; the station does not
    rule.subset_kind = SubsetKind::group;
    rule.share = Ratio(1, 3);
    PlanTables plan = state_may_build(1000'00);
    add(plan.reserves, rule);
    const auto result = [](std::int64_t nanos, std::int64_t cents) {
        return decisions({{.nanos = nanos}, {.measure = "STATION", .nanos = unit}},
                         {{.cents = cents}, {.measure = "STATION", .category = Category::capital, .cents = 1000'00}});
    };
    // 1/3 of 3,000.01 = 1,000.00333...
    EXPECT_EQ(broken(plan, result(100 * unit, 1000'00), "reserve"), Lines{});
    EXPECT_EQ(broken(plan, result(100 * unit + 1, 1000'01), "reserve"),
              (Lines{"fund STATE, reserve RES, recipient A, year 2024: 1000.01, at most 1000.00"}));
}

/// 100 hours in each zone in 2024; A's cost `of_a` cents.
Allocation hours_in_both(std::int64_t nanos_of_a, std::int64_t of_a) {
    return decisions({{.nanos = nanos_of_a}, {.site = "B", .nanos = 100 * unit}}, {{.cents = of_a}, {.from = "B", .site = "B", .cents = 1000'00}});
}

TEST(Reserve, of_what_is_spent_compares_cents_exactly_and_holds_at_nothing) {
    Reserve rule = reserve(ReserveKind::of_spent_min, "B");
    rule.subset_kind = SubsetKind::territory;
    rule.per_recipient = rule.per_year = false;
    PlanTables least = tiny_plan();
    add(least.reserves, rule);
    EXPECT_EQ(broken(least, decisions({}, {}), "reserve"), Lines{});
    EXPECT_EQ(broken(least, hours_in_both(100 * unit, 1000'00), "reserve"), Lines{});  // B has half of 2,000.00
    EXPECT_EQ(broken(least, hours_in_both(100 * unit + 1, 1000'01), "reserve"),
              (Lines{"fund STATE, reserve RES: 1000.00, at least 200001/2 cents"}));
    rule.kind = ReserveKind::of_spent_max;
    rule.subset = "A";
    PlanTables most = tiny_plan();
    add(most.reserves, rule);
    EXPECT_EQ(broken(most, hours_in_both(100 * unit, 1000'00), "reserve"), Lines{});
    EXPECT_EQ(broken(most, hours_in_both(100 * unit + 1, 1000'01), "reserve"),
              (Lines{"fund STATE, reserve RES: 1000.01, at most 200001/2 cents"}));
}

/// Hours that run through 2025 and the tail year 2026, 2,000.00 each.
Allocation into_the_tail() {
    Allocation result = decisions({{.in = 2025, .nanos = 200 * unit}}, {{.year = 2025, .in = 2025, .cents = 2000'00}, {.year = 2026, .in = 2026, .cents = 2000'00}});
    result.spend[1].act = "projected";
    return result;
}

PlanTables tail_reserve(ReserveKind kind, const Ratio& share) {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) { row.life_months = 24; });
    Reserve rule = reserve(kind, kind == ReserveKind::earmark ? "STATION" : "HOURS");
    rule.share = share;
    add(plan.reserves, rule);
    return plan;
}

TEST(Reserve, cap_and_earmark_hold_in_each_tail_year_by_itself) {
    // 3,000.00 are projected for 2026: two thirds are 2,000.00, and one third kept for others leaves as much.
    EXPECT_EQ(broken(tail_reserve(ReserveKind::cap, Ratio(2, 3)), into_the_tail(), "reserve"), Lines{});
    EXPECT_EQ(broken(tail_reserve(ReserveKind::earmark, Ratio(1, 3)), into_the_tail(), "reserve"), Lines{});
    const Lines cap = broken(tail_reserve(ReserveKind::cap, Ratio(1, 2)), into_the_tail(), "reserve");
    ASSERT_EQ(cap.size(), 2U);
    EXPECT_EQ(cap[0], "fund STATE, reserve RES, recipient A, tail year 2026-01-01/2026-12-31: 2000.00, at most 1500.00");
    EXPECT_EQ(cap[1], "fund STATE, reserve RES, recipient A, year 2025: 2000.00, at most 1500.00");
    EXPECT_EQ(broken(tail_reserve(ReserveKind::earmark, Ratio(1, 2)), into_the_tail(), "reserve").size(), 2U);
}

TEST(Reserve, of_other_kinds_do_not_hold_in_the_tail) {
    EXPECT_EQ(broken(tail_reserve(ReserveKind::of_spent_max, Ratio(1, 2)), into_the_tail(), "reserve"),
              (Lines{"fund STATE, reserve RES, recipient A, year 2025: 2000.00, at most 1000.00"}));
    for (const std::string& line : broken(tail_reserve(ReserveKind::quota, Ratio(1, 2)), decisions({}, {}), "reserve")) {
        EXPECT_EQ(line.find("tail"), std::string::npos) << line;
    }
    EXPECT_EQ(broken(tail_reserve(ReserveKind::quota, Ratio(1, 2)), decisions({}, {}), "reserve").size(), 4U);  // A and B, 2024 and 2025
}

PlanTables quota(const TerritoryQuota& row) {
    PlanTables plan = tiny_plan();
    add(plan.territory_quotas, row);
    return plan;
}

TEST(TerritoryQuota, holds_to_the_cent_on_both_sides) {
    const TerritoryQuota least{.fund = FundId("STATE"), .territory = TerritoryId("A"), .min_amount = Money::from_cents(1000'01), .max_amount = {}, .year = {}};
    EXPECT_EQ(broken(quota(least), hours_in_both(100 * unit + 1, 1000'01), "territory_quota"), Lines{});
    EXPECT_EQ(broken(quota(least), hours_in_both(100 * unit, 1000'00), "territory_quota"), (Lines{"fund STATE, zone A: 1000.00, at least 1000.01"}));
    const TerritoryQuota most{.fund = FundId("STATE"), .territory = TerritoryId("R"), .min_amount = {}, .max_amount = fixture::euros(2000), .year = {}};
    EXPECT_EQ(broken(quota(most), hours_in_both(100 * unit, 1000'00), "territory_quota"), Lines{});
    EXPECT_EQ(broken(quota(most), hours_in_both(100 * unit + 1, 1000'01), "territory_quota"), (Lines{"fund STATE, region R: 2000.01, at most 2000.00"}));
}

TEST(TerritoryQuota, with_a_year_counts_the_annuities_of_that_year_only) {
    const TerritoryQuota most{.fund = FundId("STATE"), .territory = TerritoryId("A"), .min_amount = {}, .max_amount = fixture::euros(1), .year = 2025};
    EXPECT_EQ(broken(quota(most), hours_in_both(100 * unit, 1000'00), "territory_quota"), Lines{});
    const Allocation next = decisions({{.in = 2025, .nanos = unit / 10 + 1}}, {{.year = 2025, .in = 2025, .cents = 101}});
    EXPECT_EQ(broken(quota(most), next, "territory_quota"), (Lines{"fund STATE, zone A, year 2025: 1.01, at most 1.00"}));
}

TEST(TerritoryQuota, leaves_the_tail_out) {
    PlanTables plan = tail_reserve(ReserveKind::cap, Ratio(1));
    add(plan.territory_quotas, TerritoryQuota{.fund = FundId("STATE"), .territory = TerritoryId("A"), .min_amount = {}, .max_amount = fixture::euros(2000), .year = {}});
    EXPECT_EQ(broken(plan, into_the_tail(), "territory_quota"), Lines{});
}

TEST(TerritoryQuota, counts_a_zones_share_of_a_common_project_that_the_region_pays) {
    // A has two thirds of 1,000.00 = 666.666...: at least 666.66, not 666.67.
    const auto plan = [](std::int64_t least) {
        PlanTables tables = quota({.fund = FundId("REG"), .territory = TerritoryId("A"), .min_amount = Money::from_cents(least), .max_amount = {}, .year = {}});
        add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("STATION"), .territory = TerritoryId("A"), .share = Ratio(2, 3)});
        add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("STATION"), .territory = TerritoryId("B"), .share = Ratio(1, 3)});
        return tables;
    };
    const Allocation result = decisions({{.site = "JOINT", .measure = "STATION", .nanos = unit}},
                                        {{.fund = "REG", .from = "R", .site = "JOINT", .measure = "STATION", .category = Category::capital, .cents = 1000'00}});
    EXPECT_EQ(broken(plan(666'66), result, "territory_quota"), Lines{});
    EXPECT_EQ(broken(plan(666'67), result, "territory_quota"), (Lines{"fund REG, zone A: 200000/3 cents, at least 666.67"}));
}

Record record(const char* project, std::int64_t committed, std::int64_t paid) {
    return {.territory = TerritoryId("A"), .fund = FundId("REG"), .annuity = 2024, .recipient = {}, .act = {}, .measure = MeasureId("STATION"),
            .category = Category::capital, .project = project, .start = {}, .units = {}, .period = {}, .assigned = {}, .programmed = {},
            .committed = Money::from_cents(committed), .paid = Money::from_cents(paid), .reported = {}, .as_of = Date(2023, 12, 31)};
}

Lines committed(const std::vector<Record>& records) {
    PlanTables plan = tiny_plan();
    for (const Record& row : records) { add(plan.records, row); }
    const Allocation result = decisions({{.measure = "STATION", .nanos = unit}},
                                        {{.fund = "REG", .from = "R", .measure = "STATION", .category = Category::capital, .cents = 1000'00}});
    return broken(plan, result, "committed");
}

TEST(Commitment, must_be_spent_to_the_cent) {
    EXPECT_EQ(committed({record("P", 1000'00, 0)}), Lines{});
    EXPECT_EQ(committed({record("P", 1000'01, 0)}), (Lines{"fund REG, year 2024, A, measure STATION, capital, project P: 1000.00, at least 1000.01"}));
}

TEST(Commitment, of_another_year_is_not_met_by_this_ones_money) {
    Record row = record("P", 1, 0);
    row.annuity = 2025;
    EXPECT_EQ(committed({row}).size(), 1U);
}

TEST(Commitments, of_two_projects_add_up) {
    EXPECT_EQ(committed({record("P", 500'00, 0), record("Q", 500'00, 0)}), Lines{});
    EXPECT_EQ(committed({record("P", 500'00, 0), record("Q", 500'01, 0)}),
              (Lines{"fund REG, year 2024, A, measure STATION, capital, project P, Q: 1000.00, at least 1000.01"}));
}

TEST(Commitment, on_a_heading_is_met_by_its_children) {
    Record row = record("P", 1000'00, 0);
    row.measure = MeasureId("WORKS");
    EXPECT_EQ(committed({row}), Lines{});
    row.committed = Money::from_cents(1000'01);
    EXPECT_EQ(committed({row}).size(), 1U);
}

/// The station is built in 2025, when REG money of 2024 and of 2025 is open, both to the end of 2025.
Allocation station_in_2025(int year) {
    return decisions({{.measure = "STATION", .in = 2025, .nanos = unit}},
                     {{.fund = "REG", .year = year, .from = "R", .measure = "STATION", .in = 2025, .category = Category::capital, .cents = 1000'00}});
}

TEST(PublishedSplit, takes_the_older_of_two_annuities_that_lapse_together) {
    EXPECT_EQ(broken(tiny_plan(), station_in_2025(2024), "published_split"), Lines{});
    EXPECT_EQ(broken(tiny_plan(), station_in_2025(2025), "published_split"),
              (Lines{"fund REG, recipient R; zone A, measure STATION, 2025-01-01/2025-12-31, capital: 1000.00 of 2025, 1000.00 of 2024"}));
}

TEST(PublishedSplit, takes_what_lapses_first_before_what_is_older) {
    PlanTables plan = tiny_plan();
    edit(plan.annuities, 0, [](Annuity& row) { row.window = days(Date(2024, 1, 1), Date(2026, 12, 31)); });
    add(plan.annuities, Annuity{.fund = FundId("REG"), .year = 2025, .territory = TerritoryId("R"), .amount = fixture::euros(400),
                                .window = days(Date(2025, 1, 1), Date(2025, 6, 30)), .act = "first half"});
    Allocation result = station_in_2025(2025);
    result.spend[0].period = days(Date(2025, 1, 1), Date(2025, 6, 30));
    result.spend.push_back(result.spend[0]);
    result.spend[0].act = "first half";
    result.spend[0].amount = fixture::euros(400);
    result.spend[1].amount = fixture::euros(600);
    // The half-year's 400 lapse first, then what lapses with 2025; the money of 2024 lives on into 2026.
    EXPECT_EQ(broken(plan, result, "published_split"), Lines{});
    EXPECT_EQ(broken(plan, result, "cost_balance"), Lines{});
    result.spend[1].year = 2024;
    EXPECT_EQ(broken(plan, result, "published_split").size(), 1U);
}

TEST(PublishedSplit, is_the_solved_one_where_a_rule_names_the_annuity) {
    const PlanTables plan = quota({.fund = FundId("REG"), .territory = TerritoryId("A"), .min_amount = fixture::euros(1), .max_amount = {}, .year = 2025});
    EXPECT_EQ(broken(plan, station_in_2025(2025), "published_split"), Lines{});
}

}  // namespace
}  // namespace leps
