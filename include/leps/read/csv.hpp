#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

#include "leps/read/findings.hpp"
#include "leps/read/table.hpp"

namespace leps {

/// What a table may hold at most. A file beyond is refused as a whole before memory is spent on it.
struct CsvLimits {
    std::size_t cell_bytes = std::size_t{1} << 20;
    std::size_t row_bytes = std::size_t{1} << 24;
    std::uint64_t table_bytes = std::uint64_t{1} << 31;
    std::size_t columns = 1000;
    std::int64_t rows = 20'000'000;
};

/// Reads a comma-separated table (RFC 4180) in UTF-8 with a header line; lines end in LF or CRLF, quoted cells may hold
/// both. A byte order mark at the start is passed over with a warning. Findings name the data row (from 1) and the
/// physical line. A row with a wrong number of cells, a blank line, a stray quote, a NUL or bytes that are not UTF-8 are
/// errors and the row is kept as ragged. Returns nothing if no header can be read (UTF-16, or semicolons or tabs between the
/// columns, included), or the file breaks off (a quote that never ends) or exceeds a limit. Time and memory O(bytes).
[[nodiscard]] std::optional<RawTable> read_csv(std::istream& in, const std::string& name, Findings& findings,
                                               const CsvLimits& limits = {});

/// Appends the table as CSV: LF, quotes only where needed. What read_csv reads back is the same table.
void write_csv(const RawTable& table, std::string& out);

}  // namespace leps
