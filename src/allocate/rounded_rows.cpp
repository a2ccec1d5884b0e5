#include "allocate/rounded_rows.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "leps/compile/row_subject.hpp"
#include "leps/domain/checks/finding.hpp"

namespace leps {
namespace {

constexpr std::size_t most_subjects = 5;

/// "12 rows, among them A, CARE, 2024-01-01/2024-12-31; ...": each subject once, five at most.
std::string listing(const CompiledProblem& compiled, const std::vector<RowIndex>& rows) {
    std::vector<std::string> subjects;
    for (const RowIndex row : rows) {
        if (subjects.size() == most_subjects) { break; }
        std::string subject = row_subject(compiled, row);
        if (std::ranges::find(subjects, subject) == subjects.end()) { subjects.push_back(std::move(subject)); }
    }
    std::string text = std::to_string(rows.size()) + (rows.size() == 1 ? " row" : " rows") + (subjects.size() == rows.size() ? ": " : ", among them ");
    for (std::size_t i = 0; i < subjects.size(); ++i) { text += (i > 0 ? "; " : "") + subjects[i]; }
    return text;
}

}  // namespace

std::vector<Issue> rounded_row_findings(const CompiledProblem& compiled) {
    std::map<Rule, std::vector<RowIndex>> rows;
    for (const RowIndex row : compiled.problem.rounded_rows()) { rows[Origin::unpacked(compiled.problem.origin(row)).rule].push_back(row); }
    std::vector<Issue> findings;
    for (const auto& [rule, of_rule] : rows) {
        findings.push_back(bounded({.severity = Severity::information, .code = "rounded_outward", .table = "certificate",
                                    .field = std::string(rule_name(rule)), .found = listing(compiled, of_rule), .expected = "numbers of 53 bits",
                                    .message = "the engine and the bounds see these rows a little wider than they are; cents and units are held "
                                               "against the exact ones"}));
    }
    return findings;
}

}  // namespace leps
