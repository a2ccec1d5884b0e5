#include "analyze/payers.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace leps {
namespace {

void append_item(std::string& list, const std::string& item) { list += (list.empty() ? "" : "; ") + item; }

std::string annuity_in_list(const PlanView& view, const SpendableAnnuity& annuity) {
    return view.tables.funds[annuity.fund.value()].fund.text() + " " + std::to_string(annuity.year) + " (" +
           view.territories[annuity.recipient].territory.text();
}

bool open_in(const SpendableAnnuity& annuity, const ElementaryPeriod& e) { return annuity.tail == e.tail && annuity.window.contains(e.span); }

/// Money of funds with a right to pay the bundle that is not open on its days, and rights of other days.
std::string closed_money(const PlanView& view, const Bundle& bundle) {
    const Operation& operation = view.operations[bundle.operation];
    const ElementaryPeriod& e = view.timeline[bundle.elementary];
    std::string closed;
    std::set<FundIndex> named;
    for (const Purse& purse : view.spendable.purses()) {
        const Fund& fund = view.tables.funds[purse.fund.value()];
        if (!may_pay(purse.recipient, operation, view.territories)) { continue; }
        const bool right = view.eligibility.governing(fund.fund, bundle.category, operation, e.span) != nullptr;
        if (!right && !view.eligibility.closest(fund.fund, bundle.category, operation).empty() && named.insert(purse.fund).second) {
            append_item(closed, fund.fund.text() + " (a right of other days)");
        }
        if (right && e.tail && !fund.recurrent && named.insert(purse.fund).second) { append_item(closed, fund.fund.text() + " (not recurrent)"); }
        if (!right || e.tail) { continue; }
        for (const SpendableIndex a : purse.annuities) {
            const SpendableAnnuity& annuity = view.spendable[a];
            if (!annuity.tail && !open_in(annuity, e)) { append_item(closed, annuity_in_list(view, annuity) + ", " + to_string(annuity.window) + ")"); }
        }
    }
    return closed;
}

/// What a unit of the cheapest start makes due, cents rounded up.
Money cheapest_unit(const Bundle& bundle) {
    std::optional<WideRatio> least;
    for (const BundleCost& cost : bundle.costs) {
        if (cost.cents.numerator() > 0 && (!least || cost.cents < *least)) { least = cost.cents; }
    }
    return Money::from_cents(least ? wide::narrow(least->ceil()) : 0);
}

PayersState payers_state(const CompiledProblem& compiled, const Bundle& bundle, const PayersRow& row, const RoundingSteps& steps) {
    if (bundle.spend_count == 0) { return row.closed.empty() ? PayersState::no_fund : PayersState::closed; }
    const bool whole = compiled.view->measures[compiled.view->operations[bundle.operation].measure].whole;
    Int128 grid = 0;
    for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { grid += steps.of(compiled.layout->spends[x].column); }
    const Int128 least = whole ? Int128{row.unit.cents()} : std::min<Int128>(row.unit.cents(), grid);
    return row.left.cents() < least ? PayersState::exhausted : PayersState::available;
}

}  // namespace

std::vector<Money> money_left(const CompiledProblem& compiled, const Allocation& allocation) {
    const PlanView& view = *compiled.view;
    std::map<std::tuple<FundId, Year, TerritoryId, std::string>, Money> used;
    for (const SpendRow& row : allocation.spend) { used[{row.fund, row.year, row.recipient, row.act}] += row.amount; }
    std::vector<Money> left;
    for (const SpendableAnnuity& annuity : view.spendable.list()) {
        const FundId& fund = view.tables.funds[annuity.fund.value()].fund;
        const auto paid = used.find({fund, annuity.year, view.territories[annuity.recipient].territory, annuity.act});
        left.push_back(paid == used.end() ? annuity.amount : annuity.amount - paid->second);
    }
    return left;
}

std::vector<SpendableIndex> open_annuities(const CompiledProblem& compiled, const Bundle& bundle) {
    const PlanView& view = *compiled.view;
    const ElementaryPeriod& e = view.timeline[bundle.elementary];
    std::vector<SpendableIndex> open;
    for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
        const SpendColumn& spend = compiled.layout->spends[x];
        for (const SpendableIndex a : view.spendable.purses()[spend.purse.value()].annuities) {
            if (spend.annuity ? *spend.annuity == a : open_in(view.spendable[a], e)) { open.push_back(a); }
        }
    }
    return open;
}

std::vector<PayersRow> payers_of(const CompiledProblem& compiled, const std::vector<OperationIndex>& operations, const MoneyLeft& left) {
    const PlanView& view = *compiled.view;
    std::vector<PayersRow> rows;
    for (const OperationIndex o : operations) {
        for (std::size_t b = compiled.layout->first_bundle[o.value()]; b < compiled.layout->first_bundle[o.value() + 1]; ++b) {
            const Bundle& bundle = compiled.layout->bundles[b];
            PayersRow row{.site = view.operations[o].site, .measure = view.measures[view.operations[o].measure].measure,
                          .period = view.timeline[bundle.elementary].span, .category = bundle.category};
            for (const SpendableIndex a : open_annuities(compiled, bundle)) {
                append_item(row.open, annuity_in_list(view, view.spendable[a]) + ")");
                row.left += left.annuities[a.value()];
            }
            row.closed = closed_money(view, bundle);
            row.unit = cheapest_unit(bundle);
            row.state = payers_state(compiled, bundle, row, left.steps);
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::vector<std::string> payers_sentences(const std::vector<PayersRow>& payers) {
    std::vector<std::string> sentences;
    std::vector<bool> said(payers.size(), false);
    for (std::size_t i = 0; i < payers.size(); ++i) {
        const PayersRow& row = payers[i];
        if (said[i]) { continue; }
        std::string periods;
        for (std::size_t k = i; k < payers.size(); ++k) {
            const PayersRow& other = payers[k];
            const bool same = std::tie(other.site, other.measure, other.category, other.state, other.open, other.closed, other.left) ==
                              std::tie(row.site, row.measure, row.category, row.state, row.open, row.closed, row.left);
            if (!same) { continue; }
            said[k] = true;
            periods += (periods.empty() ? "" : ", ") + to_string(other.period);
        }
        const std::string what = std::string(word(row.category)) + " cost of " + row.measure.text() + " in " + row.site + " in " + periods;
        switch (row.state) {
            case PayersState::no_fund: sentences.push_back("No fund may pay " + what + ": no row of eligibility with money lets one."); break;
            case PayersState::closed: sentences.push_back("Nothing that may pay " + what + " is open then: " + row.closed + "."); break;
            case PayersState::exhausted:
                sentences.push_back("Only " + row.open + " may pay " + what + "; " + to_string(row.left) + " EUR are left there" +
                                    (row.closed.empty() ? "" : "; not open then: " + row.closed) + ".");
                break;
            case PayersState::available: sentences.push_back(row.open + " may pay " + what + " and have " + to_string(row.left) + " EUR left."); break;
        }
    }
    return sentences;
}

}  // namespace leps
