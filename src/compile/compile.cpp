#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "compile/emission.hpp"
#include "compile/inputs.hpp"
#include "compile/stages.hpp"
#include "leps/problem/outward.hpp"

namespace leps {
namespace {

/// A family, and what it reads beside the layout: where nothing of that changed, its numbers are those of the earlier problem.
struct FamilyOf {
    Rule rule;
    void (*emit)(Emission&);
    Input reads;
};

/// In the order in which families are emitted: columns first, then the rows that use them.
constexpr std::array<FamilyOf, 18> families = {{
    {Rule::starts, compile_starts, Input::money | Input::limits | Input::indicators},
    {Rule::spending, compile_spending, Input::money | Input::start_boxes},
    {Rule::cost_balance, compile_cost_balance, Input::none},
    {Rule::annuity, compile_annuities, Input::money},
    {Rule::eligibility, compile_eligibility, Input::rights},
    {Rule::co_financing, compile_co_financing, Input::co_financing},
    {Rule::shared_dues, compile_shared_dues, Input::indicators},
    {Rule::reserve, compile_reserves, Input::reserves | Input::money | Input::indicators | Input::levels | Input::deliveries},
    {Rule::territory_quota, compile_territory_quotas, Input::quotas | Input::indicators},
    {Rule::level_floor, compile_level_floors, Input::levels | Input::deliveries | Input::indicators},
    {Rule::worst_zone, compile_worst_zones, Input::stages | Input::levels | Input::indicators},
    {Rule::leximin, compile_leximin, Input::stages | Input::levels | Input::indicators},
    {Rule::measure_limit, compile_measure_limits, Input::limits | Input::indicators},
    {Rule::link, compile_links, Input::links | Input::levels | Input::deliveries | Input::indicators | Input::start_boxes},
    {Rule::committed, compile_committed, Input::records},
    {Rule::persons_cap, compile_persons_caps, Input::levels | Input::deliveries | Input::indicators},
    {Rule::continuity, compile_continuity, Input::stages | Input::start_boxes},
    {Rule::stability, compile_stability, Input::stages | Input::current_plan | Input::spend_boxes},
}};

/// Columns that a family adds are kept with it.
void keep_columns(Rule rule, const RuleColumns& earlier, RuleColumns& made) {
    switch (rule) {
        case Rule::level_floor: made.gap = earlier.gap; break;
        case Rule::worst_zone: made.worst_zone = earlier.worst_zone; break;
        case Rule::leximin: made.leximin = earlier.leximin; break;
        case Rule::continuity: made.drops = earlier.drops; break;
        case Rule::stability: made.deviations = earlier.deviations; break;
        default: break;
    }
}

bool same_boxes(const Problem& earlier, const ProblemBuilder& builder, std::size_t from, std::size_t until) {
    for (std::size_t j = from; j < until; ++j) {
        if (earlier.column_upper()[j] != builder.upper(ColumnIndex(j))) { return false; }
    }
    return true;
}

StageSource source_of(const Plan& plan) {
    auto view = std::make_shared<const PlanView>(plan.tables());
    auto layout = std::make_shared<const Layout>(make_layout(*view));
    return {.view = std::move(view), .layout = std::move(layout), .columns = nullptr};
}

CompiledProblem finish_compile(StageSource source, Emission& out, const StagePrograms& earlier_stages, Input changed) {
    for (const StartColumn& start : source.layout->starts) { out.made.start_tops.push_back(out.builder.upper(start.column)); }
    source.columns = std::make_shared<const RuleColumns>(std::move(out.made));
    return {.view = source.view, .layout = source.layout, .columns = source.columns, .problem = out.builder.finish(),
            .stages = StageCompiler::programs(source, earlier_stages, changed)};
}

void emit(const FamilyOf& family, Emission& out) {
    out.builder.begin_family(static_cast<int>(family.rule));
    family.emit(out);
    out.builder.end_family();
}

/// What only stages measure, beside the gaps of levels: it forbids nothing.
bool measures(Rule rule) { return rule == Rule::worst_zone || rule == Rule::leximin || rule == Rule::continuity || rule == Rule::stability; }

CompiledProblem compile_afresh(const StageSource& source, Emission& out) {
    // A guess that plans of every size come near to, so that no array grows step by step.
    const Layout& layout = *source.layout;
    out.builder.reserve(2 * layout.starts.size() + layout.spends.size() + layout.uses.size() + source.view->demands.size(),
                        3 * layout.bundles.size() + source.view->demands.size(), 5 * layout.spends.size());
    for (const FamilyOf& family : families) {
        if (out.elastic != Elastic::data || !measures(family.rule)) { emit(family, out); }
    }
    return finish_compile(source, out, {}, Input::all);
}

/// Into the pattern of the previous problem. Throws PatternChanged where it does not fit.
CompiledProblem compile_again(const StageSource& source, const CompiledProblem& previous, Input changed) {
    const bool same_layout = changed != Input::all;
    ProblemBuilder builder(previous.problem);
    Emission out(*source.view, *source.layout, builder, same_layout ? &previous : nullptr);
    for (const FamilyOf& family : families) {
        if (same_layout && !meet(family.reads, changed) && builder.keep_family(static_cast<int>(family.rule))) {
            keep_columns(family.rule, *previous.columns, out.made);
            continue;
        }
        constexpr Input follows_from_money = Input::money | Input::start_boxes | Input::spend_boxes;
        out.only_money_changed = same_layout && !meet(without(family.reads, follows_from_money), changed);
        const std::size_t first_column = builder.column_count();
        emit(family, out);
        const bool boxes = family.rule == Rule::starts || family.rule == Rule::spending;
        if (boxes && !same_boxes(previous.problem, builder, first_column, builder.column_count())) {
            changed = changed | (family.rule == Rule::starts ? Input::start_boxes : Input::spend_boxes);
        }
    }
    return finish_compile(source, out, previous.stages, changed);
}

}  // namespace

CompiledProblem compile(const Plan& plan) {
    const StageSource source = source_of(plan);
    ProblemBuilder builder(source.layout->tree);
    Emission out(*source.view, *source.layout, builder);
    return compile_afresh(source, out);
}

CompiledProblem compile(const Plan& plan, const CompiledProblem& previous) {
    auto view = std::make_shared<const PlanView>(plan.tables(), *previous.view);
    const Input changed = changed_inputs(*view, *previous.view);
    auto layout = changed == Input::all ? std::make_shared<const Layout>(make_layout(*view)) : previous.layout;
    const StageSource source{.view = std::move(view), .layout = std::move(layout), .columns = nullptr};
    try {
        return compile_again(source, previous, changed);
    } catch (const PatternChanged&) {
        ProblemBuilder builder(source.layout->tree);
        Emission out(*source.view, *source.layout, builder);
        return compile_afresh(source, out);
    }
}

CompiledProblem compile_with_margins(const CompiledProblem& compiled, const RowMargins& margins) {
    CompiledProblem tighter = compiled;
    tighter.problem = draw_in(compiled.problem, margins);
    return tighter;
}

ElasticProblem compile_elastic(const Plan& plan, Elastic elastic) {
    const StageSource source = source_of(plan);
    ProblemBuilder builder(source.layout->tree);
    Emission out(*source.view, *source.layout, builder);
    out.elastic = elastic;
    ElasticProblem problem{.compiled = compile_afresh(source, out), .slacks = {}, .objective = {}, .data = {}};
    problem.slacks = std::move(out.slacks);
    problem.data = std::move(out.data);
    std::vector<Objective::Term> terms;
    for (const SlackColumn& slack : problem.slacks) {
        const double most = problem.compiled.problem.column_upper()[slack.column.value()];
        terms.push_back({.column = slack.column, .cost = elastic == Elastic::money ? 1.0 : std::max(1.0, std::round(1e15 / std::max(1.0, most)))});
    }
    problem.objective = Objective(std::move(terms));
    return problem;
}

Cap cap_of(const StageProgram& stage, Int128 cap) {
    const Int128 upper = wide::multiply(wide::add(cap, -stage.offset), stage.denominator);
    return {.objective = stage.objective, .upper = round_up(upper)};
}

}  // namespace leps
