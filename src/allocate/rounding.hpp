#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// Exact units and cents: by Layout::starts and Layout::spends.
struct ExactPlan {
    std::vector<Units> starts;
    std::vector<std::int64_t> spends;
};

/// A row that exact cents could not keep.
struct RoundingLack {
    RowIndex row;
    bool of_row = false;    ///< false: money of a purse, or a due that nobody can pay
    std::string rule;
    std::string subject;
    Int128 cents = 0;
};

struct RoundingResult {
    ExactPlan plan;
    std::vector<RoundingLack> lacks;  ///< empty: every row over money holds to the cent
};

enum class Snap { to_grid, down };

/// MODEL.md 7, steps 2 to 6: fixes units on their grid, splits every due into cents in proportion to the engine's values,
/// and repairs rows by moving single cents between payers, or by stepping a divisible unit down. O(non-zeros) when nothing
/// needs repair.
[[nodiscard]] RoundingResult round_to_cents(const CompiledProblem& compiled, const std::vector<double>& values, Snap snap);

/// The split of spending among annuities: (spending column, annuity, cents), earliest window end first. (MODEL.md 5)
struct AnnuityPart {
    SpendIndex spend;
    SpendableIndex annuity;
    std::int64_t cents = 0;
};
[[nodiscard]] std::vector<AnnuityPart> split_by_annuity(const CompiledProblem& compiled, const std::vector<std::int64_t>& spends);

}  // namespace leps
