#pragma once

#include <cstdint>
#include <limits>

#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"

namespace leps {

/// A fraction of units as result tables write it: where 64 bits do not hold it, floor(units x 10^9) / 10^9. Throws InvalidValue where
/// that does not fit either.
[[nodiscard]] inline Ratio published_units(const WideRatio& units) {
    constexpr Int128 widest = std::numeric_limits<std::int64_t>::max();
    const bool fits = wide::absolute(units.numerator()) <= widest && units.denominator() <= widest;
    return Ratio(fits ? units : WideRatio((units * WideRatio(Units::nanos_per_unit)).floor(), Units::nanos_per_unit));
}

}  // namespace leps
