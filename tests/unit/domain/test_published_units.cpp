#include "leps/domain/definitions/published_units.hpp"

#include <gtest/gtest.h>

#include "leps/core/error.hpp"

namespace leps {
namespace {

/// So small that no denominator of 64 bits holds it beside a third.
WideRatio a_hair() { return WideRatio(1, static_cast<Int128>(1) << 62); }

TEST(PublishedUnits, AreExactWhere64BitsHoldThem) { EXPECT_EQ(published_units(WideRatio(1, 3)), Ratio(1, 3)); }

TEST(PublishedUnits, GoDownToTheFinestPowerThatFits) {
    // 7.333333333 x 10^9 fits 2^63 = 9.22 x 10^18; 10,000,000,000.333333333 x 10^9 = 1.0 x 10^19 does not, x 10^6 does
    EXPECT_EQ(published_units(WideRatio(22, 3) + a_hair()), Ratio(7'333'333'333, 1'000'000'000));
    EXPECT_EQ(published_units(WideRatio(30'000'000'001, 3) + a_hair()), Ratio(10'000'000'000'333'333, 1'000'000));
}

TEST(PublishedUnits, AreRefusedWhereNoNumberHoldsThem) { EXPECT_THROW((void)published_units(WideRatio(static_cast<Int128>(1) << 63)), InvalidValue); }

}  // namespace
}  // namespace leps
