#include <algorithm>

#include "compile/emission.hpp"
#include "leps/domain/definitions/measure_limit.hpp"

namespace leps {
namespace {

/// The tops of boxes while they move: in units of the column, nothing where no bound is known. The floor of a least
/// bound is the least of the floors, so that each can be rounded at once.
class StartTops {
public:
    explicit StartTops(const Columns& columns) : columns_(&columns), tops_(columns.layout.starts.size()) {}

    /// At most numerator / denominator units, denominator > 0.
    void lower_to(std::size_t start, const WideRatio& numerator, const WideRatio& denominator) {
        const Int128 dividend = wide::multiply(wide::multiply(numerator.numerator(), denominator.denominator()), per_unit(start));
        const Int128 top = std::max<Int128>(0, wide::floor_div(dividend, wide::multiply(numerator.denominator(), denominator.numerator())));
        if (!tops_[start] || top < *tops_[start]) { tops_[start] = top; }
    }
    /// Up to so many units, also where no bound is known.
    void raise_to(std::size_t start, Int128 units) { tops_[start] = std::max(tops_[start].value_or(0), wide::multiply(units, per_unit(start))); }
    [[nodiscard]] const std::optional<Int128>& top(std::size_t start) const { return tops_[start]; }

private:
    [[nodiscard]] std::int64_t per_unit(std::size_t start) const {
        return columns_->measure_of(columns_->layout.starts[start].operation).whole ? 1 : Units::nanos_per_unit;
    }

    const Columns* columns_;
    std::vector<std::optional<Int128>> tops_;
};

/// Operations, by index, whose boxes are those of the earlier problem: all their payers have what they had.
std::vector<bool> as_before(const Emission& out) {
    std::vector<bool> same(out.view.operations.size(), out.only_money_changed);
    if (!out.only_money_changed) { return same; }
    for (const SpendColumn& spend : out.layout.spends) {
        if (!out.as_before(spend.purse)) { same[out.layout.bundle(spend.bundle).operation.value()] = false; }
    }
    return same;
}

/// What money alone allows: for each bundle, what all its payers have, over the cost of one unit.
void lower_by_money(const Emission& out, const std::vector<bool>& kept, StartTops& tops) {
    for (const Bundle& bundle : out.layout.bundles) {
        if (kept[bundle.operation.value()]) { continue; }
        Money money;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            money += out.most_money(out.layout.spends[x], bundle.elementary);
        }
        const WideRatio available = static_cast<Int128>(money.cents()) + bundle.rounded_down;
        for (const BundleCost& cost : bundle.costs) {
            if (cost.cents.numerator() > 0) { tops.lower_to(cost.start, available, cost.cents); }
        }
    }
}

/// What limits allow of all that counts towards them: share x phi x start <= limit.
void lower_by_limits(Emission& out, const std::vector<bool>& kept, StartTops& tops) {
    const PlanView& view = out.view;
    const std::size_t periods = view.timeline.horizon_periods();
    std::vector<std::optional<WideRatio>> greatest;  // by period
    for (const ResolvedLimit& limit : out.limits()) {
        if (std::ranges::all_of(limit.counted, [&](const Serving& serving) { return kept[serving.operation.value()]; })) { continue; }
        greatest.clear();
        for (std::size_t t = 0; t < periods; ++t) {
            greatest.push_back(greatest_units(*limit.row, view.territories[limit.place].territory, year_of(view.timeline.periods()[t].span.begin()), view.indicators));
        }
        for (const Serving& serving : limit.counted) {
            const WideRatio share = serving.share.wide();
            const std::size_t o = serving.operation.value();
            if (!(share > WideRatio(0)) || kept[o]) { continue; }
            for (std::size_t s = out.layout.first_start[o]; s < out.layout.first_start[o + 1]; ++s) {
                const PeriodIndex start = out.layout.starts[s].period;
                const auto lower_to = [&](PeriodIndex t, const WideRatio& part) {
                    if (greatest[t.value()] && part.numerator() > 0) { tops.lower_to(s, *greatest[t.value()], part); }
                };
                switch (limit.row->counted) {
                    case Counted::in_service:
                        for (std::size_t t = start.value(); t < periods; ++t) {
                            lower_to(PeriodIndex(t), out.layout.service->of(view.operations[serving.operation].measure, start, PeriodIndex(t)) * share);
                        }
                        break;
                    case Counted::starts_per_period: lower_to(start, share); break;
                    case Counted::starts_in_horizon: lower_to(PeriodIndex(0), share); break;
                }
            }
        }
    }
}

/// Where dues need no payer, money bounds nothing: as many units as alone would do all that levels ask for, or obligations.
Int128 most_wanted(const Emission& out, const StartColumn& start) {
    const Operation& operation = out.view.operations[start.operation];
    const auto phi = [&](PeriodIndex t, Measured measured) { return out.layout.service->of(operation.measure, start.period, t, measured); };
    WideRatio most = 1;
    const auto take = [&](const WideRatio& units, const WideRatio& per_unit) {
        if (per_unit > WideRatio(0)) { most = max(most, units / per_unit); }
    };
    for (const DeliveryTo& delivery : out.deliveries(start.operation)) {
        const Measured measured = out.view.tables.service_levels[delivery.level.value()].measured;
        for (const Demand& demand : out.view.demands) {
            const auto served = std::ranges::find(operation.serves, demand.zone, &ZoneShare::zone);
            if (demand.level != delivery.level || served == operation.serves.end()) { continue; }
            take(demand.required.wide(), delivery.row->units_per_unit.wide() * served->share.wide() * phi(demand.period, measured));
        }
    }
    WideRatio least_part = 1;  // of a unit that counts towards a limit
    for (std::size_t t = 0; t < out.view.timeline.horizon_periods(); ++t) {
        for (const ZoneShare& served : operation.serves) {
            const WideRatio part = served.share.wide() * phi(PeriodIndex(t), Measured::average);
            if (part > WideRatio(0)) { least_part = min(least_part, part); }
        }
    }
    for (const MeasureLimit& row : out.view.tables.measure_limits) {
        if (row.min_units) { take(row.min_units->wide(), least_part); }
    }
    return most.ceil();
}

/// All money of the horizon, and all that quotas and commitments ask for.
Int128 all_money(const Emission& out) {
    Int128 cents = 0;
    for (const SpendableAnnuity& annuity : out.view.spendable.list()) { cents += annuity.tail ? 0 : annuity.assigned.cents(); }
    for (const TerritoryQuota& row : out.view.tables.territory_quotas) { cents += row.min_amount.value_or(Money()).cents(); }
    for (const Record& row : out.view.tables.records) { cents += row.committed.value_or(Money()).cents(); }
    return cents;
}

/// Where every datum may give way, neither the money of a payer nor a limit bounds anything: as many units as would do all that is
/// asked for, or as all money together buys of the dearest part of their cost.
void raise_by_wants(const Emission& out, StartTops& tops) {
    std::vector<WideRatio> dearest(out.layout.starts.size());
    for (const Bundle& bundle : out.layout.bundles) {
        for (const BundleCost& cost : bundle.costs) { dearest[cost.start] = max(dearest[cost.start], cost.cents); }
    }
    const WideRatio money = all_money(out);
    for (std::size_t s = 0; s < out.layout.starts.size(); ++s) {
        tops.raise_to(s, most_wanted(out, out.layout.starts[s]));
        if (dearest[s] > WideRatio(0)) { tops.raise_to(s, (money / dearest[s]).ceil()); }
    }
}

}  // namespace

