#include <map>
#include <set>

#include "compile/emission.hpp"

namespace leps {
namespace {

/// A measure counts as started where 1/1000 of its unit is, a whole one where one is; in nano-units.
std::int64_t threshold_nanos(const Measure& measure) { return measure.whole ? Units::nanos_per_unit : Units::nanos_per_unit / 1000; }

/// Where data are elastic, a link is dropped everywhere, or nowhere.
void let_link_give_way(RowTerms& terms, std::uint32_t link, const WideRatio& coefficient) {
    terms.give_way({.rule = Rule::link, .row = link}, way::greatest, coefficient, {.most = 1, .size = 1, .kind = Give::Kind::all_or_nothing});
}

/// The binaries of one zone: "has started by t". Made once for each (measure, period) that a link asks for.
class StartedColumns {
public:
    StartedColumns(Emission& out, TerritoryIndex zone, std::uint32_t link) : out_(&out), zone_(zone), link_(link) {}

    /// 1 only if the operations of the measure that serve the zone have started a threshold by t.
    ColumnIndex started(MeasureIndex measure, PeriodIndex t) {
        const auto [column, fresh] = columns_.try_emplace({measure, t}, ColumnIndex());
        if (fresh) {
            column->second = make(t);
            RowTerms terms(*out_);
            add_starts(terms, measure, t);
            terms.add(column->second, -threshold_nanos(out_->view.measures[measure]));
            terms.emit(WideRatio(0), std::nullopt, {.rule = Rule::link, .subject = link_, .part = part(t)});
        }
        return column->second;
    }

    ColumnIndex make(PeriodIndex t) {
        return out_->builder.column({.owner = out_->node(zone_), .lower = 0, .upper = 1, .whole = true,
                                     .origin = Origin{.rule = Rule::link, .subject = link_, .part = part(t)}.packed()});
    }

    void add_starts(RowTerms& terms, MeasureIndex measure, PeriodIndex until) {
        for (const Serving& serving : operations(measure)) { terms.add_starts(serving.operation, PeriodIndex(0), until, 1); }
    }

    /// What the zone starts itself of a measure: links bind that, not what a region or an association starts above it.
    [[nodiscard]] std::vector<Serving> own_operations(MeasureIndex measure) const {
        std::vector<Serving> list = operations(measure);
        std::erase_if(list, [&](const Serving& serving) { return out_->view.operations[serving.operation].shared; });
        return list;
    }

    /// The operations of a measure that serve the zone: any of them may satisfy what a link asks for.
    [[nodiscard]] std::vector<Serving> operations(MeasureIndex measure) const {
        std::vector<Serving> list;
        for (const Serving& serving : out_->serving(zone_)) {
            if (out_->view.measures.is_within(out_->view.operations[serving.operation].measure, measure) && serving.share > Ratio(0)) {
                list.push_back(serving);
            }
        }
        return list;
    }

    /// The most nano-units that can have been started by a period: what makes a big-M exact.
    [[nodiscard]] WideRatio most_started(OperationIndex o, PeriodIndex until) const {
        WideRatio most = 0;
        for (std::size_t s = out_->layout.first_start[o.value()]; s < out_->layout.first_start[o.value() + 1]; ++s) {
            if (out_->layout.starts[s].period <= until) { most += WideRatio(wide::multiply(out_->start_upper(s), out_->nanos_per(o))); }
        }
        return most;
    }

private:
    static std::uint16_t part(PeriodIndex t) { return static_cast<std::uint16_t>(t.value() + 1); }

