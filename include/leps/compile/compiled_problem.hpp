#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "leps/compile/layout.hpp"
#include "leps/compile/origin.hpp"
#include "leps/domain/plan.hpp"
#include "leps/problem/objective.hpp"
#include "leps/problem/problem.hpp"

namespace leps {

/// Units that fall away between two consecutive periods: drop >= in service[t] - in service[t + 1], in nano-units.
struct DropColumn {
    OperationIndex operation;
    PeriodIndex period;   ///< t
    Money rate;           ///< sum of the unit_year amounts in force on the first day of t + 1
    ColumnIndex column;
};

/// |x - x0| of one cell of the current plan, in cents.
struct DeviationColumn {
    FundIndex fund;
    BundleIndex bundle;
    Money before;
    ColumnIndex column;
};

/// One stage in terms of columns: value = objective / denominator + offset, in the stage's own integer unit (StageRow).
struct StageProgram {
    StageSpec spec;
    std::shared_ptr<const Objective> objective;
    Int128 denominator = 1;
    Int128 offset = 0;
    Int128 scale = 0;     ///< what `keep` is a share of
    Int128 reserve = 0;   ///< the most that one cent and one nano-unit per column can move the stage
};

/// A plan as integer rows and columns, and the way back from columns to what they mean.
struct CompiledProblem {
    std::shared_ptr<const PlanView> view;
    std::shared_ptr<const Layout> layout;
    Problem problem;
    std::vector<ColumnIndex> gap;                                         ///< by demand, ppb
    std::map<std::pair<int, StagePeriods>, ColumnIndex> worst_zone;       ///< ppb
    std::vector<DropColumn> drops;
    std::vector<DeviationColumn> deviations;
    std::vector<StageProgram> stages;
};

/// Every rule family of MODEL.md 5 over the columns of the plan, with one objective per stage. Time O(non-zeros).
/// Throws Unsupported for a stage that is not supported yet, InvalidValue where a number leaves its width.
[[nodiscard]] CompiledProblem compile(const Plan& plan);

/// The same result, byte for byte, re-using the pattern and the families of an earlier plan whose tables did not change.
[[nodiscard]] CompiledProblem compile(const Plan& plan, const CompiledProblem& previous);

/// By how much a row's bounds are drawn in, in the unit in which its family states it (before fractions are multiplied out):
/// what rounding to cents may need. (MODEL.md 7, step 7)
using RowMargins = std::map<RowIndex, Int128>;

/// The same problem with some rows tighter.
[[nodiscard]] CompiledProblem compile_with_margins(const CompiledProblem& compiled, const RowMargins& margins);

/// What an elastic problem lets go of: dues that nobody pays, or duties that are not met. (MODEL.md 10)
enum class Elastic { none, money, duties };

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
};

[[nodiscard]] ElasticProblem compile_elastic(const Plan& plan, Elastic elastic);

/// The cap row of a stage: objective <= (cap - offset) x denominator, rounded up where doubles are too coarse.
[[nodiscard]] Cap cap_of(const StageProgram& stage, Int128 cap);

}  // namespace leps
