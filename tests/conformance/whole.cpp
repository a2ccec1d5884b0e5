#include "suite.hpp"

namespace leps::conformance {

namespace {

/// min -5x - 4y - 3z, 2x + 3y + z <= 5, 4x + y + 2z <= 11, 3x + 4y + 2z <= 8, whole in [0, 5]: by trying all, (2, 0, 1).
Problem textbook() {
    return Sheet().whole(0, 5).whole(0, 5).whole(0, 5).row({}, {{0, 2}, {1, 3}, {2, 1}}, 5).row({}, {{0, 4}, {1, 1}, {2, 2}}, 11)
        .row({}, {{0, 3}, {1, 4}, {2, 2}}, 8).finish();
}

/// The least cost over all whole points of a problem without other columns.
double brute_force(const Problem& problem, const Objective& objective) {
    std::vector<double> point(problem.column_lower().begin(), problem.column_lower().end());
    double best = std::numeric_limits<double>::infinity();
    while (true) {
        if (largest_violation(problem, point) <= 0.0) {
            double value = 0.0;
            for (const Objective::Term& term : objective.terms()) { value += term.cost * point[term.column.value()]; }
            best = std::min(best, value);
        }
        std::size_t j = 0;
        while (j < point.size() && point[j] == problem.column_upper()[j]) { point[j] = problem.column_lower()[j]; ++j; }
        if (j == point.size()) { return best; }
        ++point[j];
    }
}

}  // namespace

TEST_P(EveryEngine, refuses_whole_units_where_it_does_not_know_them) {
    if (whole_units()) { return; }
    const Objective objective = costs({-5, -4, -3});
    EXPECT_THROW((void)open(textbook())->solve({.objective = &objective, .task = Task::whole}, {}), Unsupported);
}

TEST_P(EveryEngine, solves_whole_plans_to_the_optimum_of_all_points) {
    if (!whole_units()) { return; }
    const Problem problem = textbook();
    for (const auto& cost : {std::vector<double>{-5, -4, -3}, {-1, -7, 1}, {3, 2, -4}, {-9, -9, -8}}) {
        const Objective objective = costs(cost);
        const Answer answer = open(problem)->solve({.objective = &objective, .task = Task::whole}, {});
        ASSERT_EQ(answer.outcome, Outcome::optimal);
        EXPECT_EQ(*answer.objective, brute_force(problem, objective));
        EXPECT_LE(*answer.claimed_bound, *answer.objective + 1e-6);
        EXPECT_TRUE(answer.row_prices.empty());
        EXPECT_TRUE(answer.reduced_costs.empty());
        for (const double value : answer.values) { EXPECT_EQ(value, std::round(value)); }
    }
}

TEST_P(EveryEngine, gives_prices_of_a_whole_plan_by_holding_it) {
    if (!whole_units()) { return; }
    const RandomProblem random = random_problem(5, 60, 40, true);
    const auto session = open(random.problem);
    const Answer whole = session->solve({.objective = &random.objective, .task = Task::whole, .limits = {.nodes = 200, .relative_gap = 1e-3}}, {});
    ASSERT_FALSE(whole.values.empty());
    const Answer fixed = session->solve({.objective = &random.objective, .task = Task::fixed, .fixed = &whole.values}, {});
    expect_complete(random.problem, fixed);
    EXPECT_LE(*fixed.objective, *whole.objective + 1e-6 * std::abs(*whole.objective));
    EXPECT_NEAR(static_cast<double>(proved(random.problem, random.objective, fixed, {}, whole.values)), *fixed.objective,
                1e-9 * std::abs(*fixed.objective) + 1.0);
    const Answer linear = session->solve({.objective = &random.objective}, {});
    EXPECT_LE(proved(random.problem, random.objective, linear), static_cast<Int128>(std::ceil(*fixed.objective)));
}

TEST_P(EveryEngine, keeps_caps_in_whole_plans) {
    if (!whole_units()) { return; }
    const Problem problem = textbook();
    const auto session = open(problem);
    const Objective first = costs({-5, -4, -3});
    ASSERT_EQ(*session->solve({.objective = &first, .task = Task::whole}, {}).objective, -13.0);
    session->add_cap({std::make_shared<const Objective>(first), -12.0});
    const Objective second = costs({1, 0, 0});
    const Answer answer = session->solve({.objective = &second, .task = Task::whole}, {});
    ASSERT_EQ(answer.outcome, Outcome::optimal);
    // By trying all points with 5x + 4y + 3z >= 12: x = 0 gives z <= 4 and with y = 0 the value 12.
    EXPECT_EQ(answer.values, (std::vector<double>{0, 0, 4}));
}

TEST_P(EveryEngine, tells_a_plan_that_only_whole_units_make_impossible) {
    if (!whole_units()) { return; }
    // 2x + 2y = 7 has no whole solution, and many others.
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = 9, .whole = true});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = 9, .whole = true});
    out.row({.owner = NodeTree::root(), .lower = 7, .upper = 7}).add(x, 2).add(y, 2);
    const Problem problem = out.finish();
    const Objective objective = costs({1, 1});
    const auto session = open(problem);
    const Answer whole = session->solve({.objective = &objective, .task = Task::whole}, {});
    EXPECT_EQ(whole.outcome, Outcome::infeasible);
    EXPECT_TRUE(whole.values.empty());
    EXPECT_TRUE(whole.row_ray.empty());
    EXPECT_EQ(session->solve({.objective = &objective}, {}).outcome, Outcome::optimal);
}

