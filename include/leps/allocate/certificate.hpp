#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// One bound of a certificate, evaluated again.
struct CertifiedStage {
    StageObjective objective = StageObjective::shortfall;
    std::optional<int> priority_class{};
    std::optional<int> depth{};
    StagePeriods periods = StagePeriods::all;
    Int128 published_bound = 0;  ///< the row's bound
    Int128 proved_bound = 0;     ///< what its prices prove
    Int128 value = 0;
};

/// What the prices of an allocation prove about its plan.
struct CertificateCheck {
    std::vector<std::string> problems;  ///< empty: every bound is proved
    std::vector<CertifiedStage> stages;
    [[nodiscard]] bool ok() const noexcept { return problems.empty(); }
};

/// Compiles the plan again and evaluates every published bound exactly from the published prices and caps, without any
/// engine. A bound that its prices do not prove, prices or caps too large to be judged by, a row with two prices, or a hash that
/// differs, is a problem; a stage whose prices prove nothing is not listed. A result that calls itself proved to be unique is a
/// problem too: no certificate holds such a proof yet. So are findings that name other rows as rounded outward than the problem
/// has, and a cap K that does not follow from what its stage reached, with scale and reserve of the plan compiled again:
///     K  =  max(reached, keep_to) + max(keep x scale, reserve, 10 x gap_engine)
/// The last stage of the plan, within which nothing has to stay, is raised to its value. O(stages x non-zeros).
[[nodiscard]] CertificateCheck check_certificate(const Plan& plan, const Allocation& allocation);

}  // namespace leps
