#include "leps/analyze/goal_seek.hpp"

#include <algorithm>
#include <atomic>
#include <string>

#include <gtest/gtest.h>

#include "../allocate/plan_source.hpp"
#include "leps/allocate/certificate.hpp"
#include "leps/core/error.hpp"
#include "leps/verify/verify.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

const GoalQuestion of_projects{.fund = FundId("F"), .year = {}, .recipient = {}, .goal = {.level = LevelId("L"), .zone = {}, .by = 2024}};

void expect_verified(const GoalAnswer& found) {
    ASSERT_TRUE(found.allocation);
    EXPECT_TRUE(verify(*found.plan, *found.allocation).ok());
    EXPECT_TRUE(check_certificate(*found.plan, *found.allocation).ok());
}

/// Zones Y and Z that lack one project and a half each, paid by the region.
PlanTables halves(std::int64_t fund_euros) {
    PlanTables tables = projects({.missing = 3, .fund_euros = fund_euros});
    add(tables.territories, {.territory = TerritoryId("Y"), .name = "Y", .kind = TerritoryKind::zone, .parent = TerritoryId("R")});
    add(tables.indicator_values, {.indicator = IndicatorId("POP"), .territory = TerritoryId("Y"), .year = 2024, .value = Ratio(500)});
    add(tables.service_supply, {.level = LevelId("L"), .territory = TerritoryId("Y"), .year = 2024});
    edit(tables.service_levels, 0, [](ServiceLevel& row) { row.required_units = Ratio(3, 2); });
    edit(tables.annuities, 0, [](Annuity& row) { row.territory = TerritoryId("R"); });
    return tables;
}

