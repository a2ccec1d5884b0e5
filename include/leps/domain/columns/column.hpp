#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "leps/domain/row.hpp"
#include "leps/domain/text.hpp"

namespace leps {

enum class Need { optional_cell, mandatory };
enum class Part { key, value };
/// A heading among the measures has a name and a parent and nothing that can be started: such cells stay empty.
enum class Applies { to_every_row, not_to_headings };

/// One column of a table: its name and where a row holds it. The single description from which files are read and
/// written, rows are sorted and plans are hashed.
template <class Access, Part which>
struct Column {
    static constexpr Part part = which;

    std::string_view name;
    Access access;
    Need need = Need::optional_cell;
    Applies applies = Applies::to_every_row;

    /// The row's value: a reference, or one of the cell views below. Constant rows give constant values.
    template <class Row>
    [[nodiscard]] decltype(auto) of(Row& row) const { return std::invoke(access, row); }
};

/// `Columns<Row>::visit(visitor)` calls visitor(Column) in table order; specialized beside this header for each Row.
template <class Row>
struct Columns;

namespace column {

/// A mandatory part of the key.
template <class Access>
[[nodiscard]] constexpr Column<Access, Part::key> key(std::string_view name, Access access) {
    return {name, access, Need::mandatory};
}
/// A part of the key that may be empty.
template <class Access>
[[nodiscard]] constexpr Column<Access, Part::key> open_key(std::string_view name, Access access) {
    return {name, access};
}
template <class Access>
[[nodiscard]] constexpr Column<Access, Part::value> must(std::string_view name, Access access) {
    return {name, access, Need::mandatory};
}
template <class Access>
[[nodiscard]] constexpr Column<Access, Part::value> may(std::string_view name, Access access) {
    return {name, access};
}
/// Of measures that can be started: a heading leaves the cell empty.
template <class Access, Part which>
[[nodiscard]] constexpr Column<Access, which> unless_heading(Column<Access, which> column) {
    column.applies = Applies::not_to_headings;
    return column;
}

}  // namespace column

/// The first day of a span that a table writes in two columns. `Range` is Period or DateRange, constant or not.
template <class Range>
struct FirstDay {
    Range& range;
};
template <class Range>
FirstDay(Range&) -> FirstDay<Range>;
/// The last day of it: rows hold the day after.
template <class Range>
struct LastDay {
    Range& range;
};
template <class Range>
LastDay(Range&) -> LastDay<Range>;
/// Months of service, or the word `unlimited` (stored as absent).
template <class Months>
struct Life {
    Months& months;
};
template <class Months>
Life(Months&) -> Life<Months>;
/// A fund, or the word `outside` (stored as absent).
template <class Fund>
struct Payer {
    Fund& fund;
};
template <class Fund>
Payer(Fund&) -> Payer<Fund>;
/// The word `population`, or nothing.
template <class Flag>
struct PopulationRole {
    Flag& population;
};
template <class Flag>
PopulationRole(Flag&) -> PopulationRole<Flag>;

template <class Range>
[[nodiscard]] std::optional<Date> day_of(const FirstDay<Range>& cell) {
    if constexpr (std::is_same_v<std::remove_const_t<Range>, Period>) { return cell.range.begin(); }
    else { return cell.range.from; }
}
template <class Range>
[[nodiscard]] std::optional<Date> day_of(const LastDay<Range>& cell) {
    if constexpr (std::is_same_v<std::remove_const_t<Range>, Period>) { return cell.range.last_day(); }
    else { return cell.range.until ? std::optional(*cell.range.until - boost::gregorian::days(1)) : std::nullopt; }
}

template <class Range>
[[nodiscard]] std::string to_text(const FirstDay<Range>& cell) { return to_text(day_of(cell)); }
template <class Range>
[[nodiscard]] std::string to_text(const LastDay<Range>& cell) { return to_text(day_of(cell)); }
template <class Months>
[[nodiscard]] std::string to_text(const Life<Months>& cell) { return cell.months ? to_text(*cell.months) : "unlimited"; }
template <class Fund>
[[nodiscard]] std::string to_text(const Payer<Fund>& cell) { return cell.fund ? to_text(*cell.fund) : "outside"; }
template <class Flag>
[[nodiscard]] std::string to_text(const PopulationRole<Flag>& cell) { return cell.population ? "population" : ""; }

/// The text of a row's cell as tables write it: to_text(column.of(row)), and nothing where a heading has no such thing.
template <class Access, Part which, class Row>
[[nodiscard]] std::string cell_text(const Column<Access, which>& column, const Row& row) {
    if constexpr (requires { row.heading; }) {
        if (row.heading && column.applies == Applies::not_to_headings) { return {}; }
    }
    return to_text(column.of(row));
}

/// Calls visitor(column) for each column of Row in table order.
template <class Row, class Visitor>
constexpr void for_each_column(Visitor&& visitor) { Columns<Row>::visit(visitor); }

/// Whether a table of this row may carry source, basis, note and the user's own columns.
template <class Row>
concept Remarked = requires(Row row) { row.remarks; };

/// source, basis and note: they stand at the end of every table of a plan.
template <class Visitor>
constexpr void visit_remarks(Visitor& visitor) {
    visitor(column::may("source", [](auto& row) -> auto& { return row.remarks.source; }));
    visitor(column::may("basis", [](auto& row) -> auto& { return row.remarks.basis; }));
    visitor(column::may("note", [](auto& row) -> auto& { return row.remarks.note; }));
}

}  // namespace leps
