// Every expected number of this file is worked out by hand from the plan beside it. Columns of two_bundles(): x0 the start of
// M, nano-units; cents: x1 EU and x2 REG for the capital cost, x3 EU and x4 REG for the running cost; x5 the gap of L and
// x6 the worst zone, ppb.

#include <gtest/gtest.h>

#include "compile_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

class TwoBundles : public testing::Test {
protected:
    static const CompiledProblem& compiled() {
        static const CompiledProblem problem = compile(plan_of(two_bundles()));
        return problem;
    }
};

using Rows = std::vector<StoredRow>;

// Money alone would allow 30.00 / 3.00 = 10 units; the limit says 8. Then the capital cost is 24.00 at most and the running
// cost 0.56, one cent more for rounding. The gap is (4 - 1) / 4 at most.
TEST_F(TwoBundles, BoxesFollowFromMoneyAndLimits) {
    const Problem& problem = compiled().problem;
    const std::vector<double> lower(problem.column_lower().begin(), problem.column_lower().end());
    const std::vector<double> upper(problem.column_upper().begin(), problem.column_upper().end());
    EXPECT_EQ(lower, std::vector<double>(7, 0.0));
    EXPECT_EQ(upper, (std::vector<double>{8e9, 1000, 2000, 57, 57, 750'000'000, 1e9}));
    EXPECT_FALSE(problem.has_whole_columns());
    EXPECT_TRUE(problem.rounded_rows().empty());
}

// 0 <= x1 + x2 - 300/10^9 x0 <= 1 cent, times 10^7;  0 <= x3 + x4 - 7/10^9 x0 <= 1 cent, times 10^9.
TEST_F(TwoBundles, CostBalanceHoldsIntegersAndOneCentOfRounding) {
    EXPECT_EQ(rows_of(compiled(), Rule::cost_balance), (Rows{{.terms = {{0, -3}, {1, 1e7}, {2, 1e7}}, .lower = 0, .upper = 1e7},
                                                             {.terms = {{0, -7}, {3, 1e9}, {4, 1e9}}, .lower = 0, .upper = 1e9}}));
}

TEST_F(TwoBundles, AnAnnuityBoundsWhatIsSpentOfIt) {
    EXPECT_EQ(rows_of(compiled(), Rule::annuity), (Rows{{.terms = {{1, 1}, {3, 1}}, .upper = 1000}, {.terms = {{2, 1}, {4, 1}}, .upper = 2000}}));
}

// 3 x4 <= x3 + x4;  x4 <= 30 cents.
TEST_F(TwoBundles, EligibilityLimitsAShareOfEachBundleAndAnAmount) {
    EXPECT_EQ(rows_of(compiled(), Rule::eligibility), (Rows{{.terms = {{3, -1}, {4, 2}}, .upper = 0}, {.terms = {{4, 1}}, .upper = 30}}));
}

// 5 (x1 + x3) <= 2 (x1 + x2 + x3 + x4).
TEST_F(TwoBundles, CoFinancingOfAProjectWeighsAllItsBundles) {
    EXPECT_EQ(rows_of(compiled(), Rule::co_financing), (Rows{{.terms = {{1, 3}, {2, -2}, {3, 3}, {4, -2}}, .upper = 0}}));
}

// Less than half of 10.00: 4.99. A third of 20.00, rounded up: 6.67.
TEST_F(TwoBundles, ReservesAreRoundedToTheirOwnSide) {
    EXPECT_EQ(rows_of(compiled(), Rule::reserve), (Rows{{.terms = {{1, 1}, {3, 1}}, .upper = 499}, {.terms = {{2, 1}, {4, 1}}, .lower = 667}}));
}

TEST_F(TwoBundles, AQuotaBoundsWhatATerritoryGets) {
    EXPECT_EQ(rows_of(compiled(), Rule::territory_quota), (Rows{{.terms = {{2, 1}, {4, 1}}, .lower = 500, .upper = 1500}}));
}

