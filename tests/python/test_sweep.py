"""Many scenarios: each answered once and alike whoever solves it, kept on disk, gone on with, interrupted."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import leps

FACTORS = ["0", "1/2", "3/4", "9/10", "99/100", "101/100", "11/10", "3/2", "2"]


@pytest.fixture(scope="module")
def scenarios() -> list[tuple[str, list[Any]]]:
    return leps.sampled([leps.Uncertain("annuities", "fund=STATE", "amount_eur", None)], [[float(Fraction(factor))] for factor in FACTORS])


@pytest.fixture(scope="module")
def sweep(plan: leps.Plan, scenarios: Any) -> leps.Sweep:
    return leps.sweep(plan, scenarios, progress=False)


def same(a: leps.Sweep, b: leps.Sweep) -> bool:
    """All but the seconds."""
    names = ["number", "scenario", "status", "plan_hash", "findings"]
    return a.scenarios[names] == b.scenarios[names] and a.stages == b.stages and a.coverage == b.coverage and a.funds == b.funds


def test_every_scenario_stands_there_once_after_the_base(sweep: leps.Sweep) -> None:
    assert sweep.scenarios["scenario"].to_pylist() == ["base", *(f"mc-{i}" for i in range(1, 10))]
    assert set(sweep.scenarios["status"].to_pylist()) == {"allocated"}


def test_an_answer_is_as_good_as_that_of_the_plan_alone(plan: leps.Plan, sweep: leps.Sweep) -> None:
    # MODEL.md 13: certified intervals of the first objective overlap (later ones hang on the caps of those before).
    for i, factor in enumerate(FACTORS, start=1):
        alone = leps.allocate(plan.scale_fund("STATE", factor), progress=False)
        first = alone.stages.to_pylist()[0]
        swept = sweep.stages.where(scenario=f"mc-{i}").to_pylist()[0]
        assert swept["objective"] == first["objective"]
        assert Fraction(swept["bound"]) <= Fraction(first["value"])
        assert Fraction(first["bound"]) <= Fraction(swept["value"])


def test_money_of_a_scenario_is_that_of_its_plan_and_used_is_what_was_spent(plan: leps.Plan, sweep: leps.Sweep) -> None:
    half = plan.scale_fund("STATE", "1/2")
    rows = [row for row in sweep.funds.where(scenario="mc-2") if row["fund"] == "STATE" and not row["projected"]]
    assert [row["amount_eur"] for row in rows] == half.annuities.where(fund="STATE")["amount_eur"].to_pylist()
    assert all(row["used_eur"] + row["left_eur"] == row["amount_eur"] for row in rows)


def test_no_answer_hangs_on_order_or_workers(plan: leps.Plan, scenarios: Any, sweep: leps.Sweep) -> None:
    assert same(leps.sweep(plan, scenarios, workers=1, progress=False), sweep)
    backwards = leps.sweep(plan, dict(reversed(scenarios)), workers=3, progress=False)
    for name, _ in scenarios:
        assert backwards.stages.where(scenario=name).to_pylist() == sweep.stages.where(scenario=name).to_pylist()
        assert backwards.coverage.where(scenario=name).to_pylist() == sweep.coverage.where(scenario=name).to_pylist()


def test_scenarios_may_be_plans_edits_or_a_table(plan: leps.Plan) -> None:
    cut = plan.scale_fund("REG", "1/2")
    table = [{"scenario": "cut", "table": "annuities", "where": "fund=REG", "column": "amount_eur", "op": "multiply", "value": "1/2"}]
    of_plan = leps.sweep(plan, {"cut": cut}, progress=False)
    assert same(leps.sweep(plan, table, progress=False), of_plan)
    assert of_plan.scenarios["plan_hash"].to_pylist() == [plan.hash, cut.hash]


def test_a_scenario_whose_data_are_wrong_says_so_and_the_others_are_answered(plan: leps.Plan) -> None:
    table = [{"scenario": name, "table": "annuities", "where": f"fund={fund}", "column": "amount_eur", "op": "multiply", "value": "1/2"}
             for name, fund in (("good", "REG"), ("bad", "NONE"))]  # fmt: skip
    answers = leps.sweep(plan, table, progress=False)
    assert answers.scenarios["status"].to_pylist() == ["allocated", "allocated", None]
    assert "no row has these cells" in answers.scenarios["findings"][2].as_py()
    with pytest.raises(leps.InvalidValue, match="duplicate_scenario"):
        leps.sweep(plan, {"base": plan}, progress=False)


def test_held_units_are_those_of_the_base_and_only_better_by_less(plan: leps.Plan, scenarios: Any, sweep: leps.Sweep) -> None:
    held = leps.sweep(plan, scenarios, units="held", progress=False)
    assert set(held.scenarios["status"].to_pylist()) == {"allocated"}
    for name, _ in scenarios:
        mine, free = (frame.where(scenario=name).to_pylist()[0] for frame in (held.stages, sweep.stages))
        assert Fraction(mine["bound"]) <= Fraction(free["value"])  # what is proved holds for any units


def test_who_falls_below_a_level_is_what_coverage_says(plan: leps.Plan, sweep: leps.Sweep) -> None:
    reached = {(row["territory"], row["level"], row["period"]) for row in sweep.coverage.where(scenario="base") if row["reached"]}
    by_hand = {(row["scenario"], row["territory"], row["level"], row["period"]) for row in sweep.coverage
               if not row["reached"] and (row["territory"], row["level"], row["period"]) in reached}  # fmt: skip
    assert {(row["scenario"], row["territory"], row["level"], row["period"]) for row in sweep.falls()} == by_hand
    assert any(scenario == "mc-1" for scenario, *_ in by_hand)  # without the fund somebody does


def test_quantiles_are_values_that_occurred(sweep: leps.Sweep) -> None:
    # Nearest rank of nine: 1/20 is the 1st, 1/2 the 5th, 19/20 the 9th.
    gaps: dict[Any, list[int]] = {}
    for row in sweep.coverage:
        if row["scenario"] != "base":
            gaps.setdefault((row["territory"], row["level"], row["period"]), []).append(row["gap_ppb"])
    for row in sweep.quantiles():
        ordered = sorted(gaps[row["territory"], row["level"], row["period"]])
        assert [row["q_1/20"], row["q_1/2"], row["q_19/20"]] == [ordered[0], ordered[4], ordered[8]]
    with pytest.raises(leps.InvalidValue):
        sweep.quantiles([2])


def test_answers_on_disk_are_the_same_and_are_not_solved_again(plan: leps.Plan, scenarios: Any, sweep: leps.Sweep, tmp_path: Path) -> None:
    first = leps.sweep(plan, scenarios[:4], out=tmp_path / "s", progress=False)
    written = {file: file.stat().st_mtime_ns for file in (tmp_path / "s").rglob("*.parquet")}
    again = leps.sweep(plan, scenarios, out=tmp_path / "s", progress=False)
    assert same(again, sweep)
    assert first.scenarios["scenario"].to_pylist() == ["base", "mc-1", "mc-2", "mc-3", "mc-4"]  # it shows what it was asked for
    assert same(leps.sweep(plan, scenarios[:4], out=tmp_path / "s", progress=False), first)
    assert {file: file.stat().st_mtime_ns for file in written} == written
    with pytest.raises(leps.FileError, match="another sweep"):
        leps.sweep(plan.scale_fund("REG", "1/2"), scenarios, out=tmp_path / "s", progress=False)
    with pytest.raises(leps.FileError, match="another change of the plan"):
        leps.sweep(plan, [("mc-1", [])], out=tmp_path / "s", progress=False)
    with pytest.raises(leps.FileError, match="other scenarios"):
        leps.sweep(plan, [("else", [])], out=tmp_path / "s", progress=False)


def test_processes_give_the_same(plan: leps.Plan, scenarios: Any, sweep: leps.Sweep) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert same(leps.sweep(plan, scenarios, executor=executor, workers=2, progress=False), sweep)


def test_a_base_plan_pickles_whole(plan: leps.Plan) -> None:
    _, base = leps._leps.allocate_base(plan._core, engine="auto", time_limit=None, node_limit=None, relative_gap=None, reopen_units=None, progress=None)
    other = plan.scale_fund("STATE", "1/2")._core
    assert pickle.loads(pickle.dumps(base)).allocate(other, False, None) == base.allocate(other, False, None)


def test_dask_workers_that_die_lose_nothing(plan: leps.Plan, scenarios: Any, sweep: leps.Sweep) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, distributed.Client(cluster) as client:
        many = [(f"{name}-{i}", edits) for i in range(6) for name, edits in scenarios]
        victim = next(iter(cluster.workers.values())).pid
        killed = []

        def kill_one(progress: leps.Progress) -> None:
            if not killed and progress.stage.startswith("scenario") and progress.stage_number >= 5:
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        answers = leps.sweep(plan, many, executor=client.get_executor(), workers=2, progress=kill_one)
        assert killed
    assert answers.scenarios["scenario"].to_pylist() == ["base", *(name for name, _ in many)]
    for name, _ in scenarios:
        values = sweep.stages.where(scenario=name)["value"].to_pylist()
        for i in range(6):
            assert answers.stages.where(scenario=f"{name}-{i}")["value"].to_pylist() == values


INTERRUPTED = """
import sys, leps
plan = leps.read_plan(sys.argv[1])
edits = leps.sampled([leps.Uncertain("annuities", "fund=STATE", "amount_eur", None)], [[i / 300] for i in range(300)])
def report(progress):
    if progress.stage.startswith("scenario") and progress.stage_number >= 5:
        print(progress.stage_number, flush=True)
