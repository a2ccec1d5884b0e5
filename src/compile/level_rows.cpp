#include <map>
#include <set>

#include "compile/emission.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {
namespace {

std::uint32_t number(std::size_t i) { return static_cast<std::uint32_t>(i); }

/// The demands that a stage of a class counts, by zone, each with its omega.
std::map<TerritoryIndex, std::vector<std::pair<std::size_t, std::int64_t>>> weighted_demands(const PlanView& view, int priority, StagePeriods periods) {
    std::map<TerritoryIndex, std::vector<std::pair<std::size_t, std::int64_t>>> zones;
    const PeriodIndex last(view.timeline.horizon_periods() - 1);
    for (std::size_t d = 0; d < view.demands.size(); ++d) {
        const Demand& demand = view.demands[d];
        const ServiceLevel& level = view.tables.service_levels[demand.level.value()];
        if (level.priority != priority || (periods == StagePeriods::last && demand.period != last)) { continue; }
        const WideRatio lambda = periods == StagePeriods::last ? WideRatio(1) : view.timeline.weight(demand.period);
        zones[demand.zone].emplace_back(d, zone_weight(level.weight, lambda));
    }
    return zones;
}

}  // namespace

/// FLOOR  for each level due in z and t:   baseline + sum of delivered x share x in service  +  required x gap / 10^9  >=  required
/// HARD   for hard levels:                 baseline + sum of delivered x share x in service                            >=  required - resolution
/// nano-units; gap in ppb, 0 <= gap <= ceil(10^9 max(0, required - baseline) / required). Owner: the zone. Class U.
/// Stated times the denominator of required, which is nearly always the only one.
void compile_level_floors(Emission& out) {
    const PlanView& view = out.view;
    const WideRatio nanos(Units::nanos_per_unit);
    for (std::size_t d = 0; d < view.demands.size(); ++d) {
        const Demand& demand = view.demands[d];
        const ServiceLevel& level = view.tables.service_levels[demand.level.value()];
        const WideRatio times = demand.required.denominator();
        const WideRatio missing = demand.required.wide() - demand.before.wide();
        if (out.elastic != Elastic::data) {
            const WideRatio greatest = max(missing, 0) / demand.required.wide() * WideRatio(1'000'000'000);
            out.made.gap.push_back(out.builder.column({.owner = out.node(demand.zone), .lower = 0, .upper = greatest.ceil(), .whole = false,
                                                       .origin = Origin{.rule = Rule::level_floor, .subject = number(d)}.packed()}));
        }
        RowTerms terms(out);
        const auto add_deliveries = [&](const WideRatio& factor) {
            for (const Serving& serving : out.serving(demand.zone)) {
                for (const DeliveryTo& delivery : out.deliveries(serving.operation)) {
                    if (delivery.level != demand.level) { continue; }
                    terms.add_service(serving.operation, demand.period, level.measured,
                                      delivery.row->units_per_unit.wide() * serving.share.wide() * factor);
                }
            }
        };
        if (out.elastic != Elastic::data) {
            add_deliveries(times);
            terms.add(out.made.gap.back(), WideRatio(demand.required.numerator()));
            terms.emit(missing * nanos * times, std::nullopt, {.rule = Rule::level_floor, .subject = number(d)});
        }
        if (level.hard) {
            add_deliveries(1);
            const Origin origin{.rule = Rule::level_floor, .subject = number(d), .part = 1};
            const WideRatio least = (missing - level.resolution.wide()) * nanos;
            terms.add_slack(least, demand.zone, origin);
            if (least > WideRatio(0)) {
                const WideRatio required = demand.required.wide() * nanos;
                terms.give_way({.rule = Rule::level_floor, .row = number(demand.level.value()), .place = demand.zone},
                               year_of(view.timeline[demand.period].span.begin()), 1, {.most = required, .size = required});
            }
            terms.emit(least, std::nullopt, origin);
        }
    }
}

/// WORST ZONE  for each class that a stage names and each zone with levels of it due:
///               sum of omega x gap  <=  sum of omega x worst      (ppb)
void compile_worst_zones(Emission& out) {
    const PlanView& view = out.view;
    std::set<std::pair<int, StagePeriods>> wanted;
    for (const StageSpec& stage : view.stages) {
        if (stage.objective == StageObjective::worst_zone) { wanted.emplace(stage.priority_class.value(), stage.periods); }
    }
    for (const auto& [priority, periods] : wanted) {
        const ColumnIndex worst = out.builder.column({.owner = NodeTree::root(), .lower = 0, .upper = 1'000'000'000, .whole = false,
                                                      .origin = Origin{.rule = Rule::worst_zone, .subject = number(static_cast<std::size_t>(priority))}.packed()});
        out.made.worst_zone.emplace(std::pair(priority, periods), worst);
        for (const auto& [zone, demands] : weighted_demands(view, priority, periods)) {
            RowTerms terms(out);
            WideRatio total = 0;
            for (const auto& [d, omega] : demands) {
                terms.add(out.made.gap[d], -omega);
                total += omega;
            }
            terms.add(worst, total);
            terms.emit(WideRatio(0), std::nullopt, {.rule = Rule::worst_zone, .subject = number(zone.value())});
        }
    }
}

/// LEXIMIN  for each part k of a leximin and each zone with levels of its class due:
///            sum of omega x gap  <=  sum of omega x (threshold + excess)      (ppb)
/// The least k x threshold + sum of excess is the sum of the k greatest zone indices.
void compile_leximin(Emission& out) {
    const PlanView& view = out.view;
    constexpr std::int64_t greatest = 1'000'000'000;
    for (const StageSpec& stage : view.stages) {
        if (stage.objective != StageObjective::leximin) { continue; }
        const int priority = stage.priority_class.value();
        const auto part = static_cast<std::uint16_t>(stage.depth.value());
        const Origin of_class{.rule = Rule::leximin, .subject = number(static_cast<std::size_t>(priority)), .part = part};
        LeximinColumns columns{.threshold = out.builder.column({.owner = NodeTree::root(), .lower = 0, .upper = greatest, .whole = false, .origin = of_class.packed()}),
                               .excess = {}};
        for (const auto& [zone, demands] : weighted_demands(view, priority, stage.periods)) {
            const Origin origin{.rule = Rule::leximin, .subject = number(zone.value()), .part = part};
            columns.excess.push_back(out.builder.column({.owner = out.node(zone), .lower = 0, .upper = greatest, .whole = false, .origin = origin.packed()}));
            RowTerms terms(out);
            WideRatio total = 0;
            for (const auto& [d, omega] : demands) {
                terms.add(out.made.gap[d], -omega);
                total += omega;
            }
            terms.add(columns.threshold, total);
            terms.add(columns.excess.back(), total);
            terms.emit(WideRatio(0), std::nullopt, origin);
        }
        out.made.leximin.emplace(std::tuple(priority, stage.periods, stage.depth.value()), std::move(columns));
    }
}

/// PERSONS   for each (z, l, t) of a level with a group:   sum of persons_per_unit x share x in service  <=  size + resolution
/// DISTINCT  for each distinct group and (z, t):   sum of greatest persons_per_unit x share x in service
///                                                  <=  the largest group among its levels + resolution
/// nano-persons. Owner: the zone. Class D.
void compile_persons_caps(Emission& out) {
    const PlanView& view = out.view;
    const WideRatio nanos(Units::nanos_per_unit);
    LevelWeights sizes(view.tables, view.territories, view.indicators);
    std::map<std::string, std::set<LevelIndex>> distinct;  // levels with a group that its measures deliver
    for (const MeasureIndex leaf : view.measures.leaves()) {
        const std::string& group = view.measures[leaf].distinct_group;
        for (const DeliveryTo& delivery : out.deliveries(leaf)) {
            if (!group.empty() && view.tables.service_levels[delivery.level.value()].group) { distinct[group].insert(delivery.level); }
        }
    }
    for (const TerritoryIndex zone : view.territories.zones()) {
        for (std::size_t t = 0; t < view.timeline.horizon_periods(); ++t) {
            const Year year = year_of(view.timeline.periods()[t].span.begin());
            for (std::size_t l = 0; l < view.tables.service_levels.size(); ++l) {
                const ServiceLevel& level = view.tables.service_levels[l];
                if (!level.group) { continue; }
                RowTerms terms(out);
                for (const Serving& serving : out.serving(zone)) {
                    for (const DeliveryTo& delivery : out.deliveries(serving.operation)) {
                        const std::optional<Ratio>& persons = delivery.row->persons_per_unit;
                        if (delivery.level.value() == l && persons && *persons > Ratio(0)) {
                            terms.add_service(serving.operation, PeriodIndex(t), Measured::average, persons->wide() * serving.share.wide());
                        }
                    }
                }
                if (terms.empty()) { continue; }
                const WideRatio size = sizes.size(level, zone, year).wide() + level.resolution.wide();
                terms.give_way({.rule = Rule::persons_cap, .row = number(l), .place = zone}, std::nullopt, size * nanos);
                terms.emit(std::nullopt, size * nanos, {.rule = Rule::persons_cap, .subject = number(l), .part = static_cast<std::uint16_t>(t)});
            }
            std::size_t distinct_number = view.tables.service_levels.size();
            for (const auto& [group, levels] : distinct) {
                const Datum datum{.rule = Rule::persons_cap, .row = number(distinct_number++), .place = zone};
                RowTerms terms(out);
                for (const Serving& serving : out.serving(zone)) {
                    if (out.measure_of(serving.operation).distinct_group != group) { continue; }
                    WideRatio persons = 0;
                    for (const DeliveryTo& delivery : out.deliveries(serving.operation)) {
                        if (delivery.row->persons_per_unit) { persons = max(persons, delivery.row->persons_per_unit->wide()); }
                    }
                    if (persons > WideRatio(0)) {
                        terms.add_service(serving.operation, PeriodIndex(t), Measured::average, persons * serving.share.wide());
                    }
                }
                if (terms.empty()) { continue; }
                WideRatio largest = 0;
                WideRatio resolution = 0;
                for (const LevelIndex l : levels) {
                    const ServiceLevel& level = view.tables.service_levels[l.value()];
                    largest = max(largest, sizes.size(level, zone, year).wide());
                    resolution = max(resolution, level.resolution.wide());
                }
                terms.give_way(datum, std::nullopt, (largest + resolution) * nanos);
                terms.emit(std::nullopt, (largest + resolution) * nanos,
                           {.rule = Rule::persons_cap, .subject = number(view.tables.service_levels.size()), .part = static_cast<std::uint16_t>(t)});
            }
        }
    }
}

}  // namespace leps
