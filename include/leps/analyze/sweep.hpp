#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "leps/allocate/base_plan.hpp"
#include "leps/core/issue.hpp"

namespace leps {

/// Plans by number, made when their turn comes. `plan` is called from several threads at once.
struct Scenarios {
    std::size_t count = 0;
    std::function<Plan(std::size_t)> plan;  ///< may throw DataError or InvalidValue: that scenario has no answer, but findings
};

/// The answer to one scenario, or else what is wrong with its plan.
struct ScenarioAnswer {
    std::size_t number = 0;                 ///< of the scenario, from 0
    std::optional<Allocation> allocation{};
    std::vector<Issue> findings{};          ///< errors, where there is no allocation
};

struct SweepOptions {
    WholeUnits units = WholeUnits::decided;
    std::size_t threads = 0;                ///< 0: one for each core
};

/// Allocates every scenario from the base plan, several at once, and hands each answer over as it comes, one at a time and in no order. What
/// it holds does not grow with their number; no answer depends on others, on their order or on the number of threads.
/// Stops at Context::stop: what was handed over by then is whole, what was not is not begun. Progress counts finished scenarios.
/// Throws what `deliver` throws, and SolverError if the engine fails; then nothing more is begun.
void sweep(const BasePlan& base, const Scenarios& scenarios, const std::function<void(ScenarioAnswer)>& deliver, const SweepOptions& options = {},
           const Context& context = {});

}  // namespace leps
