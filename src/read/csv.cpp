#include "leps/read/csv.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <utility>
#include <vector>

#include "leps/core/utf8.hpp"

namespace leps {

namespace {

enum class State { cell_start, plain, quoted, after_quote };
enum class Go { on, stop };

class CsvReader {
public:
    CsvReader(const std::string& name, Findings& findings, const CsvLimits& limits)
        : name_(name), findings_(findings), limits_(limits) {}

    std::optional<RawTable> read(std::istream& in) {
        std::array<char, 1 << 16> buffer;
        bool first = true;
        while (in) {
            in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
            std::string_view chunk(buffer.data(), static_cast<std::size_t>(in.gcount()));
            if (first && mark(chunk) == Go::stop) { return std::nullopt; }
            first = false;
            bytes_ += chunk.size();
            if (bytes_ > limits_.table_bytes) {
                whole("table_too_large", "more than " + std::to_string(limits_.table_bytes) + " bytes",
                      "at most " + std::to_string(limits_.table_bytes) + " bytes", "divide the table into several plans");
                return std::nullopt;
            }
            for (const char c : chunk) {
                if (take(c) == Go::stop) { return std::nullopt; }
            }
        }
        if (in.bad()) {
            whole("unreadable_file", "a read error", "a readable file", "check the disk and the rights of the file");
            return std::nullopt;
        }
        return finish();
    }

private:
    /// Every other byte of the first two characters is zero: the letters of a header in UTF-16.
    static bool looks_like_utf16(std::string_view chunk) {
        if (chunk.size() < 4) { return false; }
        const auto zero = [&](std::size_t i) { return chunk[i] == '\0'; };
        return zero(0) == zero(2) && zero(1) == zero(3) && zero(0) != zero(1);
    }

    /// Passes over a byte order mark; refuses UTF-16.
    Go mark(std::string_view& chunk) {
        if (chunk.starts_with("\xEF\xBB\xBF")) {
            chunk.remove_prefix(3);
            findings_.add({.severity = Severity::warning, .code = "byte_order_mark", .table = name_, .line = 1, .field = "",
                           .found = "EF BB BF", .expected = "the header", .message = "save the file as UTF-8 without a byte order mark"});
        }
        if (chunk.starts_with("\xFF\xFE") || chunk.starts_with("\xFE\xFF") || looks_like_utf16(chunk)) {
            whole("wrong_encoding", "UTF-16", "UTF-8", "save the file as UTF-8");
            return Go::stop;
        }
        return Go::on;
    }

    Go take(char c) {
        if (return_pending_) {
            return_pending_ = false;
            if (c == '\n') { return end_row(); }
            defect("bare_return", "a carriage return without a line feed", "end lines with LF or CRLF");
            if (put('\r') == Go::stop) { return Go::stop; }
            state_ = State::plain;
        }
        if (state_ == State::quoted) {
            if (c == '"') {
                state_ = State::after_quote;
                return Go::on;
            }
            if (c == '\n') { ++line_; }
            return put(c);
        }
        switch (c) {
            case '\n': return end_row();
            case '\r': return_pending_ = true; return Go::on;
            case ',': return end_cell();
            case '"':
                if (state_ == State::cell_start) {
                    state_ = State::quoted;
                    quote_line_ = line_;
                    quoted_cell_ = true;
                    return Go::on;
                }
                if (state_ == State::after_quote) {
                    state_ = State::quoted;
                } else {
                    defect("stray_quote", "a quote inside an unquoted cell", "put the whole cell in quotes and double the quotes inside");
                }
                return put(c);
            default: break;
        }
        if (state_ == State::after_quote) {
            defect("text_after_quote", "text after the closing quote", "double the quotes inside a quoted cell");
        }
        state_ = State::plain;
        return put(c);
    }

