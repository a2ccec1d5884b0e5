#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// What one check found out about one row; the table and the place are known to the collector.
struct RowFinding {
    std::string code;
    std::string field;
    std::string found;
    std::string expected;
    std::string message;  ///< says what to do
};

/// What of a plan could not be read at all, which is a finding of its own: nothing is said about what hangs on it.
struct Unread {
    bool horizon = false;
    std::set<std::string> tables{};

    [[nodiscard]] bool any() const noexcept { return horizon || !tables.empty(); }
    [[nodiscard]] bool table(const std::string& name) const { return tables.contains(name); }
};

/// The complete list of findings, and the rows that are at fault: later checks leave those out, so that one slip is not
/// reported as many.
struct PlanFindings {
    std::vector<Issue>& issues;
    std::unordered_set<const RowPlace*> faulty{};  ///< by the address of the row's place in its table
};

/// Adds findings about the rows of one table.
class TableFindings {
public:
    TableFindings(PlanFindings& all, std::string table) : all_(&all), table_(std::move(table)) {}

    /// `at` is the place inside the row of the table, not a copy.
    void error(const RowPlace& at, RowFinding finding) {
        all_->faulty.insert(&at);
        add(Severity::error, at, std::move(finding));
    }
    void warning(const RowPlace& at, RowFinding finding) { add(Severity::warning, at, std::move(finding)); }
    /// About the table, not about one of its rows.
    void error(RowFinding finding) { add(Severity::error, {}, std::move(finding)); }
    void warning(RowFinding finding) { add(Severity::warning, {}, std::move(finding)); }

private:
    void add(Severity severity, const RowPlace& at, RowFinding finding) {
        all_->issues.push_back(bounded({.severity = severity, .code = std::move(finding.code), .table = table_, .row = at.row,
                                        .line = at.line, .field = std::move(finding.field), .found = std::move(finding.found),
                                        .expected = std::move(finding.expected), .message = std::move(finding.message)}));
    }

    PlanFindings* all_;
    std::string table_;
};

/// "row 3 (line 4)": how a finding names another row.
[[nodiscard]] inline std::string place_text(const RowPlace& at) {
    return "row " + std::to_string(at.row) + (at.line > 0 ? " (line " + std::to_string(at.line) + ")" : "");
}

/// The least number of insertions, deletions and replacements that turn one text into the other, at most `limit` + 1.
/// Time O(|a| |b|).
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) { std::swap(a, b); }
    if (b.size() - a.size() > limit) { return limit + 1; }
    std::vector<std::size_t> row(a.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t j = 1; j <= b.size(); ++j) {
        std::size_t diagonal = row[0];
        row[0] = j;
        for (std::size_t i = 1; i <= a.size(); ++i) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[i];
            row[i] = std::min({row[i] + 1, row[i - 1] + 1, replaced});
        }
    }
    return std::min(row.back(), limit + 1);
}

/// The same where upper and lower case of ASCII letters are one.
[[nodiscard]] inline std::size_t caseless_distance(std::string_view a, std::string_view b, std::size_t limit) {
    const auto lower = [](std::string_view text) {
        std::string small(text);
        for (char& c : small) { c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
        return small;
    };
    if (a.size() > b.size() + limit || b.size() > a.size() + limit) { return limit + 1; }
    return edit_distance(lower(a), lower(b), limit);
}

}  // namespace leps
