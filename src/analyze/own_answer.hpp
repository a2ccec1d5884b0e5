#pragma once

#include <memory>
#include <string>

#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// Throws InvalidValue unless the result answers this plan and is allocated: nothing else can be asked why.
void expect_own_answer(const Plan& plan, const Allocation& allocation);

/// "auto" is the preferred engine of this build. Throws Unsupported where there is none.
[[nodiscard]] std::unique_ptr<Engine> engine_named(const std::string& name);

}  // namespace leps
