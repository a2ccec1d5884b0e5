#include <atomic>
#include <limits>
#include <stdexcept>

#include "suite.hpp"

namespace leps::conformance {

namespace {

/// x + y >= 7 and x + 2y <= 5 over [0, 4] x [0, 9]: x <= 4 leaves y >= 3 to the first row and y <= 1/2 to the second.
Problem impossible() {
    return Sheet().column(0, 4).column(0, 9).row(7, {{0, 1}, {1, 1}}, {}).row({}, {{0, 1}, {1, 2}}, 5).finish();
}

}  // namespace

TEST_P(EveryEngine, says_infeasible_with_a_ray_that_proves_it) {
    const Problem problem = impossible();
    const Objective objective = costs({1, 1});
    const Answer answer = open(problem)->solve({.objective = &objective}, {});
    EXPECT_EQ(answer.outcome, Outcome::infeasible);
    EXPECT_TRUE(answer.values.empty());
    EXPECT_TRUE(answer.row_prices.empty());
    EXPECT_FALSE(answer.objective.has_value());
    EXPECT_FALSE(answer.claimed_bound.has_value());
    if (!engine()->capabilities().infeasibility_ray) { return; }
    ASSERT_EQ(answer.row_ray.size(), problem.row_count());
    EXPECT_TRUE(farkas_proved(problem, {.rows = answer.row_ray, .caps = answer.cap_ray}));
}

TEST_P(EveryEngine, proves_that_a_cap_cannot_be_kept_and_goes_on_from_there) {
    const Problem problem = Sheet().column(0, 4).column(0, 9).row(7, {{0, 1}, {1, 1}}, {}).finish();
    const Objective objective = costs({1, 1});
    const auto session = open(problem);
    EXPECT_EQ(session->solve({.objective = &objective}, {}).outcome, Outcome::optimal);
    const std::vector<Cap> caps{{std::make_shared<const Objective>(costs({1, 1})), 6.0}};
    session->add_cap(caps[0]);
    const Answer answer = session->solve({.objective = &objective}, {});
    EXPECT_EQ(answer.outcome, Outcome::infeasible);
    if (!engine()->capabilities().infeasibility_ray) { return; }
    EXPECT_TRUE(farkas_proved(problem, {.rows = answer.row_ray, .caps = answer.cap_ray}, {.caps = caps}));
}

TEST_P(EveryEngine, proves_random_impossible_plans) {
    if (!engine()->capabilities().infeasibility_ray) { return; }
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        // The optimum, and a cap that asks for one part in ten thousand more.
        const RandomProblem random = random_problem(seed, 60, 40, false);
        const auto session = open(random.problem);
        const Answer best = session->solve({.objective = &random.objective}, {});
        ASSERT_EQ(best.outcome, Outcome::optimal);
        const std::vector<Cap> caps{{std::make_shared<const Objective>(random.objective), std::floor(*best.objective - 1e-4 * std::abs(*best.objective))}};
        session->add_cap(caps[0]);
        const Answer answer = session->solve({.objective = &random.objective}, {});
        ASSERT_EQ(answer.outcome, Outcome::infeasible) << "seed " << seed;
        EXPECT_TRUE(farkas_proved(random.problem, {.rows = answer.row_ray, .caps = answer.cap_ray}, {.caps = caps})) << "seed " << seed;
    }
}

TEST_P(EveryEngine, tells_that_held_units_leave_no_plan) {
    const Problem problem = Sheet().whole(0, 4).column(0, 9).row(7, {{0, 1}, {1, 1}}, 7).finish();
    const Objective objective = costs({1, 1});
    const auto session = open(problem);
    const std::vector<double> outside{-3.0, 0.0};
    EXPECT_EQ(session->solve({.objective = &objective, .task = Task::fixed, .fixed = &outside}, {}).outcome, Outcome::infeasible);
    const std::vector<double> inside{3.0, 0.0};
    EXPECT_EQ(session->solve({.objective = &objective, .task = Task::fixed, .fixed = &inside}, {}).outcome, Outcome::optimal);
}

TEST_P(EveryEngine, obeys_a_stop_that_was_set_before) {
    const std::atomic<bool> stop = true;
    const Objective objective = costs({1, 1});
    const Answer answer = open(impossible())->solve({.objective = &objective}, {.report = {}, .stop = &stop});
    EXPECT_EQ(answer.outcome, Outcome::interrupted);
    EXPECT_TRUE(answer.values.empty());
}

