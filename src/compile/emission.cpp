#include "compile/emission.hpp"

namespace leps {

Emission::Emission(const PlanView& plan_view, Layout& plan_layout, ProblemBuilder& problem_builder)
    : view(plan_view), layout(plan_layout), builder(problem_builder), serving_(plan_view.territories.size()) {
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        for (const ZoneShare& served : view.operations.list()[o].serves) {
            serving_[served.zone.value()].push_back({.operation = OperationIndex(o), .share = served.share});
        }
    }
}

ColumnIndex Emission::column(const ColumnSpec& spec) {
    owners_.push_back(spec.owner);
    uppers_.push_back(spec.upper);
    return builder.column(spec);
}

void RowTerms::add(ColumnIndex column, const WideRatio& coefficient) { terms_.emplace_back(column, coefficient); }

void RowTerms::add_service(OperationIndex o, PeriodIndex t, Measured measured, const WideRatio& factor) {
    const Layout& layout = out_->layout;
    const Measure& measure = out_->measure_of(o);
    const WideRatio nanos = factor * WideRatio(out_->nanos_per(o));
    for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) {
        const StartColumn& start = layout.starts[s];
        if (start.period > t) { continue; }
        const Date& day = out_->view.timeline[start.period].span.begin();
        const Period& span = out_->view.timeline[t].span;
        const WideRatio part = measured == Measured::average ? service_average(measure, day, span) : service_at_end(measure, day, span);
        if (part > WideRatio(0)) { add(start.column, nanos * part); }
    }
}

void RowTerms::add_starts(OperationIndex o, PeriodIndex from, PeriodIndex to, const WideRatio& factor) {
    const Layout& layout = out_->layout;
    for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) {
        const StartColumn& start = layout.starts[s];
        if (from <= start.period && start.period <= to) { add(start.column, factor * WideRatio(out_->nanos_per(o))); }
    }
}

void RowTerms::add_slack(const WideRatio& lower, TerritoryIndex place, Origin origin) {
    if (out_->elastic != Elastic::duties || !(lower > WideRatio(0))) { return; }
    Origin made = origin;
    made.part = static_cast<std::uint16_t>(origin.part | 0x8000);
    const ColumnIndex slack = out_->column({.owner = out_->node(place), .lower = 0, .upper = lower.ceil(), .whole = false, .origin = made.packed()});
    out_->slacks.push_back({.origin = origin, .place = place, .column = slack});
    add(slack, 1);
}

void RowTerms::emit(std::optional<WideRatio> lower, std::optional<WideRatio> upper, Origin origin) {
    NodeIndex owner = NodeTree::root();
    bool first = true;
    for (const auto& [column, coefficient] : terms_) {
        owner = first ? out_->owner(column) : out_->builder.tree().common_ancestor(owner, out_->owner(column));
        first = false;
    }
    if (const auto margin = out_->margins.find(RowIndex(out_->builder.row_count())); margin != out_->margins.end()) {
        if (lower) { *lower += margin->second; }
        if (upper) { *upper += -margin->second; }
    }
    RowBuilder row = out_->builder.row({.owner = owner, .lower = lower, .upper = upper, .origin = origin.packed()});
    for (const auto& [column, coefficient] : terms_) { row.add(column, coefficient); }
    row.close();
    terms_.clear();
}

std::vector<MoneyScope> money_scopes(const Timeline& timeline) {
    std::vector<MoneyScope> scopes{{.tail_period = std::nullopt}};
    for (std::size_t t = timeline.horizon_periods(); t < timeline.periods().size(); ++t) {
        scopes.push_back({.tail_period = PeriodIndex(t)});
    }
    return scopes;
}

bool in_scope(const Emission& out, const SpendColumn& spend, const MoneyScope& scope) {
    const ElementaryPeriod& elementary = out.view.timeline[out.layout.bundle(spend.bundle).elementary];
    return scope.tail_period ? elementary.period == *scope.tail_period : !elementary.tail;
}

}  // namespace leps
