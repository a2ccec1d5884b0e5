#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "leps/allocate/base_plan.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/core/deadline.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// What the engine found, stage by stage.
struct StagesResult {
    AllocationStatus status = AllocationStatus::allocated;
    std::vector<StageRow> stages;             ///< finished ones; values still those of the engine
    std::vector<CertificatePrice> prices;
    std::vector<double> values;               ///< of the last finished stage; empty: none
    Footing footing;
    Work work;
};

/// What a plan may begin from: where the stages of a problem of the same pattern ended, and whole units that stay, one value per column.
struct Near {
    std::span<const StageFooting> footing{};
    std::span<const double> held{};
};

/// What rounding to cents and nano-units may take of a stage: max(keep x scale, 10 e, reserve), e the gap of the engine.
[[nodiscard]] Int128 rounding_room(const StageProgram& stage, Int128 engine_gap);

/// K = max(p, what the plan keeps the stage to) + rounding_room.
[[nodiscard]] Int128 published_cap(const StageProgram& stage, Int128 reached, Int128 engine_gap);

/// Minimizes the stages in order, each within the published caps of those before it. (MODEL.md 6)
[[nodiscard]] StagesResult run_stages(const CompiledProblem& compiled, const Engine& engine, const AllocateOptions& options,
                                      const Deadline& deadline, const Context& context, const Near& near = {});

/// The last stage again on a problem with tighter rows, whole units as they were, each earlier stage within 1 / cap_parts of
/// its room for rounding: step 7 of MODEL.md 7. Empty where nothing keeps all that.
[[nodiscard]] std::vector<double> solve_last_stage(const CompiledProblem& compiled, const Engine& engine, const StagesResult& stages,
                                                   int cap_parts, const Deadline& deadline, const Context& context);

}  // namespace leps
