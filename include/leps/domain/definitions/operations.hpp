#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "leps/domain/definitions/indicators.hpp"
#include "leps/domain/definitions/measure_tree.hpp"
#include "leps/domain/definitions/territory_tree.hpp"

namespace leps {

using OperationIndex = Index<struct OperationTag>;

/// A zone that an operation serves, and its part of units and dues.
struct ZoneShare {
    TerritoryIndex zone;
    Ratio share;
};

/// A measure where it can be started: in a zone; in a region that serves its zones by an indicator; or by an association
/// of zones, with their lowest common ancestor as territory. A zone of an association may still start the measure alone.
struct Operation {
    std::string site;            ///< id of the territory, or of the association
    TerritoryIndex territory;
    MeasureIndex measure;
    std::vector<ZoneShare> serves;
    bool shared = false;         ///< region or association: each zone's recipients pay at most their share of a bundle
};

/// Every operation of a plan, ordered by site and measure. The shares of a region's measure are those of `serve_by` in the
/// year of the first day of the horizon. O(zones x measures).
class Operations {
public:
    Operations(const PlanTables& tables, const TerritoryTree& territories, const MeasureTree& measures,
               const Indicators& indicators) {
        const Year year = year_of(tables.header.horizon.begin());
        std::map<TerritoryIndex, std::vector<TerritoryIndex>> regions;
        for (const TerritoryIndex zone : territories.zones()) {
            for (std::optional<TerritoryIndex> up = zone; up; up = territories.parent(*up)) {
                if (territories[*up].kind == TerritoryKind::region) { regions[*up].push_back(zone); }
            }
        }
        for (const MeasureIndex measure : measures.leaves()) {
            if (measures[measure].owner == MeasureOwner::zone) {
                for (const TerritoryIndex zone : territories.zones()) {
                    list_.push_back({.site = territories[zone].territory.text(), .territory = zone, .measure = measure,
                                     .serves = {{.zone = zone, .share = Ratio(1)}}, .shared = false});
                }
                continue;
            }
            for (const auto& [region, zones] : regions) {
                list_.push_back({.site = territories[region].territory.text(), .territory = region, .measure = measure,
                                 .serves = shares_by(*measures[measure].serve_by, zones, year, territories, indicators),
                                 .shared = true});
            }
        }
        add_associations(tables, territories, measures);
        std::sort(list_.begin(), list_.end(), [](const Operation& a, const Operation& b) {
            return std::tie(a.site, a.measure) < std::tie(b.site, b.measure);
        });
        for (std::size_t i = 0; i < list_.size(); ++i) { index_[list_[i].site].emplace(list_[i].measure, OperationIndex(i)); }
    }

    [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
    [[nodiscard]] const Operation& operator[](OperationIndex o) const { return list_[o.value()]; }
    [[nodiscard]] const std::vector<Operation>& list() const noexcept { return list_; }

    [[nodiscard]] std::optional<OperationIndex> find(const std::string& site, MeasureIndex measure) const {
        const auto place = index_.find(site);
        if (place == index_.end()) { return std::nullopt; }
        const auto found = place->second.find(measure);
        return found == place->second.end() ? std::nullopt : std::optional(found->second);
    }

private:
    static std::vector<ZoneShare> shares_by(const IndicatorId& key, const std::vector<TerritoryIndex>& zones, Year year,
                                            const TerritoryTree& territories, const Indicators& indicators) {
        WideRatio total = 0;
        for (const TerritoryIndex zone : zones) { total += indicators.at(key, territories[zone].territory, year).wide(); }
        std::vector<ZoneShare> shares;
        for (const TerritoryIndex zone : zones) {
            shares.push_back({.zone = zone, .share = Ratio(indicators.at(key, territories[zone].territory, year).wide() / total)});
        }
        return shares;
    }

    void add_associations(const PlanTables& tables, const TerritoryTree& territories, const MeasureTree& measures) {
        std::map<std::pair<AssociationId, MeasureId>, std::vector<ZoneShare>> members;
        for (const AssociationShare& row : tables.associations) {
            members[{row.association, row.measure}].push_back({.zone = territories.at(row.territory), .share = row.share});
        }
        for (auto& [key, zones] : members) {
            TerritoryIndex top = zones.front().zone;
            for (const ZoneShare& member : zones) { top = territories.common(top, member.zone).value(); }
            list_.push_back({.site = key.first.text(), .territory = top, .measure = measures.at(key.second),
                             .serves = std::move(zones), .shared = true});
        }
    }

    std::vector<Operation> list_;
    std::unordered_map<std::string, std::map<MeasureIndex, OperationIndex>> index_;
};

}  // namespace leps
