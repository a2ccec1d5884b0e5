#pragma once

#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// Why a plan cannot be: which dues nobody can pay, or else which duties are missed by how much. (MODEL.md 10)
[[nodiscard]] std::vector<Reason> explain_infeasible(const Plan& plan, const Engine& engine, const AllocateOptions& options, const Context& context);

}  // namespace leps
