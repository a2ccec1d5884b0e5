#pragma once

#include <string>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/definitions/indicators.hpp"
#include "leps/domain/definitions/measure_tree.hpp"
#include "leps/domain/definitions/requirement.hpp"
#include "leps/domain/definitions/territory_tree.hpp"
#include "leps/domain/definitions/timeline.hpp"

namespace leps {

/// What checks across tables share: the sound part of a plan with its trees and periods, and the plan as it was given, whose
/// rows at fault still count as present. Stays where it was made.
struct CheckContext {
    CheckContext(const PlanTables& plan, const PlanTables& sound, PlanFindings& all)
        : given(plan), tables(sound), findings(all), timeline(sound), territories(sound), measures(sound), indicators(sound),
          given_indicators(plan), requirements(sound, indicators, territories), given_requirements(plan, indicators, territories) {}
    CheckContext(const CheckContext&) = delete;
    CheckContext& operator=(const CheckContext&) = delete;

    [[nodiscard]] const std::string& name(TerritoryIndex i) const { return territories[i].territory.text(); }
    [[nodiscard]] Year first_year() const { return year_of(timeline.horizon().begin()); }

    const PlanTables& given;
    const PlanTables& tables;
    PlanFindings& findings;
    const Timeline timeline;
    const TerritoryTree territories;
    const MeasureTree measures;
    const Indicators indicators;
    const Indicators given_indicators;
    const Requirements requirements;
    const Requirements given_requirements;
};

}  // namespace leps
