#include "suite.hpp"

namespace leps::conformance {

namespace {
constexpr double tolerance = 1e-6;
}

TEST_P(EveryEngine, solves_a_two_column_plan_to_the_vertex_found_by_hand) {
    // max 3x + 2y, x + y <= 4, x + 3y <= 6, x <= 3: (3, 1), value 11. Prices by hand: 2 on the first row, 1 more of x.
    const Problem problem = Sheet().column(0, 3).column(0, 10).row({}, {{0, 1}, {1, 1}}, 4).row({}, {{0, 1}, {1, 3}}, 6).finish();
    const Objective objective = costs({-3, -2});
    const Answer answer = open(problem)->solve({.objective = &objective}, {});
    expect_complete(problem, answer);
    EXPECT_NEAR(*answer.objective, -11.0, tolerance);
    EXPECT_NEAR(answer.values[0], 3.0, tolerance);
    EXPECT_NEAR(answer.values[1], 1.0, tolerance);
    EXPECT_NEAR(answer.reduced_costs[0] + answer.row_prices[0] + answer.row_prices[1], -3.0, tolerance);
    EXPECT_EQ(proved(problem, objective, answer), Int128{-11});
}

TEST_P(EveryEngine, solves_equalities_and_ranges) {
    // min x - y, x + y = 10, 2 <= x - 2y <= 4, boxes [0, 10]: x = 10 - y, 2 <= 10 - 3y <= 4, so y in [2, 8/3], best y = 8/3.
    const Problem problem = Sheet().column(0, 10).column(0, 10).row(10, {{0, 1}, {1, 1}}, 10).row(2, {{0, 1}, {1, -2}}, 4).finish();
    const Objective objective = costs({1, -1});
    const Answer answer = open(problem)->solve({.objective = &objective}, {});
    expect_complete(problem, answer);
    EXPECT_NEAR(answer.values[1], 8.0 / 3.0, tolerance);
    EXPECT_NEAR(*answer.objective, 14.0 / 3.0, tolerance);
    EXPECT_EQ(proved(problem, objective, answer), Int128{5});  // 14/3 rounded up
}

TEST_P(EveryEngine, solves_a_degenerate_plan) {
    // Four rows meet in (1, 1), two of them the same: min -x - y is -2.
    const Problem problem = Sheet().column(0, 5).column(0, 5).row({}, {{0, 1}, {1, 1}}, 2).row({}, {{0, 2}, {1, 2}}, 4)
                                .row({}, {{0, 1}}, 1).row({}, {{1, 1}}, 1).finish();
    const Objective objective = costs({-1, -1});
    const Answer answer = open(problem)->solve({.objective = &objective}, {});
    expect_complete(problem, answer);
    EXPECT_NEAR(*answer.objective, -2.0, tolerance);
    EXPECT_EQ(proved(problem, objective, answer), Int128{-2});
}

TEST_P(EveryEngine, answers_where_there_is_nothing_to_decide) {
    const Objective nothing;
    const Answer empty = open(Problem())->solve({.objective = &nothing}, {});
    expect_complete(Problem(), empty);
    EXPECT_EQ(*empty.objective, 0.0);

    const Problem holds = Sheet().row(-1, {}, 1).finish();
    expect_complete(holds, open(holds)->solve({.objective = &nothing}, {}));

    const Problem broken = Sheet().row(1, {}, 2).finish();
    const Answer answer = open(broken)->solve({.objective = &nothing}, {});
    EXPECT_EQ(answer.outcome, Outcome::infeasible);
    EXPECT_TRUE(farkas_proved(broken, {.rows = answer.row_ray, .caps = answer.cap_ray}));

    // Columns without rows go to the cheaper end of their box; columns without costs anywhere.
    const Problem boxes = Sheet().column(-2, 5).column(1, 1).column(3, 7).finish();
    const Objective objective = costs({-1, 4, 2});
    const Answer ends = open(boxes)->solve({.objective = &objective}, {});
    expect_complete(boxes, ends);
    EXPECT_NEAR(*ends.objective, -5.0 + 4.0 + 6.0, tolerance);
    EXPECT_EQ(proved(boxes, objective, ends), Int128{5});
    expect_complete(boxes, open(boxes)->solve({.objective = &nothing}, {}));
}

TEST_P(EveryEngine, keeps_to_caps_and_prices_them) {
    // min -x, x + y <= 10; cap 2x + y <= 8: x = 4, price of the cap -1/2. A second cap x <= 3 binds from then on.
    const Problem problem = Sheet().column(0, 10).column(0, 10).row({}, {{0, 1}, {1, 1}}, 10).finish();
    const Objective objective = costs({-1, 0});
    std::vector<Cap> caps{{std::make_shared<const Objective>(costs({2, 1})), 8.0}};
    const auto session = open(problem);
    session->add_cap(caps[0]);
    const Answer first = session->solve({.objective = &objective}, {});
    expect_complete(problem, first, 1);
    EXPECT_NEAR(first.values[0], 4.0, tolerance);
    EXPECT_NEAR(first.cap_prices[0], -0.5, tolerance);
    EXPECT_EQ(proved(problem, objective, first, caps), Int128{-4});

    caps.push_back({std::make_shared<const Objective>(costs({1})), 3.0});
    session->add_cap(caps[1]);
    const Answer second = session->solve({.objective = &objective}, {});
    expect_complete(problem, second, 2);
    EXPECT_NEAR(second.values[0], 3.0, tolerance);
    EXPECT_EQ(proved(problem, objective, second, caps), Int128{-3});
}

TEST_P(EveryEngine, takes_one_objective_after_another) {
    const Problem problem = Sheet().column(0, 3).column(0, 10).row({}, {{0, 1}, {1, 1}}, 4).finish();
    const auto session = open(problem);
    for (const auto& [cost, value] : {std::pair{std::vector<double>{-3, -2}, -11.0}, {{-1, -5}, -20.0}, {{1, 1}, 0.0}, {{0, 0}, 0.0}}) {
        const Objective objective = costs(cost);
        const Answer answer = session->solve({.objective = &objective}, {});
        expect_complete(problem, answer);
        EXPECT_NEAR(*answer.objective, value, tolerance);
    }
}

TEST_P(EveryEngine, relaxes_whole_columns_in_linear_solves_and_holds_them_in_fixed_ones) {
    // min -x - y, 2x + 2y <= 5, both whole: relaxed -2.5, held at (1, 0) -1; then relaxed again.
    const Problem problem = Sheet().whole(0, 5).whole(0, 5).column(0, 1).row({}, {{0, 2}, {1, 2}, {2, 1}}, 5).finish();
    const Objective objective = costs({-1, -1, 0});
    const auto session = open(problem);
    const Answer relaxed = session->solve({.objective = &objective}, {});
    expect_complete(problem, relaxed);
    EXPECT_NEAR(*relaxed.objective, -2.5, tolerance);

    const std::vector<double> held{1.0, 0.0, 0.25};
    const Answer fixed = session->solve({.objective = &objective, .task = Task::fixed, .fixed = &held}, {});
    expect_complete(problem, fixed);
    EXPECT_EQ(fixed.values[0], 1.0);
    EXPECT_EQ(fixed.values[1], 0.0);
    EXPECT_EQ(proved(problem, objective, fixed, {}, held), Int128{-1});

    EXPECT_NEAR(*session->solve({.objective = &objective}, {}).objective, -2.5, tolerance);
}

TEST_P(EveryEngine, meets_money_in_cents_and_nano_units_exactly_enough) {
    // 84.6 million euro in cents buy exactly 400 projects of 211,500 euro, of a unit in nano-units: the last cent matters.
    const std::int64_t budget = 8460000000;
    const std::int64_t cost = 21150000;
    const std::int64_t nano = 1000000000;
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex units = out.column({.owner = NodeTree::root(), .upper = 1000 * nano});
    const ColumnIndex money = out.column({.owner = NodeTree::root(), .upper = budget});
    out.row({.owner = NodeTree::root(), .lower = 0, .upper = 0}).add(units, WideRatio(cost, nano)).add(money, -1);
    const Problem problem = out.finish();
    const Objective objective = costs({-1, 0});
    const Answer answer = open(problem)->solve({.objective = &objective}, {});
    expect_complete(problem, answer);
    EXPECT_NEAR(answer.values[0], 400e9, 1.0);
    EXPECT_EQ(proved(problem, objective, answer), -Int128{400} * nano);
}

TEST_P(EveryEngine, proves_random_plans_within_a_billionth) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const RandomProblem random = random_problem(seed, 60, 40, false);
        const Answer answer = open(random.problem)->solve({.objective = &random.objective}, {});
        expect_complete(random.problem, answer);
        EXPECT_LE(largest_violation(random.problem, answer.values), 1e-9) << "seed " << seed;
        const auto bound = static_cast<double>(proved(random.problem, random.objective, answer));
        EXPECT_NEAR(bound, *answer.objective, 1e-9 * std::abs(*answer.objective) + 1.0) << "seed " << seed;
    }
}

