#pragma once

#include <vector>

#include "allocate/rounding.hpp"

namespace leps {

/// Units on their grid, and whether every row over units alone (limits, obligations, persons, hard levels) holds exactly.
class ExactUnits {
public:
    /// MODEL.md 7, step 2: whole units as the engine fixed them; divisible ones snap to a bound or a whole number within
    /// 10^-6 relative (Snap::to_grid), else go down to the nano-unit, then up where an obligation asks.
    ExactUnits(const CompiledProblem& compiled, const std::vector<double>& values, Snap snap);

    [[nodiscard]] const std::vector<Units>& all() const noexcept { return units_; }
    [[nodiscard]] Units units(std::size_t start) const { return units_[start]; }

    /// Changes one start if every row over units still holds; else leaves it and returns false.
    bool try_set(std::size_t start, Units units);
    /// Without looking at rows: undoes an earlier try_set.
    void set(std::size_t start, Units units);

    /// The dues of an operation for these units, by bundle of the layout.
    [[nodiscard]] std::vector<std::int64_t> dues(OperationIndex o) const;

private:
    struct Entry { std::size_t row; Int128 coefficient; };

    [[nodiscard]] Int128 in_columns(std::size_t start) const;
    [[nodiscard]] bool holds(std::size_t row) const;
    void settle_rows();

    const CompiledProblem* compiled_;
    std::vector<Units> units_;
    std::vector<RowIndex> rows_;                 ///< rows over starts only
    std::vector<std::vector<std::size_t>> starts_of_;  ///< by row
    std::vector<Int128> activity_;
    std::vector<std::vector<Entry>> entries_;    ///< by start
    std::vector<CostSchedule> schedules_;        ///< by operation
};

}  // namespace leps
