#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// A whole plan: validated tables in plan order, immutable, cheap to copy. Made by make_plan (make_plan.hpp, which holds the
/// checks and takes seconds to compile) or read by read_plan.
class Plan {
public:
    [[nodiscard]] const PlanTables& tables() const noexcept { return state_->tables; }
    [[nodiscard]] const PlanHeader& header() const noexcept { return state_->tables.header; }
    /// What is worth knowing: first what was found while its files were read, then what was found about its tables.
    [[nodiscard]] const std::vector<Issue>& warnings() const noexcept { return state_->warnings; }
    /// The latter alone. Plans of one hash have the same, but for where rows stand in their files.
    [[nodiscard]] std::span<const Issue> table_warnings() const { return std::span(state_->warnings).subspan(state_->read_warnings); }
    /// SHA-256 of the canonical tables, in hexadecimal.
    [[nodiscard]] const std::string& hash() const noexcept { return state_->hash; }

    friend bool operator==(const Plan& a, const Plan& b) { return a.state_ == b.state_ || a.tables() == b.tables(); }

private:
    friend Plan make_plan(PlanTables tables, std::vector<Issue> earlier);

    struct State {
        PlanTables tables;
        std::vector<Issue> warnings;
        std::size_t read_warnings = 0;  ///< so many of them come from reading
        std::string hash;
    };
    explicit Plan(State state) : state_(std::make_shared<const State>(std::move(state))) {}

    std::shared_ptr<const State> state_;
};

}  // namespace leps
