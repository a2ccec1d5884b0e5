#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "leps/core/error.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/wide.hpp"
#include "leps/problem/index.hpp"
#include "leps/problem/problem.hpp"
#include "leps/problem/tree.hpp"

namespace leps {

class ProblemBuilder;

/// A re-written problem does not fit the pattern of the earlier one: build it afresh.
class PatternChanged : public Error {
public:
    using Error::Error;
};

struct ColumnSpec {
    NodeIndex owner;
    WideRatio lower{};         ///< a fraction is rounded outward (whole columns: inward) to an integer
    WideRatio upper{};         ///< likewise; always finite
    bool whole = false;
    std::uint64_t origin = 0;  ///< opaque; what the caller needs to know the column again
};

struct RowSpec {
    std::optional<NodeIndex> owner{};  ///< empty: the lowest common ancestor of the owners of its columns, the root of none
    std::optional<WideRatio> lower{};  ///< empty: none
    std::optional<WideRatio> upper{};  ///< empty: none
    std::uint64_t origin = 0;
};

/// The left side of a row while it is gathered: integers, and fractions from the first one on. Made to be used again: what
/// has been emptied keeps its memory.
class RowEntries {
public:
    /// Adds coefficient * column; the same column again adds to it, exactly; a zero keeps its place in the pattern.
    void add(ColumnIndex column, std::int64_t coefficient) {
        if (!fractions_.empty()) {
            fractions_.push_back({column, WideRatio(coefficient)});
        } else {
            integers_.push_back({column, coefficient});
        }
    }
    void add(ColumnIndex column, const WideRatio& coefficient) {
        if (coefficient.is_integer() && wide::fits_64(coefficient.numerator())) {
            add(column, static_cast<std::int64_t>(coefficient.numerator()));
        } else {
            to_fractions();
            fractions_.push_back({column, coefficient});
        }
    }

    [[nodiscard]] bool empty() const noexcept { return integers_.empty() && fractions_.empty(); }

    /// visit(column, coefficient) for what was added, one after another: a column may come more than once.
    template <class Visit>
    void visit(Visit visit_entry) const {
        for (const Integer& entry : integers_) { visit_entry(entry.column, WideRatio(entry.coefficient)); }
        for (const Fraction& entry : fractions_) { visit_entry(entry.column, entry.coefficient); }
    }

    void clear() noexcept {
        integers_.clear();
        fractions_.clear();
    }

private:
    friend class ProblemBuilder;

    struct Integer { ColumnIndex column; std::int64_t coefficient; };
    struct Fraction { ColumnIndex column; WideRatio coefficient; };

    void to_fractions();
    bool merge_integers();
    void merge_fractions();

    std::vector<Integer> integers_;
    std::vector<Fraction> fractions_;  ///< all entries, as soon as there is one
};

/// The row that was opened last. It ends by close(), or when the builder is asked for the next row, family or finish;
/// columns may be made while it is open. After an exception the builder is of no more use.
class RowBuilder {
public:
    /// Adds coefficient * column; the same column again adds to it, exactly; a zero keeps its place in the pattern.
    /// Throws InvalidValue if the column does not exist, if neither owner is above the other, or if the row has ended;
    /// and, when the row ends, if fractions of one column add up to one beyond 128 bits.
    RowBuilder& add(ColumnIndex column, std::int64_t coefficient);
    RowBuilder& add(ColumnIndex column, int coefficient) { return add(column, static_cast<std::int64_t>(coefficient)); }
    RowBuilder& add(ColumnIndex column, const WideRatio& coefficient);
    RowBuilder& add(ColumnIndex column, const Ratio& coefficient) { return add(column, coefficient.wide()); }

    /// Ends the row now. Throws PatternChanged where a re-written row has other columns than before.
    void close();

    [[nodiscard]] RowIndex index() const noexcept { return index_; }

private:
    friend class ProblemBuilder;
    RowBuilder(ProblemBuilder& builder, RowIndex index) : builder_(&builder), index_(index) {}

