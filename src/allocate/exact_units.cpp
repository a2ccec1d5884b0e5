#include "allocate/exact_units.hpp"

#include <algorithm>
#include <cmath>

namespace leps {
namespace {

/// The engine's value of a divisible start, in nano-units on the grid.
std::int64_t on_grid(double nanos, double upper) {
    constexpr double relative = 1e-6;
    const auto near = [&](double point) { return std::abs(nanos - point) <= relative * std::max(point, 1.0); };
    const double unit = static_cast<double>(Units::nanos_per_unit);
    const double whole = std::round(nanos / unit) * unit;
    if (nanos <= 0.0) { return 0; }
    if (near(upper)) { return static_cast<std::int64_t>(upper); }
    if (whole > 0.0 && whole <= upper && near(whole)) { return static_cast<std::int64_t>(whole); }
    return static_cast<std::int64_t>(std::floor(std::min(nanos, upper)));
}

}  // namespace

ExactUnits::ExactUnits(const CompiledProblem& compiled, const std::vector<double>& values) : compiled_(&compiled) {
    const Layout& layout = *compiled.layout;
    const Problem& problem = compiled.problem;
    const PlanView& view = *compiled.view;
    std::vector<std::int64_t> start_of_column(problem.column_count(), -1);
    for (std::size_t s = 0; s < layout.starts.size(); ++s) {
        const ColumnIndex column = layout.starts[s].column;
        start_of_column[column.value()] = static_cast<std::int64_t>(s);
        const double value = values[column.value()];
        units_.push_back(problem.whole(column) ? Units::whole(std::llround(value))
                                               : Units::from_nanos(on_grid(value, problem.column_upper()[column.value()])));
    }
    entries_.resize(units_.size());
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const auto columns = problem.columns(RowIndex(r));
        const auto is_start = [&](ColumnIndex c) { return start_of_column[c.value()] >= 0; };
        const auto stays = [&](ColumnIndex c) { return is_start(c) || problem.whole(c); };
        if (!std::ranges::any_of(columns, is_start) || !std::ranges::all_of(columns, stays)) { continue; }
        rows_.emplace_back(r);
        starts_of_.emplace_back();
        activity_.push_back(0);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto coefficient = static_cast<Int128>(problem.coefficients(RowIndex(r))[i]);
            if (!is_start(columns[i])) {
                activity_.back() += coefficient * std::llround(values[columns[i].value()]);
                continue;
            }
            const auto start = static_cast<std::size_t>(start_of_column[columns[i].value()]);
            entries_[start].push_back({.row = rows_.size() - 1, .coefficient = coefficient});
            starts_of_.back().push_back(start);
            activity_.back() += coefficient * in_columns(start);
        }
    }
    for (const Operation& operation : view.operations.list()) {
        schedules_.push_back(cost_schedule(operation, view.timeline, view.measures, view.territories, view.costs));
    }
    settle_rows();
}

Int128 ExactUnits::in_columns(std::size_t start) const {
    const bool whole = compiled_->problem.whole(compiled_->layout->starts[start].column);
    return whole ? units_[start].nanos() / Units::nanos_per_unit : units_[start].nanos();
}

std::optional<Int128> ExactUnits::room_above(std::size_t row) const {
    const double upper = compiled_->problem.row_upper()[rows_[row].value()];
    return std::isinf(upper) ? std::nullopt : std::optional(static_cast<Int128>(upper) - activity_[row]);
}

std::optional<Int128> ExactUnits::room_below(std::size_t row) const {
    const double lower = compiled_->problem.row_lower()[rows_[row].value()];
    return std::isinf(lower) ? std::nullopt : std::optional(activity_[row] - static_cast<Int128>(lower));
}

bool ExactUnits::holds(std::size_t row) const { return room_above(row).value_or(0) >= 0 && room_below(row).value_or(0) >= 0; }

bool ExactUnits::all_hold() const {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        if (!holds(row)) { return false; }
    }
    return true;
}

void ExactUnits::set(std::size_t start, Units units) {
    const Int128 before = in_columns(start);
    units_[start] = units;
    for (const Entry& entry : entries_[start]) { activity_[entry.row] += entry.coefficient * (in_columns(start) - before); }
}

bool ExactUnits::try_set(std::size_t start, Units units) {
    const Units before = units_[start];
    std::vector<bool> held;
    for (const Entry& entry : entries_[start]) { held.push_back(holds(entry.row)); }
    set(start, units);
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i] && !holds(entries_[start][i].row)) {
            set(start, before);
            return false;
        }
    }
    return true;
}

/// The engine's tolerance, and the way to the grid, may leave a row over units some nano-units off: the first divisible start
/// that can makes up for it.
void ExactUnits::settle_rows() {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        for (const std::size_t start : starts_of_[row]) {
            if (holds(row)) { break; }
            if (compiled_->problem.whole(compiled_->layout->starts[start].column)) { continue; }
            const auto entry = std::find_if(entries_[start].begin(), entries_[start].end(), [&](const Entry& e) { return e.row == row; });
            const bool above = room_above(row).value_or(0) < 0;
            const Int128 lack = above ? *room_above(row) : -*room_below(row);
            const bool towards = (lack > 0) == (entry->coefficient > 0);
            const Int128 nanos = wide::ceil_div(wide::absolute(lack), wide::absolute(entry->coefficient));
            const Int128 wanted = units_[start].nanos() + (towards ? nanos : -nanos);
            const auto most = static_cast<Int128>(compiled_->problem.column_upper()[compiled_->layout->starts[start].column.value()]);
            try_set(start, Units::from_nanos(wide::narrow(std::clamp<Int128>(wanted, 0, most))));
        }
    }
}

std::vector<std::int64_t> ExactUnits::dues(OperationIndex o) const {
    const Layout& layout = *compiled_->layout;
    const std::size_t first = layout.first_bundle[o.value()];
    std::vector<std::int64_t> dues(layout.first_bundle[o.value() + 1] - first, 0);
    std::vector<Units> by_period(compiled_->view->timeline.horizon_periods());
    for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) {
        by_period[layout.starts[s].period.value()] = units_[s];
    }
    for (const Due& due : exact_dues(schedules_[o.value()], by_period, compiled_->view->timeline)) {
        for (std::size_t b = 0; b < dues.size(); ++b) {
            const Bundle& bundle = layout.bundles[first + b];
            if (bundle.elementary == due.elementary && bundle.category == due.category) { dues[b] = due.amount.cents(); }
        }
    }
    return dues;
}

}  // namespace leps
