#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/analyze/why.hpp"
#include "leps/analyze/why_not.hpp"
#include "why_plans.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

Why asked_why(const PlanTables& tables, const char* zone = "Z", const char* level = "L") {
    const Plan plan = checked_plan(tables);
    return why({plan, allocate(plan)}, {.zone = TerritoryId(zone), .level = LevelId(level)});
}
WhyNot asked_why_not(const PlanTables& tables, const char* measure, const char* zone) {
    const Plan plan = checked_plan(tables);
    return why_not({plan, allocate(plan)}, {.measure = MeasureId(measure), .zone = TerritoryId(zone)});
}

std::string all(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) { text += sentence + "\n"; }
    return text;
}
#define EXPECT_SAID(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

void limit(PlanTables& tables, std::int64_t most) {
    tables.measure_limits = std::vector<MeasureLimit>{{.measure = MeasureId("M"), .max_units = Units::whole(most), .counted = Counted::in_service}};
    number_rows(tables.measure_limits);
}

// 600.00 buy 60 of 100 hours; one euro a tenth of an hour.
TEST(Why, SpentMoneyStopsALevelAndOneEuroIsWorthItsUnits) {
    const Why answer = asked_why(hours_of(600));
    const std::string text = all(answer.sentences);
    EXPECT_SAID(text, "100 hours are due, 0 exist, with the plan there are 59.99");  // a cent less may be spent within the cap of the shortfall
    ASSERT_EQ(answer.payers.size(), 1U);
    EXPECT_EQ(answer.payers[0].state, PayersState::exhausted);
    EXPECT_EQ(answer.payers[0].open, "F 2024 (Z)");
    EXPECT_LE(answer.payers[0].left, Money::from_cents(2));
    EXPECT_EQ(answer.payers[0].unit, fixture::euros(10));
    EXPECT_TRUE(answer.binding.empty());
    EXPECT_EQ(answer.stage, "shortfall of class 1");
    ASSERT_EQ(answer.prices.size(), 1U);
    EXPECT_EQ(answer.prices[0].units, Units::from_nanos(100'000'000));
    EXPECT_SAID(text, "lowers the shortfall of class 1 by 0.001, as much as 0.1 hours of L in Z");
}

TEST(Why, ALimitThatIsMetBindsWithItsLaw) {
    PlanTables tables = hours_of(600);
    limit(tables, 30);
    const Why answer = asked_why(tables);
    ASSERT_EQ(answer.binding.size(), 1U);
    EXPECT_EQ(answer.binding[0].rule, "measure_limit");
    EXPECT_EQ(answer.binding[0].side, BindingSide::most);
    EXPECT_EQ(answer.binding[0].period, "2024-01-01/2024-12-31");
    EXPECT_EQ(answer.binding[0].legal_source, "law 328/2000");
    EXPECT_EQ(answer.payers[0].state, PayersState::available);
    EXPECT_GE(answer.payers[0].left, fixture::euros(300));
    const std::string text = all(answer.sentences);
    EXPECT_SAID(text, "The limit of M is met: at most 30");
    EXPECT_SAID(text, "One euro more of no annuity that may pay here would lower the shortfall of class 1.");
    EXPECT_SAID(text, "would not help");
}

TEST(Why, ALimitWithRoomDoesNotBind) {
    PlanTables tables = hours_of(600);
    limit(tables, 61);
    EXPECT_TRUE(asked_why(tables).binding.empty());
}

