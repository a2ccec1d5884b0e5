#include "analyze/circumstances.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "analyze/datum_words.hpp"

namespace leps {
namespace {

constexpr std::size_t most_sentences = 20;

/// "A, B and C".
std::string listed(const std::set<std::string>& names) {
    std::string text;
    std::size_t left = names.size();
    for (const std::string& name : names) {
        text += text.empty() ? "" : left == 1 ? " and " : ", ";
        text += name;
        --left;
    }
    return text;
}

/// Which funds may pay a bundle, and what keeps others from it that have the right.
struct Payers {
    std::set<std::string> funds;
    std::set<std::string> without;  ///< sentences
    auto operator<=>(const Payers&) const = default;
};

class PayersOf {
public:
    explicit PayersOf(const CompiledProblem& compiled) : view_(*compiled.view), layout_(*compiled.layout) {}

    [[nodiscard]] Payers operator()(const Bundle& bundle) const {
        Payers payers;
        std::set<FundIndex> paying;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            paying.insert(view_.spendable.purses()[layout_.spends[x].purse.value()].fund);
        }
        for (const FundIndex fund : paying) { payers.funds.insert(view_.tables.funds[fund.value()].fund.text()); }
        const Operation& operation = view_.operations[bundle.operation];
        const ElementaryPeriod& e = view_.timeline[bundle.elementary];
        for (std::size_t f = 0; f < view_.tables.funds.size(); ++f) {
            const FundId& fund = view_.tables.funds[f].fund;
            if (paying.contains(FundIndex(f)) || view_.eligibility.governing(fund, bundle.category, operation, e.span) == nullptr) { continue; }
            payers.without.insert(why_not(FundIndex(f), operation, e));
        }
        return payers;
    }

private:
    /// A fund that has the right and no money on these days.
    [[nodiscard]] std::string why_not(FundIndex fund, const Operation& operation, const ElementaryPeriod& e) const {
        std::optional<Date> ends;
        std::optional<Date> begins;
        for (const Purse& purse : view_.spendable.purses()) {
            if (purse.fund != fund || !may_pay(purse.recipient, operation, view_.territories)) { continue; }
            for (const SpendableIndex a : purse.annuities) {
                const SpendableAnnuity& annuity = view_.spendable[a];
                if (annuity.tail) { continue; }
                if (annuity.window.end() <= e.span.begin()) { ends = ends ? std::max(*ends, annuity.window.last_day()) : annuity.window.last_day(); }
                if (annuity.window.begin() >= e.span.end()) { begins = begins ? std::min(*begins, annuity.window.begin()) : annuity.window.begin(); }
            }
        }
        const std::string name = view_.tables.funds[fund.value()].fund.text();
        if (ends && e.tail) { return name + " is not there after the horizon"; }
        if (ends) { return name + " ends on " + to_string(*ends); }
        if (begins) { return name + " begins on " + to_string(*begins); }
        return name + " has no money for " + operation.site;
    }

