#include "leps/verify/verify.hpp"

#include "checks.hpp"
#include "resolve.hpp"

namespace leps {

namespace {

void check_identity(const Plan& plan, const Allocation& allocation, Report& report) {
    if (allocation.status != AllocationStatus::allocated) {
        const bool named = static_cast<std::size_t>(allocation.status) < Words<AllocationStatus>::list.size();
        report.add({.rule = "status", .subject = "plan " + plan.header().name, .found = named ? std::string(word(allocation.status)) : "no status",
                    .limit = "allocated", .message = "the result does not claim to keep the rules"});
    }
    const auto hash = [&](const std::string& where, const std::string& found) {
        if (found == plan.hash()) { return; }
        report.add({.rule = "plan_hash", .subject = where, .found = found, .limit = plan.hash(), .message = "the result belongs to another plan"});
    };
    hash("allocation", allocation.plan_hash);
    hash("certificate", allocation.certificate.plan_hash);
}

bool holds_nothing(const Allocation& allocation) {
    return allocation.starts.empty() && allocation.spend.empty() && allocation.stages.empty();
}

}  // namespace

Verification verify(const Plan& plan, const Allocation& allocation) {
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
            table("projected", check_projected);
            out.stages = check_stages(audit, allocation);
        });
    }
    out.violations = report.take();
    return out;
}

}  // namespace leps
