#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/parent_cycles.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Territories form trees whose kinds descend (nation, region, zone, municipality; kinds may be left out, and the root may
/// be synthetic, so that several roots are allowed). Time O(n).
inline void check_territories(const PlanTables& tables, PlanFindings& findings) {
    TableFindings out(findings, "territories");
    const std::vector<Territory>& rows = tables.territories.rows();
    check_parent_cycles(rows, &Territory::territory, out);
    std::unordered_map<TerritoryId, const Territory*> by_id;
    for (const Territory& row : rows) { by_id.emplace(row.territory, &row); }
    for (const Territory& row : rows) {
        const auto parent = row.parent ? by_id.find(*row.parent) : by_id.end();
        if (row.at.broken || parent == by_id.end() || parent->second->at.broken) { continue; }
        if (row.kind <= parent->second->kind) {
            out.error(row.at, {.code = "kind_order", .field = "parent",
                               .found = std::string(word(row.kind)) + " inside the " + std::string(word(parent->second->kind)) + " " + row.parent->text(),
                               .expected = "nation, region, zone, municipality from above to below",
                               .message = "correct the kind or the parent of " + row.territory.text()});
        }
    }
}

/// Some zone must be valid on the first day of the horizon: those zones are the plan's. Time O(n).
inline void check_zones(const PlanTables& tables, PlanFindings& findings) {
    const bool any_zone = std::any_of(tables.territories.begin(), tables.territories.end(), [&](const Territory& row) {
        return row.at.broken || (row.kind == TerritoryKind::zone && row.valid.contains(tables.header.horizon.begin()));
    });
    if (!any_zone) {
        TableFindings(findings, "territories").error({.code = "no_zones", .field = "kind", .found = "no zone valid on " + to_string(tables.header.horizon.begin()),
                   .expected = "at least one zone", .message = "add the zones of the plan, or correct valid_from and valid_to"});
    }
}

/// Exactly one indicator is the population.
inline void check_population(const PlanTables& tables, PlanFindings& findings) {
    TableFindings out(findings, "indicators");
    const Indicator* population = nullptr;
    bool unsure = false;
    for (const Indicator& row : tables.indicators) {
        unsure = unsure || row.at.broken;
        if (row.at.broken || !row.population) { continue; }
        if (population != nullptr) {
            out.error(row.at, {.code = "two_populations", .field = "role", .found = row.indicator.text(),
                               .expected = "exactly one population",
                               .message = population->indicator.text() + " in " + place_text(population->at) +
                                          " is the population already: empty the role of one of the two"});
        } else {
            population = &row;
        }
    }
    if (population == nullptr && !unsure) {
        out.error({.code = "no_population", .field = "role", .found = "", .expected = "exactly one indicator with role population",
                   .message = "write population as the role of the indicator that counts all residents"});
    }
}

}  // namespace leps
