#include "leps/analyze/front.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../allocate/plan_source.hpp"
#include "leps/allocate/certificate.hpp"
#include "leps/core/error.hpp"
#include "leps/verify/verify.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

const StageSpec cost{.objective = StageObjective::cost};
const StageSpec worst_zone{.objective = StageObjective::worst_zone};

std::vector<std::pair<Int128, Int128>> values(const Front& front) {
    std::vector<std::pair<Int128, Int128>> list;
    for (const FrontPoint& point : front.points) { list.emplace_back(point.first, point.second); }
    return list;
}

// By hand: the level lacks 3 projects of 1,000.00 euros; with n of them (3 - n) / 3 is missing, ppb rounded up.
TEST(Front, OfWholeProjectsIsTheOneByHand) {
    const Plan plan = plan_of(projects({.missing = 3, .fund_euros = 5000}));
    const Front found = front(plan, {.first = cost, .second = worst_zone, .points = 4});
    ASSERT_EQ(found.status, AllocationStatus::allocated);
    EXPECT_EQ(values(found), (std::vector<std::pair<Int128, Int128>>{{0, 1'000'000'000}, {1000'00, 666'666'667}, {2000'00, 333'333'334}, {3000'00, 0}}));
    EXPECT_TRUE(found.dropped.empty());
    for (const FrontPoint& point : found.points) {
        EXPECT_TRUE(verify(point.plan, point.allocation).ok());
        EXPECT_TRUE(check_certificate(point.plan, point.allocation).ok());
        EXPECT_TRUE(verify(point.held_plan, point.held).ok());
        EXPECT_TRUE(check_certificate(point.held_plan, point.held).ok());
        EXPECT_LE(point.second_bound, point.second);
        EXPECT_LE(point.first_bound, point.first);
    }
}

// By hand: where the shortfall is least, three projects are built, and nothing is left to trade.
TEST(Front, KeepsStagesBeforeBothWhereItIsAsked) {
    const Plan plan = plan_of(projects({.missing = 3, .fund_euros = 5000}));
    const Front found = front(plan, {.first = cost, .second = worst_zone, .points = 3, .before = {{.objective = StageObjective::shortfall}}});
    EXPECT_EQ(values(found), (std::vector<std::pair<Int128, Int128>>{{3000'00, 0}}));
}

// By hand: between 0.00 and 3,000.00 euros lie limits of 375.00 steps; only three of them buy one project more.
TEST(Front, NamesThePointsThatItDrops) {
    const Plan plan = plan_of(projects({.missing = 3, .fund_euros = 5000}));
    const Front found = front(plan, {.first = cost, .second = worst_zone, .points = 9});
    EXPECT_EQ(values(found).size(), 4U);
    ASSERT_EQ(found.dropped.size(), 5U);
    for (const DroppedPoint& point : found.dropped) { EXPECT_EQ(point.why, FrontLoss::equal) << to_string(point.limit); }
}

TEST(Front, DoesNotDependOnThreads) {
    const Plan plan = plan_of(tiny_plan());
    const StageSpec of_class_one{.objective = StageObjective::worst_zone, .priority_class = 1};
    const Front one = front(plan, {.first = cost, .second = of_class_one, .points = 5}, {.allocate = {}, .threads = 1});
    const Front many = front(plan, {.first = cost, .second = of_class_one, .points = 5}, {.allocate = {}, .threads = 3});
    EXPECT_EQ(values(one), values(many));
    ASSERT_GE(one.points.size(), 3U);
    for (std::size_t i = 0; i < one.points.size(); ++i) {
        EXPECT_EQ(one.points[i].allocation, many.points[i].allocation);
        EXPECT_TRUE(check_certificate(one.points[i].plan, one.points[i].allocation).ok()) << i;
        EXPECT_TRUE(check_certificate(one.points[i].held_plan, one.points[i].held).ok()) << i;
    }
}

TEST(Front, RefusesWhatIsNoQuestion) {
    const Plan plan = plan_of(tiny_plan());  // two classes
    const auto code = [&](const FrontQuestion& question) {
        try {
            (void)front(plan, question);
        } catch (const InvalidValue& error) { return error.fields().code + " " + error.fields().field; }
        return std::string("nothing");
    };
    EXPECT_EQ(code({.first = cost, .second = worst_zone}), "ambiguous_stage second");
    EXPECT_EQ(code({.first = {.objective = StageObjective::stability}, .second = cost}), "unknown_stage first");
    EXPECT_EQ(code({.first = cost, .second = cost}), "not_a_front second");
    EXPECT_EQ(code({.first = cost, .second = {.objective = StageObjective::persons}, .points = 1}), "not_a_front points");
    EXPECT_EQ(code({.first = cost, .second = {.objective = StageObjective::persons}, .before = {cost}}), "not_a_front before");
    EXPECT_EQ(code({.first = {.objective = StageObjective::leximin, .priority_class = 1}, .second = cost}), "not_a_front first");
}

TEST(Front, OfAnInfeasiblePlanHasReasonsInThePlaceOfPoints) {
    const Front found = front(plan_of(projects({.missing = 3, .fund_euros = 2000, .hard = true})), {.first = cost, .second = worst_zone});
    EXPECT_EQ(found.status, AllocationStatus::infeasible);
    EXPECT_TRUE(found.points.empty());
    EXPECT_FALSE(found.reasons.empty());
}

#endif

}  // namespace
}  // namespace leps
