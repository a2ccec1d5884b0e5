#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/payables.hpp"

namespace leps {

/// Reserves that no spending could keep. A reserve is called impossible only where it is so whatever is decided; the
/// others are left to the engine. Time O(reserves x what its fund may pay + reserves of a fund squared).
class ReserveCheck {
public:
    ReserveCheck(const CheckContext& context, const Payables& payables)
        : c_(context), payables_(payables), out_(context.findings, "reserves") {}

    void run() {
        std::map<FundId, std::vector<const Reserve*>> of_fund;
        for (const Reserve& row : c_.tables.reserves) {
            of_fund[row.fund].push_back(&row);
            one(row);
        }
        for (const auto& [fund, rows] : of_fund) {
            beyond_the_whole(rows);
            quota_above_cap(rows);
        }
    }

private:
    using Scope = std::pair<std::optional<TerritoryIndex>, std::optional<Year>>;
    struct ScopeMoney {
        WideRatio assigned = 0;
        WideRatio reachable = 0;  ///< what may still pay, of annuities that may pay something of the subset
        bool subset = false;
    };

    void one(const Reserve& row) {
        const FundIndex fund = payables_.spendable().fund(row.fund);
        const std::set<MeasureIndex> measures = subset_measures(row);
        if (row.subset_kind == SubsetKind::group && measures.empty()) {
            out_.error(row.at, {.code = "empty_subset", .field = "subset", .found = row.subset, .expected = "a group with a level that some measure delivers",
                                .message = "the measures of a group are those that deliver to its levels, and there are none"});
            return;
        }
        std::set<SpendableIndex> useful;
        for (const Payable& entry : payables_.of(fund)) {
            if (inside(row, measures, entry)) { useful.insert(entry.annuity); }
        }
        std::map<Scope, ScopeMoney> scopes;
        for (std::size_t i = 0; i < payables_.spendable().size(); ++i) {
            const SpendableAnnuity& annuity = payables_.spendable().list()[i];
            if (annuity.fund != fund || annuity.tail) { continue; }
            ScopeMoney& scope = scopes[scope_of(row, annuity)];
            scope.assigned += annuity.assigned.cents();
            if (useful.contains(SpendableIndex(i))) {
                scope.reachable += annuity.amount.cents();
                scope.subset = true;
            }
        }
        for (const auto& [scope, money] : scopes) { check(row, scope, money); }
        if (useful.empty() && !payables_.of(fund).empty() && row.share > Ratio(0) &&
            (row.kind == ReserveKind::earmark || row.kind == ReserveKind::of_spent_min)) {
            out_.warning(row.at, {.code = "reserve_unused", .field = "subset", .found = row.subset, .expected = "something that " + row.fund.text() + " may pay",
                                  .message = row.kind == ReserveKind::earmark ? "the money kept can be spent on nothing: check eligibility and dates"
                                                                               : "the fund cannot spend anything at all: check eligibility and dates"});
        }
    }

    void check(const Reserve& row, const Scope& scope, const ScopeMoney& money) {
        const WideRatio needed = (row.share.wide() * money.assigned).ceil();
        std::string where = scope.first ? " of " + c_.name(*scope.first) : "";
        if (scope.second) { where += " in " + std::to_string(*scope.second); }
        if (row.kind == ReserveKind::quota && money.reachable < needed) {
            impossible(row, euros(needed) + where + " must go to " + row.subset + ", and " + euros(money.reachable) + " can",
                       "enough money that may pay something of the subset",
                       "check eligibility, windows and dates of " + row.fund.text() + ", or lower the share");
        }
        if (row.kind == ReserveKind::cap && row.strict && needed == WideRatio(0) && money.subset) {
            impossible(row, "less than 0.00" + where, "a cap above nothing where it is strict", "nothing is less than nothing: set strict to false");
        }
    }

    void impossible(const Reserve& row, std::string found, std::string expected, std::string message) {
        out_.error(row.at, {.code = "reserve_cannot_hold", .field = "share", .found = std::move(found), .expected = std::move(expected), .message = std::move(message)});
    }

    /// Quotas of parts that do not overlap, and one earmark beside them, cannot take more than the whole: neither their shares nor
    /// their cents, each rounded up, in any scope. Earmarks alone can, as whoever spends little keeps them all: a warning.
    void beyond_the_whole(const std::vector<const Reserve*>& rows) {
        std::map<std::pair<bool, bool>, std::vector<const Reserve*>> alike;
        for (const Reserve* row : rows) {
            if (row->kind == ReserveKind::earmark || row->kind == ReserveKind::quota) { alike[{row->per_recipient, row->per_year}].push_back(row); }
        }
        for (auto& [scope, list] : alike) {
            std::stable_sort(list.begin(), list.end(), [](const Reserve* a, const Reserve* b) { return b->share < a->share; });
            const auto part = [&list = list](auto belongs) {
                std::vector<const Reserve*> chosen;
                std::copy_if(list.begin(), list.end(), std::back_inserter(chosen), belongs);
                return chosen;
            };
            const auto is_quota = [](const Reserve* row) { return row->kind == ReserveKind::quota; };
            bool impossible = parts_beyond(part(is_quota));
            for (const Reserve* earmark : list) {
                if (impossible || is_quota(earmark) || std::none_of(list.begin(), list.end(), is_quota)) { continue; }
                impossible = parts_beyond(part([&](const Reserve* row) { return row == earmark || is_quota(row); }));
            }
            if (!impossible) { parts_beyond(part([&](const Reserve* row) { return !is_quota(row); })); }
        }
    }