    ProblemBuilder* builder_;
    RowIndex index_;
};

/// Makes a Problem, or re-writes the numbers of an earlier one into the same pattern.
///
/// To re-write: for each family in the order of the first time either keep_family(id), or else begin_family(id), the same
/// columns and rows with other numbers, end_family(). Whatever differs in owner, origin, kind or columns throws
/// PatternChanged. The result is the same, byte for byte, as if it had been built afresh.
class ProblemBuilder {
public:
    explicit ProblemBuilder(NodeTree tree);
    explicit ProblemBuilder(const Problem& previous);
    ProblemBuilder(const ProblemBuilder&) = delete;
    ProblemBuilder& operator=(const ProblemBuilder&) = delete;

    /// Room for so many; only speed depends on it.
    void reserve(std::size_t columns, std::size_t rows, std::size_t nonzeros);

    /// Throws InvalidValue if the owner is not in the tree or no value lies between the bounds.
    ColumnIndex column(const ColumnSpec& spec);

    /// Throws InvalidValue if the owner is not in the tree or lower > upper.
    RowBuilder row(const RowSpec& spec);

    /// A whole row at once; the entries are empty afterwards. Throws as row() and RowBuilder::add() and close().
    RowIndex row(const RowSpec& spec, RowEntries& entries);

    /// Families do not nest, and each id comes once. Throws InvalidValue otherwise.
    void begin_family(int id);
    void end_family();

    /// Leaves the numbers of a family as they were. False, and nothing done, where a rounded row of it depends on the box of a
    /// column that has changed: then it must be re-written. Only when re-writing; throws PatternChanged if it is not the next.
    [[nodiscard]] bool keep_family(int id);

    /// Inside a family: leaves the next column, or the next row, as it was. False, and nothing done, in a new problem, where it
    /// is not of this origin, and where the row was rounded over a box that has changed.
    [[nodiscard]] bool keep_column(std::uint64_t origin);
    [[nodiscard]] bool keep_row(std::uint64_t origin);

    [[nodiscard]] NodeIndex owner(ColumnIndex column) const { return column_owners()[column.value()]; }  ///< of one made before
    [[nodiscard]] double upper(ColumnIndex column) const { return values_->column_upper_[column.value()]; }  ///< as stored
    [[nodiscard]] const NodeTree& tree() const noexcept { return fresh_ ? fresh_->tree_ : previous_->tree_; }
    [[nodiscard]] std::size_t column_count() const noexcept { return next_column_; }  ///< so far
    [[nodiscard]] std::size_t row_count() const noexcept { return next_row_; }        ///< so far, the open row included

    /// The problem. The builder is empty afterwards. Throws PatternChanged if something of the earlier one is missing.
    [[nodiscard]] Problem finish();

private:
    friend class RowBuilder;

    [[nodiscard]] const std::vector<NodeIndex>& column_owners() const noexcept { return fresh_ ? fresh_->column_owner_ : previous_->column_owner_; }
    void check_open(RowIndex row) const;
    void check_column(ColumnIndex column, RowIndex row) const;
    void open_row(const RowSpec& spec);
    void close_row();
    void store(RowEntries& entries);
    void settle_owner(const RowEntries& entries);
    bool store_integers(RowEntries& entries);
    void store_fractions(RowEntries& entries);
    void store_row(bool rounded);
    void check_family(int id) const;
    [[nodiscard]] bool same_boxes(RowIndex row) const;
    void index_nodes();

    std::shared_ptr<Pattern> fresh_;           ///< being made; null when re-writing
    std::shared_ptr<const Pattern> previous_;  ///< when re-writing
    std::shared_ptr<const Values> earlier_;    ///< when re-writing: the numbers of the previous problem
    std::shared_ptr<Values> values_;
    std::size_t next_column_ = 0;
    std::size_t next_row_ = 0;
    std::size_t next_family_ = 0;
    bool in_family_ = false;
    Family family_{};

    bool row_open_ = false;                    ///< the one of a RowBuilder
    RowSpec row_{};
    RowEntries entries_;                       ///< of the open row
    std::vector<ColumnIndex> row_columns_;     ///< the finished row, before it is stored
    std::vector<double> row_coefficients_;
    double row_lower_ = 0.0;
    double row_upper_ = 0.0;
};

}  // namespace leps
