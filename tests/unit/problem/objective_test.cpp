#include "leps/problem/objective.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "leps/core/error.hpp"

namespace leps {

TEST(Objective, sorts_its_terms_adds_equal_columns_and_drops_zeros) {
    const Objective objective({{ColumnIndex(4), 2}, {ColumnIndex(1), 5}, {ColumnIndex(4), 3}, {ColumnIndex(2), 7}, {ColumnIndex(2), -7}});
    const std::vector<Objective::Term> expected{{ColumnIndex(1), 5}, {ColumnIndex(4), 5}};
    EXPECT_TRUE(std::ranges::equal(objective.terms(), expected));
    EXPECT_TRUE(Objective().terms().empty());
}

TEST(Objective, refuses_costs_that_are_no_exact_integers) {
    EXPECT_THROW(Objective({{ColumnIndex(0), 0.5}}), InvalidValue);
    EXPECT_THROW(Objective({{ColumnIndex(0), 0x1p54}}), InvalidValue);
    EXPECT_THROW(Objective({{ColumnIndex(0), 0x1p53}, {ColumnIndex(0), 2}}), InvalidValue);
    EXPECT_THROW(Objective({{ColumnIndex(0), std::numeric_limits<double>::quiet_NaN()}}), InvalidValue);
    EXPECT_NO_THROW(Objective({{ColumnIndex(0), -0x1p53}}));
}

}  // namespace leps
