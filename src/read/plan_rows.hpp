#pragma once

#include <string>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/plan.hpp"
#include "leps/read/table.hpp"
#include "table_reading.hpp"

namespace leps {

/// Whether a name is a table of a plan; else reports it: a result table, a table that is not supported yet, or a slip.
[[nodiscard]] bool check_table_name(const std::string& name, Findings& findings);

/// The rows of a plan as they are read, and what could not be.
struct PlanDraft {
    PlanTables tables;
    Unread unread{};
};

/// Reports the rows of a table that did not match its header, which read_csv has told somebody else. They are no rows of a plan.
void refuse_ragged_rows(const RawTable& raw, Findings& findings);

/// Replaces the rows of the draft that the raw table names. Its name must be one of a plan's.
void read_plan_table(const RawTable& raw, const TableReading& reading, PlanDraft& draft);

/// A finding for each mandatory table that is not among the names.
void report_missing_tables(const std::vector<std::string>& names, PlanDraft& draft, Findings& findings);

/// Constructs the plan; whatever is wrong anywhere is thrown together. Something unread is an error among the issues.
[[nodiscard]] Plan finish_plan(PlanDraft draft, std::vector<Issue> issues);

/// Tables without rows.
[[nodiscard]] PlanTables empty_tables(PlanHeader header);

}  // namespace leps
