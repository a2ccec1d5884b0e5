"""Why a plan cannot be, and what would make it possible: conflicts and repairs as Python sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, overload

from leps import _leps
from leps.errors import InvalidValue, Unsupported
from leps.frames import Frame, from_native
from leps.plan import Plan
from leps.progress import progress_of
from leps.style import counted, visible

if TYPE_CHECKING:
    from leps.allocation import Allocation

__all__ = ["Conflict", "Repair", "Repairs"]


class Conflict:
    """Data of a plan that cannot all hold, whatever the other data say. It is true where something clashes.

    Without any one of its members the others can hold together, where it is `irreducible`. Print it to read it.
    """

    __slots__ = ("_core",)

    def __init__(self, core: _leps.Conflict) -> None:
        if not isinstance(core, _leps.Conflict):
            raise TypeError("a Conflict comes from Allocation.conflict")
        self._core = core

    @property
    def clash(self) -> str:
        """What clashes: ``none``, ``rules``, ``whole_units`` or ``whole_cents`` alone, ``not_settled`` where a limit came first."""
        return self._core.clash

    @property
    def claim(self) -> str:
        """``proved`` where exact arithmetic has checked that the members cannot all hold, else ``engine``: its word."""
        return self._core.claim

    @property
    def irreducible(self) -> bool:
        """Whether each member was seen to be needed, by the engine's word; false where a limit ended the search."""
        return self._core.irreducible

    @property
    def summary(self) -> str:
        """A sentence or two: what clashes, and what that rests on."""
        return self._core.summary

    @property
    def members(self) -> Frame:
        """The data: ``table``, ``row`` (in plan order, from 1), ``key``, ``rule``, ``subject``, ``statement``, ``claim``."""
        return from_native(self._core.table(), "conflict")

    @property
    def circumstances(self) -> list[str]:
        """Sentences on what is no datum that could give way: who may pay at all, when money ends."""
        return self._core.circumstances

    @property
    def sentences(self) -> list[str]:
        """The statements of the members, then the circumstances."""
        return [*(member.statement for member in self._core.members), *self._core.circumstances]

    def __bool__(self) -> bool:
        return self.clash not in ("none", "not_settled")

    def __len__(self) -> int:
        return len(self._core.members)

    def __eq__(self, other: object) -> bool:
        return self._core == other._core if isinstance(other, Conflict) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._core)

    def __reduce__(self) -> tuple[Any, ...]:
        return Conflict, (self._core,)

    def __copy__(self) -> Conflict:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Conflict:
        return self

    def __str__(self) -> str:
        return "\n".join([self.summary, *(f"- {sentence}" for sentence in self.sentences)])

    def __repr__(self) -> str:
        return f"<Conflict: {self.clash}; {counted(len(self), 'member')}; {self.claim}>"

    def _repr_html_(self) -> str:
        from leps.conflicts_view import conflict_html

        return conflict_html(self)

    def __rich__(self) -> Any:
        from leps.conflicts_view import conflict_rich

        return conflict_rich(self)


