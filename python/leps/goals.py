"""What it would take: the least money of a fund that reaches a level by a year."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from types import MappingProxyType
from typing import Any

from leps import _leps, style
from leps.allocation import Allocation
from leps.errors import InvalidValue
from leps.plan import Plan, expect_plan
from leps.progress import progress_of
from leps.solving import allocate, expect_engine, options_of
from leps.style import visible
from leps.tradeoffs import whole

__all__ = ["GoalSeek", "goal_seek"]

PROOFS = {
    "relaxation": "a Farkas ray of the relaxed program, checked exactly",
    "enumeration": "all whole units, every branch ended by a Farkas ray that was checked exactly",
    "not_a_plan": "the plan with that amount has errors, as something in it needs more",
}
PARTS = {
    "engine": "the engine says no, and no exact proof was found",
    "whole_units": "parts of whole units could; branch and bound finds no whole ones",
    "rounding": "whole units could; no exact cents were found",
    "search": "not looked at",
}


class GoalSeek:
    """The least money found that reaches a level, and the greatest proved not to. It cannot be changed."""

    __slots__ = ("_plan", "_question", "_state")

    def __init__(self, plan: Plan, question: tuple[Any, ...], state: dict[str, Any]) -> None:
        self._plan = plan
        self._question = question
        self._state = state

    @property
    def status(self) -> str:
        """``found``; ``out_of_reach``: proved for every amount up to `most`; ``not_found``: neither."""
        return self._state["status"]

    @property
    def now(self) -> Decimal:
        """What the plan has, euro."""
        return _euro(self._state["now"])

    @property
    def most(self) -> Decimal:
        """The greatest amount that was looked at, euro."""
        return _euro(self._state["most"])

    @property
    def least_found(self) -> Decimal | None:
        """The least amount at which a verified answer reaches the level, euro; None where there is none."""
        return _euro(self._state["least_found"])

    @property
    def greatest_failing(self) -> Decimal | None:
        """The greatest amount that is proved to fail, euro; None where nothing fails, or nothing is proved to."""
        return _euro(self._state["greatest_failing"])

    @property
    def proof(self) -> str:
        """What proves that `greatest_failing` fails: ``relaxation``, ``enumeration``, ``not_a_plan``; or ``none``."""
        return self._state["proof"]

    @property
    def distance(self) -> Mapping[str, Decimal]:
        """The amounts strictly between `greatest_failing` and `least_found`, in euro, by what leaves them open.

        ``engine``, ``whole_units``, ``rounding``, ``search``, and ``total``: 0 where `least_found` is proved to be the least.
        """
        parts = {name: _euro(money) for name, money in self._state["distance"].items()}
        return MappingProxyType({**parts, "total": sum(parts.values(), Decimal(0))})

    @property
    def reasons(self) -> list[_leps.Reason]:
        """What stands against it, where nothing was found."""
        return list(self._state["reasons"])

    @property
    def plan(self) -> Plan | None:
        """The plan with `least_found` and with the goal as a hard level of its own, whose id is `goal_level`."""
        return self._state["plan"]

    @property
    def allocation(self) -> Allocation | None:
        """Its answer: verified, and its coverage says that the level is reached."""
        return self._state["allocation"]

    @property
    def goal_level(self) -> str:
        """The id of the hard level that `plan` has beside the plan's own."""
        return self._state["goal_level"]

    @property
    def changed_plan(self) -> Plan | None:
        """The plan with `least_found` alone."""
        return self._state["changed_plan"]

    def own_order(self, **options: Any) -> Allocation:
        """Allocate `changed_plan`: what the plan's own order of objectives does with the money, without insisting on the goal.

        Parameters
        ----------
        **options
            As `leps.allocate`.

        Raises
        ------
        ValueError
            If nothing was found.
        """
        if self.changed_plan is None:
            raise ValueError("no amount was found that reaches the level")
        return allocate(self.changed_plan, **options)

    @property
    def sentences(self) -> list[str]:
        """The answer in words."""
        fund, year, recipient, level, zone, by = self._question
        money = " of ".join([fund, *([str(year)] if year is not None else [])]) + (f" for {recipient}" if recipient else "")
        goal = f"{level} in {zone or 'every zone where it is due'} from {by} on"
        if self.least_found is None:
            if self.status == "out_of_reach":
                return [f"No amount of {money} reaches {goal}: proved for every one up to {style.euros(self.most)} €.",
                        *(reason.message for reason in self.reasons)]  # fmt: skip
            return [f"No amount of {money} was found that reaches {goal}, and none is proved not to exist.",
                    *(reason.message for reason in self.reasons)]  # fmt: skip
        change = self.least_found - self.now
        than_now = "as now" if not change else f"{style.euros(abs(change))} € {'more' if change > 0 else 'less'} than now"
        lines = [f"{style.euros(self.least_found)} € of {money} reach {goal}, {than_now}: a verified answer does it."]
        if self.greatest_failing is not None:
            lines.append(f"{style.euros(self.greatest_failing)} € do not: {PROOFS[self.proof]}.")
        if self.distance["total"] == 0:
            lines.append("No cent less would do." if self.least_found else "It needs none of it.")
        else:
            parts = [f"{style.euros(euro)} € ({PARTS[name]})" for name, euro in self.distance.items() if name in PARTS and euro]
            lines.append(f"Between them lie {style.euros(self.distance['total'])} € of which nothing is known: {'; '.join(parts)}.")
        return lines

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GoalSeek):
            return NotImplemented
        return (self._plan, self._question, self._state) == (other._plan, other._question, other._state)

    def __hash__(self) -> int:
        return hash((self._plan, self._question))

    def __reduce__(self) -> tuple[Any, ...]:
        return GoalSeek, (self._plan, self._question, self._state)

    def __copy__(self) -> GoalSeek:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> GoalSeek:
        return self

    def __repr__(self) -> str:
        amount = "" if self.least_found is None else f" {self.least_found} EUR"
        return f"<GoalSeek in {visible(self._plan.name)}: {visible(self._question[3])} by {visible(self._question[0])}; {self.status}{amount}>"

    def __str__(self) -> str:
        return self._answer().text()

    def _repr_html_(self) -> str:
        return self._answer().html()

    def __rich__(self) -> Any:
        return self._answer().rich()

    def _answer(self) -> Any:
        from leps.answer_view import Answer

        return Answer(self._plan.title, self.sentences)