// 1/2 x0 + 4 x5 >= 3 units, times 2; hard: 1/2 x0 >= 3 units less the resolution of 1/1000.
TEST_F(TwoBundles, ALevelIsAFloorForDeliveriesAndGapInNanoUnits) {
    EXPECT_EQ(rows_of(compiled(), Rule::level_floor), (Rows{{.terms = {{0, 1}, {5, 8}}, .lower = 6e9}, {.terms = {{0, 1}}, .lower = 5'998'000'000}}));
}

TEST_F(TwoBundles, TheWorstZoneIsNoBetterThanAnyZone) {
    EXPECT_EQ(rows_of(compiled(), Rule::worst_zone), (Rows{{.terms = {{5, -1}, {6, 1}}, .lower = 0}}));
}

TEST_F(TwoBundles, ALimitBoundsUnitsInService) {
    EXPECT_EQ(rows_of(compiled(), Rule::measure_limit), (Rows{{.terms = {{0, 1}}, .upper = 8e9}}));
    EXPECT_EQ(compiled().problem.row_count(), 14U);  // the thirteen rows above, and this one
}

// One level in one zone: kappa = 2^40. At risk: both windows end with the horizon, 30.00 less all that is spent. Preference:
// EU ranks second.
TEST_F(TwoBundles, StagesAreIntegersOverColumns) {
    using Terms = std::vector<Objective::Term>;
    const auto terms = [](std::size_t stage) {
        const auto span = compiled().stages.at(stage).objective->terms();
        return Terms(span.begin(), span.end());
    };
    const auto all = [](double eu, double reg) {
        return Terms{{ColumnIndex(1), eu}, {ColumnIndex(2), reg}, {ColumnIndex(3), eu}, {ColumnIndex(4), reg}};
    };
    ASSERT_EQ(compiled().stages.size(), 5U);
    EXPECT_EQ(terms(0), (Terms{{ColumnIndex(5), 1099511627776.0}}));
    EXPECT_EQ(terms(1), (Terms{{ColumnIndex(6), 1}}));
    EXPECT_EQ(terms(2), all(1, 1));
    EXPECT_EQ(terms(3), all(-1, -1));
    EXPECT_EQ(terms(4), all(2, 1));
    EXPECT_EQ(compiled().stages[3].offset, 3000);
    EXPECT_EQ(compiled().stages[2].offset, 0);
    EXPECT_EQ(compiled().stages[0].scale, Int128{1099511627776} * 1'000'000'000);
    EXPECT_EQ(compiled().stages[1].scale, 1'000'000'000);
    EXPECT_EQ(compiled().stages[2].scale, 3000);
}

// Zones A and B, level CARE in two years that weigh the same: index = (gap of 2024 + gap of 2025) / 2. OPEN, of class 2, stands
// between the demands of A and B. Each row divided by 2^39.
TEST(Leximin, EachPartBoundsEveryZoneIndexByAThresholdAndAnExcess) {
    EXPECT_TRUE(rows_of(compile(plan_of(tiny_plan())), Rule::leximin).empty());
    PlanTables tables = tiny_plan();
    tables.header.stages = {{.objective = StageObjective::leximin, .priority_class = 1, .depth = 7}};
    const CompiledProblem compiled = compile(plan_of(tables));
    ASSERT_EQ(compiled.stages.size(), 2U);  // two zones
    const Rows rows = rows_of(compiled, Rule::leximin);
    ASSERT_EQ(rows.size(), 4U);
    const auto gap = [&](std::size_t demand) { return compiled.columns->gap.at(demand).value(); };
    for (const std::size_t k : {1U, 2U}) {
        const StageProgram& stage = compiled.stages[k - 1];
        const auto terms = stage.objective->terms();
        ASSERT_EQ(terms.size(), 3U);  // the threshold, then the excess of A and of B
        EXPECT_EQ(terms[0].cost, static_cast<double>(k));
        EXPECT_EQ(terms[1].cost, 1.0);
        EXPECT_EQ(terms[2].cost, 1.0);
        EXPECT_EQ(rows[2 * k - 2], (StoredRow{.terms = {{gap(0), -1}, {gap(1), -1}, {terms[0].column.value(), 2}, {terms[1].column.value(), 2}}, .lower = 0}));
        EXPECT_EQ(rows[2 * k - 1], (StoredRow{.terms = {{gap(4), -1}, {gap(5), -1}, {terms[0].column.value(), 2}, {terms[2].column.value(), 2}}, .lower = 0}));
        EXPECT_EQ(stage.scale, static_cast<Int128>(k) * 1'000'000'000);
        EXPECT_EQ(stage.denominator, 1);
    }
}

// A unit of M costs 300 cents of capital and 7 a year, two bundles with two payers each that are each rounded once: six cents of
// 307 are 19,543,974 nano-units, and one more for the start itself. At half a unit of L each that is 9,771,987.5 of the 4 units
// required: 2,442,997 ppb, and one for rounding up. Cents of the 7 alone would be 0.43 units.
TEST_F(TwoBundles, AStageMayMoveByACentOfEachPayerAndRoundingOfAllBundles) {
    ASSERT_EQ(compiled().stages.size(), 5U);
    EXPECT_EQ(compiled().stages[1].reserve, 2'442'998);
    EXPECT_EQ(compiled().stages[0].reserve, Int128{1099511627776} * 2'442'998);
}

// A start of 1 January that serves from 1 April: 3/4 of its year in the first, 1/4 in the next. Zone A needs 1,000 hours a
// year and has 100: 900 x 10^9 nano-hours are missing, the row is multiplied by 4. Columns: x0, x1 the hours of A in 2024 and
// 2025.
TEST(LevelFloor, AServiceThatBeginsInAprilCountsThreeQuartersOfItsFirstYear) {
    PlanTables tables = tiny_plan();
    edit(tables.measures, 0, [](Measure& row) { row.delay_months = 3; });
    const CompiledProblem compiled = compile(plan_of(tables));
    const std::vector<RowIndex> places = places_of(compiled, Rule::level_floor);
    ASSERT_GE(places.size(), 2U);
    const double gap_2024 = static_cast<double>(compiled.columns->gap[0].value());
    const double gap_2025 = static_cast<double>(compiled.columns->gap[1].value());
    EXPECT_EQ(stored(compiled.problem, places[0]), (StoredRow{.terms = {{0, 3}, {compiled.columns->gap[0].value(), 4000}}, .lower = 3.6e12}));
    EXPECT_EQ(stored(compiled.problem, places[1]), (StoredRow{.terms = {{0, 1}, {1, 3}, {compiled.columns->gap[1].value(), 4000}}, .lower = 3.6e12}));
    EXPECT_LT(gap_2024, gap_2025);
}

// An earmark of a third of 4,000.00 euros for zone A: what B takes is at most 4,000.00 - 1,333.34 = 2,666.66.
TEST(Reserve, AnEarmarkBoundsWhatIsNotItsSubset) {
    PlanTables tables = tiny_plan();
    tables.reserves = std::vector<Reserve>{{.fund = FundId("REG"), .reserve = ReserveId("A"), .kind = ReserveKind::earmark,
                                            .subset_kind = SubsetKind::territory, .subset = "A", .share = Ratio(1, 3)}};
    number_rows(tables.reserves);
    const CompiledProblem compiled = compile(plan_of(tables));
    StoredRow wanted{.terms = {}, .upper = 266'666};
    for (const SpendColumn& spend : compiled.layout->spends) {
        const Operation& operation = compiled.view->operations[compiled.layout->bundle(spend.bundle).operation];
        if (operation.site == "B" && compiled.view->measures[operation.measure].measure == MeasureId("STATION")) { wanted.terms[spend.column.value()] = 1; }
    }
    EXPECT_EQ(wanted.terms.size(), 2U);  // a start in 2024, a start in 2025
    EXPECT_EQ(rows_of(compiled, Rule::reserve), Rows{wanted});
}

// REG 2024 may be spent in 2024 and 2025, REG 2025 in 2025: three ways of using an annuity, one balance per year, one row per
// annuity of 2,000.00. A and B may each start a station in either year.
TEST(NestedWindows, EachAnnuityIsUsedInAYearOnlyWhereItIsOpen) {
    const CompiledProblem compiled = compile(plan_of(tiny_plan()));
    const Layout& layout = *compiled.layout;
    ASSERT_EQ(layout.uses.size(), 3U);
    const auto used = [&](std::size_t i) { return std::pair(compiled.view->spendable[layout.uses[i].annuity].year, layout.uses[i].elementary.value()); };
    EXPECT_EQ(used(0), std::pair(2024, std::size_t{0}));
    EXPECT_EQ(used(1), std::pair(2024, std::size_t{1}));
    EXPECT_EQ(used(2), std::pair(2025, std::size_t{1}));
    const auto column = [&](std::size_t i) { return layout.uses[i].column.value(); };
    StoredRow first{.terms = {{column(0), -1}}, .lower = 0, .upper = 0};
    StoredRow second{.terms = {{column(1), -1}, {column(2), -1}}, .lower = 0, .upper = 0};
    for (const SpendColumn& spend : layout.spends) {
        if (compiled.view->tables.funds[compiled.view->spendable.purses()[spend.purse.value()].fund.value()].fund != FundId("REG")) { continue; }
        EXPECT_FALSE(spend.annuity.has_value());
        (layout.bundle(spend.bundle).elementary.value() == 0 ? first : second).terms[spend.column.value()] = 1;
    }
    EXPECT_EQ(first.terms.size(), 3U);
    EXPECT_EQ(second.terms.size(), 4U);
    const Rows rows = rows_of(compiled, Rule::annuity);
    ASSERT_GE(rows.size(), 4U);
    EXPECT_EQ(rows[0], first);
    EXPECT_EQ(rows[1], second);
    EXPECT_EQ(rows[2], (StoredRow{.terms = {{column(0), 1}, {column(1), 1}}, .upper = 200'000}));
    EXPECT_EQ(rows[3], (StoredRow{.terms = {{column(2), 1}}, .upper = 200'000}));
}

// A reserve by competence year names annuities: then the payer itself is the annuity, and no use is split.
TEST(NestedWindows, ARuleThatNamesAnnuitiesMakesThemPayers) {
    PlanTables tables = tiny_plan();
    tables.reserves = std::vector<Reserve>{{.fund = FundId("REG"), .reserve = ReserveId("A"), .kind = ReserveKind::cap,
                                            .subset_kind = SubsetKind::territory, .subset = "A", .share = Ratio(1, 3), .per_year = true}};
    number_rows(tables.reserves);
    const CompiledProblem compiled = compile(plan_of(tables));
    EXPECT_TRUE(compiled.layout->uses.empty());
    std::size_t carried = 0;
    for (const SpendColumn& spend : compiled.layout->spends) { carried += spend.annuity.has_value() ? 1 : 0; }
    EXPECT_EQ(carried, 6U);  // two stations: REG 2024 in both years, REG 2025 in the second
    const Rows rows = rows_of(compiled, Rule::reserve);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].upper, 66'666.0);  // floor of a third of 2,000.00
    EXPECT_EQ(rows[0].terms.size(), 2U);
    EXPECT_EQ(rows[1].terms.size(), 1U);
}

}  // namespace
}  // namespace leps
