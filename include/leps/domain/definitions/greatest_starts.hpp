#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/definitions/measure_limit.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// The most units of an operation that could still be started in each period, beside all that a result starts and if nothing more
/// were started elsewhere or in another period, by the limits of its measure and of the headings above it alone:
///     room[s]  =  min over the limits, places and periods t of (limit - what all starts of the result count there) / part[s, t]
/// where part is what a unit of s puts in service in t, or 1 where starts are counted, times the place's share of it; whole units or
/// nano-units, never below 0. Nothing: no limit binds that start. Starts of no operation or period of the plan count nothing.
class GreatestStarts {
public:
    GreatestStarts(const PlanView& plan, const std::vector<UnitRow>& starts) : plan_(plan) {
        for (const MeasureLimit& row : plan.tables.measure_limits) { rows_[{plan.measures.at(row.measure), row.counted, row.kind}].push_back(&row); }
        std::map<Period, PeriodIndex> periods;
        for (std::size_t s = 0; s < plan.timeline.horizon_periods(); ++s) { periods.emplace(plan.timeline.periods()[s].span, PeriodIndex(s)); }
        for (const UnitRow& row : starts) {
            const auto measure = plan.measures.find(row.measure);
            const auto operation = measure ? plan.operations.find(row.site, *measure) : std::nullopt;
            const auto period = periods.find(row.period);
            if (!operation || period == periods.end()) { continue; }
            for (const ZoneShare& place : places_of(plan.operations[*operation])) {
                std::vector<WideRatio>& units = started_[place.zone].try_emplace(*measure, plan.timeline.horizon_periods()).first->second;
                units[period->second.value()] += place.share.wide() * row.units.wide();
            }
        }
    }

    /// By period of the horizon. Throws InvalidValue where a number leaves its width. O(limits x places x periods^2), and once for
    /// each limit and place what is started there.
    [[nodiscard]] std::vector<std::optional<WideRatio>> of(const Operation& operation) {
        std::vector<std::optional<WideRatio>> most(plan_.timeline.horizon_periods());
        const std::vector<ZoneShare> places = places_of(operation);
        for (const auto& [limit, rows] : rows_) {
            if (!plan_.measures.is_within(operation.measure, std::get<0>(limit))) { continue; }
            for (const ZoneShare& place : places) { lower(operation.measure, place, limit, most); }
        }
        const bool whole = plan_.measures[operation.measure].whole;
        for (std::optional<WideRatio>& units : most) {
            if (!units) { continue; }
            units = whole ? WideRatio(units->floor()) : WideRatio((*units * WideRatio(Units::nanos_per_unit)).floor(), Units::nanos_per_unit);
        }
        return most;
    }

private:
    using LimitOf = std::tuple<MeasureIndex, Counted, LimitKind>;
    using ByPeriod = std::vector<std::optional<WideRatio>>;

    /// Where the units of an operation count: a region's own measure in the region, any other in the zones that it serves.
    [[nodiscard]] std::vector<ZoneShare> places_of(const Operation& operation) const {
        if (plan_.measures[operation.measure].owner == MeasureOwner::region) { return {{.zone = operation.territory, .share = Ratio(1)}}; }
        return operation.serves;
    }

    void lower(MeasureIndex measure, const ZoneShare& place, const LimitOf& limit, ByPeriod& most) {
        const ByPeriod& left = left_of(limit, place.zone);
        for (std::size_t t = 0; t < left.size(); ++t) {
            if (!left[t]) { continue; }
            for (std::size_t s = 0; s < most.size(); ++s) {
                const WideRatio part = place.share.wide() * counts(measure, std::get<1>(limit), s, t);
                if (part <= WideRatio(0)) { continue; }
                const WideRatio room = max(WideRatio(0), *left[t]) / part;
                most[s] = most[s] ? min(*most[s], room) : room;
            }
        }
    }

    /// What the closest rows of a limit leave in a place beside all that is started there; of the horizon as one in its first period.
    const ByPeriod& left_of(const LimitOf& limit, TerritoryIndex place) {
        const auto [found, fresh] = left_.try_emplace({limit, place});
        if (!fresh) { return found->second; }
        const Counted counted = std::get<1>(limit);
        ByPeriod& left = found->second;
        left.resize(counted == Counted::starts_in_horizon ? 1 : plan_.timeline.horizon_periods());
        const auto closest = most_specific(rows_.at(limit), [&](const MeasureLimit& row) -> std::optional<Specificity> {
            const auto rank = scope_rank(row.scope, place, plan_.territories);
            return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
        });
        const auto started = started_.find(place);
        for (std::size_t t = 0; t < left.size(); ++t) {
            for (const MeasureLimit* row : closest) {
                const auto most = greatest_units(*row, plan_.territories[place].territory, year_of(plan_.timeline.periods()[t].span.begin()), plan_.indicators);
                if (most) { left[t] = left[t] ? min(*left[t], *most) : *most; }
            }
            if (!left[t] || started == started_.end()) { continue; }
            for (const auto& [measure, units] : started->second) {
                if (!plan_.measures.is_within(measure, std::get<0>(limit))) { continue; }
                for (std::size_t s = 0; s < units.size(); ++s) {
                    if (units[s] != WideRatio(0)) { *left[t] = *left[t] - counts(measure, counted, s, t) * units[s]; }
                }
            }
        }
        return left;
    }

    /// What a unit that starts in s counts in t.
    [[nodiscard]] WideRatio counts(MeasureIndex measure, Counted counted, std::size_t s, std::size_t t) {
        switch (counted) {
            case Counted::in_service: break;
            case Counted::starts_per_period: return s == t ? 1 : 0;
            case Counted::starts_in_horizon: return 1;
        }
        const auto [found, fresh] = average_.try_emplace({measure, s, t});
        if (fresh) { found->second = service_average(plan_.measures[measure], plan_.timeline.periods()[s].span.begin(), plan_.timeline.periods()[t].span); }
        return found->second;
    }

    const PlanView& plan_;
    std::map<LimitOf, std::vector<const MeasureLimit*>> rows_;
    std::map<TerritoryIndex, std::map<MeasureIndex, std::vector<WideRatio>>> started_;  ///< by place, measure and period: all operations
    std::map<std::pair<LimitOf, TerritoryIndex>, ByPeriod> left_;
    std::map<std::tuple<MeasureIndex, std::size_t, std::size_t>, WideRatio> average_;   ///< of a period, that a start of another is in service
};

}  // namespace leps
