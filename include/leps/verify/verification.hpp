#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "leps/core/wide.hpp"
#include "leps/domain/vocabulary.hpp"

namespace leps {

/// One place where a result breaks a rule of the plan, or publishes a number that its own cents and units do not give.
struct Violation {
    std::string rule;     ///< a rule of MODEL.md 5 (cost_balance, annuity ...), zone_share and municipal_share (who pays how
                          ///< much of a bundle), published_split, a result table, plan_name, unique, reasons, stage; or what
                          ///< cannot be judged: status, plan_hash, starts, spend, overflow; last, more_violations
    std::string subject;  ///< in words of the domain: "zone TOS-13, measure SW, 2025-01-01/2025-12-31, current"
    std::string found;    ///< money in euro, units and persons as numbers
    std::string limit;    ///< what would have been right
    std::string message;  ///< a sentence
    bool operator==(const Violation&) const = default;
};

/// One stage: what the result publishes, what its cents and units give, and the cap that it had to keep. In the unit of the
/// stage (StageRow).
struct StageCheck {
    StageObjective objective = StageObjective::shortfall;
    std::optional<int> priority_class{};
    std::optional<int> depth{};
    StagePeriods periods = StagePeriods::all;
    Int128 published_value = 0;
    Int128 recomputed = 0;
    Int128 cap = 0;
    bool ok = false;
    bool operator==(const StageCheck&) const = default;
};

/// How many violations are listed one by one; the rest is counted.
inline constexpr std::size_t violation_limit = 1000;

/// What an audit of a result found. Order: identity, rows that the plan does not know, rules, tables, stages; within a rule
/// plan order. Texts are short and can be shown, whatever stands in the result.
struct Verification {
    std::vector<Violation> violations;  ///< beyond violation_limit a last one, more_violations, says how many there are in all
    std::vector<StageCheck> stages;
    std::size_t violation_count = 0;    ///< in all, those that are not listed included

    [[nodiscard]] bool ok() const { return violations.empty(); }
    bool operator==(const Verification&) const = default;
};

}  // namespace leps
