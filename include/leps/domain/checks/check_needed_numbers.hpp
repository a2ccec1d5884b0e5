#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/definitions/specificity.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {

/// Numbers that the plan needs and nobody gives: existing supply where a level is due; indicators of requirements, of
/// groups (over all zones of the plan, as shares are taken of their sum), of limits, of what regions serve by, of
/// municipalities whose money is kept apart; the population. Time O(zones x (levels + limits) x periods x log n).
class NeededNumbersCheck {
public:
    explicit NeededNumbersCheck(const CheckContext& context) : c_(context) {}

    /// Returns the measures of regions that cannot be shared out among zones for want of numbers.
    std::set<MeasureId> run() {
        for (const TerritoryIndex zone : c_.territories.zones()) { need(c_.indicators.population(), zone, c_.first_year(), "the population"); }
        levels();
        limits();
        municipalities();
        std::set<MeasureId> unserved = served();
        report();
        return unserved;
    }

private:
    using Key = std::tuple<IndicatorId, TerritoryId, Year>;

    /// True where the number is there. A row that could not be read counts as there.
    bool need(const IndicatorId& indicator, TerritoryIndex place, Year year, const std::string& reason) {
        if (indicator.empty()) { return false; }
        const TerritoryId& territory = c_.territories[place].territory;
        if (c_.indicators.find(indicator, territory, year)) { return true; }
        if (!c_.given_indicators.find(indicator, territory, year)) { missing_.try_emplace({indicator, territory, year}, reason); }
        return false;
    }

    void levels() {
        const std::size_t periods = c_.timeline.horizon_periods();
        const std::set<LevelId> counts_persons = levels_with_persons();
        std::map<GroupId, IndicatorId> groups;
        for (const BeneficiaryGroup& row : c_.tables.beneficiary_groups) { groups.emplace(row.group, row.indicator); }
        for (const ServiceLevel& level : c_.tables.service_levels) {
            const IndicatorId size = level.group ? groups.at(*level.group) : c_.indicators.population();
            std::set<Year> years;
            for (std::size_t t = 0; t < periods; ++t) { years.insert(year_of(c_.timeline.periods()[t].span.begin())); }
            for (const Year year : years) {
                bool due = false;
                for (const TerritoryIndex zone : c_.territories.zones()) { due = level_due(level, zone, year) || due; }
                if (!due && !(level.group && counts_persons.contains(level.level))) { continue; }
                for (const TerritoryIndex zone : c_.territories.zones()) { need(size, zone, year, "the size of the group of " + level.level.text()); }
            }
        }
    }

    /// Levels to which persons are delivered, and those beside them in a distinct group, whose cap is the largest group.
    std::set<LevelId> levels_with_persons() {
        std::set<LevelId> levels;
        std::set<std::string> distinct;
        const auto group_of = [&](const Delivery& row) { return c_.measures[c_.measures.at(row.measure)].distinct_group; };
        for (const Delivery& row : c_.tables.deliveries) {
            if (!row.persons_per_unit) { continue; }
            levels.insert(row.level);
            distinct.insert(group_of(row));
        }
        distinct.erase("");
        for (const Delivery& row : c_.tables.deliveries) {
            if (distinct.contains(group_of(row))) { levels.insert(row.level); }
        }
        return levels;
    }

    bool level_due(const ServiceLevel& level, TerritoryIndex zone, Year year) {
        TableFindings out(c_.findings, "service_levels");
        std::optional<Ratio> required;
        try {
            required = c_.requirements.required(level, zone, year);
        } catch (const InvalidValue&) {
            out.error(level.at, {.code = "number_overflow", .field = "ratio", .found = to_string(*level.ratio) + " of " + c_.name(zone),
                                 .expected = "a requirement that 64-bit fractions hold", .message = "write the ratio or the indicator with fewer digits"});
            return false;
        }
        if (!required) {
            need(*level.indicator, zone, year, "the requirement of " + level.level.text());
            return true;
        }
        if (*required == Ratio(0)) { return false; }
        if (!c_.given_requirements.supply(level.level, zone, year)) {
            TableFindings(c_.findings, "service_supply").error({.code = "missing_supply", .field = "units",
                .found = "no row for " + level.level.text() + ", " + c_.name(zone) + ", " + std::to_string(year),
                .expected = "what exists already, where a level is due", .message = "add the row; if nothing exists, type 0"});
        }
        return true;
    }

    void limits() {
        for (const MeasureLimit& row : c_.tables.measure_limits) {
            if (!row.per_indicator) { continue; }
            const std::string reason = "the limit of " + row.measure.text() + " in " + place_text(row.at);
            const bool once = row.counted == Counted::starts_in_horizon;
            for (const TerritoryIndex place : limited_places(row)) {
                for (std::size_t t = 0; t < (once ? 1 : c_.timeline.horizon_periods()); ++t) {
                    need(*row.per_indicator, place, year_of(c_.timeline.periods()[t].span.begin()), reason);
                }
            }
        }
    }