/// a[o, s] in [0, most]: the box follows from limits and money, never from a guess. Owner: the operation's territory.
void compile_starts(Emission& out) {
    const std::vector<bool> kept = as_before(out);
    StartTops tops(out);
    const bool bounded = out.elastic != Elastic::data;
    if (bounded) {
        lower_by_money(out, kept, tops);
    } else {
        raise_by_wants(out, tops);
    }
    if (out.elastic == Elastic::money) {  // quotas and commitments ask for spending, as much as there is money
        for (std::size_t s = 0; s < out.layout.starts.size(); ++s) { tops.raise_to(s, most_wanted(out, out.layout.starts[s])); }
    }
    if (bounded) { lower_by_limits(out, kept, tops); }
    for (std::size_t s = 0; s < out.layout.starts.size(); ++s) {
        const StartColumn& start = out.layout.starts[s];
        const Origin origin{.rule = Rule::starts, .subject = static_cast<std::uint32_t>(s)};
        if (kept[start.operation.value()] && out.builder.keep_column(origin.packed())) { continue; }
        if (!tops.top(s)) {
            throw InvalidValue({.code = "unbounded_measure", .subject = out.measure_of(start.operation).measure.text(), .field = "units",
                                .got = "neither cost nor limit", .limit = "one of them"});
        }
        out.builder.column({.owner = out.node(out.view.operations[start.operation].territory), .lower = 0, .upper = *tops.top(s),
                            .whole = out.measure_of(start.operation).whole, .origin = origin.packed()});
    }
}

}  // namespace leps
