#include <gtest/gtest.h>

#include "result_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

TerritoryId territory(const char* id) { return TerritoryId(id); }

/// A and B run one station together, two thirds and one third; both zones' STATE money may pay works.
PlanTables station_of_two_zones() {
    PlanTables plan = tiny_plan();
    for (const auto& [zone, share] : {std::pair{"A", Ratio(2, 3)}, std::pair{"B", Ratio(1, 3)}}) {
        add(plan.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("STATION"),
                                                .territory = territory(zone), .share = share});
    }
    add(plan.eligibility, Eligibility{.fund = FundId("STATE"), .measure = MeasureId("WORKS"), .category = Category::capital});
    return plan;
}

Allocation joint_station(std::int64_t of_a, std::int64_t of_b) {
    return decisions({{.site = "JOINT", .measure = "STATION", .nanos = unit}},
                     {{.from = "A", .site = "JOINT", .measure = "STATION", .category = Category::capital, .cents = of_a},
                      {.from = "B", .site = "JOINT", .measure = "STATION", .category = Category::capital, .cents = of_b}});
}

TEST(ZoneShare, rounds_up_what_a_zone_may_pay_of_a_common_project) {
    // 2/3 of 1,000.00 = 666.666..., at most 666.67; B pays 333.33 of its 333.34.
    EXPECT_EQ(broken(station_of_two_zones(), joint_station(666'67, 333'33), "zone_share"), Lines{});
    EXPECT_EQ(broken(station_of_two_zones(), joint_station(666'67, 333'33), "cost_balance"), Lines{});
}

TEST(ZoneShare, is_broken_by_one_cent_more) {
    EXPECT_EQ(broken(station_of_two_zones(), joint_station(666'68, 333'32), "zone_share"),
              (Lines{"association JOINT, measure STATION, 2024-01-01/2024-12-31, capital; paid by zone A: 666.68, 666.67"}));
}

/// Municipalities A1 (600 residents) and A2 (400) of zone A, with MUNI money of their own that may pay hours.
PlanTables two_municipalities(Pooling pooling) {
    PlanTables plan = tiny_plan();
    for (const auto& [id, residents] : {std::pair{"A1", 600}, std::pair{"A2", 400}}) {
        add(plan.territories, Territory{.territory = territory(id), .name = id, .kind = TerritoryKind::municipality, .parent = territory("A")});
        add(plan.indicator_values, IndicatorValue{.indicator = IndicatorId("POP"), .territory = territory(id), .year = 2024, .value = Ratio(residents)});
        for (const int year : {2024, 2025}) {
            add(plan.annuities, Annuity{.fund = FundId("MUNI"), .year = year, .territory = territory(id),
                                        .amount = id[1] == '1' ? fixture::euros(1000) : fixture::euros(500), .window = calendar_year(year)});
        }
    }
    add(plan.funds, Fund{.fund = FundId("MUNI"), .name = "Municipal", .tier = Tier::municipality, .preference = 3, .pooling = pooling});
    add(plan.eligibility, Eligibility{.fund = FundId("MUNI"), .measure = MeasureId("HOURS"), .category = Category::current});
    return plan;
}

Allocation hundred_hours(std::int64_t of_a1, std::int64_t of_a2) {
    return decisions({{.nanos = 100 * unit}}, {{.fund = "MUNI", .from = "A1", .cents = of_a1}, {.fund = "MUNI", .from = "A2", .cents = of_a2}});
}

TEST(MunicipalShare, lets_a_municipality_pay_its_part_of_the_residents) {
    // 600 of 1,000 residents: 600.00 of 1,000.00 due.
    EXPECT_EQ(broken(two_municipalities(Pooling::separate), hundred_hours(600'00, 400'00), "municipal_share"), Lines{});
}

