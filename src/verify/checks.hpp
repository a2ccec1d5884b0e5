#pragma once

#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"
#include "leps/verify/evaluate.hpp"
#include "leps/verify/verification.hpp"
#include "report.hpp"

namespace leps {

/// Each check recomputes one family of rules and reports where it does not hold. The formula stands above each body.
struct Audit {
    const PlanView& plan;
    const Decisions& decisions;
    const Achieved& achieved;
    Report& report;
};

// money_checks.cpp: what is paid against what is due, and by whom
void check_cost_balance(const Audit& audit);
void check_annuities(const Audit& audit);
void check_zone_shares(const Audit& audit);
void check_municipal_shares(const Audit& audit);

// share_checks.cpp: what a fund may pay of a base
void check_eligibility(const Audit& audit);
void check_co_financing(const Audit& audit);

// fund_checks.cpp: how a fund is divided
void check_reserves(const Audit& audit);
void check_territory_quotas(const Audit& audit);
void check_commitments(const Audit& audit);

// service_checks.cpp: units in service
void check_hard_levels(const Audit& audit);
void check_measure_limits(const Audit& audit);

// people_checks.cpp
void check_persons_caps(const Audit& audit);

// link_checks.cpp
void check_links(const Audit& audit);

// split_checks.cpp: which annuity pays, and whose part of a pool
void check_published_split(const Audit& audit);
void check_pooled(const Audit& audit, const Allocation& allocation);

// table_checks.cpp: published numbers
void check_units(const Audit& audit, const Allocation& allocation);
void check_coverage(const Audit& audit, const Allocation& allocation);
void check_funds(const Audit& audit, const Allocation& allocation);
void check_dues_beyond(const Audit& audit, const Allocation& allocation);
void check_projected(const Audit& audit, const Allocation& allocation);
void check_assumptions(const Audit& audit, const Allocation& allocation);
void check_mappafondo(const Audit& audit, const Allocation& allocation);
void check_findings(const Plan& plan, const Allocation& allocation, Report& report);
void check_reasons(const Allocation& allocation, Report& report);

// stage_checks.cpp
[[nodiscard]] std::vector<StageCheck> check_stages(const Audit& audit, const Allocation& allocation);

}  // namespace leps
