#include <array>
#include <utility>

#include "compile/emission.hpp"
#include "leps/problem/outward.hpp"

namespace leps {
namespace {

struct FamilyOf {
    Rule rule;
    void (*emit)(Emission&);
};

/// In the order in which families are emitted: columns first, then the rows that use them.
constexpr std::array<FamilyOf, 17> families = {{
    {Rule::starts, compile_starts},
    {Rule::spending, compile_spending},
    {Rule::cost_balance, compile_cost_balance},
    {Rule::annuity, compile_annuities},
    {Rule::eligibility, compile_eligibility},
    {Rule::co_financing, compile_co_financing},
    {Rule::shared_dues, compile_shared_dues},
    {Rule::reserve, compile_reserves},
    {Rule::territory_quota, compile_territory_quotas},
    {Rule::level_floor, compile_level_floors},
    {Rule::worst_zone, compile_worst_zones},
    {Rule::measure_limit, compile_measure_limits},
    {Rule::link, compile_links},
    {Rule::committed, compile_committed},
    {Rule::persons_cap, compile_persons_caps},
    {Rule::continuity, compile_continuity},
    {Rule::stability, compile_stability},
}};

CompiledProblem compile_into(const Plan& plan, ProblemBuilder& builder, std::shared_ptr<const PlanView> view, Layout layout) {
    (void)plan;
    Emission out(*view, layout, builder);
    for (const FamilyOf& family : families) {
        builder.begin_family(static_cast<int>(family.rule));
        family.emit(out);
        builder.end_family();
    }
    CompiledProblem compiled;
    compiled.stages = compile_stages(out);
    compiled.gap = std::move(out.gap);
    compiled.worst_zone = std::move(out.worst_zone);
    compiled.drops = std::move(out.drops);
    compiled.deviations = std::move(out.deviations);
    compiled.problem = builder.finish();
    compiled.view = std::move(view);
    compiled.layout = std::make_shared<const Layout>(std::move(layout));
    return compiled;
}

}  // namespace

CompiledProblem compile(const Plan& plan) {
    auto view = std::make_shared<const PlanView>(plan.tables());
    Layout layout = make_layout(*view);
    ProblemBuilder builder(layout.tree);
    return compile_into(plan, builder, std::move(view), std::move(layout));
}

CompiledProblem compile(const Plan& plan, const CompiledProblem& previous) {
    try {
        auto view = std::make_shared<const PlanView>(plan.tables());
        Layout layout = make_layout(*view);
        ProblemBuilder builder(previous.problem);
        return compile_into(plan, builder, std::move(view), std::move(layout));
    } catch (const PatternChanged&) {
        return compile(plan);
    }
}

Cap cap_of(const StageProgram& stage, Int128 cap) {
    const Int128 upper = wide::multiply(cap - stage.offset, stage.denominator);
    return {.objective = stage.objective, .upper = round_up(upper)};
}

}  // namespace leps
