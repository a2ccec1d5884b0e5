#include "cell_edits.hpp"

#include <cstdlib>

namespace leps {

namespace {

/// A whole number goes through its text, so that the same limits hold as in a file.
CellProblem store_whole(std::string_view column, Int128 number, int& value) {
    const std::string text = to_string(number);
    return read_cell(Cell{.column = column, .text = text}, value);
}

}  // namespace

CellProblem multiply_cell(Units& value, const Factor& factor) {
    const WideRatio nanos = WideRatio(value.nanos()) * factor.by.wide();
    if (!nanos.is_integer()) { return TextProblem{"not_exact", "a product of nine decimals at most", "set the value that is meant"}; }
    value = Units::from_nanos(wide::narrow(nanos.numerator()));
    return std::nullopt;
}

CellProblem multiply_cell(int& value, const Factor& factor) {
    const WideRatio product = WideRatio(value) * factor.by.wide();
    if (!product.is_integer()) { return TextProblem{"not_exact", "a product that is a whole number", "set the value that is meant"}; }
    return store_whole(factor.column, product.numerator(), value);
}

CellProblem add_to_cell(Ratio& value, const Cell& cell) {
    Ratio more;
    if (CellProblem problem = read_cell(cell, more)) { return problem; }
    value = Ratio(value.wide() + more.wide());
    return std::nullopt;
}

CellProblem add_to_cell(int& value, const Cell& cell) {
    std::int64_t more = 0;
    if (CellProblem problem = store(parse_integer(cell.text), more)) { return problem; }
    return store_whole(cell.column, static_cast<Int128>(value) + more, value);
}

Parsed<DateStep> parse_date_step(std::string_view text) {
    const TextProblem problem{"not_a_step", "\"6 months\" or \"-10 days\"", "say by how many months or days the day moves"};
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) { return problem; }
    const std::string_view unit = text.substr(space + 1);
    const bool months = unit == "months" || unit == "month";
    if (!months && unit != "days" && unit != "day") { return problem; }
    const Parsed<std::int64_t> count = parse_integer(text.substr(0, space));
    const auto* number = std::get_if<std::int64_t>(&count);
    if (number == nullptr) { return problem; }
    if (std::abs(*number) > (months ? most_months : 31 * most_months)) { return TextProblem{"out_of_range", "at most a hundred years", "move the day by less"}; }
    return DateStep{.count = static_cast<long>(*number), .months = months};
}

CellProblem move_day(Date& value, const Cell& cell, StoredDay stored) {
    Parsed<DateStep> step = parse_date_step(cell.text);
    if (auto* problem = std::get_if<TextProblem>(&step)) { return std::move(*problem); }
    const Date moved = std::get<DateStep>(step).from(value);
    Date written;
    const Date in_file = stored == StoredDay::itself ? moved : moved - boost::gregorian::days(1);
    if (CellProblem problem = store(parse_date(to_string(in_file)), written)) { return problem; }
    value = moved;
    return std::nullopt;
}

}  // namespace leps
