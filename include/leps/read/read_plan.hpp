#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/domain/plan.hpp"
#include "leps/read/table.hpp"

namespace leps {

/// Every reader below finds everything at once: findings of files, cells and of the plan as a whole, in this order. A
/// DataError carries them all, warnings included; beyond 1,000 a last one, `more_findings`, counts the others. Findings
/// of the plan as a whole are left out where a table or the horizon could not be read at all: they would be noise.
/// Time O(bytes + rows log rows).

/// A plan from a data package on disk: its folder, or the datapackage.json in it.
/// Throws FileError if there is no such folder, DataError if anything in it is wrong.
[[nodiscard]] Plan read_plan(const std::filesystem::path& folder_or_datapackage_json);

/// A plan from data frames. The header is the JSON object of datapackage.json; its `resources` may be left out.
/// Throws DataError.
[[nodiscard]] Plan plan_from_tables(std::string_view header_json, const std::vector<RawTable>& tables);

/// What is different in another plan.
struct PlanChange {
    std::vector<RawTable> tables;  ///< each stands in place of the whole table of that name
    std::string header_json;       ///< an object with the properties that change; empty: none
};

/// A changed copy; unchanged tables are shared. Throws DataError.
[[nodiscard]] Plan replace(const Plan& plan, const PlanChange& change);

/// All findings of read_plan(), none thrown. Throws FileError if there is no such folder.
[[nodiscard]] std::vector<Issue> check_package(const std::filesystem::path& folder_or_datapackage_json);

/// The parsing step alone: raw tables to rows. Unknown, repeated and missing tables are findings as well.
[[nodiscard]] PlanTables parse_tables(const std::vector<RawTable>& tables, PlanHeader header, std::vector<Issue>& issues);

}  // namespace leps