// 35 of 10 hours each: 3 projects fit, and a fourth would be 40.
TEST(Why, ALimitBindsWhereOneMoreWholeUnitDoesNotFit) {
    PlanTables tables = projects_of(900);
    tables.measure_limits = std::vector<MeasureLimit>{
        {.measure = MeasureId("M"), .max_units = Units::from_nanos(3'500'000'000), .counted = Counted::in_service}};
    number_rows(tables.measure_limits);
    const Why answer = asked_why(tables);
    ASSERT_EQ(answer.binding.size(), 1U);
    EXPECT_EQ(answer.binding[0].rule, "measure_limit");
}

// What is left of 650.00 is less than the 100.00 of a project.
TEST(Why, MoneyThatPaysNoWholeUnitMoreIsExhausted) {
    const Why answer = asked_why(projects_of(650));
    EXPECT_EQ(answer.payers.at(0).state, PayersState::exhausted);
    EXPECT_EQ(answer.payers.at(0).left, fixture::euros(50));
    EXPECT_SAID(all(answer.sentences), "Prices hold the whole units of this plan");
}

TEST(Why, AWindowThatIsShutAndARightThatIsMissingAreToldApart) {
    PlanTables shut = hours_of(600);
    edit(shut.measure_costs, 0, [](MeasureCost& row) {
        row.per = Per::unit_year;
        row.profile = {};
    });
    edit(shut.annuities, 0, [](Annuity& row) { row.window = days(Date(2024, 1, 1), Date(2024, 6, 30)); });
    const Why closed = asked_why(shut);
    ASSERT_EQ(closed.payers.size(), 2U);
    EXPECT_EQ(closed.payers[0].state, PayersState::available);
    EXPECT_EQ(closed.payers[1].state, PayersState::closed);
    EXPECT_EQ(closed.payers[1].closed, "F 2024 (Z, 2024-01-01/2024-06-30)");
    PlanTables no_right = hours_of(600);
    edit(no_right.eligibility, 0, [](Eligibility& row) { row.category = Category::capital; });
    limit(no_right, 1000);
    const Why nobody = asked_why(no_right);
    ASSERT_EQ(nobody.payers.size(), 1U);
    EXPECT_EQ(nobody.payers[0].state, PayersState::no_fund);
    EXPECT_TRUE(nobody.prices.empty());
    EXPECT_SAID(all(nobody.sentences), "No fund may pay current cost of M in Z in 2024-01-01/2024-12-31");
}

TEST(Why, WhatIsNotDueOrUnknownIsRefused) {
    const auto code = [](const char* zone, const char* level) -> std::string {
        PlanTables tables = hours_of(600);
        add(tables.service_levels, {.level = LevelId("OLD"), .name = "OLD", .unit = "hours", .required_units = Ratio(1), .to_year = 2020});
        try {
            (void)asked_why(tables, zone, level);
        } catch (const InvalidValue& error) {
            return error.fields().code;
        }
        return "";
    };
    EXPECT_EQ(code("Y", "L"), "unknown_zone");
    EXPECT_EQ(code("R", "L"), "unknown_zone");
    EXPECT_EQ(code("Z", "K"), "unknown_level");
    EXPECT_EQ(code("Z", "OLD"), "not_due");
}

// 600.00 pay 6 projects; a seventh is 100.00 too dear.
TEST(WhyNot, OneMoreThanTheMoneyPaysIsInfeasible) {
    const WhyNot answer = asked_why_not(projects_of(600), "M", "Z");
    EXPECT_EQ(answer.verdict, WhyNotVerdict::infeasible);
    EXPECT_EQ(answer.started, Units::whole(6));
    EXPECT_EQ(answer.asked, Units::whole(7));
    EXPECT_SAID(all(answer.sentences), "No plan keeps all rules with 7 of M in Z.");
}

TEST(WhyNot, WhatTheTablesForbidNeedsNoSolve) {
    PlanTables tables = projects_of(900);
    tables.measure_limits = std::vector<MeasureLimit>{{.measure = MeasureId("M"), .max_units = Units::whole(4), .counted = Counted::starts_in_horizon}};
    number_rows(tables.measure_limits);
    const WhyNot answer = asked_why_not(tables, "M", "Z");
    EXPECT_EQ(answer.verdict, WhyNotVerdict::forbidden);
    ASSERT_EQ(answer.obstacles.size(), 1U);
    EXPECT_EQ(answer.obstacles[0].rule, "measure_limit");
    EXPECT_TRUE(answer.changes.empty());
}

TEST(WhyNot, AnotherMeasureIsDisplacedAndTheDifferenceIsListed) {
    PlanTables tables = projects_of(600);
    add(tables.measures, {.measure = MeasureId("N"), .name = "N", .unit = "hours", .whole = true, .life_months = 12});
    add(tables.measure_costs,
        {.measure = MeasureId("N"), .category = Category::current, .amount = fixture::euros(200), .per = Per::unit, .profile = {{0, Ratio(1)}}});
    add(tables.deliveries, {.measure = MeasureId("N"), .level = LevelId("L"), .units_per_unit = Ratio(10)});
    add(tables.eligibility, {.fund = FundId("F"), .measure = MeasureId("N"), .category = Category::current});
    // one N for 200.00 leaves 400.00 for four M: 50 hours instead of 60, shortfall 1/2 instead of 2/5
    const WhyNot answer = asked_why_not(tables, "N", "Z");
    EXPECT_EQ(answer.verdict, WhyNotVerdict::displaces) << all(answer.sentences);
    EXPECT_SAID(all(answer.sentences), "With 1 of N in Z instead of 0 the shortfall of class 1 rises by 0.1 from 0.4: worse, proved.");
    const auto level = std::ranges::find(answer.changes, ChangedPart::level, &ChangedNumber::what);
    ASSERT_NE(level, answer.changes.end());
    EXPECT_EQ(level->subject, "L, Z");
    EXPECT_EQ(level->before, Ratio(60));
    EXPECT_EQ(level->after, Ratio(50));
    const auto measures = std::ranges::count(answer.changes, ChangedPart::measure, &ChangedNumber::what);
    EXPECT_EQ(measures, 2);  // M 6 -> 4, N 0 -> 1
}

// Money and limits leave room, only nobody needs it: 100 hours are reached with 10 projects.
TEST(WhyNot, AUnitThatNobodyNeedsCostsMoney) {
    const WhyNot answer = asked_why_not(projects_of(2000), "M", "Z");
    EXPECT_EQ(answer.verdict, WhyNotVerdict::displaces) << all(answer.sentences);
    EXPECT_SAID(all(answer.sentences), "With 11 of M in Z instead of 10 the cost rises by 100 from 1000: worse, proved.");
}

TEST(WhyNot, AnObligationThatAsksForMoreStays) {
    PlanTables tables = hours_of(600);
    tables.measure_limits = std::vector<MeasureLimit>{{.measure = MeasureId("M"), .min_units = Units::whole(20), .max_units = Units::whole(60),
                                                       .counted = Counted::starts_in_horizon, .kind = LimitKind::obligation}};
    number_rows(tables.measure_limits);
    EXPECT_EQ(asked_why_not(tables, "M", "Z").verdict, WhyNotVerdict::forbidden);  // 61 of at most 60
}

#endif

}  // namespace
}  // namespace leps
