#include "leps/problem/bound.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>

#include "leps/problem/builder.hpp"

namespace leps {

namespace {

using Rational = boost::multiprecision::cpp_rational;
using Big = boost::multiprecision::cpp_int;

Objective costs(const std::vector<double>& cost) {
    std::vector<Objective::Term> terms;
    for (std::size_t j = 0; j < cost.size(); ++j) { terms.push_back({ColumnIndex(j), cost[j]}); }
    return Objective(std::move(terms));
}

/// min 3x + 2y, x + y >= 4, x <= 10, y <= 3: (1, 3), value 9; price of the row 3, y at its upper bound.
Problem small_problem() {
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = 10});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = 3});
    out.row({.owner = NodeTree::root(), .lower = 4}).add(x, 1).add(y, 1);
    return out.finish();
}

Int128 bound_at(double price) {
    const std::vector<double> prices{price};
    return proved_bound(small_problem(), costs({3, 2}), {.rows = prices, .caps = {}});
}

}  // namespace

TEST(ProvedBound, reaches_the_optimum_at_the_right_prices) {
    EXPECT_EQ(bound_at(3.0), Int128{9});  // 4 * 3 + (2 - 3) * 3
}

TEST(ProvedBound, is_weaker_but_true_at_other_prices) {
    EXPECT_EQ(bound_at(2.5), Int128{9});   // 10 - 0.5 * 3 = 8.5, rounded up because values are integers of costs
    EXPECT_EQ(bound_at(2.0), Int128{8});
    EXPECT_EQ(bound_at(4.0), Int128{0});   // 16 + (3 - 4) * 10 + (2 - 4) * 3
    EXPECT_EQ(bound_at(0.0), Int128{0});
}

TEST(ProvedBound, refuses_a_price_that_proves_a_number_beyond_128_bits) {
    EXPECT_THROW((void)bound_at(std::ldexp(1.0, 1000)), InvalidValue);
    EXPECT_EQ(bound_at(std::ldexp(1.0, -1000)), Int128{1});  // 4 x 2^-1000 and nothing lost elsewhere, rounded up
}

TEST(ProvedBound, reads_a_price_for_a_bound_that_is_not_there_as_zero) {
    EXPECT_EQ(bound_at(-5.0), Int128{0});
    EXPECT_EQ(bound_at(std::numeric_limits<double>::quiet_NaN()), Int128{0});
    EXPECT_EQ(bound_at(std::numeric_limits<double>::infinity()), Int128{0});
}

TEST(ProvedBound, is_exact_where_doubles_are_not) {
    // 0.1 as a double is a little more than 1/10; at x + y >= 4 it proves a little more than 0.4: 1 after rounding up.
    EXPECT_EQ(bound_at(0.1), Int128{1});
    // The same price times 2^-1000 proves a little more than nothing.
    EXPECT_EQ(bound_at(std::ldexp(0.1, -1000)), Int128{1});
    // 3 + 2^-51: loses 2^-51 * (10 + 3 - 4) of 9, so the ceiling stays at 9; twice the loss in whole units does not.
    EXPECT_EQ(bound_at(3.0 + 0x1p-51), Int128{9});
}

TEST(ProvedBound, takes_prices_of_caps_and_held_whole_columns) {
    // min -x, x whole in [0, 10]; cap 2x <= 9: price -1/2 proves -4.5, rounded up -4. Held at 3: -3, and the cap is slack.
    ProblemBuilder out{NodeTree{}};
    out.column({.owner = NodeTree::root(), .upper = 10, .whole = true});
    const Problem problem = out.finish();
    const std::vector<Cap> caps{{std::make_shared<const Objective>(costs({2})), 9.0}};
    const std::vector<double> prices{-0.5};
    EXPECT_EQ(proved_bound(problem, costs({-1}), {.rows = {}, .caps = prices}, {.caps = caps}), Int128{-4});
    const std::vector<double> held{3.0};
    EXPECT_EQ(proved_bound(problem, costs({-1}), {.rows = {}, .caps = {}}, {.caps = caps, .fixed = held}), Int128{-3});
    const std::vector<double> positive{0.5};  // a cap has no lower bound
    EXPECT_EQ(proved_bound(problem, costs({-1}), {.rows = {}, .caps = positive}, {.caps = caps}), Int128{-10});
}