TEST_P(EveryEngine, obeys_a_stop_in_the_middle_of_a_linear_solve) {
    std::atomic<bool> stop = false;
    int reports = 0;
    const RandomProblem random = random_problem(2, 3000, 2000, false);
    const Context context{.report = [&](const Progress&) { ++reports; stop = true; }, .stop = &stop};
    const Answer answer = open(random.problem)->solve({.objective = &random.objective}, context);
    EXPECT_EQ(answer.outcome, Outcome::interrupted);
    EXPECT_EQ(reports, 1);
    EXPECT_TRUE(answer.values.empty());
    EXPECT_GT(answer.longest_silence_seconds, 0.0);
}

TEST_P(EveryEngine, obeys_a_stop_in_the_middle_of_a_whole_solve_and_shows_its_progress) {
    if (!whole_units()) { return; }
    std::atomic<bool> stop = false;
    Progress last;
    const RandomProblem hard = hard_knapsack();
    const Context context{.report = [&](const Progress& progress) {
                              last = progress;
                              stop = progress.nodes > 10;
                          },
                          .stop = &stop};
    const Answer answer = open(hard.problem)->solve({.objective = &hard.objective, .task = Task::whole}, context);
    EXPECT_EQ(answer.outcome, Outcome::interrupted);
    EXPECT_GT(last.nodes, 10);
    EXPECT_GT(last.seconds, 0.0);
    ASSERT_TRUE(answer.objective.has_value());
    // A better plan may still come in on the way out.
    EXPECT_LE(*answer.objective, last.primal + 1e-6 * std::abs(last.primal));
    EXPECT_LE(last.bound, last.primal);
}

TEST_P(EveryEngine, passes_on_what_a_report_throws) {
    const RandomProblem random = random_problem(2, 3000, 2000, false);
    const Context context{.report = [](const Progress&) { throw std::runtime_error("enough"); }, .stop = nullptr};
    EXPECT_THROW((void)open(random.problem)->solve({.objective = &random.objective}, context), std::runtime_error);
}

TEST_P(EveryEngine, stops_at_the_time_limit) {
    if (!whole_units()) { return; }
    const RandomProblem hard = hard_knapsack();
    const Answer answer = open(hard.problem)->solve({.objective = &hard.objective, .task = Task::whole, .limits = {.seconds = 0.5}}, {});
    EXPECT_EQ(answer.outcome, Outcome::time_limit);
    EXPECT_GE(answer.seconds, 0.45);  // the engine and the adapter may read different clocks
}

TEST_P(EveryEngine, refuses_a_request_that_is_not_whole) {
    const Problem problem = Sheet().whole(0, 4).column(0, 9).finish();
    const auto session = open(problem);
    const Objective objective = costs({1, 1});
    const Objective too_wide = costs({1, 1, 1});
    const std::vector<double> values{1.0, 1.0};
    const std::vector<double> fraction{0.5, 1.0};
    const std::vector<double> one{1.0};
    const auto refused = [&](const Request& request) { EXPECT_THROW((void)session->solve(request, {}), InvalidValue); };
    refused({});
    refused({.objective = &too_wide});
    refused({.objective = &objective, .task = Task::fixed});
    refused({.objective = &objective, .task = Task::fixed, .fixed = &fraction});
    refused({.objective = &objective, .task = Task::fixed, .fixed = &one});
    refused({.objective = &objective, .fixed = &values});
    refused({.objective = &objective, .start = &values});
    refused({.objective = &objective, .limits = {.seconds = 0.0}});
    refused({.objective = &objective, .limits = {.nodes = 0}});
    refused({.objective = &objective, .limits = {.relative_gap = -1.0}});
    EXPECT_THROW(session->add_cap({}), InvalidValue);
    EXPECT_THROW(session->add_cap({std::make_shared<const Objective>(too_wide), 1.0}), InvalidValue);
    EXPECT_THROW(session->add_cap({std::make_shared<const Objective>(objective), std::numeric_limits<double>::infinity()}), InvalidValue);
}

TEST_P(EveryEngine, names_itself_and_describes_its_options) {
    const auto engine_ = engine();
    EXPECT_EQ(engine_->capabilities().name, GetParam());
    EXPECT_FALSE(engine_->capabilities().version.empty());
    EngineOptions defaults;
    for (const OptionDescription& option : engine_->capabilities().options) {
        EXPECT_FALSE(option.description.empty());
        defaults.emplace(option.name, option.default_value);
    }
    EXPECT_NO_THROW((void)make_engine(GetParam(), defaults));
    EXPECT_THROW((void)make_engine(GetParam(), {{"no such option", true}}), Unsupported);
}

}  // namespace leps::conformance
