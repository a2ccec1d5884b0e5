#pragma once

#include <string>

#include "leps/core/ratio.hpp"

namespace leps {

/// The fraction with the least denominator in [least, greatest], the one nearest to zero of several. least <= greatest.
/// Time O(log of the denominator).
[[nodiscard]] WideRatio simplest_between(const WideRatio& least, const WideRatio& greatest);

/// "12.5", "0.0004167", "4.167e-9": the size of a number with four significant digits, without its sign; "0" for 0.
[[nodiscard]] std::string four_digits(const WideRatio& value);

}  // namespace leps
