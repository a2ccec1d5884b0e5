#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/solve/request.hpp"

namespace leps {

/// Where the engine stood at the end of one stage.
struct StageFooting {
    std::shared_ptr<const SimplexBasis> settled;  ///< with whole units held, or of the linear program where there are none; may be null
    std::shared_ptr<const SimplexBasis> relaxed;  ///< of the linear program where there are whole units; may be null
    std::vector<double> values;                   ///< a plan of the stage, one value per column, where there are whole units
};

/// What an allocation leaves behind for plans that differ little from its own. It belongs to the pattern of their problem.
struct Footing {
    std::vector<StageFooting> stages;  ///< by finished stage
    bool reproducible = true;          ///< false where it hangs on a limit of time, as then does all that begins from it
};

/// What becomes of the whole units of a base plan.
enum class WholeUnits {
    decided,  ///< nothing: they are decided anew
    held,     ///< they stay in every stage, where the plan can have them at all: what is open by that stands in the whole-unit gaps
};

/// A plan from which others are allocated that differ little. It does not change, and may be used by several threads at once.
class BasePlan {
public:
    /// Compiles the plan. A footing of another pattern is of no use and is not looked at. Throws as allocate.
    BasePlan(const Plan& plan, const AllocateOptions& options, Footing footing);

    [[nodiscard]] const Plan& plan() const noexcept;
    [[nodiscard]] const AllocateOptions& options() const noexcept;
    [[nodiscard]] const Footing& footing() const noexcept;

    /// The answer to another plan, with the same options. Where its problem has the same pattern, its tables are re-compiled from those of the
    /// base and each stage begins where the base's ended, never where another plan's did: the order of plans does not matter. Whole units may
    /// stay wherever the plan has the same starts and can have them. Throws as leps::allocate.
    /// As good as that one's answer, which may be another: both verify, and their certified intervals overlap.
    [[nodiscard]] Allocation allocate(const Plan& plan, WholeUnits units = WholeUnits::decided, const Context& context = {}) const;

private:
    friend std::pair<Allocation, BasePlan> allocate_base(const Plan& plan, const AllocateOptions& options, const Context& context);

    struct State;
    explicit BasePlan(std::shared_ptr<const State> state) : state_(std::move(state)) {}

    std::shared_ptr<const State> state_;
};

/// As allocate, and what plans near to this one begin from.
[[nodiscard]] std::pair<Allocation, BasePlan> allocate_base(const Plan& plan, const AllocateOptions& options = {}, const Context& context = {});

}  // namespace leps
