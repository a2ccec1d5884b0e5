"""What a person wants to know first of two answers, gathered from the tables of a comparison. Sums of exact numbers, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from leps import style
from leps.summary import Summary
from leps.words import STATUSES, stage_size, stage_title

if TYPE_CHECKING:
    from leps.comparison import Comparison

__all__ = ["Highlights", "Pair", "StageChange", "signed"]

#: More of them are counted, not listed.
MOST_FALLS = 12


@dataclass
class Pair:
    """A sum of exact numbers of one kind on either side, over the rows that the side has; absent where it has none."""

    first: Any = None
    second: Any = None

    @property
    def delta(self) -> Any:
        """Second less first, where both are known."""
        return None if self.first is None or self.second is None else self.second - self.first

    @property
    def step(self) -> Any:
        """By how much the sum of several such things changes through this one: what is not there adds nothing to a sum."""
        return (self.second or 0) - (self.first or 0)

    def add(self, row: dict[str, Any], column: str) -> None:
        """Add the two cells of one row."""
        for side in ("first", "second"):
            value = row[f"{column}_{side}"]
            if value is not None:
                setattr(self, side, (getattr(self, side) or 0) + value)


@dataclass
class FundChange:
    """The money of one fund over all its annuities, tail years left out."""

    fund: str
    amount: Pair = field(default_factory=Pair)
    used: Pair = field(default_factory=Pair)
    lapses: Pair = field(default_factory=Pair)


@dataclass(frozen=True)
class StageChange:
    """One objective as people read it."""

    title: str
    first: str
    second: str
    delta: str
    verdict: str


class Highlights:
    """Views on one comparison, with the names that the plans give to ids."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.summaries = [Summary(comparison.second), Summary(comparison.first)]

    def name(self, table: str, identifier: str) -> str:
        """The name behind an id: the second plan's, else the first's; or the id."""
        for summary in self.summaries:
            if identifier in summary.names.get(table, {}):
                return summary.name(table, identifier)
        return identifier

    @property
    def titles(self) -> list[str]:
        """What the two plans are called."""
        return [answer.plan.title for answer in (self.comparison.first, self.comparison.second)]

    @property
    def warnings(self) -> list[str]:
        """A sentence for each answer that is no allocation."""
        both = (("first", self.comparison.first), ("second", self.comparison.second))
        return [f"The {which} answer is {STATUSES[answer.status]}." for which, answer in both if answer.status != "allocated"]

    @cached_property
    def sums(self) -> dict[str, Pair]:
        """What adds up over zones: persons, levels due and reached, euro."""
        sums = {column: Pair() for column in ("covered_persons", "levels_due", "levels_reached", "spent_eur")}
        for row in self.comparison.zones:
            for column, pair in sums.items():
                pair.add(row, column)
        return sums

    @cached_property
    def falls(self) -> list[dict[str, Any]]:
        """The rows of `falls`."""
        return self.comparison.falls.to_pylist()

    @cached_property
    def rises(self) -> int:
        """How many levels are reached in the second answer and not in the first."""
        return sum(row["reached_first"] is False and row["reached_second"] is True for row in self.comparison.levels)

    @cached_property
    def funds(self) -> list[FundChange]:
        """The funds, in the order of the table."""
        funds: dict[str, FundChange] = {}
        for row in self.comparison.funds:
            if row["projected"]:
                continue
            fund = funds.setdefault(row["fund"], FundChange(row["fund"]))
            fund.amount.add(row, "amount_eur")
            fund.used.add(row, "used_eur")
            fund.lapses.add(row, "lapses_eur")
        return list(funds.values())

    @cached_property
    def stages(self) -> list[StageChange]:
        """The objectives that both answers have, in order."""
        return list(self._stages())

    def _stages(self) -> Iterator[StageChange]:
        for row in self.comparison.stages:
            if row["side"] != "both" or row["objective"] == "tie_break":  # which says nothing to people
                continue
            sign = -1 if row["objective"] == "persons" else 1
            first, second = (sign * Fraction(row[f"value_{side}"]) for side in ("first", "second"))
            size = stage_size(row["objective"], abs(second - first)) if second != first else ""
            yield StageChange(
                title=stage_title(row), first=stage_size(row["objective"], first), second=stage_size(row["objective"], second),
                delta=signed(second - first, size) if size else "0", verdict=row["verdict"],
            )  # fmt: skip

    def headline(self) -> str:
        """The comparison in a few sentences; plain text."""
        reached, due, persons, spent = (self.sums[name] for name in ("levels_reached", "levels_due", "covered_persons", "spent_eur"))
        if due.first is None or due.second is None:
            return "One of the answers has no tables, so there is nothing to compare it with."
        sentences = []
        if self.falls:
            zones = len({row["territory"] for row in self.falls})
            sentences.append(f"{style.counted(zones, 'zone')} {'falls' if zones == 1 else 'fall'} below a level that the first answer reaches")
        else:
            sentences.append("No zone falls below a level that the first answer reaches")
        sentences.append(
            f"levels reached, zone by zone and period by period: {reached.first} of {due.first} in the first, "
            f"{reached.second} of {due.second} in the second"
        )
        if persons.first or persons.second:
            sentences.append(f"persons in service: {style.quantity(persons.first)} → {style.quantity(persons.second)}")
        sentences.append(f"spent: {style.short_euros(spent.first)} → {style.short_euros(spent.second)}")
        return "; ".join(sentences) + "."


def signed(value: Decimal | Fraction | int, size: str) -> str:
    """Write a change: its sign and its size, which is ready."""
    return f"{'+' if value > 0 else chr(0x2212)}{size}" if value else size
