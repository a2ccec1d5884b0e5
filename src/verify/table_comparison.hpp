#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "leps/domain/columns/order.hpp"
#include "report.hpp"

namespace leps {

/// The text of a cell of a result, also where an allocation made by hand holds no word of the enumeration or no date.
template <class Value>
[[nodiscard]] std::string seen(const Value& value) {
    if constexpr (Worded<Value>) {
        return static_cast<std::size_t>(value) < Words<Value>::list.size() ? std::string(word(value)) : "no word of the format";
    } else if constexpr (std::is_same_v<Value, Date>) {
        return value.is_special() ? "no date" : to_text(value);
    } else {
        return to_text(value);
    }
}
template <class Value>
[[nodiscard]] std::string seen(const std::optional<Value>& value) { return value ? seen(*value) : std::string(); }

/// "fund STATE, year 2024, recipient A": the cells of a row's key (or its values) that are not empty, with their columns.
template <Part which, class Row>
[[nodiscard]] std::string cells_of(const Row& row) {
    std::string text;
    for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
        if constexpr (part == which) {
            const std::string cell = seen(column.of(row));
            if (!cell.empty()) { text += (text.empty() ? "" : ", ") + std::string(column.name) + " " + cell; }
        }
    });
    return text;
}

/// Judges a published table against the rows that must be there: each of them once, no other, and every value the same. The
/// rule and the table in the subject are called `table`. Time O(rows log rows).
template <class Row>
void compare_table(Report& report, const std::string& table, std::vector<Row> right, const std::vector<Row>& published) {
    const auto violation = [&](const Row& row, std::string found, std::string limit, std::string message) {
        report.add({.rule = table, .subject = "table " + table + ", " + cells_of<Part::key>(row), .found = std::move(found), .limit = std::move(limit),
                    .message = std::move(message)});
    };
    std::sort(right.begin(), right.end(), key_before<Row>);
    std::vector<bool> found(right.size());
    for (const Row& row : published) {
        const auto at = std::lower_bound(right.begin(), right.end(), row, key_before<Row>);
        if (at == right.end() || !same_key(*at, row)) {
            violation(row, "a row", "no row", "the plan and the result's starts and spending give no such row");
            continue;
        }
        const auto i = static_cast<std::size_t>(at - right.begin());
        if (found[i]) {
            violation(row, "a second row", "each key once", "two rows of one key are never a sum");
            continue;
        }
        found[i] = true;
        for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
            if constexpr (part == Part::value) {
                const std::string published_cell = seen(column.of(row));
                const std::string right_cell = seen(column.of(*at));
                const auto named = [&](const std::string& cell) { return std::string(column.name) + (cell.empty() ? " empty" : " " + cell); };
                if (published_cell != right_cell) {
                    violation(row, named(published_cell), named(right_cell), "not what the plan and the result's starts and spending give");
                }
            }
        });
    }
    for (std::size_t i = 0; i < right.size(); ++i) {
        if (!found[i]) { violation(right[i], "no row", cells_of<Part::value>(right[i]), "a row is missing"); }
    }
}

}  // namespace leps
