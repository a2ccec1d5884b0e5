#pragma once

#include <vector>

#include "allocate/run_stages.hpp"
#include "leps/allocate/allocate.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// Why a plan cannot be: which dues nobody can pay, or else which duties are missed by how much. (MODEL.md 10) Never empty: where a
/// limit ended the search, that is the reason given.
[[nodiscard]] std::vector<Reason> explain_infeasible(const Plan& plan, const Engine& engine, const AllocateOptions& options, const Deadline& deadline,
                                                     const Context& context);

}  // namespace leps
