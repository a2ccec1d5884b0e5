#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "leps/domain/checks/check_plan.hpp"
#include "leps/domain/columns/order.hpp"
#include "plan_fixture.hpp"

namespace leps::fixture {

/// Every finding about the tables in plan order, brief, ascending; warnings begin with "warning: ".
[[nodiscard]] inline std::vector<std::string> found(PlanTables tables) {
    sort_into_plan_order(tables);
    std::vector<Issue> issues;
    check_plan(tables, issues);
    std::vector<std::string> list;
    for (const Issue& issue : issues) {
        EXPECT_FALSE(issue.message.empty()) << brief(issue) << " does not say what to do";
        list.push_back((issue.severity == Severity::warning ? "warning: " : "") + brief(issue));
    }
    std::sort(list.begin(), list.end());
    return list;
}

/// The errors alone.
[[nodiscard]] inline std::vector<std::string> errors(PlanTables tables) {
    std::vector<std::string> list = found(std::move(tables));
    std::erase_if(list, [](const std::string& text) { return text.starts_with("warning: "); });
    return list;
}

using Briefs = std::vector<std::string>;

[[nodiscard]] inline bool has(const Briefs& list, const std::string& text) { return std::find(list.begin(), list.end(), text) != list.end(); }

}  // namespace leps::fixture
