"""What every peer of the sweep does alike: change, solve, take the optimum, scenario after scenario; prints one JSON line."""

import json
import sys
import time

import numpy as np

from sweep_arrays import SweepArrays

# The settings of leps.
HIGHS_OPTIONS = {
    "output_flag": False, "parallel": "off", "small_matrix_value": 1e-12, "primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9,
}


class EngineClock:
    """When the engine was entered and left, by the clock of the process; adds up over runs until `reset`."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.entered, self.seconds = None, 0.0

    def around(self, run):
        def clocked(*args, **kwargs):
            begin = time.perf_counter()
            if self.entered is None:
                self.entered = begin
            try:
                return run(*args, **kwargs)
            finally:
                self.seconds += time.perf_counter() - begin

        return clocked


def highs_clock():
    """Clocks every run of highspy in this process, whoever calls it."""
    import highspy

    clock = EngineClock()
    base = highspy.Highs.__mro__[1]
    base.run = clock.around(base.run)
    return clock, highspy.Highs().version()


def kilobytes():
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))


def measure(side, make, clock, engine):
    """`make(arrays)` builds a model and has `change(columns, rows)` and `solve() -> optimum`."""
    arrays = SweepArrays(sys.argv[1])
    limit = float(sys.argv[2]) if len(sys.argv) > 2 else float("inf")
    begin = time.perf_counter()
    peer = make(arrays)
    peer.solve()
    base_seconds = time.perf_counter() - begin
    setup = inside = 0.0
    optima = []
    middle = None
    begin = time.perf_counter()
    for scenario in range(arrays.scenarios):
        columns, rows = arrays.bounds(scenario)
        clock.reset()
        start = time.perf_counter()
        peer.change(columns, rows)
        optima.append(peer.solve())
        setup += clock.entered - start
        inside += clock.seconds
        if scenario + 1 == arrays.scenarios // 2:
            middle = kilobytes()
        if time.perf_counter() - begin > limit:
            break
    seconds = time.perf_counter() - begin
    np.array(optima).tofile(arrays.folder / f"optima.{side}.f64")
    print(json.dumps({
        "benchmark": "sweep", "side": side, "version": engine, "scenarios": len(optima), "base_seconds": base_seconds, "seconds": seconds,
        "setup_seconds": setup, "engine_seconds": inside, "middle_kilobytes": middle, "end_kilobytes": kilobytes(),
    }))
