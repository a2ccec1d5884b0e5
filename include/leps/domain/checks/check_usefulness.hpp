#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/payables.hpp"
#include "leps/domain/definitions/service.hpp"

namespace leps {

/// What is correct and yet does nothing: a level that no measure delivers or that is never due, a measure that never
/// starts or whose costs no fund may pay, a fund without money or without anything to pay. Warnings. Time O(n log n).
inline void check_usefulness(const CheckContext& c, const Payables& payables) {
    {
        TableFindings out(c.findings, "service_levels");
        std::set<LevelId> delivered;
        for (const Delivery& row : c.tables.deliveries) {
            if (row.units_per_unit > Ratio(0)) { delivered.insert(row.level); }
        }
        for (const ServiceLevel& level : c.tables.service_levels) {
            bool due = false;
            bool lacking = false;
            for (const TerritoryIndex zone : c.territories.zones()) {
                for (std::size_t t = 0; t < c.timeline.horizon_periods(); ++t) {
                    const Year year = year_of(c.timeline.periods()[t].span.begin());
                    const auto required = c.requirements.required(level, zone, year);
                    const auto supply = c.requirements.supply(level.level, zone, year);
                    due = due || (required && Ratio(0) < *required);
                    lacking = lacking || (required && supply && supply->wide() < required->wide());
                }
            }
            if (!due) {
                out.warning(level.at, {.code = "level_never_due", .field = "from_year", .found = level.level.text(), .expected = "a zone and a year of the horizon in which it is due",
                                       .message = "check its years, its territory_group and its targets"});
            } else if (lacking && !delivered.contains(level.level)) {
                out.warning(level.at, {.code = "level_without_measure", .field = "level", .found = level.level.text(), .expected = "a measure that delivers to it",
                                       .message = "its gap stays as it is whatever is decided: add a row to deliveries"});
            }
        }
    }
    {
        TableFindings out(c.findings, "measures");
        for (const MeasureIndex leaf : c.measures.leaves()) {
            const Measure& measure = c.measures[leaf];
            const auto& periods = c.timeline.periods();
            if (std::none_of(periods.begin(), periods.end(), [&](const PlanPeriod& period) { return may_start(measure, period); })) {
                out.warning(measure.at, {.code = "measure_never_starts", .field = "start_from", .found = measure.measure.text(),
                                         .expected = "a first day of a period of the horizon inside start_from and start_to", .message = "check the start dates"});
            }
        }
        std::set<std::pair<MeasureIndex, Category>> due;
        std::set<std::pair<MeasureIndex, Category>> paid;
        for (const DueTimes& times : payables.dues()) { due.emplace(payables.operations()[times.operation].measure, times.category); }
        for (std::size_t f = 0; f < c.tables.funds.size(); ++f) {
            for (const Payable& entry : payables.of(FundIndex(f))) { paid.emplace(payables.operations()[entry.operation].measure, entry.category); }
        }
        for (const auto& [measure, category] : due) {
            if (paid.contains({measure, category})) { continue; }
            out.warning(c.measures[measure].at, {.code = "measure_without_fund", .field = "measure", .found = c.measures[measure].measure.text() + ", " + std::string(word(category)),
                                                 .expected = "a fund that may pay this category in some zone", .message = "it can never be started: add a row to eligibility, or check windows and dates"});
        }
    }
    TableFindings out(c.findings, "funds");
    std::set<FundIndex> with_money;
    for (const SpendableAnnuity& annuity : payables.spendable().list()) { with_money.insert(annuity.fund); }
    for (std::size_t f = 0; f < c.tables.funds.size(); ++f) {
        const Fund& fund = c.tables.funds[f];
        if (!with_money.contains(FundIndex(f))) {
            out.warning(fund.at, {.code = "fund_without_money", .field = "fund", .found = fund.fund.text(), .expected = "a row in annuities", .message = "add its annuities, or remove the fund"});
        } else if (payables.of(FundIndex(f)).empty()) {
            out.warning(fund.at, {.code = "fund_pays_nothing", .field = "fund", .found = fund.fund.text(), .expected = "a measure that it may pay",
                                  .message = "its money stays where it is: check its eligibility, recipients and windows"});
        }
    }
}

}  // namespace leps
