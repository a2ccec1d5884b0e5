#include "allocate/cents.hpp"

#include <algorithm>
#include <cmath>

namespace leps {
namespace {

/// A row bound as the integer that it is; nothing where there is none.
std::optional<Int128> exact(double bound) { return std::isinf(bound) ? std::nullopt : std::optional(static_cast<Int128>(bound)); }

}  // namespace

Cents::Cents(const CompiledProblem& compiled) : compiled_(&compiled) {
    const Layout& layout = *compiled.layout;
    const Problem& problem = compiled.problem;
    cents_.assign(layout.spends.size(), 0);
    constraints_of_.resize(layout.spends.size());
    std::vector<std::int64_t> spend_of_column(problem.column_count(), -1);
    for (std::size_t s = 0; s < layout.spends.size(); ++s) {
        const ColumnIndex column = layout.spends[s].column;
        spend_of_column[column.value()] = static_cast<std::int64_t>(s);
        most_.push_back(static_cast<std::int64_t>(problem.column_upper()[column.value()]));
    }
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const auto columns = problem.columns(RowIndex(r));
        const bool money = !columns.empty() && std::all_of(columns.begin(), columns.end(), [&](ColumnIndex c) { return spend_of_column[c.value()] >= 0; });
        if (!money) { continue; }
        std::vector<SpendIndex> spends;
        for (const ColumnIndex column : columns) { spends.emplace_back(static_cast<std::size_t>(spend_of_column[column.value()])); }
        rows_.emplace_back(r);
        lower_.push_back(exact(problem.row_lower()[r]));
        upper_.push_back(exact(problem.row_upper()[r]));
        spends_of_.push_back(std::move(spends));
    }
    activity_.assign(rows_.size(), 0);
    for (std::size_t p = 0; p < layout.purse_kind.size(); ++p) {
        if (layout.purse_kind[p] != PurseKind::split) { continue; }
        purses_.emplace_back(p);
        spends_of_.push_back(layout.spends_of_purse[p]);
        spent_.emplace_back(compiled.view->timeline.elementary().size(), 0);
    }
    unpaid_.resize(purses_.size());
    for (const Bundle& bundle : layout.bundles) {
        std::vector<SpendIndex> spends;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { spends.emplace_back(x); }
        spends_of_.push_back(std::move(spends));
    }
    due_.assign(layout.bundles.size(), 0);
    paid_.assign(layout.bundles.size(), 0);
    weights_of_.resize(layout.spends.size());
    for (std::size_t c = 0; c < spends_of_.size(); ++c) {
        for (std::size_t i = 0; i < spends_of_[c].size(); ++i) {
            const SpendIndex s = spends_of_[c][i];
            constraints_of_[s.value()].push_back(static_cast<std::uint32_t>(c));
            weights_of_[s.value()].push_back(is_row(c) ? static_cast<Int128>(problem.coefficients(rows_[c])[i]) : Int128{1});
        }
    }
}

/// A column stands under a handful of constraints, but a row may hold thousands of columns: the search is on the short side.
Int128 Cents::weight(std::size_t c, SpendIndex s) const {
    const std::vector<std::uint32_t>& list = constraints_of_[s.value()];
    const auto found = std::find(list.begin(), list.end(), static_cast<std::uint32_t>(c));
    return weights_of_[s.value()][static_cast<std::size_t>(found - list.begin())];
}

bool Cents::all_hold() const {
    for (std::size_t c = 0; c < constraint_count(); ++c) {
        if (broken(c) != 0) { return false; }
    }
    return true;
}

int Cents::direction(std::size_t c) const {
    if (is_bundle(c)) { return due_[bundle(c).value()] < paid_[bundle(c).value()] ? 1 : -1; }
    if (!is_row(c)) { return 1; }
    return upper_[c] && activity_[c] > *upper_[c] ? 1 : -1;
}

void Cents::add(SpendIndex s, std::int64_t cents) {
    cents_[s.value()] += cents;
    const BundleIndex b = compiled_->layout->spend(s).bundle;
    paid_[b.value()] += cents;
    for (std::size_t i = 0; i < constraints_of_[s.value()].size(); ++i) {
        const std::uint32_t c = constraints_of_[s.value()][i];
        if (is_row(c)) {
            activity_[c] += weights_of_[s.value()][i] * cents;
        } else if (!is_bundle(c)) {
            spent_[c - rows_.size()][compiled_->layout->bundle(b).elementary.value()] += cents;
            unpaid_[c - rows_.size()].reset();
        }
    }
}

template <class Take>
void Cents::walk_split(std::size_t c, Take take) const {
    const PlanView& view = *compiled_->view;
    const Purse& purse = view.spendable.purses()[this->purse(c).value()];
    const std::vector<std::int64_t>& spent = spent_[c - rows_.size()];
    std::vector<std::int64_t> left;
    for (const SpendableIndex a : purse.annuities) { left.push_back(view.spendable[a].amount.cents()); }
    for (std::size_t e = 0; e < spent.size(); ++e) {
        std::int64_t wanted = spent[e];
        const ElementaryPeriod& elementary = view.timeline.elementary()[e];
        for (std::size_t i = 0; wanted > 0 && i < left.size(); ++i) {
            const SpendableAnnuity& annuity = view.spendable[purse.annuities[i]];
            if (annuity.tail != elementary.tail || !annuity.window.contains(elementary.span)) { continue; }
            const std::int64_t taken = std::min(wanted, left[i]);
            left[i] -= taken;
            wanted -= taken;
            take(i, e, taken);
        }
        take(left.size(), e, wanted);
    }
}

Int128 Cents::broken(std::size_t c) const {
    if (is_bundle(c)) { return wide::absolute(due_[bundle(c).value()] - paid_[bundle(c).value()]); }
    if (is_row(c)) {
        if (upper_[c] && activity_[c] > *upper_[c]) { return activity_[c] - *upper_[c]; }
        if (lower_[c] && activity_[c] < *lower_[c]) { return *lower_[c] - activity_[c]; }
        return 0;
    }
    std::optional<Int128>& unpaid = unpaid_[c - rows_.size()];
    if (!unpaid) {
        unpaid = 0;
        const std::size_t nobody = compiled_->view->spendable.purses()[purse(c).value()].annuities.size();
        walk_split(c, [&](std::size_t annuity, std::size_t, std::int64_t cents) { *unpaid += annuity == nobody ? cents : 0; });
    }
    return *unpaid;
}

std::vector<std::vector<std::int64_t>> Cents::split(std::size_t c) const {
    const std::size_t annuities = compiled_->view->spendable.purses()[purse(c).value()].annuities.size();
    std::vector<std::vector<std::int64_t>> paid(annuities + 1, std::vector<std::int64_t>(compiled_->view->timeline.elementary().size(), 0));
    walk_split(c, [&](std::size_t annuity, std::size_t e, std::int64_t cents) { paid[annuity][e] += cents; });
    return paid;
}

}  // namespace leps
