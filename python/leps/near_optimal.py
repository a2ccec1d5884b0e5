"""Answers nearly as good as the best, as different from it and from each other as can be."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from leps import _leps, style
from leps.allocation import Allocation
from leps.frames import Frame
from leps.plan import Plan, expect_plan
from leps.progress import progress_of
from leps.solving import expect_engine, options_of
from leps.stage_choice import StageChoice, stage_words
from leps.style import counted, visible
from leps.tradeoffs import whole
from leps.words import stage_size, stage_title

__all__ = ["Alternatives", "alternatives"]

STAGE_COLUMNS = ("objective", "class", "depth", "periods", "best", "value", "limit", "within")


class Alternatives:
    """The answer of a plan, and others nearly as good. It cannot be changed."""

    __slots__ = ("_plan", "_state")

    def __init__(self, plan: Plan, state: dict[str, Any]) -> None:
        self._plan = plan
        self._state = state

    @property
    def base(self) -> Allocation:
        """The plan's own answer."""
        return self._state["base"]

    @property
    def ended(self) -> _leps.Reason | None:
        """Why there are fewer than were asked for, where there are."""
        return self._state["ended"]

    def plan(self, number: int) -> Plan:
        """Return the plan of an alternative, from 0: every stage kept to its limit, then far from what other answers spend.

        Raises
        ------
        IndexError
            If there is no such alternative.
        """
        return self._found(number)[0]

    def allocation(self, number: int) -> Allocation:
        """Return an alternative, from 0: the answer to the plan that `plan` returns.

        Raises
        ------
        IndexError
            If there is no such alternative.
        """
        return self._found(number)[1]

    def _found(self, number: int) -> tuple[Any, ...]:
        if not 0 <= number < len(self):
            raise IndexError(f"there is no alternative {number}: there {'is' if len(self) == 1 else 'are'} {len(self)}, from 0")
        return self._state["found"][number]

    @property
    def distances(self) -> Frame:
        """Alternative by answer found before it: euro that are spent elsewhere, the sum of |difference| by fund, territory and measure.

        ``other`` is ``base`` or the number of an earlier alternative.
        """
        rows = [
            {"alternative": number, "other": "base" if other == 0 else str(other - 1), "distance_eur": Decimal(money.cents) / 100}
            for number, found in enumerate(self._state["found"])
            for other, money in enumerate(found[3])
        ]
        kinds = [("alternative", pa.int64()), ("other", pa.string()), ("distance_eur", pa.decimal128(19, 2))]
        return Frame(pa.Table.from_pylist(rows, pa.schema(kinds)), "distances")

    @property
    def stages(self) -> Frame:
        """Alternative by objective: the best value, that of the alternative, what it might rise to, and whether it is within that; exact."""
        rows = [
            {"alternative": number} | dict(zip(STAGE_COLUMNS, stage, strict=True))
            for number, found in enumerate(self._state["found"])
            for stage in found[2]
        ]
        kinds = {"class": pa.int64(), "depth": pa.int64(), "within": pa.bool_()}
        schema = pa.schema([("alternative", pa.int64()), *((name, kinds.get(name, pa.string())) for name in STAGE_COLUMNS)])
        return Frame(pa.Table.from_pylist(rows, schema), "stages of alternatives")

    def __len__(self) -> int:
        return len(self._state["found"])

    def __eq__(self, other: object) -> bool:
        return (self._plan, self._state) == (other._plan, other._state) if isinstance(other, Alternatives) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._plan, len(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Alternatives, (self._plan, self._state)

    def __copy__(self) -> Alternatives:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Alternatives:
        return self

    def __repr__(self) -> str:
        return f"<Alternatives to {visible(self._plan.name)}: {len(self)}>"

    def __str__(self) -> str:
        return self._answer().text()

    def _repr_html_(self) -> str:
        return self._answer().html()

    def __rich__(self) -> Any:
        return self._answer().rich()

    def _answer(self) -> Any:
        from leps.answer_view import Answer, AnswerTable

        sentences = [f"{counted(len(self), 'answer')} nearly as good as the best, and different."]
        if self.ended is not None:
            sentences.append(f"There are no more: {self.ended.message}.")
        distances = [(str(number), f"{style.euros(Decimal(found[4].cents) / 100)} €") for number, found in enumerate(self._state["found"])]
        tables = [AnswerTable("Spent elsewhere than in any answer before it", ("alternative", ">at least"), distances)]
        rows: dict[str, list[str]] = {}
        for found in self._state["found"]:
            for objective, of_class, depth, periods, best, value, _, _ in found[2]:
                title = stage_title({"objective": objective, "class": of_class, "depth": depth, "periods": periods})
                sign = -1 if objective == "persons" else 1
                row = rows.setdefault(title, [title, stage_size(objective, sign * Fraction(best))])
                row.append(stage_size(objective, sign * Fraction(value)))
        head = ("objective", ">best", *(f">{number}" for number in range(len(self))))
        tables.append(AnswerTable("Objectives", head, [tuple(row) for row in rows.values()]))
        return Answer(self._plan.title, sentences, tables if len(self) else [], "frames: stages, distances")


def alternatives(
    plan: Plan,
    *,
    count: int = 3,
    within: Fraction | str = "1/100",
    stage: StageChoice | None = None,
    engine: str = "auto",
    time_limit: float | None = None,
    node_limit: int | None = None,
    relative_gap: Fraction | str | None = None,
    reopen_units: int | None = None,
    progress: bool | Callable[[_leps.Progress], None] | None = None,
) -> Alternatives:
    """Find plans nearly as good as the best one, as different from it and from each other as one linear objective makes them.

    Parameters
    ----------
    plan
        The plan.
    count
        How many beside the plan's own answer, at least 1. There may be fewer: see `Alternatives.ended`.
    within
        What part of its own best value a stage may give up, exact: ``"1/100"``, ``"1 %"`` or a fraction.
    stage
        The one stage that may, as in `leps.front`; each of them if not given. ``stability`` and ``tie_break`` only choose among equals and
        are left out.
    engine, time_limit, node_limit, relative_gap, reopen_units, progress
        As `leps.allocate`, for each answer.

    Returns
    -------
    Alternatives
        Exact and verified answers, with the euro that each spends elsewhere.

    Raises
    ------
    InvalidValue
        If an option is out of range, or the plan has no such stage.
    KeyboardInterrupt
        After Ctrl-C.

    Notes
    -----
    Modeling to generate alternatives (E. D. Brill, S.-Y. Chang, L. D. Hopkins, 1982): money counts as moved where it goes from a fund,
    territory and measure that some earlier answer uses to one that none uses. The distance that is published is the exact sum of absolute
    differences.

    Examples
    --------
    >>> near = leps.alternatives(plan, count=3, within="1/100")     # doctest: +SKIP
    >>> leps.compare(near.base, near.allocation(0))                 # doctest: +SKIP
    """
    expect_plan(plan)
    expect_engine(engine)
    words = None if stage is None else stage_words(stage, "alternatives", "stage")
    options = tuple(options_of(engine, time_limit, node_limit, relative_gap, reopen_units).values())
    with progress_of(progress) as report:
        state = _leps.alternatives(plan._core, whole("count", count, "alternatives", least=1), _leps.Ratio.parse(within), words, options, report)
    found = tuple((Plan(core), Allocation(answer, Plan(core)), *rest) for core, answer, *rest in state["found"])
    return Alternatives(plan, state | {"base": Allocation(state["base"], plan), "found": found})
