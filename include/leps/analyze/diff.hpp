#pragma once

#include <string>
#include <vector>

#include "leps/analyze/compared.hpp"
#include "leps/domain/columns/column.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// One cell in which two plans differ, or a row that only one of them has.
struct ChangedCell {
    std::string table{};    ///< of the plan; `header` for what stands in datapackage.json
    std::string key{};      ///< of the row, "fund=FNA; year=2025; territory=TOS-05", without empty cells; empty for the header
    std::string column{};   ///< empty where all of the row is meant
    Side side = Side::both; ///< which plan has the row
    std::string before{};   ///< the cell as the first plan writes it; of a row that only that one has, all its other cells: "a=1; b=2"
    std::string after{};    ///< the same of the second plan
    bool operator==(const ChangedCell&) const = default;
};

template <>
struct Columns<ChangedCell> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("table", &ChangedCell::table));
        visitor(column::may("key", &ChangedCell::key));
        visitor(column::may("column", &ChangedCell::column));
        visitor(column::must("side", &ChangedCell::side));
        visitor(column::may("before", &ChangedCell::before));
        visitor(column::may("after", &ChangedCell::after));
    }
};

/// Every changed cell, and every row that only one plan has, once: the header first, then table by table in plan order. Sources, bases,
/// notes and the user's own columns count, places of rows in files do not; so equal plans, and they alone, differ in nothing.
/// Time O(cells); tables that the plans share take none.
[[nodiscard]] std::vector<ChangedCell> diff(const Plan& first, const Plan& second);

}  // namespace leps
