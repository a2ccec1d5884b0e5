#pragma once

#include <string>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/columns/order.hpp"
#include "leps/domain/columns/tables.hpp"

namespace leps {

/// The names of a table's key columns, and the cells of a row in them, with commas between.
template <class Row>
[[nodiscard]] std::string key_columns() {
    std::string text;
    for_each_column<Row>([&text]<class Access, Part part>(const Column<Access, part>& column) {
        if constexpr (part == Part::key) { text += (text.empty() ? "" : ", ") + std::string(column.name); }
    });
    return text;
}
template <class Row>
[[nodiscard]] std::string key_cells(const Row& row) {
    std::string text;
    for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
        if constexpr (part == Part::key) { text += to_text(column.of(row)) + ", "; }
    });
    while (text.ends_with(", ")) { text.resize(text.size() - 2); }
    return text;
}

/// Two rows of one key are an error, never a sum: each later one names the first. Tables in plan order. Time O(n).
inline void check_duplicates(const PlanTables& tables, PlanFindings& findings) {
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        TableFindings out(findings, std::string(table.name));
        const std::vector<Row>& rows = (tables.*table.rows).rows();
        std::size_t first = 0;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (rows[i].at.broken) { continue; }
            if (rows[first].at.broken || !same_key(rows[first], rows[i])) {
                first = i;
                continue;
            }
            out.error(rows[i].at, {.code = "duplicate_key", .field = key_columns<Row>(), .found = key_cells(rows[i]),
                                          .expected = "each key once",
                                          .message = "the same key stands in " + place_text(rows[first].at) + ": remove one of the two rows"});
        }
    });
}

}  // namespace leps