    /// Reports the first parts, apart from each other, that are too many. Nothing of earmarks alone is an error.
    bool parts_beyond(const std::vector<const Reserve*>& list) {
        const bool earmarks = std::all_of(list.begin(), list.end(), [](const Reserve* row) { return row->kind == ReserveKind::earmark; });
        std::vector<const Reserve*> apart;
        WideRatio sum = 0;
        for (const Reserve* row : list) {
            if (!std::all_of(apart.begin(), apart.end(), [&](const Reserve* other) { return disjoint(*row, *other); })) { continue; }
            apart.push_back(row);
            try {
                sum += row->share.wide();
            } catch (const InvalidValue&) {
                return false;
            }
            const auto short_of = !earmarks && sum <= WideRatio(1) ? scope_short_of(apart) : std::nullopt;
            if (sum <= WideRatio(1) && !short_of) { continue; }
            std::string names;
            for (const Reserve* member : apart) { names += (names.empty() ? "" : ", ") + member->reserve.text(); }
            RowFinding finding{.code = "reserves_beyond_whole", .field = "share", .found = to_string(sum) + " for " + names, .expected = "at most 1 together",
                               .message = "these parts of " + row->fund.text() + " do not overlap: lower their shares"};
            if (short_of) {
                finding.found = to_string(sum) + " of " + *short_of + " for " + names;
                finding.expected = "no more than there is, when each is rounded up to a cent";
            }
            if (earmarks) {
                finding.message = "these parts of " + row->fund.text() + " do not overlap: all can only be kept where little of it is spent";
                out_.warning(row->at, std::move(finding));
            } else {
                out_.error(row->at, std::move(finding));
            }
            return true;
        }
        return false;
    }

    /// The assigned money of a scope that the parts, each rounded up, exceed.
    [[nodiscard]] std::optional<std::string> scope_short_of(const std::vector<const Reserve*>& parts) const {
        const Reserve& first = *parts.front();
        std::map<Scope, WideRatio> assigned;
        for (const SpendableAnnuity& annuity : payables_.spendable().list()) {
            if (annuity.tail || annuity.fund != payables_.spendable().fund(first.fund)) { continue; }
            assigned[scope_of(first, annuity)] += annuity.assigned.cents();
        }
        for (const auto& [scope, cents] : assigned) {
            WideRatio needed = 0;
            for (const Reserve* part : parts) { needed += (part->share.wide() * cents).ceil(); }
            if (needed > cents) { return euros(cents); }
        }
        return std::nullopt;
    }

    static Scope scope_of(const Reserve& row, const SpendableAnnuity& annuity) {
        return {row.per_recipient ? std::optional(annuity.recipient) : std::nullopt, row.per_year ? std::optional(annuity.year) : std::nullopt};
    }

    void quota_above_cap(const std::vector<const Reserve*>& rows) {
        for (const Reserve* quota : rows) {
            for (const Reserve* cap : rows) {
                const bool clash = quota->kind == ReserveKind::quota && cap->kind == ReserveKind::cap && quota->subset_kind == cap->subset_kind &&
                                   quota->subset == cap->subset && quota->per_recipient == cap->per_recipient && quota->per_year == cap->per_year &&
                                   (cap->share < quota->share || (cap->strict && cap->share == quota->share));
                if (!clash) { continue; }
                impossible(*quota, to_string(quota->share), "at most the cap " + cap->reserve.text() + " (" + to_string(cap->share) + ", " + place_text(cap->at) + ")",
                           "lower the quota or raise the cap");
            }
        }
    }

    [[nodiscard]] bool disjoint(const Reserve& a, const Reserve& b) const {
        if ((a.subset_kind == SubsetKind::territory) != (b.subset_kind == SubsetKind::territory)) { return false; }
        if (a.subset_kind == SubsetKind::territory) {
            const TerritoryIndex left = c_.territories.at(TerritoryId(a.subset));
            const TerritoryIndex right = c_.territories.at(TerritoryId(b.subset));
            return !c_.territories.is_within(left, right) && !c_.territories.is_within(right, left);
        }
        const std::set<MeasureIndex> left = subset_measures(a);
        const std::set<MeasureIndex> right = subset_measures(b);
        return std::none_of(left.begin(), left.end(), [&](MeasureIndex m) { return right.contains(m); });
    }

    [[nodiscard]] std::set<MeasureIndex> subset_measures(const Reserve& row) const {
        std::set<MeasureIndex> measures;
        if (row.subset_kind == SubsetKind::measure) {
            for (const MeasureIndex leaf : c_.measures.leaves()) {
                if (c_.measures.is_within(leaf, c_.measures.at(MeasureId(row.subset)))) { measures.insert(leaf); }
            }
        }
        if (row.subset_kind == SubsetKind::group) {
            std::set<LevelId> levels;
            for (const ServiceLevel& level : c_.tables.service_levels) {
                if (level.group && level.group->text() == row.subset) { levels.insert(level.level); }
            }
            for (const Delivery& delivery : c_.tables.deliveries) {
                if (levels.contains(delivery.level)) { measures.insert(c_.measures.at(delivery.measure)); }
            }
        }
        return measures;
    }

    [[nodiscard]] bool inside(const Reserve& row, const std::set<MeasureIndex>& measures, const Payable& entry) const {
        const Operation& operation = payables_.operations()[entry.operation];
        if (row.subset_kind != SubsetKind::territory) { return measures.contains(operation.measure); }
        const TerritoryIndex place = c_.territories.at(TerritoryId(row.subset));
        return spent_in(place, operation, payables_.spendable()[entry.annuity].recipient, c_.territories) > WideRatio(0);
    }

    [[nodiscard]] static std::string euros(const WideRatio& cents) { return to_string(Money::from_cents(wide::narrow(cents.floor()))); }

    const CheckContext& c_;
    const Payables& payables_;
    TableFindings out_;
};

}  // namespace leps
