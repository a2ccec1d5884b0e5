#pragma once

#include <memory>
#include <string>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/domain/checks/check_plan.hpp"
#include "leps/domain/columns/canonical.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// A whole plan: validated tables in plan order, immutable, cheap to copy.
class Plan {
public:
    /// Sorts every table by its key. Throws DataError with all findings if any is an error; warnings are kept.
    /// `earlier`: what was found while the tables were read; it counts as the plan's own findings, ahead of them.
    explicit Plan(PlanTables tables, std::vector<Issue> earlier = {});

    [[nodiscard]] const PlanTables& tables() const noexcept { return state_->tables; }
    [[nodiscard]] const PlanHeader& header() const noexcept { return state_->tables.header; }
    [[nodiscard]] const std::vector<Issue>& warnings() const noexcept { return state_->warnings; }
    /// SHA-256 of the canonical tables, in hexadecimal.
    [[nodiscard]] const std::string& hash() const noexcept { return state_->hash; }

    friend bool operator==(const Plan& a, const Plan& b) { return a.state_ == b.state_ || a.tables() == b.tables(); }

private:
    struct State {
        PlanTables tables;
        std::vector<Issue> warnings;
        std::string hash;
    };
    std::shared_ptr<const State> state_;
};

inline Plan::Plan(PlanTables tables, std::vector<Issue> earlier) {
    sort_into_plan_order(tables);
    std::vector<Issue> issues = std::move(earlier);
    check_plan(tables, issues);
    std::vector<Issue> warnings;
    bool failed = false;
    for (const Issue& issue : issues) {
        if (issue.severity == Severity::error) { failed = true; }
        if (issue.severity == Severity::warning) { warnings.push_back(issue); }
    }
    if (failed) { throw DataError(std::move(issues)); }
    std::string hash = canonical_hash(tables);
    state_ = std::make_shared<const State>(State{std::move(tables), std::move(warnings), std::move(hash)});
}

}  // namespace leps
