#pragma once

#include <algorithm>
#include <compare>
#include <vector>

#include "leps/domain/columns/tables.hpp"

namespace leps {

namespace column {

/// What a key cell is sorted by: days in time, words and ids by their bytes, absent before present.
template <class Range>
[[nodiscard]] auto sort_value(const FirstDay<Range>& cell) { return day_of(cell); }
template <class Flag>
[[nodiscard]] bool sort_value(const PricedThing<Flag>& cell) { return cell.cap; }
template <class Value>
[[nodiscard]] const Value& sort_value(const Value& value) { return value; }

}  // namespace column

/// Whether the key of a comes before the key of b: cell by cell in the order of the table's columns.
template <class Row>
[[nodiscard]] bool key_before(const Row& a, const Row& b) {
    int order = 0;
    for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
        if constexpr (part == Part::key) {
            if (order != 0) { return; }
            const auto& left = column::sort_value(column.of(a));
            const auto& right = column::sort_value(column.of(b));
            if (left < right) { order = -1; }
            else if (right < left) { order = 1; }
        }
    });
    return order < 0;
}

/// Two rows of one key are an error in a plan, never a sum.
template <class Row>
[[nodiscard]] bool same_key(const Row& a, const Row& b) { return !key_before(a, b) && !key_before(b, a); }

/// Sorts every table by its key; rows of one key keep their order. Tables in order already stay shared.
/// Time O(rows log rows).
inline void sort_into_plan_order(PlanTables& tables) {
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        Table<Row>& rows = tables.*table.rows;
        if (std::is_sorted(rows.begin(), rows.end(), key_before<Row>)) { return; }
        std::vector<Row> sorted = rows.rows();
        std::stable_sort(sorted.begin(), sorted.end(), key_before<Row>);
        rows = Table<Row>(std::move(sorted));
    });
}

}  // namespace leps
