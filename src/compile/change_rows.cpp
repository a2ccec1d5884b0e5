#include <algorithm>
#include <map>

#include "compile/emission.hpp"
#include "leps/domain/definitions/current_plan.hpp"

namespace leps {
namespace {

bool has_stage(const PlanView& view, StageObjective objective) {
    for (const StageSpec& stage : view.stages) {
        if (stage.objective == objective) { return true; }
    }
    return false;
}

Origin drop_of(OperationIndex o, PeriodIndex t) {
    return {.rule = Rule::continuity, .subject = static_cast<std::uint32_t>(o.value()), .part = static_cast<std::uint16_t>(t.value())};
}

void emit_drop(Emission& out, const DropColumn& drop) {
    RowTerms terms(out);
    terms.add(drop.column, 1);
    terms.add_service(drop.operation, drop.period, Measured::average, -1);
    terms.add_service(drop.operation, PeriodIndex(drop.period.value() + 1), Measured::average, 1);
    terms.emit(WideRatio(0), std::nullopt, drop_of(drop.operation, drop.period));
}

/// Leaves the drops of an operation as they were, where its starts may be as many as before.
bool keep_drops(Emission& out, OperationIndex o) {
    for (std::size_t s = out.layout.first_start[o.value()]; s < out.layout.first_start[o.value() + 1]; ++s) {
        if (!out.start_as_before(s)) { return false; }
    }
    if (!out.only_money_changed) { return false; }
    const std::vector<DropColumn>& drops = out.earlier->columns->drops;
    for (auto drop = std::ranges::lower_bound(drops, o, {}, &DropColumn::operation); drop != drops.end() && drop->operation == o; ++drop) {
        const std::uint64_t origin = drop_of(o, drop->period).packed();
        if (!out.builder.keep_column(origin)) { throw PatternChanged("a drop of the earlier problem is missing"); }
        out.made.drops.push_back(*drop);
        if (!out.builder.keep_row(origin)) { emit_drop(out, *drop); }
    }
    return true;
}

}  // namespace

/// DROP  for each operation with running cost and consecutive periods of the horizon:
///         drop[t]  >=  in service[t]  -  in service[t + 1]       nano-units
/// No row where service cannot fall: life without end. Owner: the operation's territory.
void compile_continuity(Emission& out) {
    if (!has_stage(out.view, StageObjective::continuity)) { return; }
    const PlanView& view = out.view;
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const OperationIndex operation(o);
        const Measure& measure = out.measure_of(operation);
        if (!measure.life_months || keep_drops(out, operation)) { continue; }
        const auto lines = view.costs.of(view.operations[operation].measure, view.operations[operation].territory, Per::unit_year, view.territories);
        for (std::size_t i = 0; i + 1 < view.timeline.horizon_periods(); ++i) {
            const PeriodIndex t(i);
            const PeriodIndex next(i + 1);
            Money rate;
            for (const MeasureCost* line : lines) {
                if (line->valid.contains(view.timeline[next].span.begin())) { rate += line->amount; }
            }
            if (rate == Money()) { continue; }
            WideRatio most = 0;
            out.visit_service(operation, t, Measured::average, [&](std::size_t start, const WideRatio& phi) {
                most += phi * WideRatio(wide::multiply(out.start_upper(start), out.nanos_per(operation)));
            });
            if (most == WideRatio(0)) { continue; }
            const ColumnIndex drop = out.builder.column({.owner = out.node(view.operations[operation].territory), .lower = 0, .upper = most.ceil(),
                                                         .whole = false, .origin = drop_of(operation, t).packed()});
            out.made.drops.push_back({.operation = operation, .period = t, .rate = rate, .column = drop});
            emit_drop(out, out.made.drops.back());
        }
    }
}

/// DEVIATION  for each (fund, bundle) of the horizon:   |sum of x of the fund  -  current|  <=  deviation     cents
void compile_stability(Emission& out) {
    if (!has_stage(out.view, StageObjective::stability)) { return; }
    const PlanView& view = out.view;
    const std::map<SpendCell, Money> current = current_spending(view.tables, view.timeline);
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        const Bundle& bundle = out.layout.bundles[b];
        const ElementaryPeriod& elementary = view.timeline[bundle.elementary];
        if (elementary.tail) { continue; }
        const Operation& operation = view.operations[bundle.operation];
        out.visit_funds(bundle, [&](FundIndex fund, std::size_t first, std::size_t end) {
            const auto cell = current.find({view.tables.funds[fund.value()].fund, operation.site, view.measures[operation.measure].measure,
                                            elementary.span, bundle.category});
            const Money before = cell == current.end() ? Money() : cell->second;
            Int128 most = 0;
            NodeIndex owner = out.builder.owner(out.layout.spends[first].column);
            for (std::size_t x = first; x < end; ++x) {
                const ColumnIndex column = out.layout.spends[x].column;
                most += static_cast<Int128>(out.builder.upper(column));
                owner = out.builder.tree().common_ancestor(owner, out.builder.owner(column));
            }
            const Origin origin{.rule = Rule::stability, .subject = static_cast<std::uint32_t>(b)};
            const ColumnIndex deviation = out.builder.column({.owner = owner, .lower = 0, .upper = std::max<Int128>(most, before.cents()),
                                                              .whole = false, .origin = origin.packed()});
            for (const int sign : {1, -1}) {
                RowTerms terms(out);
                for (std::size_t x = first; x < end; ++x) { terms.add(out.layout.spends[x].column, sign); }
                terms.add(deviation, 1);
                terms.emit(WideRatio(sign * before.cents()), std::nullopt, origin);
            }
            out.made.deviations.push_back({.fund = fund, .bundle = BundleIndex(b), .before = before, .column = deviation});
        });
    }
}

}  // namespace leps
