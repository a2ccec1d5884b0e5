#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/closest_rows.hpp"
#include "leps/domain/definitions/due.hpp"
#include "leps/domain/definitions/measure_limit.hpp"
#include "leps/domain/definitions/operations.hpp"

namespace leps {

/// Limits: one closest row for each measure, place, way of counting and kind; no obligation above a limit; whatever costs
/// nothing, and whatever is linked, has a finite limit. Time O(places x rows + operations x periods).
class LimitCheck {
public:
    LimitCheck(const CheckContext& context, const Operations& operations)
        : c_(context), rows_(context.findings, "measure_limits"), out_(context.findings, "measure_limits") {
        for (const MeasureLimit& row : c_.given.measure_limits) {
            if (row.at.broken || c_.findings.faulty.contains(&row.at)) { unsure_.insert(row.measure); }
        }
        for (const MeasureCost& row : c_.given.measure_costs) {
            if (row.at.broken || c_.findings.faulty.contains(&row.at)) { unpriced_.insert(row.measure); }
        }
        std::set<TerritoryIndex> places(c_.territories.zones().begin(), c_.territories.zones().end());
        for (const Operation& operation : operations.list()) {
            if (c_.measures[operation.measure].owner == MeasureOwner::region) { places.insert(operation.territory); }
        }
        std::map<std::tuple<MeasureIndex, Counted, LimitKind>, std::vector<const MeasureLimit*>> rows;
        for (const MeasureLimit& row : c_.tables.measure_limits) { rows[{c_.measures.at(row.measure), row.counted, row.kind}].push_back(&row); }
        for (const auto& [key, candidates] : rows) {
            for (const TerritoryIndex place : places) {
                const auto closest = rows_.closest(candidates, [&](const MeasureLimit& row) -> std::optional<Specificity> {
                    const auto rank = scope_rank(row.scope, place, c_.territories);
                    return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
                }, c_.name(place));
                if (!closest.empty()) { limits_[{std::get<0>(key), place}].push_back(closest.front()); }
            }
        }
        for (const auto& [key, list] : limits_) { contradictions(key.second, list); }
    }

    /// Whatever may be started without end must cost something within the horizon and the tail.
    void bounded(const Operation& operation, const CostSchedule& schedule) {
        const Measure& measure = c_.measures[operation.measure];
        if (unsure(operation.measure) || unpriced_.contains(measure.measure)) { return; }
        for (std::size_t s = 0; s < c_.timeline.horizon_periods(); ++s) {
            if (!may_start(measure, c_.timeline.periods()[s])) { continue; }
            if (costs(schedule, PeriodIndex(s)) || limited(operation, c_.timeline.periods()[s])) { continue; }
            if (!unbounded_.insert(operation.measure).second) { return; }
            TableFindings(c_.findings, "measures").error(measure.at, {.code = "unbounded_measure", .field = "measure",
                .found = measure.measure.text() + " started on " + to_string(c_.timeline.periods()[s].span.begin()) + " in " + operation.site +
                         ": nothing falls due in the plan, and no limit",
                .expected = "a cost, or a finite limit", .message = "add its cost lines, or a row in measure_limits with max_units"});
            return;
        }
    }

    /// Whether some limit of the measure or of a heading above binds its starts in a period.
    [[nodiscard]] bool limited(const Operation& operation, const PlanPeriod& start) const {
        const ServiceSpan service(c_.measures[operation.measure], start.span.begin());
        const bool serves = service.begin < c_.timeline.horizon().end();
        const auto binds = [&](TerritoryIndex place) {
            for (std::optional<MeasureIndex> up = operation.measure; up; up = c_.measures.parent(*up)) {
                const auto found = limits_.find({*up, place});
                if (found == limits_.end()) { continue; }
                for (const MeasureLimit* row : found->second) {
                    const bool finite = row->max_units || (row->per_indicator && row->per_amount);
                    if (finite && (row->counted != Counted::in_service || serves)) { return true; }
                }
            }
            return false;
        };
        if (c_.measures[operation.measure].owner == MeasureOwner::region) { return binds(operation.territory); }
        return std::any_of(operation.serves.begin(), operation.serves.end(), [&](const ZoneShare& served) { return binds(served.zone); });
    }

    /// Measures whose limit rows are themselves at fault are not called unlimited.
    [[nodiscard]] bool unsure(MeasureIndex measure) const {
        for (std::optional<MeasureIndex> up = measure; up; up = c_.measures.parent(*up)) {
            if (unsure_.contains(c_.measures[*up].measure)) { return true; }
        }
        return false;
    }

private:
    [[nodiscard]] static bool costs(const CostSchedule& schedule, PeriodIndex start) {
        return std::any_of(schedule.payments.begin(), schedule.payments.end(),
                           [&](const CohortPayment& p) { return p.start == start && p.due && p.before < p.after; }) ||
               std::any_of(schedule.running.begin(), schedule.running.end(), [&](const RunningCost& r) { return r.start == start; });
    }

