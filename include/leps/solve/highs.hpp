#pragma once

#include <memory>

#include "leps/solve/engine.hpp"

namespace leps {

/// True if this build was made with HiGHS.
[[nodiscard]] bool has_highs() noexcept;

/// HiGHS, serial and with a fixed seed. Throws Unsupported if this build has no HiGHS, and as complete_options does.
[[nodiscard]] std::unique_ptr<Engine> make_highs_engine(const EngineOptions& options = {});

}  // namespace leps
