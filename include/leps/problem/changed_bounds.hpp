#pragma once

#include <map>

#include "leps/problem/problem.hpp"

namespace leps {

struct Bounds {
    double lower = 0.0;
    double upper = 0.0;
};

/// Other bounds for some columns and rows: integers held in doubles; those of rows may be infinite.
struct BoundChanges {
    std::map<ColumnIndex, Bounds> columns{};
    std::map<RowIndex, Bounds> rows{};
};

/// The same problem with these bounds in the place of its own, as they are given: rows are not divided by a common factor anew.
/// Time O(columns + rows).
/// Throws InvalidValue if there is no such column or row, if lower > upper, or if a bound is no integer.
[[nodiscard]] Problem with_bounds(const Problem& problem, const BoundChanges& changes);

}  // namespace leps
