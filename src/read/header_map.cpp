#include <map>

#include "rows.hpp"

namespace leps {

HeaderMap::HeaderMap(const RawTable& table, const std::vector<std::string_view>& names, const std::vector<bool>& mandatory,
                     const std::vector<std::string_view>& not_kept, bool keeps_own, const TableReading& reading)
    : position_(names.size(), absent) {
    const bool from_file = table.row_count() == 0 || table.place(0).line > 0;
    const auto report = [&](Severity severity, std::string code, std::string_view field, std::string found, std::string expected,
                            std::string message) {
        reading.findings.add({.severity = severity, .code = std::move(code), .table = table.name(), .row = 0, .line = from_file ? 1 : 0,
                              .field = shown(field), .found = std::move(found), .expected = std::move(expected),
                              .message = std::move(message)});
    };
    std::map<std::string_view, std::size_t> seen;
    for (std::size_t i = 0; i < table.column_count(); ++i) {
        const std::string& name = table.header()[i];
        if (name.empty()) {
            report(Severity::error, "unnamed_column", "", "column " + std::to_string(i + 1) + " without a name", "a name",
                   "name the column, or remove it");
            continue;
        }
        if (!seen.emplace(name, i).second) {
            report(Severity::error, "duplicate_column", name, shown(name) + " twice", "each column once", "remove or rename one of the columns");
            continue;
        }
        const auto known = std::find(names.begin(), names.end(), name);
        if (known != names.end()) {
            position_[static_cast<std::size_t>(known - names.begin())] = i;
        } else if (name.starts_with("x_") && keeps_own) {
            own_.emplace_back(name, i);
        } else if (std::find(not_kept.begin(), not_kept.end(), name) != not_kept.end() || (name.starts_with("x_") && !not_kept.empty())) {
            report(Severity::warning, "not_kept", name, shown(name), "the columns of spend", "this table cannot carry the column along");
        } else {
            report(Severity::error, "unknown_column", name, shown(name), "a column of the table, or x_...",
                   did_you_mean(name, names, "remove the column, or call it x_... to carry it along"));
        }
    }
    std::sort(own_.begin(), own_.end());
    for (std::size_t c = 0; c < names.size(); ++c) {
        if (!mandatory[c] || position_[c] != absent) { continue; }
        complete_ = false;
        report(Severity::error, "missing_column", names[c], "", "the column " + std::string(names[c]), "add the column");
    }
}

void report_cell(const TableReading& reading, const RawTable& table, std::size_t row, std::string_view field,
                 std::string_view found, TextProblem problem, Severity severity) {
    reading.findings.add({.severity = severity, .code = std::move(problem.code), .table = table.name(), .row = table.place(row).row,
                          .line = table.place(row).line, .field = std::string(field), .found = shown(found),
                          .expected = std::move(problem.expected), .message = std::move(problem.message)});
}

std::set<std::string> headings_of(const RawTable& measures, const TableReading& reading) {
    std::set<std::string> result;
    const auto& header = measures.header();
    const auto parent = static_cast<std::size_t>(std::find(header.begin(), header.end(), "parent") - header.begin());
    if (parent == header.size()) { return result; }
    for (std::size_t i = 0; i < measures.row_count(); ++i) {
        const std::string_view text = measures.cell(i, parent);
        if (!text.empty()) { result.emplace(reading.text_cells == TextCells::escaped ? unescaped(text) : text); }
    }
    return result;
}

}  // namespace leps
