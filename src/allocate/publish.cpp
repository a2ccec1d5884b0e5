#include "allocate/publish.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "leps/apportion/largest_remainder.hpp"
#include "leps/domain/definitions/assumptions.hpp"
#include "leps/domain/definitions/carried_on.hpp"
#include "leps/domain/definitions/gap.hpp"
#include "leps/domain/definitions/mappafondo.hpp"
#include "leps/domain/definitions/published_units.hpp"
#include "leps/domain/definitions/unusable.hpp"

namespace leps {
namespace {

/// Units of an operation in service in a period, averaged or on its last day.
WideRatio in_service(const CompiledProblem& compiled, const ExactPlan& exact, OperationIndex o, PeriodIndex t, Measured measured) {
    const PlanView& view = *compiled.view;
    const Layout& layout = *compiled.layout;
    const Measure& measure = view.measures[view.operations[o].measure];
    WideRatio units = 0;
    for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) {
        if (exact.starts[s].nanos() == 0) { continue; }
        const Date& day = view.timeline[layout.starts[s].period].span.begin();
        const Period& span = view.timeline[t].span;
        units += exact.starts[s].wide() * (measured == Measured::average ? service_average(measure, day, span) : service_at_end(measure, day, span));
    }
    return units;
}

void publish_units(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation) {
    const PlanView& view = *compiled.view;
    const Layout& layout = *compiled.layout;
    for (std::size_t s = 0; s < layout.starts.size(); ++s) {
        if (exact.starts[s].nanos() == 0) { continue; }
        const Operation& operation = view.operations[layout.starts[s].operation];
        allocation.starts.push_back({.site = operation.site, .measure = view.measures[operation.measure].measure,
                                     .period = view.timeline[layout.starts[s].period].span, .units = exact.starts[s]});
    }
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        for (std::size_t t = 0; t < view.timeline.periods().size(); ++t) {
            const WideRatio units = in_service(compiled, exact, OperationIndex(o), PeriodIndex(t), Measured::average);
            const Units nanos = Units::from_nanos(wide::narrow((units * WideRatio(Units::nanos_per_unit)).floor()));
            if (nanos.nanos() > 0) {
                allocation.units.push_back({.site = operation.site, .measure = view.measures[operation.measure].measure,
                                            .period = view.timeline.periods()[t].span, .units = nanos});
            }
        }
    }
}

void publish_coverage(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation) {
    const PlanView& view = *compiled.view;
    std::map<TerritoryIndex, std::vector<std::pair<OperationIndex, Ratio>>> serving;
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        for (const ZoneShare& served : view.operations.list()[o].serves) { serving[served.zone].emplace_back(OperationIndex(o), served.share); }
    }
    std::map<std::pair<LevelId, MeasureId>, Ratio> delivers;
    for (const Delivery& row : view.tables.deliveries) { delivers.emplace(std::pair(row.level, row.measure), row.units_per_unit); }
    for (const Demand& demand : view.demands) {
        const ServiceLevel& level = view.tables.service_levels[demand.level.value()];
        WideRatio after = demand.before.wide();
        for (const auto& [o, share] : serving[demand.zone]) {
            const auto per_unit = delivers.find({level.level, view.measures[view.operations[o].measure].measure});
            if (per_unit == delivers.end()) { continue; }
            after += per_unit->second.wide() * share.wide() * in_service(compiled, exact, o, demand.period, level.measured);
        }
        const WideRatio shortfall = max(demand.required.wide() - after, 0);
        allocation.coverage.push_back({.zone = view.territories[demand.zone].territory, .level = level.level,
                                       .period = view.timeline[demand.period].span, .required = demand.required, .before = demand.before,
                                       .after = published_units(after), .shortfall = published_units(shortfall),
                                       .gap_ppb = gap_ppb(demand.required.wide(), after), .reached = shortfall <= level.resolution.wide()});
    }
}

