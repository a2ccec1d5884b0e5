#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "leps/domain/definitions/measure_limit.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// The most units of an operation that could be started in each period if nothing else were ever started, by the limits of its
/// measure and of the headings above it alone: what a start puts in service in t, or starts, stays within each of them, in each
/// zone by the zone's share. Nothing: no limit binds that start. O(rows of those limits x places x periods^2).
class GreatestStarts {
public:
    explicit GreatestStarts(const PlanView& plan) : plan_(plan) {
        for (const MeasureLimit& row : plan.tables.measure_limits) { rows_[{plan.measures.at(row.measure), row.counted, row.kind}].push_back(&row); }
    }

    [[nodiscard]] std::vector<std::optional<WideRatio>> of(const Operation& operation) const {
        std::vector<std::optional<WideRatio>> most(plan_.timeline.horizon_periods());
        std::vector<ZoneShare> places = operation.serves;
        if (plan_.measures[operation.measure].owner == MeasureOwner::region) { places = {{.zone = operation.territory, .share = Ratio(1)}}; }
        for (const auto& [key, rows] : rows_) {
            if (!plan_.measures.is_within(operation.measure, std::get<0>(key))) { continue; }
            for (const ZoneShare& place : places) {
                const auto closest = most_specific(rows, [&](const MeasureLimit& row) -> std::optional<Specificity> {
                    const auto rank = scope_rank(row.scope, place.zone, plan_.territories);
                    return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
                });
                for (const MeasureLimit* row : closest) { lower(operation, place, *row, most); }
            }
        }
        if (plan_.measures[operation.measure].whole) {
            for (std::optional<WideRatio>& units : most) { units = units ? std::optional<WideRatio>(units->floor()) : std::nullopt; }
        }
        return most;
    }

private:
    void lower(const Operation& operation, const ZoneShare& place, const MeasureLimit& row, std::vector<std::optional<WideRatio>>& most) const {
        const std::vector<PlanPeriod>& periods = plan_.timeline.periods();
        const Measure& measure = plan_.measures[operation.measure];
        for (std::size_t s = 0; s < most.size(); ++s) {
            const auto within = [&](std::size_t t, const WideRatio& part) {  // part x units <= limit in t
                if (part <= WideRatio(0)) { return; }
                const auto limit = greatest_units(row, plan_.territories[place.zone].territory, year_of(periods[t].span.begin()), plan_.indicators);
                if (limit) { most[s] = most[s] ? min(*most[s], *limit / part) : *limit / part; }
            };
            switch (row.counted) {
                case Counted::in_service:
                    for (std::size_t t = s; t < most.size(); ++t) { within(t, place.share.wide() * service_average(measure, periods[s].span.begin(), periods[t].span)); }
                    break;
                case Counted::starts_per_period: within(s, place.share.wide()); break;
                case Counted::starts_in_horizon: within(0, place.share.wide()); break;
            }
        }
    }

    const PlanView& plan_;
    std::map<std::tuple<MeasureIndex, Counted, LimitKind>, std::vector<const MeasureLimit*>> rows_;
};

}  // namespace leps
