#pragma once

#include <optional>
#include <span>
#include <vector>

#include "leps/core/wide.hpp"

namespace leps {

/// Integers up to this size are exact in doubles.
inline constexpr Int128 exact_limit = Int128{1} << 53;

/// A row as it was meant, with the boxes of its columns.
struct ExactRow {
    std::vector<WideRatio> coefficients;
    std::optional<WideRatio> lower;
    std::optional<WideRatio> upper;
    std::vector<double> column_lower;
    std::vector<double> column_upper;
};

/// A row as it is stored: integers in doubles, infinite where a bound is absent.
struct StoredRow {
    std::vector<double> coefficients;
    double lower = 0.0;
    double upper = 0.0;
    bool rounded = false;  ///< contains the exact row, but is not it
};

/// The row times its common denominator, divided by its greatest common divisor. Where a number then needs more than 53
/// bits, coefficients go to the nearest number of 53 bits and bounds outward by all that this can change over the boxes.
/// Arbitrary precision: for the few rows that leave 128 bits or must be rounded.
[[nodiscard]] StoredRow store_exactly(const ExactRow& row);

}  // namespace leps
