#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/closest_rows.hpp"
#include "leps/domain/checks/range_check.hpp"
#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/service.hpp"

namespace leps {

/// Cost lines: of the closest rows of a measure, category and place none may overlap, and there must be one on every day on
/// which something falls due in the horizon and the tail: running cost from its first row on while a unit may be in service
/// (before that a warning), a unit line on each day of a start. A time without cost is typed as 0. Time O(operations x lines of the measure x log lines).
class CostLineCheck {
public:
    CostLineCheck(const CheckContext& context, const Operations& operations)
        : c_(context), operations_(operations), rows_(context.findings, "measure_costs"), out_(context.findings, "measure_costs") {
        for (const MeasureCost& row : c_.tables.measure_costs) { lines_[c_.measures.at(row.measure)][{row.category, row.per}].push_back(&row); }
        for (const MeasureCost& row : c_.given.measure_costs) {
            if (row.at.broken || c_.findings.faulty.contains(&row.at)) { unsure_.insert(row.measure); }
        }
    }

    void run() {
        for (const Operation& operation : operations_.list()) {
            const auto found = lines_.find(operation.measure);
            if (found == lines_.end()) { continue; }
            for (const auto& [key, candidates] : found->second) {
                const auto closest = rows_.closest(candidates, [&](const MeasureCost& row) -> std::optional<Specificity> {
                    const auto rank = scope_rank(row.scope, operation.territory, c_.territories);
                    return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
                }, operation.site);
                rows_.overlaps(closest, operation.site);
                if (closest.empty() || unsure_.contains(c_.measures[operation.measure].measure)) { continue; }
                if (key.second == Per::unit) {
                    starts_covered(operation, closest);
                } else {
                    service_covered(operation, closest);
                }
            }
        }
    }

private:
    void starts_covered(const Operation& operation, const std::vector<const MeasureCost*>& lines) {
        for (const PlanPeriod& period : c_.timeline.periods()) {
            const Date& day = period.span.begin();
            if (!may_start(c_.measures[operation.measure], period)) { continue; }
            if (std::none_of(lines.begin(), lines.end(), [&](const MeasureCost* line) { return line->valid.contains(day); })) {
                gap(operation, *lines.front(), day);
                return;
            }
        }
    }

    void service_covered(const Operation& operation, std::vector<const MeasureCost*> lines) {
        const Measure& measure = c_.measures[operation.measure];
        std::optional<Date> from;
        Date until = c_.timeline.end();
        std::optional<Date> last_end;
        for (const PlanPeriod& period : c_.timeline.periods()) {
            if (!may_start(measure, period)) { continue; }
            const ServiceSpan span(measure, period.span.begin());
            if (!from) { from = span.begin; }
            last_end = span.end;
        }
        if (!from) { return; }
        if (last_end) { until = std::min(until, *last_end); }
        std::sort(lines.begin(), lines.end(), [](const MeasureCost* a, const MeasureCost* b) { return a->valid.from < b->valid.from; });
        if (lines.front()->valid.from && *from < *lines.front()->valid.from) { begins_late(operation, *lines.front(), *from); }
        Date covered = lines.front()->valid.from ? std::max(*from, *lines.front()->valid.from) : *from;
        for (const MeasureCost* line : lines) {
            if (covered >= until || (line->valid.from && *line->valid.from > covered)) { break; }
            if (!line->valid.until) { return; }
            covered = std::max(covered, *line->valid.until);
        }
        if (covered < until) { gap(operation, *lines.front(), covered); }
    }

    /// Somebody else may pay the first time of a service, so that this can be meant.
    void begins_late(const Operation& operation, const MeasureCost& line, const Date& day) {
        if (!late_.insert(&line).second) { return; }
        out_.warning(line.at, {.code = "cost_begins_late", .field = "from", .found = "no amount from " + to_string(day) + " in " + operation.site,
                               .expected = "an amount from the first day of service, or a typed 0",
                               .message = "nothing is due before " + to_string(*line.valid.from) + ": add a row with 0 to " + RangeCheck::last_day(*line.valid.from) + " if that is meant"});
    }

    void gap(const Operation& operation, const MeasureCost& line, const Date& day) {
        if (!gaps_.insert(&line).second) { return; }
        out_.error(line.at, {.code = "cost_gap", .field = "to", .found = "no amount on " + to_string(day) + " in " + operation.site,
                             .expected = "an amount on every day on which it may fall due, tail included",
                             .message = "add a row from " + to_string(day) + ", or extend this one; if nothing is due then, type 0"});
    }

    const CheckContext& c_;
    const Operations& operations_;
    ClosestRowCheck<MeasureCost> rows_;
    TableFindings out_;
    std::map<MeasureIndex, std::map<std::pair<Category, Per>, std::vector<const MeasureCost*>>> lines_;
    std::set<MeasureId> unsure_;
    std::set<const MeasureCost*> gaps_;
    std::set<const MeasureCost*> late_;
};

}  // namespace leps
