#include "leps/analyze/sweep.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <stdexcept>

#include <gtest/gtest.h>

#include "../allocate/plan_source.hpp"
#include "leps/core/error.hpp"
#include "leps/verify/verify.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

/// The plan of tiny_plan() with this much money in its first annuity.
Plan with_money(std::int64_t euros) {
    PlanTables tables = tiny_plan();
    std::vector<Annuity> annuities = tables.annuities.rows();
    annuities.front().amount = Money::from_cents(100 * euros);
    tables.annuities = std::move(annuities);
    return plan_of(tables);
}

std::map<std::size_t, ScenarioAnswer> swept(const BasePlan& base, const Scenarios& scenarios, const SweepOptions& options = {}) {
    std::map<std::size_t, ScenarioAnswer> answers;
    sweep(base, scenarios, [&](ScenarioAnswer answer) {
        const std::size_t number = answer.number;
        EXPECT_TRUE(answers.emplace(number, std::move(answer)).second) << "scenario " << number << " twice";
    }, options);
    return answers;
}

Scenarios amounts() {
    return {.count = 12, .plan = [](std::size_t i) { return with_money(static_cast<std::int64_t>(i) * 700); }};
}

TEST(Sweep, AnswersEachScenarioOnceAndTheSameOnAnyNumberOfThreads) {
    const auto [allocation, base] = allocate_base(plan_of(tiny_plan()));
    const auto one = swept(base, amounts(), {.threads = 1});
    ASSERT_EQ(one.size(), 12U);
    for (const std::size_t threads : {2U, 4U}) {
        const auto many = swept(base, amounts(), {.threads = threads});
        ASSERT_EQ(many.size(), 12U);
        for (const auto& [number, answer] : one) { EXPECT_EQ(answer.allocation, many.at(number).allocation) << number; }
    }
}

// MODEL.md 13: two conforming ways to solve verify, and their certified intervals overlap.
TEST(Sweep, AgreesWithAnAllocationOfTheScenarioByItself) {
    const auto [allocation, base] = allocate_base(plan_of(tiny_plan()));
    for (const auto& [number, answer] : swept(base, amounts())) {
        const Plan plan = amounts().plan(number);
        const Allocation alone = allocate(plan);
        ASSERT_EQ(answer.allocation->status, alone.status) << number;
        if (alone.status != AllocationStatus::allocated) { continue; }
        EXPECT_TRUE(verify(plan, *answer.allocation).ok()) << number;
        const StageRow& first = answer.allocation->stages.front();
        EXPECT_LE(first.bound, alone.stages.front().value) << number;
        EXPECT_LE(alone.stages.front().bound, first.value) << number;
    }
}

TEST(Sweep, LeavesTheBaseAsItWas) {
    const Plan plan = plan_of(tiny_plan());
    const auto [allocation, base] = allocate_base(plan);
    (void)swept(base, amounts());
    EXPECT_EQ(base.allocate(plan), base.allocate(plan));
    EXPECT_EQ(base.plan(), plan);
    EXPECT_EQ(allocate(plan), allocation);
}

TEST(Sweep, ReportsAScenarioWhosePlanIsWrongAndGoesOn) {
    const auto [allocation, base] = allocate_base(plan_of(tiny_plan()));
    const Scenarios scenarios{.count = 3, .plan = [](std::size_t i) {
        PlanTables tables = tiny_plan();
        if (i == 1) { tables.funds = std::vector<Fund>{}; }
        return plan_of(tables);
    }};
    const auto answers = swept(base, scenarios);
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_FALSE(answers.at(1).allocation.has_value());
    EXPECT_FALSE(answers.at(1).findings.empty());
    EXPECT_TRUE(answers.at(0).allocation.has_value());
    EXPECT_EQ(answers.at(0).allocation, answers.at(2).allocation);
}

TEST(Sweep, KeepsWhatIsFinishedWhenItIsStopped) {
    const auto [allocation, base] = allocate_base(plan_of(tiny_plan()));
    std::atomic<bool> stop{false};
    std::size_t delivered = 0;
    sweep(base, amounts(), [&](const ScenarioAnswer& answer) {
        EXPECT_EQ(answer.allocation->status, AllocationStatus::allocated);
        if (++delivered == 3) { stop = true; }
    }, {.threads = 2}, {.report = {}, .stop = &stop});
    EXPECT_GE(delivered, 3U);
    EXPECT_LE(delivered, 4U);  // what the other thread was at may still have come to its end
}

TEST(Sweep, EndsWhenNobodyTakesItsAnswers) {
    const auto [allocation, base] = allocate_base(plan_of(tiny_plan()));
    EXPECT_THROW(sweep(base, amounts(), [](const ScenarioAnswer&) { throw std::runtime_error("disk full"); }, {.threads = 2}), std::runtime_error);
}

// tiny_plan() has whole stations and divisible hours.
TEST(Sweep, MayHoldTheWholeUnitsOfTheBase) {
    const Plan plan = plan_of(tiny_plan());
    const auto [allocation, base] = allocate_base(plan);
    const Allocation held = base.allocate(with_money(9000), WholeUnits::held);
    ASSERT_EQ(held.status, AllocationStatus::allocated);
    const auto whole = [&](const Allocation& answer) {
        std::vector<UnitRow> rows = answer.starts;
        std::erase_if(rows, [&](const UnitRow& row) {
            return !std::ranges::find(plan.tables().measures, row.measure, &Measure::measure)->whole;
        });
        return rows;
    };
    EXPECT_EQ(whole(held), whole(allocation));
    EXPECT_TRUE(verify(with_money(9000), held).ok());
}

// A second right to pay is another pattern of the problem: units are carried over start by start.
TEST(Sweep, HoldsWholeUnitsInAPlanOfAnotherPatternToo) {
    const auto [allocation, base] = allocate_base(plan_of(tiny_plan()));
    PlanTables tables = tiny_plan();
    add(tables.eligibility, Eligibility{.fund = FundId("REG"), .measure = MeasureId("HOURS"), .category = Category::current});
    const Plan wider = plan_of(tables);
    const Allocation held = base.allocate(wider, WholeUnits::held);
    ASSERT_EQ(held.status, AllocationStatus::allocated);
    EXPECT_TRUE(verify(wider, held).ok());
    const auto stations = [](const Allocation& answer) {
        std::vector<UnitRow> rows = answer.starts;
        std::erase_if(rows, [](const UnitRow& row) { return row.measure != MeasureId("STATION"); });
        return rows;
    };
    EXPECT_EQ(stations(held), stations(allocation));
    EXPECT_EQ(held.work.nodes, 0);  // nothing was decided anew
}

#endif

}  // namespace
}  // namespace leps
