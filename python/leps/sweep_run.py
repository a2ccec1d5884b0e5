"""One sweep while it runs: scenarios handed out to workers of any executor, answers taken in."""

from __future__ import annotations

import hashlib
import pickle
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from typing import Any, Final

import pyarrow as pa

from leps import _leps
from leps.errors import DataError, InvalidValue
from leps.frames import from_native
from leps.sweep_store import TABLES, Part, Store

#: How often the calling thread looks for Ctrl-C.
SLICE_SECONDS: Final = 0.1

#: What a worker is sent: number, name, and a plan or edits of the base.
Task = tuple[int, str, Any]


class SweepRun:
    """One sweep while it runs: scenarios handed out, answers taken in."""

    def __init__(self, base: _leps.BasePlan, hold_units: bool, store: Store, report: Callable[[_leps.Progress], None] | None) -> None:
        self.base = base
        self.hold_units = hold_units
        self.store = store
        self.report = report
        self.begin = time.monotonic()
        self.done = 0

    def run(self, tasks: Iterator[Task], executor: Executor, workers: int) -> None:
        """Keep every worker busy until all scenarios are answered. Never more than twice as many as there are workers are on the way."""
        stop = _leps.new_stop()
        if isinstance(executor, ThreadPoolExecutor):
            send = lambda task: executor.submit(answer_near, self.base, task, self.hold_units, stop)  # noqa: E731
        else:
            packed = pickle.dumps(self.base)
            key = hashlib.sha256(packed).hexdigest()
            send = lambda task: executor.submit(answer_far, key, packed, task, self.hold_units)  # noqa: E731
        waiting: dict[Future[Part], int] = {}
        try:
            for task in tasks:
                if self.store.has(task[0], task[1], change_of(task[2])):
                    continue
                waiting[send(task)] = task[0]
                while len(waiting) >= 2 * workers:
                    self.take(waiting)
            while waiting:
                self.take(waiting)
        except BaseException:
            stop.set()
            for future in waiting:
                future.cancel()
            for future in waiting:
                if isinstance(executor, ThreadPoolExecutor) and not future.cancelled():
                    wait([future])
            self.take_finished(waiting)
            raise

    def take(self, waiting: dict[Future[Part], int]) -> None:
        """Take in what has finished within a moment."""
        done, _ = wait(waiting, timeout=SLICE_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            number = waiting.pop(future)
            self.keep(number, future.result())

    def take_finished(self, waiting: dict[Future[Part], int]) -> None:
        """After an error or Ctrl-C: keep what is whole all the same."""
        for future, number in waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                self.keep(number, future.result(), tell=False)

    def keep(self, number: int, part: Part, *, tell: bool = True) -> None:
        """Store an answer, unless it was cut short."""
        if part["scenarios"]["status"][0].as_py() == "interrupted":
            return
        self.store.add(number, part)
        self.done += 1
        if tell and self.report is not None:
            name = part["scenarios"]["scenario"][0].as_py()
            self.report(_leps.Progress(f"scenario {name}", self.done, 0, time.monotonic() - self.begin, 0, 0, 0.0, 0.0, False))


#: Base plans that this process has unpacked.
_unpacked: dict[str, _leps.BasePlan] = {}
_unpacking = threading.Lock()


def answer_far(key: str, packed: bytes, task: Task, hold_units: bool) -> Part:
    """Answer one scenario in a process of its own, which unpacks the base once."""
    with _unpacking:
        base = _unpacked.get(key)
        if base is None:
            base = pickle.loads(packed)
            _unpacked.clear()
            _unpacked[key] = base
    return answer_near(base, task, hold_units, None)


def answer_near(base: _leps.BasePlan, task: Task, hold_units: bool, stop: _leps.Stop | None) -> Part:
    """Answer one scenario in this process: its tables, each with the name of the scenario."""
    begin = time.monotonic()
    change = task[2]
    try:
        plan = change if isinstance(change, _leps.Plan) else _leps.edit_plan(base.plan, change)
        answer = base.allocate(plan, hold_units, stop)
    except DataError as error:
        return part_of(task, {"findings": "; ".join(map(str, error.issues)), "seconds": time.monotonic() - begin}, None)
    except InvalidValue as error:
        return part_of(task, {"findings": str(error), "seconds": time.monotonic() - begin}, None)
    return part_of(task, {"status": answer.status, "plan_hash": answer.plan_hash, "seconds": time.monotonic() - begin}, answer)


def change_of(change: Any) -> str:
    """Return what tells one change of the base from another: the hash of the plan, or of the edits."""
    if isinstance(change, _leps.Plan):
        return change.hash
    return hashlib.sha256(repr([edit.__reduce__()[1] for edit in change]).encode()).hexdigest()


def part_of(task: Task, facts: Mapping[str, Any], answer: _leps.Allocation | None) -> Part:
    """Make the tables of one scenario."""
    number, name, change = task
    part: Part = {"scenarios": pa.table({
        "number": pa.array([number], pa.int64()),
        "scenario": pa.array([name], pa.string()),
        "status": pa.array([facts.get("status")], pa.string()),
        "plan_hash": pa.array([facts.get("plan_hash")], pa.string()),
        "change": pa.array([change_of(change)], pa.string()),
        "seconds": pa.array([facts["seconds"]], pa.float64()),
        "findings": pa.array([facts.get("findings", "")], pa.string()),
    })}  # fmt: skip
    if answer is None:
        return part
    for table in TABLES[1:]:
        rows = plain(from_native(answer.table(table), table, approximate=True).arrow)
        part[table] = rows.add_column(0, "scenario", pa.array([name] * rows.num_rows, pa.string()))
    return part


def plain(table: pa.Table) -> pa.Table:
    """Texts instead of dictionaries, which differ from one scenario to the next."""
    return pa.table({
        field.name: column.cast(pa.string()) if pa.types.is_dictionary(field.type) else column
        for field, column in zip(table.schema, table.columns, strict=True)
    })  # fmt: skip
