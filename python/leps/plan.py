"""The plan as Python sees it: immutable, whole, its tables as frames."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from leps import _leps
from leps.cells import to_native
from leps.errors import native_path
from leps.frames import Frame, FrameLike, from_native
from leps.plan_changes import PlanChanges
from leps.style import visible

__all__ = ["Plan", "check", "read_plan"]


class Plan(PlanChanges):
    """A whole, validated plan. It cannot be changed; `replace` gives a changed copy.

    Every table of the plan is an attribute of its name: ``plan.territories``, ``plan.annuities``; see `tables`. Two plans
    are equal if their tables are; equal plans have one `hash`.

    Examples
    --------
    >>> plan = leps.datasets.tuscany()                                   # doctest: +SKIP
    >>> plan.annuities.to_pandas().groupby("fund").amount_eur.sum()      # doctest: +SKIP
    """

    __slots__ = ("_core",)

    def __init__(self, core: _leps.Plan) -> None:
        if not isinstance(core, _leps.Plan):
            raise TypeError("a Plan comes from leps.read_plan, leps.Plan.from_frames or plan.replace")
        self._core = core

    @classmethod
    def from_frames(cls, header: Mapping[str, Any], **tables: FrameLike) -> Plan:
        """Build a plan from frames.

        Parameters
        ----------
        header
            What ``datapackage.json`` would say: ``name``, ``horizon`` (``from``, ``to``, ``period``), ``baseline``,
            and where wanted ``title``, ``tail_years``, ``cut``, ``stages``, ``licences``, ``sources``. Days may be dates,
            shares fractions. ``stages`` is a list, or ``"equity_first"``: the default order with the zone most behind
            before the need not covered, in every class. An entry that may be left out may also be ``None``.
        **tables
            Each table by its name: pandas >= 2.2, polars, pyarrow, duckdb, anything with ``__arrow_c_stream__``, or a
            list of dictionaries. Money is text, `int` euro, `decimal.Decimal` or `Money`; never a float.

        Returns
        -------
        Plan
            Valid as a whole.

        Raises
        ------
        TypeError
            If a float stands where an exact number is due, or something that has no place in a table.
        DataError
            With every finding at once; its code is ``not_supported`` for what belongs to a later stage of leps.
        """
        native = {name: to_native(rows, name) for name, rows in tables.items()}
        return cls(_leps.plan_from_tables(_header_json(header), native))

    def replace(self, *, header: Mapping[str, Any] | None = None, **tables: FrameLike) -> Plan:
        """Return a plan with other tables in the place of its own, validated as a whole.

        Parameters
        ----------
        header
            Entries of the header to change; the others stay. ``None`` takes one back to its default: ``{"stages": None}``.
        **tables
            New tables, in the forms that `from_frames` takes. A table is replaced whole; ``[]`` empties it.

        Returns
        -------
        Plan
            The changed copy.

        Raises
        ------
        TypeError, DataError
            As `from_frames`.

        Examples
        --------
        A tenth less of one fund, to the cent. Where ``gross_eur`` is given, ``amount_eur`` is gross less bound money.

        >>> annuities = plan.annuities.to_pandas()                                     # doctest: +SKIP
        >>> cut = annuities.fund == "FSC"                                              # doctest: +SKIP
        >>> less = (annuities.amount_eur[cut] * Decimal("0.9")).map(lambda euro: round(euro, 2))   # doctest: +SKIP
        >>> annuities.loc[cut, "gross_eur"] -= annuities.amount_eur[cut] - less        # doctest: +SKIP
        >>> annuities.loc[cut, "amount_eur"] = less                                    # doctest: +SKIP
        >>> poorer = plan.replace(annuities=annuities)                                 # doctest: +SKIP
        """
        native = {name: to_native(rows, name) for name, rows in tables.items()}
        if header is None or not _left_out(header):
            return Plan(_leps.replace_tables(self._core, _header_json(header) if header is not None else "", native))
        whole = {name: value for name, value in self.header.items() if name not in _left_out(header)}
        own = {name: self._core.table(name) for name in _leps.plan_table_names()}
        return Plan(_leps.plan_from_tables(_header_json({**whole, **header}), {**own, **native}))

    def _changed(self, core: _leps.Plan) -> Plan:
        return Plan(core)

    def diff(self, other: Plan) -> Frame:
        """List every cell in which another plan differs from this one, and every row that only one of them has.

        Parameters
        ----------
        other
            The changed plan.

        Returns
        -------
        Frame
            A row for each change: ``table`` (``header`` for what stands in ``datapackage.json``), ``key`` of the row as text,
            ``column``, ``side``, ``before`` (here) and ``after`` (there), as packages write cells. A row that only one plan has is
            one line without ``column``, with its cells in ``before`` (``side`` is ``first``) or ``after`` (``second``). Sources,
            bases, notes and own columns count, the order of rows does not. Empty for equal plans, and for them alone.

        Raises
        ------
        TypeError
            If it is not given a plan.

        Examples
        --------
        >>> plan.diff(poorer).where(table="annuities")     # doctest: +SKIP
        """
        expect_plan(other)
        return from_native(_leps.diff(self._core, other._core), "diff")

    def write(self, path: str | os.PathLike[str], *, force: bool = False) -> None:
        """Write the plan as a tabular data package, aside and then renamed: there is never half a plan.

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
        _leps.write_package(self._core, native_path(path), force)

    @property
    def name(self) -> str:
        """Short name."""
        return self._core.name

    @property
    def title(self) -> str:
        """What people call it."""
        return self._core.title or self._core.name

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical tables, hexadecimal. The order of rows in files does not enter."""
        return self._core.hash

    @property
    def header(self) -> dict[str, Any]:
        """The header: horizon, period, tail, stages, sources."""
        return json.loads(self._core.header)

    @property
    def warnings(self) -> list[_leps.Issue]:
        """What validation found worth saying."""
        return self._core.warnings

    @property
    def tables(self) -> dict[str, Frame]:
        """The tables that have rows, by name, in the order of the format."""
        return {name: frame for name in _leps.plan_table_names() if len(frame := self.table(name))}

    def table(self, name: str) -> Frame:
        """Return one table as a frame, empty if the plan has no row of it.

        Parameters
        ----------
        name
            As the format writes it, see `tables`.

        Raises
        ------
        KeyError
            If plans have no such table.
        """
        if name not in _leps.plan_table_names():
            raise KeyError(f"plans have no table {name!r}; they have {', '.join(_leps.plan_table_names())}")
        return from_native(self._core.table(name), name)

    def __getattr__(self, name: str) -> Frame:
        if name.startswith("_") or name not in _leps.plan_table_names():
            raise AttributeError(f"a plan has no {name!r}; its tables are {', '.join(_leps.plan_table_names())}")
        return self.table(name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_leps.plan_table_names()})

    def __eq__(self, other: object) -> bool:
        return self._core == other._core if isinstance(other, Plan) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.hash)

    def __reduce__(self) -> tuple[Any, ...]:
        return Plan, (self._core,)

    def __copy__(self) -> Plan:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Plan:
        return self

    def __repr__(self) -> str:
        horizon = self.header["horizon"]
        counts = ", ".join(
            f"{len(self.table(table))} {label}"
            for table, label in (("territories", "territories"), ("funds", "funds"), ("measures", "measures"),
                                 ("service_levels", "levels"))
        )  # fmt: skip
        return f"<Plan {visible(self.name)}: {horizon['from']} to {horizon['to']}; {counts}; {self.hash[:12]}>"

    def _repr_html_(self) -> str:
        from leps.html_view import plan_html

        return plan_html(self)

    def __rich__(self) -> Any:
        from leps.terminal_view import plan_rich

        return plan_rich(self)


def expect_plan(plan: object) -> None:
    """Raise TypeError if it is no plan."""
    if not isinstance(plan, Plan):
        raise TypeError(f"expected a leps.Plan, got {type(plan).__name__}: leps.read_plan(path) reads one")


def read_plan(path: str | os.PathLike[str]) -> Plan:
    """Read a plan from a tabular data package.

    Parameters
    ----------
    path
        A folder with ``datapackage.json`` and its tables, or that file.

    Returns
    -------
    Plan
        Valid as a whole; `Plan.warnings` are what else is worth knowing.

    Raises
    ------
    DataError
        With every finding at once: table, row, field, found, expected, what to do. Its code is ``not_supported`` for what
        belongs to a later stage of leps.
    FileError
        If there is nothing to read.
    """
    return Plan(_leps.read_plan(native_path(path)))


def check(path: str | os.PathLike[str]) -> list[_leps.Issue]:
    """Find everything that is worth saying about a package.

    Parameters
    ----------
    path
        A folder with ``datapackage.json`` and its tables, or that file.

    Returns
    -------
    list of Issue
        Errors and warnings; an empty list is a clean plan.

    Raises
    ------
    FileError
        If there is nothing to read.
    """
    return _leps.check_package(native_path(path))


#: What a header may leave out; the same thing has one spelling in headers that leps writes.
OPTIONAL = {"title": "title", "tail_years": "tail_years", "cut": "cut", "currency": "currency", "stages": "stages",
            "licences": "licences", "licenses": "licences", "sources": "sources"}  # fmt: skip


def _left_out(header: Mapping[str, Any]) -> set[str]:
    """The entries that are None where that means the default."""
    if not isinstance(header, Mapping):
        raise TypeError(f"a header is a dictionary, not a {type(header).__name__}")
    return {OPTIONAL[name] for name, value in header.items() if value is None and name in OPTIONAL}


def _header_json(header: Mapping[str, Any]) -> str:
    """The header as JSON; days and exact numbers become the text that files hold, None where it means the default nothing."""
    if not isinstance(header, Mapping):
        raise TypeError(f"a header is a dictionary, not a {type(header).__name__}")
    given = {name: value for name, value in header.items() if value is not None or name not in OPTIONAL}
    try:
        return json.dumps(given, default=_header_text)
    except (ValueError, RecursionError) as error:  # endless numbers, lists that hold themselves
        raise TypeError(f"this cannot be written into a header: {error}") from error


def _header_text(value: Any) -> str:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (Decimal, Fraction, _leps.Ratio)):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no place in a header")
