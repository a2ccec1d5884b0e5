#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/error.hpp"
#include "leps/domain/checks/check_plan.hpp"
#include "leps/domain/columns/canonical.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// Sorts every table by its key, checks the whole and hashes it. Throws DataError with all findings if any is an error;
/// warnings are kept. `earlier`: what was found while the tables were read; it counts as the plan's own, ahead of them.
/// O(rows log rows).
[[nodiscard]] inline Plan make_plan(PlanTables tables, std::vector<Issue> earlier = {}) {
    sort_into_plan_order(tables);
    std::vector<Issue> issues = std::move(earlier);
    const std::size_t read = issues.size();
    check_plan(tables, issues);
    const bool failed = std::ranges::any_of(issues, [](const Issue& issue) { return issue.severity == Severity::error; });
    if (failed) { throw DataError(std::move(issues)); }
    std::string hash = canonical_hash(tables);
    return Plan(Plan::State{std::move(tables), std::move(issues), read, std::move(hash)});
}

}  // namespace leps
