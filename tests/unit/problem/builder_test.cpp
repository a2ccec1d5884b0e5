#include "leps/problem/builder.hpp"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace leps {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> list(std::span<const double> values) { return {values.begin(), values.end()}; }

/// root - (left, right)
struct Fixture {
    NodeTree tree;
    NodeIndex left = tree.add(NodeTree::root());
    NodeIndex right = tree.add(NodeTree::root());
};

struct Row {
    std::vector<double> coefficients;
    double lower;
    double upper;

    bool operator==(const Row&) const = default;
};

/// The stored form of one row over columns in [0, 10].
Row stored(std::optional<WideRatio> lower, const std::vector<WideRatio>& coefficients, std::optional<WideRatio> upper) {
    ProblemBuilder out{NodeTree{}};
    std::vector<ColumnIndex> columns;
    for (std::size_t i = 0; i < coefficients.size(); ++i) { columns.push_back(out.column({.owner = NodeTree::root(), .upper = 10})); }
    RowBuilder row = out.row({.owner = NodeTree::root(), .lower = lower, .upper = upper});
    for (std::size_t i = 0; i < coefficients.size(); ++i) { row.add(columns[i], coefficients[i]); }
    const Problem problem = out.finish();
    EXPECT_TRUE(problem.rounded_rows().empty());
    return {list(problem.coefficients(RowIndex(0))), problem.row_lower()[0], problem.row_upper()[0]};
}

}  // namespace

TEST(ProblemBuilder, gives_a_row_without_owner_the_lowest_common_ancestor_of_its_columns) {
    Fixture f;
    const NodeIndex below = f.tree.add(f.left);
    ProblemBuilder out{f.tree};
    const ColumnIndex on_left = out.column({.owner = f.left, .upper = 1});
    const ColumnIndex under_left = out.column({.owner = below, .upper = 1});
    const ColumnIndex on_right = out.column({.owner = f.right, .upper = 1});
    RowEntries entries;
    const auto owner_of = [&](const std::vector<ColumnIndex>& columns) {
        for (const ColumnIndex column : columns) { entries.add(column, 1); }
        return out.row({.upper = 1}, entries);
    };
    const std::vector<RowIndex> rows = {owner_of({under_left}), owner_of({under_left, on_left}), owner_of({under_left, on_right}), owner_of({})};
    EXPECT_TRUE(entries.empty());
    const Problem problem = out.finish();
    const auto owners = problem.pattern().row_owner();
    EXPECT_EQ(owners[rows[0].value()], below);
    EXPECT_EQ(owners[rows[1].value()], f.left);
    EXPECT_EQ(owners[rows[2].value()], NodeTree::root());
    EXPECT_EQ(owners[rows[3].value()], NodeTree::root());
}

TEST(ProblemBuilder, adds_entries_of_one_column_beyond_64_bits) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = 1});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = 1});
    RowEntries entries;
    for (const std::int64_t coefficient : {most, most, std::int64_t{2}}) { entries.add(y, coefficient); }
    entries.add(x, std::int64_t{0});
    out.row({.upper = 0}, entries);
    const Problem problem = out.finish();
    EXPECT_EQ(list(problem.coefficients(RowIndex(0))), (std::vector<double>{0.0, 1.0}));  // 2^64 / 2^64
}

TEST(ProblemBuilder, divides_a_row_by_its_greatest_common_divisor_bounds_included) {
    EXPECT_EQ(stored(12, {6, -18}, 30), (Row{{1, -3}, 2, 5}));
    EXPECT_EQ(stored({}, {6, -18}, 31), (Row{{6, -18}, -infinity, 31}));
}

TEST(ProblemBuilder, multiplies_a_row_by_its_common_denominator_bounds_included) {
    // x/2 + 2y/3 <= 5/4, times 12
    EXPECT_EQ(stored({}, {WideRatio(1, 2), WideRatio(2, 3)}, WideRatio(5, 4)), (Row{{6, 8}, -infinity, 15}));
    // 1/2 <= 3x/2 <= 9/2, times 2: 1 <= 3x <= 9
    EXPECT_EQ(stored(WideRatio(1, 2), {WideRatio(3, 2)}, WideRatio(9, 2)), (Row{{3}, 1, 9}));
}

TEST(ProblemBuilder, brings_wide_integers_down_where_a_common_factor_allows_it) {
    const Int128 wide = Int128{1} << 90;
    EXPECT_EQ(stored(0, {3 * wide, 5 * wide}, 7 * wide), (Row{{3, 5}, 0, 7}));
}

TEST(ProblemBuilder, rounds_outward_and_lists_a_row_that_needs_more_than_53_bits) {
    // x / a <= 1 / c over [0, 10], a = 2^61 - 1 (prime), c = 2^63 - 25 (prime): c x <= a. The nearest double to c is 2^63,
    // 25 too much, so the bound moves to a + 250, and the next double from there is 2^61 + 512.
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = 10});
    const WideRatio bound(1, (Int128{1} << 63) - 25);
    out.row({.owner = NodeTree::root(), .upper = bound}).add(x, WideRatio(1, (Int128{1} << 61) - 1));
    out.row({.owner = NodeTree::root(), .upper = 1}).add(x, 1);
    const Problem problem = out.finish();
    EXPECT_EQ(problem.coefficient()[0], 0x1p63);
    EXPECT_EQ(problem.row_upper()[0], 0x1p61 + 512.0);
    ASSERT_EQ(problem.rounded_rows().size(), 1U);
    EXPECT_EQ(problem.rounded_rows()[0], RowIndex(0));
}

