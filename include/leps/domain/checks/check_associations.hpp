#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"

namespace leps {

/// Associations: zones of the plan under one ancestor run a measure of zones; their shares add to 1; the id is no
/// territory's. Returns the associations that hold. Time O(n log n).
[[nodiscard]] inline std::set<std::pair<AssociationId, MeasureId>> check_associations(const CheckContext& c) {
    TableFindings out(c.findings, "associations");
    const std::set<TerritoryIndex> zones(c.territories.zones().begin(), c.territories.zones().end());
    std::map<std::pair<AssociationId, MeasureId>, std::vector<const AssociationShare*>> groups;
    for (const AssociationShare& row : c.tables.associations) { groups[{row.association, row.measure}].push_back(&row); }
    std::set<std::pair<AssociationId, MeasureId>> unsure;
    for (const AssociationShare& row : c.given.associations) {
        if (row.at.broken || c.findings.faulty.contains(&row.at)) { unsure.emplace(row.association, row.measure); }
    }
    std::set<std::pair<AssociationId, MeasureId>> sound;
    for (const auto& [key, rows] : groups) {
        bool holds = true;
        const auto wrong = [&](const AssociationShare& row, RowFinding finding) {
            holds = false;
            out.error(row.at, std::move(finding));
        };
        const AssociationShare& first = *rows.front();
        if (c.territories.find(TerritoryId(key.first.text()))) {
            wrong(first, {.code = "id_taken", .field = "association", .found = key.first.text(), .expected = "an id that is no territory's",
                          .message = "results name both in one column: rename the association"});
        }
        const Measure& measure = c.measures[c.measures.at(key.second)];
        if (!measure.heading && measure.owner != MeasureOwner::zone) {
            wrong(first, {.code = "not_owned_by_zones", .field = "measure", .found = key.second.text(), .expected = "a measure with owner = zone",
                          .message = "a region's measure serves all of its zones: remove the association, or correct owner"});
        }
        WideRatio sum = 0;
        std::optional<TerritoryIndex> top = c.territories.at(first.territory);
        for (const AssociationShare* row : rows) {
            const TerritoryIndex place = c.territories.at(row->territory);
            if (!zones.contains(place)) {
                wrong(*row, {.code = "not_a_zone", .field = "territory", .found = row->territory.text(), .expected = "a zone of the plan",
                             .message = "zones valid on the first day of the horizon associate: name one of them"});
            }
            if (row->share == Ratio(0)) {
                wrong(*row, {.code = "out_of_range", .field = "share", .found = "0", .expected = "more than 0", .message = "remove the row, or give the zone its share"});
            }
            if (top) { top = c.territories.common(*top, place); }
            try {
                sum += row->share.wide();
            } catch (const InvalidValue&) {
                sum = 0;
            }
        }
        if (!top) {
            wrong(first, {.code = "no_common_ancestor", .field = "territory", .found = key.first.text(), .expected = "zones below one territory",
                          .message = "an association belongs to the lowest territory that holds its zones: give them a common ancestor"});
        }
        if (!unsure.contains(key) && sum != WideRatio(1)) {
            wrong(first, {.code = "shares_sum", .field = "share", .found = to_string(sum), .expected = "shares of " + key.first.text() + " that add to 1",
                          .message = "correct the shares"});
        }
        if (holds && !unsure.contains(key) && !measure.heading) { sound.insert(key); }
    }
    return sound;
}

}  // namespace leps
