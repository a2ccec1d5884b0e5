#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "leps/core/shown.hpp"

namespace leps {

/// Errors stop, warnings ask to look, information asks for nothing.
enum class Severity { error, warning, information };

/// One finding about the data or the answer: where it stands, what was found, what was expected.
struct Issue {
    Severity severity = Severity::error;
    std::string code;      ///< stable identifier, e.g. "unknown_id"
    std::string table;     ///< empty: the package itself
    std::int64_t row = 0;  ///< data rows count from 1; 0: the whole table
    std::int64_t line = 0; ///< physical line of the file; 0: unknown
    std::string field;
    std::string found;
    std::string expected;
    std::string message;   ///< a sentence that says what to do

    bool operator==(const Issue&) const = default;
};

/// The finding as every list of findings keeps it: whatever stands in a file, its texts are short and can be shown.
[[nodiscard]] inline Issue bounded(Issue issue) {
    issue.table = shown(issue.table, 200);
    issue.field = shown(issue.field, 200);
    issue.found = shown(issue.found, 400);
    issue.expected = shown(issue.expected, 800);
    issue.message = shown(issue.message, 800);
    return issue;
}

/// "annuities row 3 (line 4), amount_eur: found "1.234,56", expected ...: message"
inline std::string describe(const Issue& issue) {
    std::string text = issue.table.empty() ? "package" : issue.table;
    if (issue.row > 0) { text += " row " + std::to_string(issue.row); }
    if (issue.line > 0) { text += " (line " + std::to_string(issue.line) + ")"; }
    if (!issue.field.empty()) { text += ", " + issue.field; }
    text += ": ";
    if (!issue.found.empty() || !issue.expected.empty()) {
        text += "found \"" + issue.found + "\", expected " + issue.expected;
        if (!issue.message.empty()) { text += ": "; }
    }
    return text + issue.message;
}

}  // namespace leps
