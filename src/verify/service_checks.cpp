#include <algorithm>
#include <set>
#include <tuple>

#include "checks.hpp"
#include "leps/domain/definitions/measure_limit.hpp"

namespace leps {

/// LEVEL  for each demand of a hard level:  required - (supply + sum of deliveries x units)  <=  resolution.
void check_hard_levels(const Audit& audit) {
    const PlanView& plan = audit.plan;
    for (std::size_t d = 0; d < plan.demands.size(); ++d) {
        const Demand& demand = plan.demands[d];
        const ServiceLevel& level = plan.tables.service_levels[demand.level.value()];
        const Coverage& coverage = audit.achieved.coverage[d];
        if (!level.hard || coverage.shortfall <= level.resolution.wide()) { continue; }
        audit.report.add({.rule = "level_floor",
                          .subject = audit.report.territory(demand.zone) + ", level " + level.level.text() + ", " + audit.report.period(demand.period),
                          .found = to_string(coverage.after), .limit = "at least " + to_string(demand.required),
                          .message = "a hard level is missed by " + to_string(coverage.shortfall) + " " + level.unit});
    }
}

namespace {

/// The rows of one measure and way of counting: the closest of them holds for a place.
struct LimitRows {
    MeasureIndex measure;
    Counted counted = Counted::in_service;
    std::vector<const MeasureLimit*> rows;
};

class MeasureLimitCheck {
public:
    explicit MeasureLimitCheck(const Audit& audit) : audit_(audit), plan_(audit.plan) {
        for (const Operation& operation : plan_.operations.list()) {
            if (plan_.territories[operation.territory].kind == TerritoryKind::region &&
                plan_.measures[operation.measure].owner == MeasureOwner::region) {
                regions_.insert(operation.territory);
            }
        }
    }

    void run() {
        std::map<std::tuple<MeasureIndex, Counted, LimitKind>, std::vector<const MeasureLimit*>> groups;
        for (const MeasureLimit& row : plan_.tables.measure_limits) {
            groups[{plan_.measures.at(row.measure), row.counted, row.kind}].push_back(&row);
        }
        for (const auto& [key, rows] : groups) {
            const LimitRows group{.measure = std::get<0>(key), .counted = std::get<1>(key), .rows = rows};
            std::vector<MeasureIndex> of_zones;
            std::vector<MeasureIndex> of_regions;
            for (const MeasureIndex leaf : plan_.measures.leaves()) {
                if (!plan_.measures.is_within(leaf, group.measure)) { continue; }
                (plan_.measures[leaf].owner == MeasureOwner::zone ? of_zones : of_regions).push_back(leaf);
            }
            if (!of_zones.empty()) {
                for (const TerritoryIndex zone : plan_.territories.zones()) {
                    place(group, zone, [&](auto count) { return in_zone(of_zones, zone, count); });
                }
            }
            if (!of_regions.empty()) {
                for (const TerritoryIndex region : regions_) {
                    place(group, region, [&](auto count) { return in_region(of_regions, region, count); });
                }
            }
        }
    }

private:
    /// Own units and shares of associations' ones, summed over the measures.
    template <class Count>
    [[nodiscard]] WideRatio in_zone(const std::vector<MeasureIndex>& leaves, TerritoryIndex zone, Count count) const {
        WideRatio sum = 0;
        for (const MeasureIndex leaf : leaves) {
            const auto service = audit_.achieved.zones.find({zone, leaf});
            if (service != audit_.achieved.zones.end()) { sum += count(service->second); }
        }
        return sum;
    }

    template <class Count>
    [[nodiscard]] WideRatio in_region(const std::vector<MeasureIndex>& leaves, TerritoryIndex region, Count count) const {
        WideRatio sum = 0;
        for (const MeasureIndex leaf : leaves) {
            const auto operation = plan_.operations.find(plan_.territories[region].territory.text(), leaf);
            if (!operation || audit_.achieved.operations[operation->value()].average.empty()) { continue; }
            sum += count(audit_.achieved.operations[operation->value()]);
        }
        return sum;
    }

    /// Judges each period of the horizon, or the horizon as one. `units(count)` adds count(service) over the measures.
    template <class UnitsOf>
    void place(const LimitRows& group, TerritoryIndex where, UnitsOf units) {
        const auto winners = most_specific(group.rows, [&](const MeasureLimit& row) -> std::optional<Specificity> {
            const auto rank = scope_rank(row.scope, where, plan_.territories);
            return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
        });
        for (const MeasureLimit* row : winners) {
            if (group.counted == Counted::starts_in_horizon) {
                const WideRatio started = units([](const Service& service) {
                    WideRatio sum = 0;
                    for (const WideRatio& count : service.started) { sum += count; }
                    return sum;
                });
                judge(group, *row, where, plan_.timeline.horizon(), started);
                continue;
            }
            for (std::size_t t = 0; t < plan_.timeline.horizon_periods(); ++t) {
                const WideRatio count = units([&](const Service& service) {
                    return group.counted == Counted::in_service ? service.average[t] : service.started[t];
                });
                judge(group, *row, where, plan_.timeline.periods()[t].span, count);
            }
        }
    }

    void judge(const LimitRows& group, const MeasureLimit& row, TerritoryIndex where, const Period& span, const WideRatio& count) {
        const auto report = [&](const std::string& limit, const std::string& message) {
            audit_.report.add({.rule = "measure_limit",
                               .subject = audit_.report.territory(where) + ", " + audit_.report.measure(group.measure) + ", " +
                                          std::string(word(group.counted)) + ", " + to_string(span),
                               .found = to_string(count), .limit = limit, .message = message});
        };
        if (row.kind == LimitKind::obligation && row.min_units && count < row.min_units->wide()) {
            report("at least " + to_string(*row.min_units), "fewer units than are obligatory");
        }
        if (count == WideRatio(0)) { return; }
        const auto most = greatest_units(row, plan_.territories[where].territory, year_of(span.begin()), plan_.indicators);
        if (most && count > *most) { report("at most " + to_string(*most), "more units than may be"); }
    }

    const Audit& audit_;
    const PlanView& plan_;
    std::set<TerritoryIndex> regions_;
};

}  // namespace

/// LIMIT  for each zone (and region, for its own measures), measure with its children, and period t of the horizon:
///        counted units  <=  min(max_units, max(at_least, rounding(indicator of the place in the year of t / per_amount)));
///        >=  min_units, without tolerance, where the row is an obligation.
/// Of the rows of one measure, kind and way of counting the closest to the place holds; a heading's row binds the sum of its
/// children beside their own rows.
void check_measure_limits(const Audit& audit) { MeasureLimitCheck(audit).run(); }

}  // namespace leps