// By hand: 3 whole projects of 1,000.00 euros are missing. With one cent less there is no room for the third.
TEST(GoalSeek, OfWholeProjectsIsProvedToTheCent) {
    for (const std::int64_t now : {0, 2000, 3000, 5000}) {
        const GoalAnswer found = goal_seek(plan_of(projects({.missing = 3, .fund_euros = now})), of_projects);
        ASSERT_EQ(found.status, GoalStatus::found) << now;
        EXPECT_EQ(found.now, euros(now));
        EXPECT_EQ(found.least_found, euros(3000));
        EXPECT_EQ(found.greatest_failing, Money::from_cents(2999'99));
        EXPECT_EQ(found.distance, GoalDistance{});
        expect_verified(found);
    }
}

// By hand: each zone needs two whole projects. Halves of them would do with 2,998.00 euros (the resolution of the level is 0.001), so that
// only branches over whole units prove that one cent less than 4,000.00 fails.
TEST(GoalSeek, WholeUnitsAreProvedByEnumeration) {
    const GoalAnswer found = goal_seek(plan_of(halves(1000)), of_projects);
    EXPECT_EQ(found.least_found, euros(4000));
    EXPECT_EQ(found.greatest_failing, Money::from_cents(3999'99));
    EXPECT_EQ(found.proof, FailureProof::enumeration);
    EXPECT_EQ(found.distance, GoalDistance{});
    expect_verified(found);
}

TEST(GoalSeek, SaysWhatItDidNotProve) {
    const GoalAnswer found = goal_seek(plan_of(halves(1000)), of_projects, {.proof_nodes = 0});
    EXPECT_EQ(found.least_found, euros(4000));
    EXPECT_EQ(found.greatest_failing, Money::from_cents(2997'99));
    EXPECT_EQ(found.proof, FailureProof::relaxation);
    EXPECT_EQ(found.distance.whole_units, Money::from_cents(1002'00));
    EXPECT_EQ(found.distance.total(), found.distance.whole_units);
}

TEST(GoalSeek, OfOneZoneAsksNothingOfTheOthers) {
    GoalQuestion question = of_projects;
    question.goal.zone = TerritoryId("Y");
    const GoalAnswer found = goal_seek(plan_of(halves(1000)), question);
    EXPECT_EQ(found.least_found, euros(2000));
    EXPECT_EQ(found.distance, GoalDistance{});
}

// tiny_plan(): HOURS cost 10 euros each, only the state fund of the zone pays them, B lacks 500 of 500 hours in 2025: 5,000.00 euros,
// less 0.001 hours of resolution = one cent.
TEST(GoalSeek, OfDivisibleHoursLiesBetweenProofAndAnswer) {
    const GoalAnswer found = goal_seek(plan_of(tiny_plan()), {.fund = FundId("STATE"), .year = 2025, .recipient = TerritoryId("B"),
                                                              .goal = {.level = LevelId("CARE"), .zone = TerritoryId("B"), .by = 2025}});
    ASSERT_EQ(found.status, GoalStatus::found);
    EXPECT_EQ(found.now, euros(3000));
    ASSERT_TRUE(found.least_found && found.greatest_failing);
    EXPECT_LE(found.least_found, euros(5000));
    EXPECT_GE(found.least_found, Money::from_cents(4999'99));
    EXPECT_LT(found.greatest_failing, Money::from_cents(4999'99));
    EXPECT_EQ(*found.least_found - *found.greatest_failing - Money::from_cents(1), found.distance.total());
    EXPECT_LE(found.distance.total(), Money::from_cents(5));
    expect_verified(found);
    const auto changed = std::ranges::find_if(found.changed_plan->tables().annuities,
                                              [](const Annuity& row) { return row.year == 2025 && row.territory == TerritoryId("B"); });
    EXPECT_EQ(changed->amount, *found.least_found);
}

// REG may pay stations only: no amount of it gives hours.
TEST(GoalSeek, OutOfReachIsProvedAndExplained) {
    const GoalAnswer found = goal_seek(plan_of(tiny_plan()), {.fund = FundId("REG"), .year = 2025, .recipient = {},
                                                              .goal = {.level = LevelId("CARE"), .zone = TerritoryId("B"), .by = 2025}});
    EXPECT_EQ(found.status, GoalStatus::out_of_reach);
    EXPECT_FALSE(found.least_found);
    EXPECT_EQ(found.greatest_failing, found.most);
    const auto any = [&](auto holds) { return std::ranges::any_of(found.reasons, holds); };
    EXPECT_TRUE(any([](const Reason& reason) { return reason.code == "funds_exhausted" || reason.code == "hard_level_missed"; }));
    EXPECT_TRUE(any([](const Reason& reason) { return reason.code == "stands_against" && reason.rule == "level_floor"; }));
}

TEST(GoalSeek, WhatNeedsNoMoneyIsFoundAtZero) {
    PlanTables tables = projects({.missing = 3, .fund_euros = 1000});
    edit(tables.service_supply, 0, [](ServiceSupply& row) { row.units = Units::whole(3); });
    const GoalAnswer found = goal_seek(plan_of(tables), of_projects);
    EXPECT_EQ(found.least_found, Money());
    EXPECT_FALSE(found.greatest_failing);
    EXPECT_EQ(found.distance.total(), Money());
}

TEST(GoalSeek, RefusesWhatThePlanDoesNotHave) {
    const Plan plan = plan_of(tiny_plan());
    const auto field = [&](GoalQuestion question) {
        try {
            (void)goal_seek(plan, question);
        } catch (const InvalidValue& error) { return error.fields().field; }
        return std::string("nothing");
    };
    const GoalQuestion good{.fund = FundId("STATE"), .year = 2025, .recipient = {}, .goal = {.level = LevelId("CARE"), .zone = {}, .by = 2025}};
    const auto with = [&](auto change) {
        GoalQuestion question = good;
        change(question);
        return field(question);
    };
    EXPECT_EQ(with([](GoalQuestion& q) { q.fund = FundId("NONE"); }), "fund");
    EXPECT_EQ(with([](GoalQuestion& q) { q.year = 2030; }), "year");
    EXPECT_EQ(with([](GoalQuestion& q) { q.recipient = TerritoryId("R"); }), "recipient");
    EXPECT_EQ(with([](GoalQuestion& q) { q.goal.level = LevelId("NONE"); }), "level");
    EXPECT_EQ(with([](GoalQuestion& q) { q.goal.zone = TerritoryId("R"); }), "zone");
    EXPECT_EQ(with([](GoalQuestion& q) { q.goal.by = 2026; }), "by");
}

TEST(GoalSeek, StopsWhenItIsTold) {
    const std::atomic<bool> stop{true};
    const GoalQuestion question{.fund = FundId("STATE"), .year = 2025, .recipient = {}, .goal = {.level = LevelId("CARE"), .zone = {}, .by = 2025}};
    const GoalAnswer found = goal_seek(plan_of(tiny_plan()), question, {}, {.report = {}, .stop = &stop});
    EXPECT_EQ(found.status, GoalStatus::interrupted);
}

#endif

}  // namespace
}  // namespace leps
