#pragma once

#include <cstddef>
#include <cstdint>

#include "leps/domain/plan.hpp"
#include "support/plain_plan.hpp"

namespace leps_benchmark {

/// A plan of so many zones: the same one for the same seed, on every machine.
/// Up to 60 zones: 12 measures, 12 funds, 4 years, one region; up to 300: 24, 16, 5; beyond: 40, 20, 6; regions of 30 zones.
[[nodiscard]] PlainPlan generate(std::size_t zones, std::uint64_t seed);

/// The same plan as tables of leps.
[[nodiscard]] leps::PlanTables tables_of(const PlainPlan& plain);

/// make_plan: checked and immutable. Throws DataError.
[[nodiscard]] leps::Plan plan_of(leps::PlanTables tables);

}  // namespace leps_benchmark