TEST(ProvedBound, carries_values_of_more_than_64_bits) {
    ProblemBuilder out{NodeTree{}};
    out.column({.owner = NodeTree::root(), .lower = Int128{1} << 50, .upper = Int128{1} << 52});
    const Problem problem = out.finish();
    EXPECT_EQ(proved_bound(problem, costs({0x1p50}), {}), Int128{1} << 100);
    EXPECT_EQ(proved_bound(problem, costs({-0x1p50}), {}), -(Int128{1} << 102));
}

TEST(ProvedBound, refuses_what_does_not_fit) {
    const Problem problem = small_problem();
    const std::vector<double> two{1.0, 1.0};
    EXPECT_THROW((void)proved_bound(problem, costs({1, 1}), {.rows = two, .caps = {}}), InvalidValue);
    EXPECT_THROW((void)proved_bound(problem, costs({1, 1, 1}), {}), InvalidValue);
    const std::vector<double> huge{0x1p300};
    EXPECT_THROW((void)proved_bound(problem, costs({1, 1}), {.rows = huge, .caps = {}}), InvalidValue);
    const std::vector<Cap> caps{{nullptr, 1.0}};
    EXPECT_THROW((void)proved_bound(problem, costs({1, 1}), {}, {.caps = caps}), InvalidValue);
}

TEST(FarkasProof, recognizes_a_ray_and_nothing_else) {
    // x + y >= 14 over [0, 10] x [0, 3] cannot hold: 14 - 13 > 0. x + y >= 13 can.
    const auto proved = [](std::int64_t lower, double ray) {
        ProblemBuilder out{NodeTree{}};
        const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = 10});
        const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = 3});
        out.row({.owner = NodeTree::root(), .lower = lower}).add(x, 1).add(y, 1);
        const std::vector<double> rays{ray};
        return farkas_proved(out.finish(), {.rows = rays, .caps = {}});
    };
    EXPECT_TRUE(proved(14, 0.7));
    EXPECT_TRUE(proved(14, 1e-200));
    EXPECT_FALSE(proved(14, -0.7));
    EXPECT_FALSE(proved(13, 0.7));
}

