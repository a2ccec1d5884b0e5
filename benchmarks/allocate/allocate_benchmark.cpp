// benchmark_allocate PACKAGE|ZONES [SEED] [TIME_LIMIT]: where the time of one allocation goes, as one JSON line. A package is
// a folder; a number is a generated plan of so many zones.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include "leps/allocate/allocate.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/solve/engine.hpp"
#include "leps/verify/verify.hpp"
#include "support/generate.hpp"
#include "support/measure.hpp"

namespace {

using namespace leps;
using namespace leps_benchmark;

/// The first stage as a linear program, from nothing: the smallest thing that may be called one solve.
double first_linear_solve(const CompiledProblem& compiled) {
    const auto session = make_engine(available_engines().front())->open(compiled.problem);
    const Clock clock;
    const Answer answer = session->solve({.objective = compiled.stages.front().objective.get(), .task = Task::linear}, {});
    return answer.outcome == Outcome::optimal ? clock.seconds() : -1.0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "benchmark_allocate PACKAGE|ZONES [SEED] [TIME_LIMIT]\n";
        return 2;
    }
    const std::string source = argv[1];
    const bool generated = std::ranges::all_of(source, [](unsigned char c) { return std::isdigit(c) != 0; });
    try {
        const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
        AllocateOptions options;
        if (argc > 3) { options.time_limit = std::atof(argv[3]); }
        const Plan plan = generated ? plan_of(tables_of(generate(std::strtoull(argv[1], nullptr, 10), seed))) : read_plan(source);
        const CompiledProblem compiled = compile(plan);
        JsonLine line;
        line.add("benchmark", "allocate").add("plan", plan.header().name).add("columns", compiled.problem.column_count());
        line.add("rows", compiled.problem.row_count()).add("first_linear_solve_seconds", first_linear_solve(compiled));
        const Allocation allocation = allocate(plan, options);
        const Clock clock;
        const Verification verification = verify(plan, allocation);
        line.add("verify_alone_seconds", clock.seconds()).add("violations", verification.violations.size());
        line.add("status", static_cast<int>(allocation.status)).add("stages", allocation.stages.size());
        line.add("compile_seconds", allocation.work.compile_seconds).add("solve_seconds", allocation.work.solve_seconds);
        line.add("round_seconds", allocation.work.round_seconds).add("verify_seconds", allocation.work.verify_seconds);
        std::cout << line.text() << '\n';
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    return 0;
}
