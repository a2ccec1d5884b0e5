#include "leps/verify/evaluate.hpp"

#include <algorithm>
#include <tuple>

#include "leps/domain/definitions/gap.hpp"

namespace leps {

namespace {

/// phi[m, s, t] and its like for the last day, by period started in and period served.
struct Presence {
    std::vector<std::vector<WideRatio>> average;
    std::vector<std::vector<WideRatio>> at_end;
};

class Evaluation {
public:
    Evaluation(const PlanView& plan, const Decisions& decisions) : plan_(plan), decisions_(decisions) {}

    Achieved run() {
        out_.operations.resize(plan_.operations.size());
        for (std::size_t o = 0; o < plan_.operations.size(); ++o) {
            const std::vector<Units>& starts = decisions_.starts[o];
            if (std::any_of(starts.begin(), starts.end(), [](Units u) { return u.nanos() != 0; })) { operation(OperationIndex(o)); }
        }
        coverage();
        out_.used.assign(plan_.spendable.size(), 0);
        for (const Payment& payment : decisions_.payments) { out_.used[payment.annuity.value()] += payment.cents; }
        return std::move(out_);
    }

private:
    void operation(OperationIndex o) {
        const Operation& operation = plan_.operations[o];
        const std::vector<Units>& starts = decisions_.starts[o.value()];
        const CostSchedule schedule = cost_schedule(operation, plan_.timeline, plan_.measures, plan_.territories, plan_.costs);
        for (const Due& due : exact_dues(schedule, starts, plan_.timeline)) {
            out_.dues[{.operation = o, .elementary = due.elementary, .category = due.category}] = due.amount.cents();
        }
        later(o, schedule);
        serve(o);
    }

    /// u[t] = sum over s of phi[s, t] x a[s]; a zone has share x u of each operation that serves it.
    void serve(OperationIndex o) {
        const Operation& operation = plan_.operations[o];
        const std::vector<Units>& starts = decisions_.starts[o.value()];
        const Presence& presence = present(operation.measure);
        Service& service = out_.operations[o.value()];
        service = empty_service();
        for (std::size_t s = 0; s < starts.size(); ++s) {
            if (starts[s].nanos() == 0) { continue; }
            service.started[s] = starts[s].wide();
            for (std::size_t t = 0; t < service.average.size(); ++t) {
                service.average[t] += presence.average[s][t] * starts[s].wide();
                service.at_end[t] += presence.at_end[s][t] * starts[s].wide();
            }
        }
        for (const ZoneShare& served : operation.serves) {
            Service& zone = out_.zones.try_emplace({served.zone, operation.measure}, empty_service()).first->second;
            const WideRatio share = served.share.wide();
            for (std::size_t s = 0; s < zone.started.size(); ++s) { zone.started[s] += share * service.started[s]; }
            for (std::size_t t = 0; t < zone.average.size(); ++t) {
                zone.average[t] += share * service.average[t];
                zone.at_end[t] += share * service.at_end[t];
            }
        }
    }

    [[nodiscard]] Service empty_service() const {
        return {.started = std::vector<WideRatio>(plan_.timeline.horizon_periods()),
                .average = std::vector<WideRatio>(plan_.timeline.periods().size()),
                .at_end = std::vector<WideRatio>(plan_.timeline.periods().size())};
    }

    const Presence& present(MeasureIndex m) {
        const auto [found, fresh] = presence_.try_emplace(m);
        if (fresh) {
            const Measure& measure = plan_.measures[m];
            for (std::size_t s = 0; s < plan_.timeline.horizon_periods(); ++s) {
                const Date& start = plan_.timeline.periods()[s].span.begin();
                std::vector<WideRatio>& average = found->second.average.emplace_back();
                std::vector<WideRatio>& at_end = found->second.at_end.emplace_back();
                for (const PlanPeriod& period : plan_.timeline.periods()) {
                    average.push_back(service_average(measure, start, period.span));
                    at_end.push_back(service_at_end(measure, start, period.span));
                }
            }
        }
        return found->second;
    }

