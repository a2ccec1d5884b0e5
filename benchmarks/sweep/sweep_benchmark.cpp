// benchmark_sweep PACKAGE|ZONES SCENARIOS [SEED] [decided|held|relaxed] [THREADS] [STAGES] [FILE]: where the time of a sweep goes, as one JSON
// line. Each scenario scales one fund of the plan by 80 to 120 %. relaxed: every measure is started in parts. STAGES: only so many objectives
// (0: all). FILE gets what the first objective reached in each scenario, in its own unit.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>

#include "leps/analyze/sweep.hpp"
#include "support/measure.hpp"
#include "support/raw_file.hpp"
#include "sweep/engine_clock.hpp"
#include "sweep/sweep_plan.hpp"

namespace {

using namespace leps;
using namespace leps_benchmark;

/// Seconds of all scenarios together, over all threads.
struct Spent {
    EngineTime time;
    double edit = 0.0;
    double compile = 0.0;
    double session = 0.0;
    double bounds = 0.0;
    double round = 0.0;
    double verify = 0.0;
    std::int64_t iterations = 0;
    std::size_t allocated = 0;
    std::size_t middle_kilobytes = 0;  ///< held after half of them
    std::vector<double> reached;

    void add(const ScenarioAnswer& answer) {
        const EngineTime& of_thread = EngineTime::of_thread();
        const Allocation& allocation = *answer.allocation;
        time.setup += of_thread.setup;
        time.engine += of_thread.engine;
        time.runs += of_thread.runs;
        compile += allocation.work.compile_seconds;
        session += allocation.work.engine_seconds;
        bounds += allocation.work.solve_seconds - allocation.work.engine_seconds;
        round += allocation.work.round_seconds;
        verify += allocation.work.verify_seconds;
        iterations += allocation.work.iterations;
        allocated += allocation.status == AllocationStatus::allocated ? 1 : 0;
        if (!allocation.stages.empty()) { reached[answer.number] = static_cast<double>(allocation.stages.front().reached); }
    }
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "benchmark_sweep PACKAGE|ZONES SCENARIOS [SEED] [decided|held|relaxed] [THREADS] [STAGES] [FILE]\n";
        return 2;
    }
    const auto number = [&](int i, std::size_t otherwise) { return argc > i ? static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10)) : otherwise; };
    const std::string units = argc > 4 ? argv[4] : "decided";
    try {
        const std::size_t count = number(2, 0);
        const Plan whole = with_stages(plan_from({.name = argv[1], .seed = number(3, 1)}), number(6, 0));
        const Plan plan = units == "relaxed" ? relaxed(whole) : whole;
        const SweepOptions options{.units = units == "held" ? WholeUnits::held : WholeUnits::decided, .threads = number(5, 1)};
        const Clock of_base;
        const auto [allocation, base] = allocate_base(plan);
        const double base_seconds = of_base.seconds();
        Spent spent;
        spent.reached.resize(count);
        std::mutex mutex;
        const Scenarios scenarios{.count = count, .plan = [&](std::size_t i) {
            EngineTime::of_thread() = EngineTime{};
            const Clock clock;
            Plan changed = scenario_of(plan, i, count);
            const double seconds = clock.seconds();
            const std::lock_guard lock(mutex);
            spent.edit += seconds;
            return changed;
        }};
        std::size_t done = 0;
        const Clock clock;
        sweep(base, scenarios, [&](const ScenarioAnswer& answer) {
            const std::lock_guard lock(mutex);
            spent.add(answer);
            if (++done == count / 2) { spent.middle_kilobytes = status_kilobytes("VmRSS:"); }
        }, options);
        const double seconds = clock.seconds();
        if (spent.time.runs < spent.allocated) { throw std::runtime_error("the clock of the engine saw no run: leps has to be linked statically"); }
        if (argc > 7) { write_raw(argv[7], spent.reached); }
        JsonLine line;
        line.add("benchmark", "sweep").add("side", "leps").add("plan", plan.header().name).add("scenarios", count).add("units", units);
        line.add("threads", options.threads).add("stages", allocation.stages.size()).add("allocated", spent.allocated).add("version", allocation.engine);
        line.add("base_seconds", base_seconds).add("seconds", seconds).add("setup_seconds", spent.time.setup).add("engine_seconds", spent.time.engine);
        line.add("engine_runs", spent.time.runs).add("iterations", spent.iterations).add("edit_seconds", spent.edit).add("compile_seconds", spent.compile);
        line.add("session_seconds", spent.session).add("bounds_seconds", spent.bounds).add("round_seconds", spent.round).add("verify_seconds", spent.verify);
        line.add("middle_kilobytes", spent.middle_kilobytes).add("end_kilobytes", status_kilobytes("VmRSS:"));
        std::cout << line.text() << '\n';
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    return 0;
}
