#include "analyze/simple_fraction.hpp"

#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

/// 0 < least <= greatest: the next term of both continued fractions, as long as it is the same.
WideRatio simplest_above_zero(const WideRatio& least, const WideRatio& greatest) {
    const Int128 whole = least.floor();
    if (least.is_integer()) { return whole; }
    if (whole < greatest.floor()) { return whole + 1; }
    const WideRatio rest = simplest_above_zero(WideRatio(1) / (greatest - whole), WideRatio(1) / (least - whole));
    return WideRatio(whole) + WideRatio(1) / rest;
}

}  // namespace

WideRatio simplest_between(const WideRatio& least, const WideRatio& greatest) {
    if (least.numerator() > 0) { return simplest_above_zero(least, greatest); }
    if (greatest.numerator() < 0) { return -simplest_above_zero(-greatest, -least); }
    return 0;
}

std::string four_digits(const WideRatio& value) {
    const WideRatio size = value.numerator() < 0 ? -value : value;
    if (size == WideRatio(0)) { return "0"; }
    std::size_t decimals = 0;
    Int128 power = 1;
    while (decimals < 20 && size * WideRatio(power) < WideRatio(1000)) {
        power *= 10;
        ++decimals;
    }
    const Int128 digits = (size * WideRatio(power)).round_half_even();
    if (decimals <= 7) { return stage_text::decimal(digits, decimals, 0); }
    return stage_text::decimal(digits, 3, 0) + "e-" + std::to_string(decimals - 3);
}

}  // namespace leps
