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

/// Integers with a common factor taken out, as far as 128 bits carry them.
class Reduction {
public:
    void take_denominator(const WideRatio& value) noexcept {
        if (!fits_ || value.is_integer() || value.denominator() == multiple_) { return; }
        const Int128 common = wide::gcd(multiple_, value.denominator());
        fits_ = !__builtin_mul_overflow(wide::quotient(multiple_, common), value.denominator(), &multiple_);
    }
    void take(const WideRatio& value) noexcept {
        const Int128 number = scaled(value);
        largest_ = std::max(largest_, wide::absolute(number));
        if (divisor_ != 1) { divisor_ = wide::gcd(divisor_, number); }
    }
    /// The row can be stored as it is.
    [[nodiscard]] bool exact() const noexcept { return fits_ && wide::quotient(largest_, std::max(divisor_, Int128{1})) <= exact_limit; }
    [[nodiscard]] double stored(const WideRatio& value) noexcept {
        return static_cast<double>(static_cast<std::int64_t>(wide::quotient(scaled(value), std::max(divisor_, Int128{1}))));
    }

private:
    Int128 scaled(const WideRatio& value) noexcept {
        Int128 number = 0;
        if (fits_) { fits_ = !__builtin_mul_overflow(value.numerator(), wide::quotient(multiple_, value.denominator()), &number); }
        return fits_ ? number : 0;
    }

    Int128 multiple_ = 1;
    Int128 divisor_ = 0;
    Int128 largest_ = 0;
    bool fits_ = true;
};

}  // namespace

void RowEntries::to_fractions() {
    for (const Integer& entry : integers_) { fractions_.push_back({entry.column, WideRatio(entry.coefficient)}); }
    integers_.clear();
}

namespace {

/// Whether entries stand in column order, each column once.
template <class Entry>
bool in_order(const std::vector<Entry>& entries) {
    return std::ranges::adjacent_find(entries, [](const Entry& a, const Entry& b) { return !(a.column < b.column); }) == entries.end();
}

}  // namespace

/// Column order, entries of the same column added. False where a sum needs more than 64 bits: then all are fractions.
bool RowEntries::merge_integers() {
    if (in_order(integers_)) { return true; }
    std::ranges::sort(integers_, [](const Integer& a, const Integer& b) { return a.column < b.column; });
    std::size_t last = 0;
    for (std::size_t i = 1; i < integers_.size(); ++i) {
        if (integers_[i].column != integers_[last].column) {
            integers_[++last] = integers_[i];
        } else if (std::int64_t sum = 0; !__builtin_add_overflow(integers_[last].coefficient, integers_[i].coefficient, &sum)) {
            integers_[last].coefficient = sum;
        } else {
            integers_.erase(integers_.begin() + static_cast<std::ptrdiff_t>(last) + 1, integers_.begin() + static_cast<std::ptrdiff_t>(i));
            to_fractions();
            return false;
        }
    }
    integers_.resize(last + 1);
    return true;
}

void RowEntries::merge_fractions() {
    if (in_order(fractions_)) { return; }
    std::ranges::stable_sort(fractions_, [](const Fraction& a, const Fraction& b) { return a.column < b.column; });
    std::size_t last = 0;
    for (std::size_t i = 1; i < fractions_.size(); ++i) {
        if (fractions_[i].column == fractions_[last].column) {
            fractions_[last].coefficient += fractions_[i].coefficient;
        } else {
            fractions_[++last] = fractions_[i];
        }
    }
    fractions_.resize(last + 1);
}

void ProblemBuilder::close_row() {
    if (!row_open_) { return; }
    row_open_ = false;
    store(entries_);
}

void ProblemBuilder::store(RowEntries& entries) {
    if (fresh_) { settle_owner(entries); }
    row_columns_.clear();
    row_coefficients_.clear();
    const bool integers = entries.fractions_.empty() && is_small(row_.lower) && is_small(row_.upper);
    if (!integers || !store_integers(entries)) { store_fractions(entries); }
    entries.clear();
}

/// A row that is re-written keeps the owner that its columns gave it.
void ProblemBuilder::settle_owner(const RowEntries& entries) {
    std::optional<NodeIndex> common = row_.owner;
    const auto take = [&](const auto& list) {
        for (const auto& entry : list) {
            const NodeIndex node = fresh_->column_owner_[entry.column.value()];
            if (!common) { common = node; }
            if (*common == node) { continue; }
            if (*common == NodeTree::root()) { return; }
            common = fresh_->tree_.common_ancestor(*common, node);
        }
    };
    if (!row_.owner) {
        take(entries.integers_);
        take(entries.fractions_);
    }
    fresh_->row_owner_.push_back(common.value_or(NodeTree::root()));
    fresh_->row_origin_.push_back(row_.origin);
}

/// False, and nothing stored, if a number needs more than 53 bits.
bool ProblemBuilder::store_integers(RowEntries& entries) {
    if (!entries.merge_integers()) { return false; }
    std::uint64_t largest = 0;
    std::uint64_t divisor = 0;
    const auto take = [&](std::int64_t value) {
        const std::uint64_t size = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
        largest = std::max(largest, size);
        if (divisor != 1) { divisor = std::gcd(divisor, size); }
    };
    for (const RowEntries::Integer& entry : entries.integers_) { take(entry.coefficient); }
    if (row_.lower) { take(static_cast<std::int64_t>(row_.lower->numerator())); }
    if (row_.upper) { take(static_cast<std::int64_t>(row_.upper->numerator())); }
    if (largest > static_cast<std::uint64_t>(exact_limit)) { return false; }
    const auto by = static_cast<std::int64_t>(std::max(divisor, std::uint64_t{1}));
    const auto stored = [by](std::int64_t value) { return static_cast<double>(by == 1 ? value : value / by); };
    for (const RowEntries::Integer& entry : entries.integers_) {
        row_columns_.push_back(entry.column);
        row_coefficients_.push_back(stored(entry.coefficient));
    }
    row_lower_ = row_.lower ? stored(static_cast<std::int64_t>(row_.lower->numerator())) : -infinity;
    row_upper_ = row_.upper ? stored(static_cast<std::int64_t>(row_.upper->numerator())) : infinity;
    store_row(false);
    return true;
}

void ProblemBuilder::store_fractions(RowEntries& entries) {
    entries.to_fractions();
    entries.merge_fractions();
    const std::vector<RowEntries::Fraction>& wide = entries.fractions_;
    for (const RowEntries::Fraction& entry : wide) { row_columns_.push_back(entry.column); }

    Reduction reduction;
    for (const RowEntries::Fraction& entry : wide) { reduction.take_denominator(entry.coefficient); }
    if (row_.lower) { reduction.take_denominator(*row_.lower); }
    if (row_.upper) { reduction.take_denominator(*row_.upper); }
    for (const RowEntries::Fraction& entry : wide) { reduction.take(entry.coefficient); }
    if (row_.lower) { reduction.take(*row_.lower); }
    if (row_.upper) { reduction.take(*row_.upper); }
    if (reduction.exact()) {
        for (const RowEntries::Fraction& entry : wide) { row_coefficients_.push_back(reduction.stored(entry.coefficient)); }
        row_lower_ = row_.lower ? reduction.stored(*row_.lower) : -infinity;
        row_upper_ = row_.upper ? reduction.stored(*row_.upper) : infinity;
        store_row(false);
        return;
    }

    ExactRow exact{.coefficients = {}, .lower = row_.lower, .upper = row_.upper, .column_lower = {}, .column_upper = {}};
    for (const RowEntries::Fraction& entry : wide) {
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
