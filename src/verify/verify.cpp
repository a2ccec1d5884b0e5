#include "leps/verify/verify.hpp"

#include "checks.hpp"
#include "leps/core/shown.hpp"
#include "resolve.hpp"
#include "table_comparison.hpp"

namespace leps {

namespace {

/// A result of another plan: nothing else of it can be judged.
Verification of_another_plan(const Plan& plan, const Allocation& allocation) {
    return {.violations = {{.rule = "plan_hash", .subject = "allocation", .found = allocation.plan_hash.empty() ? "no hash" : shown(allocation.plan_hash),
                            .limit = plan.hash(), .message = "the result is of another plan, so nothing else of it is judged"}},
            .stages = {}, .violation_count = 1};
}

void check_identity(const Plan& plan, const Allocation& allocation, Report& report) {
    if (allocation.status != AllocationStatus::allocated) {
        report.add({.rule = "status", .subject = "plan " + plan.header().name, .found = seen(allocation.status), .limit = "allocated",
                    .message = "the result does not claim to keep the rules"});
    }
    if (allocation.certificate.plan_hash != plan.hash()) {
        report.add({.rule = "plan_hash", .subject = "certificate", .found = allocation.certificate.plan_hash, .limit = plan.hash(),
                    .message = "the certificate is of another plan"});
    }
    if (allocation.plan_name != plan.header().name) {
        report.add({.rule = "plan_name", .subject = "allocation", .found = allocation.plan_name, .limit = plan.header().name,
                    .message = "the plan of this hash has another name"});
    }
    if (allocation.unique != Uniqueness::not_proved) {
        report.add({.rule = "unique", .subject = "allocation", .found = seen(allocation.unique), .limit = "not proved",
                    .message = "nothing that a result holds proves that it is the only one"});
    }
    check_reasons(allocation, report);
}

bool holds_nothing(const Allocation& allocation) {
    return allocation.starts.empty() && allocation.spend.empty() && allocation.stages.empty();
}

}  // namespace

Verification verify(const Plan& plan, const Allocation& allocation) {
    if (allocation.plan_hash != plan.hash()) { return of_another_plan(plan, allocation); }
    const PlanView view(plan.tables());
    Report report(view);
    Verification out;
    check_identity(plan, allocation, report);
    if (allocation.status == AllocationStatus::allocated || !holds_nothing(allocation)) {
        const Decisions decisions = resolve(view, allocation, report);
        report.guard("overflow", [&] {
            const Achieved achieved = evaluate(view, decisions);
            const Audit audit{.plan = view, .decisions = decisions, .achieved = achieved, .report = report};
            const auto rule = [&](const char* name, void (*check)(const Audit&)) { report.guard(name, [&] { check(audit); }); };
            rule("cost_balance", check_cost_balance);
            rule("annuity", check_annuities);
            rule("zone_share", check_zone_shares);
            rule("municipal_share", check_municipal_shares);
            rule("eligibility", check_eligibility);
            rule("co_financing", check_co_financing);
            rule("reserve", check_reserves);
            rule("territory_quota", check_territory_quotas);
            rule("level_floor", check_hard_levels);
            rule("measure_limit", check_measure_limits);
            rule("link", check_links);
            rule("committed", check_commitments);
            rule("persons_cap", check_persons_caps);
            rule("published_split", check_published_split);
            const auto table = [&](const char* name, void (*check)(const Audit&, const Allocation&)) { report.guard(name, [&] { check(audit, allocation); }); };
            table("units", check_units);
            table("coverage", check_coverage);
            table("funds", check_funds);
            table("pooled", check_pooled);
            table("dues_beyond_horizon", check_dues_beyond);
            table("projected_indicators", check_projected);
            table("assumptions", check_assumptions);
            table("mappafondo", check_mappafondo);
            report.guard("findings", [&] { check_findings(plan, allocation, report); });
            out.stages = check_stages(audit, allocation);
        });
    }
    out.violation_count = report.count();
    out.violations = std::move(report).take();
    return out;
}

}  // namespace leps
