"""Why a level is not reached in a zone, and why a measure is not started there: answers in words, and as frames."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from leps import _leps
from leps.errors import InvalidValue
from leps.frames import Frame, from_native
from leps.progress import progress_of
from leps.solving import expect_engine
from leps.style import visible

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from leps.allocation import Allocation

__all__ = ["Why", "WhyNot", "explain_level", "explain_measure"]

Progress = bool | Callable[[_leps.Progress], None] | None


class Why:
    """What stops a level in a zone; comes from `Allocation.why`.

    Attributes
    ----------
    zone, level : str
        What was asked about.
    stage : str
        What the prices move, e.g. ``"shortfall of class 1"``; empty where no stage measures the class of the level.
    sentences : tuple of str
        All of it in words.
    """

    __slots__ = ("_tables", "level", "sentences", "stage", "title", "zone")

    def __init__(self, zone: str, level: str, title: str, parts: dict[str, Any]) -> None:
        self.zone, self.level, self.title = zone, level, title
        self.stage: str = parts["stage"]
        self.sentences: tuple[str, ...] = tuple(parts["sentences"])
        self._tables = {name: parts[name] for name in ("coverage", "payers", "binding", "prices")}

    @property
    def coverage(self) -> Frame:
        """Each period: what is due, what exists, what there is with the plan, what is missing. Units of the level."""
        return _frame(self._tables, "coverage")

    @property
    def payers(self) -> Frame:
        """Who may pay what the measures that deliver the level make due, period by period.

        ``state`` is ``available``, ``exhausted`` (what is left does not pay one step more), ``closed`` (nothing with a right to pay is
        open then) or ``no_fund``; ``left_eur`` is what is left of the annuities that are open, ``unit_eur`` what one unit makes due.
        """
        return _frame(self._tables, "payers")

    @property
    def binding(self) -> Frame:
        """The rules that the starts and payments of those measures meet with nothing to spare, each with its legal source."""
        return _frame(self._tables, "binding")

    @property
    def prices(self) -> Frame:
        """By how much one euro more and less of each annuity that may pay moves `stage`, those that help most first.

        ``more`` and ``less`` are changes of the stage's value in its own unit, each found by solving again and known to within
        ``more_error`` and ``less_error``; negative is better. ``more_to_eur``: up to there, at least, each euro had the same price. ``scope``
        says whether whole units are held as in this plan. ``more_state`` and ``less_state``: ``solved``, ``zero`` (the proof of the stage's
        bound still holds), ``impossible`` (the ``why`` column says what it breaks), ``no_amount``, ``refused`` or ``unknown``. ``units``: units of
        the level in the zone, in every period where it is due, that one euro more is worth.
        """
        return _frame(self._tables, "prices")

    def plot(self) -> go.Figure:
        """Draw the price of one euro more and less of each annuity, as a plotly figure.

        Returns
        -------
        plotly.graph_objects.Figure
            Bars to the left are better; annuities without a price are left out.
        """
        from leps.price_plot import price_figure

        return price_figure(self)

    def __eq__(self, other: object) -> bool:
        return self.__reduce__() == other.__reduce__() if isinstance(other, Why) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.zone, self.level, self.sentences))

    def __reduce__(self) -> tuple[Any, ...]:
        return Why, (self.zone, self.level, self.title, {"stage": self.stage, "sentences": list(self.sentences), **self._tables})

    def __str__(self) -> str:
        return "\n".join(visible(sentence) for sentence in self.sentences)

    def __repr__(self) -> str:
        return f"<Why {visible(self.level)} in {visible(self.zone)}: {len(self.binding)} binding rules, {len(self.prices)} prices>"

    def _repr_html_(self) -> str:
        from leps.explaining_view import why_html

        return why_html(self)

    def __rich__(self) -> Any:
        from leps.explaining_view import why_rich

        return why_rich(self)


class WhyNot:
    """What forbids one more unit of a measure in a zone, or what it would displace; comes from `Allocation.why_not`.

    Attributes
    ----------
    measure, zone : str
        What was asked about.
    site : str
        Where it would be started: the zone, or the region that serves it.
    verdict : str
        ``forbidden`` (by the tables alone), ``infeasible`` (no plan keeps the rules with it), ``displaces`` (it makes a stage worse),
        ``neutral`` (no stage is worse) or ``unknown``.
    started, asked : Fraction
        Units that the plan starts there in the horizon, and one more.
    sentences : tuple of str
        All of it in words.
    """

    __slots__ = ("_tables", "asked", "measure", "sentences", "site", "started", "title", "verdict", "zone")

    def __init__(self, measure: str, zone: str, title: str, parts: dict[str, Any]) -> None:
        self.measure, self.zone, self.title = measure, zone, title
        self.site: str = parts["site"]
        self.verdict: str = parts["verdict"]
        self.started, self.asked = Fraction(parts["started"]), Fraction(parts["asked"])
        self.sentences: tuple[str, ...] = tuple(parts["sentences"])
        self._tables = {name: parts[name] for name in ("payers", "obstacles", "changes")}

    @property
    def payers(self) -> Frame:
        """Who may pay what one unit makes due; see `Why.payers`."""
        return _frame(self._tables, "payers")

    @property
    def obstacles(self) -> Frame:
        """The rules that one more unit would meet: start windows, limits, links, caps, each with its legal source."""
        return _frame(self._tables, "obstacles")

    @property
    def changes(self) -> Frame:
        """Every stage, level, fund and measure that is another number once the unit is obliged; both plans are exact and verified."""
        return _frame(self._tables, "changes")

    def __eq__(self, other: object) -> bool:
        return self.__reduce__() == other.__reduce__() if isinstance(other, WhyNot) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.measure, self.zone, self.sentences))

    def __reduce__(self) -> tuple[Any, ...]:
        parts = {"site": self.site, "verdict": self.verdict, "started": str(self.started), "asked": str(self.asked),
                 "sentences": list(self.sentences), **self._tables}  # fmt: skip
        return WhyNot, (self.measure, self.zone, self.title, parts)

    def __str__(self) -> str:
        return "\n".join(visible(sentence) for sentence in self.sentences)

    def __repr__(self) -> str:
        return f"<WhyNot {visible(self.measure)} in {visible(self.zone)}: {self.verdict}>"

    def _repr_html_(self) -> str:
        from leps.explaining_view import why_not_html

        return why_not_html(self)

    def __rich__(self) -> Any:
        from leps.explaining_view import why_not_rich

        return why_not_rich(self)


def explain_level(result: Allocation, zone: str, level: str, *, engine: str, ranges: int | None, progress: Progress) -> Why:
    """Answer `Allocation.why`."""
    plan = result.plan
    _expect_allocated(result)
    zones = {row["territory"]: row["name"] for row in plan.table("territories") if row["kind"] == "zone"}
    levels = {row["level"]: row["name"] for row in plan.table("service_levels")}
    _expect_known("why", "zone", zone, zones)
    _expect_known("why", "level", level, levels)
    expect_engine(engine)
    if ranges is not None and (isinstance(ranges, bool) or not isinstance(ranges, int)):
        raise TypeError(f"ranges is a whole number, not {ranges!r}")
    if ranges is not None and not 0 <= ranges <= 1000:
        raise InvalidValue("option_out_of_range", "why", "ranges", str(ranges)[:20], "0 to 1000 solves")
    with progress_of(progress) as report:
        parts = _leps.why(plan._core, result._core, zone, level, engine=engine, range_solves=ranges, progress=report)
    return Why(zone, level, f"{levels[level] or level} in {zones[zone] or zone}", parts)


def explain_measure(result: Allocation, measure: str, zone: str, *, engine: str, time_limit: float | None, progress: Progress) -> WhyNot:
    """Answer `Allocation.why_not`."""
    plan = result.plan
    _expect_allocated(result)
    zones = {row["territory"]: row["name"] for row in plan.table("territories") if row["kind"] == "zone"}
    measures = {row["measure"]: row["name"] for row in plan.table("measures")}
    _expect_known("why_not", "measure", measure, measures)
    _expect_known("why_not", "zone", zone, zones)
    expect_engine(engine)
    if time_limit is not None and (isinstance(time_limit, bool) or not isinstance(time_limit, int | float)):
        raise TypeError(f"time_limit is a number, not {time_limit!r}")
    with progress_of(progress) as report:
        parts = _leps.why_not(plan._core, result._core, measure, zone, engine=engine,
                              time_limit=None if time_limit is None else float(time_limit), progress=report)  # fmt: skip
    return WhyNot(measure, zone, f"{measures[measure] or measure} in {zones[zone] or zone}", parts)


def _frame(tables: dict[str, _leps.TextTable], name: str) -> Frame:
    return from_native(tables[name], name, approximate=True)


def _expect_allocated(result: Allocation) -> None:
    if result.status != "allocated":
        raise InvalidValue("not_allocated", "allocation", "status", result.status, "allocated: only that can be asked why")


def _expect_known(call: str, field: str, given: object, known: Iterable[str]) -> None:
    """Raise for an unknown id, naming those that come nearest."""
    if not isinstance(given, str):
        raise TypeError(f"{field} is an id of the plan, not {given!r}")
    ids = list(known)
    if given in ids:
        return
    folded = {identifier.casefold(): identifier for identifier in ids}
    near = [folded[match] for match in difflib.get_close_matches(given.casefold(), folded, n=3, cutoff=0.4)]
    nearest = f"; nearest: {', '.join(near)}" if near else f", e.g. {ids[0]}" if ids else ""
    raise InvalidValue(f"unknown_{field}", call, field, visible(given[:200]), f"a {field} of the plan{nearest}")
