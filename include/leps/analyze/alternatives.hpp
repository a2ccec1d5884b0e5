#pragma once

#include <optional>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

struct AlternativesQuestion {
    int count = 3;                      ///< >= 1: so many beside the plan's own answer
    Ratio within{1, 100};               ///< of its own best value that a stage may give up, > 0 and <= 1
    std::optional<StageSpec> stage{};   ///< the one stage that may; empty: each of them
};

/// What one stage of an alternative comes to, beside the best: in its unit (StageRow).
struct AlternativeStage {
    StageSpec stage;
    Int128 best = 0;    ///< of the plan's own answer
    Int128 limit = 0;   ///< what it may rise to: best + within x |best|, where that is more than the cap of the plan's own answer
    Int128 value = 0;
    [[nodiscard]] bool within() const noexcept { return value <= limit; }
};

/// A near-optimal answer: exact and verified.
struct Alternative {
    Plan plan;                            ///< stages kept to their limits, then the distance made great; `allocation` is its answer
    Allocation allocation;
    std::vector<AlternativeStage> stages;
    /// Sum of |difference| of money by fund, territory and measure: to the plan's own answer, then to each alternative before it.
    std::vector<Money> distances;
    [[nodiscard]] bool within() const;    ///< every stage
    [[nodiscard]] Money distance() const; ///< the least of distances
};

struct Alternatives {
    Allocation base;                        ///< the plan's own answer
    std::vector<Alternative> found{};
    std::optional<Reason> ended{};          ///< why there are fewer than asked for
};

/// Plans nearly as good as the best one, as different from it and from each other as one linear objective makes them: all money that moves
/// from a fund, territory and measure that some earlier answer uses to one that none uses counts. Source: E. D. Brill, S.-Y. Chang and L. D.
/// Hopkins, *Modeling to generate alternatives: the HSJ approach*, Management Science 28 (1982). The sum of absolute differences, which is not
/// linear to maximize, is what is then published, exactly.
///
/// Every stage of the plan but `stability` and `tie_break`, which only choose among equals, is kept to its limit (StageSpec::keep_to); then a
/// stage `stability` measures from a current plan that holds nothing where earlier answers spend and all that may be spent elsewhere. So the
/// answers are those of plans, and verify and check_certificate judge them as any others. A plan's own current plan takes no part.
/// Ends early where no further answer differs. Throws InvalidValue if an option is out of range or the plan has no such stage; and as allocate.
/// Time: count + 1 allocations.
[[nodiscard]] Alternatives alternatives(const Plan& plan, const AlternativesQuestion& question = {}, const AllocateOptions& options = {},
                                        const Context& context = {});

}  // namespace leps
