#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "leps/core/wide.hpp"
#include "leps/problem/index.hpp"
#include "leps/problem/tree.hpp"

namespace leps {

/// Consecutive columns and rows that were emitted together and can be kept or re-written together.
struct Family {
    int id = 0;
    std::size_t first_column = 0;
    std::size_t end_column = 0;
    std::size_t first_row = 0;
    std::size_t end_row = 0;

    friend bool operator==(const Family&, const Family&) = default;
};

/// What stays when only numbers change: who owns what, which columns are whole, where the non-zeros stand.
/// Shared by all problems that were re-written from one another. Made by ProblemBuilder only.
class Pattern {
public:
    [[nodiscard]] const NodeTree& tree() const noexcept { return tree_; }
    [[nodiscard]] std::size_t column_count() const noexcept { return column_owner_.size(); }
    [[nodiscard]] std::size_t row_count() const noexcept { return row_owner_.size(); }
    [[nodiscard]] std::size_t nonzero_count() const noexcept { return column_index_.size(); }

    [[nodiscard]] std::span<const NodeIndex> column_owner() const noexcept { return column_owner_; }
    [[nodiscard]] std::span<const std::uint64_t> column_origin() const noexcept { return column_origin_; }
    [[nodiscard]] std::span<const std::uint8_t> column_whole() const noexcept { return column_whole_; }  ///< 1: whole
    [[nodiscard]] std::span<const NodeIndex> row_owner() const noexcept { return row_owner_; }
    [[nodiscard]] std::span<const std::uint64_t> row_origin() const noexcept { return row_origin_; }

    /// Row i holds the entries row_start[i] .. row_start[i + 1]; columns ascend within a row, zeros may be explicit.
    [[nodiscard]] std::span<const std::int64_t> row_start() const noexcept { return row_start_; }
    [[nodiscard]] std::span<const ColumnIndex> column_index() const noexcept { return column_index_; }
    [[nodiscard]] std::span<const Family> families() const noexcept { return families_; }

    /// Ascending. The node must be one of the tree.
    [[nodiscard]] std::span<const ColumnIndex> columns_of(NodeIndex node) const noexcept {
        return std::span(node_columns_).subspan(node_column_start_[node.value()],
                                                node_column_start_[node.value() + 1] - node_column_start_[node.value()]);
    }
    [[nodiscard]] std::span<const RowIndex> rows_of(NodeIndex node) const noexcept {
        return std::span(node_rows_).subspan(node_row_start_[node.value()],
                                             node_row_start_[node.value() + 1] - node_row_start_[node.value()]);
    }

    friend bool operator==(const Pattern&, const Pattern&) = default;

private:
    friend class ProblemBuilder;

    NodeTree tree_;
    std::vector<NodeIndex> column_owner_;
    std::vector<std::uint64_t> column_origin_;
    std::vector<std::uint8_t> column_whole_;
    std::vector<NodeIndex> row_owner_;
    std::vector<std::uint64_t> row_origin_;
    std::vector<std::int64_t> row_start_{0};
    std::vector<ColumnIndex> column_index_;
    std::vector<Family> families_;
    std::vector<std::size_t> node_column_start_;
    std::vector<ColumnIndex> node_columns_;
    std::vector<std::size_t> node_row_start_;
    std::vector<RowIndex> node_rows_;
};

class Problem;
struct BoundChanges;

/// The numbers of a problem. All are integers held in doubles, but for infinite row bounds.
class Values {
public:
    friend bool operator==(const Values&, const Values&) = default;

private:
    friend class Problem;
    friend class ProblemBuilder;
    friend Problem draw_in(const Problem& problem, const std::map<RowIndex, Int128>& margins);
    friend Problem with_bounds(const Problem& problem, const BoundChanges& changes);

    std::vector<double> coefficient_;
    std::vector<double> column_lower_;
    std::vector<double> column_upper_;
    std::vector<double> row_lower_;
    std::vector<double> row_upper_;
    std::vector<RowIndex> rounded_rows_;
};

/// lower <= A x <= upper over a finite box, some columns whole: integers in doubles, owned by the nodes of a tree.
///
/// A row is stored times its common denominator and divided by its greatest common divisor. Where a number would then
/// need more than 53 bits it is rounded so that the stored row contains the exact one, and the row is listed.
/// Immutable; copies share everything.
class Problem {
public:
    /// No columns, no rows, only the root.
    Problem();

    [[nodiscard]] const Pattern& pattern() const noexcept { return *pattern_; }
    [[nodiscard]] const std::shared_ptr<const Pattern>& shared_pattern() const noexcept { return pattern_; }

    [[nodiscard]] std::size_t column_count() const noexcept { return pattern_->column_count(); }
    [[nodiscard]] std::size_t row_count() const noexcept { return pattern_->row_count(); }
    [[nodiscard]] std::size_t nonzero_count() const noexcept { return pattern_->nonzero_count(); }

    [[nodiscard]] std::span<const double> column_lower() const noexcept { return values_->column_lower_; }
    [[nodiscard]] std::span<const double> column_upper() const noexcept { return values_->column_upper_; }
    [[nodiscard]] std::span<const double> row_lower() const noexcept { return values_->row_lower_; }  ///< may be -inf
    [[nodiscard]] std::span<const double> row_upper() const noexcept { return values_->row_upper_; }  ///< may be +inf
    [[nodiscard]] std::span<const double> coefficient() const noexcept { return values_->coefficient_; }

    /// Rows whose stored numbers are not the exact ones but contain them. Ascending.
    [[nodiscard]] std::span<const RowIndex> rounded_rows() const noexcept { return values_->rounded_rows_; }

    [[nodiscard]] bool whole(ColumnIndex column) const noexcept { return pattern_->column_whole()[column.value()] != 0; }
    [[nodiscard]] std::uint64_t origin(ColumnIndex column) const noexcept { return pattern_->column_origin()[column.value()]; }
    [[nodiscard]] std::uint64_t origin(RowIndex row) const noexcept { return pattern_->row_origin()[row.value()]; }

    /// The entries of one row: columns and coefficients side by side.
    [[nodiscard]] std::span<const ColumnIndex> columns(RowIndex row) const noexcept {
        return pattern_->column_index().subspan(begin(row), length(row));
    }
    [[nodiscard]] std::span<const double> coefficients(RowIndex row) const noexcept {
        return coefficient().subspan(begin(row), length(row));
    }

    [[nodiscard]] bool has_whole_columns() const noexcept;

    /// Same pattern and same numbers, shared or not.
    friend bool operator==(const Problem& a, const Problem& b);

private:
    friend class ProblemBuilder;
    friend Problem draw_in(const Problem& problem, const std::map<RowIndex, Int128>& margins);
    friend Problem with_bounds(const Problem& problem, const BoundChanges& changes);
    Problem(std::shared_ptr<const Pattern> pattern, std::shared_ptr<const Values> values)
        : pattern_(std::move(pattern)), values_(std::move(values)) {}

    [[nodiscard]] std::size_t begin(RowIndex row) const noexcept {
        return static_cast<std::size_t>(pattern_->row_start()[row.value()]);
    }
    [[nodiscard]] std::size_t length(RowIndex row) const noexcept {
        return static_cast<std::size_t>(pattern_->row_start()[row.value() + 1]) - begin(row);
    }

    std::shared_ptr<const Pattern> pattern_;
    std::shared_ptr<const Values> values_;
};

}  // namespace leps
