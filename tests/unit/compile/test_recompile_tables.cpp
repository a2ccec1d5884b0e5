// Every table changed in turn: what compile(plan, previous) keeps must be what a fresh compile makes.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compile_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

/// tiny_plan() with a row in every table that a family of rows reads: each family but leximin has one to keep.
PlanTables plan_of_every_table() {
    PlanTables plan = tiny_plan();
    plan.header.name = "every-table";
    plan.eligibility = std::vector<Eligibility>{
        {.fund = FundId("REG"), .measure = MeasureId("HOURS"), .category = Category::current, .max_share = Ratio(1, 2), .max_amount = euros(500)},
        {.fund = FundId("REG"), .measure = MeasureId("WORKS"), .category = Category::capital},
        {.fund = FundId("STATE"), .measure = MeasureId("HOURS"), .category = Category::current}};
    plan.co_financing = std::vector<CoFinancing>{{.fund = FundId("REG"), .max_share = Ratio(4, 5), .base = CoFinancingBase::project}};
    plan.reserves = std::vector<Reserve>{
        {.fund = FundId("REG"), .reserve = ReserveId("A"), .kind = ReserveKind::cap, .subset_kind = SubsetKind::territory, .subset = "A", .share = Ratio(2, 3)},
        {.fund = FundId("STATE"), .reserve = ReserveId("OLD"), .kind = ReserveKind::earmark, .subset_kind = SubsetKind::group, .subset = "OLD",
         .share = Ratio(1, 10), .per_recipient = true}};
    plan.territory_quotas = std::vector<TerritoryQuota>{{.fund = FundId("REG"), .territory = TerritoryId("A"), .max_amount = euros(3'000)}};
    plan.level_targets = std::vector<LevelTarget>{
        {.level = LevelId("CARE"), .territory = TerritoryId("B"), .year = 2025, .required_units = Ratio(400)}};
    plan.records = std::vector<Record>{{.territory = TerritoryId("A"), .fund = FundId("STATE"), .measure = MeasureId("HOURS"),
                                        .category = Category::current, .assigned = euros(3'000), .programmed = euros(10), .committed = euros(10),
                                        .paid = Money(), .as_of = Date(2023, 12, 31)}};
    plan.links = std::vector<Link>{{.kind = LinkKind::requires_, .measure = MeasureId("HOURS"), .other_kind = LinkTarget::measure, .other = "STATION"}};
    plan.measure_limits = std::vector<MeasureLimit>{
        {.measure = MeasureId("HOURS"), .per_indicator = IndicatorId("POP"), .per_amount = Ratio(2), .rounding = Rounding::floor, .counted = Counted::in_service},
        {.measure = MeasureId("STATION"), .max_units = Units::whole(1), .counted = Counted::in_service}};
    plan.current_plan = std::vector<SpendRow>{{.fund = FundId("STATE"), .year = 2024, .recipient = TerritoryId("A"), .site = "A",
                                               .measure = MeasureId("HOURS"), .period = days(Date(2024, 1, 1), Date(2024, 12, 31)),
                                               .category = Category::current, .amount = euros(7)}};
    number_rows(plan.eligibility);
    number_rows(plan.co_financing);
    number_rows(plan.reserves);
    number_rows(plan.territory_quotas);
    number_rows(plan.level_targets);
    number_rows(plan.records);
    number_rows(plan.links);
    number_rows(plan.measure_limits);
    return plan;
}

/// The same with stages of its own: the two worst zones of class 1 in order, over all years and in the last.
PlanTables plan_with_a_leximin() {
    PlanTables plan = plan_of_every_table();
    plan.header.stages = {{.objective = StageObjective::shortfall, .priority_class = 1},
                          {.objective = StageObjective::leximin, .priority_class = 1, .depth = 2},
                          {.objective = StageObjective::leximin, .priority_class = 1, .depth = 1, .periods = StagePeriods::last},
                          {.objective = StageObjective::worst_zone, .priority_class = 1},
                          {.objective = StageObjective::continuity},
                          {.objective = StageObjective::cost},
                          {.objective = StageObjective::preference},
                          {.objective = StageObjective::stability},
                          {.objective = StageObjective::tie_break}};
    return plan;
}

// The oracle is a fresh compile; the way back must lead to the first problem again.
void expect_compiled_again_equals_a_fresh_compile(const PlanTables& plan, const Change& change) {
    const Plan first = plan_of(plan);
    const CompiledProblem before = compile(first);
    PlanTables tables = plan;
    change.apply(tables);
    const Plan changed = plan_of(tables);
    const CompiledProblem fresh = compile(changed);
    const CompiledProblem again = compile(changed, before);
    EXPECT_TRUE(same(again, fresh));
    EXPECT_FALSE(same(again, before));
    EXPECT_TRUE(same(compile(first, again), before));
    EXPECT_TRUE(same(compile(changed, compile(first, fresh)), fresh));
}

class ChangedTable : public testing::TestWithParam<Change> {};

TEST_P(ChangedTable, CompiledAgainEqualsAFreshCompile) { expect_compiled_again_equals_a_fresh_compile(plan_of_every_table(), GetParam()); }

class ChangedTableUnderALeximin : public testing::TestWithParam<Change> {};

TEST_P(ChangedTableUnderALeximin, CompiledAgainEqualsAFreshCompile) {
    expect_compiled_again_equals_a_fresh_compile(plan_with_a_leximin(), GetParam());
}

std::vector<Change> changes() {
    const auto cents = [](std::int64_t amount) { return Money::from_cents(amount); };
    return {
        {"annuity", [=](PlanTables& t) { edit(t.annuities, 2, [=](Annuity& row) { row.amount = cents(123'457); }); }},
        {"annuity_by_a_cent", [=](PlanTables& t) { edit(t.annuities, 1, [=](Annuity& row) { row.amount += cents(1); }); }},
        {"annuity_of_all_to_nothing", [](PlanTables& t) { edit(t.annuities, 3, [](Annuity& row) { row.amount = Money(); }); }},
        {"annuity_beyond_53_bits", [=](PlanTables& t) { edit(t.annuities, 0, [=](Annuity& row) { row.amount = cents(9'007'199'254'740'993); }); }},
        {"window", [](PlanTables& t) { edit(t.annuities, 0, [](Annuity& row) { row.window = days(Date(2024, 1, 1), Date(2025, 6, 30)); }); }},
        {"window_that_no_longer_overlaps", [](PlanTables& t) { edit(t.annuities, 0, [](Annuity& row) { row.window = days(Date(2024, 1, 1), Date(2024, 12, 31)); }); }},
        {"yearly_cost", [=](PlanTables& t) { edit(t.measure_costs, 0, [=](MeasureCost& row) { row.amount = cents(1'001); }); }},
        {"cost_of_a_unit", [=](PlanTables& t) { edit(t.measure_costs, 1, [=](MeasureCost& row) { row.amount = cents(99'999); }); }},
        {"greatest_amount", [](PlanTables& t) { edit(t.eligibility, 0, [](Eligibility& row) { row.max_amount = euros(499); }); }},
        {"greatest_share", [](PlanTables& t) { edit(t.eligibility, 0, [](Eligibility& row) { row.max_share = Ratio(3, 7); }); }},
        {"eligible_until", [](PlanTables& t) { edit(t.eligibility, 0, [](Eligibility& row) { row.valid.until = Date(2025, 7, 1); }); }},
        {"co_financing", [](PlanTables& t) { edit(t.co_financing, 0, [](CoFinancing& row) { row.max_share = Ratio(5, 7); }); }},
        {"reserve", [](PlanTables& t) { edit(t.reserves, 0, [](Reserve& row) { row.share = Ratio(3, 5); }); }},
        {"reserve_by_year", [](PlanTables& t) { edit(t.reserves, 0, [](Reserve& row) { row.per_year = true; }); }},
        {"quota", [](PlanTables& t) { edit(t.territory_quotas, 0, [](TerritoryQuota& row) { row.max_amount = euros(2'999); }); }},
        {"target", [](PlanTables& t) { edit(t.level_targets, 0, [](LevelTarget& row) { row.required_units = Ratio(801, 2); }); }},
        {"supply", [](PlanTables& t) { edit(t.service_supply, 0, [](ServiceSupply& row) { row.units = Units::from_nanos(100'000'000'001); }); }},
        {"indicator", [](PlanTables& t) { edit(t.indicator_values, 2, [](IndicatorValue& row) { row.value = Ratio(1'001); }); }},
        {"weight",
         [](PlanTables& t) {  // of two levels in one class
             edit(t.service_levels, 0, [](ServiceLevel& row) { row.weight = Ratio(3); });
             edit(t.service_levels, 1, [](ServiceLevel& row) { row.priority = 1; });
         }},
        {"priority", [](PlanTables& t) { edit(t.service_levels, 1, [](ServiceLevel& row) { row.priority = 1; }); }},
        {"limit", [](PlanTables& t) { edit(t.measure_limits, 0, [](MeasureLimit& row) { row.per_amount = Ratio(3); }); }},
        {"link", [](PlanTables& t) { edit(t.links, 0, [](Link& row) { row.kind = LinkKind::excludes; }); }},
        {"committed", [](PlanTables& t) { edit(t.records, 0, [](Record& row) { row.committed = euros(9); }); }},
        {"delivered", [](PlanTables& t) { edit(t.deliveries, 0, [](Delivery& row) { row.units_per_unit = Ratio(2, 3); }); }},
        {"persons", [](PlanTables& t) { edit(t.deliveries, 0, [](Delivery& row) { row.persons_per_unit = Ratio(1, 9); }); }},
        {"life", [](PlanTables& t) { edit(t.measures, 0, [](Measure& row) { row.life_months = 24; }); }},
        {"delay", [](PlanTables& t) { edit(t.measures, 0, [](Measure& row) { row.delay_months = 3; }); }},
        {"preference", [](PlanTables& t) { edit(t.funds, 0, [](Fund& row) { row.preference = 3; }); }},
        {"current_plan", [](PlanTables& t) { edit(t.current_plan, 0, [](SpendRow& row) { row.amount = euros(8); }); }},
        {"keep", [](PlanTables& t) { t.header.stages = {{.objective = StageObjective::cost, .keep = Ratio(1, 1'000)}, {.objective = StageObjective::tie_break}}; }},
        {"tail",
         [](PlanTables& t) {  // into which hours of three years reach
             t.header.tail_years = 2;
             edit(t.measures, 0, [](Measure& row) { row.life_months = 36; });
         }},
    };
}

/// Of the stages themselves, and of how many zones a leximin counts.
std::vector<Change> changes_of_a_leximin() {
    return {
        {"depth", [](PlanTables& t) { t.header.stages[1].depth = 1; }},
        {"depth_beyond_the_zones", [](PlanTables& t) { t.header.stages[2].depth = 7; }},
        {"depth_that_moves_from_one_to_the_other",  // as many columns and rows, other meanings
         [](PlanTables& t) {
             t.header.stages[1].depth = 1;
             t.header.stages[2].depth = 2;
         }},
        {"last_period", [](PlanTables& t) { std::swap(t.header.stages[1].periods, t.header.stages[2].periods); }},
        {"order_of_two", [](PlanTables& t) { std::swap(t.header.stages[1], t.header.stages[2]); }},
        {"keep_of_a_leximin", [](PlanTables& t) { t.header.stages[1].keep = Ratio(1, 1'000); }},
        {"fewer_zones", [](PlanTables& t) { edit(t.service_levels, 0, [](ServiceLevel& row) { row.territory_group = "urban"; }); }},
    };
}

INSTANTIATE_TEST_SUITE_P(Of, ChangedTable, testing::ValuesIn(changes()), name_of);
INSTANTIATE_TEST_SUITE_P(Of, ChangedTableUnderALeximin, testing::ValuesIn(changes()), name_of);
INSTANTIATE_TEST_SUITE_P(OfStages, ChangedTableUnderALeximin, testing::ValuesIn(changes_of_a_leximin()), name_of);

// Objectives hang on no amount of money: the last stage is the dearest to make, so it must not be made again.
TEST(Recompile, AChangedAmountKeepsEveryObjectiveButNotWhatIsMeasuredAgainstIt) {
    const CompiledProblem before = compile(plan_of(plan_of_every_table()));
    PlanTables tables = plan_of_every_table();
    edit(tables.annuities, 2, [](Annuity& row) { row.amount += Money::from_cents(5); });
    const CompiledProblem again = compile(plan_of(tables), before);
    ASSERT_EQ(again.stages.size(), before.stages.size());
    for (std::size_t i = 0; i < again.stages.size(); ++i) { EXPECT_EQ(again.stages[i].objective, before.stages[i].objective) << i; }
    EXPECT_EQ(again.stages.back().scale, before.stages.back().scale + 5);
    EXPECT_EQ(again.layout, before.layout);
}

// Persons per nano-hour, over 999,999,937, beside those of a whole station: no denominator below 2^53 holds both. What is lost by
// rounding is measured over the boxes, which follow from limits and money, while the costs themselves are kept.
TEST(Recompile, WhatRoundedCostsLoseFollowsTheBoxes) {
    PlanTables tables = plan_of_every_table();
    edit(tables.deliveries, 0, [](Delivery& row) { row.persons_per_unit = Ratio(1, 999'999'937); });
    edit(tables.deliveries, 1, [](Delivery& row) { row.persons_per_unit = Ratio(1'000'003); });
    tables.header.stages = {{.objective = StageObjective::persons}};
    const CompiledProblem before = compile(plan_of(tables));
    edit(tables.measure_limits, 0, [](MeasureLimit& row) { row.per_amount = Ratio(3); });  // a third of the residents, not half of them
    const CompiledProblem again = compile(plan_of(tables), before);
    EXPECT_TRUE(same(again, compile(plan_of(tables))));
    EXPECT_EQ(again.stages[0].objective, before.stages[0].objective);
    EXPECT_LT(again.stages[0].reserve, before.stages[0].reserve);
}

}  // namespace
}  // namespace leps
