// benchmark_sweep_arrays PACKAGE|ZONES SCENARIOS SEED FOLDER: the first stage of a relaxed plan as the linear program that leps hands to its
// engine, and what each scenario of benchmark_sweep changes of it, for programs that know no plans. FOLDER gets one raw file per array:
// rows of the matrix in start, index, value; `place` the columns, and behind them the rows, whose bounds any scenario changes; place_lower and
// place_upper their bounds, scenario by scenario.

#include <cmath>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "solve/scaling.hpp"
#include "support/raw_file.hpp"
#include "sweep/sweep_plan.hpp"

namespace {

using namespace leps;
using namespace leps_benchmark;

/// Bounds of all columns and then all rows, in the engine's numbers.
struct EngineBounds {
    std::vector<double> lower;
    std::vector<double> upper;
};

/// A row of a scenario is the base's but for a positive factor: compile divides by what its numbers have in common.
double row_factor(const Problem& base, const Problem& other, RowIndex row) {
    const auto left = base.coefficients(row);
    const auto right = other.coefficients(row);
    std::size_t first = 0;
    while (first < left.size() && left[first] == 0.0) { ++first; }
    if (first == left.size()) { return 1.0; }
    for (std::size_t k = 0; k < left.size(); ++k) {
        if (static_cast<Int128>(left[k]) * static_cast<Int128>(right[first]) != static_cast<Int128>(right[k]) * static_cast<Int128>(left[first])) {
            throw std::runtime_error("a scenario changes more than bounds: row " + std::to_string(row.value()));
        }
    }
    return left[first] / right[first];
}

EngineBounds bounds_of(const Problem& base, const Problem& problem, const Scaling& scaling) {
    EngineBounds bounds;
    for (std::size_t j = 0; j < problem.column_count(); ++j) {
        bounds.lower.push_back(times_power(problem.column_lower()[j], -scaling.column_exponent[j]));
        bounds.upper.push_back(times_power(problem.column_upper()[j], -scaling.column_exponent[j]));
    }
    for (std::size_t i = 0; i < problem.row_count(); ++i) {
        const double factor = row_factor(base, problem, RowIndex(i));
        bounds.lower.push_back(times_power(problem.row_lower()[i] * factor, scaling.row_exponent[i]));
        bounds.upper.push_back(times_power(problem.row_upper()[i] * factor, scaling.row_exponent[i]));
    }
    return bounds;
}

void write_model(const CompiledProblem& compiled, const Scaling& scaling, const std::filesystem::path& folder) {
    const Problem& problem = compiled.problem;
    std::vector<std::int32_t> start{0};
    std::vector<std::int32_t> index;
    std::vector<double> value;
    for (std::size_t i = 0; i < problem.row_count(); ++i) {
        const auto columns = problem.columns(RowIndex(i));
        const auto coefficients = problem.coefficients(RowIndex(i));
        for (std::size_t k = 0; k < columns.size(); ++k) {
            if (coefficients[k] == 0.0) { continue; }
            index.push_back(static_cast<std::int32_t>(columns[k].value()));
            value.push_back(times_power(coefficients[k], scaling.row_exponent[i] + scaling.column_exponent[columns[k].value()]));
        }
        start.push_back(static_cast<std::int32_t>(index.size()));
    }
    const StageProgram& stage = compiled.stages.front();
    const int exponent = objective_exponent(stage.objective->terms(), scaling);
    std::vector<double> cost(problem.column_count(), 0.0);
    for (const Objective::Term& term : stage.objective->terms()) {
        cost[term.column.value()] = times_power(term.cost, scaling.column_exponent[term.column.value()] - exponent);
    }
    write_raw(folder / "start.i32", start);
    write_raw(folder / "index.i32", index);
    write_raw(folder / "value.f64", value);
    write_raw(folder / "cost.f64", cost);
    std::ofstream blocks(folder / "blocks.csv");
    blocks << "name,first\n";
    for (const Family& family : problem.pattern().families()) {
        if (family.end_row > family.first_row) { blocks << rule_name(static_cast<Rule>(family.id)) << ',' << family.first_row << '\n'; }
    }
    // value of the stage = unit x optimum of the arrays + offset
    std::ofstream(folder / "sweep.json") << std::setprecision(17) << "{\"columns\": " << problem.column_count() << ", \"rows\": " << problem.row_count()
                                         << ", \"nonzeros\": " << value.size() << ", \"unit\": " << std::ldexp(1.0, exponent) / static_cast<double>(stage.denominator)
                                         << ", \"offset\": " << static_cast<double>(stage.offset) << "}\n";
}

void write_bounds(const EngineBounds& base, const std::vector<EngineBounds>& scenarios, std::size_t columns, const std::filesystem::path& folder) {
    std::set<std::size_t> touched;
    for (const EngineBounds& bounds : scenarios) {
        for (std::size_t k = 0; k < base.lower.size(); ++k) {
            if (bounds.lower[k] != base.lower[k] || bounds.upper[k] != base.upper[k]) { touched.insert(k); }
        }
    }
    std::vector<double> lower;
    std::vector<double> upper;
    for (const EngineBounds& bounds : scenarios) {
        for (const std::size_t k : touched) {
            lower.push_back(bounds.lower[k]);
            upper.push_back(bounds.upper[k]);
        }
    }
    const auto split = [columns](const std::vector<double>& all) {
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(columns);
        return std::pair(std::vector(all.begin(), middle), std::vector(middle, all.end()));
    };
    const auto [column_lower, row_lower] = split(base.lower);
    const auto [column_upper, row_upper] = split(base.upper);
    write_raw(folder / "column_lower.f64", column_lower);
    write_raw(folder / "column_upper.f64", column_upper);
    write_raw(folder / "row_lower.f64", row_lower);
    write_raw(folder / "row_upper.f64", row_upper);
    write_raw(folder / "place.i32", std::vector<std::int32_t>(touched.begin(), touched.end()));
    write_raw(folder / "place_lower.f64", lower);
    write_raw(folder / "place_upper.f64", upper);
}

void write_sweep(const Plan& plan, std::size_t count, const std::filesystem::path& folder) {
    const CompiledProblem base = compile(plan);
    if (base.problem.has_whole_columns()) { throw std::runtime_error("the relaxed plan has whole columns"); }
    const Scaling scaling = find_scaling(base.problem);
    std::vector<EngineBounds> scenarios;
    for (std::size_t i = 0; i < count; ++i) {
        const CompiledProblem changed = compile(scenario_of(plan, i, count), base);
        if (changed.problem.shared_pattern() != base.problem.shared_pattern() || !(*changed.stages.front().objective == *base.stages.front().objective)) {
            throw std::runtime_error("scenario " + std::to_string(i) + " changes the pattern or the objective");
        }
        scenarios.push_back(bounds_of(base.problem, changed.problem, scaling));
    }
    std::filesystem::create_directories(folder);
    write_model(base, scaling, folder);
    write_bounds(bounds_of(base.problem, base.problem, scaling), scenarios, base.problem.column_count(), folder);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "benchmark_sweep_arrays PACKAGE|ZONES SCENARIOS SEED FOLDER\n";
        return 2;
    }
    try {
        const Plan plan = relaxed(with_stages(plan_from({.name = argv[1], .seed = std::strtoull(argv[3], nullptr, 10)}), 1));
        write_sweep(plan, std::strtoull(argv[2], nullptr, 10), argv[4]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    return 0;
}
