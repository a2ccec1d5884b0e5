"""The answer as Python sees it: result tables as frames, pictures, the proof."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leps import _leps
from leps.errors import InvalidValue, native_path
from leps.frames import Frame, from_native
from leps.plan import Plan, expect_plan
from leps.plots import Plots
from leps.style import visible

if TYPE_CHECKING:
    from leps.conflicts import Conflict, Repairs
    from leps.explaining import Why, WhyNot

__all__ = ["Allocation", "Verification", "read_allocation", "verify"]

Verification = _leps.Verification


class Allocation:
    """Who pays what, what is started, what is reached, and how good that is proved to be.

    Every result table is an attribute of its name: ``spend``, ``starts``, ``units``, ``coverage``, ``funds``,
    ``pooled``, ``dues_beyond_horizon``, ``projected_indicators``, ``assumptions``, ``stages``, ``certificate``, ``findings``,
    ``mappafondo``; see `tables`. It cannot be changed.

    Attributes
    ----------
    plot : Plots
        The pictures: ``plot.levels()``, ``plot.mappafondo()``, ``plot.funds()``.
    """

    __slots__ = ("_check", "_core", "_plan")

    def __init__(self, core: _leps.Allocation, plan: Plan) -> None:
        if not isinstance(core, _leps.Allocation):
            raise TypeError("an Allocation comes from leps.allocate or leps.read_allocation")
        expect_plan(plan)
        if plan.hash != core.plan_hash:
            raise InvalidValue("other_plan", "allocation", "plan_hash", core.plan_hash, f"{plan.hash}, the plan's own")
        self._core = core
        self._plan = plan
        self._check: _leps.CertificateCheck | None = None

    @property
    def status(self) -> str:
        """``allocated``, or why not: ``infeasible``, ``not_roundable``, ``time_limit``, ``interrupted``, ``unknown``."""
        return self._core.status

    @property
    def reproducible(self) -> bool:
        """Whether another run gives the same bytes; false after a time limit."""
        return self._core.reproducible

    @property
    def unique(self) -> str:
        """Whether it is proved that no other plan is as good: ``proved`` or ``not proved``. No proof is tried yet."""
        return self._core.unique

    @property
    def plan_hash(self) -> str:
        """Which plan this answers."""
        return self._core.plan_hash

    @property
    def engine(self) -> str:
        """Name and version of the engine that proposed it."""
        return self._core.engine

    @property
    def plan(self) -> Plan:
        """The plan that this answers."""
        return self._plan

    @property
    def reasons(self) -> list[_leps.Reason]:
        """Why there is no allocation, where there is none."""
        return self._core.reasons

    @property
    def issues(self) -> list[_leps.Issue]:
        """What is worth knowing about the answer."""
        return self._core.findings

    @property
    def provenance(self) -> _leps.Certificate:
        """From what it was computed: hashes of plan and problem, options, engine, version."""
        return self._core.certificate

    @property
    def work(self) -> _leps.Work:
        """Seconds, iterations and nodes that it took; zero in a result that was read."""
        return self._core.work

    @property
    def plot(self) -> Plots:
        """The pictures."""
        return Plots(self)

    @property
    def tables(self) -> dict[str, Frame]:
        """All result tables by name, in the order of the format."""
        return {name: self.table(name) for name in _leps.result_table_names()}

    def table(self, name: str) -> Frame:
        """Return one result table as a frame.

        Parameters
        ----------
        name
            As the format writes it, see `tables`.

        Raises
        ------
        KeyError
            If results have no such table.
        """
        if name not in _leps.result_table_names():
            raise KeyError(f"results have no table {name!r}; they have {', '.join(_leps.result_table_names())}")
        return from_native(self._core.table(name), name, approximate=True)

    def certified(self) -> _leps.CertificateCheck:
        """Check the certificate without any engine: every bound is evaluated exactly from the plan and the prices.

        Returns
        -------
        CertificateCheck
            True where every bound is proved; ``.problems`` are sentences, ``.stages`` the bounds.
        """
        if self._check is None:  # one evaluation serves every display of this result
            self._check = _leps.check_certificate(self._plan._core, self._core)
        return self._check

    def why(self, zone: str, level: str, *, engine: str = "auto", ranges: int | None = None,
            progress: bool | Callable[[_leps.Progress], None] | None = None) -> Why:  # fmt: skip
        """Say why a level is not reached in a zone: rules that bind there, money that is spent or shut, the price of one euro.

        Every price is found by solving again with one euro more and one euro less, the objectives before within their published
        caps; where the plan has whole units, they are held, and the price says so.

        Parameters
        ----------
        zone, level
            Ids of the plan.
        engine
            ``"auto"``, or a name of `leps.available_engines`.
        ranges
            How many solves look for the range of each price that is not zero; 8 if not given, 0 for none.
        progress
            As for `leps.allocate`.

        Returns
        -------
        Why
            ``.sentences``, the frames ``.coverage``, ``.payers``, ``.binding``, ``.prices``, and the picture ``.plot()``.

        Raises
        ------
        InvalidValue
            If the result is not allocated, an id is unknown (the nearest are named) or the level is not due in the zone.
        KeyboardInterrupt
            After Ctrl-C.
        Unsupported
            If there is no such engine.
        """
        from leps.explaining import explain_level

        return explain_level(self, zone, level, engine=engine, ranges=ranges, progress=progress)

    def why_not(self, measure: str, zone: str, *, engine: str = "auto", time_limit: float | None = None,
                progress: bool | Callable[[_leps.Progress], None] | None = None) -> WhyNot:  # fmt: skip
        """Say what forbids one more unit of a measure in a zone, or what it would displace.

        First what the tables say; then the plan with the obligation of one unit more than this result starts there is allocated
        again, which takes as long as `leps.allocate`, and what is another number is listed.

        Parameters
        ----------
        measure, zone
            Ids of the plan; a measure that can be started.
        engine, time_limit, progress
            As for `leps.allocate`.

        Returns
        -------
        WhyNot
            ``.verdict``, ``.sentences`` and the frames ``.payers``, ``.obstacles``, ``.changes``.

        Raises
        ------
        InvalidValue
            If the result is not allocated, an id is unknown (the nearest are named), or the measure cannot be started in any place
            that serves the zone.
        KeyboardInterrupt
            After Ctrl-C.
        Unsupported
            If there is no such engine.
        """
        from leps.explaining import explain_measure

        return explain_measure(self, measure, zone, engine=engine, time_limit=time_limit, progress=progress)

    def conflict(
        self, *, engine: str = "auto", time_limit: float | None = None, node_limit: int | None = None,
        progress: bool | Callable[[_leps.Progress], None] | None = None,
    ) -> Conflict:  # fmt: skip
        """Say why the plan cannot be: data that cannot all hold, as few as possible, whatever the others say.

        Parameters
        ----------
        engine
            Which engine searches; what is ``proved`` is checked by exact arithmetic.
        time_limit
            Seconds, or none. What is found by then need not be irreducible.
        node_limit
            Of branch and bound, for each set of data that is tried with whole units; 1,000 if not given.
        progress
            As for `leps.allocate`.

        Returns
        -------
        Conflict
            Its members as sentences and as a frame. Of an allocated plan it is empty and says so; where only whole units or only
            whole cents clash it says that.

        Raises
        ------
        KeyboardInterrupt
            After Ctrl-C.
        Unsupported, InvalidValue, TypeError, SolverError
            As `leps.allocate`.

        Examples
        --------
        >>> print(leps.allocate(plan).conflict())     # doctest: +SKIP
        """
        from leps.conflicts import find_conflict

        return find_conflict(self, engine=engine, time_limit=time_limit, node_limit=node_limit, progress=progress)

    def repairs(
        self, count: int = 3, *, engine: str = "auto", time_limit: float | None = None, node_limit: int | None = None,
        progress: bool | Callable[[_leps.Progress], None] | None = None,
    ) -> Repairs:  # fmt: skip
        """Find the cheapest changes of data that carry a ``repair_weight`` after which the plan can be allocated.

        Euro more on an annuity, units waived of a hard level in one zone and year, euro of a reserve, units of a limit, euro of a
        commitment, a link that is dropped. Each is applied, allocated and verified before it is shown.

        Parameters
        ----------
        count
            So many at most; each next one does without the datum that cost most in those before.
        engine, time_limit, node_limit, progress
            As for `conflict`; the limit of nodes is that of each repair.

        Returns
        -------
        Repairs
            A sequence, the cheapest first; ``.notes`` say why there are no more.

        Raises
        ------
        KeyboardInterrupt
            After Ctrl-C.
        Unsupported, InvalidValue, TypeError, SolverError
            As `leps.allocate`.

        Examples
        --------
        >>> repairs = leps.allocate(plan).repairs()          # doctest: +SKIP
        >>> leps.allocate(repairs[0].plan).status            # doctest: +SKIP
        'allocated'
        """
        from leps.conflicts import find_repairs

        return find_repairs(self, count, engine=engine, time_limit=time_limit, node_limit=node_limit, progress=progress)

    def write(self, path: str | os.PathLike[str], *, force: bool = False) -> None:
        """Write the result as a data package of its own, aside and then renamed: there is never half a result.

        Parameters
        ----------
        path
            The folder to write; it must not exist yet, or be empty.
        force
            Whether a package of the same kind that is there already is replaced.

        Raises
        ------
        FileError
            If the folder exists and ``force`` is not given, or cannot be written.
        """
        _leps.write_allocation(self._core, native_path(path), force)

    def report(self, path: str | os.PathLike[str], *, force: bool = False) -> None:
        """Write one self-contained page: the summary and the three pictures. It loads nothing from anywhere.

        Parameters
        ----------
        path
            The HTML file to write.
        force
            Whether a file that is there already is replaced.

        Raises
        ------
        FileError
            If the file exists and ``force`` is not given, or cannot be written.
        """
        from leps.report import write_report

        write_report(self, path, force=force)

    def __getattr__(self, name: str) -> Frame:
        if name.startswith("_") or name not in _leps.result_table_names():
            raise AttributeError(f"a result has no {name!r}; its tables are {', '.join(_leps.result_table_names())}")
        return self.table(name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_leps.result_table_names()})

    def __eq__(self, other: object) -> bool:
        return self._core == other._core if isinstance(other, Allocation) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.plan_hash, self.status))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (_files_of(self), self._plan)

    def __copy__(self) -> Allocation:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Allocation:
        return self

    def __repr__(self) -> str:
        spent = len(self.table("spend"))
        return f"<Allocation of {visible(self._core.plan_name)}: {self.status}; {spent:,} payments; {visible(self.engine)}>"

    def _repr_html_(self) -> str:
        from leps.html_view import allocation_html

        return allocation_html(self)

    def __rich__(self) -> Any:
        from leps.terminal_view import AllocationView

        return AllocationView(self)


def read_allocation(path: str | os.PathLike[str], plan: Plan) -> Allocation:
    """Read a result package.

    Parameters
    ----------
    path
        A folder that `Allocation.write` or ``leps allocate`` wrote, or somebody else.
    plan
        The plan that it answers.

    Returns
    -------
    Allocation
        Equal to the one that was written.

    Raises
    ------
    DataError
        With every finding at once.
    InvalidValue
        If the result belongs to another plan.
    """
    return Allocation(_leps.read_allocation(native_path(path)), plan)


def verify(plan: Plan, allocation: Allocation) -> Verification:
    """Recompute every rule, every table and every stage value from the plan and the result's starts and spending.

    All in integers, without any engine. Of each table that follows from them (``units``, ``coverage``, ``funds``, ``pooled``,
    ``dues_beyond_horizon``, ``projected_indicators``, ``assumptions``, ``findings``, ``mappafondo``, the values of ``stages``) a
    changed cell and a row that is missing, doubled or too many is a violation. So is ``unique`` = ``proved``, since nothing proves
    it. A result of another plan is one violation.

    Believed, since plan and result alone do not give it again: engine, versions, options and problem hash, ``reproducible``, and the
    reasons of a result that is not allocated; of a stage ``reached``, ``cap``, ``bound``, how the gap is parted, ``claimed`` and
    ``sensitive_to_keep``, of which it is only checked that they agree with the value and with each other; the prices of the
    certificate; findings that are information (rows that were rounded outward); where rows of the plan stand in their files.
    `Allocation.certified` recomputes problem hash, bounds, caps and the rows that were rounded outward.

    Parameters
    ----------
    plan
        What may be spent, on what, by whom, and what is due.
    allocation
        Anybody's answer to it.

    Returns
    -------
    Verification
        True where nothing is violated; ``.violations`` names rule, subject, found and limit, of the first 1,000 of
        ``.violation_count``.

    Raises
    ------
    TypeError
        If it is not given a plan and a result.
    """
    expect_plan(plan)
    if not isinstance(allocation, Allocation):
        raise TypeError(f"expected a leps.Allocation, got {type(allocation).__name__}: leps.read_allocation reads one")
    return _leps.verify(plan._core, allocation._core)


def _files_of(allocation: Allocation) -> dict[str, bytes]:
    """The files of the result package: what a pickle carries."""
    with tempfile.TemporaryDirectory(prefix="leps-") as folder:
        package = Path(folder) / "result"
        allocation.write(package)
        return {file.name: file.read_bytes() for file in sorted(package.iterdir())}


def _restored(files: dict[str, bytes], plan: Plan) -> Allocation:
    """The allocation in the files of a result package."""
    with tempfile.TemporaryDirectory(prefix="leps-") as folder:
        for name, content in files.items():
            (Path(folder) / Path(name).name).write_bytes(content)
        return read_allocation(folder, plan)
