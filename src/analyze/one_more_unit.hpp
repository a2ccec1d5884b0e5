#pragma once

#include "leps/compile/layout.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// Where a measure is started: what its limits count.
struct CountedPlace {
    TerritoryIndex place;    ///< the zone, or the region of a measure that regions own
    MeasureIndex measure;
};

/// Units that a result starts in the horizon, counted for the place as limits count them: its own, and its part of associations'.
[[nodiscard]] WideRatio counted_starts(const PlanView& view, const Allocation& allocation, const CountedPlace& where);

/// The plan with the obligation to start at least so many there in the horizon. An obligation that holds there already is kept where it asks
/// for more, with its limits. Throws DataError where the tables forbid it.
[[nodiscard]] Plan obliged_to_start(const Plan& plan, const PlanView& view, const CountedPlace& where, Units least);

}  // namespace leps
