#include <algorithm>
#include <set>

#include "checks.hpp"

namespace leps {

namespace {

class LinkCheck {
public:
    explicit LinkCheck(const Audit& audit) : audit_(audit), plan_(audit.plan) {
        for (std::size_t o = 0; o < plan_.operations.size(); ++o) {
            const Operation& operation = plan_.operations[OperationIndex(o)];
            for (const ZoneShare& served : operation.serves) {
                if (served.share > Ratio(0)) { serving_[{served.zone, operation.measure}].push_back(OperationIndex(o)); }
            }
        }
        for (std::size_t d = 0; d < plan_.demands.size(); ++d) {
            const Demand& demand = plan_.demands[d];
            demands_.emplace(std::tuple(demand.zone, demand.level, demand.period), d);
        }
        for (const Delivery& row : plan_.tables.deliveries) {
            const auto measure = plan_.measures.find(row.measure);
            if (measure && row.units_per_unit > Ratio(0)) { delivering_[row.level].push_back(*measure); }
        }
    }

    void run() {
        for (const Link& link : plan_.tables.links) {
            const MeasureIndex measure = plan_.measures.at(link.measure);
            for (const TerritoryIndex zone : plan_.territories.zones()) {
                switch (link.kind) {
                    case LinkKind::requires_: judge_requires(link, measure, zone); break;
                    case LinkKind::excludes: judge_excludes(link, measure, zone); break;
                    case LinkKind::one_of: judge_one_of(link, measure, zone); break;
                }
            }
        }
    }

private:
    [[nodiscard]] std::size_t last() const { return plan_.timeline.horizon_periods() - 1; }

    [[nodiscard]] const std::vector<OperationIndex>& serving(TerritoryIndex zone, MeasureIndex measure) const {
        static const std::vector<OperationIndex> none;
        const auto found = serving_.find({zone, measure});
        return found == serving_.end() ? none : found->second;
    }

    /// Units started in the zone, by it or by a region or association that serves it, up to the first day of t.
    [[nodiscard]] Int128 nanos_started(TerritoryIndex zone, MeasureIndex measure, std::size_t t) const {
        Int128 nanos = 0;
        for (const OperationIndex o : serving(zone, measure)) {
            for (std::size_t s = 0; s <= t; ++s) { nanos += audit_.decisions.starts[o.value()][s].nanos(); }
        }
        return nanos;
    }

    /// One whole unit, or a thousandth of a divisible one.
    [[nodiscard]] bool has_started(TerritoryIndex zone, MeasureIndex measure, std::size_t t) const {
        const Int128 least = plan_.measures[measure].whole ? Units::nanos_per_unit : Units::nanos_per_unit / 1000;
        return nanos_started(zone, measure, t) >= least;
    }

    /// The zone's own units alone: a link binds what a zone starts, not what a region or an association does.
    [[nodiscard]] std::optional<OperationIndex> own(TerritoryIndex zone, MeasureIndex measure) const {
        return plan_.operations.find(plan_.territories[zone].territory.text(), measure);
    }
    [[nodiscard]] bool own_in_service(TerritoryIndex zone, MeasureIndex measure, std::size_t t) const {
        const auto o = own(zone, measure);
        return o && !audit_.achieved.operations[o->value()].average.empty() && audit_.achieved.operations[o->value()].average[t] > WideRatio(0);
    }
    [[nodiscard]] bool own_started(TerritoryIndex zone, MeasureIndex measure) const {
        const auto o = own(zone, measure);
        return o && !audit_.achieved.operations[o->value()].average.empty();
    }

    /// Measures that the other side of a link stands for: itself, or all that deliver to the level.
    [[nodiscard]] std::vector<MeasureIndex> targets(const Link& link) const {
        if (link.other_kind == LinkTarget::measure) { return {plan_.measures.at(MeasureId(link.other))}; }
        const auto found = delivering_.find(LevelId(link.other));
        return found == delivering_.end() ? std::vector<MeasureIndex>() : found->second;
    }

