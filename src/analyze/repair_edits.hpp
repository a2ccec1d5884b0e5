#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leps/analyze/repair.hpp"
#include "leps/compile/datum.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// By how much a datum gives way, on its grid: cents, nano-units, or 1.
struct GivenWay {
    DatumColumn column;
    Int128 amount = 0;
    Int128 most_counted = 0;  ///< of a greatest number of units: nano-units that are counted where that is most
};

/// What one unit of it costs; nothing: it may not change. The unit: 1 euro, 1 unit of service, 1 link.
[[nodiscard]] std::optional<Ratio> repair_weight(const PlanView& view, const DatumColumn& column);

/// How many of the unit one on the grid is: 1/100, 1/10^9 or 1.
[[nodiscard]] WideRatio unit_of_grid(const Datum& datum);

struct EditedTables {
    PlanTables tables;
    std::vector<RepairChange> changes;
    std::vector<std::string> sentences;
};

/// The tables of a plan with these changes.
[[nodiscard]] EditedTables edited(const PlanView& view, const std::vector<GivenWay>& ways);

}  // namespace leps
