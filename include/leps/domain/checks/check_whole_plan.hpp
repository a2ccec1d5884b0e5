#pragma once

#include <set>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_annuities.hpp"
#include "leps/domain/checks/check_associations.hpp"
#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/checks/check_costs.hpp"
#include "leps/domain/checks/check_current_plan.hpp"
#include "leps/domain/checks/check_eligibility.hpp"
#include "leps/domain/checks/check_header.hpp"
#include "leps/domain/checks/check_limits.hpp"
#include "leps/domain/checks/check_needed_numbers.hpp"
#include "leps/domain/checks/check_quotas.hpp"
#include "leps/domain/checks/check_records.hpp"
#include "leps/domain/checks/check_reserves.hpp"
#include "leps/domain/checks/check_usefulness.hpp"
#include "leps/domain/checks/check_weights.hpp"
#include "leps/domain/checks/check_whole_shares.hpp"
#include "leps/domain/checks/payables.hpp"
#include "leps/domain/checks/sound_tables.hpp"

namespace leps {

/// The tables without what cannot be an operation: regions' measures that lack the numbers to share them out (they count as
/// headings), and associations at fault.
[[nodiscard]] inline PlanTables operable(PlanTables tables, const std::set<MeasureId>& unserved,
                                         const std::set<std::pair<AssociationId, MeasureId>>& associations) {
    std::vector<Measure> measures = tables.measures.rows();
    for (Measure& row : measures) { row.heading = row.heading || unserved.contains(row.measure); }
    tables.measures = Table<Measure>(std::move(measures));
    std::vector<AssociationShare> shares = tables.associations.rows();
    std::erase_if(shares, [&](const AssociationShare& row) { return !associations.contains({row.association, row.measure}); });
    tables.associations = Table<AssociationShare>(std::move(shares));
    return tables;
}

/// What money may reach: the checks that need annuities, operations and their costs at once.
inline void check_reach(const CheckContext& c, const Operations& operations, const Spendable& spendable, LimitCheck& limits) {
    check_pooled_money(c, spendable);
    check_supply_lacks(c, spendable);
    Payables payables(c, operations, spendable);
    const CostLines costs(c.tables, c.measures);
    WholeShareCheck shares(c, payables);
    for (std::size_t o = 0; o < operations.size(); ++o) {
        const Operation& operation = operations.list()[o];
        const CostSchedule schedule = cost_schedule(operation, c.timeline, c.measures, c.territories, costs);
        limits.bounded(operation, schedule);
        payables.add(OperationIndex(o), schedule);
        shares.check(operation, schedule, costs);
    }
    ReserveCheck(c, payables).run();
    QuotaCheck(c, payables).run();
    check_commitments(c, payables);
    check_weights(c);
    if (c.findings.faulty.empty()) { check_usefulness(c, payables); }
}

/// The checks across tables, on the rows that are sound by themselves. The horizon must be one.
inline void check_whole_plan(const PlanTables& given, PlanFindings& findings) {
    try {
        const SoundTables sound(given, findings);
        std::set<MeasureId> unserved;
        std::set<std::pair<AssociationId, MeasureId>> associations;
        {
            const CheckContext c(given, sound.tables(), findings);
            check_cut_counts(c.timeline, findings);
            unserved = NeededNumbersCheck(c).run();
            associations = check_associations(c);
        }
        const PlanTables tables = operable(sound.tables(), unserved, associations);
        const CheckContext c(given, tables, findings);
        const Operations operations(c.tables, c.territories, c.measures, c.indicators);
        CostLineCheck(c, operations).run();
        EligibilityCheck(c, operations).run();
        LimitCheck limits(c, operations);
        check_links(c, operations, limits);
        check_current_plan(c, operations);
        check_supply_costs(c);
        check_missing_annuities(c);
        const bool sums = check_money_sums(c);
        if (!check_recipients(c) || !sums) { return; }
        check_reach(c, operations, Spendable(c.tables, c.territories, c.timeline), limits);
    } catch (const InvalidValue& overflow) {
        TableFindings(findings, "").error({.code = overflow.fields().code, .field = "", .found = overflow.fields().subject + ": " + overflow.fields().got,
                                           .expected = overflow.fields().limit,
                                           .message = "some number has too many digits to be computed with exactly: look for amounts, ratios and shares that are far too large or too fine"});
    }
}

}  // namespace leps
