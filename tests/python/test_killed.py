"""Whatever ends a process, and whenever: nothing half-written is left, and what runs out of memory says so."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import leps

TABLES = ("stages", "coverage", "funds")

#: Begins with two plans and writes them in turns over one package until it is killed, a new process for each time.
WRITE = """
import json, os, random, signal, sys, time
import leps

folder, first, second, kind = sys.argv[1:]
plans = [leps.read_plan(first), leps.read_plan(second)]
things = plans if kind == "plan" else [leps.allocate(plan, progress=False) for plan in plans]
random.seed(4)
for kill in range(25):
    child = os.fork()
    if child == 0:
        while True:
            for thing in things:
                thing.write(folder, force=True)
    time.sleep(random.random() * 0.08)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if not os.path.exists(folder):
        print("nothing")
        continue
    if kind == "plan":
        found = leps.read_plan(folder)
    else:
        with open(os.path.join(folder, "datapackage.json")) as file:
            of_plan = json.load(file)["plan_hash"]
        found = leps.read_allocation(folder, next(plan for plan in plans if plan.hash == of_plan))
    print("whole" if found in things else "other")
"""

#: A sweep whose process dies by its own hand at the n-th file that it would put in its place, counting from 1; 0: never.
SWEEP = """
import os, signal, sys
import leps
from leps import sweep_store

plan, out, die_at, before = leps.read_plan(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "before"
sweep_store.BATCH = int(sys.argv[5])
count, replace = 0, os.replace

def dying(source, target):
    global count
    count += 1
    if count == die_at and before:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)
    if count == die_at:
        os.kill(os.getpid(), signal.SIGKILL)

sweep_store.os.replace = dying
scenarios = {f"less {i}": plan.scale_fund("STATE", f"{100 - i}/100") for i in range(8)}
leps.sweep(plan, scenarios, out=out, workers=2, progress=False)
"""

#: Allocates, and reads a package of 14 MB, with so many bytes of memory more than there were before. Says how each ended.
STARVE = """
import resource, sys
import leps

more, big = int(sys.argv[1]) << 20, sys.argv[2]
plan = leps.datasets.tuscany()

def starved(work):
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + more, resource.RLIM_INFINITY))
    try:
        work()
        return "done"
    except (MemoryError, leps.SolverError):
        return "out-of-memory"
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

print(starved(lambda: leps.allocate(plan, progress=False, node_limit=1)), starved(lambda: leps.read_plan(big)))
assert plan == leps.datasets.tuscany()
assert leps.read_plan(big).name == "two_zones"
"""


def run(code: str, *words: str | Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, timeout=timeout)


def scenarios_of(plan: leps.Plan) -> dict[str, leps.Plan]:
    return {f"less {i}": plan.scale_fund("STATE", f"{100 - i}/100") for i in range(8)}


def same(found: leps.Sweep, wanted: leps.Sweep) -> bool:
    """Whether two sweeps have the same answers: all but how long each took."""
    frames = [(getattr(found, table).to_pylist(), getattr(wanted, table).to_pylist()) for table in TABLES]
    lists = [[{**row, "seconds": 0} for row in each.scenarios] for each in (found, wanted)]
    return all(a == b for a, b in frames) and lists[0] == lists[1]


@pytest.fixture(scope="module")
def whole(plan: leps.Plan) -> leps.Sweep:
    return leps.sweep(plan, scenarios_of(plan), progress=False)


@pytest.mark.parametrize("kind", ["plan", "result"])
def test_a_package_whose_writer_is_killed_is_the_old_one_or_the_new_one(kind: str, plan: leps.Plan, plan_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    plan.scale_fund("STATE", "1/2").write(other)
    done = run(WRITE, tmp_path / "target", plan_folder, other, kind)
    assert done.returncode == 0, done.stderr
    words = done.stdout.split()
    assert len(words) == 25
    assert set(words) <= {"nothing", "whole"}
    assert "whole" in words


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_sweep_whose_process_dies_at_any_file_goes_on_to_the_same_answers(
    moment: str, plan: leps.Plan, plan_folder: Path, tmp_path: Path, whole: leps.Sweep
) -> None:
    # Files are put in their place in this order: the manifest, then for each batch of answers stages, coverage, funds, and the list.
    # Each process has batches of its own, as the answers of a crash are found again in other company.
    out = tmp_path / "sweep"
    for die_at, batch in ((1, 3), (3, 3), (3, 2), (4, 5)):
        done = run(SWEEP, plan_folder, out, str(die_at), moment, str(batch))
        assert done.returncode == -signal.SIGKILL, done.stderr
    resumed = leps.sweep(plan, scenarios_of(plan), out=out, progress=False)
    assert same(resumed, whole)
    assert not list(out.rglob("*.part"))


def test_a_sweep_interrupted_by_ctrl_c_keeps_what_is_finished_and_goes_on(plan: leps.Plan, tmp_path: Path, whole: leps.Sweep) -> None:
    out = tmp_path / "sweep"


    def interrupt(progress: leps.Progress) -> None:
        if progress.stage.startswith("scenario") and progress.stage_number == 3:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(leps.SweepInterrupted) as caught:
        leps.sweep(plan, scenarios_of(plan), out=out, workers=1, progress=interrupt)
    kept = caught.value.sweep
    assert 3 <= len(kept) <= 5  # at most two more were on the way
    finished = {row["scenario"] for row in kept.scenarios}
    for table in TABLES:
        wanted = [row for row in getattr(whole, table) if row["scenario"] in finished]
        assert getattr(kept, table).to_pylist() == wanted
    assert same(leps.sweep(plan, scenarios_of(plan), out=out, progress=False), whole)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is one of Linux")
@pytest.mark.parametrize("megabytes", [1, 8, 20, 50])
def test_what_runs_out_of_memory_says_so_and_damages_nothing(megabytes: int, plan: leps.Plan, tmp_path: Path) -> None:
    def wide(frame: leps.Frame) -> list[dict[str, object]]:
        return [{**row, "x_own": "y" * 1_000_000} for row in frame]

    plan.replace(annuities=wide(plan.annuities), service_supply=wide(plan.service_supply)).write(tmp_path / "big")
    done = run(STARVE, str(megabytes), tmp_path / "big")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == "out-of-memory"
