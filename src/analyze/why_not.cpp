#include "leps/analyze/why_not.hpp"

#include <algorithm>

#include "analyze/binding_rules.hpp"
#include "analyze/changed_numbers.hpp"
#include "analyze/one_more_unit.hpp"
#include "analyze/own_answer.hpp"
#include "analyze/payers.hpp"
#include "analyze/rule_words.hpp"
#include "analyze/simple_fraction.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

std::string stage_value_decimal(const StageRow& row) {
    return (row.value < 0 ? "-" : "") + four_digits(WideRatio(row.value, stage_scale(row.objective)));
}

/// Exact where four decimals say it, else rounded to them.
std::string four_decimals(const Ratio& value) { return stage_text::decimal((value.wide() * WideRatio(10000)).round_half_even(), 4, 0); }

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
    out.obstacles.push_back({.rule = "starts", .subject = measure.measure.text(), .period = "", .side = BindingSide::most,
                             .legal_source = measure.legal_source,
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
    std::string first = unit + " no stage is worse: the plan is as good without it.";
    out.verdict = WhyNotVerdict::neutral;
    for (std::size_t i = 0; i < std::min(before.stages.size(), after.stages.size()); ++i) {
        const StageRow& was = before.stages[i];
        const StageRow& is = after.stages[i];
        if (is.value == was.value) { continue; }
        if (wide::absolute(is.value - was.value) <= was.cap - was.reached) { continue; }  // what a stage may move for its cents
        const Int128 scale = stage_scale(was.objective);
        const std::string moved = " by " + four_digits(WideRatio(is.value - was.value, scale)) + " from " + stage_value_decimal(was) + ": ";
        if (is.value > was.value) {
            out.verdict = WhyNotVerdict::displaces;
            first = unit + " the " + stage_name(was) + " rises" + moved + (is.bound > was.value ? "worse, proved." : "worse, as far as the engine found.");
        } else {
            first = unit + " the " + stage_name(was) + " falls" + moved + "better, within what whole units left open.";
        }
        break;
    }
    out.sentences.push_back(std::move(first));
    for (const ChangedNumber& row : out.changes) {
        const std::string before_text = four_decimals(row.before), after_text = four_decimals(row.after);
        if (before_text == after_text) { continue; }  // cents and nano-units
        const std::string here = row.subject + (row.period.empty() ? "" : ", " + row.period);
        const std::string way = row.change < Ratio(0) ? " falls from " : " rises from ";
        switch (row.what) {
            case ChangedPart::stage: break;
            case ChangedPart::level: out.sentences.push_back(here + way + before_text + " to " + after_text + " " + row.unit + "."); break;
            case ChangedPart::fund: out.sentences.push_back(here + " pays " + after_text + " instead of " + before_text + " EUR."); break;
            case ChangedPart::measure:
                out.sentences.push_back(here + ": " + after_text + " instead of " + before_text + " " + row.unit + " are started.");
                break;
        }
    }
}

}  // namespace

WhyNot why_not(const AnsweredPlan& answered, const MeasureInZone& about, const AllocateOptions& options, const Context& context) {
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
    if (operations.empty()) {
        refuse("not_startable", "measure", about.measure.text(), "a measure that can be started in a place that serves " + about.zone.text());
    }
    const bool of_region = row.owner == MeasureOwner::region;
    const CountedPlace where{.place = of_region ? view.operations[operations.front()].territory : *zone, .measure = *measure};

    WhyNot out{.measure = about.measure, .zone = about.zone, .site = view.territories[where.place].territory.text()};
    const WideRatio started = counted_starts(view, answered.allocation, where);
    out.started = Units::from_nanos(wide::narrow((started * WideRatio(Units::nanos_per_unit)).floor()));
    out.asked = out.started + Units::whole(1);
    const std::vector<Money> left = money_left(compiled, answered.allocation);
    const RoundingSteps steps(compiled, answered.allocation);
    out.payers = payers_of(compiled, operations, {.annuities = left, .steps = steps});
    add_start_windows(view, row, out);
    const PublishedPoint point(compiled, answered.allocation);
    const PublishedRules published{.compiled = compiled, .point = point, .steps = steps};
    for (BindingRow& rule : blocking_rules(published, operations)) { out.obstacles.push_back(std::move(rule)); }
    for (BindingRow& rule : binding_rules(published, columns_of(compiled, operations))) {  // those over what a unit costs
        const bool known = std::ranges::find(out.obstacles, rule) != out.obstacles.end();
        if (rule.side == BindingSide::most && !known) { out.obstacles.push_back(std::move(rule)); }
    }
    for (const BindingRow& rule : out.obstacles) { out.sentences.push_back(with_law(rule)); }
    std::vector<PayersRow> short_of_money = out.payers;
    std::erase_if(short_of_money, [](const PayersRow& payers) { return payers.state == PayersState::available; });
    for (std::string& sentence : payers_sentences(short_of_money)) { out.sentences.push_back(std::move(sentence)); }
    if (nobody_may_pay(compiled, operations)) {
        out.verdict = WhyNotVerdict::forbidden;
        out.sentences.push_back(about.measure.text() + " cannot be started in " + out.site + ": there is no start, or each has a due that nobody may pay.");
        return out;
    }
    const std::string wanted = to_string(out.asked) + " of " + about.measure.text() + " in " + out.site;
    std::optional<Plan> obliged;
    try {
        obliged = obliged_to_start(answered.plan, view, where, out.asked);
    } catch (const DataError& error) {
        out.verdict = WhyNotVerdict::forbidden;
        for (const Issue& issue : error.issues()) {
            if (issue.severity == Severity::error) { out.sentences.push_back("The tables forbid " + wanted + ": " + issue.expected + "."); }
        }
        return out;
    }
    const Allocation with_unit = allocate(*obliged, options, context);
    if (with_unit.status == AllocationStatus::infeasible) {
        out.verdict = WhyNotVerdict::infeasible;
        out.sentences.push_back("No plan keeps all rules with " + wanted + ".");
        for (const Reason& reason : with_unit.reasons) { out.sentences.push_back(reason.message); }
    } else if (with_unit.status == AllocationStatus::allocated) {
        out.changes = changed_numbers(view, answered.allocation, with_unit);
        tell_changes(answered.allocation, with_unit, out);
    } else {
        out.verdict = WhyNotVerdict::unknown;
        out.sentences.push_back("Whether it can be is not known: the solve ended as " + std::string(word(with_unit.status)) + ".");
    }
    return out;
}

}  // namespace leps
