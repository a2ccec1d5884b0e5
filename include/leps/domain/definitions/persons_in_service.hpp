#pragma once

#include <map>
#include <utility>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/service.hpp"

namespace leps {

/// A zone and a level of which persons are counted.
using PersonsKey = std::pair<TerritoryIndex, LevelId>;

/// Persons in service, averaged over the horizon, as the stage `persons` adds them up (MODEL.md 6):
///     persons[z, l]  =  sum over operations o that serve z, deliveries of o's measure to l, and starts s of o
///                       of  share[o, z] x persons_per_unit x units[s] x (years of the horizon in service / years of the horizon)
/// Only where it is not zero. Starts of what the plan does not know are passed over. Throws InvalidValue where a number leaves its
/// width. Time O(starts + operations started x zones served x deliveries).
[[nodiscard]] inline std::map<PersonsKey, WideRatio> persons_in_service(const PlanTables& tables, const MeasureTree& measures,
                                                                        const Operations& operations, const std::vector<UnitRow>& starts) {
    const Period& horizon = tables.header.horizon;
    std::map<OperationIndex, WideRatio> averages;
    for (const UnitRow& row : starts) {
        const auto measure = measures.find(row.measure);
        const auto operation = measure ? operations.find(row.site, *measure) : std::nullopt;
        if (!operation) { continue; }
        averages[*operation] += row.units.wide() * service_average(measures[*measure], row.period.begin(), horizon);
    }
    std::map<MeasureIndex, std::vector<const Delivery*>> counted;
    for (const Delivery& row : tables.deliveries) {
        const auto measure = measures.find(row.measure);
        if (measure && row.persons_per_unit) { counted[*measure].push_back(&row); }
    }
    std::map<PersonsKey, WideRatio> persons;
    for (const auto& [o, units] : averages) {
        const Operation& operation = operations[o];
        const auto deliveries = counted.find(operation.measure);
        if (deliveries == counted.end() || units == WideRatio(0)) { continue; }
        for (const ZoneShare& served : operation.serves) {
            for (const Delivery* row : deliveries->second) {
                persons[{served.zone, row->level}] += served.share.wide() * row->persons_per_unit->wide() * units;
            }
        }
    }
    return persons;
}

}  // namespace leps
