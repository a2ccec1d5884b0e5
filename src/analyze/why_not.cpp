#include "leps/analyze/why_not.hpp"

#include <algorithm>
#include <map>

#include "analyze/binding_rules.hpp"
#include "analyze/one_more_unit.hpp"
#include "analyze/own_answer.hpp"
#include "analyze/payers.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

Ratio to_ratio(const WideRatio& value) {
    constexpr std::int64_t decimals = 1'000'000'000'000'000'000;
    if (wide::fits_64(value.numerator()) && wide::fits_64(value.denominator())) { return Ratio(value); }
    return Ratio(WideRatio((value * WideRatio(decimals)).round_half_even(), decimals));
}

std::string unit_of(StageObjective objective) {
    switch (stage_unit(objective)) {
        case StageUnit::share: return "share";
        case StageUnit::euro: return "euro";
        case StageUnit::persons: return "persons";
        case StageUnit::number: break;
    }
    return "";
}

/// Two results side by side: what is another number.
class Changes {
public:
    Changes(const PlanView& view, const Allocation& before, const Allocation& after) : view_(view), before_(before), after_(after) {}

    std::vector<ChangedNumber> list() {
        for (std::size_t i = 0; i < std::min(before_.stages.size(), after_.stages.size()); ++i) { stage(before_.stages[i], after_.stages[i]); }
        for (std::size_t i = 0; i < std::min(before_.coverage.size(), after_.coverage.size()); ++i) { level(before_.coverage[i], after_.coverage[i]); }
        for (std::size_t i = 0; i < std::min(before_.funds.size(), after_.funds.size()); ++i) { fund(before_.funds[i], after_.funds[i]); }
        measures();
        return std::move(changes_);
    }

private:
    void add(ChangedNumber number, const WideRatio& before, const WideRatio& after) {
        if (before == after) { return; }
        number.before = to_ratio(before);
        number.after = to_ratio(after);
        number.change = to_ratio(after - before);
        changes_.push_back(std::move(number));
    }

    void stage(const StageRow& before, const StageRow& after) {
        const Int128 scale = stage_scale(before.objective);
        add({.what = ChangedPart::stage, .subject = stage_name(before), .unit = unit_of(before.objective)}, WideRatio(before.value, scale), WideRatio(after.value, scale));
    }

    void level(const CoverageRow& before, const CoverageRow& after) {
        const auto& levels = view_.tables.service_levels.rows();
        const auto row = std::ranges::find(levels, before.level, &ServiceLevel::level);
        add({.what = ChangedPart::level, .subject = before.level.text() + ", " + before.zone.text(), .period = to_string(before.period), .unit = row == levels.end() ? "" : row->unit},
            before.after.wide(), after.after.wide());
    }

    void fund(const FundRow& before, const FundRow& after) {
        const std::string subject = before.fund.text() + ", " + std::to_string(before.year) + ", " + before.recipient.text() + (before.act.empty() ? "" : ", " + before.act);
        add({.what = ChangedPart::fund, .subject = subject, .unit = "euro"}, WideRatio(before.used.cents(), 100), WideRatio(after.used.cents(), 100));
    }

    void measures() {
        std::map<std::tuple<std::string, MeasureId, Period>, std::pair<Units, Units>> starts;
        for (const UnitRow& row : before_.starts) { starts[{row.site, row.measure, row.period}].first = row.units; }
        for (const UnitRow& row : after_.starts) { starts[{row.site, row.measure, row.period}].second = row.units; }
        for (const auto& [key, units] : starts) {
            const auto& [site, measure, period] = key;
            add({.what = ChangedPart::measure, .subject = measure.text() + ", " + site, .period = to_string(period), .unit = view_.measures[view_.measures.at(measure)].unit},
                units.first.wide(), units.second.wide());
        }
    }

    const PlanView& view_;
    const Allocation& before_;
    const Allocation& after_;
    std::vector<ChangedNumber> changes_;
};

/// Exact where four decimals say it, else rounded to them.
std::string shown(const Ratio& value) { return stage_text::decimal((value.wide() * WideRatio(10000)).round_half_even(), 4, 0); }