TEST_P(EveryEngine, gives_the_same_bytes_every_time) {
    if (!engine()->capabilities().deterministic) { return; }
    const RandomProblem random = random_problem(3, 200, 120, false);
    std::vector<Answer> answers;
    for (int run = 0; run < 2; ++run) {
        const auto session = open(random.problem);
        answers.push_back(session->solve({.objective = &random.objective}, {}));
        session->add_cap({std::make_shared<const Objective>(random.objective), std::ceil(*answers.back().objective * (*answers.back().objective < 0 ? 0.9 : 1.1))});
        const Objective other = costs({1, 2, 3});
        answers.push_back(session->solve({.objective = &other}, {}));
    }
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(answers[i].values, answers[i + 2].values);
        EXPECT_EQ(answers[i].row_prices, answers[i + 2].row_prices);
        EXPECT_EQ(answers[i].cap_prices, answers[i + 2].cap_prices);
        EXPECT_EQ(answers[i].iterations, answers[i + 2].iterations);
    }
}

TEST_P(EveryEngine, answers_after_a_rewrite_as_a_new_session_would) {
    // The same rows over other boxes and with other bounds; caps of before are gone.
    const RandomProblem random = random_problem(5, 120, 80, false);
    BoundChanges changes;
    for (std::size_t j = 0; j < random.problem.column_count(); j += 3) {
        changes.columns[ColumnIndex(j)] = {.lower = 0.0, .upper = 2.0 * random.problem.column_upper()[j]};
    }
    const Problem wider = with_bounds(random.problem, changes);
    const auto session = open(random.problem);
    session->add_cap({std::make_shared<const Objective>(costs({1, 1, 1})), 1e12});
    (void)session->solve({.objective = &random.objective}, {});
    session->rewrite(wider);
    const Answer rewritten = session->solve({.objective = &random.objective}, {});
    const Answer fresh = open(wider)->solve({.objective = &random.objective}, {});
    expect_complete(wider, rewritten);
    if (engine()->capabilities().deterministic) {
        EXPECT_EQ(rewritten.values, fresh.values);
        EXPECT_EQ(rewritten.row_prices, fresh.row_prices);
    }
    EXPECT_EQ(proved(wider, random.objective, rewritten), proved(wider, random.objective, fresh));
    EXPECT_THROW(session->rewrite(random_problem(6, 120, 80, false).problem), InvalidValue);
}

TEST_P(EveryEngine, begins_from_a_basis_and_reaches_the_same_optimum) {
    if (!engine()->capabilities().basis) { return; }
    const RandomProblem random = random_problem(7, 120, 80, false);
    const auto session = open(random.problem);
    const Answer first = session->solve({.objective = &random.objective}, {});
    ASSERT_NE(first.basis, nullptr);
    session->rewrite(random.problem);
    const Answer again = session->solve({.objective = &random.objective, .basis = first.basis.get()}, {});
    expect_complete(random.problem, again);
    EXPECT_EQ(again.iterations, 0);  // an optimal basis needs none
    EXPECT_EQ(proved(random.problem, random.objective, again), proved(random.problem, random.objective, first));
    const SimplexBasis short_one{.columns = {0}, .rows = {0}};
    EXPECT_THROW((void)session->solve({.objective = &random.objective, .basis = &short_one}, {}), InvalidValue);
}

}  // namespace leps::conformance
