#pragma once

#include <vector>

#include "compile/columns.hpp"

namespace leps {

/// A limit as it binds one zone (or region, for the measures that regions own).
struct ResolvedLimit {
    TerritoryIndex place;
    MeasureIndex measure;
    const MeasureLimit* row = nullptr;
    std::size_t row_number = 0;
    std::vector<Serving> counted;  ///< the operations whose units count towards it, with the place's part of them
};

/// For each zone and each measure with limits, the closest row by `counted` and `kind`; likewise for each region and the
/// measures that it owns. Limits that count nothing are left out. O(places x (rows + operations of the place)).
[[nodiscard]] std::vector<ResolvedLimit> resolve_limits(const Columns& columns);

}  // namespace leps
