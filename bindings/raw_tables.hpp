#pragma once

#include <string>

#include "leps/read/table.hpp"
#include "text_table.hpp"

namespace leps::python {

/// A table of texts as the reader takes it.
[[nodiscard]] inline RawTable to_raw(std::string name, const TextTable& table) {
    std::vector<std::string> header;
    for (const TextTable::Column& column : table.columns()) { header.push_back(column.name); }
    RawTable raw(std::move(name), std::move(header));
    std::vector<std::string_view> cells(table.columns().size());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        for (std::size_t i = 0; i < cells.size(); ++i) { cells[i] = table.columns()[i].cell(row); }
        raw.add_row(cells);
    }
    return raw;
}

}  // namespace leps::python
