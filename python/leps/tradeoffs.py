"""What more of one objective costs in another: the front between two of them, each point with its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from numbers import Integral
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from leps import _leps
from leps.allocation import Allocation
from leps.errors import InvalidValue
from leps.frames import Frame
from leps.plan import Plan, expect_plan
from leps.progress import progress_of
from leps.solving import expect_engine, options_of
from leps.stage_choice import StageChoice, shown_size, stage_words, title_of
from leps.style import counted, visible

if TYPE_CHECKING:
    from leps.tradeoff_plots import FrontPlots

__all__ = ["Front", "front"]


class Front:
    """The trade-off between two objectives of a plan. It cannot be changed.

    Points ascend in the first objective and descend in the second, both strictly: none is dominated by another. Each has an exact, verified
    answer of its own.

    Attributes
    ----------
    plot : FrontPlots
        The picture: ``front.plot()``.
    """

    __slots__ = ("_plan", "_state")

    def __init__(self, plan: Plan, state: dict[str, Any]) -> None:
        self._plan = plan
        self._state = state

    @property
    def status(self) -> str:
        """``allocated``; or why the plan has no answer at all, and so no front."""
        return self._state["status"]

    @property
    def reasons(self) -> list[_leps.Reason]:
        """Why there is no front, where there is none."""
        return list(self._state["reasons"])

    @property
    def objectives(self) -> tuple[str, str]:
        """The two objectives, as people call them."""
        return title_of(self._state["first"]), title_of(self._state["second"])

    @property
    def points(self) -> Frame:
        """One row per point: ``point`` from 0, and for both objectives the value and what is proved, exact and as floats.

        ``limit`` is what the first objective was held at, but for room to round to cents. ``second_bound`` holds for every plan within that;
        ``first_bound`` for every plan whose second objective is within its cap in the answer of the point. Units are those of the table
        ``stages``: shares, euro, persons (negative). ``proved`` says that the second objective is exactly the least: value and bound are one.
        """
        columns: dict[str, list[Any]] = {name: [] for name in POINT_COLUMNS}
        for number, (limit, first, first_bound, second, second_bound, *_) in enumerate(self._state["points"]):
            exact = {"limit": limit, "first": first, "first_bound": first_bound, "second": second, "second_bound": second_bound}
            row = {"point": number, "status": self._state["points"][number][6].status, "proved": Fraction(second) == Fraction(second_bound)}
            for name, text in exact.items():
                row |= {name: text, f"{name}_approx": float(Fraction(text))}
            for name, value in row.items():
                columns[name].append(value)
        return Frame(pa.table({name: pa.array(columns[name], kind) for name, kind in POINT_COLUMNS.items()}), "front")

    @property
    def dropped(self) -> Frame:
        """Points that were looked for and are none: limit, why (``dominated``, ``equal``, ``not_allocated``), their values, status."""
        names = ("limit", "why", "first", "second", "status")
        rows = [dict(zip(names, row, strict=True)) for row in self._state["dropped"]]
        return Frame(pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in names])), "dropped points")

    def plan(self, point: int) -> Plan:
        """Return the plan of a point: the second objective kept to what it came to, then the first and all later ones minimized.

        Raises
        ------
        IndexError
            If there is no such point.
        """
        return self._point(point)[5]

    def allocation(self, point: int) -> Allocation:
        """Return the answer of a point, to the plan that `plan` returns.

        Raises
        ------
        IndexError
            If there is no such point.
        """
        return self._point(point)[6]

    def proof(self, point: int) -> Allocation:
        """Return the answer that proves ``second_bound``: the first objective kept to ``limit``, the second minimized, nothing after them.

        `Allocation.certified` checks it, without any engine.

        Raises
        ------
        IndexError
            If there is no such point.
        """
        return self._point(point)[7]

    def _point(self, point: int) -> tuple[Any, ...]:
        if isinstance(point, bool) or not isinstance(point, Integral):
            raise TypeError(f"a point is a number from 0, not {point!r}")
        if not 0 <= point < len(self):
            raise IndexError(f"the front has {counted(len(self), 'point')}, from 0; there is no point {point}")
        return self._state["points"][point]

    @property
    def plot(self) -> FrontPlots:
        """The picture."""
        from leps.tradeoff_plots import FrontPlots

        return FrontPlots(self)

    def __len__(self) -> int:
        return len(self._state["points"])

    def __eq__(self, other: object) -> bool:
        return (self._plan, self._state) == (other._plan, other._state) if isinstance(other, Front) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._plan, self._state["first"], self._state["second"], len(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Front, (self._plan, self._state)

    def __copy__(self) -> Front:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Front:
        return self

    def __repr__(self) -> str:
        first, second = self.objectives
        return f"<Front of {visible(self._plan.name)}: {first} against {second}; {counted(len(self), 'point')}>"

    def __str__(self) -> str:
        return self._answer().text()

    def _repr_html_(self) -> str:
        return self._answer().html()

    def __rich__(self) -> Any:
        return self._answer().rich()

    def _answer(self) -> Any:
        from leps.answer_view import Answer, AnswerTable

        first, second = self.objectives
        one, other = self._state["first"], self._state["second"]
        rows = [
            (str(number), shown_size(one, point[1]), shown_size(other, point[3]), shown_size(other, point[4]))
            for number, point in enumerate(self._state["points"])
        ]
        sentences = [f"{first} against {second}: {counted(len(self), 'point')}, none of them dominated."]
        if not rows:
            sentences = [f"There is no front: the plan is {self.status.replace('_', ' ')}.", *(reason.message for reason in self.reasons)]
        if dropped := len(self._state["dropped"]):
            sentences.append(f"{counted(dropped, 'point')} that were looked for are left out: see `dropped`.")
        head = ("point", f">{first}", f">{second}", ">proved: not less than")
        return Answer(self._plan.title, sentences, [AnswerTable("Points", head, rows)] if rows else [], "frames: points, dropped")


POINT_COLUMNS = {
    "point": pa.int64(), "limit": pa.string(), "limit_approx": pa.float64(), "first": pa.string(), "first_approx": pa.float64(),
    "first_bound": pa.string(), "first_bound_approx": pa.float64(), "second": pa.string(), "second_approx": pa.float64(),
    "second_bound": pa.string(), "second_bound_approx": pa.float64(), "proved": pa.bool_(), "status": pa.string(),
}  # fmt: skip


def front(
    plan: Plan,
    first: StageChoice,
    second: StageChoice,
    *,
    points: int = 9,
    before: Iterable[StageChoice] = (),
    threads: int = 0,
    engine: str = "auto",
    time_limit: float | None = None,
    node_limit: int | None = None,
    relative_gap: Fraction | str | None = None,
    reopen_units: int | None = None,
    progress: bool | Callable[[_leps.Progress], None] | None = None,
) -> Front:
    """Find what more of one objective costs in another: the least of the second at ever greater values of the first.

    Parameters
    ----------
    plan
        The plan.
    first
        The objective that is held at one value after another: ``"cost"``; with a class where several stages have the objective,
        ``("worst_zone", 1)``; with ``"last"`` where it counts the last period alone, ``("worst_zone", 1, "last")``.
    second
        The objective that is minimized at each, likewise.
    points
        How many: both ends, which are the two lexicographic optima, and values of the first objective evenly between them. At least 2.
        Points that others dominate are dropped, see `Front.dropped`.
    before
        Stages of the plan that stay before both objectives, within their own caps: ``[("shortfall", 1)]`` to trade off what is left where
        that is least. All others come after the two; hard levels and obligations hold whatever comes first.
    threads
        How many points are solved at once; 0 for one on each core. It changes no point.
    engine, time_limit, node_limit, relative_gap, reopen_units, progress
        As `leps.allocate`, for each answer.

    Returns
    -------
    Front
        With the frame `points`, the plan and answer of each, and a picture.

    Raises
    ------
    InvalidValue
        If an objective is not one of the plan's, is named by a class too few, or is a leximin, which is several; if both are one; if
        ``points`` is less than 2.
    KeyboardInterrupt
        After Ctrl-C.

    Notes
    -----
    The epsilon-constraint method (Y. Haimes, L. Lasdon, D. Wismer, 1971), in exact numbers: every limit is a published cap of a plan, so
    that `verify` and `Allocation.certified` judge every point as any answer. With whole units a point is the best that branch and bound
    found; ``second_bound`` says how much better another could be. It takes about two allocations a point.

    Examples
    --------
    >>> front = leps.front(plan, "cost", "worst_zone", points=7)        # doctest: +SKIP
    >>> front.points.to_pandas()                                        # doctest: +SKIP
    >>> front.plot()                                                    # doctest: +SKIP

    Does *equity first* change much? The preset ``equity_first`` minimizes the zone most behind before the need that is not covered; the
    default does the opposite. These are the two ends of one front, and what lies between them is the choice:

    >>> front = leps.front(plan, ("shortfall", 1), ("worst_zone", 1))   # doctest: +SKIP
    >>> equity_first = front.allocation(len(front) - 1)                 # doctest: +SKIP
    >>> leps.compare(front.allocation(0), equity_first).zones           # doctest: +SKIP
    """
    expect_plan(plan)
    expect_engine(engine)
    one, other = (stage_words(choice, "front", field) for choice, field in ((first, "first"), (second, "second")))
    if isinstance(before, str):
        raise TypeError(f"before is a list of objectives, not {before!r}")
    earlier = [stage_words(choice, "front", "before") for choice in before]
    numbers = whole("points", points, "front", least=2), earlier, whole("threads", threads, "front", least=0)
    options = tuple(options_of(engine, time_limit, node_limit, relative_gap, reopen_units).values())
    with progress_of(progress) as report:
        state = _leps.front(plan._core, one, other, *numbers, options, report)
    return Front(plan, state | {"points": tuple(map(_with_answers, state["points"]))})


def _with_answers(point: tuple[Any, ...]) -> tuple[Any, ...]:
    """The numbers of a point, its plan, its answer, and the answer that proves its bound."""
    *numbers, plan, answer, held_plan, held = point
    return (*numbers, Plan(plan), Allocation(answer, Plan(plan)), Allocation(held, Plan(held_plan)))


def whole(name: str, value: Any, subject: str, *, least: int) -> int:
    """Return a whole number; raise TypeError for anything else, InvalidValue for one below the least or beyond a million."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} is a whole number, not {value!r}")
    if not least <= value <= 1_000_000:
        raise InvalidValue("option_out_of_range", subject, name, str(value), f"{least} to 1000000")
    return int(value)
