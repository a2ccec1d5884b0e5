#pragma once

#include <cstddef>

#include "leps/domain/plan.hpp"

namespace leps {

/// The same plan with more (or less) on one row of its annuities; where the row says gross and bound, gross moves with it. Throws DataError
/// with all findings where the changed plan does not hold as data.
[[nodiscard]] Plan with_changed_annuity(const Plan& plan, std::size_t row, Money change);

}  // namespace leps