    /// Where the indicator has no value, which is a finding of its own, what the row says without it.
    [[nodiscard]] std::optional<WideRatio> greatest(const MeasureLimit& row, TerritoryIndex place, Year year) const {
        const TerritoryId& territory = c_.territories[place].territory;
        if (!row.per_indicator || c_.indicators.find(*row.per_indicator, territory, year)) { return greatest_units(row, territory, year, c_.indicators); }
        return row.max_units ? std::optional(row.max_units->wide()) : std::nullopt;
    }

    void contradictions(TerritoryIndex place, const std::vector<const MeasureLimit*>& rows) {
        for (const MeasureLimit* duty : rows) {
            if (duty->kind != LimitKind::obligation || !duty->min_units || contradicted_.contains(duty)) { continue; }
            for (const MeasureLimit* limit : rows) {
                if (limit->counted != duty->counted) { continue; }
                for (std::size_t t = 0; t < c_.timeline.horizon_periods(); ++t) {
                    const Year year = duty->counted == Counted::starts_in_horizon ? c_.first_year() : year_of(c_.timeline.periods()[t].span.begin());
                    const auto most = greatest(*limit, place, year);
                    if (!most || *most >= duty->min_units->wide() || !contradicted_.insert(duty).second) { continue; }
                    out_.error(duty->at, {.code = "obligation_above_limit", .field = "min_units", .found = to_string(*duty->min_units),
                                          .expected = "at most " + to_string(*most) + ", the limit of " + place_text(limit->at) + " in " + c_.name(place) + ", " + std::to_string(year),
                                          .message = "lower the obligation or raise the limit"});
                }
            }
        }
    }

    const CheckContext& c_;
    ClosestRowCheck<MeasureLimit> rows_;
    TableFindings out_;
    std::set<MeasureId> unsure_;
    std::set<MeasureId> unpriced_;  ///< with cost lines at fault: not called free of cost
    std::map<std::pair<MeasureIndex, TerritoryIndex>, std::vector<const MeasureLimit*>> limits_;
    std::set<const MeasureLimit*> contradicted_;
    std::set<MeasureIndex> unbounded_;
};

/// Links hold zone by zone and need finite limits of all that they count. Time O(links x operations of their measures).
inline void check_links(const CheckContext& c, const Operations& operations, const LimitCheck& limits) {
    TableFindings out(c.findings, "links");
    std::map<MeasureIndex, std::vector<const Operation*>> of;
    for (const Operation& operation : operations.list()) { of[operation.measure].push_back(&operation); }
    for (const Link& row : c.tables.links) {
        std::set<MeasureIndex> counted = {c.measures.at(row.measure)};
        if (row.other_kind == LinkTarget::measure) { counted.insert(c.measures.at(MeasureId(row.other))); }
        bool local = true;
        for (const MeasureIndex measure : counted) {
            if (c.measures[measure].heading || c.measures[measure].owner == MeasureOwner::zone) { continue; }
            local = false;
            out.error(row.at, {.code = "not_owned_by_zones", .field = c.measures[measure].measure == row.measure ? "measure" : "other",
                               .found = c.measures[measure].measure.text(), .expected = "measures with owner = zone",
                               .message = "links hold zone by zone: link measures that zones start"});
        }
        if (row.other_kind == LinkTarget::level && row.kind != LinkKind::requires_) {
            local = false;
            out.error(row.at, {.code = "link_to_level", .field = "other_kind", .found = "level", .expected = "measure where kind is " + std::string(word(row.kind)),
                               .message = "only requires can name a level: link the measures that deliver to it"});
        }
        if (!local) { continue; }
        if (row.other_kind == LinkTarget::level) {
            for (const Delivery& delivery : c.tables.deliveries) {
                if (delivery.level.text() == row.other) { counted.insert(c.measures.at(delivery.measure)); }
            }
        }
        for (const MeasureIndex measure : counted) {
            if (limits.unsure(measure)) { continue; }
            const Operation* open = nullptr;
            for (const Operation* operation : of[measure]) {
                for (const PlanPeriod& period : c.timeline.periods()) {
                    if (open == nullptr && may_start(c.measures[measure], period) && !limits.limited(*operation, period)) { open = operation; }
                }
            }
            if (open == nullptr) { continue; }
            const std::string& name = c.measures[measure].measure.text();
            out.error(row.at, {.code = "unlimited_link", .field = name == row.measure.text() ? "measure" : "other", .found = name + " without limit in " + open->site,
                               .expected = "a finite limit of every measure that the link counts",
                               .message = "add a row for " + name + " to measure_limits, with max_units or a limit by head"});
        }
    }
}

}  // namespace leps
