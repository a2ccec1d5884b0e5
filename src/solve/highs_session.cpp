#if defined(LEPS_HAS_HIGHS)

#include "solve/highs_session.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "leps/core/error.hpp"

namespace leps {

namespace {

/// Below this gap, relative to the objective, a whole solve counts as closed.
constexpr double closed_gap = 1e-9;

/// For a whole solve that failed over the tolerance that was asked for.
constexpr double looser_tolerance = 1e-7;

[[noreturn]] void refuse(const char* field, std::string got, std::string limit) {
    throw InvalidValue({.code = "bad_request", .subject = "request", .field = field, .got = std::move(got), .limit = std::move(limit)});
}

void check_terms(const Objective& objective, const Problem& problem, const char* field) {
    if (!objective.terms().empty() && objective.terms().back().column.value() >= problem.column_count()) {
        refuse(field, "column " + std::to_string(objective.terms().back().column.value()),
               "below " + std::to_string(problem.column_count()));
    }
}

double value_of(const Objective& objective, const std::vector<double>& values) {
    double sum = 0.0;
    for (const Objective::Term& term : objective.terms()) { sum += term.cost * values[term.column.value()]; }
    return sum;
}

}  // namespace

HighsSession::HighsSession(const Problem& problem, EngineOptions options)
    : problem_(problem), options_(std::move(options)), scaling_(find_scaling(problem_)) {}

void HighsSession::add_cap(Cap cap) {
    if (cap.objective == nullptr) { refuse("cap", "no objective", "an objective"); }
    if (!std::isfinite(cap.upper)) { refuse("cap", std::to_string(cap.upper), "a finite upper bound"); }
    check_terms(*cap.objective, problem_, "cap");
    if (linear_) { linear_->add_cap(cap); }
    if (whole_) { whole_->add_cap(cap); }
    caps_.push_back(std::move(cap));
}

void HighsSession::rewrite(const Problem& problem) {
    if (problem.shared_pattern() != problem_.shared_pattern() && problem.pattern() != problem_.pattern()) {
        refuse("problem", "another pattern", "the pattern of the session");
    }
    problem_ = problem;
    scaling_ = find_scaling(problem_);
    caps_.clear();
    last_whole_.clear();
    for (HighsModel* highs : {linear_.get(), whole_.get()}) {
        if (highs != nullptr) { highs->rewrite(); }
    }
}

void HighsSession::check(const Request& request) const {
    if (request.objective == nullptr) { refuse("objective", "none", "an objective"); }
    check_terms(*request.objective, problem_, "objective");
    if ((request.fixed != nullptr) != (request.task == Task::fixed)) {
        refuse("fixed", request.fixed == nullptr ? "none" : "values", "values for Task::fixed and for no other");
    }
    if (request.start != nullptr && request.task != Task::whole) { refuse("start", "values", "none but for Task::whole"); }
    for (const auto* values : {request.fixed, request.start}) {
        if (values != nullptr && values->size() != problem_.column_count()) {
            refuse("fixed or start", std::to_string(values->size()) + " values", std::to_string(problem_.column_count()));
        }
    }
    if (request.fixed != nullptr) {
        for (std::size_t j = 0; j < problem_.column_count(); ++j) {
            const double value = (*request.fixed)[j];
            if (problem_.whole(ColumnIndex(j)) && (!std::isfinite(value) || std::trunc(value) != value)) {
                refuse("fixed", std::to_string(value), "integers for whole columns");
            }
        }
    }
    if (request.basis != nullptr) {
        if (request.task == Task::whole) { refuse("basis", "a basis", "none for Task::whole"); }
        if (request.basis->columns.size() != problem_.column_count() || request.basis->rows.size() != problem_.row_count() + caps_.size()) {
            refuse("basis", std::to_string(request.basis->columns.size()) + " columns, " + std::to_string(request.basis->rows.size()) + " rows",
                   std::to_string(problem_.column_count()) + " columns, " + std::to_string(problem_.row_count() + caps_.size()) + " rows and caps");
        }
    }
    const Limits& limits = request.limits;
    if (limits.seconds && !(*limits.seconds > 0.0)) { refuse("limits.seconds", std::to_string(*limits.seconds), "above 0"); }
    if (limits.nodes && *limits.nodes < 1) { refuse("limits.nodes", std::to_string(*limits.nodes), "at least 1"); }
    if (!(limits.relative_gap >= 0.0)) { refuse("limits.relative_gap", std::to_string(limits.relative_gap), "at least 0"); }
}

HighsModel& HighsSession::model(std::unique_ptr<HighsModel>& slot, HighsModel::Kind kind) {
    if (!slot) {
        slot = std::make_unique<HighsModel>(problem_, scaling_, kind, options_);
        for (const Cap& cap : caps_) { slot->add_cap(cap); }
    }
    return *slot;
}

Answer HighsSession::solve(const Request& request, const Context& context) {
    check(request);
    HighsWatch watch(context);
    Answer answer;
    if (context.stopped()) {
        answer.outcome = Outcome::interrupted;
    } else if (problem_.column_count() == 0) {
        answer = solve_empty();
    } else if (request.task == Task::whole && problem_.has_whole_columns()) {
        answer = solve_whole(request, watch);
    } else {
        answer = solve_linear(request, watch);
    }
    answer.seconds = watch.seconds();
    answer.longest_silence_seconds = watch.longest_silence_seconds();
    return answer;
}

/// HiGHS has no answer for a problem without columns: it holds if zero lies within every row.
Answer HighsSession::solve_empty() const {
    Answer answer;
    answer.outcome = Outcome::optimal;
    std::vector<double> ray(problem_.row_count(), 0.0);
    std::vector<double> cap_ray(caps_.size(), 0.0);
    for (std::size_t i = 0; i < problem_.row_count(); ++i) {
        if (problem_.row_lower()[i] > 0.0) { ray[i] = 1.0; }
        if (problem_.row_upper()[i] < 0.0) { ray[i] = -1.0; }
    }
    for (std::size_t i = 0; i < caps_.size(); ++i) {
        if (caps_[i].upper < 0.0) { cap_ray[i] = -1.0; }
    }
    const auto broken = [](double value) { return value != 0.0; };
    if (std::ranges::any_of(ray, broken) || std::ranges::any_of(cap_ray, broken)) {
        answer.outcome = Outcome::infeasible;
        answer.row_ray = std::move(ray);
        answer.cap_ray = std::move(cap_ray);
        return answer;
    }
    answer.row_prices = std::move(ray);
    answer.cap_prices = std::move(cap_ray);
    answer.objective = 0.0;
    answer.claimed_bound = 0.0;
    return answer;
}

void HighsSession::set_time(HighsModel& model, const Request& request, const HighsWatch& watch) const {
    model.set("time_limit", request.limits.seconds ? std::max(*request.limits.seconds - watch.seconds(), 0.0)
                                                   : std::numeric_limits<double>::infinity());
}

void HighsSession::take_solution(const HighsModel& model, const Request& request, Answer& answer) const {
    HighsModel::Solution solution = model.solution();
    answer.values = std::move(solution.values);
    if (request.task != Task::linear) {
        for (std::size_t j = 0; j < answer.values.size(); ++j) {
            if (problem_.whole(ColumnIndex(j))) { answer.values[j] = std::round(answer.values[j]); }
        }
    }
    answer.objective = value_of(*request.objective, answer.values);
    if (request.task == Task::whole && problem_.has_whole_columns()) { return; }
    answer.row_prices = std::move(solution.row_prices);
    answer.cap_prices = std::move(solution.cap_prices);
    answer.reduced_costs = std::move(solution.reduced_costs);
    answer.basis = model.basis();
    answer.claimed_bound = answer.objective;
}

Answer HighsSession::solve_linear(const Request& request, HighsWatch& watch) {
    HighsModel& highs = model(linear_, HighsModel::Kind::linear);
    highs.set_objective(*request.objective);
    highs.hold(request.fixed != nullptr ? std::span<const double>(*request.fixed) : std::span<const double>{});
    highs.set("solver", std::get<std::string>(options_.at("method")).c_str());
    highs.set("presolve", "choose");
    if (request.basis != nullptr) {
        highs.forget();
        highs.set_basis(*request.basis);
    }
    set_time(highs, request, watch);

    Answer answer;
    answer.outcome = highs.run(watch);
    answer.iterations = highs.iterations();
    if (answer.outcome == Outcome::infeasible || answer.outcome == Outcome::unknown) {
        confirm_infeasible(request, watch, answer);
    }
    if (answer.outcome == Outcome::optimal) { take_solution(highs, request, answer); }
    return answer;
}

/// A second opinion, by simplex from nothing and without presolve: it also leaves a ray behind.
void HighsSession::confirm_infeasible(const Request& request, HighsWatch& watch, Answer& answer) {
    linear_->forget();
    linear_->set("solver", "simplex");
    linear_->set("presolve", "off");
    set_time(*linear_, request, watch);
    answer.outcome = linear_->run(watch);
    answer.iterations += linear_->iterations();
    if (answer.outcome != Outcome::infeasible) { return; }
    if (auto ray = linear_->ray()) {
        answer.row_ray = std::move(ray->rows);
        answer.cap_ray = std::move(ray->caps);
    }
}

Answer HighsSession::solve_whole(const Request& request, HighsWatch& watch) {
    HighsModel& highs = model(whole_, HighsModel::Kind::whole);
    highs.set_objective(*request.objective);
    highs.set("mip_rel_gap", request.limits.relative_gap);
    highs.set("mip_max_nodes", static_cast<int>(std::min<std::int64_t>(request.limits.nodes.value_or(std::numeric_limits<int>::max()),
                                                                       std::numeric_limits<int>::max())));
    highs.set("presolve", "choose");
    highs.forget();
    if (request.start != nullptr) {
        highs.set_start(*request.start);
    } else if (!last_whole_.empty()) {
        highs.set_start(last_whole_);
    }
    set_time(highs, request, watch);

    Answer answer;
    answer.outcome = highs.run(watch);
    answer.iterations = highs.iterations();
    answer.nodes = highs.nodes();
    if (answer.outcome == Outcome::unknown) {
        // HiGHS throws away a plan that misses a row by more than its tolerance after postsolve: once more with a looser
        // one. `fixed` settles the plan again anyway.
        const double strict = std::get<double>(options_.at("feasibility_tolerance"));
        const auto tolerate = [&highs](double tolerance) {
            highs.set("primal_feasibility_tolerance", tolerance);
            highs.set("mip_feasibility_tolerance", tolerance);
        };
        highs.forget();
        tolerate(std::max(strict, looser_tolerance));
        set_time(highs, request, watch);
        answer.outcome = highs.run(watch);
        tolerate(strict);
        answer.iterations += highs.iterations();
        answer.nodes += highs.nodes();
    }
    if (answer.outcome == Outcome::infeasible) {
        Request relaxed = request;
        relaxed.task = Task::linear;
        relaxed.start = nullptr;
        Answer linear = solve_linear(relaxed, watch);
        answer.iterations += linear.iterations;
        if (linear.outcome != Outcome::optimal) {
            linear.iterations = answer.iterations;
            linear.nodes = answer.nodes;
            return linear;
        }
        highs.forget();
        highs.set("presolve", "off");
        set_time(highs, request, watch);
        answer.outcome = highs.run(watch);
        answer.iterations += highs.iterations();
        answer.nodes += highs.nodes();
    }
    if (answer.outcome == Outcome::infeasible || answer.outcome == Outcome::unknown) { return answer; }
    if (const double bound = highs.claimed_bound(); std::isfinite(bound)) { answer.claimed_bound = bound; }
    if (!highs.has_values()) { return answer; }
    take_solution(highs, request, answer);
    last_whole_ = answer.values;
    if (answer.outcome == Outcome::optimal && answer.claimed_bound &&
        *answer.objective - *answer.claimed_bound > closed_gap * std::abs(*answer.objective)) {
        answer.outcome = Outcome::gap_limit;
    }
    return answer;
}

}  // namespace leps

#endif
