#include <algorithm>
#include <set>
#include <tuple>

#include "checks.hpp"
#include "table_comparison.hpp"

namespace leps {

namespace {

/// Funds of which a rule names the annuity: there the solved split is the published one.
std::set<FundIndex> funds_with_named_annuities(const PlanView& plan) {
    std::set<FundIndex> funds;
    for (const Reserve& row : plan.tables.reserves) {
        if (row.per_year) { funds.insert(plan.spendable.fund(row.fund)); }
    }
    for (const TerritoryQuota& row : plan.tables.territory_quotas) {
        if (row.year) { funds.insert(plan.spendable.fund(row.fund)); }
    }
    for (const Record& row : plan.tables.records) {
        if (row.annuity || !row.act.empty()) { funds.insert(plan.spendable.fund(row.fund)); }
    }
    return funds;
}

/// What each annuity of a purse pays of each bundle; bundles in time, then plan order.
using Split = std::map<std::tuple<ElementaryIndex, OperationIndex, Category>, std::map<SpendableIndex, Int128>>;

/// The purse's money by its own order, bundle by bundle; nothing where it does not suffice, or where what is published is no
/// payment at all. Has the same bundles as what is published.
std::optional<Split> by_order(const PlanView& plan, const Purse& purse, const Split& published) {
    std::map<SpendableIndex, Int128> left;
    for (const SpendableIndex a : purse.annuities) { left[a] = plan.spendable[a].amount.cents(); }
    Split split;
    for (const auto& [bundle, parts] : published) {
        Int128 wanted = 0;
        for (const auto& [annuity, cents] : parts) {
            if (cents <= 0) { return std::nullopt; }
            wanted += cents;
        }
        for (const SpendableIndex a : purse.annuities) {
            if (!plan.spendable[a].window.contains(plan.timeline[std::get<0>(bundle)].span)) { continue; }
            const Int128 taken = std::min(wanted, left[a]);
            if (taken <= 0) { continue; }
            split[bundle][a] = taken;
            left[a] -= taken;
            wanted -= taken;
        }
        if (wanted != 0) { return std::nullopt; }
    }
    return split;
}

}  // namespace

/// SPLIT  per (fund, recipient), where no rule names the annuity: elementary periods in time, in each the bundles in plan
/// order (place, measure, category) take the money of the earliest window end first, then older year, then plan order.
/// (This order finds a split wherever there is one, so where it finds none the rule `annuity` is broken already.)
void check_published_split(const Audit& audit) {
    const PlanView& plan = audit.plan;
    const std::set<FundIndex> solved = funds_with_named_annuities(plan);
    std::map<std::pair<FundIndex, TerritoryIndex>, Split> published;
    for (const Payment& payment : audit.decisions.payments) {
        const SpendableAnnuity& annuity = plan.spendable[payment.annuity];
        const BundleKey& bundle = payment.bundle;
        published[{annuity.fund, annuity.recipient}][{bundle.elementary, bundle.operation, bundle.category}][payment.annuity] = payment.cents;
    }
    for (const Purse& purse : plan.spendable.purses()) {
        const auto found = published.find({purse.fund, purse.recipient});
        if (found == published.end() || solved.contains(purse.fund)) { continue; }
        const std::optional<Split> expected = by_order(plan, purse, found->second);
        if (!expected || *expected == found->second) { continue; }
        const auto [wrong, right] = std::mismatch(found->second.begin(), found->second.end(), expected->begin(), expected->end());
        const auto& [elementary, operation, category] = wrong->first;
        const auto words = [&](const std::map<SpendableIndex, Int128>& parts) {
            std::string text;
            for (const auto& [annuity, cents] : parts) {
                text += (text.empty() ? "" : "; ") + euros(cents) + " of " + std::to_string(plan.spendable[annuity].year) +
                        (plan.spendable[annuity].act.empty() ? "" : ", " + plan.spendable[annuity].act);
            }
            return text;
        };
        audit.report.add({.rule = "published_split",
                          .subject = audit.report.fund(purse.fund) + ", recipient " + plan.territories[purse.recipient].territory.text() + "; " +
                                     audit.report.bundle({.operation = operation, .elementary = elementary, .category = category}),
                          .found = words(wrong->second), .limit = words(right->second),
                          .message = "money that lapses first, then the older year, then plan order, pays first"});
    }
}

/// POOL  used(pool) is split over its municipalities' annuities by largest remainder on amounts, ties in plan order; a row wherever
/// a part is not 0.
void check_pooled(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    std::vector<PooledRow> right;
    for (std::size_t a = 0; a < plan.spendable.size(); ++a) {
        const SpendableAnnuity& pool = plan.spendable[SpendableIndex(a)];
        const bool municipal = !pool.members.empty() &&
            plan.territories[plan.territories.at(plan.tables.annuities[pool.members.front()].territory)].kind == TerritoryKind::municipality;
        if (!municipal || plan.tables.funds[pool.fund.value()].pooling != Pooling::pooled) { continue; }
        struct Share { std::size_t row; Int128 cents; Int128 rest; };
        std::vector<Share> parts;
        Int128 open = audit.achieved.used[a];
        for (const std::size_t row : pool.members) {
            const Int128 total = std::max(Int128(1), Int128(pool.assigned.cents()));
            const Int128 product = wide::multiply(audit.achieved.used[a], plan.tables.annuities[row].amount.cents());
            const Int128 cents = wide::floor_div(product, total);
            parts.push_back({.row = row, .cents = cents, .rest = product - cents * total});
            open -= cents;
        }
        std::stable_sort(parts.begin(), parts.end(), [](const Share& x, const Share& y) { return x.rest > y.rest; });
        for (Share& part : parts) {
            if (open > 0) { ++part.cents; --open; }
            if (part.cents == 0) { continue; }
            const Annuity& row = plan.tables.annuities[part.row];
            right.push_back({.municipality = row.territory, .fund = row.fund, .year = row.year, .act = row.act,
                             .amount = Money::from_cents(wide::narrow(part.cents))});
        }
    }
    compare_table(audit.report, "pooled", std::move(right), allocation.pooled);
}

}  // namespace leps