    const PlanView& view_;
    const Layout& layout_;
};

/// Bundles of one operation and category with the same payers are one sentence.
using Paid = std::tuple<std::size_t, Category, Payers>;

std::string payers_sentence(const PlanView& view, const Paid& paid, const std::vector<Period>& spans) {
    const auto& [o, category, payers] = paid;
    const Operation& operation = view.operations[OperationIndex(o)];
    const std::string when = spans.size() == 1 ? span_words(spans.front()) : to_string(spans.front().begin()) + " to " + to_string(spans.back().last_day());
    const std::string what = "may pay the " + category_words(category) + " cost of " + view.measures[operation.measure].measure.text() + " in " + operation.site +
                             " in " + when;
    std::string text = payers.funds.empty() ? "No fund " + what : "Only " + listed(payers.funds) + " " + what;
    for (const std::string& other : payers.without) { text += "; " + other; }
    return text + ".";
}

/// A level that must be reached and that nothing which can be started delivers in some period.
void add_undelivered(const ElasticProblem& elastic, const std::vector<Datum>& members, std::vector<std::string>& sentences) {
    const Problem& problem = elastic.compiled.problem;
    const PlanView& view = *elastic.compiled.view;
    const std::size_t starts = elastic.compiled.layout->starts.size();
    for (std::size_t i = 0; i < problem.row_count(); ++i) {
        const Origin origin = Origin::unpacked(problem.origin(RowIndex(i)));
        if (origin.rule != Rule::level_floor || !(problem.row_lower()[i] > 0.0)) { continue; }
        const Demand& demand = view.demands[origin.subject];
        const bool member = std::ranges::any_of(members, [&](const Datum& datum) {
            return datum.rule == Rule::level_floor && datum.row == demand.level.value() && datum.place == demand.zone;
        });
        const bool delivered = std::ranges::any_of(problem.columns(RowIndex(i)), [&](ColumnIndex column) { return column.value() < starts; });
        if (!member || delivered) { continue; }
        sentences.push_back("Nothing that can be started delivers " + view.tables.service_levels[demand.level.value()].level.text() + " in " +
                            place_words(view, demand.zone) + " in " + span_words(view.timeline[demand.period].span) + ".");
    }
}

/// Starts, by position, that a ray binds by more than what they cost: by a level, a limit, a link. That a start has a cost at all says
/// nothing of why it must be.
std::vector<bool> bound_starts(const CompiledProblem& compiled, const std::vector<double>& ray) {
    std::vector<bool> bound(compiled.layout->starts.size());
    for (std::size_t i = 0; i < ray.size(); ++i) {
        if (ray[i] == 0.0 || Origin::unpacked(compiled.problem.origin(RowIndex(i))).rule == Rule::cost_balance) { continue; }
        for (const ColumnIndex column : compiled.problem.columns(RowIndex(i))) {
            if (column.value() < bound.size()) { bound[column.value()] = true; }
        }
    }
    return bound;
}

/// Starts that a conflict is about: without a ray, those that deliver to its levels or that its limits, links and records name.
bool concerns(const CompiledProblem& compiled, const std::vector<Datum>& members, const Bundle& bundle) {
    const PlanView& view = *compiled.view;
    const Operation& operation = view.operations[bundle.operation];
    return std::ranges::any_of(members, [&](const Datum& datum) {
        switch (datum.rule) {
            case Rule::level_floor: {
                const bool served = std::ranges::any_of(operation.serves, [&](const ZoneShare& share) { return share.zone == datum.place; });
                return served && std::ranges::any_of(view.tables.deliveries, [&](const Delivery& row) {
                    return row.measure == view.measures[operation.measure].measure && row.level == view.tables.service_levels[datum.row].level;
                });
            }
            case Rule::measure_limit: return view.measures.is_within(operation.measure, view.measures.at(view.tables.measure_limits[datum.row].measure));
            case Rule::link: return view.measures.is_within(operation.measure, view.measures.at(view.tables.links[datum.row].measure));
            default: return false;
        }
    });
}

}  // namespace

std::vector<std::string> circumstances_of(const ElasticProblem& elastic, const std::vector<Datum>& members, const std::vector<double>& ray) {
    const CompiledProblem& compiled = elastic.compiled;
    const PlanView& view = *compiled.view;
    std::vector<std::string> sentences;
    add_undelivered(elastic, members, sentences);
    const std::vector<bool> bound = bound_starts(compiled, ray);
    const PayersOf payers_of(compiled);
    std::map<Paid, std::vector<Period>> paid;
    for (std::size_t i = 0; i < compiled.problem.row_count(); ++i) {
        const Origin origin = Origin::unpacked(compiled.problem.origin(RowIndex(i)));
        if (origin.rule != Rule::cost_balance) { continue; }
        const Bundle& bundle = compiled.layout->bundles[origin.subject];
        const bool priced = !ray.empty() && ray[i] != 0.0 && std::any_of(bundle.costs.begin(), bundle.costs.end(), [&](const BundleCost& cost) { return bound[cost.start]; });
        const bool matters = ray.empty() ? bundle.spend_count == 0 && concerns(compiled, members, bundle) : priced;
        if (matters) { paid[{bundle.operation.value(), bundle.category, payers_of(bundle)}].push_back(view.timeline[bundle.elementary].span); }
    }
    for (const auto& [key, spans] : paid) { sentences.push_back(payers_sentence(view, key, spans)); }
    if (sentences.size() > most_sentences) {
        const std::size_t more = sentences.size() - most_sentences + 1;
        sentences.resize(most_sentences - 1);
        sentences.push_back("And " + std::to_string(more) + " more of this kind.");
    }
    return sentences;
}

}  // namespace leps
