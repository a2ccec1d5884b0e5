// benchmark_sweep PACKAGE|ZONES SCENARIOS [SEED] [decided|held] [THREADS] [STAGES]: where the time of a sweep goes, as one JSON line. Each
// scenario scales one fund of the plan by 80 to 120 %. STAGES: only so many objectives (0: all).

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <mutex>
#include <string>

#include "leps/analyze/sweep.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/domain/make_plan.hpp"
#include "leps/read/edit_plan.hpp"
#include "leps/read/read_plan.hpp"
#include "support/generate.hpp"
#include "support/measure.hpp"

namespace {

using namespace leps;
using namespace leps_benchmark;

/// Seconds of all scenarios together, over all threads.
struct Spent {
    double edit = 0.0;
    double answer = 0.0;
    double compile = 0.0;
    double engine = 0.0;
    double round = 0.0;
    double verify = 0.0;
    std::size_t allocated = 0;
    std::size_t middle_kilobytes = 0;  ///< held after half of them
};

Plan with_stages(const Plan& plan, std::size_t stages) {
    if (stages == 0) { return plan; }
    PlanTables tables = plan.tables();
    std::vector<StageSpec> ordered = compile(plan).view->stages;
    ordered.resize(std::min(stages, ordered.size()));
    tables.header.stages = std::move(ordered);
    return make_plan(std::move(tables));
}

/// Factors between 80 and 120 %, spread evenly and mixed, the same on every machine.
std::string factor(std::size_t scenario, std::size_t count) { return std::to_string(800 + scenario * 7919 % count * 400 / count) + "/1000"; }

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "benchmark_sweep PACKAGE|ZONES SCENARIOS [SEED] [decided|held] [THREADS] [STAGES]\n";
        return 2;
    }
    const std::string source = argv[1];
    const bool generated = std::ranges::all_of(source, [](unsigned char c) { return std::isdigit(c) != 0; });
    const auto number = [&](int i, std::size_t otherwise) { return argc > i ? static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10)) : otherwise; };
    try {
        const std::size_t count = number(2, 0);
        const Plan whole = generated ? plan_of(tables_of(generate(number(1, 0), number(3, 1)))) : read_plan(source);
        const Plan plan = with_stages(whole, number(6, 0));
        const SweepOptions options{.units = argc > 4 && std::string(argv[4]) == "held" ? WholeUnits::held : WholeUnits::decided, .threads = number(5, 1)};
        const Clock of_base;
        const auto [allocation, base] = allocate_base(plan);
        const double base_seconds = of_base.seconds();
        const FundId fund = plan.tables().annuities[0].fund;
        Spent spent;
        std::mutex mutex;
        const Scenarios scenarios{.count = count, .plan = [&](std::size_t i) {
            const Clock clock;
            const std::vector<CellEdit> edits = {{.table = "annuities", .where = "fund=" + fund.text(), .column = "amount_eur", .op = EditOp::multiply, .value = factor(i, count)}};
            Plan changed = edit_plan(plan, edits);
            const double seconds = clock.seconds();
            const std::lock_guard lock(mutex);
            spent.edit += seconds;
            return changed;
        }};
        std::size_t done = 0;
        const Clock clock;
        sweep(base, scenarios, [&](const ScenarioAnswer& answer) {
            const Work& work = answer.allocation->work;
            const std::lock_guard lock(mutex);
            spent.compile += work.compile_seconds;
            spent.engine += work.engine_seconds;
            spent.answer += work.solve_seconds - work.engine_seconds;
            spent.round += work.round_seconds;
            spent.verify += work.verify_seconds;
            spent.allocated += answer.allocation->status == AllocationStatus::allocated ? 1 : 0;
            if (++done == count / 2) { spent.middle_kilobytes = status_kilobytes("VmRSS:"); }
        }, options);
        const double seconds = clock.seconds();
        JsonLine line;
        line.add("benchmark", "sweep").add("side", "leps").add("plan", plan.header().name).add("scenarios", count).add("units", argc > 4 ? argv[4] : "decided");
        line.add("threads", options.threads).add("stages", allocation.stages.size()).add("allocated", spent.allocated);
        line.add("base_seconds", base_seconds).add("seconds", seconds).add("edit_seconds", spent.edit).add("compile_seconds", spent.compile);
        line.add("engine_seconds", spent.engine).add("bounds_seconds", spent.answer).add("round_seconds", spent.round).add("verify_seconds", spent.verify);
        line.add("middle_kilobytes", spent.middle_kilobytes).add("end_kilobytes", status_kilobytes("VmRSS:"));
        std::cout << line.text() << '\n';
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    return 0;
}
