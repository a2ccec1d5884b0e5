#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// What a level asks for: ratio x indicator, or required_units, or targets only; targets within the level's years; zones
/// only, as the units of a region cannot be told apart by zone. Time O(n log n).
inline void check_levels(const PlanTables& tables, PlanFindings& findings) {
    std::unordered_map<TerritoryId, TerritoryKind> kinds;
    for (const Territory& row : tables.territories) {
        if (!row.at.broken) { kinds.emplace(row.territory, row.kind); }
    }
    const auto zone_only = [&kinds](const auto& row, TableFindings& out) {
        const auto kind = kinds.find(row.territory);
        if (kind == kinds.end() || kind->second == TerritoryKind::zone) { return; }
        out.error(row.at, {.code = "not_a_zone", .field = "territory", .found = row.territory.text() + ", a " + std::string(word(kind->second)),
                           .expected = "a zone", .message = "levels are due in zones: write one row for each zone"});
    };
    std::unordered_map<LevelId, const ServiceLevel*> by_id;
    for (const ServiceLevel& row : tables.service_levels) {
        if (!row.at.broken) { by_id.emplace(row.level, &row); }
    }
    std::unordered_map<LevelId, int> targets;
    {
        TableFindings out(findings, "level_targets");
        for (const LevelTarget& row : tables.level_targets) {
            ++targets[row.level];
            if (row.at.broken) { continue; }
            zone_only(row, out);
            const auto level = by_id.find(row.level);
            if (level == by_id.end()) { continue; }
            const ServiceLevel& of = *level->second;
            if ((of.from_year && row.year < *of.from_year) || (of.to_year && row.year > *of.to_year)) {
                out.error(row.at, {.code = "outside_level_years", .field = "year", .found = std::to_string(row.year),
                                   .expected = (of.from_year ? "from " + std::to_string(*of.from_year) : std::string("any year")) +
                                               (of.to_year ? " to " + std::to_string(*of.to_year) : std::string()),
                                   .message = row.level.text() + " is not due in this year: correct the year, or the years of the level"});
            }
        }
    }
    {
        TableFindings out(findings, "service_supply");
        for (const ServiceSupply& row : tables.service_supply) {
            if (!row.at.broken) { zone_only(row, out); }
        }
    }
    TableFindings out(findings, "service_levels");
    for (const ServiceLevel& row : tables.service_levels) {
        if (row.at.broken) { continue; }
        if (row.required_units && (row.indicator || row.ratio)) {
            out.error(row.at, {.code = "both_given", .field = "required_units", .found = to_string(*row.required_units),
                               .expected = "indicator and ratio, or required_units, not both", .message = "keep the one that the law says"});
        } else if (row.indicator.has_value() != row.ratio.has_value()) {
            out.error(row.at, {.code = "missing_field", .field = row.indicator ? "ratio" : "indicator", .found = "",
                               .expected = "indicator and ratio together", .message = "required = ratio x indicator: give both"});
        } else if (!row.required_units && !row.ratio && targets[row.level] == 0) {
            out.error(row.at, {.code = "missing_field", .field = "ratio", .found = "",
                               .expected = "indicator and ratio, or required_units, or rows in level_targets",
                               .message = "nothing says how much of " + row.level.text() + " is due: say it in one of these ways"});
        }
        if (row.unit.empty()) {
            out.error(row.at, {.code = "missing_field", .field = "unit", .found = "", .expected = "the unit in which it is counted",
                               .message = "write what one unit of " + row.level.text() + " is"});
        }
    }
}

}  // namespace leps
