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

/// For each fund, category and operation one closest row of eligibility (on each day), and a row of co-financing where the
/// tier of the fund asks for one. Time O(operations x rows of the measure).
class EligibilityCheck {
public:
    EligibilityCheck(const CheckContext& context, const Operations& operations)
        : c_(context), rows_(context.findings, "eligibility") {
        for (const MeasureIndex leaf : c_.measures.leaves()) { operations_of_.emplace(leaf, std::vector<const Operation*>()); }
        for (const Operation& operation : operations.list()) { operations_of_[operation.measure].push_back(&operation); }
        for (const Eligibility& row : c_.tables.eligibility) {
            const MeasureIndex top = c_.measures.at(row.measure);
            for (const MeasureIndex leaf : c_.measures.leaves()) {
                if (c_.measures.is_within(leaf, top)) { candidates_[{row.fund, leaf, row.category}].push_back(&row); }
            }
        }
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
        if (fund.tier != Tier::eu || unsure_.contains(fund.fund) || unsure_territories_) { return; }
        if (co_financing_rule(c_.tables.co_financing, fund.fund, operation, c_.measures, c_.territories) != nullptr) { return; }
        const std::string& category = c_.territories.eu_category(operation.territory);
        const std::string& measure = c_.measures[operation.measure].measure.text();
        if (category.empty()) {
            TerritoryIndex region = operation.territory;
            for (std::optional<TerritoryIndex> up = region; up; up = c_.territories.parent(*up)) {
                if (c_.territories[*up].kind == TerritoryKind::region) { region = *up; }
            }
            if (!uncategorized_.insert(region).second) { return; }
            TableFindings(c_.findings, "territories").error(c_.territories[region].at,
                {.code = "missing_eu_category", .field = "eu_category", .found = "", .expected = "a category of the territory or of one above it",
                 .message = fund.fund.text() + " may pay here and is of tier eu: write its category, such as more_developed"});
            return;
        }
        if (!missing_.emplace(fund.fund, category).second) { return; }
        TableFindings(c_.findings, "co_financing").error({.code = "missing_co_financing", .field = "eu_category",
            .found = "no row of " + fund.fund.text() + " for " + category + " and " + measure, .expected = "a row, as the fund is of tier eu",
            .message = "add the greatest share that " + fund.fund.text() + " may pay in regions of this category"});
    }

    const CheckContext& c_;
    ClosestRowCheck<Eligibility> rows_;
    std::map<MeasureIndex, std::vector<const Operation*>> operations_of_;
    std::map<std::tuple<FundId, MeasureIndex, Category>, std::vector<const Eligibility*>> candidates_;
    std::map<FundId, const Fund*> funds_;
    std::set<FundId> unsure_;
    bool unsure_territories_ = false;
    std::set<TerritoryIndex> uncategorized_;
    std::set<std::pair<FundId, std::string>> missing_;
};

}  // namespace leps
