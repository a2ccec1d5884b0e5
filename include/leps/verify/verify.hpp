#pragma once

#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"
#include "leps/verify/verification.hpp"

namespace leps {

/// Recomputes every rule, every published table and every stage value of a result from the plan and the result's starts and
/// spending, in integers and exact fractions, without anything that made the result. (MODEL.md 5, 6, 8) Of each table that
/// follows from them (units, coverage, funds, pooled, dues_beyond_horizon, projected_indicators, assumptions, findings, mappafondo, the values of
/// stages) a changed cell and a row that is missing, doubled or too many is a violation. So is `unique = proved`, since nothing
/// proves it. A result of another plan (its hash differs) is one violation, and nothing else of it is judged.
///
/// Believed, since plan and result alone do not give it again:
/// - engine, versions, options and problem hash of the result and its certificate, `reproducible`, and reasons of a result that is not
///   allocated;
/// - of a stage: reached, cap, bound, how value - bound is parted among engine, whole units and rounding, claimed, and
///   sensitive_to_keep. Only what they say of each other is checked: bound <= value <= cap, reached <= cap, claimed <= cap, the three
///   parts add up and none of engine and whole units is negative, value - reached <= the part of rounding;
/// - the prices of the certificate. check_certificate (allocate/certificate.hpp) compiles the plan again and recomputes the problem
///   hash, every bound from its prices, and every cap from what was reached and the engine's part of the gap;
/// - findings that are information: which rows of the compiled problem were rounded outward (check_certificate);
/// - where rows of the plan stand in their files (row and line of findings), since another form of the same plan has them elsewhere;
/// - `work`, which is no part of an answer.
///
/// Never throws on what the allocation holds: unknown ids, negative money, duplicates and numbers that overflow are violations.
/// Time O(n log n) in rows of the result, rows of the plan, zones x levels x periods and operations x bundles x payers.
[[nodiscard]] Verification verify(const Plan& plan, const Allocation& allocation);

}  // namespace leps
