#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leps/domain/columns/column.hpp"
#include "leps/domain/columns/results.hpp"
#include "leps/read/number_text.hpp"
#include "nearest.hpp"
#include "table_reading.hpp"

namespace leps {

/// One overload of read_cell for each kind of value: stores the value of a text that is not empty, or says what is wrong.
using CellProblem = std::optional<TextProblem>;

template <class Value>
CellProblem store(Parsed<Value> parsed, auto& out) {
    if (auto* problem = std::get_if<TextProblem>(&parsed)) { return std::move(*problem); }
    out = std::move(std::get<Value>(parsed));
    return std::nullopt;
}

/// Months count to a hundred years: more would leave the calendar.
inline constexpr std::int64_t most_months = 1200;

[[nodiscard]] CellProblem read_integer_within(std::string_view text, std::int64_t least, std::int64_t most, int& out);
[[nodiscard]] CellProblem read_cell(const Cell& cell, std::string& out);
[[nodiscard]] CellProblem read_cell(const Cell& cell, int& out);
[[nodiscard]] CellProblem read_cell(const Cell& cell, std::vector<std::string>& out);
[[nodiscard]] CellProblem read_cell(const Cell& cell, std::vector<ProfileStep>& out);
[[nodiscard]] CellProblem read_id(const Cell& cell, std::string& out);

[[nodiscard]] inline CellProblem read_cell(const Cell& cell, std::int64_t& out) { return store(parse_integer(cell.text), out); }
[[nodiscard]] inline CellProblem read_cell(const Cell& cell, bool& out) { return store(parse_boolean(cell.text), out); }
[[nodiscard]] inline CellProblem read_cell(const Cell& cell, Money& out) { return store(parse_money(cell.text), out); }
[[nodiscard]] inline CellProblem read_cell(const Cell& cell, Units& out) { return store(parse_units(cell.text), out); }
[[nodiscard]] inline CellProblem read_cell(const Cell& cell, Ratio& out) { return store(parse_ratio(cell.text), out); }
[[nodiscard]] inline CellProblem read_cell(const Cell& cell, Date& out) { return store(parse_date(cell.text), out); }
[[nodiscard]] inline CellProblem read_cell(const Cell& cell, Period& out) { return store(parse_period(cell.text), out); }
[[nodiscard]] inline CellProblem read_cell(const Cell& cell, double& out) { return store(parse_hexadecimal(cell.text), out); }

template <class Kind>
[[nodiscard]] CellProblem read_cell(const Cell& cell, Id<Kind>& out) {
    std::string text;
    CellProblem problem = read_id(cell, text);
    if (!problem) { out = Id<Kind>(std::move(text)); }
    return problem;
}

template <Worded Enum>
[[nodiscard]] CellProblem read_cell(const Cell& cell, Enum& out) {
    const std::optional<Enum> value = from_word<Enum>(cell.text);
    if (value) {
        out = *value;
        return std::nullopt;
    }
    const auto& words = Words<Enum>::list;
    return TextProblem{"unknown_word", all_words<Enum>(), did_you_mean(cell.text, {words.begin(), words.end()}, "write one of these words")};
}

template <class Value>
[[nodiscard]] CellProblem read_cell(const Cell& cell, std::optional<Value>& out) {
    Value value{};
    CellProblem problem = read_cell(cell, value);
    if (!problem) { out = std::move(value); }
    return problem;
}

template <class Range>
[[nodiscard]] CellProblem read_cell(const Cell& cell, FirstDay<Range> out) {
    Parsed<Date> day = parse_date(cell.text);
    if (auto* problem = std::get_if<TextProblem>(&day)) { return std::move(*problem); }
    if constexpr (std::is_same_v<Range, Period>) { out.range = Period(std::get<Date>(day), out.range.end()); }
    else { out.range.from = std::get<Date>(day); }
    return std::nullopt;
}

template <class Range>
[[nodiscard]] CellProblem read_cell(const Cell& cell, LastDay<Range> out) {
    Parsed<Date> day = parse_date(cell.text);
    if (auto* problem = std::get_if<TextProblem>(&day)) { return std::move(*problem); }
    const std::optional<Date> first = day_of(FirstDay<Range>{out.range});
    if (first && std::get<Date>(day) < *first) {
        return TextProblem{"ends_before_start", "a day not before " + to_string(*first), "the last day is included in the span"};
    }
    const Date after = std::get<Date>(day) + boost::gregorian::days(1);
    if constexpr (std::is_same_v<Range, Period>) { out.range = Period(out.range.begin(), after); }
    else { out.range.until = after; }
    return std::nullopt;
}

[[nodiscard]] inline CellProblem read_cell(const Cell& cell, Life<std::optional<int>> out) {
    if (cell.text == "unlimited") {
        out.months.reset();
        return std::nullopt;
    }
    int months = 0;
    CellProblem problem = read_integer_within(cell.text, 1, most_months, months);
    if (problem) { problem->expected = "months from 1 to 1200, or unlimited"; }
    else { out.months = months; }
    return problem;
}

[[nodiscard]] inline CellProblem read_cell(const Cell& cell, Payer<std::optional<FundId>> out) {
    if (cell.text == "outside") {
        out.fund.reset();
        return std::nullopt;
    }
    return read_cell(cell, out.fund);
}

[[nodiscard]] inline CellProblem read_cell(const Cell& cell, PopulationRole<bool> out) {
    if (cell.text != "population") { return TextProblem{"unknown_word", "population, or nothing", "leave the cell empty for other indicators"}; }
    out.population = true;
    return std::nullopt;
}

template <class Value>
[[nodiscard]] CellProblem read_cell(const Cell& cell, StageValue<Value> out) {
    return store(parse_scaled(cell.text, stage_scale(out.objective)), out.value);
}

[[nodiscard]] inline CellProblem read_cell(const Cell& cell, PricedThing<bool> out) {
    if (cell.text != "cap" && cell.text != "row") { return TextProblem{"unknown_word", "cap, row", "say what the price belongs to"}; }
    out.cap = cell.text == "cap";
    return std::nullopt;
}

/// Whether values of this kind are numbers that may be read as decimals where thousands were meant.
template <class Value>
inline constexpr bool decimal_cell = std::is_same_v<Value, Units> || std::is_same_v<Value, Ratio> ||
                                     std::is_same_v<Value, std::optional<Units>> || std::is_same_v<Value, std::optional<Ratio>>;

}  // namespace leps
