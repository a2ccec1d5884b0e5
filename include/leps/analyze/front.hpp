#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// Between which two objectives of a plan, and at how many points. Both stand among its stages; neither is a leximin, which is several.
struct FrontQuestion {
    StageSpec first;   ///< held at one value after another; objective, class and periods say which, a class only where several stages have the objective
    StageSpec second;  ///< minimized at each
    int points = 9;    ///< >= 2: both ends, and values of `first` evenly between them
    std::vector<StageSpec> before{};  ///< stages of the plan that stay before both, in the plan's order; all others come after
};

/// One point: an exact, verified answer, and what is proved about it. Numbers are in the unit of their stage (StageRow).
struct FrontPoint {
    Int128 limit = 0;         ///< at which `first` was held; at the first end what it came to there
    Int128 first = 0;         ///< values of `allocation`
    Int128 second = 0;
    Int128 first_bound = 0;   ///< proved of every plan whose `second` is within its cap in `allocation`
    Int128 second_bound = 0;  ///< proved, by `held`, of every plan whose `first` (and what stays before) is within its cap there: `limit` and room for rounding
    Plan plan;                ///< `second` kept to what it came to, then `first` and all later stages minimized
    Allocation allocation;    ///< its answer
    Plan held_plan;           ///< `first` kept to `limit`, `second` minimized, and nothing after them
    Allocation held;          ///< its answer
};

enum class FrontLoss {
    dominated,      ///< another point is at least as good in both objectives and better in one
    equal,          ///< another point has the same two values
    not_allocated,  ///< no exact answer was found
};
template <> struct Words<FrontLoss> { static constexpr std::array<std::string_view, 3> list = {"dominated", "equal", "not_allocated"}; };

/// A point that was looked for and is not one of the front.
struct DroppedPoint {
    Int128 limit = 0;
    FrontLoss why = FrontLoss::dominated;
    std::optional<Int128> first{};
    std::optional<Int128> second{};
    AllocationStatus status = AllocationStatus::allocated;
};

struct Front {
    StageSpec first;
    StageSpec second;
    AllocationStatus status = AllocationStatus::allocated;  ///< of the ends; where they have no answer there are no points
    std::vector<Reason> reasons{};                          ///< why, then
    std::vector<FrontPoint> points{};                       ///< `first` ascends and `second` descends, both strictly
    std::vector<DroppedPoint> dropped{};                    ///< by limit
};

struct FrontOptions {
    AllocateOptions allocate{};  ///< of each answer: a time limit holds for one of them
    std::size_t threads = 0;     ///< 0: one for each core
};

/// The trade-off between two objectives: the least of `second` at ever greater values of `first`, each with its plan. Source: the
/// epsilon-constraint method, Y. Haimes, L. Lasdon and D. Wismer, 1971.
///
/// The two come before all other stages of the plan, but for those that the question keeps before them: a stage that the plan puts before
/// both, such as the shortfall of the default order before cost and worst_zone, would leave nothing to trade. Each point is found in two
/// steps. First `first` is kept to a limit and `second` minimized: that proves the bound of `second`. Then `second` is kept to what it came
/// to, and `first` minimized, so that no point gives something away for nothing. Limits are data of plans (StageSpec::keep_to), so that verify
/// and check_certificate judge every answer as any other. The ends are the two lexicographic optima. Exact values are compared: points that
/// are dominated or equal are dropped, and named.
/// Where there are whole units, answers are the best that branch and bound found; the bounds say how much better others could be.
/// Neither order nor number of threads changes a point. Time: about 2 x points allocations, each begun where an end had ended.
/// Throws InvalidValue if an objective or a stage to stay before is not one of the plan's, two of them are one, or points < 2; and as
/// allocate.
[[nodiscard]] Front front(const Plan& plan, const FrontQuestion& question, const FrontOptions& options = {}, const Context& context = {});

}  // namespace leps