/// Periods of the horizon on whose first day the measure may not start.
void add_start_windows(const PlanView& view, const Measure& measure, WhyNot& out) {
    std::string days;
    for (std::size_t t = 0; t < view.timeline.horizon_periods(); ++t) {
        const PlanPeriod& period = view.timeline.periods()[t];
        if (!may_start(measure, period)) { days += (days.empty() ? "" : ", ") + to_string(period.span.begin()); }
    }
    if (days.empty()) { return; }
    const std::string window = (measure.start.from ? " from " + to_string(*measure.start.from) : "") +
                               (measure.start.until ? " to " + to_string(*measure.start.until - boost::gregorian::days(1)) : "");
    out.obstacles.push_back({.rule = "starts", .subject = measure.measure.text(), .period = "", .side = BindingSide::most, .legal_source = measure.legal_source,
                             .statement = measure.measure.text() + " may not start on " + days + ": its starts are allowed" + window + "."});
}

/// No start is left whose dues somebody may pay.
bool nobody_may_pay(const CompiledProblem& compiled, const std::vector<OperationIndex>& operations) {
    const Layout& layout = *compiled.layout;
    for (const OperationIndex o : operations) {
        std::vector<bool> payable(layout.first_start[o.value() + 1] - layout.first_start[o.value()], true);
        for (std::size_t b = layout.first_bundle[o.value()]; b < layout.first_bundle[o.value() + 1]; ++b) {
            for (const BundleCost& cost : layout.bundles[b].costs) {
                if (layout.bundles[b].spend_count == 0 && cost.cents.numerator() > 0) { payable[cost.start - layout.first_start[o.value()]] = false; }
            }
        }
        if (std::ranges::count(payable, true) > 0) { return false; }
    }
    return true;
}

/// The first stage that is worse, and what else moves.
void tell_changes(const Allocation& before, const Allocation& after, WhyNot& out) {
    const std::string unit = "With " + to_string(out.asked) + " of " + out.measure.text() + " in " + out.site + " instead of " + to_string(out.started);
    out.verdict = WhyNotVerdict::neutral;
    for (std::size_t i = 0; i < std::min(before.stages.size(), after.stages.size()); ++i) {
        const StageRow& was = before.stages[i];
        const StageRow& is = after.stages[i];
        if (is.value == was.value) { continue; }
        const Int128 scale = stage_scale(was.objective);
        const std::string numbers = stage_name(was) + " goes from " + shown(to_ratio(WideRatio(was.value, scale))) + " to " + shown(to_ratio(WideRatio(is.value, scale)));
        const bool within_room = wide::absolute(is.value - was.value) <= was.cap - was.reached;
        if (within_room) { continue; }  // what a stage may move for its cents
        if (is.value > was.value) {
            out.verdict = WhyNotVerdict::displaces;
            out.sentences.push_back(unit + " the " + numbers + (is.bound > was.value ? ": worse, proved." : ": worse, as far as the engine found."));
        } else {
            out.sentences.push_back(unit + " the " + numbers + ": better, within what whole units left open.");
        }
        break;
    }
    if (out.verdict == WhyNotVerdict::neutral && out.sentences.empty()) { out.sentences.push_back(unit + " no stage is worse: the plan is as good without it."); }
    for (const ChangedNumber& row : out.changes) {
        const bool falls = row.change < Ratio(0);
        switch (row.what) {
            case ChangedPart::stage: break;
            case ChangedPart::level: out.sentences.push_back(row.subject + ", " + row.period + (falls ? " falls from " : " rises from ") + shown(row.before) + " to " + shown(row.after) + " " + row.unit + "."); break;
            case ChangedPart::fund: out.sentences.push_back(row.subject + " pays " + shown(row.after) + " instead of " + shown(row.before) + " EUR."); break;
            case ChangedPart::measure: out.sentences.push_back(row.subject + ", " + row.period + ": " + shown(row.after) + " instead of " + shown(row.before) + " " + row.unit + " are started."); break;
        }
    }
}

}  // namespace

