#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "compile_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

class ChangedNumber : public testing::TestWithParam<Change> {};

// The oracle is a fresh compile.
TEST_P(ChangedNumber, CompiledIntoTheEarlierPatternEqualsAFreshCompile) {
    const CompiledProblem before = compile(plan_of(two_bundles()));
    PlanTables tables = two_bundles();
    GetParam().apply(tables);
    const Plan plan = plan_of(tables);
    const CompiledProblem again = compile(plan, before);
    EXPECT_TRUE(same(again, compile(plan)));
    EXPECT_EQ(again.problem.shared_pattern(), before.problem.shared_pattern());
    EXPECT_FALSE(same(again, before));
    EXPECT_TRUE(same(before, compile(plan_of(two_bundles()))));
}

std::vector<Change> changed_numbers() {
    return {
        {"annuity", [](PlanTables& t) { edit(t.annuities, 0, [](Annuity& row) { row.amount = Money::from_cents(123'457); }); }},
        {"annuity_to_nothing",
         [](PlanTables& t) {
             edit(t.annuities, 1, [](Annuity& row) { row.amount = Money(); });
             edit(t.territory_quotas, 0, [](TerritoryQuota& row) { row.min_amount.reset(); });
         }},
        {"cost", [](PlanTables& t) { edit(t.measure_costs, 0, [](MeasureCost& row) { row.amount = Money::from_cents(301); }); }},
        {"ratio", [](PlanTables& t) { edit(t.deliveries, 0, [](Delivery& row) { row.units_per_unit = Ratio(2, 3); }); }},
        {"required", [](PlanTables& t) { edit(t.service_levels, 0, [](ServiceLevel& row) { row.required_units = Ratio(9, 2); }); }},
        {"limit", [](PlanTables& t) { edit(t.measure_limits, 0, [](MeasureLimit& row) { row.max_units = Units::from_nanos(7'500'000'001); }); }},
        {"quota", [](PlanTables& t) { edit(t.territory_quotas, 0, [](TerritoryQuota& row) { row.max_amount = Money::from_cents(1'499); }); }},
        {"reserve", [](PlanTables& t) { edit(t.reserves, 1, [](Reserve& row) { row.share = Ratio(1, 4); }); }},
        {"co_financing", [](PlanTables& t) { edit(t.co_financing, 0, [](CoFinancing& row) { row.max_share = Ratio(3, 7); }); }},
        {"greatest_share", [](PlanTables& t) { edit(t.eligibility, 3, [](Eligibility& row) { row.max_share = Ratio(1, 2); }); }},
    };
}

INSTANTIATE_TEST_SUITE_P(Of, ChangedNumber, testing::ValuesIn(changed_numbers()), name_of);

class ChangedRight : public testing::TestWithParam<Change> {};

TEST_P(ChangedRight, NeedsAnotherPatternAndEqualsAFreshCompile) {
    const CompiledProblem before = compile(plan_of(two_bundles()));
    PlanTables tables = two_bundles();
    GetParam().apply(tables);
    const Plan plan = plan_of(tables);
    const CompiledProblem again = compile(plan, before);
    EXPECT_TRUE(same(again, compile(plan)));
    EXPECT_NE(again.problem.shared_pattern(), before.problem.shared_pattern());
}

std::vector<Change> changed_rights() {
    return {
        {"eligibility_withdrawn", [](PlanTables& t) { remove(t.eligibility, 1); }},
        {"share_to_one", [](PlanTables& t) { edit(t.eligibility, 3, [](Eligibility& row) { row.max_share = Ratio(1); }); }},
        {"amount_without_end", [](PlanTables& t) { edit(t.eligibility, 3, [](Eligibility& row) { row.max_amount.reset(); }); }},
        {"whole_units", [](PlanTables& t) { edit(t.measures, 0, [](Measure& row) { row.whole = true; }); }},
        {"level_no_longer_hard", [](PlanTables& t) { edit(t.service_levels, 0, [](ServiceLevel& row) { row.hard = false; }); }},
    };
}

INSTANTIATE_TEST_SUITE_P(Of, ChangedRight, testing::ValuesIn(changed_rights()), name_of);

TEST(Recompile, TheSamePlanGivesTheSameNumbersInTheSamePattern) {
    const CompiledProblem before = compile(plan_of(tiny_plan()));
    const CompiledProblem again = compile(plan_of(tiny_plan()), before);
    EXPECT_TRUE(same(again, before));
    EXPECT_EQ(again.problem.shared_pattern(), before.problem.shared_pattern());
}

TEST(Recompile, ALeximinKeepsItsPatternUntilItGoesDeeper) {
    PlanTables tables = tiny_plan();
    tables.header.stages = {{.objective = StageObjective::leximin, .priority_class = 1, .depth = 1}};
    const CompiledProblem before = compile(plan_of(tables));
    edit(tables.annuities, 0, [](Annuity& row) { row.amount = Money::from_cents(123'457); });
    const CompiledProblem again = compile(plan_of(tables), before);
    EXPECT_TRUE(same(again, compile(plan_of(tables))));
    EXPECT_EQ(again.problem.shared_pattern(), before.problem.shared_pattern());
    tables.header.stages[0].depth = 2;
    const CompiledProblem deeper = compile(plan_of(tables), before);
    EXPECT_TRUE(same(deeper, compile(plan_of(tables))));
    EXPECT_NE(deeper.problem.shared_pattern(), before.problem.shared_pattern());
}

/// The default order with worst_zone and shortfall swapped in every class of tiny_plan(), which has two. (MODEL.md 6)
std::vector<StageSpec> equity_first_by_hand() {
    using enum StageObjective;
    return {{.objective = worst_zone, .priority_class = 1}, {.objective = shortfall, .priority_class = 1},
            {.objective = worst_zone, .priority_class = 2}, {.objective = shortfall, .priority_class = 2},
            {.objective = continuity}, {.objective = persons}, {.objective = cost}, {.objective = at_risk}, {.objective = preference}, {.objective = tie_break}};
}

TEST(Compile, EquityFirstIsTheDefaultOrderWithTheWorstZoneBeforeTheShortfall) {
    PlanTables named = tiny_plan();
    named.header.preset = StagePreset::equity_first;
    PlanTables spelled = tiny_plan();
    spelled.header.stages = equity_first_by_hand();
    const Plan preset = plan_of(named);
    const Plan list = plan_of(spelled);
    EXPECT_TRUE(same(compile(preset), compile(list)));
    EXPECT_NE(preset.hash(), list.hash());  // another class would change the one and not the other
    EXPECT_NE(preset.hash(), plan_of(tiny_plan()).hash());
    EXPECT_TRUE(same(compile(preset, compile(plan_of(tiny_plan()))), compile(preset)));
}

TEST(Recompile, AProblemOfAnotherPlanIsNoHelpAndNoHarm) {
    const Plan plan = plan_of(tiny_plan());
    EXPECT_TRUE(same(compile(plan, compile(plan_of(two_bundles()))), compile(plan)));
}

template <class Row>
void reverse(Table<Row>& table) {
    std::vector<Row> rows = table.rows();
    std::reverse(rows.begin(), rows.end());
    table = Table<Row>(std::move(rows));
    number_rows(table);
}

TEST(Compile, TheOrderOfRowsInTablesDoesNotChangeTheProblem) {
    for (const PlanTables& ordered : {tiny_plan(), two_bundles()}) {
        PlanTables tables = ordered;
        reverse(tables.territories);
        reverse(tables.indicator_values);
        reverse(tables.service_levels);
        reverse(tables.service_supply);
        reverse(tables.measures);
        reverse(tables.measure_costs);
        reverse(tables.deliveries);
        reverse(tables.funds);
        reverse(tables.annuities);
        reverse(tables.eligibility);
        reverse(tables.reserves);
        EXPECT_TRUE(same(compile(plan_of(tables)), compile(plan_of(ordered)))) << ordered.header.name;
    }
}

// The annuity of EU (10.00) is drawn in by 7 cents, the quota of REG (5.00 to 15.00) by 3 on either side; nothing else moves.
TEST(Margins, TightenTheRowsNamedAndNoOther) {
    const CompiledProblem compiled = compile(plan_of(two_bundles()));
    const RowIndex annuity = places_of(compiled, Rule::annuity).at(0);
    const RowIndex quota = places_of(compiled, Rule::territory_quota).at(0);
    const CompiledProblem tighter = compile_with_margins(compiled, {{annuity, 7}, {quota, 3}});
    EXPECT_EQ(tighter.problem.shared_pattern(), compiled.problem.shared_pattern());
    for (std::size_t r = 0; r < compiled.problem.row_count(); ++r) {
        StoredRow wanted = stored(compiled.problem, RowIndex(r));
        if (RowIndex(r) == annuity) { wanted.upper = 993; }
        if (RowIndex(r) == quota) {
            wanted.lower = 503;
            wanted.upper = 1497;
        }
        EXPECT_EQ(stored(tighter.problem, RowIndex(r)), wanted) << "row " << r;
    }
    EXPECT_TRUE(same(compile_with_margins(compiled, {}), compiled));
}

// 0 <= x1 + x2 - 300/10^9 x0 <= 1 cent is stored times 10^7: a margin counts what the stored coefficients count.
TEST(Margins, AreInTheUnitOfTheStoredRow) {
    const CompiledProblem compiled = compile(plan_of(two_bundles()));
    const RowIndex balance = places_of(compiled, Rule::cost_balance).at(0);
    const StoredRow row = stored(compile_with_margins(compiled, {{balance, 3}}).problem, balance);
    EXPECT_EQ(row.lower, 3.0);
    EXPECT_EQ(row.upper, 9'999'997.0);
    EXPECT_EQ(row.terms, stored(compiled.problem, balance).terms);
}

TEST(Margins, WiderThanTheRowAreRefused) {
    const CompiledProblem compiled = compile(plan_of(two_bundles()));
    EXPECT_THROW((void)compile_with_margins(compiled, {{places_of(compiled, Rule::territory_quota).at(0), 501}}), InvalidValue);
}

// Where money is elastic every due has a column that stands for cents nobody pays; where duties are, every lower bound of one.
TEST(Elastic, EveryDueOrDutyHasItsOwnSlack) {
    const Plan plan = plan_of(two_bundles());
    const ElasticProblem money = compile_elastic(plan, Elastic::money);
    ASSERT_EQ(money.slacks.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(money.slacks[i].origin.rule, Rule::cost_balance);
        const StoredRow row = rows_of(money.compiled, Rule::cost_balance).at(i);
        EXPECT_EQ(row.terms.at(money.slacks[i].column.value()), row.terms.at(money.compiled.layout->bundles[i].first_spend + 1));
    }
    const ElasticProblem duties = compile_elastic(plan, Elastic::duties);
    std::vector<Rule> rules;
    for (const SlackColumn& slack : duties.slacks) { rules.push_back(slack.origin.rule); }
    EXPECT_EQ(rules, (std::vector<Rule>{Rule::reserve, Rule::territory_quota, Rule::level_floor}));
}

}  // namespace
}  // namespace leps
