#pragma once

#include <span>
#include <string>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {

/// The findings of a result: the warnings of its plan's tables (Plan::table_warnings), then one for each stage whose value hangs on
/// how strictly the earlier ones are kept, in the order of the stages.
[[nodiscard]] inline std::vector<Issue> result_findings(std::span<const Issue> of_plan, const std::vector<StageRow>& stages) {
    std::vector<Issue> findings(of_plan.begin(), of_plan.end());
    for (const StageRow& row : stages) {
        if (!row.sensitive_to_keep) { continue; }
        const std::string stage = stage_name(row);
        findings.push_back({.severity = Severity::warning, .code = "sensitive_to_keep", .table = "stages", .field = "keep", .found = stage,
                            .expected = "a value that ten times keep moves by 1 % at most",
                            .message = "the stage " + stage + " depends on how strictly earlier stages are kept"});
    }
    return findings;
}

}  // namespace leps
