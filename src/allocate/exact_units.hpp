#pragma once

#include <vector>

#include "allocate/rounding.hpp"

namespace leps {

/// Units on their grid, and whether every row over units (limits, obligations, persons, hard levels, links with their
/// binaries as the engine set them) holds exactly.
class ExactUnits {
public:
    /// MODEL.md 7, step 2: whole units as the engine fixed them; divisible ones snap to a bound or a whole number within
    /// 10^-6 relative, else go down to the nano-unit, then up where an obligation asks.
    ExactUnits(const CompiledProblem& compiled, const std::vector<double>& values);

    [[nodiscard]] const std::vector<Units>& all() const noexcept { return units_; }
    [[nodiscard]] Units units(std::size_t start) const { return units_[start]; }
    /// Units of a start in those of its column: whole units, or nano-units.
    [[nodiscard]] Int128 in_columns(std::size_t start) const;

    [[nodiscard]] bool all_hold() const;

    /// Changes one start if every row over units still holds; else leaves it and returns false.
    bool try_set(std::size_t start, Units units);
    /// Without looking at rows: undoes an earlier try_set.
    void set(std::size_t start, Units units);

    struct Entry { std::size_t row; Int128 coefficient; };  ///< coefficient: per unit of the start's column
    [[nodiscard]] const std::vector<Entry>& rows_of(std::size_t start) const { return entries_[start]; }
    [[nodiscard]] std::size_t row_count() const noexcept { return rows_.size(); }
    [[nodiscard]] RowIndex row(std::size_t r) const { return rows_[r]; }
    /// How far the activity of a row may still rise (fall); nothing: as far as it likes. Negative: the row is broken.
    [[nodiscard]] std::optional<Int128> room_above(std::size_t row) const;
    [[nodiscard]] std::optional<Int128> room_below(std::size_t row) const;
    [[nodiscard]] const CostSchedule& schedule(OperationIndex o) const { return schedules_[o.value()]; }

    /// The dues of an operation for these units, by bundle of the layout.
    [[nodiscard]] std::vector<std::int64_t> dues(OperationIndex o) const;

private:
    [[nodiscard]] bool holds(std::size_t row) const;
    void settle_rows();

    const CompiledProblem* compiled_;
    std::vector<Units> units_;
    std::vector<RowIndex> rows_;                 ///< rows over starts, and whole columns that stay
    std::vector<std::vector<std::size_t>> starts_of_;  ///< by row
    std::vector<Int128> activity_;
    std::vector<std::vector<Entry>> entries_;    ///< by start
    std::vector<CostSchedule> schedules_;        ///< by operation
};

}  // namespace leps