namespace {

/// One random problem with three columns in small boxes, random prices, and all that is needed to check a bound.
struct Trial {
    Problem problem;
    std::vector<double> cost;
    std::vector<double> prices;
    std::vector<Cap> caps;
    std::vector<double> cap_prices;
};

Trial random_trial(std::mt19937_64& random, int spread) {
    const auto draw = [&](int least, int most) { return std::uniform_int_distribution<int>(least, most)(random); };
    const auto price = [&] { return std::ldexp(std::uniform_real_distribution<double>(-2, 2)(random), draw(-spread, 0)); };
    ProblemBuilder out{NodeTree{}};
    std::vector<ColumnIndex> columns;
    for (int j = 0; j < 3; ++j) {
        const int lower = draw(-3, 1);
        columns.push_back(out.column({.owner = NodeTree::root(), .lower = lower, .upper = lower + draw(0, 4), .whole = true}));
    }
    Trial trial;
    for (int i = 0; i < 4; ++i) {
        const int lower = draw(-6, 2);
        RowSpec spec{.owner = NodeTree::root()};
        if (draw(0, 2) != 0) { spec.lower = lower; }
        if (draw(0, 2) != 0) { spec.upper = lower + draw(0, 8); }
        RowBuilder row = out.row(spec);
        for (const ColumnIndex column : columns) { row.add(column, draw(-3, 3)); }
        trial.prices.push_back(price());
    }
    trial.problem = out.finish();
    for (int j = 0; j < 3; ++j) { trial.cost.push_back(draw(-9, 9)); }
    trial.caps.push_back({std::make_shared<const Objective>(costs({1.0 * draw(-3, 3), 1.0 * draw(-3, 3), 1.0})), 1.0 * draw(-2, 6)});
    trial.cap_prices.push_back(price());
    return trial;
}

double cap_value(const Cap& cap, const std::vector<double>& point) {
    double sum = 0;
    for (const Objective::Term& term : cap.objective->terms()) { sum += term.cost * point[term.column.value()]; }
    return sum;
}

/// The least cost over all integer points, by trying every one.
std::optional<double> brute_force(const Trial& trial) {
    std::optional<double> best;
    const auto lower = trial.problem.column_lower();
    const auto upper = trial.problem.column_upper();
    for (double x = lower[0]; x <= upper[0]; ++x) {
        for (double y = lower[1]; y <= upper[1]; ++y) {
            for (double z = lower[2]; z <= upper[2]; ++z) {
                const std::vector<double> point{x, y, z};
                bool feasible = cap_value(trial.caps[0], point) <= trial.caps[0].upper;
                for (std::size_t i = 0; i < trial.problem.row_count(); ++i) {
                    double sum = 0;
                    for (std::size_t j = 0; j < 3; ++j) { sum += trial.problem.coefficients(RowIndex(i))[j] * point[j]; }
                    feasible = feasible && sum >= trial.problem.row_lower()[i] && sum <= trial.problem.row_upper()[i];
                }
                const double value = trial.cost[0] * x + trial.cost[1] * y + trial.cost[2] * z;
                if (feasible && (!best || value < *best)) { best = value; }
            }
        }
    }
    return best;
}

/// The formula of proved_bound, word by word, in rational numbers.
Rational reference(const Trial& trial) {
    const Problem& problem = trial.problem;
    std::vector<Rational> cost(trial.cost.begin(), trial.cost.end());
    Rational sum = 0;
    for (std::size_t i = 0; i < problem.row_count(); ++i) {
        const double bound = trial.prices[i] > 0 ? problem.row_lower()[i] : problem.row_upper()[i];
        if (!std::isfinite(bound)) { continue; }
        sum += Rational(trial.prices[i]) * Rational(bound);
        for (std::size_t j = 0; j < 3; ++j) { cost[j] -= Rational(trial.prices[i]) * Rational(problem.coefficients(RowIndex(i))[j]); }
    }
    if (trial.cap_prices[0] < 0) {
        sum += Rational(trial.cap_prices[0]) * Rational(trial.caps[0].upper);
        for (const Objective::Term& term : trial.caps[0].objective->terms()) {
            cost[term.column.value()] -= Rational(trial.cap_prices[0]) * Rational(term.cost);
        }
    }
    for (std::size_t j = 0; j < 3; ++j) {
        sum += cost[j] * Rational(cost[j] > 0 ? problem.column_lower()[j] : problem.column_upper()[j]);
    }
    return sum;
}

Int128 ceiling(const Rational& value) {
    const Big quotient = numerator(value) / denominator(value);  // towards zero
    return static_cast<Int128>(quotient) + (value > 0 && Rational(quotient) != value ? 1 : 0);
}

}  // namespace

TEST(ProvedBound, equals_the_rational_formula_and_never_passes_the_true_optimum) {
    std::mt19937_64 random(7);
    int feasible = 0;
    for (const int spread : {4, 150, 420, 1000}) {  // 256 bits, 512 bits, and without a limit
        for (int round = 0; round < 500; ++round) {
            const Trial trial = random_trial(random, spread);
            const Prices prices{.rows = trial.prices, .caps = trial.cap_prices};
            const Int128 bound = proved_bound(trial.problem, costs(trial.cost), prices, {.caps = trial.caps});
            ASSERT_EQ(bound, ceiling(reference(trial)));
            if (const auto best = brute_force(trial)) {
                ++feasible;
                ASSERT_LE(bound, static_cast<Int128>(*best));
                ASSERT_FALSE(farkas_proved(trial.problem, prices, {.caps = trial.caps}));
            }
        }
    }
    EXPECT_GT(feasible, 500);
}

}  // namespace leps
