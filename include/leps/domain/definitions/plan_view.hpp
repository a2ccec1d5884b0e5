#pragma once

#include <vector>

#include "leps/domain/definitions/due.hpp"
#include "leps/domain/definitions/indicators.hpp"
#include "leps/domain/definitions/measure_tree.hpp"
#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/paying.hpp"
#include "leps/domain/definitions/requirement.hpp"
#include "leps/domain/definitions/spendable.hpp"
#include "leps/domain/definitions/stages.hpp"
#include "leps/domain/definitions/territory_tree.hpp"
#include "leps/domain/definitions/timeline.hpp"

namespace leps {

/// A checked plan with its references resolved: the shared meaning of the tables, and nothing decided yet. Holds pointers
/// into itself: it stays where it was made.
class PlanView {
public:
    explicit PlanView(const PlanTables& plan_tables)
        : tables(plan_tables), timeline(tables), territories(tables), measures(tables), indicators(tables),
          operations(tables, territories, measures, indicators), spendable(tables, territories, timeline),
          eligibility(tables, measures, territories), requirements(tables, indicators, territories),
          demands(requirements.demands(timeline)), costs(tables, measures), stages(ordered_stages(tables)) {}
    PlanView(const PlanView&) = delete;
    PlanView& operator=(const PlanView&) = delete;

    const PlanTables tables;
    const Timeline timeline;
    const TerritoryTree territories;
    const MeasureTree measures;
    const Indicators indicators;
    const Operations operations;
    const Spendable spendable;
    const EligibilityRules eligibility;
    const Requirements requirements;
    const std::vector<Demand> demands;
    const CostLines costs;
    const std::vector<StageSpec> stages;
};

}  // namespace leps
