#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// The state of rounding: cents of every spending column, what each bundle still misses, and by how much each constraint
/// over money is broken. Constraints are, in this order: the rows that hold spending columns only; the purses whose
/// annuities overlap (is there a split?); the bundles (is the due paid?).
class Cents {
public:
    explicit Cents(const CompiledProblem& compiled);

    [[nodiscard]] std::size_t constraint_count() const noexcept { return rows_.size() + purses_.size() + due_.size(); }
    [[nodiscard]] bool is_row(std::size_t c) const noexcept { return c < rows_.size(); }
    [[nodiscard]] bool is_bundle(std::size_t c) const noexcept { return c >= rows_.size() + purses_.size(); }
    [[nodiscard]] RowIndex row(std::size_t c) const { return rows_[c]; }
    [[nodiscard]] PurseIndex purse(std::size_t c) const { return purses_[c - rows_.size()]; }
    [[nodiscard]] BundleIndex bundle(std::size_t c) const { return BundleIndex(c - rows_.size() - purses_.size()); }
    [[nodiscard]] std::size_t constraint_of(BundleIndex b) const { return rows_.size() + purses_.size() + b.value(); }

    /// By how much a constraint is broken, in its own unit; 0: it holds.
    [[nodiscard]] Int128 broken(std::size_t c) const;
    [[nodiscard]] bool all_hold() const;
    /// +1: too much is spent under it, -1: too little.
    [[nodiscard]] int direction(std::size_t c) const;
    /// What one cent of a column adds to it.
    [[nodiscard]] Int128 weight(std::size_t c, SpendIndex s) const;
    [[nodiscard]] const std::vector<SpendIndex>& spends_of(std::size_t c) const { return spends_of_[c]; }
    [[nodiscard]] const std::vector<std::uint32_t>& constraints_of(SpendIndex s) const { return constraints_of_[s.value()]; }

    /// How far the activity of a row may still rise (fall); nothing: as far as it likes. Negative: the row is broken.
    [[nodiscard]] std::optional<Int128> room_above(std::size_t c) const { return upper_[c] ? std::optional(*upper_[c] - activity_[c]) : std::nullopt; }
    [[nodiscard]] std::optional<Int128> room_below(std::size_t c) const { return lower_[c] ? std::optional(activity_[c] - *lower_[c]) : std::nullopt; }

    /// Which annuity of a purse pays how much in each elementary period, earliest window end first (which finds a split if there
    /// is one: windows are intervals): by Purse::annuities; a last entry holds what none can pay.
    [[nodiscard]] std::vector<std::vector<std::int64_t>> split(std::size_t c) const;

    [[nodiscard]] std::int64_t cents(SpendIndex s) const { return cents_[s.value()]; }
    [[nodiscard]] const std::vector<std::int64_t>& all() const noexcept { return cents_; }
    [[nodiscard]] std::int64_t most(SpendIndex s) const { return most_[s.value()]; }
    [[nodiscard]] std::int64_t due(BundleIndex b) const { return due_[b.value()]; }
    [[nodiscard]] std::int64_t paid(BundleIndex b) const { return paid_[b.value()]; }

    void add(SpendIndex s, std::int64_t cents);
    void set_due(BundleIndex b, std::int64_t cents) { due_[b.value()] = cents; }

private:
    /// Walks the split of a purse: take(annuity, period, cents), the annuity one past the last for what none can pay.
    template <class Take>
    void walk_split(std::size_t c, Take take) const;

    const CompiledProblem* compiled_;
    std::vector<RowIndex> rows_;
    std::vector<std::optional<Int128>> lower_;                ///< by row constraint
    std::vector<std::optional<Int128>> upper_;
    std::vector<PurseIndex> purses_;
    std::vector<std::int64_t> cents_;
    std::vector<std::int64_t> most_;
    std::vector<std::int64_t> due_;
    std::vector<std::int64_t> paid_;                          ///< by bundle
    std::vector<Int128> activity_;                            ///< by row constraint
    std::vector<std::vector<SpendIndex>> spends_of_;          ///< by constraint
    std::vector<std::vector<std::uint32_t>> constraints_of_;  ///< by spending column; its bundle's comes last
    std::vector<std::vector<Int128>> weights_of_;             ///< beside constraints_of_
    std::vector<std::vector<std::int64_t>> spent_;            ///< by purse constraint and elementary period
    mutable std::vector<std::optional<Int128>> unpaid_;       ///< by purse constraint, of its split; nothing: spending has moved since
};

}  // namespace leps
