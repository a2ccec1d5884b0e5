#include "allocate/stage_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leps {
namespace {

/// lower <= sum of cost x (now + change) <= upper, as a row over changes.
void hold(const PlanInHand& plan, std::span<const Objective::Term> terms, double lower, double upper, ProblemBuilder& builder) {
    Int128 activity = 0;
    for (const Objective::Term& term : terms) {
        const std::optional<Int128>& now = plan.now[term.column.value()];
        if (!now) { return; }
        activity += static_cast<Int128>(term.cost) * *now;
    }
    RowSpec spec{.owner = NodeTree::root()};
    if (!std::isinf(lower)) { spec.lower = static_cast<Int128>(lower) - activity; }
    if (!std::isinf(upper)) { spec.upper = static_cast<Int128>(upper) - activity; }
    RowBuilder row = builder.row(spec);
    for (const Objective::Term& term : terms) {
        if (const std::optional<Change>& moved = plan.moved[term.column.value()]) {
            row.add(moved->more, WideRatio(static_cast<Int128>(term.cost))).add(moved->less, WideRatio(-static_cast<Int128>(term.cost)));
        }
    }
}

}  // namespace

void add_stage_rows(const CompiledProblem& compiled, const Kept& kept, PlanInHand plan, ProblemBuilder& builder) {
    const Problem& problem = compiled.problem;
    std::vector<std::uint8_t> measured(problem.column_count(), 0);
    for (const ColumnIndex column : compiled.columns->measured()) {
        const std::size_t j = column.value();
        const auto lower = static_cast<Int128>(problem.column_lower()[j]);
        const auto upper = static_cast<Int128>(problem.column_upper()[j]);
        const Int128 now = std::clamp<Int128>(std::llround(kept.values[j]), lower, upper);
        const auto up_to = [&](Int128 most) { return builder.column({.owner = NodeTree::root(), .lower = 0, .upper = most}); };
        measured[j] = 1;
        plan.now[j] = now;
        plan.moved[j] = Change{.more = up_to(upper - now), .less = up_to(now - lower)};
    }
    std::vector<Objective::Term> terms;
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const auto columns = problem.columns(RowIndex(r));
        const auto coefficients = problem.coefficients(RowIndex(r));
        if (std::ranges::none_of(columns, [&](ColumnIndex c) { return measured[c.value()] != 0; })) { continue; }
        terms.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) { terms.push_back({.column = columns[i], .cost = coefficients[i]}); }
        hold(plan, terms, problem.row_lower()[r], problem.row_upper()[r], builder);
    }
    for (const Cap& cap : kept.caps) { hold(plan, cap.objective->terms(), -std::numeric_limits<double>::infinity(), cap.upper, builder); }
}

}  // namespace leps
