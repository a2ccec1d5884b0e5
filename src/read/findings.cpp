#include "leps/read/findings.hpp"

#include <algorithm>
#include <charconv>

namespace leps {

namespace {

constexpr std::string_view more_code = "more_findings";

Issue more(std::size_t count, Severity severity) {
    return {.severity = severity, .code = std::string(more_code), .table = "", .field = "", .found = std::to_string(count),
            .expected = "0", .message = "further findings that are not listed: correct the ones above and check again"};
}

}  // namespace

void Findings::add(Issue issue) {
    std::size_t& count = issue.severity == Severity::error ? errors_ : warnings_;
    ++count;
    if (count <= issue_limit) { issues_.push_back(bounded(std::move(issue))); }
}

std::vector<Issue> Findings::take() && {
    const std::size_t lost = errors_ + warnings_ - issues_.size();
    if (lost > 0) { issues_.push_back(more(lost, errors_ > 0 ? Severity::error : Severity::warning)); }
    return std::move(issues_);
}

std::vector<Issue> limited(std::vector<Issue> issues) {
    std::size_t lost = 0;
    std::erase_if(issues, [&](const Issue& issue) {
        if (issue.code != more_code) { return false; }
        std::size_t count = 0;
        std::from_chars(issue.found.data(), issue.found.data() + issue.found.size(), count);
        lost += count;
        return true;
    });
    if (issues.size() > issue_limit) {
        std::stable_partition(issues.begin(), issues.end(), [](const Issue& i) { return i.severity == Severity::error; });
        lost += issues.size() - issue_limit;
        issues.resize(issue_limit);
    }
    if (lost > 0) {
        const bool failed = std::any_of(issues.begin(), issues.end(), [](const Issue& i) { return i.severity == Severity::error; });
        issues.push_back(more(lost, failed ? Severity::error : Severity::warning));
    }
    return issues;
}

}  // namespace leps
