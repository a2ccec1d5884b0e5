#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <utility>

#include "result_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

/// Each stage of a plan, judged for some starts and payments, whatever is claimed.
std::vector<StageCheck> checks(const PlanTables& plan, Allocation result) {
    for (const StageSpec& stage : stages_of(plan)) {
        result.stages.push_back({.objective = stage.objective, .priority_class = stage.priority_class, .depth = stage.depth, .periods = stage.periods,
                                 .claimed_bound = {}});
    }
    return audit(plan, result).stages;
}

/// The exact value of each stage of a plan without a leximin.
std::map<std::pair<StageObjective, int>, Int128> values(const PlanTables& plan, const Allocation& result) {
    std::map<std::pair<StageObjective, int>, Int128> found;
    for (const StageCheck& stage : checks(plan, result)) { found[{stage.objective, stage.priority_class.value_or(0)}] = stage.recomputed; }
    return found;
}

Int128 value(const PlanTables& plan, const Allocation& result, StageObjective objective, int priority = 0) {
    return values(plan, result).at({objective, priority});
}

std::string text(Int128 value) { return to_string(value); }

TEST(Continuity, counts_each_loss_between_periods_at_the_running_rate_rounded_up_by_place) {
    // A loses 49.9995 hours at 1,000 cents: 49,999.5 cents, 50,000. B loses 0.0005 hours: half a cent, 1. What grows counts nothing.
    EXPECT_EQ(text(value(tiny_plan(), decisions({{.nanos = 200 * unit}, {.in = 2025, .nanos = 150'000'500'000}, {.site = "B", .nanos = unit},
                                                 {.site = "B", .in = 2025, .nanos = 999'500'000}}, {}), StageObjective::continuity)), "50001");
    EXPECT_EQ(text(value(tiny_plan(), decisions({{.nanos = unit}, {.in = 2025, .nanos = 2 * unit}}, {}), StageObjective::continuity)), "0");
}

TEST(Continuity, takes_the_rate_in_force_on_the_first_day_of_the_later_period) {
    PlanTables plan = tiny_plan();
    edit(plan.measure_costs, 0, [](MeasureCost& row) { row.valid.until = Date(2025, 1, 1); });
    add(plan.measure_costs, MeasureCost{.measure = MeasureId("HOURS"), .category = Category::current, .amount = fixture::euros(12), .per = Per::unit_year,
                                        .valid = {.from = Date(2025, 1, 1), .until = {}}});
    EXPECT_EQ(text(value(plan, decisions({{.nanos = 10 * unit}, {.in = 2025, .nanos = 9 * unit}}, {}), StageObjective::continuity)), "1200");
}

TEST(Stability, adds_what_moves_in_either_direction) {
    PlanTables plan = tiny_plan();
    add(plan.annuities, Annuity{.fund = FundId("STATE"), .year = 2024, .territory = TerritoryId("A"), .amount = fixture::euros(1), .window = calendar_year(2024), .act = "more"});
    plan.current_plan = std::vector<SpendRow>{row(Pay{.cents = 1500'00}), row(Pay{.from = "B", .site = "B", .cents = 300'00})};
    // 2,000.00 in A where 1,500.00 was planned (from which annuity does not matter), nothing in B where 300.00 was: 800.00.
    Allocation result = decisions({{.nanos = 200 * unit}}, {{.cents = 1999'00}, {.cents = 1'00}});
    result.spend[1].act = "more";
    EXPECT_EQ(text(value(plan, result, StageObjective::stability)), "80000");
}

TEST(Stability, measures_from_the_horizon_of_the_current_plan_alone) {
    PlanTables plan = tiny_plan();
    SpendRow later = row(Pay{.year = 2026, .in = 2026, .cents = 700'00});  // a result's own row of the tail
    later.act = "projected";
    plan.current_plan = std::vector<SpendRow>{row(Pay{.cents = 1500'00}), later};
    EXPECT_EQ(text(value(plan, decisions({}, {{.cents = 1500'00}}), StageObjective::stability)), "0");
}

TEST(Shortfall, of_the_last_period_weighs_it_as_the_whole_horizon) {
    PlanTables plan = tiny_plan();
    plan.header.stages = {{.objective = StageObjective::shortfall, .priority_class = 1, .periods = StagePeriods::last}};
    // Hours of 2024 are gone in 2025: gaps 0.9 in A (100 of 1,000 exist) and 1 in B; 3/4 x 0.9 + 1/4 x 1 = 0.925.
    const Allocation result = decisions({{.nanos = 200 * unit}, {.site = "B", .nanos = 250 * unit}}, {});
    EXPECT_EQ(text(value(plan, result, StageObjective::shortfall, 1)), text((Int128(1) << 40) * 925'000'000));
}

TEST(WeightedLevels, share_out_kappa_and_the_index_of_a_zone) {
    PlanTables plan = tiny_plan();
    edit(plan.service_levels, 1, [](ServiceLevel& row) {
        row.priority = 1;
        row.weight = Ratio(6);
    });
    const Allocation result = decisions({{.measure = "STATION", .nanos = unit}, {.site = "B", .nanos = 450 * unit}, {.site = "B", .in = 2025, .nanos = 450 * unit}}, {});
    // Gaps: A 0.9 of CARE (weight 1) and 0 of OPEN (weight 6), B 0.1 of CARE. Index of A = 0.9 / 7 = 0.128571428571..., rounded up.
    EXPECT_EQ(text(value(plan, result, StageObjective::worst_zone, 1)), "128571429");
    // kappa of CARE = 2^40 x 1/7 x 1/2 x 3/4 = 58,902,408,630.857 and x 1/4 = 19,634,136,210.286, rounded to integers first:
    // 2 x (58,902,408,631 x 0.9 + 19,634,136,210 x 0.1) x 10^9.
    EXPECT_EQ(text(value(plan, result, StageObjective::shortfall, 1)), "109951162777800000000");
}

/// "1: 800000000, 2: 1550000000": depth and exact value of the stages of a plan that has only a leximin.
std::vector<std::string> parts(const PlanTables& plan, const Allocation& result) {
    std::vector<std::string> list;
    for (const StageCheck& stage : checks(plan, result)) { list.push_back(std::to_string(stage.depth.value()) + ": " + text(stage.recomputed)); }
    return list;
}

PlanTables with_leximin(int depth, StagePeriods periods) {
    PlanTables plan = tiny_plan();
    plan.header.stages = {{.objective = StageObjective::leximin, .priority_class = 1, .depth = depth, .periods = periods}};
    return plan;
}

TEST(Leximin, has_a_stage_for_each_depth_whose_value_is_the_sum_of_so_many_worst_zones) {
    // Hours of 2024 are gone in 2025. A: gaps 0.7 (200 hours and the 100 that exist, of 1,000) and 0.9; B: 0.5 and 1. Years weigh
    // the same: indices 0.8 and 0.75.
    const Allocation result = decisions({{.nanos = 200 * unit}, {.site = "B", .nanos = 250 * unit}}, {});
    EXPECT_EQ(parts(with_leximin(1, StagePeriods::all), result), std::vector<std::string>{"1: 800000000"});
    EXPECT_EQ(parts(with_leximin(2, StagePeriods::all), result), (std::vector<std::string>{"1: 800000000", "2: 1550000000"}));
    // In the last year B is the worst: 1 and 0.9.
    EXPECT_EQ(parts(with_leximin(2, StagePeriods::last), result), (std::vector<std::string>{"1: 1000000000", "2: 1900000000"}));
}

TEST(Leximin, deeper_than_its_zones_counts_as_their_number) {
    EXPECT_EQ(parts(with_leximin(1'000'000, StagePeriods::all), decisions({}, {})), (std::vector<std::string>{"1: 1000000000", "2: 1900000000"}));
    PlanTables plan = tiny_plan();  // class 2 is due in A alone
    plan.header.stages = {{.objective = StageObjective::leximin, .priority_class = 2, .depth = 2}};
    EXPECT_EQ(parts(plan, decisions({}, {})), std::vector<std::string>{"1: 1000000000"});
}

TEST(Leximin, rounds_each_index_up_by_itself) {
    PlanTables plan = with_leximin(2, StagePeriods::last);
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.weight = Ratio(2); });
    edit(plan.service_levels, 1, [](ServiceLevel& row) {
        row.priority = 1;
        row.territory_group = "";
    });
    add(plan.service_supply, ServiceSupply{.level = LevelId("OPEN"), .territory = TerritoryId("B"), .year = 2024});
    add(plan.service_supply, ServiceSupply{.level = LevelId("OPEN"), .territory = TerritoryId("B"), .year = 2025});
    // Last year: A lacks 0.9 of CARE (weight 2) and has its station (weight 1): 0.6. B lacks 250 of 500 hours and the station:
    // (2 x 0.5 + 1) / 3 = 0.666..., rounded up.
    const Allocation result = decisions({{.measure = "STATION", .nanos = unit}, {.site = "B", .in = 2025, .nanos = 250 * unit}}, {});
    EXPECT_EQ(parts(plan, result), (std::vector<std::string>{"1: 666666667", "2: 1266666667"}));
}

TEST(Leximin, of_another_depth_is_another_stage_and_a_moved_value_is_found) {
    const PlanTables plan = with_leximin(2, StagePeriods::all);
    const auto found = [&](const std::function<void(Allocation&)>& change) {
        Allocation result = decisions({}, {});
        for (const auto& [depth, value] : {std::pair(1, 1'000'000'000), std::pair(2, 1'900'000'000)}) {
            result.stages.push_back({.objective = StageObjective::leximin, .priority_class = 1, .depth = depth, .value = value, .reached = value, .cap = value,
                                     .bound = value, .claimed_bound = {}});
        }
        change(result);
        return broken(plan, result, "stage");
    };
    EXPECT_EQ(found([](Allocation&) {}), Lines{});
    EXPECT_EQ(found([](Allocation& a) { a.stages[1].depth = 3; }),
              Lines{"stage 2, leximin of class 1, 2 worst zones: leximin of class 1, 3 worst zones, leximin of class 1, 2 worst zones"});
    EXPECT_EQ(found([](Allocation& a) { a.stages[0].depth.reset(); }),
              Lines{"stage 1, leximin of class 1, worst zone: leximin of class 1, leximin of class 1, worst zone"});
    EXPECT_EQ(found([](Allocation& a) { std::swap(a.stages[0], a.stages[1]); }).size(), 2U);
    EXPECT_FALSE(found([](Allocation& a) { a.stages[1].value -= 1; }).empty());
    EXPECT_FALSE(found([](Allocation& a) { a.stages.pop_back(); }).empty());
}

TEST(TailYear, has_no_weight_in_any_objective) {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 0, [](Measure& row) { row.life_months = 24; });
    Allocation with_tail = decisions({{.in = 2025, .nanos = 200 * unit}}, {{.year = 2025, .in = 2025, .cents = 2000'00}, {.year = 2026, .in = 2026, .cents = 2000'00}});
    with_tail.spend[1].act = "projected";
    const auto found = values(plan, with_tail);
    EXPECT_EQ(text(found.at({StageObjective::cost, 0})), "200000");
    EXPECT_EQ(text(found.at({StageObjective::preference, 0})), "200000");
    EXPECT_EQ(text(found.at({StageObjective::at_risk, 0})), "1400000");  // 16,000 lapse, less 2,000
    EXPECT_EQ(text(found.at({StageObjective::persons, 0})), "-10000000000");  // 20 persons in one of two years
    EXPECT_EQ(text(found.at({StageObjective::tie_break, 0})), "1672200000");  // 8361 x 200,000
}

TEST(Persons, of_a_common_project_count_once) {
    PlanTables plan = tiny_plan();
    add(plan.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("A"), .share = Ratio(2, 3)});
    add(plan.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("B"), .share = Ratio(1, 3)});
    // 100.00000001 hours for one of two years, ten hours a person: 5.0000000005 persons, rounded down before the sign.
    EXPECT_EQ(text(value(plan, decisions({{.site = "JOINT", .nanos = 100'000'000'010}}, {}), StageObjective::persons)), "-5000000000");
    EXPECT_EQ(text(value(plan, decisions({{.site = "JOINT", .nanos = 100'000'000'020}}, {}), StageObjective::persons)), "-5000000001");
}

TEST(ExistingSupply, that_an_annuity_pays_can_not_be_spent_again) {
    PlanTables plan = tiny_plan();
    plan.header.baseline = Baseline::in_annuities;
    edit(plan.service_supply, 0, [](ServiceSupply& row) {  // 100 hours at 10.00 in A in 2024: 1,000.00 of 3,000.00
        row.unit_cost = fixture::euros(10);
        row.paid_by = FundId("STATE");
    });
    EXPECT_EQ(text(value(plan, decisions({}, {}), StageObjective::at_risk)), "1500000");
    EXPECT_EQ(broken(plan, decisions({{.nanos = 200 * unit}}, {{.cents = 2000'00}}), "annuity"), Lines{});
    EXPECT_EQ(broken(plan, decisions({{.nanos = 200 * unit + 1}}, {{.cents = 2000'01}}), "annuity"),
              (Lines{"fund STATE, year 2024, recipient A: 2000.01, 2000.00"}));
}

TEST(ExistingSupply, of_a_year_before_the_horizon_is_paid_by_an_annuity_that_was_open_then) {
    PlanTables plan = tiny_plan();
    plan.header.baseline = Baseline::in_annuities;
    edit(plan.annuities, 2, [](Annuity& row) { row.window = days(Date(2023, 7, 1), Date(2024, 12, 31)); });
    // 50 hours at 10.00 in A in 2023: 500.00 of the 3,000.00 of STATE.
    add(plan.service_supply, ServiceSupply{.level = LevelId("CARE"), .territory = TerritoryId("A"), .year = 2023, .units = Units::whole(50),
                                           .unit_cost = fixture::euros(10), .paid_by = FundId("STATE")});
    EXPECT_EQ(broken(plan, decisions({{.nanos = 250 * unit}}, {{.cents = 2500'00}}), "annuity"), Lines{});
    EXPECT_EQ(broken(plan, decisions({{.nanos = 250 * unit + 1}}, {{.cents = 2500'01}}), "annuity"),
              (Lines{"fund STATE, year 2024, recipient A: 2500.01, 2500.00"}));
}

}  // namespace
}  // namespace leps
