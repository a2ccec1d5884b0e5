#include "check_support.hpp"

namespace leps {
namespace {

using fixture::Briefs;
using fixture::errors;
using fixture::found;
using fixture::tiny_plan;

Briefs with_horizon(Date first, Date last, PeriodLength period) {
    PlanTables plan = tiny_plan();
    plan.header.horizon = fixture::days(first, last);
    plan.header.period = period;
    return errors(plan);
}

TEST(CheckHeader, TheHorizonIsAWholeNumberOfPeriodsFromTheFirstOfAMonth) {
    EXPECT_EQ(with_horizon(Date(2024, 1, 2), Date(2025, 12, 31), PeriodLength::year), Briefs{" 0 horizon.from horizon_start"});
    EXPECT_EQ(with_horizon(Date(2024, 1, 1), Date(2025, 6, 30), PeriodLength::year), Briefs{" 0 horizon.to horizon_length"});
    EXPECT_EQ(with_horizon(Date(2024, 1, 1), Date(2025, 12, 31), PeriodLength::quarter), Briefs{});
}

TEST(CheckHeader, TailYearsAreZeroToTen) {
    PlanTables plan = tiny_plan();
    plan.header.tail_years = 11;
    EXPECT_EQ(errors(plan), Briefs{" 0 tail_years out_of_range"});
    plan.header.tail_years = -1;
    EXPECT_EQ(errors(plan), Briefs{" 0 tail_years out_of_range"});
    plan.header.tail_years = 0;
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckHeader, MoreThanFourCutsInAPeriodAreAWarningWithTheirDates) {
    PlanTables plan = tiny_plan();
    for (unsigned short month = 2; month <= 6; ++month) {
        fixture::add(plan.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("STATION"), .category = Category::capital,
                                        .valid = {Date(2024, month, 1), Date(2024, static_cast<unsigned short>(month + 1), 1)}});
    }
    sort_into_plan_order(plan);
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(issues[0].code, "many_cuts");
    EXPECT_EQ(issues[0].severity, Severity::warning);
    // by hand: five rows of one month each, February to June, cut on the first of February ... July
    EXPECT_EQ(issues[0].found, "6 cuts in 2024-01-01/2024-12-31: 2024-02-01, 2024-03-01, 2024-04-01, 2024-05-01, 2024-06-01, 2024-07-01");
}

Briefs with_stages(std::vector<StageSpec> stages) {
    PlanTables plan = tiny_plan();
    plan.header.stages = std::move(stages);
    return found(plan);
}

TEST(CheckStages, AStageThatCountsAClassNeedsOneThatExists) {
    EXPECT_EQ(with_stages({{.objective = StageObjective::shortfall, .priority_class = 1}, {.objective = StageObjective::cost}}), Briefs{});
    EXPECT_EQ(with_stages({{.objective = StageObjective::worst_zone}}), Briefs{" 0 stages[0].class missing_field"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::shortfall, .priority_class = 3}}), Briefs{" 0 stages[0].class empty_class"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::cost, .priority_class = 1}}), Briefs{" 0 stages[0].class meaningless_field"});
}

TEST(CheckStages, LeximinNeedsADepthOfAtLeastOneAndNothingElseHasOne) {
    EXPECT_EQ(with_stages({{.objective = StageObjective::leximin, .priority_class = 1, .depth = 3}}), Briefs{});
    EXPECT_EQ(with_stages({{.objective = StageObjective::leximin, .priority_class = 1}}), Briefs{" 0 stages[0].depth missing_field"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::leximin, .priority_class = 1, .depth = 0}}), Briefs{" 0 stages[0].depth out_of_range"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::worst_zone, .priority_class = 1, .depth = 1}}), Briefs{" 0 stages[0].depth meaningless_field"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::leximin, .priority_class = 1, .depth = 1},
                           {.objective = StageObjective::leximin, .priority_class = 1, .depth = 2}}),
              Briefs{" 0 stages[1].objective duplicate_stage"});
}

TEST(CheckStages, StabilityNeedsACurrentPlan) {
    EXPECT_EQ(with_stages({{.objective = StageObjective::stability}}), Briefs{" 0 stages[0].objective missing_current_plan"});
}

TEST(CheckStages, OptionsWithoutMeaningAreErrors) {
    EXPECT_EQ(with_stages({{.objective = StageObjective::cost, .periods = StagePeriods::last}}), Briefs{" 0 stages[0].periods meaningless_field"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::cost, .depth = 2}}), Briefs{" 0 stages[0].depth meaningless_field"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::cost, .keep = Ratio(0)}}), Briefs{" 0 stages[0].keep out_of_range"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::cost, .keep_to = Ratio(-1)}}), Briefs{" 0 stages[0].keep_to out_of_range"});
    EXPECT_EQ(with_stages({{.objective = StageObjective::persons, .keep_to = Ratio(-1)}}), Briefs{});
    EXPECT_EQ(with_stages({{.objective = StageObjective::cost}, {.objective = StageObjective::cost}}), Briefs{" 0 stages[1].objective duplicate_stage"});
}

TEST(CheckStages, APresetIsAListByItself) {
    PlanTables plan = tiny_plan();
    plan.header.preset = StagePreset::equity_first;
    EXPECT_EQ(found(plan), Briefs{});
    plan.header.stages = {{.objective = StageObjective::cost}};
    EXPECT_EQ(found(plan), Briefs{" 0 stages stages_and_preset"});
}

TEST(CheckStages, MoneyAtRiskBeforeCostIsAWarning) {
    EXPECT_EQ(with_stages({{.objective = StageObjective::at_risk}, {.objective = StageObjective::cost}}),
              Briefs{"warning:  0 stages[0].objective at_risk_before_cost"});
}

}  // namespace
}  // namespace leps
