#pragma once

#include <span>

#include "leps/core/wide.hpp"
#include "leps/problem/objective.hpp"
#include "leps/problem/problem.hpp"

namespace leps {

/// Prices of rows and caps: by how much the least objective rises when a bound rises by one. A price >= 0 speaks for
/// the lower bound of its row, a price <= 0 for the upper one; caps have only an upper one.
struct Prices {
    std::span<const double> rows;  ///< one per row, or empty: all zero
    std::span<const double> caps;  ///< one per cap, or empty: all zero
};

/// What is proved about, besides the rows: the caps of earlier stages, and whole columns held at given values.
struct BoundScope {
    std::span<const Cap> caps{};
    std::span<const double> fixed{};  ///< empty, or one value per column; those of whole columns replace their boxes
};

/// A lower bound of the objective over every point that keeps rows, caps and boxes, whole or not:
///   ceil( sum_i (y_i > 0 ? lower_i : upper_i) y_i + sum_j min over box_j of (c - A'y)_j x_j ),
/// evaluated exactly: prices are read as the dyadic fractions that doubles are. Any prices give a valid bound; a price that
/// speaks for an infinite bound, or is not finite, counts as zero.
/// Time O(non-zeros). Throws InvalidValue if a size does not fit, or if the bound leaves 128 bits.
[[nodiscard]] Int128 proved_bound(const Problem& problem, const Objective& objective, const Prices& prices,
                                  const BoundScope& scope = {});

/// True if the ray proves, exactly, that no point keeps rows, caps and boxes (whole or not):
///   sum_i (y_i > 0 ? lower_i : upper_i) y_i  >  max over the boxes of y'A x.
/// False says nothing. Same reading of prices and same errors as proved_bound.
[[nodiscard]] bool farkas_proved(const Problem& problem, const Prices& ray, const BoundScope& scope = {});

}  // namespace leps