    Emission* out_;
    TerritoryIndex zone_;
    std::uint32_t link_;
    std::map<std::pair<MeasureIndex, PeriodIndex>, ColumnIndex> columns_;
};

/// Measures of which one must have started: the other measure, or all that deliver to the other level. Nothing where the
/// level asks nothing here, or existing supply reaches it.
std::optional<std::set<MeasureIndex>> asked_for(const PlanView& view, const Link& link, TerritoryIndex zone, PeriodIndex t) {
    if (link.other_kind == LinkTarget::measure) { return std::set{view.measures.at(MeasureId(link.other))}; }
    const LevelId level(link.other);
    for (const Demand& demand : view.demands) {
        const ServiceLevel& row = view.tables.service_levels[demand.level.value()];
        if (demand.zone != zone || demand.period != t || row.level != level) { continue; }
        if (demand.required.wide() - demand.before.wide() <= row.resolution.wide()) { return std::nullopt; }
        std::set<MeasureIndex> measures;
        for (const Delivery& delivery : view.tables.deliveries) {
            if (delivery.level == level && delivery.units_per_unit > Ratio(0)) { measures.insert(view.measures.at(delivery.measure)); }
        }
        return measures;
    }
    return std::nullopt;
}

/// in service[a, z, t]  <=  most x sum of started[b, z, t]: a cannot serve before b (or one that delivers the level) started.
void emit_requires(Emission& out, const Link& link, TerritoryIndex zone, StartedColumns& started, std::uint32_t row) {
    const MeasureIndex measure = out.view.measures.at(link.measure);
    for (std::size_t i = 0; i < out.view.timeline.horizon_periods(); ++i) {
        const PeriodIndex t(i);
        const auto wanted = asked_for(out.view, link, zone, t);
        if (!wanted) { continue; }
        for (const Serving& serving : started.own_operations(measure)) {
            RowTerms terms(out);
            terms.add_service(serving.operation, t, Measured::average, 1);
            if (terms.empty()) { continue; }
            for (const MeasureIndex other : *wanted) {
                terms.add(started.started(other, t), -started.most_started(serving.operation, t));
            }
            let_link_give_way(terms, row, -started.most_started(serving.operation, t));
            terms.emit(std::nullopt, WideRatio(0), {.rule = Rule::link, .subject = row, .part = static_cast<std::uint16_t>(i + 1)});
        }
    }
}

/// starts of a <= most x which,  starts of b <= most x (1 - which): not both, over the horizon.
void emit_excludes(Emission& out, const Link& link, StartedColumns& started, std::uint32_t row) {
    const PeriodIndex last(out.view.timeline.horizon_periods() - 1);
    const ColumnIndex which = started.make(last);
    for (const auto& [measure, first] : {std::pair(link.measure, true), std::pair(MeasureId(link.other), false)}) {
        for (const Serving& serving : started.own_operations(out.view.measures.at(measure))) {
            const WideRatio most = started.most_started(serving.operation, last);
            RowTerms terms(out);
            terms.add_starts(serving.operation, PeriodIndex(0), last, 1);
            terms.add(which, first ? -most : most);
            let_link_give_way(terms, row, -most);
            terms.emit(std::nullopt, first ? WideRatio(0) : most, {.rule = Rule::link, .subject = row});
        }
    }
}

}  // namespace

/// REQUIRES  a in service in t only if b has started in the same zone by then (a divisible b: 1/1000 of its unit); a level:
///           where it is due and existing supply does not reach it, some measure that delivers to it must have started
/// EXCLUDES  not both over the horizon          ONE OF  at least one start
/// Zone by zone; binaries owned by the zone; big numbers are the boxes of the starts. What a region or an association starts
/// can satisfy a link of the zones that it serves, and is bound by none.
void compile_links(Emission& out) {
    const PeriodIndex last(out.view.timeline.horizon_periods() - 1);
    for (std::size_t i = 0; i < out.view.tables.links.size(); ++i) {
        const Link& link = out.view.tables.links[i];
        const auto row = static_cast<std::uint32_t>(i);
        for (const TerritoryIndex zone : out.view.territories.zones()) {
            StartedColumns started(out, zone, row);
            switch (link.kind) {
                case LinkKind::requires_: emit_requires(out, link, zone, started, row); break;
                case LinkKind::excludes: emit_excludes(out, link, started, row); break;
                case LinkKind::one_of: {
                    const ColumnIndex first = started.started(out.view.measures.at(link.measure), last);
                    const ColumnIndex second = started.started(out.view.measures.at(MeasureId(link.other)), last);
                    RowTerms terms(out);
                    terms.add(first, 1);
                    terms.add(second, 1);
                    terms.add_slack(1, zone, {.rule = Rule::link, .subject = row});
                    let_link_give_way(terms, row, 1);
                    terms.emit(WideRatio(1), std::nullopt, {.rule = Rule::link, .subject = row});
                    break;
                }
            }
        }
    }
}

}  // namespace leps
