#pragma once

#include <cstdint>
#include <limits>

#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"

namespace leps {

/// A fraction of units as result tables write it: exact, or where 64 bits do not hold it floor(units x d) / d with the first d of
/// 10^9, 10^6, 10^3, 1 that fits. Throws InvalidValue where none does: from 2^63 units.
[[nodiscard]] inline Ratio published_units(const WideRatio& units) {
    constexpr Int128 widest = std::numeric_limits<std::int64_t>::max();
    const auto fits = [](const WideRatio& value) { return wide::absolute(value.numerator()) <= widest && value.denominator() <= widest; };
    WideRatio published = units;
    for (std::int64_t d = Units::nanos_per_unit; !fits(published) && d > 0; d /= 1000) { published = WideRatio((units * WideRatio(d)).floor(), d); }
    return Ratio(published);
}

}  // namespace leps
