#pragma once

#include <vector>

#include "leps/analyze/why_not.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// Stages, levels, funds and starts that are another number in a second result. Both answer plans with the same zones, levels, funds and
/// stages as the view, so that their tables stand row by row side by side. O(rows log rows).
[[nodiscard]] std::vector<ChangedNumber> changed_numbers(const PlanView& view, const Allocation& before, const Allocation& after);

}  // namespace leps
