#pragma once

#include <cstdint>
#include <limits>

#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"

namespace leps {

/// A fraction of units as result tables write it: exact, or where 64 bits do not hold it floor(units x d) / d with the greatest
/// power of ten d <= 10^9 that they hold. Throws InvalidValue where they do not even hold floor(units): from 2^63 units.
[[nodiscard]] inline Ratio published_units(const WideRatio& units) {
    constexpr Int128 widest = std::numeric_limits<std::int64_t>::max();
    if (wide::absolute(units.numerator()) <= widest && units.denominator() <= widest) { return Ratio(units); }
    Int128 scaled = units.floor();
    WideRatio rest = units - WideRatio(scaled);
    Int128 d = 1;
    while (d < Units::nanos_per_unit && wide::absolute(scaled) <= widest / 10 - 1) {  // digit by digit, so that no product is wide
        rest = rest * WideRatio(10);
        const Int128 digit = rest.floor();
        rest = rest - WideRatio(digit);
        scaled = scaled * 10 + digit;
        d *= 10;
    }
    return Ratio(WideRatio(scaled, d));
}

}  // namespace leps
