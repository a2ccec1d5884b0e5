#include <gtest/gtest.h>

#include "leps/allocate/allocate.hpp"
#include "leps/analyze/price.hpp"
#include "why_plans.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

PriceRow first_price(const PlanTables& tables, Priced priced = {.stage = 0, .annuity = 0}) {
    const Plan plan = checked_plan(tables);
    const Allocation result = allocate(plan);
    EXPECT_EQ(result.status, AllocationStatus::allocated);
    return price_of({plan, result}, priced);
}

constexpr auto nearly_exact = [](const PriceSide& side) { return side.error && *side.error <= Ratio(1, 1'000'000'000'000); };

// 600.00 of the 1,000.00 euros that 100 hours cost: one euro buys a tenth of an hour, 1/1000 of what is due.
TEST(Price, OneEuroIsWorthTheUnitsThatItBuys) {
    const PriceRow price = first_price(hours_of(600));
    EXPECT_EQ(price.scope, PriceScope::any_units);
    ASSERT_EQ(price.more.state, PriceState::solved) << price.statement;
    ASSERT_EQ(price.less.state, PriceState::solved) << price.statement;
    EXPECT_EQ(*price.more.change, Ratio(-1, 1000)) << price.statement;
    EXPECT_EQ(*price.less.change, Ratio(1, 1000)) << price.statement;
    EXPECT_TRUE(nearly_exact(price.more) && nearly_exact(price.less)) << price.statement;
    // by hand the same for 400 euros more, where the level is reached, and for all 600 less
    ASSERT_TRUE(price.more.holds_to && price.less.holds_to);
    EXPECT_TRUE(euros(200) <= *price.more.holds_to && *price.more.holds_to <= euros(400)) << price.statement;
    EXPECT_EQ(*price.less.holds_to, euros(600)) << price.statement;
}

#endif

}  // namespace
}  // namespace leps