TEST(ProblemBuilder, adds_the_same_column_exactly_and_sorts_a_row_by_column) {
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = 1});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = 1});
    RowBuilder row = out.row({.owner = NodeTree::root(), .upper = 1});
    row.add(y, 2).add(x, WideRatio(1, 3)).add(x, WideRatio(1, 6)).add(y, 1);
    const Problem problem = out.finish();
    EXPECT_EQ(list(problem.coefficients(RowIndex(0))), (std::vector<double>{1, 6}));
    EXPECT_EQ(problem.row_upper()[0], 2.0);
    EXPECT_EQ(problem.columns(RowIndex(0))[0], x);
}

TEST(ProblemBuilder, keeps_the_place_of_a_zero) {
    ProblemBuilder out{NodeTree{}};
    const ColumnIndex x = out.column({.owner = NodeTree::root(), .upper = 1});
    const ColumnIndex y = out.column({.owner = NodeTree::root(), .upper = 1});
    out.row({.owner = NodeTree::root(), .upper = 3}).add(x, 0).add(y, 1).add(y, -1);
    const Problem problem = out.finish();
    EXPECT_EQ(problem.nonzero_count(), 2U);
    EXPECT_EQ(list(problem.coefficients(RowIndex(0))), (std::vector<double>{0, 0}));
}

TEST(ProblemBuilder, refuses_a_row_that_uses_a_column_of_an_unrelated_node) {
    Fixture f;
    ProblemBuilder out{f.tree};
    const ColumnIndex left = out.column({.owner = f.left, .upper = 1});
    const ColumnIndex top = out.column({.owner = NodeTree::root(), .upper = 1});
    RowBuilder row = out.row({.owner = f.right, .upper = 1});
    EXPECT_NO_THROW(row.add(top, 1));
    EXPECT_THROW(row.add(left, 1), InvalidValue);
    EXPECT_NO_THROW(out.row({.owner = NodeTree::root(), .upper = 1}).add(left, 1));
}

TEST(ProblemBuilder, refuses_what_is_not_there_or_not_open) {
    Fixture f;
    ProblemBuilder out{f.tree};
    const ColumnIndex x = out.column({.owner = f.left, .upper = 1});
    RowBuilder first = out.row({.owner = f.left, .upper = 1});
    EXPECT_THROW(first.add(ColumnIndex(7), 1), InvalidValue);
    RowBuilder second = out.row({.owner = f.left, .upper = 1});
    EXPECT_THROW(first.add(x, 1), InvalidValue);
    second.close();
    EXPECT_THROW(second.add(x, 1), InvalidValue);
    EXPECT_THROW(out.row({.owner = NodeIndex(9)}), InvalidValue);
    EXPECT_THROW(out.column({.owner = NodeIndex(9), .upper = 1}), InvalidValue);
    EXPECT_THROW(out.column({.owner = f.left, .lower = 2, .upper = 1}), InvalidValue);
    EXPECT_THROW(out.row({.owner = f.left, .lower = 2, .upper = 1}), InvalidValue);
}

TEST(ProblemBuilder, widens_the_box_of_a_divisible_column_and_narrows_that_of_a_whole_one) {
    ProblemBuilder out{NodeTree{}};
    const NodeIndex root = NodeTree::root();
    out.column({.owner = root, .lower = WideRatio(1, 2), .upper = WideRatio(7, 2)});
    out.column({.owner = root, .lower = WideRatio(1, 2), .upper = WideRatio(7, 2), .whole = true});
    EXPECT_THROW(out.column({.owner = root, .lower = WideRatio(1, 4), .upper = WideRatio(3, 4), .whole = true}), InvalidValue);
    const Problem problem = out.finish();
    EXPECT_EQ(list(problem.column_lower()), (std::vector<double>{0, 1}));
    EXPECT_EQ(list(problem.column_upper()), (std::vector<double>{4, 3}));
}

TEST(ProblemBuilder, lets_columns_be_made_while_a_row_is_open) {
    ProblemBuilder out{NodeTree{}};
    RowBuilder row = out.row({.owner = NodeTree::root(), .upper = 1});
    for (int i = 0; i < 3; ++i) { row.add(out.column({.owner = NodeTree::root(), .upper = 1}), 1); }
    EXPECT_EQ(out.finish().columns(RowIndex(0)).size(), 3U);
}

TEST(Problem, lists_columns_and_rows_by_node) {
    Fixture f;
    ProblemBuilder out{f.tree};
    const ColumnIndex a = out.column({.owner = f.right, .upper = 1, .origin = 70});
    const ColumnIndex b = out.column({.owner = f.left, .upper = 1, .whole = true});
    const ColumnIndex c = out.column({.owner = f.right, .upper = 1});
    out.row({.owner = f.left, .upper = 1}).add(b, 1);
    out.row({.owner = NodeTree::root(), .upper = 1, .origin = 5}).add(a, 1).add(b, 1);
    const Problem problem = out.finish();
    const Pattern& pattern = problem.pattern();
    ASSERT_EQ(pattern.columns_of(f.right).size(), 2U);
    EXPECT_EQ(pattern.columns_of(f.right)[0], a);
    EXPECT_EQ(pattern.columns_of(f.right)[1], c);
    EXPECT_TRUE(pattern.columns_of(NodeTree::root()).empty());
    ASSERT_EQ(pattern.rows_of(NodeTree::root()).size(), 1U);
    EXPECT_EQ(pattern.rows_of(NodeTree::root())[0], RowIndex(1));
    EXPECT_EQ(problem.origin(a), 70U);
    EXPECT_EQ(problem.origin(RowIndex(1)), 5U);
    EXPECT_TRUE(problem.whole(b));
    EXPECT_TRUE(problem.has_whole_columns());
    EXPECT_EQ(Problem().column_count(), 0U);
    EXPECT_FALSE(Problem().has_whole_columns());
}

}  // namespace leps