try:
    leps.sweep(plan, edits, out=sys.argv[2], progress=report)
    print("finished", flush=True)
except leps.SweepInterrupted as interrupted:
    print("kept", len(interrupted.sweep), flush=True)
"""


def test_ctrl_c_keeps_what_is_finished_and_another_call_goes_on(plan: leps.Plan, plan_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(plan_folder), str(tmp_path / "s")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        lines = process.stdout.read().splitlines()
    assert process.returncode == 0
    kept = int(lines[-1].removeprefix("kept "))
    assert 5 <= kept < 301
    edits = leps.sampled([leps.Uncertain("annuities", "fund=STATE", "amount_eur", None)], [[i / 300] for i in range(kept + 3)])
    on = leps.sweep(plan, edits, out=tmp_path / "s", progress=False)
    assert same(on, leps.sweep(plan, edits, progress=False))


def test_memory_does_not_grow_with_the_scenarios_on_the_way(plan: leps.Plan) -> None:
    # Scenarios are asked for when there is room: never more than twice the workers and one are made ahead of what is finished.
    made, finished = [], []
    lock = threading.Lock()

    def scenarios() -> Any:
        for i in range(20):
            with lock:
                made.append(i)
                assert len(made) - len(finished) <= 2 * 2 + 1
            yield f"s{i}", []

    leps.sweep(plan, scenarios(), workers=2, progress=lambda progress: finished.append(1) if "scenario" in progress.stage else None)
    assert len(made) == 20


def test_pictures_draw_the_numbers_of_the_frames(sweep: leps.Sweep) -> None:
    values = {row["scenario"]: Fraction(row["value"]) for row in sweep.stages if row["objective"] == "shortfall" and row["class"] == 1}
    bars = sweep.plot.tornado().data[0]
    assert sorted(bars.x) == pytest.approx(sorted(float(value - values["base"]) for name, value in values.items() if name != "base"))
    spread = sweep.plot.spread("HOME").data[0]
    rows = [row for row in sweep.quantiles() if row["level"] == "HOME" and row["period"].startswith("2026")]
    assert sorted(spread.x) == pytest.approx(sorted(row["q_1/2"] / 1e7 for row in rows))


def test_the_shell_sweeps_a_table_of_scenarios(plan_folder: Path, tmp_path: Path, quiet_environment: dict[str, str]) -> None:
    table = tmp_path / "scenarios.csv"
    table.write_text("scenario,table,where,column,op,value\ncut,annuities,fund=STATE,amount_eur,multiply,1/2\n", encoding="utf-8")
    command = [sys.executable, "-c", "from leps.cli import main; main()", "sweep", str(plan_folder), str(table), "--json", "--out", str(tmp_path / "s")]
    done = subprocess.run(command, capture_output=True, text=True, env=quiet_environment, timeout=300)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert [row["scenario"] for row in document["scenarios"]] == ["base", "cut"]
    assert {row["scenario"] for row in document["stages"]} == {"base", "cut"}
    assert document["out"] == str(tmp_path / "s")
    table.write_text("scenario,table,where,column,op,value\ncut,annuities,fund=NONE,amount_eur,times,1/2\n", encoding="utf-8")
    refused = subprocess.run(command, capture_output=True, text=True, env=quiet_environment, timeout=300)
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["issues"][0]["field"] == "op"


def test_a_base_plan_answers_what_if_and_serves_a_sweep(plan: leps.Plan, scenarios: Any, sweep: leps.Sweep) -> None:
    base = leps.BasePlan(plan, progress=False)
    assert base.allocation == sweep.base
    cut = plan.scale_fund("STATE", "1/2")
    answer = base.allocate(cut, units="decided", progress=False)
    assert leps.verify(cut, answer).ok and answer.certified().ok
    assert answer == base.allocate(cut, units="decided", progress=False)  # nothing is left behind of an answer
    assert leps.verify(plan, base.held).ok
    assert same(leps.sweep(base, scenarios, progress=False), sweep)
    assert pickle.loads(pickle.dumps(base)).allocate(cut, progress=False) == base.allocate(cut, progress=False)
    with pytest.raises(leps.InvalidValue):
        leps.sweep(base, scenarios, node_limit=7, progress=False)
    with pytest.raises(leps.InvalidValue):
        base.allocate(cut, units="kept")


def test_a_sweep_with_nothing_finished_can_be_shown(plan: leps.Plan) -> None:
    def broken() -> Any:
        raise RuntimeError("no scenarios today")
        yield

    from leps.sweep_store import Memory

    empty = leps.Sweep(leps.allocate(plan, progress=False), Memory())
    assert (len(empty), len(empty.falls()), len(empty.quantiles())) == (0, 0, 0)
    assert "two_zones" in repr(empty)
    assert empty._repr_html_()
    with pytest.raises(RuntimeError, match="no scenarios today"):
        leps.sweep(plan, broken(), progress=False)


def test_what_is_finished_is_on_disk_whatever_ends_a_sweep(plan: leps.Plan, scenarios: Any, tmp_path: Path) -> None:
    def ends_early() -> Any:
        yield from scenarios[:3]
        time.sleep(1.5)  # until what was sent has come back
        raise RuntimeError("the source of scenarios broke")

    with pytest.raises(RuntimeError, match="broke"):
        leps.sweep(plan, ends_early(), out=tmp_path / "s", workers=1, progress=False)
    assert len(list((tmp_path / "s" / "scenarios").glob("*.parquet"))) == 1


def test_edits_of_a_scenario_may_be_rows(plan: leps.Plan) -> None:
    row = {"table": "annuities", "where": "fund=REG", "column": "amount_eur", "op": "multiply", "value": "1/2"}
    answers = leps.sweep(plan, {"cut": [row]}, progress=False)
    assert answers.scenarios["plan_hash"][1].as_py() == plan.scale_fund("REG", "1/2").hash
    with pytest.raises(TypeError):
        leps.sweep(plan, {"cut": [1]}, progress=False)
