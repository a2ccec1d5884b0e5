#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "leps/domain/plan.hpp"

namespace leps_benchmark {

/// Where the plan of a sweep comes from.
struct PlanSource {
    std::string name;        ///< a folder with a data package, or the number of zones of a generated plan
    std::uint64_t seed = 1;  ///< of a generated one
};

/// Throws as leps::read_plan.
[[nodiscard]] leps::Plan plan_from(const PlanSource& source);

/// The same plan with its first objectives alone; 0: all of them.
[[nodiscard]] leps::Plan with_stages(const leps::Plan& plan, std::size_t stages);

/// The same plan with every measure started in parts and without links, which say yes or no: its stages are linear programs.
[[nodiscard]] leps::Plan relaxed(const leps::Plan& plan);

/// One of `count` scenarios: all money of the plan's first fund times a factor between 80 and 120 %. Factors are spread evenly and mixed, the
/// same on every machine.
[[nodiscard]] leps::Plan scenario_of(const leps::Plan& plan, std::size_t number, std::size_t count);

}  // namespace leps_benchmark
