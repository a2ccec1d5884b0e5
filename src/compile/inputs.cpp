#include "compile/inputs.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace leps {
namespace {

/// Same payers on the same days; amounts may differ.
bool same_windows(const Spendable& a, const Spendable& b) {
    const auto window = [](const SpendableAnnuity& x) { return std::tie(x.fund, x.year, x.recipient, x.act, x.window, x.ends, x.tail, x.lapses_on, x.members); };
    return std::ranges::equal(a.list(), b.list(), [&](const SpendableAnnuity& x, const SpendableAnnuity& y) { return window(x) == window(y); });
}

bool same_amounts(const Spendable& a, const Spendable& b) {
    return std::ranges::equal(a.list(), b.list(), [](const SpendableAnnuity& x, const SpendableAnnuity& y) {
        return x.amount == y.amount && x.assigned == y.assigned;
    });
}

/// Elementary periods follow from all windows and dates, so that a cut may move where no payer's window does.
bool same_periods(const Timeline& a, const Timeline& b) {
    return std::ranges::equal(a.elementary(), b.elementary(), [](const ElementaryPeriod& x, const ElementaryPeriod& y) { return x.span == y.span; });
}

/// Same payers for the same measures; the share and amount of a row may differ.
bool same_rights(const Table<Eligibility>& a, const Table<Eligibility>& b) {
    const auto right = [](const Eligibility& x) { return std::tie(x.fund, x.measure, x.category, x.scope, x.valid); };
    return std::ranges::equal(a, b, [&](const Eligibility& x, const Eligibility& y) { return right(x) == right(y); });
}

}  // namespace

Input changed_inputs(const PlanView& view, const PlanView& earlier) {
    const SameTables& same = view.same;
    // Rows of these three may name single annuities, and spending columns then do so too.
    const bool same_layout = same.time && same.territories && same.measures && same.measure_costs && same.funds && same.associations &&
                             (same.annuities || (same_periods(view.timeline, earlier.timeline) && same_windows(view.spendable, earlier.spendable))) &&
                             (same.eligibility || (same_periods(view.timeline, earlier.timeline) && same_rights(view.tables.eligibility, earlier.tables.eligibility))) &&
                             funds_with_named_annuities(view.tables) == funds_with_named_annuities(earlier.tables);
    if (!same_layout) { return Input::all; }
    Input changed = Input::none;
    const auto add = [&](bool as_before, Input input) {
        if (!as_before) { changed = changed | input; }
    };
    add(&view.spendable == &earlier.spendable || same_amounts(view.spendable, earlier.spendable), Input::money);
    add(same.indicators, Input::indicators);
    add(same.beneficiary_groups && same.service_levels && same.level_targets && same.service_supply, Input::levels);
    add(same.deliveries, Input::deliveries);
    add(same.measure_limits, Input::limits);
    add(same.links, Input::links);
    add(same.eligibility, Input::rights);
    add(same.co_financing, Input::co_financing);
    add(same.reserves, Input::reserves);
    add(same.territory_quotas, Input::quotas);
    add(same.records, Input::records);
    add(same.current_plan, Input::current_plan);
    add(same.stages, Input::stages);
    return changed;
}

}  // namespace leps
