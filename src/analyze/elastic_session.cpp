#include "analyze/elastic_session.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "leps/problem/bound.hpp"
#include "leps/problem/changed_bounds.hpp"
#include "leps/problem/exact_ray.hpp"

namespace leps {
namespace {

/// A datum that gives way by less than this part of itself does so by the engine's own tolerance, unless a proof says otherwise.
constexpr double negligible_part = 1e-9;

/// More units, cents or nano-units than any number of a plan can ask for: 2^100.
constexpr double boundless = 0x1p100;

/// The part of how far it can give way below which a datum does not count as small: costs of one solve must not lie so far apart that
/// the engine takes the least of them for nothing.
constexpr double least_size_of_top = 1e-4;

}  // namespace

ElasticSession::ElasticSession(const Plan& plan, const Engine& engine, const SearchLimits& limits, const Context& context)
    : elastic_(compile_elastic(plan, Elastic::data)), limits_(limits), context_(context) {
    std::map<Datum, std::vector<std::size_t>> by_datum;
    for (std::size_t i = 0; i < elastic_.data.size(); ++i) { by_datum[elastic_.data[i].datum].push_back(i); }
    for (auto& [datum, columns] : by_datum) {
        data_.push_back(datum);
        columns_.push_back(std::move(columns));
    }
    linear_ = engine.open(elastic_.compiled.problem);
    if (elastic_.compiled.problem.has_whole_columns()) { whole_ = engine.open(elastic_.compiled.problem); }
}

DatumSet ElasticSession::all() const {
    DatumSet set;
    for (std::size_t d = 0; d < data_.size(); ++d) { set.insert(set.end(), d); }
    return set;
}

Answer ElasticSession::ask(Session& session, Request request) {
    request.limits.seconds = limits_.deadline->left();
    ++solves_;
    if (context_.report) {
        context_.report({.stage = "what clashes: set " + std::to_string(solves_), .stage_number = 0, .stage_count = 0, .seconds = limits_.deadline->elapsed(),
                         .iterations = 0, .nodes = 0, .primal = 0.0, .bound = 0.0});
    }
    return session.solve(request, {.report = {}, .stop = context_.stop});
}

double ElasticSession::size_of(const DatumColumn& column) const {
    return std::max(column.size, least_size_of_top * elastic_.compiled.problem.column_upper()[column.column.value()]);
}

/// So that each datum costs the same when it gives way by the same part of itself; integers, as objectives are.
double ElasticSession::cost_of(const DatumColumn& column) const { return std::max(1.0, std::round(1e15 / size_of(column))); }

LinearFit ElasticSession::linear(const DatumSet& kept) {
    std::vector<Objective::Term> terms;
    for (const std::size_t d : kept) {
        for (const std::size_t c : columns_[d]) { terms.push_back({.column = elastic_.data[c].column, .cost = cost_of(elastic_.data[c])}); }
    }
    const Objective objective(std::move(terms));
    const Answer answer = ask(*linear_, {.objective = &objective, .task = Task::linear});
    LinearFit result;
    if (answer.outcome != Outcome::optimal) { return result; }
    std::vector<std::pair<double, std::size_t>> missed;
    for (const std::size_t d : kept) {
        double most = 0.0;
        for (const std::size_t c : columns_[d]) {
            const DatumColumn& column = elastic_.data[c];
            const double value = answer.values[column.column.value()];
            if (value > 0.5) { most = std::max(most, value / size_of(column)); }
            // A price of its rows: what it would save if this datum gave way by one more.
            const double cost = cost_of(column);
            if (cost - answer.reduced_costs[column.column.value()] > 1e-12 * cost) { result.priced.insert(d); }
        }
        if (most > negligible_part) { missed.emplace_back(-most, d); }
    }
    std::ranges::sort(missed);
    for (const auto& [part, d] : missed) { result.missed.push_back(d); }
    result.ray = answer.row_prices;
    result.fit = Fit::clashes;
    if (result.missed.empty()) {
        const bool clashes = answer.objective.value_or(0.0) > 0.0 && claim(kept, result.ray) == Claim::proved;
        result.fit = clashes ? Fit::clashes : Fit::fits;
    }
    return result;
}

Claim ElasticSession::claim(const DatumSet& kept, const std::vector<double>& ray) const {
    if (ray.empty()) { return Claim::engine; }
    const Problem& problem = elastic_.compiled.problem;
    const std::size_t starts = elastic_.compiled.layout->starts.size();
    BoundChanges open;
    for (std::size_t j = 0; j < problem.column_count(); ++j) {
        const bool decision = j >= starts && problem.whole(ColumnIndex(j));
        if (!decision) { open.columns[ColumnIndex(j)] = {.lower = 0.0, .upper = boundless}; }
    }
    for (const std::size_t d : kept) {
        for (const std::size_t c : columns_[d]) { open.columns[elastic_.data[c].column] = {.lower = 0.0, .upper = 0.0}; }
    }
    const Problem held = with_bounds(problem, open);
    return farkas_proved(held, {.rows = ray, .caps = {}}) || exact_ray_proved(held, ray) ? Claim::proved : Claim::engine;
}

Problem ElasticSession::holding(const DatumSet& kept) const {
    BoundChanges changes;
    for (const std::size_t d : kept) {
        for (const std::size_t c : columns_[d]) { changes.columns[elastic_.data[c].column] = {.lower = 0.0, .upper = 0.0}; }
    }
    return with_bounds(elastic_.compiled.problem, changes);
}

Fit ElasticSession::whole(const DatumSet& kept) {
    if (!whole_) { return linear(kept).fit; }
    whole_->rewrite(holding(kept));
    const Objective nothing;
    Request request{.objective = &nothing, .task = Task::whole};
    request.limits.nodes = limits_.node_limit;
    const Answer answer = ask(*whole_, request);
    if (answer.outcome == Outcome::infeasible) { return Fit::clashes; }
    return answer.values.empty() ? Fit::unknown : Fit::fits;
}

}  // namespace leps
