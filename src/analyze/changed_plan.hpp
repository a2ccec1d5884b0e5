#pragma once

#include <cstddef>
#include <vector>

#include "leps/domain/plan.hpp"

namespace leps {

/// make_plan(tables), compiled once. Throws DataError with all findings if any is an error.
[[nodiscard]] Plan plan_with(PlanTables tables);

/// The plan with this list of stages.
[[nodiscard]] Plan with_stages(const Plan& plan, std::vector<StageSpec> stages);

/// The list of stages that a plan has, spelled out: its own, its preset or the default. A leximin stands there once.
[[nodiscard]] std::vector<StageSpec> listed_stages(const Plan& plan);

/// Who asks for a stage, and by which argument.
struct StageAsked {
    const char* subject;
    const char* field;
};

/// The one of the listed stages that has the objective, class and periods of `wanted`; its class may be left out where only one stage fits.
/// Throws InvalidValue, with the names of all, where none fits or several do.
[[nodiscard]] std::size_t place_of_stage(const std::vector<StageSpec>& listed, const StageSpec& wanted, const StageAsked& asked);

/// A value of a stage as StageSpec::keep_to says it, rounded down where a fraction of 64-bit integers is too coarse (by 10^-12 of the
/// unit of tables at most).
[[nodiscard]] Ratio kept_to(StageObjective objective, Int128 value);

}  // namespace leps
