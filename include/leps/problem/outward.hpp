#pragma once

#include "leps/core/wide.hpp"

namespace leps {

/// Every integer up to this size is a double, and every stored number up to this size is exactly what was given.
inline constexpr double largest_exact_integer = 9007199254740992.0;  // 2^53

/// The greatest double that is an integer and <= value. Exact wherever the floor has at most 53 significant bits.
[[nodiscard]] double round_down(const WideRatio& value) noexcept;

/// The least double that is an integer and >= value. Exact wherever the ceiling has at most 53 significant bits.
[[nodiscard]] double round_up(const WideRatio& value) noexcept;

}  // namespace leps
