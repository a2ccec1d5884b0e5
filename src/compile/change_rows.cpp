#include <map>

#include "compile/emission.hpp"

namespace leps {
namespace {

bool has_stage(const PlanView& view, StageObjective objective) {
    for (const StageSpec& stage : view.stages) {
        if (stage.objective == objective) { return true; }
    }
    return false;
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
        if (!measure.life_months) { continue; }
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
            for (std::size_t s = out.layout.first_start[o]; s < out.layout.first_start[o + 1]; ++s) {
                const StartColumn& start = out.layout.starts[s];
                if (start.period > t) { continue; }
                const WideRatio phi = service_average(measure, view.timeline[start.period].span.begin(), view.timeline[t].span);
                most += phi * WideRatio(wide::multiply(out.start_upper[s], out.nanos_per(operation)));
            }
            if (most == WideRatio(0)) { continue; }
            const ColumnIndex drop = out.column({.owner = out.node(view.operations[operation].territory), .lower = 0, .upper = most.ceil(),
                                                 .whole = false, .origin = Origin{.rule = Rule::continuity, .subject = static_cast<std::uint32_t>(o),
                                                                                  .part = static_cast<std::uint16_t>(i)}.packed()});
            RowTerms terms(out);
            terms.add(drop, 1);
            terms.add_service(operation, t, Measured::average, -1);
            terms.add_service(operation, next, Measured::average, 1);
            terms.emit(WideRatio(0), std::nullopt, {.rule = Rule::continuity, .subject = static_cast<std::uint32_t>(o), .part = static_cast<std::uint16_t>(i)});
            out.drops.push_back({.operation = operation, .period = t, .rate = rate, .column = drop});
        }
    }
}

/// DEVIATION  for each (fund, bundle) of the horizon:   |sum of x of the fund  -  current|  <=  deviation     cents
void compile_stability(Emission& out) {
    if (!has_stage(out.view, StageObjective::stability)) { return; }
    const PlanView& view = out.view;
    std::map<std::tuple<FundId, std::string, MeasureId, Period, Category>, Money> current;
    for (const SpendRow& row : view.tables.current_plan) { current[{row.fund, row.site, row.measure, row.period, row.category}] += row.amount; }
    for (std::size_t b = 0; b < out.layout.bundles.size(); ++b) {
        const Bundle& bundle = out.layout.bundles[b];
        const ElementaryPeriod& elementary = view.timeline[bundle.elementary];
        if (elementary.tail) { continue; }
        const Operation& operation = view.operations[bundle.operation];
        std::map<FundIndex, std::vector<const SpendColumn*>> funds;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            funds[out.purse(out.layout.spends[x]).fund].push_back(&out.layout.spends[x]);
        }
        for (const auto& [fund, spends] : funds) {
            const auto cell = current.find({view.tables.funds[fund.value()].fund, operation.site, view.measures[operation.measure].measure,
                                            elementary.span, bundle.category});
            const Money before = cell == current.end() ? Money() : cell->second;
            WideRatio most = 0;
            for (const SpendColumn* spend : spends) { most += out.upper(spend->column); }
            most = max(most, WideRatio(before.cents()));
            NodeIndex owner = out.owner(spends.front()->column);
            for (const SpendColumn* spend : spends) { owner = out.builder.tree().common_ancestor(owner, out.owner(spend->column)); }
            const ColumnIndex deviation = out.column({.owner = owner, .lower = 0, .upper = most, .whole = false,
                                                      .origin = Origin{.rule = Rule::stability, .subject = static_cast<std::uint32_t>(b)}.packed()});
            for (const int sign : {1, -1}) {
                RowTerms terms(out);
                terms.add(deviation, 1);
                for (const SpendColumn* spend : spends) { terms.add(spend->column, sign); }
                terms.emit(WideRatio(sign * before.cents()), std::nullopt, {.rule = Rule::stability, .subject = static_cast<std::uint32_t>(b)});
            }
            out.deviations.push_back({.fund = fund, .bundle = BundleIndex(b), .before = before, .column = deviation});
        }
    }
}

}  // namespace leps
