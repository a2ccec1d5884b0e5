// One side of the comparison in one process, so that its peak of memory is its own: prints one JSON line.
//   benchmark_compile ZONES SEED leps       tables -> problem -> HiGHS, and once more after one changed amount
//   benchmark_compile ZONES SEED direct     the hand-written program -> HiGHS
//   benchmark_compile ZONES SEED counts     columns, rows and non-zeros of both
//   benchmark_compile ZONES SEED optimum    the optimum of the first stage's linear program of both
//   benchmark_compile ZONES SEED repeat N   compiles N times, for a profiler; `recompile N` likewise

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include <interfaces/highs_c_api.h>

#include "leps/compile/compiled_problem.hpp"
#include "leps/solve/highs.hpp"
#include "solve/highs_model.hpp"
#include "solve/scaling.hpp"
#include "support/direct_model.hpp"
#include "support/generate.hpp"
#include "support/measure.hpp"

namespace {

using namespace leps;
using namespace leps_benchmark;

/// What a session does with a problem before its first run.
class HandedOver {
public:
    HandedOver(const CompiledProblem& compiled, const EngineOptions& options)
        : scaling_(find_scaling(compiled.problem)), model_(compiled.problem, scaling_, HighsModel::Kind::linear, options) {
        model_.set_objective(*compiled.stages.front().objective);
    }

private:
    Scaling scaling_;
    HighsModel model_;
};

EngineOptions default_options() { return complete_options(make_highs_engine()->capabilities().options, {}); }

/// The first annuity of the first fund with a cent more.
Plan one_amount_changed(const Plan& plan) {
    PlanTables tables = plan.tables();
    std::vector<Annuity> annuities = tables.annuities.rows();
    annuities.front().amount += Money::from_cents(1);
    tables.annuities = std::move(annuities);
    return plan_of(std::move(tables));
}

class DirectHighs {
public:
    explicit DirectHighs(const DirectModel& model) : highs_(Highs_create()) {
        Highs_setBoolOptionValue(highs_, "output_flag", 0);
        const int status = Highs_passModel(
            highs_, static_cast<HighsInt>(model.columns()), static_cast<HighsInt>(model.rows()), static_cast<HighsInt>(model.nonzeros()), 0,
            kHighsMatrixFormatRowwise, kHighsHessianFormatTriangular, kHighsObjSenseMinimize, 0.0, model.cost.data(), model.column_lower.data(),
            model.column_upper.data(), model.row_lower.data(), model.row_upper.data(), model.start.data(), model.index.data(), model.value.data(),
            nullptr, nullptr, nullptr, nullptr);
        if (status == kHighsStatusError) { throw SolverError("highs", "passModel was refused"); }
    }
    DirectHighs(const DirectHighs&) = delete;
    DirectHighs& operator=(const DirectHighs&) = delete;
    ~DirectHighs() { Highs_destroy(highs_); }

