#pragma once

#include <memory>
#include <vector>

#include "leps/domain/definitions/due.hpp"
#include "leps/domain/definitions/indicators.hpp"
#include "leps/domain/definitions/measure_tree.hpp"
#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/paying.hpp"
#include "leps/domain/definitions/requirement.hpp"
#include "leps/domain/definitions/same_tables.hpp"
#include "leps/domain/definitions/spendable.hpp"
#include "leps/domain/definitions/stages.hpp"
#include "leps/domain/definitions/territory_tree.hpp"
#include "leps/domain/definitions/timeline.hpp"

namespace leps {

/// The parts of a PlanView. Each is made from tables and earlier parts; views of plans that have these in common share it,
/// together with the parts that it points into.
struct PlanParts {
    PlanParts(const PlanTables& tables, const SameTables& same, const PlanParts* earlier) {
        const auto make = [&]<class Part>(std::shared_ptr<const Part> PlanParts::* part, bool as_before, auto fresh) {
            this->*part = as_before ? earlier->*part : std::make_shared<const Part>(fresh());
        };
        const bool ground = same.time && same.territories;
        make(&PlanParts::timeline, same.time && same.annuities && same.eligibility, [&] { return Timeline(tables); });
        make(&PlanParts::territories, ground, [&] { return TerritoryTree(tables); });
        make(&PlanParts::measures, same.measures, [&] { return MeasureTree(tables); });
        make(&PlanParts::indicators, same.indicators, [&] { return Indicators(tables); });
        make(&PlanParts::operations, ground && same.measures && same.indicators && same.associations,
             [&] { return Operations(tables, *territories, *measures, *indicators); });
        make(&PlanParts::spendable,
             ground && same.funds && same.annuities && same.baseline && (tables.header.baseline == Baseline::outside || same.service_supply),
             [&] { return Spendable(tables, *territories, *timeline); });
        make(&PlanParts::eligibility, ground && same.measures && same.eligibility,
             [&] { return EligibilityRules(tables, *measures, *territories); });
        make(&PlanParts::demands, ground && same.indicators && same.service_levels && same.level_targets && same.service_supply,
             [&] { return Requirements(tables, *indicators, *territories).demands(*timeline); });
        make(&PlanParts::costs, same.measures && same.measure_costs, [&] { return CostLines(tables, *measures); });
    }

    std::shared_ptr<const Timeline> timeline;
    std::shared_ptr<const TerritoryTree> territories;
    std::shared_ptr<const MeasureTree> measures;
    std::shared_ptr<const Indicators> indicators;
    std::shared_ptr<const Operations> operations;
    std::shared_ptr<const Spendable> spendable;
    std::shared_ptr<const EligibilityRules> eligibility;
    std::shared_ptr<const std::vector<Demand>> demands;
    std::shared_ptr<const CostLines> costs;
};

/// A checked plan with its references resolved: the shared meaning of the tables, and nothing decided yet. It stays where it
/// was made.
class PlanView {
public:
    explicit PlanView(const PlanTables& plan_tables) : PlanView(plan_tables, SameTables(), nullptr) {}
    /// The same, re-using every part of an earlier view that is made from the same rows.
    PlanView(const PlanTables& plan_tables, const PlanView& earlier)
        : PlanView(plan_tables, SameTables(plan_tables, earlier.tables), &earlier.parts_) {}
    PlanView(const PlanView&) = delete;
    PlanView& operator=(const PlanView&) = delete;

private:
    PlanView(const PlanTables& plan_tables, const SameTables& as_earlier, const PlanParts* earlier)
        : parts_(plan_tables, as_earlier, earlier), tables(plan_tables), same(as_earlier), timeline(*parts_.timeline),
          territories(*parts_.territories), measures(*parts_.measures), indicators(*parts_.indicators), operations(*parts_.operations),
          spendable(*parts_.spendable), eligibility(*parts_.eligibility), demands(*parts_.demands), costs(*parts_.costs),
          stages(ordered_stages(tables, timeline, demands)) {}

    const PlanParts parts_;

public:
    const PlanTables tables;
    const SameTables same;  ///< as in the earlier view that it was made from
    const Timeline& timeline;
    const TerritoryTree& territories;
    const MeasureTree& measures;
    const Indicators& indicators;
    const Operations& operations;
    const Spendable& spendable;
    const EligibilityRules& eligibility;
    const std::vector<Demand>& demands;
    const CostLines& costs;
    const std::vector<StageSpec> stages;
};

}  // namespace leps
