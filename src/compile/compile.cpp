#include <algorithm>
#include <array>
#include <cmath>
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

CompiledProblem finish_compile(ProblemBuilder& builder, const std::shared_ptr<const PlanView>& view, const Layout& layout, Emission& out) {
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
    compiled.view = view;
    compiled.layout = std::make_shared<const Layout>(layout);
    return compiled;
}

}  // namespace

CompiledProblem compile(const Plan& plan) {
    auto view = std::make_shared<const PlanView>(plan.tables());
    Layout layout = make_layout(*view);
    ProblemBuilder builder(layout.tree);
    Emission out(*view, layout, builder);
    return finish_compile(builder, view, layout, out);
}

CompiledProblem compile(const Plan& plan, const CompiledProblem& previous) {
    try {
        auto view = std::make_shared<const PlanView>(plan.tables());
        Layout layout = make_layout(*view);
        ProblemBuilder builder(previous.problem);
        Emission out(*view, layout, builder);
        return finish_compile(builder, view, layout, out);
    } catch (const PatternChanged&) {
        return compile(plan);
    }
}

CompiledProblem compile_with_margins(const CompiledProblem& compiled, const RowMargins& margins) {
    Layout layout = *compiled.layout;
    ProblemBuilder builder(compiled.problem);
    Emission out(*compiled.view, layout, builder);
    out.margins = margins;
    return finish_compile(builder, compiled.view, layout, out);
}

ElasticProblem compile_elastic(const Plan& plan, Elastic elastic) {
    auto view = std::make_shared<const PlanView>(plan.tables());
    Layout layout = make_layout(*view);
    ProblemBuilder builder(layout.tree);
    Emission out(*view, layout, builder);
    out.elastic = elastic;
    ElasticProblem problem{.compiled = finish_compile(builder, view, layout, out), .slacks = std::move(out.slacks), .objective = {}};
    std::vector<Objective::Term> terms;
    for (const SlackColumn& slack : problem.slacks) {
        const double most = problem.compiled.problem.column_upper()[slack.column.value()];
        terms.push_back({.column = slack.column, .cost = elastic == Elastic::money ? 1.0 : std::max(1.0, std::round(1e15 / std::max(1.0, most)))});
    }
    problem.objective = Objective(std::move(terms));
    return problem;
}

Cap cap_of(const StageProgram& stage, Int128 cap) {
    const Int128 upper = wide::multiply(cap - stage.offset, stage.denominator);
    return {.objective = stage.objective, .upper = round_up(upper)};
}

}  // namespace leps
