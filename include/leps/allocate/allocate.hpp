#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "leps/core/context.hpp"
#include "leps/core/ratio.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// What decides an answer beside the plan.
struct AllocateOptions {
    std::string engine = "auto";           ///< auto, or a name of available_engines()
    std::optional<double> time_limit{};    ///< seconds for the whole call (one more to make what is known by then exact), > 0; an answer that meets it is not reproducible
    std::int64_t node_limit = 50;          ///< of branch and bound, per stage with whole units; >= 1
    Ratio relative_gap{1, 1000};           ///< at which such a stage stops; >= 0
    std::int64_t reopen_units = 100;       ///< with more whole columns than this, stages that only choose who pays (at_risk,
                                           ///< preference, stability, tie_break) keep the units of the stage before
};

/// Which annuity pays which bundle, in which zone and year, so that the ordered objectives of the plan are least: solved
/// stage by stage, rounded to exact cents and units, verified and certified. (MODEL.md 6-8)
///
/// Infeasible, not roundable, out of time and interrupted are values of AllocationStatus, with reasons.
/// Throws Unsupported for an engine or objective that this build has not, SolverError if the engine fails.
[[nodiscard]] Allocation allocate(const Plan& plan, const AllocateOptions& options = {}, const Context& context = {});

}  // namespace leps
