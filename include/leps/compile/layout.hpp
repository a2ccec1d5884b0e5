#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "leps/compile/bundle_costs.hpp"
#include "leps/compile/service_fractions.hpp"
#include "leps/domain/definitions/plan_view.hpp"
#include "leps/problem/index.hpp"
#include "leps/problem/tree.hpp"

namespace leps {

using BundleIndex = Index<struct BundleTag>;
using SpendIndex = Index<struct SpendTag>;

/// a[o, s]: units of an operation started on the first day of a period. Whole units count 1, others are nano-units.
struct StartColumn {
    OperationIndex operation;
    PeriodIndex period;
    ColumnIndex column;
};

/// due[o, e, k]: what must be paid for one category of an operation in one elementary period.
struct Bundle {
    OperationIndex operation;
    ElementaryIndex elementary;
    Category category = Category::current;
    BundleCosts costs;
    int rounded_up = 0;    ///< n+: separately rounded sums in it
    int rounded_down = 0;  ///< n-: those that are not the first term of their telescope
    std::size_t first_spend = 0;
    std::size_t spend_count = 0;
};

/// x[payer, bundle]: cents. The payer is a purse, or one annuity of it where a rule names annuities of the fund.
struct SpendColumn {
    BundleIndex bundle;
    PurseIndex purse;
    std::optional<SpendableIndex> annuity;
    std::uint32_t rule = 0;  ///< row of the table eligibility that governs it
    ColumnIndex column;
};

/// y[annuity, e]: cents of an annuity used in an elementary period, where several of a purse are open at once.
struct UseColumn {
    SpendableIndex annuity;
    ElementaryIndex elementary;
    ColumnIndex column;
};

/// How the money of a purse is counted.
enum class PurseKind {
    carried,   ///< spending columns name the annuity
    disjoint,  ///< never two annuities open at once: spending itself is counted
    split      ///< y says which annuity pays
};

/// Which columns a plan has: what every family of rows looks columns up in. Depends on no amount of an annuity. The columns
/// of starts come first in the problem, then those of spends, then those of uses.
struct Layout {
    NodeTree tree;
    std::vector<NodeIndex> node_of_territory;
    std::vector<StartColumn> starts;              ///< by operation and period
    std::vector<std::size_t> first_start;         ///< of operation o: first_start[o] ... first_start[o + 1] - 1
    std::vector<Bundle> bundles;                  ///< by operation, elementary period, category
    std::vector<std::size_t> first_bundle;        ///< by operation, as first_start
    std::vector<SpendColumn> spends;              ///< by bundle, then purse, then annuity
    std::vector<PurseKind> purse_kind;
    std::vector<UseColumn> uses;                  ///< by annuity and elementary period
    std::vector<std::vector<SpendIndex>> spends_of_purse;
    std::shared_ptr<const std::vector<CohortCost>> costs;         ///< what the costs of bundles point into
    std::shared_ptr<const ServiceFractions> service;

    [[nodiscard]] const Bundle& bundle(BundleIndex b) const { return bundles[b.value()]; }
    [[nodiscard]] const SpendColumn& spend(SpendIndex s) const { return spends[s.value()]; }
};

/// The columns of a plan, without numbers of the problem: which starts, bundles, payers exist.
/// O(operations x elementary periods x payers).
[[nodiscard]] Layout make_layout(const PlanView& view);

/// Funds of which a rule names single annuities: reserves by year, quotas of a year, commitments on an annuity.
[[nodiscard]] std::set<FundId> funds_with_named_annuities(const PlanTables& tables);

}  // namespace leps
