#pragma once

#include <map>

#include "leps/core/wide.hpp"
#include "leps/problem/problem.hpp"

namespace leps {

/// By how much the bounds of rows are drawn in, in the unit of the stored row: what its coefficients count.
using RowMargins = std::map<RowIndex, Int128>;

/// The same problem with lower + margin and upper - margin on the rows named; a sum beyond 53 bits is rounded outward and its
/// row listed. Rows are not divided by a common factor anew. Time O(rows).
/// Throws InvalidValue if there is no such row or if its bounds would cross.
[[nodiscard]] Problem draw_in(const Problem& problem, const RowMargins& margins);

}  // namespace leps
