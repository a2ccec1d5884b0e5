#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// How long a call may still take.
class Deadline {
public:
    explicit Deadline(std::optional<double> seconds) : seconds_(seconds), begin_(std::chrono::steady_clock::now()) {}
    [[nodiscard]] double elapsed() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }
    [[nodiscard]] bool passed() const { return seconds_ && elapsed() >= *seconds_; }
    /// Nothing: no limit. At least a millisecond: engines want a positive limit.
    [[nodiscard]] std::optional<double> left() const { return seconds_ ? std::optional(std::max(0.001, *seconds_ - elapsed())) : std::nullopt; }

private:
    std::optional<double> seconds_;
    std::chrono::steady_clock::time_point begin_;
};

/// What the engine found, stage by stage.
struct StagesResult {
    AllocationStatus status = AllocationStatus::allocated;
    std::vector<StageRow> stages;             ///< finished ones; values still those of the engine
    std::vector<CertificatePrice> prices;
    std::vector<double> values;               ///< of the last finished stage; empty: none
    Work work;
};

/// Minimizes the stages in order, each within the published caps of those before it. (MODEL.md 6)
[[nodiscard]] StagesResult run_stages(const CompiledProblem& compiled, const Engine& engine, const AllocateOptions& options,
                                      const Deadline& deadline, const Context& context);

/// The last stage again on a problem with tighter rows, whole units as they were, each earlier stage within 1 / cap_parts of
/// what its cap lets it move: step 7 of MODEL.md 7. Empty where nothing keeps all that.
[[nodiscard]] std::vector<double> solve_last_stage(const CompiledProblem& compiled, const Engine& engine, const StagesResult& stages,
                                                   int cap_parts, const Deadline& deadline, const Context& context);

}  // namespace leps
