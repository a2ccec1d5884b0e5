#pragma once

#include <optional>
#include <span>
#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "leps/problem/builder.hpp"

namespace leps {

/// A change as two columns: how much more, and how much less.
struct Change {
    ColumnIndex more;
    ColumnIndex less;
};

/// Starts and spending of a plan, by column of its problem, and the columns of a program of changes that move them.
struct PlanInHand {
    std::vector<std::optional<Int128>> now;    ///< nothing: no start and no spending
    std::vector<std::optional<Change>> moved;  ///< nothing: it stays
};

/// What of the stages a change has to keep: their caps, where there are any, around the engine's values.
struct Kept {
    const std::vector<double>& values;  ///< by column
    std::span<const Cap> caps;
};

/// STAGE      each cap:   sum of cost x change  <=  upper - sum of cost x now
/// MEASURED   each row that holds a column which stages measure (gaps, zone indices, drops, deviations), likewise; such columns
///            are free to follow the starts and spending, and begin at the engine's values
/// Rows and caps with a column that is none of all these are left out: the caller checks what a plan keeps.
void add_stage_rows(const CompiledProblem& compiled, const Kept& kept, PlanInHand plan, ProblemBuilder& builder);

}  // namespace leps
