#include <cmath>
#include <random>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>

#include "leps/problem/builder.hpp"
#include "leps/problem/outward.hpp"

namespace leps {

namespace {

using Rational = boost::multiprecision::cpp_rational;
using Big = boost::multiprecision::cpp_int;

Rational rational(const WideRatio& value) { return Rational(Big(value.numerator()), Big(value.denominator())); }

/// Does the stored row hold at a point of integers?
bool holds(const Problem& problem, const std::vector<std::int64_t>& point) {
    Rational sum = 0;
    for (std::size_t j = 0; j < point.size(); ++j) { sum += Rational(problem.coefficient()[j]) * point[j]; }
    const double lower = problem.row_lower()[0];
    const double upper = problem.row_upper()[0];
    return (std::isinf(lower) || sum >= Rational(lower)) && (std::isinf(upper) || sum <= Rational(upper));
}

/// An equality through `point` over columns in [-1000, 1000].
Problem equality_through(const std::vector<WideRatio>& coefficients, const std::vector<std::int64_t>& point) {
    ProblemBuilder out{NodeTree{}};
    WideRatio value;
    std::vector<ColumnIndex> columns;
    for (std::size_t j = 0; j < point.size(); ++j) {
        value += coefficients[j] * WideRatio(point[j]);
        columns.push_back(out.column({.owner = NodeTree::root(), .lower = -1000, .upper = 1000}));
    }
    RowBuilder row = out.row({.owner = NodeTree::root(), .lower = value, .upper = value});
    for (std::size_t j = 0; j < point.size(); ++j) { row.add(columns[j], coefficients[j]); }
    return out.finish();
}

}  // namespace

TEST(OutwardRows, contain_every_point_of_rows_too_wide_for_doubles) {
    std::mt19937_64 random(1);
    const auto draw = [&](std::int64_t least, std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(least, most)(random); };
    int rounded = 0;
    for (int round = 0; round < 500; ++round) {
        std::vector<WideRatio> coefficients;
        std::vector<std::int64_t> point;
        for (int j = 0; j < 4; ++j) {
            const auto numerator = static_cast<Int128>(draw(-(1LL << 62), 1LL << 62)) * draw(1, 1LL << 20);
            coefficients.emplace_back(numerator, Int128{draw(1, 20)});
            point.push_back(draw(-1000, 1000));
        }
        const Problem problem = equality_through(coefficients, point);
        EXPECT_TRUE(holds(problem, point));
        rounded += problem.rounded_rows().empty() ? 0 : 1;
    }
    EXPECT_EQ(rounded, 500);
}

TEST(OutwardRows, stay_as_narrow_as_53_bits_allow) {
    // 2^53 + 1 as a coefficient over [-1000, 1000], row = 0: the coefficient becomes 2^53 or 2^53 + 2, off by one, and the
    // row opens by 1000 to each side; the point 1 (exactly 2^53 + 1 away) must be shut out.
    const WideRatio odd((Int128{1} << 53) + 1);
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .lower = -1000, .upper = 1000});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .lower = -1000, .upper = 1000});
    out.row({.owner = NodeTree::root(), .lower = 0, .upper = 0}).add(x, odd).add(y, 1);
    const Problem problem = out.finish();
    EXPECT_EQ(problem.row_lower()[0], -1000.0);
    EXPECT_EQ(problem.row_upper()[0], 1000.0);
    EXPECT_TRUE(holds(problem, {0, 0}));
    EXPECT_FALSE(holds(problem, {1, 0}));
    ASSERT_EQ(problem.rounded_rows().size(), 1U);
    EXPECT_EQ(problem.rounded_rows()[0], RowIndex(0));
}

TEST(OutwardRows, take_numbers_whose_common_denominator_has_thousands_of_bits) {
    ProblemBuilder out{NodeTree{}};
    std::vector<ColumnIndex> columns;
    for (int j = 0; j < 60; ++j) { columns.push_back(out.column({.owner = NodeTree::root(), .lower = 0, .upper = 1})); }
    RowBuilder row = out.row({.owner = NodeTree::root(), .upper = 1});
    Rational sum = 0;
    for (int j = 0; j < 60; ++j) {
        const WideRatio value(1, (Int128{1} << 100) + 2 * j + 1);
        row.add(columns[static_cast<std::size_t>(j)], value);
        sum += rational(value);
    }
    const Problem problem = out.finish();
    ASSERT_EQ(problem.rounded_rows().size(), 1U);
    // All columns at 1 keep the exact row, for 60 / 2^100 < 1; so they keep the stored one.
    ASSERT_LT(sum, 1);
    EXPECT_TRUE(holds(problem, std::vector<std::int64_t>(60, 1)));
    EXPECT_LT(problem.row_upper()[0], 0x1p122);
}

TEST(OutwardRows, leave_a_row_alone_that_fits) {
    const Problem problem = equality_through({WideRatio(Int128{1} << 53), WideRatio(1)}, {1, 0});
    EXPECT_TRUE(problem.rounded_rows().empty());
    EXPECT_EQ(problem.row_lower()[0], largest_exact_integer);
}

}  // namespace leps
