#include <map>
#include <set>

#include "compile/emission.hpp"
#include "leps/domain/definitions/measure_limit.hpp"

namespace leps {
namespace {

std::vector<Serving> counted_operations(TerritoryIndex place, MeasureIndex measure, const Columns& columns) {
    const PlanView& view = columns.view;
    std::vector<Serving> counted;
    if (view.territories[place].kind == TerritoryKind::zone) {
        for (const Serving& serving : columns.serving(place)) {
            const MeasureIndex own = view.operations[serving.operation].measure;
            if (view.measures[own].owner == MeasureOwner::zone && view.measures.is_within(own, measure)) { counted.push_back(serving); }
        }
        return counted;
    }
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        const bool owned_by_regions = view.measures[operation.measure].owner == MeasureOwner::region;
        if (owned_by_regions && operation.territory == place && view.measures.is_within(operation.measure, measure)) {
            counted.push_back({.operation = OperationIndex(o), .share = Ratio(1)});
        }
    }
    return counted;
}

/// All that can be started of what a row counts, in the place where that is most: as far as a limit can give way. By row.
std::map<std::size_t, WideRatio> most_counted(Emission& out) {
    std::map<std::size_t, WideRatio> most;
    for (const ResolvedLimit& limit : out.limits()) {
        WideRatio nanos = 0;
        for (const Serving& serving : limit.counted) {
            const std::size_t o = serving.operation.value();
            for (std::size_t s = out.layout.first_start[o]; s < out.layout.first_start[o + 1]; ++s) {
                nanos += serving.share.wide() * WideRatio(wide::multiply(out.start_upper(s), out.nanos_per(serving.operation)));
            }
        }
        WideRatio& of_row = most[limit.row_number];
        of_row = max(of_row, nanos);
    }
    return most;
}

}  // namespace

std::vector<ResolvedLimit> resolve_limits(const Columns& columns) {
    const PlanView& view = columns.view;
    std::map<std::tuple<MeasureIndex, Counted, LimitKind>, std::vector<const MeasureLimit*>> rows;
    for (const MeasureLimit& row : view.tables.measure_limits) {
        rows[{view.measures.at(row.measure), row.counted, row.kind}].push_back(&row);
    }
    std::set<TerritoryIndex> regions;
    for (const Operation& operation : view.operations.list()) {
        if (view.measures[operation.measure].owner == MeasureOwner::region) { regions.insert(operation.territory); }
    }
    std::vector<TerritoryIndex> places = view.territories.zones();
    places.insert(places.end(), regions.begin(), regions.end());
    std::vector<ResolvedLimit> limits;
    for (const auto& [key, candidates] : rows) {
        const MeasureIndex measure = std::get<0>(key);
        for (const TerritoryIndex place : places) {
            const auto winners = most_specific(candidates, [&](const MeasureLimit& row) -> std::optional<Specificity> {
                const auto rank = scope_rank(row.scope, place, view.territories);
                return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
            });
            if (winners.empty()) { continue; }
            std::vector<Serving> counted = counted_operations(place, measure, columns);
            if (counted.empty()) { continue; }
            limits.push_back({.place = place, .measure = measure, .row = winners.front(),
                              .row_number = static_cast<std::size_t>(winners.front() - view.tables.measure_limits.rows().data()),
                              .counted = std::move(counted)});
        }
    }
    return limits;
}

/// counted <= min(max_units, max(at_least, rounding(indicator / per_amount)));  counted >= min_units for an obligation.
/// counted = units in service in t, units started in t, or units started in the horizon; nano-units. Class D / U.
void compile_measure_limits(Emission& out) {
    const PlanView& view = out.view;
    const PeriodIndex first(0);
    const PeriodIndex last(view.timeline.horizon_periods() - 1);
    const std::map<std::size_t, WideRatio> most = out.elastic == Elastic::data ? most_counted(out) : std::map<std::size_t, WideRatio>();
    for (const ResolvedLimit& limit : out.limits()) {
        const bool once = limit.row->counted == Counted::starts_in_horizon;
        for (std::size_t t = 0; t < (once ? 1 : view.timeline.horizon_periods()); ++t) {
            const Year year = year_of(view.timeline.periods()[t].span.begin());
            std::optional<WideRatio> upper = greatest_units(*limit.row, view.territories[limit.place].territory, year, view.indicators);
            std::optional<WideRatio> lower;
            if (limit.row->kind == LimitKind::obligation && limit.row->min_units) { lower = limit.row->min_units->wide(); }
            if (!upper && !lower) { continue; }
            RowTerms terms(out);
            for (const Serving& serving : limit.counted) {
                switch (limit.row->counted) {
                    case Counted::in_service: terms.add_service(serving.operation, PeriodIndex(t), Measured::average, serving.share.wide()); break;
                    case Counted::starts_per_period: terms.add_starts(serving.operation, PeriodIndex(t), PeriodIndex(t), serving.share.wide()); break;
                    case Counted::starts_in_horizon: terms.add_starts(serving.operation, first, last, serving.share.wide()); break;
                }
            }
            if (terms.empty() && !lower) { continue; }
            const auto nanos = [](const std::optional<WideRatio>& units) {
                return units ? std::optional(*units * WideRatio(Units::nanos_per_unit)) : std::nullopt;
            };
            const Origin origin{.rule = Rule::measure_limit, .subject = static_cast<std::uint32_t>(limit.row_number), .part = static_cast<std::uint16_t>(t)};
            if (lower) { terms.add_slack(*nanos(lower), limit.place, origin); }
            if (out.elastic == Elastic::data) {
                const Datum datum{.rule = Rule::measure_limit, .row = origin.subject};
                if (lower && *lower > WideRatio(0)) { terms.give_way(datum, way::least, 1, {.most = *nanos(lower), .size = *nanos(lower)}); }
                if (upper) { terms.give_way(datum, way::greatest, -1, {.most = most.at(limit.row_number), .size = *nanos(upper)}); }
            }
            terms.emit(nanos(lower), nanos(upper), origin);
        }
    }
}

}  // namespace leps
