#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "leps/problem/bound.hpp"
#include "leps/problem/builder.hpp"
#include "leps/problem/changed_bounds.hpp"
#include "leps/solve/engine.hpp"

namespace leps::conformance {

/// Every test runs once per engine of this build. A test of something that an engine does not claim asks for a refusal.
class EveryEngine : public testing::TestWithParam<std::string> {
protected:
    [[nodiscard]] static std::unique_ptr<Engine> engine() { return make_engine(GetParam()); }
    [[nodiscard]] static std::unique_ptr<Session> open(const Problem& problem) { return engine()->open(problem); }
    [[nodiscard]] static bool whole_units() { return engine()->capabilities().whole_units; }
};

struct Entry {
    std::size_t column;
    std::int64_t coefficient;
};

/// A problem with one node, written down as in a textbook.
class Sheet {
public:
    Sheet& column(std::int64_t lower, std::int64_t upper) { return add(lower, upper, false); }
    Sheet& whole(std::int64_t lower, std::int64_t upper) { return add(lower, upper, true); }
    Sheet& row(std::optional<WideRatio> lower, const std::vector<Entry>& entries, std::optional<WideRatio> upper) {
        RowBuilder row = builder_.row({.owner = NodeTree::root(), .lower = lower, .upper = upper});
        for (const Entry& entry : entries) { row.add(columns_[entry.column], entry.coefficient); }
        return *this;
    }
    [[nodiscard]] Problem finish() { return builder_.finish(); }

private:
    Sheet& add(std::int64_t lower, std::int64_t upper, bool whole) {
        columns_.push_back(builder_.column({.owner = NodeTree::root(), .lower = lower, .upper = upper, .whole = whole}));
        return *this;
    }

    ProblemBuilder builder_{NodeTree{}};
    std::vector<ColumnIndex> columns_;
};

inline Objective costs(const std::vector<double>& cost) {
    std::vector<Objective::Term> terms;
    for (std::size_t j = 0; j < cost.size(); ++j) { terms.push_back({ColumnIndex(j), cost[j]}); }
    return Objective(std::move(terms));
}

/// The bound that the prices of an answer prove.
inline Int128 proved(const Problem& problem, const Objective& objective, const Answer& answer, const std::vector<Cap>& caps = {},
                     const std::vector<double>& fixed = {}) {
    return proved_bound(problem, objective, {.rows = answer.row_prices, .caps = answer.cap_prices}, {.caps = caps, .fixed = fixed});
}

/// The sizes that an answer with values and prices must have.
inline void expect_complete(const Problem& problem, const Answer& answer, std::size_t caps = 0) {
    ASSERT_EQ(answer.outcome, Outcome::optimal);
    ASSERT_EQ(answer.values.size(), problem.column_count());
    EXPECT_EQ(answer.row_prices.size(), problem.row_count());
    EXPECT_EQ(answer.cap_prices.size(), caps);
    EXPECT_EQ(answer.reduced_costs.size(), problem.column_count());
    ASSERT_TRUE(answer.objective.has_value());
    EXPECT_TRUE(answer.claimed_bound.has_value());
    EXPECT_TRUE(answer.row_ray.empty());
    for (std::size_t j = 0; j < answer.values.size(); ++j) {
        EXPECT_GE(answer.values[j], problem.column_lower()[j]);
        EXPECT_LE(answer.values[j], problem.column_upper()[j]);
    }
}

/// The most by which a row is broken at a point, relative to the sum of the sizes of its terms.
inline double largest_violation(const Problem& problem, const std::vector<double>& point) {
    double most = 0.0;
    for (std::size_t i = 0; i < problem.row_count(); ++i) {
        double sum = 0.0;
        double size = 1.0;
        for (std::size_t k = 0; k < problem.columns(RowIndex(i)).size(); ++k) {
            const double term = problem.coefficients(RowIndex(i))[k] * point[problem.columns(RowIndex(i))[k].value()];
            sum += term;
            size += std::abs(term);
        }
        most = std::max({most, (problem.row_lower()[i] - sum) / size, (sum - problem.row_upper()[i]) / size});
    }
    return most;
}

/// A random problem that a known point satisfies. Boxes from single units to 10^12, coefficients from 1 to 10^9: money and
/// nano-units side by side.
struct RandomProblem {
    Problem problem;
    Objective objective;
};

RandomProblem random_problem(std::uint64_t seed, int columns, int rows, bool whole);

/// Many whole columns under a few tight rows: branch and bound is busy with it for minutes.
RandomProblem hard_knapsack();

}  // namespace leps::conformance
