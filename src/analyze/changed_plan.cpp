#include "analyze/changed_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "leps/core/error.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/domain/definitions/stages.hpp"
#include "leps/domain/make_plan.hpp"

namespace leps {

Plan plan_with(PlanTables tables) { return make_plan(std::move(tables)); }

Plan with_stages(const Plan& plan, std::vector<StageSpec> stages) {
    PlanTables tables = plan.tables();
    tables.header.preset.reset();
    tables.header.stages = std::move(stages);
    return plan_with(std::move(tables));
}

std::vector<StageSpec> listed_stages(const Plan& plan) {
    return plan.header().stages.empty() ? default_stages(plan.tables()) : plan.header().stages;
}

std::size_t place_of_stage(const std::vector<StageSpec>& listed, const StageSpec& wanted, const StageAsked& asked) {
    std::optional<std::size_t> found;
    bool several = false;
    std::string names;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const StageSpec& stage = listed[i];
        names += (names.empty() ? "" : "; ") + stage_name(stage);
        const bool of_class = !wanted.priority_class || stage.priority_class == wanted.priority_class;
        if (stage.objective != wanted.objective || !of_class || stage.periods != wanted.periods) { continue; }
        several = several || found;
        found = i;
    }
    if (found && !several) { return *found; }
    throw InvalidValue({.code = several ? "ambiguous_stage" : "unknown_stage", .subject = asked.subject, .field = asked.field, .got = stage_name(wanted),
                        .limit = (several ? "its class too: " : "an objective of the plan: ") + names});
}

Ratio kept_to(StageObjective objective, Int128 value) {
    const WideRatio exact(value, stage_scale(objective));
    if (wide::fits_64(exact.numerator()) && wide::fits_64(exact.denominator())) { return Ratio(exact); }
    constexpr std::int64_t fine = 1'000'000'000'000;
    return Ratio(WideRatio((exact * WideRatio(fine)).floor(), fine));
}

}  // namespace leps
