#include "leps/problem/changed_bounds.hpp"

#include <cmath>
#include <string>

#include "leps/core/error.hpp"

namespace leps {

namespace {

void check_bounds(const std::string& subject, const Bounds& bounds, const char* limit, double greatest) {
    const auto fits = [&](double bound) { return std::isinf(bound) ? std::isinf(greatest) : std::trunc(bound) == bound; };
    if (fits(bounds.lower) && fits(bounds.upper) && bounds.lower <= bounds.upper) { return; }
    throw InvalidValue({.code = "bad_bounds", .subject = subject, .field = "bounds",
                        .got = std::to_string(bounds.lower) + " to " + std::to_string(bounds.upper), .limit = limit});
}

[[noreturn]] void refuse_place(const std::string& subject, std::size_t count) {
    throw InvalidValue({.code = "unknown_place", .subject = subject, .field = "bounds", .got = subject, .limit = "below " + std::to_string(count)});
}

}  // namespace

Problem with_bounds(const Problem& problem, const BoundChanges& changes) {
    auto values = std::make_shared<Values>(*problem.values_);
    for (const auto& [column, bounds] : changes.columns) {
        const std::string subject = "column " + std::to_string(column.value());
        if (column.value() >= problem.column_count()) { refuse_place(subject, problem.column_count()); }
        check_bounds(subject, bounds, "finite integers, lower <= upper", 0.0);
        values->column_lower_[column.value()] = bounds.lower;
        values->column_upper_[column.value()] = bounds.upper;
    }
    for (const auto& [row, bounds] : changes.rows) {
        const std::string subject = "row " + std::to_string(row.value());
        if (row.value() >= problem.row_count()) { refuse_place(subject, problem.row_count()); }
        check_bounds(subject, bounds, "integers or infinite, lower <= upper", HUGE_VAL);
        values->row_lower_[row.value()] = bounds.lower;
        values->row_upper_[row.value()] = bounds.upper;
    }
    return {problem.pattern_, std::move(values)};
}

}  // namespace leps