TEST_P(EveryEngine, proves_by_a_ray_that_a_whole_plan_is_impossible_even_relaxed) {
    if (!whole_units() || !engine()->capabilities().infeasibility_ray) { return; }
    const Problem problem = Sheet().whole(0, 2).whole(0, 2).row(5, {{0, 1}, {1, 1}}, {}).finish();
    const Objective objective = costs({1, 1});
    const Answer answer = open(problem)->solve({.objective = &objective, .task = Task::whole}, {});
    EXPECT_EQ(answer.outcome, Outcome::infeasible);
    EXPECT_TRUE(farkas_proved(problem, {.rows = answer.row_ray, .caps = answer.cap_ray}));
}

TEST_P(EveryEngine, stops_at_the_node_limit_with_the_best_plan_so_far) {
    if (!whole_units() || !engine()->capabilities().node_limit) { return; }
    const RandomProblem hard = hard_knapsack();
    const Answer answer = open(hard.problem)->solve({.objective = &hard.objective, .task = Task::whole, .limits = {.nodes = 5}}, {});
    EXPECT_EQ(answer.outcome, Outcome::node_limit);
    ASSERT_FALSE(answer.values.empty());
    ASSERT_TRUE(answer.claimed_bound.has_value());
    EXPECT_LT(*answer.claimed_bound, *answer.objective);
    EXPECT_LE(largest_violation(hard.problem, answer.values), 1e-9);
}

TEST_P(EveryEngine, stops_at_the_gap_that_it_was_given) {
    if (!whole_units()) { return; }
    const RandomProblem hard = hard_knapsack();
    const Answer answer = open(hard.problem)->solve({.objective = &hard.objective, .task = Task::whole, .limits = {.relative_gap = 0.05}}, {});
    EXPECT_EQ(answer.outcome, Outcome::gap_limit);
    EXPECT_LE(*answer.objective - *answer.claimed_bound, 0.05 * std::abs(*answer.objective));
}

TEST_P(EveryEngine, begins_from_the_plan_that_it_is_given) {
    if (!whole_units() || !engine()->capabilities().start) { return; }
    const RandomProblem hard = hard_knapsack();
    const auto good = open(hard.problem)->solve({.objective = &hard.objective, .task = Task::whole, .limits = {.nodes = 300}}, {});
    const Answer answer = open(hard.problem)->solve(
        {.objective = &hard.objective, .task = Task::whole, .start = &good.values, .limits = {.nodes = 1}}, {});
    EXPECT_LE(*answer.objective, *good.objective);
}

TEST_P(EveryEngine, gives_the_same_whole_plan_every_time) {
    if (!whole_units() || !engine()->capabilities().deterministic) { return; }
    const RandomProblem hard = hard_knapsack();
    const Request request{.objective = &hard.objective, .task = Task::whole, .limits = {.nodes = 50}};
    const Answer first = open(hard.problem)->solve(request, {});
    const Answer second = open(hard.problem)->solve(request, {});
    EXPECT_EQ(first.values, second.values);
    EXPECT_EQ(first.claimed_bound, second.claimed_bound);
    EXPECT_EQ(first.nodes, second.nodes);
}

}  // namespace leps::conformance
