#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace leps {

/// A finite double as mantissa * 2^exponent, exactly.
struct Dyadic {
    std::int64_t mantissa = 0;  ///< |mantissa| <= 2^53
    int exponent = 0;           ///< of a stored integer: >= 0

    [[nodiscard]] static Dyadic of(double value) noexcept {
        constexpr double exact = 9007199254740992.0;
        if (std::abs(value) <= exact) {
            const auto integer = static_cast<std::int64_t>(value);
            if (static_cast<double>(integer) == value) { return {integer, 0}; }
        }
        int exponent = 0;
        const double fraction = std::frexp(value, &exponent);
        auto mantissa = static_cast<std::int64_t>(std::ldexp(fraction, 53));
        exponent -= 53;
        const int zeros = std::countr_zero(static_cast<std::uint64_t>(mantissa));
        return {mantissa >> zeros, exponent + zeros};
    }

    /// |value| < 2^bits
    [[nodiscard]] int bits() const noexcept {
        const auto size = static_cast<std::uint64_t>(mantissa < 0 ? -mantissa : mantissa);
        return static_cast<int>(std::bit_width(size)) + exponent;
    }
};

}  // namespace leps
