#pragma once

#include "leps/analyze/answered_plan.hpp"
#include "leps/analyze/comparison.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// What changes from the first answer to the second, in exact numbers of their published tables; persons and money of zones follow
/// from their starts and spending. Rows of a table that its plan does not know are passed over where the plan has to say what they
/// mean: `verify` names them. Throws InvalidValue if an answer belongs to another plan, if its coverage, funds or stages have two rows
/// of one key, or where a number leaves its width. Time O(rows log rows + zones x levels).
[[nodiscard]] Comparison compare(const AnsweredPlan& first, const AnsweredPlan& second);

}  // namespace leps