class Repair:
    """Changes after which the plan can be allocated: it was, and the result passed the audit."""

    __slots__ = ("_core",)

    def __init__(self, core: _leps.Repair) -> None:
        if not isinstance(core, _leps.Repair):
            raise TypeError("a Repair comes from Allocation.repairs")
        self._core = core

    @property
    def plan(self) -> Plan:
        """The changed plan, whole and ready to be allocated."""
        return Plan(self._core.plan)

    @property
    def cost(self) -> Fraction:
        """Sum of ``repair_weight`` x change, each in its own unit: euro, units of service, links."""
        return Fraction(self._core.cost)

    @property
    def changes(self) -> Frame:
        """The cells that change: ``table``, ``key``, ``column`` (``*``: the whole row), ``before``, ``after``, ``change``."""
        return from_native(self._core.table(), "repair")

    @property
    def sentences(self) -> list[str]:
        """One for each datum that changes."""
        return self._core.sentences

    def __eq__(self, other: object) -> bool:
        return self._core == other._core if isinstance(other, Repair) else NotImplemented

    def __hash__(self) -> int:
        return hash((Repair, self._core.cost, tuple(self.sentences)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Repair, (self._core,)

    def __copy__(self) -> Repair:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Repair:
        return self

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        return f"<Repair of cost {cost_words(self.cost)}: {visible(' '.join(self.sentences))}>"

    def _repr_html_(self) -> str:
        from leps.conflicts_view import repairs_html

        return repairs_html([self], [])

    def __rich__(self) -> Any:
        from leps.conflicts_view import RepairsView

        return RepairsView([self], [])


class Repairs(Sequence[Repair]):
    """Repairs of a plan, the cheapest first; `notes` say what there is to know about those that are missing."""

    __slots__ = ("_core", "_repairs")

    def __init__(self, core: _leps.Repairs) -> None:
        if not isinstance(core, _leps.Repairs):
            raise TypeError("Repairs come from Allocation.repairs")
        self._core = core
        self._repairs = tuple(Repair(repair) for repair in core.repairs)

    @property
    def notes(self) -> list[str]:
        """Sentences: why there are no more of them."""
        return self._core.notes

    @overload
    def __getitem__(self, index: int) -> Repair: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Repair]: ...
    def __getitem__(self, index: int | slice) -> Repair | Sequence[Repair]:
        return self._repairs[index]

    def __len__(self) -> int:
        return len(self._repairs)

    def __iter__(self) -> Iterator[Repair]:
        return iter(self._repairs)

    def __eq__(self, other: object) -> bool:
        return self._core == other._core if isinstance(other, Repairs) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._repairs, tuple(self.notes)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Repairs, (self._core,)

    def __copy__(self) -> Repairs:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Repairs:
        return self

    def __str__(self) -> str:
        lines = []
        for number, repair in enumerate(self, start=1):
            lines.append(f"{number}. cost {cost_words(repair.cost)}")
            lines += [f"   - {sentence}" for sentence in repair.sentences]
        return "\n".join([*lines, *self.notes])

    def __repr__(self) -> str:
        return f"<Repairs: {len(self)}{'; ' + visible(' '.join(self.notes)) if self.notes else ''}>"

    def _repr_html_(self) -> str:
        from leps.conflicts_view import repairs_html

        return repairs_html(list(self), self.notes)

    def __rich__(self) -> Any:
        from leps.conflicts_view import RepairsView

        return RepairsView(list(self), self.notes)


def find_conflict(
    result: Allocation, *, engine: str, time_limit: float | None, node_limit: int | None, progress: bool | Callable[[_leps.Progress], None] | None
) -> Conflict:
    """Search with checked options; `Allocation.conflict` documents them."""
    with progress_of(progress) as report:
        core = _leps.conflict(
            result.plan._core, result._core, engine=_engine(engine), time_limit=_seconds(time_limit),
            node_limit=_count("conflict", "node_limit", node_limit), progress=report,
        )  # fmt: skip
    return Conflict(core)


def find_repairs(
    result: Allocation, count: int, *, engine: str, time_limit: float | None, node_limit: int | None,
    progress: bool | Callable[[_leps.Progress], None] | None,
) -> Repairs:  # fmt: skip
    """Search with checked options; `Allocation.repairs` documents them."""
    wanted = _count("repairs", "count", count)
    if wanted is None:
        raise TypeError("count is a whole number, not None")
    with progress_of(progress) as report:
        core = _leps.repairs(
            result.plan._core, result._core, min(wanted, 1000), engine=_engine(engine), time_limit=_seconds(time_limit),
            node_limit=_count("repairs", "node_limit", node_limit), progress=report,
        )  # fmt: skip
    return Repairs(core)


def cost_words(cost: Fraction) -> str:
    """Write a cost with two decimals, or as the whole number that it is."""
    return f"{cost.numerator:,}" if cost.denominator == 1 else f"{float(cost):,.2f}"


def _engine(name: str) -> str:
    if not isinstance(name, str):
        raise TypeError(f"engine is a name, not {name!r}")
    if name not in (known := ["auto", *_leps.available_engines()]):
        raise Unsupported(f"an engine {name!r}; there are {', '.join(known)}")
    return name


def _seconds(value: float | None) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"time_limit is a number, not {value!r}")
    return float(value)


def _count(subject: str, name: str, value: int | None) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} is a whole number, not {value!r}")
    if abs(value) >= 2**31:
        raise InvalidValue("option_out_of_range", subject, name, f"{float(value):.3e}", "a number of 32 bits")
    return int(value)