    Go put(char c) {
        text_ += c;
        const std::size_t cell = text_.size() - (ends_.empty() ? 0 : ends_.back());
        if (cell > limits_.cell_bytes) {
            std::string message = "shorten the cell";
            if (state_ == State::quoted) { message += ", or close the quote that opens on line " + std::to_string(quote_line_); }
            return too_large("cell_too_large", "more than " + std::to_string(limits_.cell_bytes) + " bytes in a cell",
                             "at most " + std::to_string(limits_.cell_bytes), std::move(message));
        }
        if (text_.size() > limits_.row_bytes) {
            return too_large("row_too_large", "more than " + std::to_string(limits_.row_bytes) + " bytes in a row",
                             "at most " + std::to_string(limits_.row_bytes), "shorten the row");
        }
        return Go::on;
    }

    Go end_cell() {
        ends_.push_back(text_.size());
        state_ = State::cell_start;
        if (ends_.size() > limits_.columns) {
            return too_large("too_many_columns", "more than " + std::to_string(limits_.columns) + " columns",
                             "at most " + std::to_string(limits_.columns), "check that each row ends with a line feed");
        }
        return Go::on;
    }

    Go end_row() {
        const bool blank = ends_.empty() && text_.empty() && !quoted_cell_;
        if (end_cell() == Go::stop) { return Go::stop; }
        if (!table_) {
            if (other_separator() == Go::stop) { return Go::stop; }
            take_header();
        } else {
            ++row_;
            if (row_ > limits_.rows) {
                return too_large("too_many_rows", "more than " + std::to_string(limits_.rows) + " rows",
                                 "at most " + std::to_string(limits_.rows), "divide the table");
            }
            if (blank && table_->column_count() > 1) {
                finding("blank_row", "", "an empty line", std::to_string(table_->column_count()) + " cells", "remove the line");
            } else {
                take_row();
            }
        }
        text_.clear();
        ends_.clear();
        defective_ = false;
        quoted_cell_ = false;
        ++line_;
        row_line_ = line_;
        return Go::on;
    }

    std::vector<std::string_view> cells() const {
        std::vector<std::string_view> result;
        std::size_t from = 0;
        for (const std::size_t end : ends_) {
            result.push_back(std::string_view(text_).substr(from, end - from));
            from = end;
        }
        return result;
    }

    /// Refuses a header whose names are divided by semicolons or tabs: read as one name, it would be every finding at once.
    Go other_separator() {
        for (const auto& [separator, name] : {std::pair(';', "semicolons"), std::pair('\t', "tabs")}) {
            if (std::count(text_.begin(), text_.end(), separator) < static_cast<std::ptrdiff_t>(ends_.size())) { continue; }
            whole("wrong_separator", std::string(name) + " between the columns", "commas between the columns",
                  "save the table as CSV with commas, and with '.' before the decimals", 1);
            return Go::stop;
        }
        return Go::on;
    }

    void take_header() {
        std::vector<std::string> names;
        for (const std::string_view cell : cells()) {
            names.emplace_back(sound(cell, "") ? std::string(cell) : std::string());
        }
        table_.emplace(name_, std::move(names));
    }

    void take_row() {
        std::vector<std::string_view> found = cells();
        const std::size_t wanted = table_->column_count();
        if (found.size() != wanted) {
            finding("ragged_row", "", std::to_string(found.size()) + " cells", std::to_string(wanted) + " cells, as in the header",
                    "add the missing commas, or put cells that hold a comma in quotes");
            defective_ = true;
        }
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (!sound(found[i], i < wanted ? table_->header()[i] : "")) {
                found[i] = {};
                defective_ = true;
            }
        }
        table_->add_row(found, {.row = row_, .line = row_line_, .ragged = defective_});
    }

    /// Whether the cell is UTF-8 without NUL.
    bool sound(std::string_view cell, const std::string& field) {
        if (cell.find('\0') != std::string_view::npos) {
            finding("nul_byte", field, shown(cell), "text", "remove the NUL byte: the file may be damaged or not a text");
            return false;
        }
        const std::size_t bad = first_bad_byte(cell);
        if (bad == std::string_view::npos) { return true; }
        finding("wrong_encoding", field, shown(cell.substr(bad < 40 ? 0 : bad - 40)), "UTF-8",
                "save the file as UTF-8 (byte " + std::to_string(bad + 1) + " of the cell is not)");
        return false;
    }

