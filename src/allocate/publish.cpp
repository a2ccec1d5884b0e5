#include "allocate/publish.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "leps/apportion/largest_remainder.hpp"
#include "leps/domain/definitions/gap.hpp"

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

/// A fraction as it is published: where 64 bits do not hold it, rounded down to nano-units.
Ratio published(const WideRatio& units) {
    constexpr Int128 widest = std::numeric_limits<std::int64_t>::max();
    if (wide::absolute(units.numerator()) <= widest && units.denominator() <= widest) { return Ratio(units); }
    return Ratio(WideRatio((units * WideRatio(Units::nanos_per_unit)).floor(), Units::nanos_per_unit));
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
                                       .after = published(after), .shortfall = published(shortfall),
                                       .gap_ppb = gap_ppb(demand.required.wide(), after), .reached = shortfall <= level.resolution.wide()});
    }
}

/// Cents that no bundle which an annuity may pay could still take: every bundle's due is at most the cost of the most units
/// that limits and money allow.
std::vector<Money> room_of_annuities(const CompiledProblem& compiled, const ExactPlan& exact) {
    const Layout& layout = *compiled.layout;
    const PlanView& view = *compiled.view;
    std::vector<Money> room(view.spendable.size());
    for (const Bundle& bundle : layout.bundles) {
        WideRatio greatest = 0;
        for (const BundleCost& cost : bundle.costs) {
            const ColumnIndex column = layout.starts[cost.start].column;
            const auto most = static_cast<std::int64_t>(compiled.problem.column_upper()[column.value()]);
            greatest += cost.cents * (compiled.problem.whole(column) ? WideRatio(most) : WideRatio(most, Units::nanos_per_unit));
        }
        std::int64_t paid = 0;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { paid += exact.spends[x]; }
        const Money open = Money::from_cents(std::max<std::int64_t>(0, wide::narrow(greatest.ceil()) - paid));
        const ElementaryPeriod& e = view.timeline[bundle.elementary];
        std::set<SpendableIndex> counted;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            const SpendColumn& spend = layout.spends[x];
            for (const SpendableIndex a : view.spendable.purses()[spend.purse.value()].annuities) {
                const SpendableAnnuity& annuity = view.spendable[a];
                if (annuity.tail == e.tail && annuity.window.contains(e.span) && counted.insert(a).second) {
                    room[a.value()] = std::min(annuity.amount, room[a.value()] + std::min(open, annuity.amount));
                }
            }
        }
    }
    return room;
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
    const std::vector<Money> room = room_of_annuities(compiled, exact);
    for (std::size_t a = 0; a < view.spendable.size(); ++a) {
        const SpendableAnnuity& annuity = view.spendable.list()[a];
        const Money left = annuity.amount - used[a];
        const FundId& fund = view.tables.funds[annuity.fund.value()].fund;
        allocation.funds.push_back({.fund = fund, .year = annuity.year, .recipient = view.territories[annuity.recipient].territory,
                                    .act = annuity.act, .window = annuity.window, .status = annuity.status, .projected = annuity.tail,
                                    .amount = annuity.amount, .used = used[a], .left = left, .lapses_on = annuity.lapses_on,
                                    .unusable = left - std::min(left, room[a])});
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
        std::map<std::pair<Date, Category>, Money> payments;
        const CostSchedule schedule = cost_schedule(operation, view.timeline, view.measures, view.territories, view.costs);
        for (const CohortPayment& payment : schedule.payments) {
            const auto units = started.find(payment.start);
            if (payment.due || units == started.end()) { continue; }
            const Int128 cents = (payment.after * units->second.wide()).ceil() - (payment.before * units->second.wide()).ceil();
            payments[{payment.day, payment.category}] += Money::from_cents(wide::narrow(cents));
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
        for (const auto& [key, amount] : payments) { append(key.second, key.first, amount, false); }
        for (const auto& [category, cents] : ending) { append(category, end, Money::from_cents(wide::narrow(cents.ceil())), false); }
        for (const auto& [category, cents] : endless) { append(category, end, Money::from_cents(wide::narrow(cents.ceil())), true); }
    }
}

/// What was carried on from an earlier year: of zones in every year of the horizon; of regions what limits their own measures;
/// of municipalities whose money is kept apart, and of those beside them, the population of the first year.
void publish_projected(const CompiledProblem& compiled, Allocation& allocation) {
    const PlanView& view = *compiled.view;
    std::set<Year> years;
    for (std::size_t t = 0; t < view.timeline.horizon_periods(); ++t) { years.insert(year_of(view.timeline.periods()[t].span.begin())); }
    const Year first = year_of(view.timeline.horizon().begin());
    std::set<std::tuple<IndicatorId, TerritoryId, Year>> asked;
    const auto ask = [&](const IndicatorId& indicator, TerritoryIndex place, Year year) {
        asked.emplace(indicator, view.territories[place].territory, year);
    };
    for (const Year year : years) {
        for (const Indicator& indicator : view.tables.indicators) {
            for (const TerritoryIndex zone : view.territories.zones()) { ask(indicator.indicator, zone, year); }
        }
        for (const MeasureLimit& row : view.tables.measure_limits) {
            if (!row.per_indicator) { continue; }
            for (const Operation& operation : view.operations.list()) {
                const bool of_region = view.measures[operation.measure].owner == MeasureOwner::region;
                if (of_region && view.measures.is_within(operation.measure, view.measures.at(row.measure))) { ask(*row.per_indicator, operation.territory, year); }
            }
        }
    }
    std::set<TerritoryIndex> apart;  // zones with municipalities that pay by their population
    for (const Purse& purse : view.spendable.purses()) {
        if (view.territories[purse.recipient].kind == TerritoryKind::municipality) { apart.insert(view.territories.zone_of(purse.recipient).value()); }
    }
    for (std::size_t i = 0; i < view.territories.size(); ++i) {
        const TerritoryIndex place(i);
        const auto zone = view.territories.zone_of(place);
        const bool counts = view.territories[place].kind == TerritoryKind::municipality && view.territories.valid(place) && zone && apart.contains(*zone);
        if (counts) { ask(view.indicators.population(), place, first); }
    }
    for (const auto& [indicator, territory, year] : asked) {
        const auto value = view.indicators.find(indicator, territory, year);
        if (value && value->taken_from != year) {
            allocation.projected.push_back({.indicator = indicator, .territory = territory, .year = year, .taken_from = value->taken_from});
        }
    }
}

}  // namespace

void publish_tables(const CompiledProblem& compiled, const ExactPlan& exact, Allocation& allocation) {
    publish_units(compiled, exact, allocation);
    publish_coverage(compiled, exact, allocation);
    publish_money(compiled, exact, allocation);
    publish_dues_beyond(compiled, exact, allocation);
    publish_projected(compiled, allocation);
}

}  // namespace leps