def goal_seek(
    plan: Plan,
    *,
    fund: str,
    reach: str | tuple[Any, ...],
    year: int | None = None,
    recipient: str | None = None,
    most: Any = None,
    proof_nodes: int | None = None,
    tries: int | None = None,
    engine: str = "auto",
    time_limit: float | None = None,
    node_limit: int | None = None,
    relative_gap: Fraction | str | None = None,
    reopen_units: int | None = None,
    progress: bool | Callable[[_leps.Progress], None] | None = None,
) -> GoalSeek:
    """Find the least money of a fund that reaches a level by a year, and the greatest that is proved not to.

    Parameters
    ----------
    plan
        The plan.
    fund
        Whose annuities change, all those of ``year`` and ``recipient`` together: a total is shared among them by largest remainder on what
        they have now, as `Plan.scale_fund` does.
    reach
        ``(level, zone, by)``: the zone may be None, for every zone where the level is due. ``by`` is a year, or a day of it: what levels ask
        is said by year, so the level has to be reached in each period of that year and of all later ones of the horizon.
    year
        Competence year of the fund; all if not given.
    recipient
        Territory that receives it; all if not given.
    most
        No greater amount is tried: exact text, or a `Money`. 100 times all money of the plan if not given.
    proof_nodes
        Linear programs that the proof over all whole units may take; 5000 if not given, 0 for no such proof.
    tries
        Allocations at most; 24 if not given. Most goals need one.
    engine, time_limit, node_limit, relative_gap, reopen_units, progress
        As `leps.allocate`, for each answer.

    Returns
    -------
    GoalSeek
        `GoalSeek.least_found`, `GoalSeek.greatest_failing`, `GoalSeek.distance` by part, `GoalSeek.allocation`; displayed, it says so in
        sentences.

    Raises
    ------
    InvalidValue
        If fund, year, recipient, level or zone are not in the plan, or the level is not due there from that year on.
    TypeError
        If something is of the wrong kind; a float is no money.
    KeyboardInterrupt
        After Ctrl-C.

    Notes
    -----
    The goal becomes a hard level beside the plan's own, so that the amount is what the plan needs where it insists on the goal.
    `GoalSeek.own_order` shows what its own order of objectives does with the same money.

    Examples
    --------
    >>> seek = leps.goal_seek(plan, fund="REG", year=2026, reach=("HOME", None, 2026))     # doctest: +SKIP
    >>> seek.least_found, seek.greatest_failing, dict(seek.distance)                       # doctest: +SKIP
    """
    expect_plan(plan)
    expect_engine(engine)
    level, zone, by = _goal(reach)
    for name, value in (("fund", fund), ("recipient", recipient), ("level", level), ("zone", zone)):
        if not isinstance(value, str) and (value is not None or name in ("fund", "level")):
            raise TypeError(f"{name} is an id, not {value!r}")
    if year is not None and (isinstance(year, bool) or not isinstance(year, Integral)):
        raise TypeError(f"year is a whole number, not {year!r}")
    question = (fund, None if year is None else int(year), recipient, level, zone, by)
    options = tuple(options_of(engine, time_limit, node_limit, relative_gap, reopen_units).values())
    limits = [None if value is None else whole(name, value, "goal_seek", least=0) for name, value in (("proof_nodes", proof_nodes), ("tries", tries))]
    with progress_of(progress) as report:
        state = _leps.goal_seek(plan._core, question, None if most is None else _leps.Money.euros(most), *limits, options, report)
    if state["plan"] is not None:
        state["plan"], state["changed_plan"] = Plan(state["plan"]), Plan(state["changed_plan"])
        state["allocation"] = Allocation(state["allocation"], state["plan"])
    return GoalSeek(plan, question, state)


def _goal(reach: Any) -> tuple[str, str | None, int]:
    """Read (level, zone, by)."""
    if not isinstance(reach, tuple) or len(reach) != 3:
        raise TypeError(f"reach is (level, zone or None, year or day), not {reach!r}")
    level, zone, by = reach
    if isinstance(by, datetime.date):
        by = by.year
    elif isinstance(by, str):
        try:
            by = datetime.date.fromisoformat(by).year
        except ValueError:
            raise InvalidValue("not_a_date", "goal_seek", "by", by, "a year as a number, or a day such as 2027-12-31") from None
    if isinstance(by, bool) or not isinstance(by, Integral) or not 1900 <= by <= 2199:
        raise InvalidValue("out_of_range", "goal_seek", "by", repr(by), "a year from 1900 to 2199")
    return level, zone, int(by)


def _euro(money: _leps.Money | None) -> Any:
    return None if money is None else Decimal(money.cents) / 100
