#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "leps/domain/columns/tables.hpp"
#include "leps/read/table.hpp"
#include "table_reading.hpp"

namespace leps {

/// Which columns of a table are written: people read plans, so there columns without any value are left out.
enum class WrittenColumns { all, with_values };

/// A table as texts, and what its schema says about it.
struct FormattedTable {
    struct Field {
        std::string name;
        std::string type;  ///< of Frictionless: string, number, integer, boolean, date
        Need need = Need::optional_cell;
    };
    RawTable table;
    std::vector<Field> fields;
    std::vector<std::string> key;  ///< empty where a part of the key may be empty
};

namespace field_type {

template <class Value> struct Of { static constexpr std::string_view name = "string"; };
template <> struct Of<Money> { static constexpr std::string_view name = "number"; };
template <> struct Of<Units> { static constexpr std::string_view name = "number"; };
template <> struct Of<std::int32_t> { static constexpr std::string_view name = "integer"; };
template <> struct Of<std::int64_t> { static constexpr std::string_view name = "integer"; };
template <> struct Of<bool> { static constexpr std::string_view name = "boolean"; };
template <> struct Of<Date> { static constexpr std::string_view name = "date"; };
template <class Range> struct Of<FirstDay<Range>> { static constexpr std::string_view name = "date"; };
template <class Range> struct Of<LastDay<Range>> { static constexpr std::string_view name = "date"; };
template <class Value> struct Of<std::optional<Value>> : Of<Value> {};

/// Whether people choose the characters of such a cell: only these can hold what a spreadsheet would execute.
template <class Value> inline constexpr bool is_text = std::is_same_v<Value, std::string> || std::is_same_v<Value, std::vector<std::string>>;
template <class Kind> inline constexpr bool is_text<Id<Kind>> = true;
template <class Fund> inline constexpr bool is_text<Payer<Fund>> = true;
template <class Value> inline constexpr bool is_text<std::optional<Value>> = is_text<Value>;

}  // namespace field_type

/// The rows of a table as they are written to a file. Time O(cells).
template <class Row>
[[nodiscard]] FormattedTable formatted(std::string name, const std::vector<Row>& rows, WrittenColumns which, TextCells text_cells) {
    std::vector<FormattedTable::Field> fields;
    std::vector<std::string> key;
    std::vector<std::vector<std::string>> columns;
    bool whole_key = true;
    for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
        using Value = std::remove_cvref_t<decltype(column.of(std::declval<const Row&>()))>;
        std::vector<std::string> cells;
        cells.reserve(rows.size());
        bool used = false;
        for (const Row& row : rows) {
            std::string text = cell_text(column, row);
            used = used || !text.empty();
            cells.push_back(field_type::is_text<Value> && text_cells == TextCells::escaped ? escaped(text) : std::move(text));
        }
        if constexpr (part == Part::key) { whole_key = whole_key && column.need == Need::mandatory; }
        if (!used && which == WrittenColumns::with_values && column.need != Need::mandatory) { return; }
        const Need need = column.applies == Applies::not_to_headings ? Need::optional_cell : column.need;
        fields.push_back({std::string(column.name), std::string(field_type::Of<Value>::name), need});
        columns.push_back(std::move(cells));
        if constexpr (part == Part::key) { key.emplace_back(column.name); }
    });
    if constexpr (Remarked<Row>) {
        std::set<std::string> own;
        for (const Row& row : rows) {
            for (const auto& each : row.remarks.own) { own.insert(each.first); }
        }
        for (const std::string& column : own) {
            std::vector<std::string> cells;
            for (const Row& row : rows) {
                const auto& carried = row.remarks.own;
                const auto at = std::find_if(carried.begin(), carried.end(), [&](const auto& each) { return each.first == column; });
                const std::string text = at == carried.end() ? std::string() : at->second;
                cells.push_back(text_cells == TextCells::escaped ? escaped(text) : text);
            }
            fields.push_back({column, "string", Need::optional_cell});
            columns.push_back(std::move(cells));
        }
    }
    std::vector<std::string> header;
    for (const auto& field : fields) { header.push_back(field.name); }
    FormattedTable result{RawTable(std::move(name), std::move(header)), std::move(fields), whole_key ? std::move(key) : std::vector<std::string>()};
    std::vector<std::string_view> cells(columns.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t i = 0; i < columns.size(); ++i) { cells[i] = columns[i][row]; }
        result.table.add_row(cells);
    }
    return result;
}

}  // namespace leps