WhyNot why_not(const Answered& answered, const MeasureInZone& about, const AllocateOptions& options, const Context& context) {
    expect_own_answer(answered.plan, answered.allocation);
    const CompiledProblem compiled = compile(answered.plan);
    const PlanView& view = *compiled.view;
    const auto refuse = [](const char* code, const char* field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = code, .subject = "why_not", .field = field, .got = got, .limit = limit});
    };
    const auto zone = view.territories.find(about.zone);
    if (!zone || view.territories[*zone].kind != TerritoryKind::zone) { refuse("unknown_zone", "zone", about.zone.text(), "a zone of the plan"); }
    const auto measure = view.measures.find(about.measure);
    if (!measure) { refuse("unknown_measure", "measure", about.measure.text(), "a measure of the plan"); }
    const Measure& row = view.measures[*measure];
    if (row.heading) { refuse("heading", "measure", about.measure.text(), "a measure that can be started, not a heading"); }

    std::vector<OperationIndex> operations;
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        const bool serves = std::ranges::any_of(operation.serves, [&](const ZoneShare& served) { return served.zone == *zone && served.share > Ratio(0); });
        if (operation.measure == *measure && serves) { operations.emplace_back(o); }
    }
    if (operations.empty()) { refuse("not_startable", "measure", about.measure.text(), "a measure that can be started in a place that serves " + about.zone.text()); }
    const CountedPlace where{.place = row.owner == MeasureOwner::region ? view.operations[operations.front()].territory : *zone, .measure = *measure};

    WhyNot out{.measure = about.measure, .zone = about.zone, .site = view.territories[where.place].territory.text()};
    const WideRatio started = counted_starts(view, answered.allocation, where);
    out.started = Units::from_nanos(wide::narrow((started * WideRatio(Units::nanos_per_unit)).floor()));
    out.asked = out.started + Units::whole(1);
    out.payers = payers_of(compiled, operations, money_left(compiled, answered.allocation));
    add_start_windows(view, row, out);
    for (BindingRow& rule : blocking_rules(compiled, PublishedPoint(compiled, answered.allocation), operations)) { out.obstacles.push_back(std::move(rule)); }
    for (const BindingRow& rule : out.obstacles) { out.sentences.push_back(rule.statement + (rule.legal_source.empty() ? "" : " [" + rule.legal_source + "]")); }
    std::vector<PayersRow> short_of_money = out.payers;
    std::erase_if(short_of_money, [](const PayersRow& payers) { return payers.state == PayersState::available; });
    for (std::string& sentence : payers_sentences(short_of_money)) { out.sentences.push_back(std::move(sentence)); }
    if (nobody_may_pay(compiled, operations)) {
        out.verdict = WhyNotVerdict::forbidden;
        out.sentences.push_back(about.measure.text() + " cannot be started in " + out.site + ": there is no start, or each has a due that nobody may pay.");
        return out;
    }
    std::optional<Plan> obliged;
    try {
        obliged = obliged_to_start(answered.plan, view, where, out.asked);
    } catch (const DataError& error) {
        out.verdict = WhyNotVerdict::forbidden;
        out.sentences.push_back("The tables forbid " + to_string(out.asked) + " of " + about.measure.text() + " in " + out.site + ": " + error.what());
        return out;
    }
    const Allocation with_unit = allocate(*obliged, options, context);
    if (with_unit.status == AllocationStatus::infeasible) {
        out.verdict = WhyNotVerdict::infeasible;
        out.sentences.push_back("No plan keeps all rules with " + to_string(out.asked) + " of " + about.measure.text() + " in " + out.site + ".");
        for (const Reason& reason : with_unit.reasons) { out.sentences.push_back(reason.message); }
    } else if (with_unit.status == AllocationStatus::allocated) {
        out.changes = Changes(view, answered.allocation, with_unit).list();
        tell_changes(answered.allocation, with_unit, out);
    } else {
        out.verdict = WhyNotVerdict::unknown;
        out.sentences.push_back("Whether it can be is not known: the solve ended as " + std::string(word(with_unit.status)) + ".");
    }
    return out;
}

}  // namespace leps
