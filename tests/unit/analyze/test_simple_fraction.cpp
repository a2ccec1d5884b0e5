#include <gtest/gtest.h>

#include "analyze/simple_fraction.hpp"

namespace leps {
namespace {

/// The fraction with the least denominator, tried one after the other.
WideRatio by_trial(const WideRatio& least, const WideRatio& greatest) {
    for (std::int64_t denominator = 1;; ++denominator) {
        const Int128 from = (least * WideRatio(denominator)).ceil();
        const Int128 to = (greatest * WideRatio(denominator)).floor();
        if (from > to) { continue; }
        return {from > 0 ? from : to < 0 ? to : Int128{0}, denominator};
    }
}

TEST(SimpleFraction, ItHasTheLeastDenominatorOfItsInterval) {
    for (int a = -40; a <= 40; ++a) {
        for (int width = 0; width <= 12; ++width) {
            const WideRatio least(a, 37), greatest = least + WideRatio(width, 101);
            EXPECT_EQ(simplest_between(least, greatest), by_trial(least, greatest)) << a << " " << width;
        }
    }
}

TEST(SimpleFraction, ANarrowIntervalGivesBackWhatMadeIt) {
    const WideRatio third(1, 3);
    const WideRatio hair(1, 1'000'000'000'000);
    EXPECT_EQ(simplest_between(third - hair, third + hair), third);
    EXPECT_EQ(simplest_between(-third - hair, -third + hair), -third);
    EXPECT_EQ(simplest_between(-hair, hair), WideRatio(0));
}

TEST(SimpleFraction, NumbersAreShownWithFourDigits) {
    EXPECT_EQ(four_digits(0), "0");
    EXPECT_EQ(four_digits(WideRatio(25, 2)), "12.5");
    EXPECT_EQ(four_digits(WideRatio(-1, 3)), "0.3333");
    EXPECT_EQ(four_digits(WideRatio(123456789)), "123456789");
    EXPECT_EQ(four_digits(WideRatio(1, 2400)), "0.0004167");
    EXPECT_EQ(four_digits(WideRatio(1, 240'000'000)), "4.167e-9");
}

}  // namespace
}  // namespace leps
