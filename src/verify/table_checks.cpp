#include <limits>
#include <map>
#include <tuple>

#include "checks.hpp"
#include "leps/domain/definitions/assumptions.hpp"
#include "leps/domain/definitions/carried_on.hpp"
#include "leps/domain/definitions/mappafondo.hpp"
#include "leps/domain/definitions/published_units.hpp"
#include "leps/domain/definitions/result_findings.hpp"
#include "leps/domain/definitions/unusable.hpp"
#include "table_comparison.hpp"

namespace leps {

/// UNITS  for each place, measure and period of horizon and tail: units in service averaged over it, rounded down to nano-units;
/// a row wherever that is not 0.
void check_units(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    std::vector<UnitRow> right;
    for (std::size_t o = 0; o < audit.achieved.operations.size(); ++o) {
        const std::vector<WideRatio>& average = audit.achieved.operations[o].average;
        const Operation& operation = plan.operations[OperationIndex(o)];
        for (std::size_t t = 0; t < average.size(); ++t) {
            const Int128 nanos = (average[t] * WideRatio(Units::nanos_per_unit)).floor();
            if (nanos == 0) { continue; }
            right.push_back({.site = operation.site, .measure = plan.measures[operation.measure].measure, .period = plan.timeline.periods()[t].span,
                             .units = Units::from_nanos(wide::narrow(nanos))});
        }
    }
    compare_table(audit.report, "units", std::move(right), allocation.units);
}

/// COVERAGE  a row for each level that is due: required, before, after, shortfall, gap in ppb, reached at the resolution.
void check_coverage(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    std::vector<CoverageRow> right;
    for (std::size_t d = 0; d < plan.demands.size(); ++d) {
        const Demand& demand = plan.demands[d];
        const Coverage& coverage = audit.achieved.coverage[d];
        right.push_back({.zone = plan.territories[demand.zone].territory, .level = plan.tables.service_levels[demand.level.value()].level,
                         .period = plan.timeline[demand.period].span, .required = demand.required, .before = demand.before,
                         .after = published_units(coverage.after), .shortfall = published_units(coverage.shortfall), .gap_ppb = coverage.gap_ppb,
                         .reached = coverage.reached});
    }
    compare_table(audit.report, "coverage", std::move(right), allocation.coverage);
}

/// FUNDS  one row for each annuity of the plan and each projected one: window, status, amount, used, left = amount - used, the
/// day on which it lapses, and what of left no measure could have taken (unusable.hpp).
void check_funds(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    const std::vector<Money> unusable = unusable_money(plan, allocation.starts, allocation.spend);
    std::vector<FundRow> right;
    for (std::size_t a = 0; a < plan.spendable.size(); ++a) {
        const SpendableAnnuity& annuity = plan.spendable[SpendableIndex(a)];
        const Money used = Money::from_cents(wide::narrow(audit.achieved.used[a]));
        right.push_back({.fund = plan.tables.funds[annuity.fund.value()].fund, .year = annuity.year,
                         .recipient = plan.territories[annuity.recipient].territory, .act = annuity.act, .window = annuity.window,
                         .status = annuity.status, .projected = annuity.tail, .amount = annuity.amount, .used = used,
                         .left = annuity.amount - used, .lapses_on = annuity.lapses_on, .unusable = unusable[a]});
    }
    compare_table(audit.report, "funds", std::move(right), allocation.funds);
}

/// DUES BEYOND  for each place, measure, category and day after the tail: what falls due on it of unit lines, and on the first
/// one what of running cost that ends; per year, what of running cost without end.
void check_dues_beyond(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    std::vector<DuesBeyondRow> right;
    for (const LaterDue& due : audit.achieved.later) {
        const Operation& operation = plan.operations[due.operation];
        right.push_back({.site = operation.site, .measure = plan.measures[operation.measure].measure, .category = due.category,
                         .due_from = due.due_from, .amount = Money::from_cents(wide::narrow(due.cents)), .per_year = due.per_year});
    }
    compare_table(audit.report, "dues_beyond_horizon", std::move(right), allocation.dues_beyond_horizon);
}

/// PROJECTED  every value that the plan carries on from an earlier year, and from which (carried_on.hpp).
void check_projected(const Audit& audit, const Allocation& allocation) {
    compare_table(audit.report, "projected_indicators", carried_on(audit.plan), allocation.projected);
}

/// ASSUMPTIONS  for money and requirement, each basis (assumptions.hpp). Money of pools goes by the parts that the result publishes,
/// which POOLED judges.
void check_assumptions(const Audit& audit, const Allocation& allocation) {
    compare_table(audit.report, "assumptions", assumption_table(audit.plan, paid_by_row(audit.plan, audit.achieved.used, allocation.pooled)),
                  allocation.assumptions);
}

/// MAPPAFONDO  what the spending makes of each annuity (mappafondo.hpp).
void check_mappafondo(const Audit& audit, const Allocation& allocation) {
    compare_table(audit.report, "mappafondo", mappafondo(audit.plan, allocation.spend), allocation.mappafondo);
}

/// FINDINGS  the warnings of the plan's tables and of stages that hang on keep (result_findings.hpp), each as often; where rows
/// stand in files does not count. Information, such as what was rounded outward, is believed.
void check_findings(const Plan& plan, const Allocation& allocation, Report& report) {
    const auto key = [](const Issue& i) { return std::tie(i.code, i.severity, i.table, i.field, i.found, i.expected, i.message); };
    const auto before = [&](const Issue* a, const Issue* b) { return key(*a) < key(*b); };
    std::map<const Issue*, std::int64_t, decltype(before)> missing(before);
    const std::vector<Issue> right = result_findings(plan.table_warnings(), allocation.stages);
    for (const Issue& issue : right) { ++missing[&issue]; }
    for (const Issue& issue : allocation.findings) {
        if (issue.severity != Severity::information) { --missing[&issue]; }
    }
    for (const auto& [issue, count] : missing) {
        if (count == 0) { continue; }
        const std::string rows = std::to_string(count < 0 ? -count : count) + " of such rows ";
        report.add({.rule = "findings", .subject = "table findings, " + issue->code + ": " + describe(*issue),
                    .found = rows + (count < 0 ? "too many" : "missing"), .limit = count < 0 ? "findings of the plan and of the stages alone" : "every finding of the plan and of the stages",
                    .message = count < 0 ? "the plan and the stages give no such finding, or not so often" : "the finding is missing"});
    }
}

/// REASONS  an allocation that keeps the rules has none.
void check_reasons(const Allocation& allocation, Report& report) {
    if (allocation.status != AllocationStatus::allocated) { return; }
    for (const Reason& reason : allocation.reasons) {
        report.add({.rule = "reasons", .subject = "reason " + reason.code + ", " + reason.subject, .found = "a reason why there is no allocation", .limit = "no reason",
                    .message = "what is allocated needs no reason why it is not"});
    }
}

}  // namespace leps