TEST(MunicipalShare, is_one_of_those_that_are_there_when_the_horizon_begins) {
    PlanTables plan = two_municipalities(Pooling::separate);
    add(plan.territories, Territory{.territory = territory("A0"), .name = "A0", .kind = TerritoryKind::municipality, .parent = territory("A"),
                                    .valid = {.from = {}, .until = Date(2020, 1, 1)}});
    EXPECT_EQ(broken(plan, hundred_hours(600'00, 400'00), "municipal_share"), Lines{});
    EXPECT_EQ(broken(plan, hundred_hours(600'01, 399'99), "municipal_share").size(), 1U);
}

TEST(MunicipalShare, is_broken_by_one_cent_more) {
    EXPECT_EQ(broken(two_municipalities(Pooling::separate), hundred_hours(600'01, 399'99), "municipal_share"),
              (Lines{"zone A, measure HOURS, 2024-01-01/2024-12-31, current; paid by municipality A1: 600.01, 600.00"}));
}

Allocation pooled_hours(std::int64_t of_a1, std::int64_t of_a2) {
    Allocation result = decisions({{.nanos = 100 * unit}}, {{.fund = "MUNI", .from = "A", .cents = 1000'00}});
    result.pooled = {{.municipality = territory("A1"), .fund = FundId("MUNI"), .year = 2024, .act = {}, .amount = Money::from_cents(of_a1)},
                     {.municipality = territory("A2"), .fund = FundId("MUNI"), .year = 2024, .act = {}, .amount = Money::from_cents(of_a2)}};
    return result;
}

TEST(PooledMoney, is_split_back_by_largest_remainder_on_amounts) {
    // 1,000.00 over 1,000 and 500: 666.66 (rest 2/3 cent) and 333.33 (rest 1/3): the cent goes to A1.
    EXPECT_EQ(broken(two_municipalities(Pooling::pooled), pooled_hours(666'67, 333'33), "pooled"), Lines{});
}

TEST(PooledMoney, with_the_last_cent_on_the_wrong_side_is_found) {
    EXPECT_EQ(broken(two_municipalities(Pooling::pooled), pooled_hours(666'66, 333'34), "pooled"),
              (Lines{"table pooled, municipality A1, fund MUNI, year 2024: amount_eur 666.66, amount_eur 666.67",
                     "table pooled, municipality A2, fund MUNI, year 2024: amount_eur 333.34, amount_eur 333.33"}));
}

TEST(PooledMoney, that_leaves_a_municipality_out_is_found) {
    Allocation result = pooled_hours(666'67, 333'33);
    result.pooled.pop_back();
    EXPECT_EQ(broken(two_municipalities(Pooling::pooled), result, "pooled"),
              (Lines{"table pooled, municipality A2, fund MUNI, year 2024: no row, amount_eur 333.33"}));
}

// By hand: a thousandth of an hour costs one cent, 2/3 of it for A1 and 1/3 for A2: the cent goes to A1.
TEST(PooledMoney, has_a_row_of_each_municipality_that_pays_once_and_no_other) {
    const PlanTables plan = two_municipalities(Pooling::pooled);
    Allocation result = decisions({{.nanos = unit / 1000}}, {{.fund = "MUNI", .from = "A", .cents = 1}});
    const auto part = [](const char* town, std::int64_t cents) {
        return PooledRow{.municipality = territory(town), .fund = FundId("MUNI"), .year = 2024, .act = {}, .amount = Money::from_cents(cents)};
    };
    result.pooled = {part("A1", 1)};
    EXPECT_EQ(broken(plan, result, "pooled"), Lines{});
    result.pooled = {part("A1", 1), part("A2", 0)};
    EXPECT_EQ(broken(plan, result, "pooled"), (Lines{"table pooled, municipality A2, fund MUNI, year 2024: a row, no row"}));
    result.pooled = {part("A1", 1), part("A1", 1)};
    EXPECT_EQ(broken(plan, result, "pooled"), (Lines{"table pooled, municipality A1, fund MUNI, year 2024: a second row, each key once"}));
}

/// One hour in A, 10.00 euros: STATE pays `state`, REG (which may pay hours too) the rest.
Allocation one_hour(std::int64_t state) {
    return decisions({{.nanos = unit}}, {{.cents = state}, {.fund = "REG", .from = "R", .cents = 1000 - state}});
}

PlanTables state_pays_a_third(RoundShare round) {
    PlanTables plan = tiny_plan();
    edit(plan.eligibility, 1, [](Eligibility& row) { row.max_share = Ratio(1, 3); });
    edit(plan.funds, 1, [&](Fund& row) { row.round_share = round; });
    add(plan.eligibility, Eligibility{.fund = FundId("REG"), .measure = MeasureId("HOURS"), .category = Category::current});
    return plan;
}

TEST(Eligibility, share_of_a_bundle_is_rounded_down) {
    EXPECT_EQ(broken(state_pays_a_third(RoundShare::down), one_hour(333), "eligibility"), Lines{});
    EXPECT_EQ(broken(state_pays_a_third(RoundShare::down), one_hour(334), "eligibility"),
              (Lines{"fund STATE; zone A, measure HOURS, 2024-01-01/2024-12-31, current: 3.34, 3.33"}));
}

TEST(Eligibility, share_is_rounded_up_where_the_fund_says_so) {
    EXPECT_EQ(broken(state_pays_a_third(RoundShare::up), one_hour(334), "eligibility"), Lines{});
    EXPECT_EQ(broken(state_pays_a_third(RoundShare::up), one_hour(335), "eligibility").size(), 1U);
}

TEST(Eligibility, is_needed_throughout_the_elementary_period) {
    PlanTables plan = tiny_plan();
    edit(plan.eligibility, 1, [](Eligibility& row) { row.valid.until = Date(2024, 7, 1); });
    const Period first = days(Date(2024, 1, 1), Date(2024, 6, 30));
    const Period second = days(Date(2024, 7, 1), Date(2024, 12, 31));
    // 100 hours for a year: half of the 1,000.00 falls due in each half-year.
    const Allocation result = decisions({{.nanos = 100 * unit}}, {{.cents = 500'00, .span = first}, {.cents = 500'00, .span = second}});
    EXPECT_EQ(broken(plan, result, "cost_balance"), Lines{});
    EXPECT_EQ(broken(plan, result, "eligibility"), (Lines{"fund STATE; zone A, measure HOURS, 2024-07-01/2024-12-31, current: 500.00, 0.00"}));
}

/// Hours that run for two years, from 2025 into the tail; STATE may pay at most 4,500 of them in all, and as much in 2026.
PlanTables capped_hours() {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) { row.life_months = 24; });
    edit(plan.eligibility, 1, [](Eligibility& row) { row.max_amount = fixture::euros(4500); });
    return plan;
}

Allocation long_hours(std::int64_t of_b) {
    Allocation result = decisions({{.in = 2025, .nanos = 200 * unit}, {.site = "B", .in = 2025, .nanos = 250 * unit}},
                                  {{.year = 2025, .in = 2025, .cents = 2000'00}, {.year = 2025, .from = "B", .site = "B", .in = 2025, .cents = of_b},
                                   {.year = 2026, .in = 2026, .cents = 2000'00}, {.year = 2026, .from = "B", .site = "B", .in = 2026, .cents = of_b}});
    result.spend[2].act = result.spend[3].act = "projected";
    return result;
}

TEST(Eligibility, amount_holds_for_the_horizon_and_each_tail_year_apart) {
    EXPECT_EQ(broken(capped_hours(), long_hours(2500'00), "eligibility"), Lines{});
    EXPECT_EQ(broken(capped_hours(), long_hours(2500'00), "cost_balance"), Lines{});
    EXPECT_EQ(broken(capped_hours(), long_hours(2500'01), "eligibility"),
              (Lines{"fund STATE, measure HOURS, current, eligibility row 2, 2024-01-01/2025-12-31: 4500.01, 4500.00",
                     "fund STATE, measure HOURS, current, eligibility row 2, 2026-01-01/2026-12-31: 4500.01, 4500.00"}));
}

/// A fund of the Union, given to the region, that may pay hours up to two fifths of a base.
PlanTables union_fund(CoFinancingBase base) {
    PlanTables plan = tiny_plan();
    add(plan.funds, Fund{.fund = FundId("EU"), .name = "Union", .tier = Tier::eu, .carry_over = true, .preference = 3});
    for (const int year : {2024, 2025}) {
        add(plan.annuities, Annuity{.fund = FundId("EU"), .year = year, .territory = territory("R"), .amount = fixture::euros(2000),
                                    .window = days(Date(2024, 1, 1), Date(2025, 12, 31))});
    }
    add(plan.eligibility, Eligibility{.fund = FundId("EU"), .measure = MeasureId("HOURS"), .category = Category::current});
    add(plan.co_financing, CoFinancing{.fund = FundId("EU"), .eu_category = "more_developed", .measure = {}, .max_share = Ratio(2, 5), .base = base});
    return plan;
}

TEST(CoFinancing, of_a_bundle_is_rounded_down) {
    // 1.001 hours cost 10.01; two fifths are 4.004.
    const auto result = [](std::int64_t of_union) {
        return decisions({{.nanos = 1'001'000'000}}, {{.fund = "EU", .from = "R", .cents = of_union}, {.cents = 1001 - of_union}});
    };
    EXPECT_EQ(broken(union_fund(CoFinancingBase::bundle), result(400), "co_financing"), Lines{});
    EXPECT_EQ(broken(union_fund(CoFinancingBase::bundle), result(401), "co_financing"),
              (Lines{"fund EU; zone A, measure HOURS, 2024-01-01/2024-12-31, current: 4.01, 4.00"}));
}

/// 100 hours in A in each year: 1,000.00 and 1,000.00, of which the Union pays `of_union` in 2024 and nothing in 2025.
Allocation two_years(std::int64_t of_union) {
    return decisions({{.nanos = 100 * unit}, {.in = 2025, .nanos = 100 * unit}},
                     {{.fund = "EU", .from = "R", .cents = of_union}, {.cents = 1000'00 - of_union}, {.year = 2025, .in = 2025, .cents = 1000'00}});
}

TEST(CoFinancing, of_a_project_counts_all_its_years) {
    EXPECT_EQ(broken(union_fund(CoFinancingBase::project), two_years(800'00), "co_financing"), Lines{});
    EXPECT_EQ(broken(union_fund(CoFinancingBase::project), two_years(800'01), "co_financing"),
              (Lines{"fund EU; zone A, measure HOURS, horizon: 800.01, 800.00"}));
    EXPECT_EQ(broken(union_fund(CoFinancingBase::bundle), two_years(800'00), "co_financing").size(), 1U);
}

TEST(CoFinancing, of_a_project_counts_only_categories_that_the_fund_may_pay) {
    PlanTables plan = union_fund(CoFinancingBase::project);
    add(plan.measure_costs, MeasureCost{.measure = MeasureId("HOURS"), .category = Category::staff_fixed_term, .amount = fixture::euros(5), .per = Per::unit_year});
    add(plan.eligibility, Eligibility{.fund = FundId("STATE"), .measure = MeasureId("HOURS"), .category = Category::staff_fixed_term});
    Allocation result = two_years(800'01);  // with the staff, 3,000 are due, and two fifths of that would be 1,200
    result.spend.push_back(row(Pay{.category = Category::staff_fixed_term, .cents = 500'00}));
    result.spend.push_back(row(Pay{.year = 2025, .in = 2025, .category = Category::staff_fixed_term, .cents = 500'00}));
    EXPECT_EQ(broken(plan, result, "cost_balance"), Lines{});
    EXPECT_EQ(broken(plan, result, "co_financing").size(), 1U);
}

TEST(CoFinancing, keeps_the_dues_of_the_tail_out_of_the_base_of_the_horizon) {
    PlanTables plan = union_fund(CoFinancingBase::project);
    edit(plan.measures, 0, [](Measure& row) { row.life_months = 24; });
    const auto result = [](std::int64_t of_union) {  // 1,000.00 in 2025 and 1,000.00 in 2026
        return decisions({{.in = 2025, .nanos = 100 * unit}},
                         {{.fund = "EU", .year = 2025, .from = "R", .in = 2025, .cents = of_union}, {.year = 2025, .in = 2025, .cents = 1000'00 - of_union}});
    };
    EXPECT_EQ(broken(plan, result(400'00), "co_financing"), Lines{});
    EXPECT_EQ(broken(plan, result(400'01), "co_financing"), (Lines{"fund EU; zone A, measure HOURS, horizon: 400.01, 400.00"}));
}

TEST(CoFinancing, of_a_project_asks_in_the_tail_what_the_fund_may_pay_there) {
    PlanTables plan = union_fund(CoFinancingBase::project);
    for (std::size_t i = 0; i < plan.funds.size(); ++i) { edit(plan.funds, i, [](Fund& row) { row.recurrent = row.fund != FundId("REG"); }); }
    edit(plan.measures, 0, [](Measure& row) { row.life_months = 24; });
    add(plan.measure_costs, MeasureCost{.measure = MeasureId("HOURS"), .category = Category::staff_fixed_term, .amount = fixture::euros(5), .per = Per::unit_year});
    for (const char* fund : {"EU", "STATE"}) {
        add(plan.eligibility, Eligibility{.fund = FundId(fund), .measure = MeasureId("HOURS"), .category = Category::staff_fixed_term,
                                          .valid = {.from = {}, .until = fund[0] == 'E' ? std::optional(Date(2026, 1, 1)) : std::nullopt}});
    }
    // 100 hours owe 1,000.00 and 500.00 of staff in 2025 and in 2026. The Union may pay staff to the end of 2025: two fifths of
    // 1,500.00 in the horizon, of 1,000.00 in the tail.
    const auto result = [](std::int64_t horizon, std::int64_t tail) {
        Allocation a = decisions({{.in = 2025, .nanos = 100 * unit}}, {{.fund = "EU", .year = 2025, .from = "R", .in = 2025, .cents = horizon},
                                                                        {.fund = "EU", .year = 2026, .from = "R", .in = 2026, .cents = tail}});
        a.spend[1].act = "projected";
        return a;
    };
    EXPECT_EQ(broken(plan, result(600'00, 400'00), "co_financing"), Lines{});
    EXPECT_EQ(broken(plan, result(600'01, 400'01), "co_financing"),
              (Lines{"fund EU; zone A, measure HOURS, horizon: 600.01, 600.00", "fund EU; zone A, measure HOURS, tail: 400.01, 400.00"}));
}

TEST(CoFinancing, of_a_fund_counts_all_places_of_one_category) {
    const auto result = [](std::int64_t of_union) {
        return decisions({{.nanos = 100 * unit}, {.site = "B", .nanos = 100 * unit}},
                         {{.fund = "EU", .from = "R", .cents = of_union}, {.cents = 1000'00 - of_union}, {.from = "B", .site = "B", .cents = 1000'00}});
    };
    EXPECT_EQ(broken(union_fund(CoFinancingBase::fund), result(800'00), "co_financing"), Lines{});
    EXPECT_EQ(broken(union_fund(CoFinancingBase::fund), result(800'01), "co_financing"),
              (Lines{"fund EU; category more_developed, horizon: 800.01, 800.00"}));
}

TEST(CoFinancing, of_a_measure_beats_that_of_a_category) {
    PlanTables plan = union_fund(CoFinancingBase::project);
    add(plan.co_financing, CoFinancing{.fund = FundId("EU"), .eu_category = {}, .measure = MeasureId("HOURS"), .max_share = Ratio(1, 10), .base = CoFinancingBase::project});
    EXPECT_EQ(broken(plan, two_years(200'00), "co_financing"), Lines{});
    EXPECT_EQ(broken(plan, two_years(200'01), "co_financing"), (Lines{"fund EU; zone A, measure HOURS, horizon: 200.01, 200.00"}));
}

}  // namespace
}  // namespace leps
