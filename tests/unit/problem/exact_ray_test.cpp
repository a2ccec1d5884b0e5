#include "leps/problem/exact_ray.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "leps/core/error.hpp"
#include "leps/problem/bound.hpp"
#include "leps/problem/builder.hpp"

namespace leps {

namespace {

/// 7x + 11y >= 100 and 35x + 55y <= greatest on boxes of 10^17: five times the first against the second, so impossible below 500.
Problem against_each_other(std::int64_t greatest) {
    ProblemBuilder out{NodeTree{}};
    const Int128 wide_box = Int128{100'000'000} * 1'000'000'000;
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = wide_box});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = wide_box});
    out.row({.owner = NodeTree::root(), .lower = 100}).add(x, 7).add(y, 11);
    out.row({.owner = NodeTree::root(), .upper = greatest}).add(x, 35).add(y, 56);  // 56, so that the row keeps its numbers
    return out.finish();
}

bool proved_as_it_stands(const Problem& problem, const std::vector<double>& ray) { return farkas_proved(problem, {.rows = ray, .caps = {}}); }

}  // namespace

// 35/5 = 7, and 56/5 > 11: the exact ray (5, -1) proves 35x + 55y >= 500 > 499 >= 35x + 56y, with y >= 0.
TEST(ExactRay, proves_what_the_last_bits_of_a_ray_undo) {
    const Problem problem = against_each_other(499);
    const std::vector<double> ray{5.0 / 3.0, -1.0 / 3.0};
    EXPECT_TRUE(exact_ray_proved(problem, ray));
    const std::vector<double> noisy{5.0 / 3.0 + 1e-12, -1.0 / 3.0};
    EXPECT_FALSE(proved_as_it_stands(problem, noisy));  // 7 x 10^-12 x 10^17 is far more than the third that is proved
    EXPECT_TRUE(exact_ray_proved(problem, noisy));
}

TEST(ExactRay, proves_nothing_of_a_problem_that_has_a_point) {
    EXPECT_FALSE(exact_ray_proved(against_each_other(500), std::vector<double>{5.0, -1.0}));  // x = 100/7
    EXPECT_FALSE(exact_ray_proved(against_each_other(1000), std::vector<double>{5.0, -1.0}));
}

TEST(ExactRay, proves_nothing_by_a_ray_that_is_none) {
    const Problem problem = against_each_other(499);
    EXPECT_FALSE(exact_ray_proved(problem, std::vector<double>{5.0, 0.0}));
    EXPECT_FALSE(exact_ray_proved(problem, std::vector<double>{0.0, 0.0}));
    EXPECT_FALSE(exact_ray_proved(problem, std::vector<double>{-5.0, 1.0}));
    EXPECT_FALSE(exact_ray_proved(problem, std::vector<double>{5.0, -2.0}));
    EXPECT_THROW((void)exact_ray_proved(problem, std::vector<double>{5.0}), InvalidValue);
}

// The same rows with a column that stands in the pattern alone, before the others: its coefficients are zero.
TEST(ExactRay, passes_over_columns_with_coefficients_of_zero) {
    ProblemBuilder out{NodeTree{}};
    const Int128 wide_box = Int128{100'000'000} * 1'000'000'000;
    const ColumnIndex nothing = out.column({.owner = NodeTree::root(), .upper = wide_box});
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = wide_box});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = wide_box});
    out.row({.owner = NodeTree::root(), .lower = 100}).add(nothing, 0).add(x, 7).add(y, 11);
    out.row({.owner = NodeTree::root(), .upper = 499}).add(nothing, 0).add(x, 35).add(y, 56);
    EXPECT_TRUE(exact_ray_proved(out.finish(), std::vector<double>{5.0 / 3.0 + 1e-12, -1.0 / 3.0}));
}

}  // namespace leps
