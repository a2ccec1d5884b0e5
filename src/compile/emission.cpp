#include "compile/emission.hpp"

#include <algorithm>

namespace leps {

Emission::Emission(const PlanView& plan_view, const Layout& plan_layout, ProblemBuilder& problem_builder, const CompiledProblem* previous)
    : Columns(plan_view, plan_layout), builder(problem_builder), earlier(previous) {
    for (const Purse& purse : view.spendable.purses()) {
        for (const ElementaryPeriod& e : view.timeline.elementary()) {
            Money& open = open_money_.emplace_back();
            for (const SpendableIndex a : purse.annuities) {
                const SpendableAnnuity& annuity = view.spendable[a];
                if (annuity.tail == e.tail && annuity.window.contains(e.span)) { open += annuity.amount; }
            }
        }
        if (earlier == nullptr) { continue; }
        same_purse_.push_back(std::ranges::all_of(purse.annuities, [&](SpendableIndex a) {
            const SpendableAnnuity& before = earlier->view->spendable[a];
            return view.spendable[a].amount == before.amount && view.spendable[a].assigned == before.assigned;
        }));
    }
}

const std::vector<ResolvedLimit>& Emission::limits() {
    if (!limits_) { limits_ = resolve_limits(*this); }
    return *limits_;
}

std::vector<SpendableIndex> Emission::sources(SpendableIndex a) const {
    const SpendableAnnuity& annuity = view.spendable[a];
    if (!annuity.tail) { return {a}; }
    std::vector<SpendableIndex> last;
    for (std::size_t i = 0; i < view.spendable.size(); ++i) {
        const SpendableAnnuity& other = view.spendable[SpendableIndex(i)];
        if (other.tail || other.fund != annuity.fund || other.recipient != annuity.recipient) { continue; }
        if (!last.empty() && view.spendable[last.front()].year < other.year) { last.clear(); }
        if (last.empty() || view.spendable[last.front()].year == other.year) { last.emplace_back(i); }
    }
    return last;
}

Int128 Emission::most_spent(PurseIndex purse) const {
    Int128 most = 0;
    for (const SpendIndex s : layout.spends_of_purse[purse.value()]) { most += static_cast<Int128>(builder.upper(layout.spend(s).column)); }
    return most;
}

void RowTerms::add_service(OperationIndex o, PeriodIndex t, Measured measured, const WideRatio& factor) {
    const WideRatio nanos = factor * WideRatio(out_->nanos_per(o));
    out_->visit_service(o, t, measured, [&](std::size_t s, const WideRatio& phi) { add(out_->layout.starts[s].column, nanos * phi); });
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
    const ColumnIndex slack = out_->builder.column({.owner = out_->node(place), .lower = 0, .upper = lower.ceil(), .whole = false, .origin = made.packed()});
    out_->slacks.push_back({.origin = origin, .place = place, .column = slack});
    add(slack, 1);
}

ColumnIndex RowTerms::make_give(const Datum& datum, int way, const Give& give) {
    const Origin origin{.rule = datum.rule, .subject = datum.row, .part = static_cast<std::uint16_t>(way | 0x8000)};
    const ColumnIndex column = out_->builder.column({.owner = NodeTree::root(), .lower = 0, .upper = max(give.most, 1).ceil(),
                                                     .whole = give.kind == Give::Kind::all_or_nothing, .origin = origin.packed()});
    out_->data.push_back({.datum = datum, .way = way, .column = column, .size = std::max(1.0, static_cast<double>(static_cast<long double>(give.size.floor())))});
    return column;
}

void RowTerms::give_way(const Datum& datum, int way, const WideRatio& coefficient, const Give& give) {
    if (out_->elastic != Elastic::data || coefficient == WideRatio(0)) { return; }
    const auto [found, fresh] = out_->gives_.try_emplace({datum, way}, ColumnIndex());
    if (fresh) { found->second = make_give(datum, way, give); }
    add(found->second, coefficient);
}

void RowTerms::rise(const Datum& datum, const WideRatio& coefficient) {
    const auto found = out_->gives_.find({datum, way::greatest});
    if (found != out_->gives_.end() && coefficient != WideRatio(0)) { add(found->second, coefficient); }
}

void RowTerms::give_way(const Datum& datum, const std::optional<WideRatio>& lower, const std::optional<WideRatio>& upper) {
    if (out_->elastic != Elastic::data) { return; }
    WideRatio greatest = 0;
    WideRatio least = 0;
    entries_.visit([&](ColumnIndex column, const WideRatio& coefficient) {
        const WideRatio most = coefficient * WideRatio(static_cast<Int128>(out_->builder.upper(column)));
        (most > WideRatio(0) ? greatest : least) += most;
    });
    if (upper && greatest > *upper) { add(make_give(datum, way::greatest, {.most = greatest - *upper, .size = greatest - *upper}), -1); }
    if (lower && least < *lower) { add(make_give(datum, way::least, {.most = *lower - least, .size = *lower - least}), 1); }
}

void RowTerms::emit(std::optional<WideRatio> lower, std::optional<WideRatio> upper, Origin origin) {
    out_->builder.row({.lower = lower, .upper = upper, .origin = origin.packed()}, entries_);
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
