// How an open row becomes a stored one. Three ways of growing cost: 64-bit integers (nearly all rows), 128-bit fractions,
// arbitrary precision.

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "leps/problem/builder.hpp"
#include "leps/problem/outward.hpp"
#include "problem/exact_row.hpp"

namespace leps {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_small(const std::optional<WideRatio>& value) noexcept {
    return !value || (value->is_integer() && wide::absolute(value->numerator()) <= exact_limit);
}

/// Puts entries in column order and adds those of the same column.
template <class Entry>
void merge(std::vector<Entry>& entries) {
    const auto before = [](const Entry& a, const Entry& b) { return a.column < b.column; };
    const auto not_ascending = [](const Entry& a, const Entry& b) { return !(a.column < b.column); };
    if (std::ranges::adjacent_find(entries, not_ascending) == entries.end()) { return; }
    std::ranges::stable_sort(entries, before);
    std::size_t last = 0;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        if (entries[i].column == entries[last].column) {
            entries[last].coefficient += entries[i].coefficient;
        } else {
            entries[++last] = entries[i];
        }
    }
    entries.resize(last + 1);
}

/// Integers with a common factor taken out, as far as 128 bits carry them.
class Reduction {
public:
    void take_denominator(const WideRatio& value) noexcept {
        if (value.is_integer()) { return; }
        if (!fits_) { return; }
        fits_ = !__builtin_mul_overflow(multiple_ / wide::gcd(multiple_, value.denominator()), value.denominator(), &multiple_);
    }
    void take(const WideRatio& value) noexcept {
        const Int128 number = scaled(value);
        largest_ = std::max(largest_, wide::absolute(number));
        if (divisor_ != 1) { divisor_ = wide::gcd(divisor_, number); }
    }
    /// The row can be stored as it is.
    [[nodiscard]] bool exact() const noexcept { return fits_ && largest_ / std::max(divisor_, Int128{1}) <= exact_limit; }
    [[nodiscard]] double stored(const WideRatio& value) noexcept {
        return static_cast<double>(static_cast<std::int64_t>(scaled(value) / std::max(divisor_, Int128{1})));
    }

private:
    Int128 scaled(const WideRatio& value) noexcept {
        Int128 number = 0;
        if (fits_) { fits_ = !__builtin_mul_overflow(value.numerator(), multiple_ / value.denominator(), &number); }
        return fits_ ? number : 0;
    }

    Int128 multiple_ = 1;
    Int128 divisor_ = 0;
    Int128 largest_ = 0;
    bool fits_ = true;
};

}  // namespace

/// From here on the open row is kept in fractions.
void ProblemBuilder::widen() {
    if (row_wide_) { return; }
    row_wide_ = true;
    for (const SmallEntry& entry : small_) { wide_.push_back({entry.column, WideRatio(entry.coefficient)}); }
    small_.clear();
}

void ProblemBuilder::close_row() {
    if (!row_open_) { return; }
    row_open_ = false;
    row_columns_.clear();
    row_coefficients_.clear();
    if (row_wide_ || !is_small(row_.lower) || !is_small(row_.upper) || !store_small()) {
        widen();
        store_wide();
    }
    small_.clear();
    wide_.clear();
}

/// False, and nothing stored, if a number needs more than 53 bits.
bool ProblemBuilder::store_small() {
    merge(small_);
    Int128 largest = 0;
    std::uint64_t divisor = 0;
    const auto take = [&](Int128 value) {
        const Int128 size = wide::absolute(value);
        largest = std::max(largest, size);
        if (divisor != 1) { divisor = std::gcd(divisor, static_cast<std::uint64_t>(size)); }
    };
    for (const SmallEntry& entry : small_) { take(entry.coefficient); }
    if (row_.lower) { take(row_.lower->numerator()); }
    if (row_.upper) { take(row_.upper->numerator()); }
    if (largest > exact_limit) { return false; }
    const auto by = static_cast<std::int64_t>(std::max(divisor, std::uint64_t{1}));
    const auto stored = [by](Int128 value) { return static_cast<double>(static_cast<std::int64_t>(value) / by); };
    for (const SmallEntry& entry : small_) {
        row_columns_.push_back(entry.column);
        row_coefficients_.push_back(stored(entry.coefficient));
    }
    row_lower_ = row_.lower ? stored(row_.lower->numerator()) : -infinity;
    row_upper_ = row_.upper ? stored(row_.upper->numerator()) : infinity;
    store_row(false);
    return true;
}

void ProblemBuilder::store_wide() {
    merge(wide_);
    for (const WideEntry& entry : wide_) { row_columns_.push_back(entry.column); }

    Reduction reduction;
    for (const WideEntry& entry : wide_) { reduction.take_denominator(entry.coefficient); }
    if (row_.lower) { reduction.take_denominator(*row_.lower); }
    if (row_.upper) { reduction.take_denominator(*row_.upper); }
    for (const WideEntry& entry : wide_) { reduction.take(entry.coefficient); }
    if (row_.lower) { reduction.take(*row_.lower); }
    if (row_.upper) { reduction.take(*row_.upper); }
    if (reduction.exact()) {
        for (const WideEntry& entry : wide_) { row_coefficients_.push_back(reduction.stored(entry.coefficient)); }
        row_lower_ = row_.lower ? reduction.stored(*row_.lower) : -infinity;
        row_upper_ = row_.upper ? reduction.stored(*row_.upper) : infinity;
        store_row(false);
        return;
    }

    ExactRow exact{.coefficients = {}, .lower = row_.lower, .upper = row_.upper, .column_lower = {}, .column_upper = {}};
    for (const WideEntry& entry : wide_) {
        exact.coefficients.push_back(entry.coefficient);
        exact.column_lower.push_back(values_->column_lower_[entry.column.value()]);
        exact.column_upper.push_back(values_->column_upper_[entry.column.value()]);
    }
    const StoredRow stored = store_exactly(exact);
    row_coefficients_ = stored.coefficients;
    row_lower_ = stored.lower;
    row_upper_ = stored.upper;
    store_row(stored.rounded);
}

void ProblemBuilder::store_row(bool rounded) {
    const std::size_t row = next_row_ - 1;
    if (fresh_) {
        fresh_->column_index_.insert(fresh_->column_index_.end(), row_columns_.begin(), row_columns_.end());
        fresh_->row_start_.push_back(static_cast<std::int64_t>(fresh_->column_index_.size()));
        values_->coefficient_.insert(values_->coefficient_.end(), row_coefficients_.begin(), row_coefficients_.end());
        values_->row_lower_.push_back(row_lower_);
        values_->row_upper_.push_back(row_upper_);
    } else {
        const auto begin = static_cast<std::size_t>(previous_->row_start_[row]);
        const auto end = static_cast<std::size_t>(previous_->row_start_[row + 1]);
        const auto earlier = std::span(previous_->column_index_).subspan(begin, end - begin);
        if (!std::ranges::equal(earlier, row_columns_)) {
            throw PatternChanged("row " + std::to_string(row) + " has other columns than in the earlier problem");
        }
        std::ranges::copy(row_coefficients_, values_->coefficient_.begin() + static_cast<std::ptrdiff_t>(begin));
        values_->row_lower_[row] = row_lower_;
        values_->row_upper_[row] = row_upper_;
    }
    if (rounded) { values_->rounded_rows_.push_back(RowIndex(row)); }
}

}  // namespace leps
