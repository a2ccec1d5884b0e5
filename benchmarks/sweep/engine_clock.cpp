#include "sweep/engine_clock.hpp"

namespace leps_benchmark {

EngineTime& EngineTime::of_thread() {
    thread_local EngineTime time;
    return time;
}

}  // namespace leps_benchmark

// The names that `ld --wrap=Highs_run` looks for.
extern "C" {
int __real_Highs_run(void* highs);
int __wrap_Highs_run(void* highs);

int __wrap_Highs_run(void* highs) {
    auto& time = leps_benchmark::EngineTime::of_thread();
    if (time.runs++ == 0) { time.setup = time.since.seconds(); }
    const leps_benchmark::Clock clock;
    const int status = __real_Highs_run(highs);
    time.engine += clock.seconds();
    return status;
}
}
