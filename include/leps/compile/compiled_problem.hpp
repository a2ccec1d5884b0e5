#pragma once

#include <memory>
#include <vector>

#include "leps/compile/datum.hpp"
#include "leps/compile/layout.hpp"
#include "leps/compile/origin.hpp"
#include "leps/compile/rule_columns.hpp"
#include "leps/compile/stage_programs.hpp"
#include "leps/domain/plan.hpp"
#include "leps/problem/margins.hpp"
#include "leps/problem/objective.hpp"
#include "leps/problem/problem.hpp"

namespace leps {

/// A plan as integer rows and columns, and the way back from columns to what they mean.
struct CompiledProblem {
    std::shared_ptr<const PlanView> view;
    std::shared_ptr<const Layout> layout;
    std::shared_ptr<const RuleColumns> columns;
    Problem problem;
    StagePrograms stages;
};

/// Every rule family of MODEL.md 5 over the columns of the plan, with one objective per stage. Time O(non-zeros).
/// Throws InvalidValue where a number leaves its width.
[[nodiscard]] CompiledProblem compile(const Plan& plan);

/// The same result, byte for byte, re-using what an earlier plan has in common: parts of the view, the layout, the pattern,
/// the families and the stage objectives that read no table that changed.
[[nodiscard]] CompiledProblem compile(const Plan& plan, const CompiledProblem& previous);

/// The same problem with some rows tighter: what rounding to cents may need. Margins are in the unit of the stored row.
/// (MODEL.md 7, step 7) Throws InvalidValue where a margin is wider than its row.
[[nodiscard]] CompiledProblem compile_with_margins(const CompiledProblem& compiled, const RowMargins& margins);

/// What an elastic problem lets go of: dues that nobody pays, duties that are not met, or any datum that rows are made of. (MODEL.md 10)
enum class Elastic { none, money, duties, data };

/// How much of one row is let go: cents of a bundle's due; nano-units, cents or starts of a duty.
struct SlackColumn {
    Origin origin;          ///< of the row
    TerritoryIndex place;   ///< where the row speaks of one
    ColumnIndex column;
};

struct ElasticProblem {
    CompiledProblem compiled;
    std::vector<SlackColumn> slacks;
    Objective objective;    ///< the sum of what is let go: cents, or the parts missed of all duties
    std::vector<DatumColumn> data;  ///< Elastic::data: every datum that rows are made of, by the order of its columns
};

/// With Elastic::data boxes follow from no amount of money and no limit, which are data too, but from what levels, obligations and all
/// money together could ask for; what only stages measure is left out, so that no stage program may be asked for; and zero everywhere
/// is a point of it, with every duty let go. A datum holds where its columns have the top 0.
[[nodiscard]] ElasticProblem compile_elastic(const Plan& plan, Elastic elastic);

/// The cap row of a stage: objective <= (cap - offset) x denominator, rounded up where doubles are too coarse.
[[nodiscard]] Cap cap_of(const StageProgram& stage, Int128 cap);

}  // namespace leps