void publish_money(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation) {
    const Layout& layout = *compiled.layout;
    const PlanView& view = *compiled.view;
    std::vector<Money> used(view.spendable.size());
    for (const AnnuityPart& part : split_by_annuity(compiled, exact.spends)) {
        const SpendableAnnuity& annuity = view.spendable[part.annuity];
        const Bundle& bundle = layout.bundle(layout.spend(part.spend).bundle);
        const Operation& operation = view.operations[bundle.operation];
        const Money amount = Money::from_cents(part.cents);
        used[part.annuity.value()] += amount;
        allocation.spend.push_back({.fund = view.tables.funds[annuity.fund.value()].fund, .year = annuity.year,
                                    .recipient = view.territories[annuity.recipient].territory, .act = annuity.act, .site = operation.site,
                                    .measure = view.measures[operation.measure].measure, .period = view.timeline[bundle.elementary].span,
                                    .category = bundle.category, .amount = amount});
    }
    const auto key = [](const SpendRow& r) { return std::tie(r.fund, r.year, r.recipient, r.act, r.site, r.measure, r.period, r.category); };
    std::sort(allocation.spend.begin(), allocation.spend.end(), [&](const SpendRow& a, const SpendRow& b) { return key(a) < key(b); });
    for (std::size_t a = 0; a < view.spendable.size(); ++a) {
        const SpendableAnnuity& annuity = view.spendable.list()[a];
        const FundId& fund = view.tables.funds[annuity.fund.value()].fund;
        allocation.funds.push_back({.fund = fund, .year = annuity.year, .recipient = view.territories[annuity.recipient].territory,
                                    .act = annuity.act, .window = annuity.window, .status = annuity.status, .projected = annuity.tail,
                                    .amount = annuity.amount, .used = used[a], .left = annuity.amount - used[a], .lapses_on = annuity.lapses_on});
        if (annuity.members.empty() || view.territories.at(view.tables.annuities[annuity.members.front()].territory) == annuity.recipient) { continue; }
        std::vector<Money> weights;
        for (const std::size_t row : annuity.members) { weights.push_back(view.tables.annuities[row].amount); }
        const std::vector<Money> parts = largest_remainder(used[a], weights);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i] == Money()) { continue; }
            const Annuity& member = view.tables.annuities[annuity.members[i]];
            allocation.pooled.push_back({.municipality = member.territory, .fund = fund, .year = annuity.year, .act = member.act, .amount = parts[i]});
        }
    }
    const auto pool_key = [](const PooledRow& r) { return std::tie(r.municipality, r.fund, r.year, r.act); };
    std::sort(allocation.pooled.begin(), allocation.pooled.end(), [&](const PooledRow& a, const PooledRow& b) { return pool_key(a) < pool_key(b); });
}

/// What is due after the tail: payments of profiles by their day; running cost of service that ends, in all; of service
/// without end, a year.
void publish_dues_beyond(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation) {
    const PlanView& view = *compiled.view;
    const Layout& layout = *compiled.layout;
    const Date end = view.timeline.end();
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        const Measure& measure = view.measures[operation.measure];
        std::map<PeriodIndex, Units> started;
        for (std::size_t s = layout.first_start[o]; s < layout.first_start[o + 1]; ++s) {
            if (exact.starts[s].nanos() != 0) { started.emplace(layout.starts[s].period, exact.starts[s]); }
        }
        if (started.empty()) { continue; }
        std::map<std::pair<Date, Category>, Money> dues;
        const CostSchedule schedule = cost_schedule(operation, view.timeline, view.measures, view.territories, view.costs);
        for (const CohortPayment& payment : schedule.payments) {
            const auto units = started.find(payment.start);
            if (payment.due || units == started.end()) { continue; }
            const Int128 cents = (payment.after * units->second.wide()).ceil() - (payment.before * units->second.wide()).ceil();
            dues[{payment.day, payment.category}] += Money::from_cents(wide::narrow(cents));
        }
        std::map<Category, WideRatio> ending;
        std::map<Category, WideRatio> endless;
        for (const MeasureCost* line : view.costs.of(operation.measure, operation.territory, Per::unit_year, view.territories)) {
            for (const auto& [period, units] : started) {
                const ServiceSpan service(measure, view.timeline[period].span.begin());
                const WideRatio rate = WideRatio(line->amount.cents()) * units.wide();
                if (service.end) {
                    const Date from = line->valid.from ? std::max(*line->valid.from, end) : end;
                    const Date until = line->valid.until ? std::min(*line->valid.until, *service.end) : *service.end;
                    ending[line->category] += rate * service.years_within(from, until);
                } else if (line->valid.contains(std::max(end, service.begin))) {
                    endless[line->category] += rate;
                }
            }
        }
        const auto append = [&](Category category, const Date& day, Money amount, bool per_year) {
            if (amount > Money()) {
                allocation.dues_beyond_horizon.push_back({.site = operation.site, .measure = measure.measure, .category = category,
                                                          .due_from = day, .amount = amount, .per_year = per_year});
            }
        };
        for (const auto& [category, cents] : ending) { dues[{end, category}] += Money::from_cents(wide::narrow(cents.ceil())); }
        for (const auto& [key, amount] : dues) { append(key.second, key.first, amount, false); }
        for (const auto& [category, cents] : endless) { append(category, end, Money::from_cents(wide::narrow(cents.ceil())), true); }
    }
}

}  // namespace

void publish_tables(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation) {
    publish_units(compiled, exact, allocation);
    publish_coverage(compiled, exact, allocation);
    publish_money(compiled, exact, allocation);
    publish_dues_beyond(compiled, exact, allocation);
}

void publish_derived(const PlanView& plan, Allocation& allocation) {
    const std::vector<Money> unusable = unusable_money(plan, allocation.starts, allocation.spend);
    for (std::size_t a = 0; a < unusable.size(); ++a) { allocation.funds[a].unusable = unusable[a]; }
    allocation.projected = carried_on(plan);
    allocation.mappafondo = mappafondo(plan, allocation.spend);
    std::vector<Int128> used;  // funds stand there in the order of annuities
    for (const FundRow& row : allocation.funds) { used.push_back(row.used.cents()); }
    allocation.assumptions = assumption_table(plan, paid_by_row(plan, used, allocation.pooled));
}

}  // namespace leps
