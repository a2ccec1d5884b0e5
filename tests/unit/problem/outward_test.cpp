#include "leps/problem/outward.hpp"

#include <gtest/gtest.h>

namespace leps {

namespace {
constexpr Int128 two_to_53 = Int128{1} << 53;
}

TEST(Outward, leaves_integers_of_53_bits_as_they_are) {
    EXPECT_EQ(round_down(two_to_53), largest_exact_integer);
    EXPECT_EQ(round_up(-two_to_53), -largest_exact_integer);
    EXPECT_EQ(round_up(Int128{3} << 100), 3.0 * 0x1p100);
}

TEST(Outward, rounds_fractions_to_integers_away_from_the_inside) {
    EXPECT_EQ(round_down(WideRatio(7, 2)), 3.0);
    EXPECT_EQ(round_up(WideRatio(7, 2)), 4.0);
    EXPECT_EQ(round_down(WideRatio(-7, 2)), -4.0);
    EXPECT_EQ(round_up(WideRatio(-7, 2)), -3.0);
}

TEST(Outward, rounds_wide_integers_to_the_neighbors_that_enclose_them) {
    // 2^53 + 1 lies between the doubles 2^53 and 2^53 + 2.
    EXPECT_EQ(round_down(two_to_53 + 1), 0x1p53);
    EXPECT_EQ(round_up(two_to_53 + 1), 0x1p53 + 2.0);
    EXPECT_EQ(round_down(-two_to_53 - 1), -0x1p53 - 2.0);
    EXPECT_EQ(round_up(-two_to_53 - 1), -0x1p53);
}

TEST(Outward, carries_over_to_the_next_power_of_two) {
    // 2^54 - 1 has 54 ones: the double above is 2^54, the one below 2^54 - 2.
    EXPECT_EQ(round_up(2 * two_to_53 - 1), 0x1p54);
    EXPECT_EQ(round_down(2 * two_to_53 - 1), 0x1p54 - 2.0);
}

TEST(Outward, reaches_the_ends_of_128_bits) {
    const Int128 least = static_cast<Int128>(-(Int128{1} << 126) * 2);
    EXPECT_EQ(round_down(least), -0x1p127);
    EXPECT_EQ(round_up(-(least + 1)), 0x1p127);
}

}  // namespace leps
