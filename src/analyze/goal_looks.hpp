#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "analyze/counted_work.hpp"
#include "analyze/goal_plan.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// What is known of one total.
enum class Finding {
    can,          ///< the engine has a point
    proved,       ///< fails: a Farkas ray, checked exactly
    not_a_plan,   ///< fails: the plan has errors
    claimed,      ///< fails, says the engine
    unknown
};

struct Look {
    Finding verdict = Finding::unknown;
    std::vector<double> values{};   ///< by column, where it can
    std::vector<double> row_ray{};  ///< where it is proved to fail
};

/// From where on totals can, with what is proved and what is only claimed of those below.
struct Threshold {
    std::optional<Money> proved{};       ///< the greatest total that is proved to fail
    FailureProof proof = FailureProof::none;
    std::optional<Money> can{};          ///< the least that can; empty: none up to the greatest looked at
    bool proved_throughout = false;      ///< where none can: all are proved to fail
    std::vector<double> row_ray{};       ///< the last one
};

/// Asks an engine, total by total, whether the goal can be reached. Problems are re-written from one another.
class GoalLooks {
public:
    GoalLooks(const GoalPlan& plan, const AllocateOptions& options, const CountedWork& work);

    [[nodiscard]] bool has_whole_units(Money total);
    /// Whole units free (`linear`), whole (`whole`), or held at `held` (`fixed`).
    [[nodiscard]] Look look(Money total, Task task, const std::vector<double>* held = nullptr);
    /// From `from` up to `to`, whole units free or held.
    [[nodiscard]] Threshold threshold(Money from, Money to, const std::vector<double>* held = nullptr);
    /// Whether branches over all whole units end in Farkas rays, within so many solves.
    [[nodiscard]] bool enumerated(Money total, std::int64_t nodes);
    /// The rows that a ray speaks of, at a total, as reasons.
    [[nodiscard]] std::vector<Reason> reasons(Money total, const std::vector<double>& row_ray);

private:
    /// Compiles the plan of a total; false where it has errors.
    bool move_to(Money total);
    Answer solve(const Problem& problem, const Request& request);
    /// The greatest total in [from, to] of a run that begins at `from` and for all of which it holds, by doubling and halving.
    [[nodiscard]] Money farthest(Money from, Money to, const std::function<bool(Money)>& holds) const;
    [[nodiscard]] bool outside_boxes(const std::vector<double>& held) const;

    const GoalPlan& plan_;
    const AllocateOptions& options_;
    const CountedWork& work_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Session> session_;
    const Pattern* session_pattern_ = nullptr;
    std::optional<CompiledProblem> compiled_;
    std::optional<Money> total_;     ///< of compiled_
    Objective nothing_;
};

}  // namespace leps
