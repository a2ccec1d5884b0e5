"""Many scenarios of one plan: solved from a common base, on all cores or any executor, with answers that fit in frames."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from fractions import Fraction
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from leps import _leps
from leps.allocation import Allocation
from leps.base_plan import BasePlan, held_units
from leps.edits import scenarios_of
from leps.errors import InvalidValue, native_path
from leps.frames import ArrowStream, Frame, FrameLike
from leps.plan import Plan, expect_plan
from leps.progress import progress_of
from leps.solving import expect_engine, options_of
from leps.style import visible
from leps.sweep_run import SweepRun, Task
from leps.sweep_store import Store, open_store

__all__ = ["Sweep", "SweepInterrupted", "read_scenarios", "sweep"]

#: Options of the solve that were not given.
DEFAULTS: Final = {"engine": "auto", "time_limit": None, "node_limit": None, "relative_gap": None, "reopen_units": None}
#: The name of the base plan among the scenarios: it is solved as they are, so that it can be compared with them.
BASE: Final = "base"

Scenarios = FrameLike | Mapping[str, Any] | Iterable[tuple[str, Any]]

class SweepInterrupted(KeyboardInterrupt):
    """Ctrl-C in a sweep. What was finished by then is in `sweep`, and on disk where the sweep writes there.

    Attributes
    ----------
    sweep : Sweep
        The finished scenarios.
    """

    def __init__(self, sweep: Sweep) -> None:
        super().__init__(f"interrupted after {len(sweep.scenarios)} scenarios")
        self.sweep = sweep


class Sweep:
    """The answers to many scenarios. Frames have a column ``scenario`` and the columns of the result tables.

    Attributes
    ----------
    base : Allocation
        The answer to the base plan itself. Among the scenarios it stands again as ``"base"``, solved as they are.
    """

    __slots__ = ("_store", "base")

    def __init__(self, base: Allocation, store: Store) -> None:
        self.base = base
        self._store = store

    @property
    def scenarios(self) -> Frame:
        """A row for each finished scenario: name, status, plan_hash, seconds, and what is wrong with its plan."""
        return self._store.frame("scenarios")

    @property
    def stages(self) -> Frame:
        """Scenario and objective: value, cap and proved bound."""
        return self._store.frame("stages")

    @property
    def coverage(self) -> Frame:
        """Scenario, zone, level and period: required, before, after, shortfall, gap, reached."""
        return self._store.frame("coverage")

    @property
    def funds(self) -> Frame:
        """Scenario and annuity: amount, used, left, when it lapses."""
        return self._store.frame("funds")

    @property
    def plot(self) -> Any:
        """The pictures."""
        from leps.sweep_plots import SweepPlots

        return SweepPlots(self)

    def quantiles(self, probabilities: Iterable[Any] = ("1/20", "1/2", "19/20"), *, by: str = "zone") -> Frame:
        """Return quantiles over the allocated scenarios, the base left out.

        Parameters
        ----------
        probabilities
            Exact shares from 0 to 1. The p-quantile is the least value that at least p of the scenarios do not exceed: one that
            occurred, nothing is interpolated.
        by
            ``"zone"``: the gap of each level due, by zone and period, in parts per billion; ``"stage"``: the value of each objective.

        Returns
        -------
        Frame
            One row for each zone, level and period (or objective), with the number of scenarios and a column ``q_1/20`` ... each.

        Raises
        ------
        InvalidValue
            If a probability is no share, or ``by`` is neither.
        """
        shares = [Fraction(str(_leps.Ratio.parse(p))) for p in probabilities]
        for share in shares:
            if not 0 <= share <= 1:
                raise InvalidValue("out_of_range", "quantiles", "probabilities", str(share), "a share from 0 to 1")
        if by not in ("zone", "stage"):
            raise InvalidValue("unknown_word", "quantiles", "by", repr(by), "'zone' or 'stage'")
        keys = ["territory", "level", "period"] if by == "zone" else ["objective", "class", "depth", "periods"]
        table, value = ("coverage", "gap_ppb") if by == "zone" else ("stages", "value")
        good = {row["scenario"] for row in self.scenarios if row["status"] == "allocated" and row["scenario"] != BASE}
        values: dict[tuple[Any, ...], list[Any]] = {}
        for row in self._store.frame(table):
            if row["scenario"] in good:
                number = row[value] if by == "zone" else Fraction(row[value])
                values.setdefault(tuple(row[key] for key in keys), []).append((number, row[value]))
        rows = []
        for key, found in values.items():
            found.sort(key=lambda pair: pair[0])
            at = [found[max(0, -(-share.numerator * len(found) // share.denominator) - 1)][1] for share in shares]
            rows.append(dict(zip(keys, key, strict=True)) | {"scenarios": len(found)} | {f"q_{share}": v for share, v in zip(shares, at, strict=True)})
        return Frame(pa.Table.from_pylist(rows), f"quantiles by {by}")

    def falls(self, level: str | None = None) -> Frame:
        """Return where a level is reached in the base and not in a scenario: scenario, territory, level, period, shortfall.

        Parameters
        ----------
        level
            One level alone; all if not given.
        """
        coverage = self.coverage if level is None else self.coverage.where(level=level)
        reached = {(row["territory"], row["level"], row["period"]) for row in coverage.where(scenario=BASE) if row["reached"]}
        table = coverage.arrow
        keep = [not row["reached"] and (row["territory"], row["level"], row["period"]) in reached for row in coverage]
        return Frame(table.filter(pa.array(keep, pa.bool_())), "falls")

    def __len__(self) -> int:
        return len(self.scenarios)

    def __repr__(self) -> str:
        statuses = pc.value_counts(self.scenarios["status"].combine_chunks().cast(pa.string())).to_pylist()
        words = ", ".join(f"{row['counts']} {row['values'] or 'with wrong data'}" for row in statuses)
        return f"<Sweep of {visible(self.base.plan.name)}: {words}>"

    def _repr_html_(self) -> str:
        return self._overview()._repr_html_()

    def __rich__(self) -> Any:
        return self._overview().__rich__()

    def _overview(self) -> Frame:
        """Each scenario with the value of every objective, and how many levels fall below."""
        falls: dict[str, int] = {}
        for row in self.falls():
            falls[row["scenario"]] = falls.get(row["scenario"], 0) + 1
        values: dict[str, dict[str, str]] = {}
        for row in self.stages:
            name = row["objective"] + (f" {row['class']}" if row["class"] is not None else "")
            values.setdefault(row["scenario"], {})[name] = f"{row['value_approx']:.6g}"
        names = list(dict.fromkeys(name for stages in values.values() for name in stages))
        return Frame(pa.Table.from_pylist([
            {"scenario": row["scenario"], "status": row["status"] or row["findings"], "falls": falls.get(row["scenario"], 0)}
            | {name: values.get(row["scenario"], {}).get(name) for name in names}
            for row in self.scenarios
        ]), "sweep")  # fmt: skip


def sweep(
    plan: Plan | BasePlan,
    scenarios: Scenarios,
    *,
    units: str = "decided",
    out: str | os.PathLike[str] | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    engine: str = "auto",
    time_limit: float | None = None,
    node_limit: int | None = None,
    relative_gap: Fraction | str | None = None,
    reopen_units: int | None = None,
    progress: bool | Callable[[_leps.Progress], None] | None = None,
) -> Sweep:
    """Allocate many scenarios of a plan.

    Each is a plan of its own: validated, allocated, rounded to exact cents, verified. All begin where the base plan ended, never where
    another scenario did, so that neither their order nor who solves them matters.

    Parameters
    ----------
    plan
        The base; or a `BasePlan`, which is not solved again and brings its own options.
    scenarios
        A table of scenarios (columns scenario, table, where, column, op, value; any frame or rows), or names with plans or lists of edits:
        a dictionary, or pairs that may be made one after another, such as `monte_carlo` draws. ``"base"`` is taken.
    units
        ``"decided"``: whole units are decided anew in each scenario; ``"held"``: those of the base stay wherever a scenario can have
        them, which is many times faster; what that leaves open stands in the gaps of the stages.
    out
        A folder for Parquet files: memory stays flat, and a sweep that was interrupted goes on there when it is called again with the same
        plan and options. Scenarios that are finished there are not solved again.
    executor
        Any `concurrent.futures.Executor`, such as a Dask client's ``get_executor()``; threads on all cores if not given.
    workers
        How many scenarios at once; the number of cores if not given.
    engine, time_limit, node_limit, relative_gap, reopen_units
        As in `allocate`, for each scenario. Answers that met the time limit are not reproducible.
    progress
        As in `allocate`; it counts finished scenarios.

    Returns
    -------
    Sweep
        Frames over scenarios, zones, levels and funds; scenarios whose data are wrong stand in `Sweep.scenarios` with what is wrong.

    Raises
    ------
    SweepInterrupted
        After Ctrl-C, with what was finished.
    DataError, InvalidValue, TypeError
        If the scenarios cannot be read, if two have one name, if an option is wrong.
    FileError
        If another sweep lives in ``out``, or it cannot be written.
    SolverError
        If the engine fails.
    """
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or workers < 1):
        raise InvalidValue("option_out_of_range", "sweep", "workers", repr(workers), "a whole number >= 1")
    hold_units = held_units(units)
    given = {"engine": engine, "time_limit": time_limit, "node_limit": node_limit, "relative_gap": relative_gap, "reopen_units": reopen_units}
    if isinstance(plan, BasePlan):
        if given != DEFAULTS:
            raise InvalidValue("option_twice", "sweep", "options", "a BasePlan and options of the solve", "one of them: the BasePlan has its own")
        options = plan._options
    else:
        expect_plan(plan)
        expect_engine(engine)
        options = options_of(**given)
    tasks = numbered(scenarios)
    known = plan.plan if isinstance(plan, BasePlan) else plan
    with open_store(out, {"plan": known.hash, "units": units, **{name: str(value) for name, value in options.items()}}) as store:
        base = plan if isinstance(plan, BasePlan) else BasePlan(plan, **given, progress=progress)
        result = Sweep(base.allocation, store)
        with progress_of(progress) as report:
            run = SweepRun(base._core, hold_units, store, report)
            own = ThreadPoolExecutor(workers or os.cpu_count(), "leps-sweep") if executor is None else None
            try:
                run.run(tasks, own or executor, workers or os.cpu_count() or 1)
            except KeyboardInterrupt as interrupt:
                raise SweepInterrupted(result) from interrupt
            finally:
                store.finish()  # whatever happened: what is finished stays
                if own is not None:
                    own.shutdown(cancel_futures=True)
        return result


def read_scenarios(path: str | os.PathLike[str]) -> list[tuple[str, list[_leps.CellEdit]]]:
    """Read a CSV file of scenarios: columns scenario, table, where, column, op (set, multiply, add), value and, if wanted, note.

    Returns
    -------
    list of (str, list of CellEdit)
        Names and edits, for `sweep`, in the order in which the names first stand there.

    Raises
    ------
    DataError
        With every finding at once.
    FileError
        If there is no such file.
    """
    return _leps.read_scenarios_file(native_path(path))


def numbered(scenarios: Scenarios) -> Iterator[Task]:
    """Yield the base and then each scenario with its number, as they are asked for."""
    yield 0, BASE, []
    if isinstance(scenarios, ArrowStream):
        pairs: Iterable[tuple[str, Any]] = scenarios_of(scenarios)
    elif isinstance(scenarios, Mapping):
        pairs = scenarios.items()
    else:
        pairs = pairs_of(scenarios)
    known = {BASE}
    for number, (name, change) in enumerate(pairs, start=1):
        if not isinstance(name, str) or not name:
            raise TypeError(f"a scenario has a name, not {name!r}")
        if name in known:
            raise InvalidValue("duplicate_scenario", "scenarios", "scenario", name, "names that differ, none of them 'base'")
        known.add(name)
        if isinstance(change, Plan):
            yield number, name, change._core
        elif isinstance(change, Iterable) and not isinstance(change, (str, bytes, Mapping)):
            yield number, name, edits_of(name, list(change))
        else:
            raise TypeError(f"scenario {name}: expected a leps.Plan or a list of edits, got {type(change).__name__}")


def edits_of(name: str, change: list[Any]) -> list[_leps.CellEdit]:
    """Return the edits of one scenario, which may be rows of a table."""
    if all(isinstance(row, _leps.CellEdit) for row in change):
        return change
    if not all(isinstance(row, Mapping) for row in change):
        raise TypeError(f"scenario {name}: expected edits or rows of a table of scenarios")
    return [edit for _, edits in scenarios_of([{**row, "scenario": name} for row in change]) for edit in edits]


def pairs_of(scenarios: Any) -> Iterable[tuple[str, Any]]:
    """Tell rows of a table from pairs of names and plans, without asking for more than the first."""
    if isinstance(scenarios, (str, bytes)) or not isinstance(scenarios, Iterable):
        raise TypeError(f"expected a table of scenarios, or names with plans or edits, got {type(scenarios).__name__}")
    rest = iter(scenarios)
    first = next(rest, None)
    if first is None:
        return []
    if isinstance(first, Mapping):
        return scenarios_of([first, *rest])
    return _chained(first, rest)


def _chained(first: Any, rest: Iterator[Any]) -> Iterator[tuple[str, Any]]:
    yield first
    yield from rest
