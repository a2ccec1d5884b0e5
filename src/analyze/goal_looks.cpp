#include "analyze/goal_looks.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "leps/compile/row_subject.hpp"
#include "leps/compile/origin.hpp"
#include "leps/core/error.hpp"
#include "leps/problem/bound.hpp"
#include "leps/problem/changed_bounds.hpp"

namespace leps {
namespace {

constexpr Money one_cent = Money::from_cents(1);
/// Looks at totals that the engine says fail and no ray proves, before a search gives up.
constexpr int most_looks = 200;

Money middle(Money low, Money high) { return Money::from_cents(low.cents() + (high.cents() - low.cents()) / 2); }

}  // namespace

GoalLooks::GoalLooks(const GoalPlan& plan, const AllocateOptions& options, const CountedWork& work)
    : plan_(plan), options_(options), work_(work), engine_(make_engine(options.engine)) {}

bool GoalLooks::move_to(Money total) {
    if (total_ == total) { return true; }
    try {
        const Plan plan = plan_.at(total);
        compiled_ = compiled_ ? compile(plan, *compiled_) : compile(plan);
    } catch (const DataError&) {
        return false;
    }
    total_ = total;
    return true;
}

Answer GoalLooks::solve(const Problem& problem, const Request& request) {
    if (session_ == nullptr || session_pattern_ != &problem.pattern()) {
        session_ = engine_->open(problem);
        session_pattern_ = &problem.pattern();
    } else {
        session_->rewrite(problem);
    }
    return session_->solve(request, work_.within("a look at " + to_string(total_.value())));
}

bool GoalLooks::has_whole_units(Money total) { return move_to(total) && compiled_->problem.has_whole_columns(); }

bool GoalLooks::outside_boxes(const std::vector<double>& held) const {
    const Problem& problem = compiled_->problem;
    if (held.size() != problem.column_count()) { return true; }
    for (std::size_t j = 0; j < held.size(); ++j) {
        const bool inside = problem.column_lower()[j] <= held[j] && held[j] <= problem.column_upper()[j];
        if (problem.whole(ColumnIndex(j)) && !inside) { return true; }
    }
    return false;
}

Look GoalLooks::look(Money total, Task task, const std::vector<double>* held) {
    if (!move_to(total)) { return {.verdict = Finding::not_a_plan}; }
    if (held != nullptr && outside_boxes(*held)) { return {.verdict = Finding::claimed}; }
    Request request{.objective = &nothing_, .task = task, .fixed = held};
    if (task == Task::whole) { request.limits.nodes = 20 * options_.node_limit; }
    Answer answer = solve(compiled_->problem, request);
    if (!answer.values.empty()) { return {.verdict = Finding::can, .values = std::move(answer.values)}; }
    if (answer.outcome != Outcome::infeasible) { return {.verdict = Finding::unknown}; }
    BoundScope scope;
    if (held != nullptr) { scope.fixed = *held; }
    if (!answer.row_ray.empty() && farkas_proved(compiled_->problem, {.rows = answer.row_ray, .caps = {}}, scope)) {
        return {.verdict = Finding::proved, .values = {}, .row_ray = std::move(answer.row_ray)};
    }
    return {.verdict = Finding::claimed};
}

Money GoalLooks::farthest(Money from, Money to, const std::function<bool(Money)>& holds) const {
    Money low = from;
    Money high = to;
    if (from < to && holds(to)) { return to; }
    for (std::int64_t step = 1; low < high - one_cent; step *= 2) {
        const Money next = Money::from_cents(std::min(low.cents() + step, high.cents()));
        if (next == high) { break; }
        if (!holds(next)) {
            high = next;
            break;
        }
        low = next;
    }
    while (low + one_cent < high) {
        const Money half = middle(low, high);
        (holds(half) ? low : high) = half;
    }
    return low;
}

Threshold GoalLooks::threshold(Money from, Money to, const std::vector<double>* held) {
    const Task task = held == nullptr ? Task::linear : Task::fixed;
    Threshold found;
    std::optional<Money> claimed;  // above what is proved
    Money total = from;
    std::int64_t step = 1;
    for (int looks = 0; looks < most_looks && !work_.stopped(); ++looks) {
        const Look here = look(total, task, held);
        if (here.verdict == Finding::can) {
            found.can = total;
            break;
        }
        if (here.verdict == Finding::proved || here.verdict == Finding::not_a_plan) {
            const bool ray = here.verdict == Finding::proved;
            BoundScope scope;
            if (held != nullptr) { scope.fixed = *held; }
            found.proved = farthest(total, to, [&](Money other) {
                if (!move_to(other)) { return !ray; }
                if (held != nullptr && held->size() != compiled_->problem.column_count()) { return false; }
                return ray && here.row_ray.size() == compiled_->problem.row_count() &&
                       farkas_proved(compiled_->problem, {.rows = here.row_ray, .caps = {}}, scope);
            });
            found.proof = ray ? FailureProof::relaxation : FailureProof::not_a_plan;
            found.row_ray = here.row_ray;
            if (*found.proved >= to) {
                found.proved_throughout = !claimed;
                return found;
            }
            total = *found.proved + one_cent;
            step = 1;
        } else {
            if (total >= to) { return found; }
            claimed = total;
            total = Money::from_cents(std::min(total.cents() + step, to.cents()));
            step *= 2;
        }
    }
    // Totals that the engine alone says fail were passed in greater and greater steps.
    while (found.can && claimed && (!found.proved || *found.proved < *claimed) && *claimed + one_cent < *found.can && !work_.stopped()) {
        const Money half = middle(*claimed, *found.can);
        (look(half, task, held).verdict == Finding::can ? *found.can : *claimed) = half;
    }
    return found;
}

bool GoalLooks::enumerated(Money total, std::int64_t nodes) {
    if (!move_to(total)) { return true; }
    const Problem problem = compiled_->problem;
    std::vector<BoundChanges> open{{}};
    while (!open.empty()) {
        if (nodes-- <= 0 || work_.stopped()) { return false; }
        BoundChanges branch = std::move(open.back());
        open.pop_back();
        const Problem part = with_bounds(problem, branch);
        const Answer answer = solve(part, {.objective = &nothing_, .task = Task::linear});
        if (answer.outcome == Outcome::infeasible && !answer.row_ray.empty() && farkas_proved(part, {.rows = answer.row_ray, .caps = {}})) { continue; }
        if (answer.values.empty()) { return false; }
        // The column farthest from a whole number; where all are whole, any that is still free.
        std::optional<std::size_t> chosen;
        double distance = -1.0;
        for (std::size_t j = 0; j < part.column_count(); ++j) {
            if (!part.whole(ColumnIndex(j)) || part.column_lower()[j] == part.column_upper()[j]) { continue; }
            const double off = std::abs(answer.values[j] - std::round(answer.values[j]));
            if (off > distance) {
                chosen = j;
                distance = off;
            }
        }
        if (!chosen) { return false; }  // these whole units can, as far as the relaxed program knows
        const ColumnIndex column(*chosen);
        const double lower = part.column_lower()[*chosen];
        const double upper = part.column_upper()[*chosen];
        const auto branch_on = [&](double least, double greatest) {
            if (least > greatest) { return; }
            open.push_back(branch);
            open.back().columns[column] = {.lower = least, .upper = greatest};
        };
        if (distance > 1e-6) {
            const double down = std::floor(answer.values[*chosen]);
            branch_on(lower, down);
            branch_on(down + 1.0, upper);
        } else {
            const double at = std::round(answer.values[*chosen]);
            branch_on(lower, at - 1.0);
            branch_on(at + 1.0, upper);
            branch_on(at, at);
        }
    }
    return true;
}

std::vector<Reason> GoalLooks::reasons(Money total, const std::vector<double>& row_ray) {
    std::vector<Reason> list;
    if (!move_to(total) || row_ray.size() != compiled_->problem.row_count()) { return list; }
    std::set<std::pair<std::string, std::string>> named;
    for (std::size_t r = 0; r < row_ray.size(); ++r) {
        if (row_ray[r] == 0.0) { continue; }
        const RowIndex row(r);
        const std::string rule(rule_name(Origin::unpacked(compiled_->problem.origin(row)).rule));
        const std::string subject = row_subject(*compiled_, row);
        if (!named.emplace(rule, subject).second) { continue; }
        list.push_back({.code = "stands_against", .rule = rule, .subject = subject, .found = "", .limit = "",
                        .message = "The rule " + rule + " (" + subject + ") is one of those that no plan with " + to_string(total) + " EUR keeps together."});
    }
    return list;
}

}  // namespace leps
