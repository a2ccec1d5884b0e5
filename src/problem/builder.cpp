#include "leps/problem/builder.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "leps/problem/outward.hpp"
#include "problem/exact_row.hpp"

namespace leps {

namespace {

[[noreturn]] void refuse(std::string code, std::string subject, std::string field, std::string got, std::string limit) {
    throw InvalidValue({.code = std::move(code), .subject = std::move(subject), .field = std::move(field),
                        .got = std::move(got), .limit = std::move(limit)});
}

void check_owner(const NodeTree& tree, NodeIndex owner, const char* subject) {
    if (owner.value() >= tree.size()) {
        refuse("unknown_node", subject, "owner", std::to_string(owner.value()), "below " + std::to_string(tree.size()));
    }
}

}  // namespace

RowBuilder& RowBuilder::add(ColumnIndex column, std::int64_t coefficient) {
    builder_->check_open(index_);
    builder_->check_column(column, index_);
    builder_->entries_.add(column, coefficient);
    return *this;
}

RowBuilder& RowBuilder::add(ColumnIndex column, const WideRatio& coefficient) {
    builder_->check_open(index_);
    builder_->check_column(column, index_);
    builder_->entries_.add(column, coefficient);
    return *this;
}

void RowBuilder::close() {
    if (builder_->row_open_ && index_.value() + 1 == builder_->next_row_) { builder_->close_row(); }
}

ProblemBuilder::ProblemBuilder(NodeTree tree)
    : fresh_(std::make_shared<Pattern>()), values_(std::make_shared<Values>()) {
    fresh_->tree_ = std::move(tree);
}

ProblemBuilder::ProblemBuilder(const Problem& previous)
    : previous_(previous.pattern_), earlier_(previous.values_), values_(std::make_shared<Values>(*previous.values_)) {
    values_->rounded_rows_.clear();
}

void ProblemBuilder::reserve(std::size_t columns, std::size_t rows, std::size_t nonzeros) {
    if (!fresh_) { return; }
    fresh_->column_owner_.reserve(columns);
    fresh_->column_origin_.reserve(columns);
    fresh_->column_whole_.reserve(columns);
    fresh_->row_owner_.reserve(rows);
    fresh_->row_origin_.reserve(rows);
    fresh_->row_start_.reserve(rows + 1);
    fresh_->column_index_.reserve(nonzeros);
    values_->coefficient_.reserve(nonzeros);
    values_->column_lower_.reserve(columns);
    values_->column_upper_.reserve(columns);
    values_->row_lower_.reserve(rows);
    values_->row_upper_.reserve(rows);
}

ColumnIndex ProblemBuilder::column(const ColumnSpec& spec) {
    check_owner(tree(), spec.owner, "column");
    // A whole column has no value between two integers; of a divisible one nothing may be lost.
    const double lower = round_down(spec.whole ? WideRatio(spec.lower.ceil()) : spec.lower);
    const double upper = round_up(spec.whole ? WideRatio(spec.upper.floor()) : spec.upper);
    if (spec.lower > spec.upper || lower > upper) {
        refuse("empty_box", "column " + std::to_string(next_column_), "lower", to_string(spec.lower),
               "at most the upper bound " + to_string(spec.upper));
    }
    if (fresh_) {
        fresh_->column_owner_.push_back(spec.owner);
        fresh_->column_origin_.push_back(spec.origin);
        fresh_->column_whole_.push_back(spec.whole ? 1 : 0);
        values_->column_lower_.push_back(lower);
        values_->column_upper_.push_back(upper);
    } else {
        if (next_column_ >= previous_->column_count() || previous_->column_owner_[next_column_] != spec.owner ||
            previous_->column_origin_[next_column_] != spec.origin ||
            (previous_->column_whole_[next_column_] != 0) != spec.whole) {
            throw PatternChanged("column " + std::to_string(next_column_) + " is not the one of the earlier problem");
        }
        values_->column_lower_[next_column_] = lower;
        values_->column_upper_[next_column_] = upper;
    }
    return ColumnIndex(next_column_++);
}

void ProblemBuilder::open_row(const RowSpec& spec) {
    if (spec.owner) { check_owner(tree(), *spec.owner, "row"); }
    if (spec.lower && spec.upper && *spec.lower > *spec.upper) {
        refuse("empty_row", "row " + std::to_string(next_row_), "lower", to_string(*spec.lower),
               "at most the upper bound " + to_string(*spec.upper));
    }
    if (!fresh_ && (next_row_ >= previous_->row_count() || previous_->row_origin_[next_row_] != spec.origin ||
                    (spec.owner && previous_->row_owner_[next_row_] != *spec.owner))) {
        throw PatternChanged("row " + std::to_string(next_row_) + " is not the one of the earlier problem");
    }
    row_ = spec;
    ++next_row_;
}

RowBuilder ProblemBuilder::row(const RowSpec& spec) {
    close_row();
    open_row(spec);
    row_open_ = true;
    return {*this, RowIndex(next_row_ - 1)};
}

RowIndex ProblemBuilder::row(const RowSpec& spec, RowEntries& entries) {
    close_row();
    open_row(spec);
    const RowIndex row(next_row_ - 1);
    std::size_t last = 0;
    const auto check = [&](const auto& list) {
        for (const auto& entry : list) {
            last = std::max(last, entry.column.value());
            if (spec.owner) { check_column(entry.column, row); }
        }
    };
    check(entries.integers_);
    check(entries.fractions_);
    if (!entries.empty()) { check_column(ColumnIndex(last), row); }
    store(entries);
    return row;
}

void ProblemBuilder::check_open(RowIndex row) const {
    if (!row_open_ || row.value() + 1 != next_row_) {
        refuse("row_ended", "row " + std::to_string(row.value()), "", "one more entry", "none after the row has ended");
    }
}

void ProblemBuilder::check_column(ColumnIndex column, RowIndex row) const {
    if (column.value() >= next_column_) {
        refuse("unknown_column", "row " + std::to_string(row.value()), "column", std::to_string(column.value()),
               "below " + std::to_string(next_column_));
    }
    if (row_.owner && !tree().on_one_path(owner(column), *row_.owner)) {
        refuse("unrelated_owners", "row " + std::to_string(row.value()) + " of node " + std::to_string(row_.owner->value()),
               "column", std::to_string(column.value()) + " of node " + std::to_string(owner(column).value()),
               "a column of the same node, of one above or of one below");
    }
}

void ProblemBuilder::begin_family(int id) {
    close_row();
    if (in_family_) { refuse("nested_family", "family " + std::to_string(id), "", "begun inside another", "after its end"); }
    check_family(id);
    in_family_ = true;
    family_ = {.id = id, .first_column = next_column_, .end_column = next_column_, .first_row = next_row_, .end_row = next_row_};
}

/// Afresh: each id comes once. Re-writing: it is the next one of the earlier problem, and all before it has been emitted.
void ProblemBuilder::check_family(int id) const {
    if (fresh_) {
        if (std::ranges::any_of(fresh_->families_, [id](const Family& family) { return family.id == id; })) {
            refuse("repeated_family", "family " + std::to_string(id), "id", std::to_string(id), "each id once");
        }
        return;
    }
    if (next_family_ >= previous_->families_.size() || previous_->families_[next_family_].id != id ||
        previous_->families_[next_family_].first_column != next_column_ ||
        previous_->families_[next_family_].first_row != next_row_) {
        throw PatternChanged("family " + std::to_string(id) + " does not begin where it did in the earlier problem");
    }
}

void ProblemBuilder::end_family() {
    close_row();
    if (!in_family_) { refuse("no_family", "end of family", "", "no open family", "one begun before"); }
    in_family_ = false;
    family_.end_column = next_column_;
    family_.end_row = next_row_;
    if (fresh_) {
        fresh_->families_.push_back(family_);
    } else if (previous_->families_[next_family_] != family_) {
        throw PatternChanged("family " + std::to_string(family_.id) + " does not end where it did in the earlier problem");
    }
    ++next_family_;
}

bool ProblemBuilder::keep_family(int id) {
    close_row();
    if (fresh_ || in_family_) {
        refuse("nothing_to_keep", "family " + std::to_string(id), "", fresh_ ? "a new problem" : "inside another family",
               "a re-written problem, between families");
    }
    check_family(id);
    const Family& family = previous_->families_[next_family_];
    const auto first = std::ranges::lower_bound(earlier_->rounded_rows_, RowIndex(family.first_row));
    const auto end = std::ranges::lower_bound(earlier_->rounded_rows_, RowIndex(family.end_row));
    if (!std::all_of(first, end, [this](RowIndex row) { return same_boxes(row); })) { return false; }
    values_->rounded_rows_.insert(values_->rounded_rows_.end(), first, end);
    next_column_ = family.end_column;
    next_row_ = family.end_row;
    ++next_family_;
    return true;
}

bool ProblemBuilder::keep_column(std::uint64_t origin) {
    if (fresh_ || next_column_ >= previous_->column_count() || previous_->column_origin_[next_column_] != origin) { return false; }
    ++next_column_;
    return true;
}

bool ProblemBuilder::keep_row(std::uint64_t origin) {
    close_row();
    if (fresh_ || next_row_ >= previous_->row_count() || previous_->row_origin_[next_row_] != origin) { return false; }
    const RowIndex row(next_row_);
    if (std::ranges::binary_search(earlier_->rounded_rows_, row)) {
        if (!same_boxes(row)) { return false; }
        values_->rounded_rows_.push_back(row);
    }
    ++next_row_;
    return true;
}

bool ProblemBuilder::same_boxes(RowIndex row) const {
    const auto begin = previous_->column_index_.begin();
    return std::all_of(begin + previous_->row_start_[row.value()], begin + previous_->row_start_[row.value() + 1], [this](ColumnIndex column) {
        return values_->column_lower_[column.value()] == earlier_->column_lower_[column.value()] &&
               values_->column_upper_[column.value()] == earlier_->column_upper_[column.value()];
    });
}

Problem ProblemBuilder::finish() {
    close_row();
    if (in_family_) { refuse("open_family", "family " + std::to_string(family_.id), "", "still open", "ended before finish"); }
    if (!fresh_) {
        if (next_column_ != previous_->column_count() || next_row_ != previous_->row_count() ||
            next_family_ != previous_->families_.size()) {
            throw PatternChanged("columns or rows of the earlier problem are missing");
        }
        return {std::move(previous_), std::move(values_)};
    }
    index_nodes();
    return {std::move(fresh_), std::move(values_)};
}

namespace {

/// Positions sorted by owner: those of node n are order[start[n]] .. order[start[n + 1]], ascending.
template <class Position>
void sort_by_owner(const std::vector<NodeIndex>& owner, std::size_t nodes, std::vector<std::size_t>& start, std::vector<Position>& order) {
    start.assign(nodes + 1, 0);
    for (const NodeIndex node : owner) { ++start[node.value() + 1]; }
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<std::size_t> next(start.begin(), start.end() - 1);
    order.resize(owner.size());
    for (std::size_t i = 0; i < owner.size(); ++i) { order[next[owner[i].value()]++] = Position(i); }
}

}  // namespace

void ProblemBuilder::index_nodes() {
    const std::size_t nodes = fresh_->tree_.size();
    sort_by_owner(fresh_->column_owner_, nodes, fresh_->node_column_start_, fresh_->node_columns_);
    sort_by_owner(fresh_->row_owner_, nodes, fresh_->node_row_start_, fresh_->node_rows_);
}

}  // namespace leps
