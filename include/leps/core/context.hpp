#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace leps {

/// How far a long computation has come.
struct Progress {
    std::string stage;             ///< what is being done, e.g. "shortfall, class 1"
    int stage_number = 0;          ///< from 1
    int stage_count = 0;
    double seconds = 0.0;          ///< since the computation began
    std::int64_t iterations = 0;   ///< of the engine
    std::int64_t nodes = 0;        ///< of branch and bound
    double primal = 0.0;           ///< engine units; only as good as the engine says
    double bound = 0.0;
};

/// What a long computation shows and obeys. One object serves a whole call; it may be used from several threads.
struct Context {
    std::function<void(const Progress&)> report;         ///< may be empty; called from the computing thread
    const std::atomic<bool>* stop = nullptr;             ///< set it from anywhere to end at the next interrupt point

    [[nodiscard]] bool stopped() const noexcept { return stop != nullptr && stop->load(std::memory_order_relaxed); }
};

}  // namespace leps
