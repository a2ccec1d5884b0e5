#include "suite.hpp"

namespace leps::conformance {

TEST_P(EveryEngine, solves_a_two_column_plan_to_the_vertex_found_by_hand) {
    // max 3x + 2y, x + y <= 4, x + 3y <= 6, x <= 3: (3, 1), value 11.
    const Problem problem = Sheet().column(0, 3).column(0, 10).row({}, {{0, 1}, {1, 1}}, 4).row({}, {{0, 1}, {1, 3}}, 6).finish();
    const Objective objective = costs({-3, -2});
    const Answer answer = engine()->open(problem)->solve({.objective = &objective}, {});
    ASSERT_EQ(answer.outcome, Outcome::optimal);
    EXPECT_NEAR(*answer.objective, -11.0, tolerance);
    EXPECT_NEAR(answer.values[0], 3.0, tolerance);
    EXPECT_NEAR(answer.values[1], 1.0, tolerance);
    EXPECT_EQ(proved_bound(problem, objective, {.rows = answer.row_prices, .caps = {}}), Int128{-11});
}

INSTANTIATE_TEST_SUITE_P(Engines, EveryEngine, testing::ValuesIn(available_engines()), [](const auto& engine) { return engine.param; });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(EveryEngine);

}  // namespace leps::conformance
