#pragma once

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/spendable.hpp"
#include "leps/domain/definitions/specificity.hpp"

namespace leps {

/// Who may pay an operation: a recipient that is its territory or an ancestor; one inside a zone that it serves (the zone,
/// or a municipality whose money is kept apart).
[[nodiscard]] inline bool may_pay(TerritoryIndex recipient, const Operation& operation, const TerritoryTree& territories) {
    if (territories.is_within(operation.territory, recipient)) { return true; }
    for (const ZoneShare& served : operation.serves) {
        if (territories.is_within(recipient, served.zone)) { return true; }
    }
    return false;
}

/// The part of a recipient's money for an operation that counts as spent in a territory: all of it where the operation lies
/// inside the territory; where the operation is shared from above, all of it if the payer lies inside, none if the payer
/// lies inside another zone, else the shares of the served zones inside.
[[nodiscard]] inline WideRatio spent_in(TerritoryIndex place, const Operation& operation, TerritoryIndex recipient,
                                        const TerritoryTree& territories) {
    if (territories.is_within(operation.territory, place)) { return 1; }
    if (!territories.is_within(place, operation.territory)) { return 0; }
    WideRatio inside = 0;
    for (const ZoneShare& served : operation.serves) {
        const bool counts = territories.is_within(served.zone, place);
        if (territories.is_within(recipient, served.zone)) { return counts ? 1 : 0; }
        if (counts) { inside += served.share.wide(); }
    }
    return inside;
}

/// Rows of eligibility by fund, measure and category, and which of them govern a place.
class EligibilityRules {
public:
    EligibilityRules(const PlanTables& tables, const MeasureTree& measures, const TerritoryTree& territories)
        : rows_(tables.eligibility), measures_(&measures), territories_(&territories) {
        for (const Eligibility& row : rows_) {
            const auto measure = measures.find(row.measure);
            if (measure) { by_measure_[*measure].push_back(&row); }
        }
    }

    /// The closest rows for a fund, category and operation, whatever their dates: they replace the others altogether.
    [[nodiscard]] std::vector<const Eligibility*> closest(const FundId& fund, Category category, const Operation& operation) const {
        std::vector<const Eligibility*> candidates;
        for (std::optional<MeasureIndex> up = operation.measure; up; up = measures_->parent(*up)) {
            const auto found = by_measure_.find(*up);
            if (found != by_measure_.end()) { candidates.insert(candidates.end(), found->second.begin(), found->second.end()); }
        }
        return most_specific(candidates, [&](const Eligibility& row) -> std::optional<Specificity> {
            if (row.fund != fund || row.category != category) { return std::nullopt; }
            const auto rank = scope_rank(row.scope, operation.territory, *territories_);
            if (!rank) { return std::nullopt; }
            return Specificity{.measure = measures_->depth(measures_->at(row.measure)), .scope = *rank};
        });
    }

    /// The row that lets a fund pay a category of an operation throughout an elementary period, or null: no row, no right.
    [[nodiscard]] const Eligibility* governing(const FundId& fund, Category category, const Operation& operation, const Period& elementary) const {
        for (const Eligibility* row : closest(fund, category, operation)) {
            if (row->valid.contains(elementary)) { return row; }
        }
        return nullptr;
    }

    /// No row of a measure or of its headings has a scope: what holds for it somewhere holds everywhere.
    [[nodiscard]] bool same_everywhere(MeasureIndex measure) const {
        for (std::optional<MeasureIndex> up = measure; up; up = measures_->parent(*up)) {
            const auto found = by_measure_.find(*up);
            if (found == by_measure_.end()) { continue; }
            if (!std::ranges::all_of(found->second, [](const Eligibility* row) { return row->scope == Scope{}; })) { return false; }
        }
        return true;
    }

    [[nodiscard]] const Table<Eligibility>& rows() const noexcept { return rows_; }

private:
    Table<Eligibility> rows_;
    const MeasureTree* measures_;
    const TerritoryTree* territories_;
    std::map<MeasureIndex, std::vector<const Eligibility*>> by_measure_;
};

/// The dues of one operation that a fund "may pay" in the sense of co-financing: those that eligibility allows it, with its dates,
/// whoever receives its money and whenever that may be spent. Holds pointers to what it was made from.
class EligibleDues {
public:
    EligibleDues(const EligibilityRules& rules, FundId fund, const Operation& operation, const Timeline& timeline)
        : rules_(&rules), fund_(std::move(fund)), operation_(&operation), timeline_(&timeline) {}

    /// Whether what falls due of a category in an elementary period belongs to a base: to a bundle it always does; to a
    /// project where the fund may pay the category at some time of the horizon (or of the tail); to a fund where it may then.
    [[nodiscard]] bool counts(CoFinancingBase base, Category category, ElementaryIndex e) {
        switch (base) {
            case CoFinancingBase::bundle: return true;
            case CoFinancingBase::project: {
                const auto [some, fresh] = sometime_.try_emplace({category, (*timeline_)[e].tail}, false);
                for (std::size_t i = 0; fresh && i < timeline_->elementary().size(); ++i) {
                    const ElementaryPeriod& other = timeline_->elementary()[i];
                    some->second = some->second || (other.tail == (*timeline_)[e].tail && any(category, other.span));
                }
                return some->second;
            }
            case CoFinancingBase::fund: return any(category, (*timeline_)[e].span);
        }
        return false;
    }

private:
    [[nodiscard]] bool any(Category category, const Period& span) {
        const auto [rows, fresh] = closest_.try_emplace(category);
        if (fresh) { rows->second = rules_->closest(fund_, category, *operation_); }
        return std::any_of(rows->second.begin(), rows->second.end(), [&](const Eligibility* row) { return row->valid.contains(span); });
    }

    const EligibilityRules* rules_;
    FundId fund_;
    const Operation* operation_;
    const Timeline* timeline_;
    std::map<Category, std::vector<const Eligibility*>> closest_;
    std::map<std::pair<Category, bool>, bool> sometime_;
};

/// The co-financing row of a fund for an operation: a row with a measure (or its heading) beats one without, a row with a
/// category beats one for all. Null: the fund may pay everything.
[[nodiscard]] inline const CoFinancing* co_financing_rule(const Table<CoFinancing>& rows, const FundId& fund, const Operation& operation,
                                                          const MeasureTree& measures, const TerritoryTree& territories) {
    std::vector<const CoFinancing*> candidates;
    for (const CoFinancing& row : rows) {
        if (row.fund == fund) { candidates.push_back(&row); }
    }
    const auto winners = most_specific(candidates, [&](const CoFinancing& row) -> std::optional<Specificity> {
        if (!row.eu_category.empty() && row.eu_category != territories.eu_category(operation.territory)) { return std::nullopt; }
        int measure = 0;
        if (row.measure) {
            const auto covered = measures.find(*row.measure);
            if (!covered || !measures.is_within(operation.measure, *covered)) { return std::nullopt; }
            measure = 1 + measures.depth(*covered);
        }
        return Specificity{.measure = 0, .scope = 2 * measure + (row.eu_category.empty() ? 0 : 1)};  // the measure decides first
    });
    return winners.empty() ? nullptr : winners.front();
}

}  // namespace leps