    std::optional<RawTable> finish() {
        if (state_ == State::quoted) {
            whole("open_quote", "a quote that opens on line " + std::to_string(quote_line_) + " and never closes", "a closing quote",
                  "close the quote", quote_line_);
            return std::nullopt;
        }
        if (return_pending_) { defect("bare_return", "a carriage return without a line feed", "end lines with LF or CRLF"); }
        if (!text_.empty() || !ends_.empty() || quoted_cell_) {
            if (end_row() == Go::stop) { return std::nullopt; }
        }
        if (!table_) {
            whole("empty_file", "no header", "a line with the names of the columns", "write the names of the columns in the first line");
        }
        return std::move(table_);
    }

    /// One finding per row about its quotes and line ends.
    void defect(std::string code, std::string found, std::string message) {
        if (defective_) { return; }
        defective_ = true;
        const bool header = !table_.has_value();
        findings_.add({.code = std::move(code), .table = name_, .row = header ? 0 : row_ + 1, .line = line_, .field = field_name(),
                       .found = std::move(found), .expected = "a row as in RFC 4180", .message = std::move(message)});
    }

    Go too_large(std::string code, std::string found, std::string expected, std::string message) {
        findings_.add({.code = std::move(code), .table = name_, .row = table_ ? row_ + 1 : 0, .line = row_line_, .field = field_name(),
                       .found = std::move(found), .expected = std::move(expected), .message = std::move(message)});
        return Go::stop;
    }

    std::string field_name() const {
        return table_ && ends_.size() < table_->column_count() ? table_->header()[ends_.size()] : std::string();
    }

    void finding(std::string code, std::string field, std::string found, std::string expected, std::string message) {
        findings_.add({.code = std::move(code), .table = name_, .row = table_ ? row_ : 0, .line = row_line_, .field = std::move(field),
                       .found = std::move(found), .expected = std::move(expected), .message = std::move(message)});
    }

    void whole(std::string code, std::string found, std::string expected, std::string message, std::int64_t line = 0) {
        findings_.add({.code = std::move(code), .table = name_, .line = line, .field = "", .found = std::move(found),
                       .expected = std::move(expected), .message = std::move(message)});
    }

    const std::string& name_;
    Findings& findings_;
    const CsvLimits& limits_;
    std::optional<RawTable> table_;
    State state_ = State::cell_start;
    bool return_pending_ = false;
    bool defective_ = false;
    bool quoted_cell_ = false;
    std::string text_;               // the cells of the current row
    std::vector<std::size_t> ends_;
    std::uint64_t bytes_ = 0;
    std::int64_t row_ = 0;
    std::int64_t line_ = 1;
    std::int64_t row_line_ = 1;
    std::int64_t quote_line_ = 0;
};

void write_cell(std::string_view cell, std::string& out) {
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') { out += '"'; }
        out += c;
    }
    out += '"';
}

}  // namespace

std::optional<RawTable> read_csv(std::istream& in, const std::string& name, Findings& findings, const CsvLimits& limits) {
    return CsvReader(name, findings, limits).read(in);
}

void write_csv(const RawTable& table, std::string& out) {
    for (std::size_t i = 0; i < table.column_count(); ++i) {
        if (i > 0) { out += ','; }
        write_cell(table.header()[i], out);
    }
    out += '\n';
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        // A lone empty cell would be a blank line.
        if (table.column_count() == 1 && table.cell(row, 0).empty()) { out += "\"\""; }
        for (std::size_t i = 0; i < table.column_count(); ++i) {
            if (i > 0) { out += ','; }
            write_cell(table.cell(row, i), out);
        }
        out += '\n';
    }
}

}  // namespace leps
