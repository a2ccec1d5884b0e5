#include "analyze/value_function.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

#include "analyze/published_point.hpp"
#include "leps/compile/row_subject.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

/// Costs are integers of 53 bits at most: what is free of that makes bounds finer.
int free_bits(const Objective& objective) {
    double greatest = 1.0;
    for (const Objective::Term& term : objective.terms()) { greatest = std::max(greatest, std::abs(term.cost)); }
    return std::clamp(50 - std::ilogb(greatest), 0, 30);
}

Objective finer(const Objective& objective, int bits) {
    std::vector<Objective::Term> terms(objective.terms().begin(), objective.terms().end());
    for (Objective::Term& term : terms) { term.cost = std::ldexp(term.cost, bits); }
    return Objective(std::move(terms));
}

Int128 reached_value(const Objective& objective, const std::vector<double>& values) {
    long double sum = 0.0L;
    for (const Objective::Term& term : objective.terms()) {
        sum += static_cast<long double>(term.cost) * static_cast<long double>(values[term.column.value()]);
    }
    return static_cast<Int128>(std::ceil(sum));
}

}  // namespace

ValueFunction::ValueFunction(const Engine& engine, const HeldStage& of)
    : engine_(&engine), answered_(of.answered), held_(PublishedPoint(of.compiled, of.answered.allocation).held()), stage_(of.stage),
      whole_(of.compiled.problem.has_whole_columns()),
      pattern_(of.compiled.problem.shared_pattern()), session_(engine.open(of.compiled.problem)) {
    const StageProgram& program = of.compiled.stages.at(of.stage);
    const int finer_bits = free_bits(*program.objective);
    objective_ = finer(*program.objective, finer_bits);
    grains_ = wide::multiply(wide::multiply(stage_scale(program.spec.objective), program.denominator), Int128{1} << finer_bits);
}

std::vector<Cap> ValueFunction::caps(const CompiledProblem& changed) const {
    std::vector<Cap> list;
    for (std::size_t i = 0; i < stage_; ++i) { list.push_back(cap_of(changed.stages[i], answered_.allocation.stages[i].cap)); }
    return list;
}

BoundScope ValueFunction::scope(const std::vector<Cap>& kept) const {
    return {.caps = kept, .fixed = whole_ ? std::span<const double>(held_) : std::span<const double>()};
}

LeastValue ValueFunction::of(const CompiledProblem& changed, const Context& context) {
    if (changed.problem.shared_pattern() != pattern_) { return anew(changed).of(changed, context); }
    const std::vector<Cap> kept = caps(changed);
    session_->rewrite(changed.problem);
    for (const Cap& cap : kept) { session_->add_cap(cap); }
    LeastValue value;
    const Request request{.objective = &objective_, .task = whole_ ? Task::fixed : Task::linear, .fixed = whole_ ? &held_ : nullptr, .basis = basis_.get()};
    value.answer = session_->solve(request, context);
    if (!value.found()) { return value; }
    if (!basis_) { basis_ = value.answer.basis; }
    value.low = proved(changed, value.answer);
    value.high = std::max(value.low, reached_value(objective_, value.answer.values));
    return value;
}

Int128 ValueFunction::proved(const CompiledProblem& changed, const Answer& earlier) const {
    const std::vector<Cap> kept = caps(changed);
    return proved_bound(changed.problem, objective_, {.rows = earlier.row_prices, .caps = earlier.cap_prices}, scope(kept));
}

std::string ValueFunction::broken(const CompiledProblem& changed, const Answer& infeasible) const {
    if (changed.problem.shared_pattern() != pattern_) { return anew(changed).broken(changed, infeasible); }
    const std::vector<Cap> kept = caps(changed);
    std::vector<std::string> names;
    const bool rules_alone = farkas_proved(changed.problem, {.rows = infeasible.row_ray, .caps = {}}, scope(kept));
    for (std::size_t i = 0; !rules_alone && i < infeasible.cap_ray.size(); ++i) {
        if (infeasible.cap_ray[i] != 0.0) { names.push_back(stage_name(answered_.allocation.stages[i])); }
    }
    std::set<std::string> rules;
    for (std::size_t r = 0; names.empty() && r < infeasible.row_ray.size(); ++r) {
        const Rule rule = Origin::unpacked(changed.problem.origin(RowIndex(r))).rule;
        if (infeasible.row_ray[r] == 0.0 || rule == Rule::cost_balance || rule == Rule::annuity) { continue; }
        if (rules.size() < 3) { rules.insert(std::string(rule_name(rule)) + " (" + row_subject(changed, RowIndex(r)) + ")"); }
    }
    names.insert(names.end(), rules.begin(), rules.end());
    std::string text;
    for (const std::string& name : names) { text += (text.empty() ? "" : "; ") + name; }
    const bool proved = rules_alone || farkas_proved(changed.problem, {.rows = infeasible.row_ray, .caps = infeasible.cap_ray}, scope(kept));
    if (text.empty()) { text = whole_ ? "the money for its whole units" : "the rules of the plan"; }
    return text + (proved ? " (proved)" : " (the engine says so)");
}

}  // namespace leps
