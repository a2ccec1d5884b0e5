#include "leps/problem/outward.hpp"

#include <cmath>

namespace leps {

namespace {

__extension__ using UInt128 = unsigned __int128;

int bit_length(UInt128 value) noexcept {
    int bits = 0;
    while (value != 0) {
        value >>= 1;
        ++bits;
    }
    return bits;
}

double to_double(Int128 value, bool away_from_zero) noexcept {
    const UInt128 size = value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value);
    constexpr UInt128 exact = UInt128{1} << 53;
    if (size <= exact) { return static_cast<double>(static_cast<std::int64_t>(value)); }
    const int shift = bit_length(size) - 53;
    UInt128 mantissa = size >> shift;
    if (away_from_zero && (mantissa << shift) != size) { ++mantissa; }
    const double rounded = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(mantissa)), shift);
    return value < 0 ? -rounded : rounded;
}

}  // namespace

double round_down(const WideRatio& value) noexcept {
    const Int128 floor = value.floor();
    return to_double(floor, floor < 0);
}

double round_up(const WideRatio& value) noexcept {
    const Int128 ceiling = value.ceil();
    return to_double(ceiling, ceiling > 0);
}

}  // namespace leps