    [[nodiscard]] bool any_started(const std::vector<MeasureIndex>& measures, TerritoryIndex zone, std::size_t t) const {
        return std::any_of(measures.begin(), measures.end(), [&](MeasureIndex m) { return has_started(zone, m, t); });
    }

    /// The level is not due in the zone and period, or what exists already reaches it.
    [[nodiscard]] bool satisfied_without(const Link& link, TerritoryIndex zone, std::size_t t) const {
        if (link.other_kind != LinkTarget::level) { return false; }
        for (std::size_t l = 0; l < plan_.tables.service_levels.size(); ++l) {
            const ServiceLevel& level = plan_.tables.service_levels[l];
            if (level.level.text() != link.other) { continue; }
            const auto demand = demands_.find({zone, LevelIndex(l), PeriodIndex(t)});
            if (demand == demands_.end()) { return true; }
            const Demand& due = plan_.demands[demand->second];
            return due.required.wide() - due.before.wide() <= level.resolution.wide();
        }
        return false;
    }

    void judge_requires(const Link& link, MeasureIndex measure, TerritoryIndex zone) {
        for (std::size_t t = 0; t <= last(); ++t) {
            if (!own_in_service(zone, measure, t) || satisfied_without(link, zone, t) || any_started(targets(link), zone, t)) { continue; }
            report(link, zone, audit_.report.period(PeriodIndex(t)), "in service without " + link.other,
                   link.other + " started by then", "a measure runs before what it requires has started");
            return;
        }
    }

    void judge_excludes(const Link& link, MeasureIndex measure, TerritoryIndex zone) {
        if (!own_started(zone, measure)) { return; }
        for (const MeasureIndex other : targets(link)) {
            if (other == measure || !own_started(zone, other)) { continue; }
            report(link, zone, to_string(plan_.timeline.horizon()), "both started, with " + plan_.measures[other].measure.text(), "one of them at most",
                   "measures that exclude each other are both started");
        }
    }

    void judge_one_of(const Link& link, MeasureIndex measure, TerritoryIndex zone) {
        std::vector<MeasureIndex> either = targets(link);
        either.push_back(measure);
        if (any_started(either, zone, last())) { return; }
        report(link, zone, to_string(plan_.timeline.horizon()), "neither started", "one of them at least", "at least one of the two must be started");
    }

    void report(const Link& link, TerritoryIndex zone, const std::string& span, std::string found, std::string limit, std::string message) {
        audit_.report.add({.rule = "link",
                           .subject = audit_.report.territory(zone) + ", measure " + link.measure.text() + " " + std::string(word(link.kind)) + " " +
                                      std::string(word(link.other_kind)) + " " + link.other + ", " + span,
                           .found = std::move(found), .limit = std::move(limit), .message = std::move(message)});
    }

    const Audit& audit_;
    const PlanView& plan_;
    std::map<std::pair<TerritoryIndex, MeasureIndex>, std::vector<OperationIndex>> serving_;
    std::map<std::tuple<TerritoryIndex, LevelIndex, PeriodIndex>, std::size_t> demands_;
    std::map<LevelId, std::vector<MeasureIndex>> delivering_;
};

}  // namespace

/// Zone by zone, for what a zone starts itself; what a region or an association that serves the zone has started fulfills
/// requires and one_of there as well.
/// REQUIRES  u[a, t] > 0 only where sum over s <= t of a[b, s]  >=  1 (divisible b: 1/1000); of a level: where it is not due,
///           existing supply reaches it at its resolution, or some measure that delivers to it has started by then.
/// EXCLUDES  not both started in the horizon.   ONE_OF  at least one started in the horizon.
/// There, a level stands for the measures that deliver to it.
void check_links(const Audit& audit) { LinkCheck(audit).run(); }

}  // namespace leps
