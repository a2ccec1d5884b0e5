#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "cells.hpp"

namespace leps {

/// What an edit does to one cell, for every kind of value. Each says what is wrong, or changes the value.

[[nodiscard]] inline CellProblem not_a_number() {
    return TextProblem{"not_a_number", "a column of numbers", "texts, words and ids can only be set"};
}
[[nodiscard]] inline CellProblem unknown_value() {
    return TextProblem{"empty_cell", "a known value", "nothing follows from an unknown value: set it"};
}

/// What a cell is multiplied by, and which column it stands in.
struct Factor {
    Ratio by;
    std::string_view column;
};

template <class Value>
[[nodiscard]] CellProblem multiply_cell(Value&&, const Factor&) { return not_a_number(); }
[[nodiscard]] inline CellProblem multiply_cell(Money& value, const Factor& factor) {
    value = Money::from_cents(wide::narrow((WideRatio(value.cents()) * factor.by.wide()).floor()));
    return std::nullopt;
}
[[nodiscard]] inline CellProblem multiply_cell(Ratio& value, const Factor& factor) {
    value = Ratio(value.wide() * factor.by.wide());
    return std::nullopt;
}
[[nodiscard]] CellProblem multiply_cell(Units& value, const Factor& factor);
[[nodiscard]] CellProblem multiply_cell(int& value, const Factor& factor);
template <class Value>
[[nodiscard]] CellProblem multiply_cell(std::optional<Value>& value, const Factor& factor) {
    return value ? multiply_cell(*value, factor) : unknown_value();
}
[[nodiscard]] inline CellProblem multiply_cell(Life<std::optional<int>> life, const Factor& factor) { return multiply_cell(life.months, factor); }

/// "6 months", "-10 days".
struct DateStep {
    long count = 0;
    bool months = false;

    [[nodiscard]] Date from(const Date& day) const { return months ? add_months(day, count) : day + boost::gregorian::days(count); }
};
[[nodiscard]] Parsed<DateStep> parse_date_step(std::string_view text);

template <class Value>
[[nodiscard]] CellProblem add_to_cell(Value&&, const Cell&) { return not_a_number(); }
/// A sum of amounts of money or units.
template <class Value>
    requires std::is_same_v<Value, Money> || std::is_same_v<Value, Units>
[[nodiscard]] CellProblem add_to_cell(Value& value, const Cell& cell) {
    Value more{};
    if (CellProblem problem = read_cell(cell, more)) { return problem; }
    value += more;
    return std::nullopt;
}
[[nodiscard]] CellProblem add_to_cell(Ratio& value, const Cell& cell);
[[nodiscard]] CellProblem add_to_cell(int& value, const Cell& cell);
template <class Value>
[[nodiscard]] CellProblem add_to_cell(std::optional<Value>& value, const Cell& cell) {
    return value ? add_to_cell(*value, cell) : unknown_value();
}
[[nodiscard]] inline CellProblem add_to_cell(Life<std::optional<int>> life, const Cell& cell) { return add_to_cell(life.months, cell); }
/// What is stored of a day in a file: the day itself, or the day after it where it is the last of a span.
enum class StoredDay { itself, day_after };
/// Moves a day; the same limits hold as in a file.
[[nodiscard]] CellProblem move_day(Date& value, const Cell& cell, StoredDay stored);
[[nodiscard]] inline CellProblem move_day(std::optional<Date>& value, const Cell& cell, StoredDay stored) {
    return value ? move_day(*value, cell, stored) : unknown_value();
}
[[nodiscard]] inline CellProblem add_to_cell(Date& value, const Cell& cell) { return move_day(value, cell, StoredDay::itself); }
template <class Range>
[[nodiscard]] CellProblem add_to_cell(FirstDay<Range> day, const Cell& cell) {
    if constexpr (std::is_same_v<Range, Period>) {
        Date begin = day.range.begin();
        if (CellProblem problem = move_day(begin, cell, StoredDay::itself)) { return problem; }
        day.range = Period(begin, day.range.end());
        return std::nullopt;
    } else {
        return move_day(day.range.from, cell, StoredDay::itself);
    }
}
template <class Range>
[[nodiscard]] CellProblem add_to_cell(LastDay<Range> day, const Cell& cell) {
    if constexpr (std::is_same_v<Range, Period>) {
        Date end = day.range.end();
        if (CellProblem problem = move_day(end, cell, StoredDay::day_after)) { return problem; }
        day.range = Period(day.range.begin(), end);
        return std::nullopt;
    } else {
        return move_day(day.range.until, cell, StoredDay::day_after);
    }
}

/// An empty cell again.
template <class Value>
[[nodiscard]] CellProblem clear_cell(Value&&) { return TextProblem{"missing_cell", "a value", "this cell cannot be empty"}; }
template <class Value>
[[nodiscard]] CellProblem clear_cell(std::optional<Value>& value) {
    value.reset();
    return std::nullopt;
}
[[nodiscard]] inline CellProblem clear_cell(std::string& value) {
    value.clear();
    return std::nullopt;
}
[[nodiscard]] inline CellProblem clear_cell(FirstDay<DateRange> day) {
    day.range.from.reset();
    return std::nullopt;
}
[[nodiscard]] inline CellProblem clear_cell(LastDay<DateRange> day) {
    day.range.until.reset();
    return std::nullopt;
}

}  // namespace leps
