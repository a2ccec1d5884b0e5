#pragma once

#include <vector>

#include "leps/domain/checks/check_references.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Everything that is wrong with a plan beyond single cells, at once. The tables must be in plan order. A row whose cells
/// could not all be read (`at.broken`) keeps its id as known and is otherwise passed over.
/// Time O(n log n) in the number of rows, zones x levels x periods and zones x measures included.
inline void check_plan(const PlanTables& tables, std::vector<Issue>& issues) {
    const PlanIds ids = plan_ids(tables);
    check_references(tables, ids, issues);
}

}  // namespace leps
