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

bool is_small(const WideRatio& value) noexcept {
    return value.is_integer() && wide::absolute(value.numerator()) <= exact_limit;
}

}  // namespace

RowBuilder& RowBuilder::add(ColumnIndex column, std::int64_t coefficient) {
    builder_->check_entry(column, index_);
    if (builder_->row_wide_) {
        builder_->wide_.push_back({column, WideRatio(coefficient)});
    } else {
        builder_->small_.push_back({column, coefficient});
    }
    return *this;
}

RowBuilder& RowBuilder::add(ColumnIndex column, const WideRatio& coefficient) {
    if (is_small(coefficient)) { return add(column, static_cast<std::int64_t>(coefficient.numerator())); }
    builder_->check_entry(column, index_);
    builder_->widen();
    builder_->wide_.push_back({column, coefficient});
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
    const double lower = spec.whole ? round_down(spec.lower.ceil()) : round_down(spec.lower);
    const double upper = spec.whole ? round_up(spec.upper.floor()) : round_up(spec.upper);
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

RowBuilder ProblemBuilder::row(const RowSpec& spec) {
    close_row();
    check_owner(tree(), spec.owner, "row");
    if (spec.lower && spec.upper && *spec.lower > *spec.upper) {
        refuse("empty_row", "row " + std::to_string(next_row_), "lower", to_string(*spec.lower),
               "at most the upper bound " + to_string(*spec.upper));
    }
    if (fresh_) {
        fresh_->row_owner_.push_back(spec.owner);
        fresh_->row_origin_.push_back(spec.origin);
    } else if (next_row_ >= previous_->row_count() || previous_->row_owner_[next_row_] != spec.owner ||
               previous_->row_origin_[next_row_] != spec.origin) {
        throw PatternChanged("row " + std::to_string(next_row_) + " is not the one of the earlier problem");
    }
    row_ = spec;
    row_open_ = true;
    row_wide_ = false;
    return {*this, RowIndex(next_row_++)};
}

void ProblemBuilder::check_entry(ColumnIndex column, RowIndex row) const {
    if (!row_open_ || row.value() + 1 != next_row_) {
        refuse("row_ended", "row " + std::to_string(row.value()), "", "one more entry", "none after the row has ended");
    }
    if (column.value() >= next_column_) {
        refuse("unknown_column", "row " + std::to_string(row.value()), "column", std::to_string(column.value()),
               "below " + std::to_string(next_column_));
    }
    const NodeIndex owner = (fresh_ ? fresh_->column_owner_ : previous_->column_owner_)[column.value()];
    if (!tree().on_one_path(owner, row_.owner)) {
        refuse("unrelated_owners", "row " + std::to_string(row.value()) + " of node " + std::to_string(row_.owner.value()),
               "column", std::to_string(column.value()) + " of node " + std::to_string(owner.value()),
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

void ProblemBuilder::keep_family(int id) {
    close_row();
    if (fresh_ || in_family_) {
        refuse("nothing_to_keep", "family " + std::to_string(id), "", fresh_ ? "a new problem" : "inside another family",
               "a re-written problem, between families");
    }
    check_family(id);
    const Family& family = previous_->families_[next_family_];
    next_column_ = family.end_column;
    next_row_ = family.end_row;
    ++next_family_;
    for (const RowIndex row : earlier_->rounded_rows_) {
        if (row.value() < family.first_row || row.value() >= family.end_row) { continue; }
        for (auto i = previous_->row_start_[row.value()]; i < previous_->row_start_[row.value() + 1]; ++i) {
            const std::size_t column = previous_->column_index_[static_cast<std::size_t>(i)].value();
            if (values_->column_lower_[column] != earlier_->column_lower_[column] ||
                values_->column_upper_[column] != earlier_->column_upper_[column]) {
                throw PatternChanged("row " + std::to_string(row.value()) + " was rounded over a box that has changed");
            }
        }
        values_->rounded_rows_.push_back(row);
    }
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