    /// Zones for measures of zones, regions for measures of regions, where no closer row takes the place of this one.
    std::vector<TerritoryIndex> limited_places(const MeasureLimit& row) {
        std::set<TerritoryIndex> places;
        for (const MeasureIndex leaf : c_.measures.leaves()) {
            if (!c_.measures.is_within(leaf, c_.measures.at(row.measure))) { continue; }
            if (c_.measures[leaf].owner == MeasureOwner::zone) {
                places.insert(c_.territories.zones().begin(), c_.territories.zones().end());
                continue;
            }
            for (const TerritoryIndex zone : c_.territories.zones()) {
                for (std::optional<TerritoryIndex> up = zone; up; up = c_.territories.parent(*up)) {
                    if (c_.territories[*up].kind == TerritoryKind::region) { places.insert(*up); }
                }
            }
        }
        std::vector<TerritoryIndex> list;
        for (const TerritoryIndex place : places) {
            const auto rank = scope_rank(row.scope, place, c_.territories);
            if (rank && *rank == closest_rank(row, place)) { list.push_back(place); }
        }
        return list;
    }

    int closest_rank(const MeasureLimit& row, TerritoryIndex place) {
        auto& rows = limit_rows_[{row.measure, row.counted, row.kind}];
        if (rows.empty()) {
            for (const MeasureLimit& other : c_.tables.measure_limits) {
                if (other.measure == row.measure && other.counted == row.counted && other.kind == row.kind) { rows.push_back(&other); }
            }
        }
        int best = 0;
        for (const MeasureLimit* other : rows) { best = std::max(best, scope_rank(other->scope, place, c_.territories).value_or(0)); }
        return best;
    }

    void municipalities() {
        std::set<FundId> separate;
        for (const Fund& row : c_.tables.funds) {
            if (row.pooling == Pooling::separate) { separate.insert(row.fund); }
        }
        std::set<TerritoryIndex> zones;
        for (const Annuity& row : c_.tables.annuities) {
            const TerritoryIndex recipient = c_.territories.at(row.territory);
            const bool municipal = c_.territories[recipient].kind == TerritoryKind::municipality && c_.territories.valid(recipient);
            if (!separate.contains(row.fund) || !municipal) { continue; }
            if (const auto zone = c_.territories.zone_of(recipient)) { zones.insert(*zone); }
        }
        if (zones.empty()) { return; }
        std::map<TerritoryIndex, bool> peopled;
        for (std::size_t i = 0; i < c_.territories.size(); ++i) {
            const TerritoryIndex place(i);
            const auto zone = c_.territories.zone_of(place);
            const bool municipal = c_.territories[place].kind == TerritoryKind::municipality && c_.territories.valid(place);
            if (!municipal || !zone || !zones.contains(*zone)) { continue; }
            need(c_.indicators.population(), place, c_.first_year(), "its part of what is due in " + c_.name(*zone));
            const auto value = c_.indicators.find(c_.indicators.population(), c_.territories[place].territory, c_.first_year());
            peopled[*zone] = peopled[*zone] || !value || Ratio(0) < value->value;
        }
        for (const auto& [zone, any] : peopled) {
            if (!any) { zero_total(c_.indicators.population(), "the municipalities of " + c_.name(zone)); }
        }
    }

    std::set<MeasureId> served() {
        std::map<TerritoryIndex, std::vector<TerritoryIndex>> regions;
        for (const TerritoryIndex zone : c_.territories.zones()) {
            for (std::optional<TerritoryIndex> up = zone; up; up = c_.territories.parent(*up)) {
                if (c_.territories[*up].kind == TerritoryKind::region) { regions[*up].push_back(zone); }
            }
        }
        std::set<MeasureId> unserved;
        for (const MeasureIndex leaf : c_.measures.leaves()) {
            const Measure& measure = c_.measures[leaf];
            if (measure.owner != MeasureOwner::region || !measure.serve_by) { continue; }
            for (const auto& [region, zones] : regions) {
                bool all = true;
                bool any = false;
                for (const TerritoryIndex zone : zones) {
                    all = need(*measure.serve_by, zone, c_.first_year(), "the shares of " + measure.measure.text()) && all;
                    const auto value = c_.indicators.find(*measure.serve_by, c_.territories[zone].territory, c_.first_year());
                    any = any || (value && Ratio(0) < value->value);
                }
                if (all && !any) { zero_total(*measure.serve_by, "the zones of " + c_.name(region)); }
                if (!all || !any) { unserved.insert(measure.measure); }
            }
        }
        return unserved;
    }

    void zero_total(const IndicatorId& indicator, const std::string& where) {
        if (!zero_.emplace(indicator, where).second) { return; }
        TableFindings(c_.findings, "indicator_values").error({.code = "zero_total", .field = "value",
            .found = indicator.text() + " is 0 in all " + where.substr(4), .expected = "a sum above 0, as shares are taken of it",
            .message = "correct the values of " + indicator.text() + " in " + std::to_string(c_.first_year())});
    }

    void report() {
        TableFindings out(c_.findings, "indicator_values");
        for (const auto& [key, reason] : missing_) {
            const auto& [indicator, territory, year] = key;
            out.error({.code = "missing_value", .field = "value",
                       .found = "no " + indicator.text() + " of " + territory.text() + " in " + std::to_string(year),
                       .expected = "a row for that year, or for an earlier one with projection = last_known",
                       .message = "add it: " + reason + " needs it"});
        }
    }

    const CheckContext& c_;
    std::map<Key, std::string> missing_;
    std::set<std::pair<IndicatorId, std::string>> zero_;
    std::map<std::tuple<MeasureId, Counted, LimitKind>, std::vector<const MeasureLimit*>> limit_rows_;
};

}  // namespace leps
