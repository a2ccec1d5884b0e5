#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/deadline.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/core/context.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// Exact units and cents: by Layout::starts and Layout::spends.
struct ExactPlan {
    std::vector<Units> starts;
    std::vector<std::int64_t> spends;
};

/// A row that exact cents could not keep.
struct RoundingLack {
    std::vector<RowIndex> rows;  ///< to be drawn in: the row itself, or those of a purse's annuities; none for a due that nobody can pay
    std::string rule;
    std::string subject;
    Int128 cents = 0;
};

struct RoundingResult {
    ExactPlan plan;
    std::vector<RoundingLack> lacks;  ///< empty: every row over money holds to the cent
};

/// How broken rows are mended: first by moving single cents between payers and stepping divisible units with their dues, which is
/// quick; then, where that is not enough, by the least change in integers around them (integer_repair.hpp), which may have to keep
/// the caps of the stages too.
struct Mending {
    bool moves = false;
    bool integers = false;
    bool within_caps = false;
};

/// What rounding may use: an engine, so many nodes for each least change in integers, the caps that one may have to keep, and its time.
struct Helper {
    const Engine* engine;
    std::int64_t nodes;
    double relative_gap;
    std::span<const Cap> caps;
    const Deadline* deadline;
    const Context* context;
    [[nodiscard]] bool out_of_time() const { return context->stopped() || deadline->passed(); }
};

/// MODEL.md 7, steps 2 to 6: fixes units on their grid, splits every due into cents in proportion to the engine's values, and
/// mends the rows that this breaks, as far as there is time. O(non-zeros) where it breaks none.
[[nodiscard]] RoundingResult round_to_cents(const CompiledProblem& compiled, const std::vector<double>& values, const Mending& mending,
                                            const Helper& helper);

/// The split of spending among annuities: (spending column, annuity, cents), earliest window end first. (MODEL.md 5)
struct AnnuityPart {
    SpendIndex spend;
    SpendableIndex annuity;
    std::int64_t cents = 0;
};
[[nodiscard]] std::vector<AnnuityPart> split_by_annuity(const CompiledProblem& compiled, const std::vector<std::int64_t>& spends);

}  // namespace leps