    double optimum() {
        Highs_setStringOptionValue(highs_, "parallel", "off");
        if (Highs_run(highs_) == kHighsStatusError || Highs_getModelStatus(highs_) != kHighsModelStatusOptimal) {
            throw SolverError("highs", "no optimum of the hand-written model");
        }
        return Highs_getObjectiveValue(highs_);
    }

private:
    void* highs_;
};

Plan generated_plan(std::size_t zones, std::uint64_t seed) { return plan_of(tables_of(generate(zones, seed))); }

/// Stored zeros are part of a pattern, but HiGHS never sees them.
std::size_t nonzeros(const Problem& problem) {
    return static_cast<std::size_t>(std::ranges::count_if(problem.coefficient(), [](double value) { return value != 0.0; }));
}

void run_leps(std::size_t zones, std::uint64_t seed, JsonLine& line) {
    const Plan plan = generated_plan(zones, seed);
    const EngineOptions options = default_options();
    const Peak peak;
    const Clock compile_clock;
    const CompiledProblem compiled = compile(plan);
    const double compile_seconds = compile_clock.seconds();
    const Clock pass_clock;
    const HandedOver highs(compiled, options);
    const double pass_seconds = pass_clock.seconds();
    line.add("build_seconds", compile_seconds).add("hand_over_seconds", pass_seconds);
    peak.report(line);
    line.add("columns", compiled.problem.column_count()).add("rows", compiled.problem.row_count()).add("nonzeros", nonzeros(compiled.problem));
    const Plan changed = one_amount_changed(plan);
    const Clock again;
    const CompiledProblem recompiled = compile(changed, compiled);
    line.add("recompile_seconds", again.seconds());
    line.add("same_pattern", &recompiled.problem.pattern() == &compiled.problem.pattern() ? 1 : 0);
}

void run_direct(std::size_t zones, std::uint64_t seed, JsonLine& line) {
    const PlainPlan plain = generate(zones, seed);
    const Peak peak;
    const Clock fill_clock;
    const DirectModel model = fill(plain);
    const double fill_seconds = fill_clock.seconds();
    const Clock pass_clock;
    const DirectHighs highs(model);
    const double pass_seconds = pass_clock.seconds();
    line.add("build_seconds", fill_seconds).add("hand_over_seconds", pass_seconds);
    peak.report(line);
    line.add("columns", model.columns()).add("rows", model.rows()).add("nonzeros", model.nonzeros());
}

void optima(std::size_t zones, std::uint64_t seed, JsonLine& line) {
    const CompiledProblem compiled = compile(generated_plan(zones, seed));
    const StageProgram& first = compiled.stages.front();
    const auto session = make_highs_engine()->open(compiled.problem);
    const Answer answer = session->solve({.objective = first.objective.get(), .task = Task::linear}, {});
    const double unit = std::ldexp(1e9, 40) * static_cast<double>(first.denominator);  // of kappa x parts per billion
    line.add("leps", answer.objective.value_or(-1.0) / unit).add("leps_solve_seconds", answer.seconds);
    const DirectModel model = fill(generate(zones, seed));
    const Clock clock;
    line.add("direct", DirectHighs(model).optimum());
    line.add("direct_solve_seconds", clock.seconds());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "benchmark_compile ZONES SEED leps|direct|counts|optimum|repeat|recompile [N]\n";
        return 2;
    }
    const auto zones = static_cast<std::size_t>(std::strtoull(argv[1], nullptr, 10));
    const auto seed = static_cast<std::uint64_t>(std::strtoull(argv[2], nullptr, 10));
    const std::string side = argv[3];
    const int times = argc > 4 ? std::atoi(argv[4]) : 1;
    JsonLine line;
    line.add("benchmark", "compile").add("zones", zones).add("seed", static_cast<std::size_t>(seed)).add("side", side);
    try {
        if (side == "leps") {
            run_leps(zones, seed, line);
        } else if (side == "direct") {
            run_direct(zones, seed, line);
        } else if (side == "counts") {
            const CompiledProblem compiled = compile(generated_plan(zones, seed));
            const DirectModel model = fill(generate(zones, seed));
            line.add("leps_columns", compiled.problem.column_count()).add("direct_columns", model.columns());
            line.add("leps_rows", compiled.problem.row_count()).add("direct_rows", model.rows());
            line.add("leps_nonzeros", nonzeros(compiled.problem)).add("direct_nonzeros", model.nonzeros());
            for (const Family& family : compiled.problem.pattern().families()) {
                line.add("rows_" + std::string(rule_name(static_cast<Rule>(family.id))), family.end_row - family.first_row);
            }
        } else if (side == "optimum") {
            optima(zones, seed, line);
        } else {
            const Plan plan = generated_plan(zones, seed);
            const Plan changed = one_amount_changed(plan);
            const CompiledProblem first = compile(plan);
            const Clock clock;
            for (int i = 0; i < times; ++i) {
                const CompiledProblem again = side == "recompile" ? compile(changed, first) : compile(plan);
                line.add("columns", again.problem.column_count());
            }
            line.add("seconds", clock.seconds());
        }
    } catch (const DataError& error) {
        for (const Issue& issue : error.issues()) { std::cerr << issue.code << ' ' << issue.table << ' ' << issue.field << ' ' << issue.found << '\n'; }
        return 1;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    std::cout << line.text() << '\n';
    return 0;
}
