#pragma once

#include <cstddef>

#include "support/measure.hpp"

namespace leps_benchmark {

/// What a thread did since this was last set back: the linker sends every Highs_run of the program past this clock, so that inside the engine
/// means the same as for a program that calls HiGHS itself.
struct EngineTime {
    Clock since{};
    double setup = 0.0;    ///< until the engine first ran
    double engine = 0.0;   ///< inside it
    std::size_t runs = 0;

    [[nodiscard]] static EngineTime& of_thread();
};

}  // namespace leps_benchmark
