#if defined(LEPS_HAS_HIGHS)

#include "solve/highs_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <type_traits>

#include <interfaces/highs_c_api.h>

#include "leps/core/error.hpp"

namespace leps {

namespace {

constexpr double report_interval_seconds = 0.1;

static_assert(std::is_same_v<HighsInt, int>, "the arrays handed over are of 32-bit integers");

HighsInt narrow(std::size_t value, const char* what) {
    if (value > static_cast<std::size_t>(std::numeric_limits<HighsInt>::max())) {
        throw SolverError("highs", std::string("too many ") + what + ": " + std::to_string(value));
    }
    return static_cast<HighsInt>(value);
}

void call_back(int type, const char*, const HighsCallbackDataOut* out, HighsCallbackDataIn* in, void* watch) {
    HighsWatch::Sight sight;
    if (type == kHighsCallbackMipInterrupt || type == kHighsCallbackMipLogging) {
        sight = {.iterations = out->mip_total_lp_iterations, .nodes = out->mip_node_count, .primal = out->mip_primal_bound,
                 .bound = out->mip_dual_bound};
    } else {
        sight.iterations = static_cast<std::int64_t>(out->simplex_iteration_count) + out->ipm_iteration_count;
        sight.primal = out->objective_function_value;
    }
    if (static_cast<HighsWatch*>(watch)->look(sight) && in != nullptr) { in->user_interrupt = 1; }
}

Outcome outcome_of(HighsInt model_status) {
    switch (model_status) {
        case kHighsModelStatusOptimal: return Outcome::optimal;
        case kHighsModelStatusTimeLimit: return Outcome::time_limit;
        case kHighsModelStatusInterrupt: return Outcome::interrupted;
        case kHighsModelStatusSolutionLimit: return Outcome::node_limit;
        case kHighsModelStatusInfeasible:
        case kHighsModelStatusUnboundedOrInfeasible: return Outcome::infeasible;  // every box is finite
        default: return Outcome::unknown;
    }
}

}  // namespace

HighsWatch::HighsWatch(const Context& context) : context_(context), start_(Clock::now()), last_look_(start_) {}

double HighsWatch::seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

void HighsWatch::begin(int objective_exponent) {
    objective_exponent_ = objective_exponent;
    last_look_ = Clock::now();
}

void HighsWatch::end() {
    silence_ = std::max(silence_, std::chrono::duration<double>(Clock::now() - last_look_).count());
    if (error_) { std::rethrow_exception(error_); }
}

bool HighsWatch::look(const Sight& sight) {
    const auto now = Clock::now();
    silence_ = std::max(silence_, std::chrono::duration<double>(now - last_look_).count());
    last_look_ = now;
    const bool due = !last_report_ || std::chrono::duration<double>(now - *last_report_).count() >= report_interval_seconds;
    if (context_.report && due && !error_) {
        last_report_ = now;
        Progress progress;
        progress.seconds = std::chrono::duration<double>(now - start_).count();
        progress.iterations = sight.iterations;
        progress.nodes = sight.nodes;
        progress.primal = std::ldexp(sight.primal, objective_exponent_);
        progress.bound = std::ldexp(sight.bound, objective_exponent_);
        try {
            context_.report(progress);
        } catch (...) {
            error_ = std::current_exception();
        }
    }
    return context_.stopped() || error_ != nullptr;
}

HighsModel::HighsModel(const Problem& problem, const Scaling& scaling, Kind kind, const EngineOptions& options)
    : highs_(Highs_create()), kind_(kind), problem_(problem), scaling_(scaling) {
    if (highs_ == nullptr) { throw SolverError("highs", "out of memory"); }
    try {
        const double feasibility = std::get<double>(options.at("feasibility_tolerance"));
        set("output_flag", false);
        set("threads", 1);
        set("parallel", "off");
        set("random_seed", static_cast<int>(std::get<std::int64_t>(options.at("seed"))));
        set("small_matrix_value", 1e-12);  // the default, 1e-9, would drop what integers of twelve digits say
        set("primal_feasibility_tolerance", feasibility);
        set("dual_feasibility_tolerance", std::get<double>(options.at("optimality_tolerance")));
        if (kind == Kind::whole) {
            set("mip_feasibility_tolerance", feasibility);
            set("mip_abs_gap", 0.0);
            for (const char* search : {"mip_heuristic_run_rens", "mip_heuristic_run_rins", "mip_heuristic_run_root_reduced_cost"}) {
                set(search, std::get<bool>(options.at("neighborhood_search")));
            }
        }
        for (std::size_t j = 0; j < problem.column_count(); ++j) {
            if (problem.whole(ColumnIndex(j))) { whole_.push_back(narrow(j, "columns")); }
        }
        pass();
    } catch (...) {
        Highs_destroy(highs_);
        throw;
    }
}

HighsModel::~HighsModel() { Highs_destroy(highs_); }

/// Column by column, as HiGHS keeps a matrix: it would make a second copy of one given by rows.
void HighsModel::pass() {
    const std::size_t columns = problem_.column_count();
    const std::size_t rows = problem_.row_count();
    const std::span<const ColumnIndex> column_of = problem_.pattern().column_index();
    const std::span<const double> coefficient = problem_.coefficient();
    std::vector<HighsInt> start(columns + 2);  // start[j + 1] runs through column j while it is filled, and ends where j + 1 begins
    std::size_t nonzeros = 0;
    for (std::size_t k = 0; k < coefficient.size(); ++k) {
        if (coefficient[k] == 0.0) { continue; }
        ++start[column_of[k].value() + 2];
        ++nonzeros;
    }
    narrow(nonzeros, "non-zeros");
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<HighsInt> index(nonzeros);
    std::vector<double> value(nonzeros);
    std::vector<double> row_lower(rows);
    std::vector<double> row_upper(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const int exponent = scaling_.row_exponent[i];
        row_lower[i] = times_power(problem_.row_lower()[i], exponent);
        row_upper[i] = times_power(problem_.row_upper()[i], exponent);
        const auto row_columns = problem_.columns(RowIndex(i));
        const auto coefficients = problem_.coefficients(RowIndex(i));
        for (std::size_t k = 0; k < row_columns.size(); ++k) {
            if (coefficients[k] == 0.0) { continue; }
            const std::size_t j = row_columns[k].value();
            const auto place = static_cast<std::size_t>(start[j + 1]++);
            index[place] = static_cast<HighsInt>(i);
            value[place] = times_power(coefficients[k], exponent + scaling_.column_exponent[j]);
        }
    }
    std::vector<double> cost(columns, 0.0);
    std::vector<double> column_lower(columns);
    std::vector<double> column_upper(columns);
    for (std::size_t j = 0; j < columns; ++j) {
        column_lower[j] = times_power(problem_.column_lower()[j], -scaling_.column_exponent[j]);
        column_upper[j] = times_power(problem_.column_upper()[j], -scaling_.column_exponent[j]);
    }
    std::vector<HighsInt> integrality;
    if (kind_ == Kind::whole) {
        integrality.assign(columns, kHighsVarTypeContinuous);
        for (const HighsInt j : whole_) { integrality[static_cast<std::size_t>(j)] = kHighsVarTypeInteger; }
    }
    check(Highs_passModel(highs_, narrow(columns, "columns"), narrow(rows, "rows"), narrow(index.size(), "non-zeros"), 0,
                          kHighsMatrixFormatColwise, kHighsHessianFormatTriangular, kHighsObjSenseMinimize, 0.0, cost.data(),
                          column_lower.data(), column_upper.data(), row_lower.data(), row_upper.data(), start.data(),
                          index.data(), value.data(), nullptr, nullptr, nullptr,
                          integrality.empty() ? nullptr : integrality.data()),
          "passModel");
}

void HighsModel::rewrite() {
    check(Highs_clearModel(highs_), "clearModel");
    cap_exponent_.clear();
    held_ = false;
    pass();
}

void HighsModel::add_cap(const Cap& cap) {
    const auto terms = cap.objective->terms();
    const int exponent = -objective_exponent(terms, scaling_);
    std::vector<HighsInt> index;
    std::vector<double> value;
    for (const Objective::Term& term : terms) {
        index.push_back(static_cast<HighsInt>(term.column.value()));
        value.push_back(times_power(term.cost, scaling_.column_exponent[term.column.value()] + exponent));
    }
    check(Highs_addRow(highs_, -Highs_getInfinity(highs_), std::ldexp(cap.upper, exponent), narrow(index.size(), "cap terms"),
                       index.data(), value.data()),
          "addRow");
    cap_exponent_.push_back(exponent);
}

void HighsModel::set_objective(const Objective& objective) {
    objective_exponent_ = objective_exponent(objective.terms(), scaling_);
    std::vector<double> cost(problem_.column_count(), 0.0);
    for (const Objective::Term& term : objective.terms()) {
        const std::size_t j = term.column.value();
        cost[j] = times_power(term.cost, scaling_.column_exponent[j] - objective_exponent_);
    }
    check(Highs_changeColsCostByRange(highs_, 0, narrow(cost.size(), "columns") - 1, cost.data()), "changeColsCost");
}

void HighsModel::hold(std::span<const double> fixed) {
    if (whole_.empty() || (fixed.empty() && !held_)) { return; }
    std::vector<double> lower;
    std::vector<double> upper;
    for (const HighsInt column : whole_) {
        const auto j = static_cast<std::size_t>(column);
        lower.push_back(fixed.empty() ? problem_.column_lower()[j] : fixed[j]);
        upper.push_back(fixed.empty() ? problem_.column_upper()[j] : fixed[j]);
    }
    check(Highs_changeColsBoundsBySet(highs_, narrow(whole_.size(), "columns"), whole_.data(), lower.data(), upper.data()),
          "changeColsBounds");
    held_ = !fixed.empty();
}

void HighsModel::set_start(std::span<const double> values) {
    std::vector<double> scaled(values.size());
    for (std::size_t j = 0; j < values.size(); ++j) { scaled[j] = times_power(values[j], -scaling_.column_exponent[j]); }
    check(Highs_setSolution(highs_, scaled.data(), nullptr, nullptr, nullptr), "setSolution");
}

void HighsModel::set_basis(const SimplexBasis& basis) {
    const std::vector<HighsInt> columns(basis.columns.begin(), basis.columns.end());
    const std::vector<HighsInt> rows(basis.rows.begin(), basis.rows.end());
    check(Highs_setBasis(highs_, columns.data(), rows.data()), "setBasis");
}

void HighsModel::set(const char* option, double value) { check(Highs_setDoubleOptionValue(highs_, option, value), option); }
void HighsModel::set(const char* option, int value) { check(Highs_setIntOptionValue(highs_, option, value), option); }
void HighsModel::set(const char* option, const char* value) { check(Highs_setStringOptionValue(highs_, option, value), option); }
void HighsModel::set(const char* option, bool value) { check(Highs_setBoolOptionValue(highs_, option, value ? 1 : 0), option); }

void HighsModel::forget() { check(Highs_clearSolver(highs_), "clearSolver"); }

Outcome HighsModel::run(HighsWatch& watch) {
    check(Highs_setCallback(highs_, &call_back, &watch), "setCallback");
    for (const HighsInt type : {kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt, kHighsCallbackMipInterrupt,
                                kHighsCallbackMipLogging}) {
        check(Highs_startCallback(highs_, type), "startCallback");
    }
    check(Highs_zeroAllClocks(highs_), "zeroAllClocks");  // the time limit counts over all runs otherwise
    watch.begin(objective_exponent_);
    const HighsInt status = Highs_run(highs_);
    watch.end();
    const HighsInt model_status = Highs_getModelStatus(highs_);
    // A solve error is a numerical failure, seen where many caps are tight at once: the session tries another way.
    if (model_status == kHighsModelStatusSolveError || model_status == kHighsModelStatusNotset) { return Outcome::unknown; }
    if (status == kHighsStatusError && model_status != kHighsModelStatusUnknown && model_status != kHighsModelStatusTimeLimit &&
        model_status != kHighsModelStatusInterrupt) {
        throw SolverError("highs", "run failed with model status " + std::to_string(model_status));
    }
    return outcome_of(model_status);
}

int HighsModel::info(const char* name) const {
    HighsInt value = 0;
    check(Highs_getIntInfoValue(highs_, name, &value), name);
    return value;
}

std::shared_ptr<const SimplexBasis> HighsModel::basis() const {
    if (info("basis_validity") != kHighsBasisValidityValid) { return nullptr; }
    std::vector<HighsInt> columns(problem_.column_count());
    std::vector<HighsInt> rows(problem_.row_count() + cap_exponent_.size());
    check(Highs_getBasis(highs_, columns.data(), rows.data()), "getBasis");
    const auto narrowed = [](const std::vector<HighsInt>& statuses) { return std::vector<std::int8_t>(statuses.begin(), statuses.end()); };
    return std::make_shared<const SimplexBasis>(SimplexBasis{.columns = narrowed(columns), .rows = narrowed(rows)});
}

bool HighsModel::has_values() const { return info("primal_solution_status") == kHighsSolutionStatusFeasible; }

std::int64_t HighsModel::iterations() const {
    std::int64_t sum = 0;
    for (const char* name : {"simplex_iteration_count", "ipm_iteration_count", "crossover_iteration_count"}) {
        sum += std::max(info(name), 0);
    }
    return sum;
}

std::int64_t HighsModel::nodes() const {
    std::int64_t value = 0;
    check(Highs_getInt64InfoValue(highs_, "mip_node_count", &value), "mip_node_count");
    return std::max(value, std::int64_t{0});
}

double HighsModel::claimed_bound() const {
    double value = 0.0;
    check(Highs_getDoubleInfoValue(highs_, "mip_dual_bound", &value), "mip_dual_bound");
    return std::ldexp(value, objective_exponent_);
}

HighsModel::Solution HighsModel::solution() const {
    const std::size_t columns = problem_.column_count();
    const std::size_t rows = problem_.row_count();
    std::vector<double> row_values(rows + cap_exponent_.size());
    std::vector<double> prices(row_values.size());
    Solution found;
    found.values.resize(columns);
    found.reduced_costs.resize(columns);
    check(Highs_getSolution(highs_, found.values.data(), found.reduced_costs.data(), row_values.data(), prices.data()),
          "getSolution");
    for (std::size_t j = 0; j < columns; ++j) {
        const int exponent = scaling_.column_exponent[j];
        found.values[j] = std::clamp(std::ldexp(found.values[j], exponent), problem_.column_lower()[j], problem_.column_upper()[j]);
        found.reduced_costs[j] = std::ldexp(found.reduced_costs[j], objective_exponent_ - exponent);
    }
    for (std::size_t i = 0; i < rows; ++i) {
        found.row_prices.push_back(std::ldexp(prices[i], objective_exponent_ + scaling_.row_exponent[i]));
    }
    for (std::size_t i = 0; i < cap_exponent_.size(); ++i) {
        found.cap_prices.push_back(std::ldexp(prices[rows + i], objective_exponent_ + cap_exponent_[i]));
    }
    return found;
}

std::optional<HighsModel::Ray> HighsModel::ray() const {
    const std::size_t rows = problem_.row_count();
    std::vector<double> scaled(rows + cap_exponent_.size());
    HighsInt found = 0;
    if (Highs_getDualRay(highs_, &found, scaled.data()) == kHighsStatusError || found == 0) { return std::nullopt; }
    Ray ray;
    for (std::size_t i = 0; i < rows; ++i) { ray.rows.push_back(std::ldexp(scaled[i], scaling_.row_exponent[i])); }
    for (std::size_t i = 0; i < cap_exponent_.size(); ++i) { ray.caps.push_back(std::ldexp(scaled[rows + i], cap_exponent_[i])); }
    return ray;
}

void HighsModel::check(int status, const char* call) const {
    if (status == kHighsStatusError) { throw SolverError("highs", std::string(call) + " was refused"); }
}

}  // namespace leps

#endif
