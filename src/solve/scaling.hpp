#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "leps/problem/objective.hpp"
#include "leps/problem/problem.hpp"

namespace leps {

/// Powers of two between the integers of a problem and numbers that floating-point engines like. Multiplying by them is
/// exact, so values, prices and bounds come back as the engine meant them.
///
///   engine column = column * 2^-column_exponent[j]      (whole columns: 0)
///   engine row    = row * 2^row_exponent[i]
///   engine entry  = a[i, j] * 2^(row_exponent[i] + column_exponent[j])
struct Scaling {
    std::vector<int> column_exponent;
    std::vector<int> row_exponent;
};

/// value x 2^exponent, |exponent| < 1000, as std::ldexp gives it: that one also looks after subnormal numbers, which stored
/// integers never become, and takes ten times as long.
[[nodiscard]] inline double times_power(double value, int exponent) noexcept {
    return value * std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// Brings the entries near 1 and the widths of the boxes near 2^10, in the least squares of logarithms.
/// Time O(non-zeros).
[[nodiscard]] Scaling find_scaling(const Problem& problem);

/// The exponent that brings the largest of cost * 2^column_exponent near 1; 0 for no terms.
[[nodiscard]] int objective_exponent(std::span<const Objective::Term> terms, const Scaling& scaling);

}  // namespace leps
