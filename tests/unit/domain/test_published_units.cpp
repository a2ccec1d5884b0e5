#include "leps/domain/definitions/published_units.hpp"

#include <gtest/gtest.h>

#include "leps/core/error.hpp"

namespace leps {
namespace {

/// So small that no denominator of 64 bits holds it beside a third.
WideRatio a_hair() { return WideRatio(1, static_cast<Int128>(1) << 62); }

TEST(PublishedUnits, AreExactWhere64BitsHoldThem) { EXPECT_EQ(published_units(WideRatio(1, 3)), Ratio(1, 3)); }

TEST(PublishedUnits, GoDownToTheFinestPowerOfTenThatFits) {
    // 7.333333333 x 10^9 fits 2^63 = 9.22 x 10^18; 10,000,000,000.333333333 x 10^9 = 1.0 x 10^19 does not, x 10^8 does
    EXPECT_EQ(published_units(WideRatio(22, 3) + a_hair()), Ratio(7'333'333'333, 1'000'000'000));
    EXPECT_EQ(published_units(WideRatio(30'000'000'001, 3) + a_hair()), Ratio(1'000'000'000'033'333'333, 100'000'000));
    // 6 x 10^18 and a third: not one digit more
    EXPECT_EQ(published_units(WideRatio(static_cast<Int128>(6'000'000'000'000'000'000)) + WideRatio(1, 3)), Ratio(6'000'000'000'000'000'000));
}

TEST(PublishedUnits, NeedNoProductBeyond128Bits) {
    // 2^36 = 68,719,476,736, and 3^39 is near 2^62: (2^36 x 3^39 + 1) x 10^9 would be near 2^128
    constexpr Int128 power = 4'052'555'153'018'976'267;
    EXPECT_EQ(published_units(WideRatio(static_cast<Int128>(1) << 36) + WideRatio(1, power)), Ratio(68'719'476'736));
}

TEST(PublishedUnits, GoDownBelowZeroToo) {
    // -22/3 - a hair = -7.3333333333...: floor(x 10^9) = -7,333,333,334
    EXPECT_EQ(published_units(WideRatio(-22, 3) - a_hair()), Ratio(-7'333'333'334, 1'000'000'000));
}

TEST(PublishedUnits, AreRefusedWhereNoNumberHoldsThem) { EXPECT_THROW((void)published_units(WideRatio(static_cast<Int128>(1) << 63)), InvalidValue); }

}  // namespace
}  // namespace leps