    /// After the tail: payments of unit lines by the same telescope, those of a day together; running cost until it ends,
    /// rounded up over all cohorts; running cost without end as one year of it, rounded up over all cohorts.
    void later(OperationIndex o, const CostSchedule& schedule) {
        const Operation& operation = plan_.operations[o];
        const std::vector<Units>& starts = decisions_.starts[o.value()];
        std::map<std::tuple<Date, Category, bool>, Int128> dues;
        for (const CohortPayment& payment : schedule.payments) {
            const WideRatio units = starts[payment.start.value()].wide();
            if (!payment.due) { dues[{payment.day, payment.category, false}] += (payment.after * units).ceil() - (payment.before * units).ceil(); }
        }
        std::map<Category, WideRatio> ending;
        std::map<Category, WideRatio> endless;
        const Measure& measure = plan_.measures[operation.measure];
        for (const MeasureCost* line : plan_.costs.of(operation.measure, operation.territory, Per::unit_year, plan_.territories)) {
            for (std::size_t s = 0; s < starts.size(); ++s) {
                const ServiceSpan service(measure, plan_.timeline.periods()[s].span.begin());
                const WideRatio cents = WideRatio(line->amount.cents()) * starts[s].wide();
                if (service.end) {
                    const Date from = line->valid.from ? std::max(*line->valid.from, plan_.timeline.end()) : plan_.timeline.end();
                    const Date until = line->valid.until ? std::min(*line->valid.until, *service.end) : *service.end;
                    ending[line->category] += cents * service.years_within(from, until);
                } else if (line->valid.contains(std::max(plan_.timeline.end(), service.begin))) {
                    endless[line->category] += cents;
                }
            }
        }
        for (const auto& [category, cents] : ending) { dues[{plan_.timeline.end(), category, false}] += cents.ceil(); }
        for (const auto& [category, cents] : endless) { dues[{plan_.timeline.end(), category, true}] += cents.ceil(); }
        for (const auto& [key, cents] : dues) {
            const auto& [day, category, per_year] = key;
            if (cents != 0) { out_.later.push_back({.operation = o, .category = category, .due_from = day, .per_year = per_year, .cents = cents}); }
        }
    }

    /// after = supply + sum over deliveries of units_per_unit x units in service, as the level is measured.
    void coverage() {
        std::map<LevelId, std::vector<std::pair<MeasureIndex, WideRatio>>> deliveries;
        for (const Delivery& row : plan_.tables.deliveries) {
            const auto measure = plan_.measures.find(row.measure);
            if (measure) { deliveries[row.level].emplace_back(*measure, row.units_per_unit.wide()); }
        }
        for (const Demand& demand : plan_.demands) {
            const ServiceLevel& level = plan_.tables.service_levels[demand.level.value()];
            WideRatio after = demand.before.wide();
            for (const auto& [measure, per_unit] : deliveries[level.level]) {
                const auto service = out_.zones.find({demand.zone, measure});
                if (service == out_.zones.end()) { continue; }
                const std::vector<WideRatio>& units = level.measured == Measured::end ? service->second.at_end : service->second.average;
                after += per_unit * units[demand.period.value()];
            }
            const WideRatio required = demand.required.wide();
            const WideRatio shortfall = max(WideRatio(0), required - after);
            out_.coverage.push_back({.after = after, .shortfall = shortfall, .gap_ppb = gap_ppb(required, after),
                                     .reached = shortfall <= level.resolution.wide()});
        }
    }

    const PlanView& plan_;
    const Decisions& decisions_;
    Achieved out_;
    std::map<MeasureIndex, Presence> presence_;
};

}  // namespace

Achieved evaluate(const PlanView& plan, const Decisions& decisions) { return Evaluation(plan, decisions).run(); }

}  // namespace leps
