#pragma once

#include <string>
#include <string_view>

#include "leps/read/findings.hpp"

namespace leps {

/// Whether text cells may carry the apostrophe that keeps a spreadsheet from executing them.
enum class TextCells { plain, escaped };

/// Whose table is read: a plan's may hold slips of the pen that deserve a warning.
enum class TableKind { plan, result };

/// How all tables of a package are read, and where findings go.
struct TableReading {
    Findings& findings;
    TextCells text_cells = TextCells::plain;
    TableKind kind = TableKind::plan;
};

/// One cell that is not empty.
struct Cell {
    std::string_view column;
    std::string_view text;
    TextCells text_cells = TextCells::plain;
};

/// A text that a spreadsheet would execute (=, +, -, @ or a full-width form of them, tab, line feed or carriage return at
/// the start, behind any apostrophes) with an apostrophe in front; any other text as it is.
[[nodiscard]] std::string escaped(std::string_view text);
/// Undoes it, for every text.
[[nodiscard]] std::string_view unescaped(std::string_view text);

}  // namespace leps
