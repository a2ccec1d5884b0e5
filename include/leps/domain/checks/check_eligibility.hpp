#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/closest_rows.hpp"
#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/paying.hpp"

namespace leps {

/// Rows of eligibility and co-financing: for each fund, category and operation one closest row (on each day), and a
/// co-financing row where the tier of the fund asks for one. Time O(operations x rows of the measure).
class EligibilityCheck {
public:
    EligibilityCheck(const CheckContext& context, const Operations& operations)
        : c_(context), operations_(operations), rows_(context.findings, "eligibility"), shares_(context.findings, "co_financing") {
        for (const MeasureIndex leaf : c_.measures.leaves()) { operations_of_.emplace(leaf, std::vector<const Operation*>()); }
        for (const Operation& operation : operations.list()) { operations_of_[operation.measure].push_back(&operation); }
        for (const Eligibility& row : c_.tables.eligibility) {
            const MeasureIndex top = c_.measures.at(row.measure);
            for (const MeasureIndex leaf : c_.measures.leaves()) {
                if (c_.measures.is_within(leaf, top)) { candidates_[{row.fund, leaf, row.category}].push_back(&row); }
            }
        }
        for (const CoFinancing& row : c_.tables.co_financing) { shares_of_[row.fund].push_back(&row); }
        for (const Fund& row : c_.tables.funds) { funds_.emplace(row.fund, &row); }
        for (const CoFinancing& row : c_.given.co_financing) {
            if (row.at.broken || c_.findings.faulty.contains(&row.at)) { unsure_.insert(row.fund); }
        }
        for (const Territory& row : c_.given.territories) {
            unsure_territories_ = unsure_territories_ || row.at.broken || c_.findings.faulty.contains(&row.at);
        }
    }

    void run() {
        for (const auto& [key, candidates] : candidates_) {
            const auto& [fund, leaf, category] = key;
            for (const Operation* operation : operations_of_.at(leaf)) {
                const auto closest = rows_.closest(candidates, [&](const Eligibility& row) -> std::optional<Specificity> {
                    const auto rank = scope_rank(row.scope, operation->territory, c_.territories);
                    if (!rank) { return std::nullopt; }
                    return Specificity{.measure = c_.measures.depth(c_.measures.at(row.measure)), .scope = *rank};
                }, operation->site);
                rows_.overlaps(closest, operation->site);
                if (!closest.empty()) { co_financed(*funds_.at(fund), *operation); }
            }
        }
    }

private:
    void co_financed(const Fund& fund, const Operation& operation) {
        const std::string& category = c_.territories.eu_category(operation.territory);
        const auto rows = shares_of_.find(fund.fund);
        if (rows != shares_of_.end()) {
            const auto closest = shares_.closest(rows->second, [&](const CoFinancing& row) -> std::optional<Specificity> {
                if (!row.eu_category.empty() && row.eu_category != category) { return std::nullopt; }
                int measure = 0;
                if (row.measure) {
                    const MeasureIndex covered = c_.measures.at(*row.measure);
                    if (!c_.measures.is_within(operation.measure, covered)) { return std::nullopt; }
                    measure = 1 + c_.measures.depth(covered);
                }
                return Specificity{.measure = 0, .scope = 2 * measure + (row.eu_category.empty() ? 0 : 1)};
            }, operation.site);
            if (!closest.empty()) { return; }
            if (co_financing_applies(rows->second, category, operation)) { return; }
        }
        if (fund.tier != Tier::eu || unsure_.contains(fund.fund) || unsure_territories_) { return; }
        const std::string& measure = c_.measures[operation.measure].measure.text();
        if (category.empty()) {
            if (!uncategorized_.insert(operation.territory).second) { return; }
            TableFindings(c_.findings, "territories").error(c_.territories[operation.territory].at,
                {.code = "missing_eu_category", .field = "eu_category", .found = "", .expected = "a category of the territory or of one above it",
                 .message = fund.fund.text() + " may pay here and is of tier eu: write the category of the region, such as more_developed"});
            return;
        }
        if (!missing_.emplace(fund.fund, category).second) { return; }
        TableFindings(c_.findings, "co_financing").error({.code = "missing_co_financing", .field = "eu_category",
            .found = "no row of " + fund.fund.text() + " for " + category + " and " + measure, .expected = "a row, as the fund is of tier eu",
            .message = "add the greatest share that " + fund.fund.text() + " may pay in regions of this category"});
    }

    /// Whether some row applies, so that what is missing is only which of them wins (reported as ambiguous).
    [[nodiscard]] bool co_financing_applies(const std::vector<const CoFinancing*>& rows, const std::string& category, const Operation& operation) const {
        return std::any_of(rows.begin(), rows.end(), [&](const CoFinancing* row) {
            return (row->eu_category.empty() || row->eu_category == category) &&
                   (!row->measure || c_.measures.is_within(operation.measure, c_.measures.at(*row->measure)));
        });
    }

    const CheckContext& c_;
    const Operations& operations_;
    ClosestRowCheck<Eligibility> rows_;
    ClosestRowCheck<CoFinancing> shares_;
    std::map<MeasureIndex, std::vector<const Operation*>> operations_of_;
    std::map<std::tuple<FundId, MeasureIndex, Category>, std::vector<const Eligibility*>> candidates_;
    std::map<FundId, std::vector<const CoFinancing*>> shares_of_;
    std::map<FundId, const Fund*> funds_;
    std::set<FundId> unsure_;
    bool unsure_territories_ = false;
    std::set<TerritoryIndex> uncategorized_;
    std::set<std::pair<FundId, std::string>> missing_;
};

}  // namespace leps
