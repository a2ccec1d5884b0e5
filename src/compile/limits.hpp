#pragma once

#include <optional>
#include <vector>

#include "compile/emission.hpp"

namespace leps {

/// A limit as it binds one zone (or region, for the measures that regions own).
struct ResolvedLimit {
    TerritoryIndex place;
    MeasureIndex measure;
    const MeasureLimit* row = nullptr;
    std::size_t row_number = 0;
};

/// For each zone and each measure with limits, the closest row by `counted` and `kind`; likewise for each region and the
/// measures that it owns. O(places x rows).
[[nodiscard]] std::vector<ResolvedLimit> resolve_limits(const PlanView& view);

/// min(max_units, max(at_least, rounding(indicator / per_amount))), absent terms left out; in units. Nothing: no limit.
[[nodiscard]] std::optional<WideRatio> greatest_units(const ResolvedLimit& limit, Year year, const PlanView& view);

/// The operations whose units count towards a limit of a place, with the place's part of them.
[[nodiscard]] std::vector<Serving> counted_operations(const ResolvedLimit& limit, const Emission& out);

}  // namespace leps
