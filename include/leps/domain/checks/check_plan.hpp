#pragma once

#include <vector>

#include "leps/domain/checks/check_annuity_rows.hpp"
#include "leps/domain/checks/check_duplicates.hpp"
#include "leps/domain/checks/check_fund_values.hpp"
#include "leps/domain/checks/check_ground_values.hpp"
#include "leps/domain/checks/check_header.hpp"
#include "leps/domain/checks/check_levels.hpp"
#include "leps/domain/checks/check_limit_shapes.hpp"
#include "leps/domain/checks/check_measure_values.hpp"
#include "leps/domain/checks/check_measures.hpp"
#include "leps/domain/checks/check_records.hpp"
#include "leps/domain/checks/check_references.hpp"
#include "leps/domain/checks/check_stages.hpp"
#include "leps/domain/checks/check_territories.hpp"
#include "leps/domain/checks/check_whole_plan.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Everything that is wrong with a plan beyond single cells, at once. The tables must be in plan order. A row whose cells
/// could not all be read (`at.broken`) keeps its id as known and is otherwise passed over. Where a table or the horizon could
/// not be read, the checks that need them are left out, and those of the whole plan.
/// Time O(n log n) in the number of rows, zones x levels x periods and zones x measures included.
inline void check_plan(const PlanTables& tables, std::vector<Issue>& issues, const Unread& unread = {}) {
    PlanFindings findings{.issues = issues};
    const PlanIds ids = plan_ids(tables, unread);
    const auto given = [&](const char* table) { return !unread.table(table); };
    const bool periods = !unread.horizon && check_header(tables, findings);
    if (!unread.horizon && given("service_levels")) { check_stages(tables, findings); }
    check_duplicates(tables, findings);
    check_references(tables, ids, findings);
    check_territories(tables, findings);
    if (!unread.horizon && given("territories")) { check_zones(tables, findings); }
    if (given("indicators")) { check_population(tables, findings); }
    check_measures(tables, findings);
    if (given("level_targets")) { check_levels(tables, findings); }
    check_limit_shapes(tables, findings);
    check_ground_values(tables, findings);
    check_measure_values(tables, findings);
    check_fund_values(tables, findings);
    if (!unread.horizon) {
        check_annuity_rows(tables, findings);
        check_record_rows(tables, findings);
    }
    if (periods && !unread.any()) { check_whole_plan(tables, findings); }
}

}  // namespace leps
