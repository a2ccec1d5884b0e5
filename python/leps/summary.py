"""What a planner wants to see first, gathered from the result tables for display. Sums of exact numbers, nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from leps.allocation import Allocation

__all__ = ["Coverage", "FundYear", "Level", "Money", "Summary", "Zone"]

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Coverage:
    """One level in one zone and period."""

    zone: str
    level: str
    period: str
    required: Fraction
    before: Fraction
    after: Fraction
    gap_ppb: int
    reached: bool

    @property
    def share_before(self) -> Fraction:
        """What existing supply covers of the requirement, at most 1."""
        return min(self.before, self.required) / self.required

    @property
    def share_after(self) -> Fraction:
        """What is covered with the plan, at most 1."""
        return min(self.after, self.required) / self.required


@dataclass(frozen=True)
class Level:
    """A level over all the zones where it is due, in one period."""

    level: str
    name: str
    unit: str
    priority: int
    zones: int
    reached_before: int
    reached_after: int
    required: Fraction
    covered_before: Fraction
    covered_after: Fraction

    @property
    def share_before(self) -> Fraction | None:
        """Part of all that is due which existing supply covers."""
        return self.covered_before / self.required if self.required else None

    @property
    def share_after(self) -> Fraction | None:
        """Part of all that is due which is covered with the plan."""
        return self.covered_after / self.required if self.required else None


@dataclass(frozen=True)
class Zone:
    """How far a zone stays behind: the weighted mean of its gaps, class by class, as the stage `worst_zone` weighs them."""

    zone: str
    name: str
    index: dict[int, Fraction]
    largest: tuple[tuple[str, Fraction], ...]


@dataclass
class Money:
    """What became of some money."""

    amount: Decimal = ZERO
    used: Decimal = ZERO
    lapses: Decimal = ZERO
    unusable: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """Not used."""
        return self.amount - self.used

    @property
    def kept(self) -> Decimal:
        """Not used, and still spendable after the horizon."""
        return self.left - self.lapses

    @property
    def share_used(self) -> Fraction | None:
        """Part that is used."""
        return Fraction(self.used) / Fraction(self.amount) if self.amount else None

    def add(self, row: dict[str, Any]) -> None:
        """Add one annuity."""
        self.amount += row["amount_eur"]
        self.used += row["used_eur"]
        if row["lapses_on"] is not None:
            self.lapses += row["left_eur"]
        self.unusable += row["unusable_eur"]


@dataclass
class FundYear:
    """A fund, all its recipients together, whole and by competence year."""

    fund: str
    name: str
    total: Money = field(default_factory=Money)
    years: dict[int, Money] = field(default_factory=lambda: defaultdict(Money))
    last_day: dict[int, str] = field(default_factory=dict)


class Summary:
    """Views on one result, with the names that its plan gives to ids."""

    def __init__(self, result: Allocation) -> None:
        self.result = result

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Names by table and id."""
        return {
            table: {row[key]: row["name"] for row in self.result.plan.table(table) if row["name"]}
            for table, key in (("territories", "territory"), ("service_levels", "level"), ("measures", "measure"),
                               ("funds", "fund"))
        }  # fmt: skip

    def name(self, table: str, identifier: str) -> str:
        """The name behind an id, or the id."""
        return self.names.get(table, {}).get(identifier, identifier)

    @cached_property
    def level_rows(self) -> dict[str, dict[str, Any]]:
        """The plan's levels by id."""
        return {row["level"]: row for row in self.result.plan.table("service_levels")}

    def priority(self, level: str) -> int:
        """The class of a level."""
        return self.level_rows[level]["priority"]

    @cached_property
    def coverage(self) -> list[Coverage]:
        """The rows of `coverage` where something is due. Not those of a level that the plan lacks: `leps.verify` names them."""
        return [
            Coverage(
                zone=row["territory"], level=row["level"], period=row["period"], required=Fraction(row["required"]),
                before=Fraction(row["before"]), after=Fraction(row["after"]), gap_ppb=row["gap_ppb"],
                reached=row["reached"],
            )
            for row in self.result.table("coverage")
            if Fraction(row["required"]) > 0 and row["level"] in self.level_rows
        ]  # fmt: skip

    @cached_property
    def periods(self) -> list[str]:
        """The periods in which something is due, in time."""
        return sorted({row.period for row in self.coverage})

    def levels(self, period: str | None = None) -> list[Level]:
        """Each level over its zones, by class and then in plan order.

        Parameters
        ----------
        period
            Which one; the last if not given.
        """
        period = self._known_period(period)
        rows: dict[str, list[Coverage]] = defaultdict(list)
        for row in self.coverage:
            if row.period == period:
                rows[row.level].append(row)
        levels = []
        for level, members in rows.items():
            known = self.level_rows[level]
            tolerance = Fraction(known["resolution"])
            levels.append(
                Level(
                    level=level, name=self.name("service_levels", level), unit=known["unit"] or "",
                    priority=self.priority(level), zones=len(members),
                    reached_before=sum(row.required - row.before <= tolerance for row in members),
                    reached_after=sum(row.reached for row in members),
                    required=sum((row.required for row in members), Fraction(0)),
                    covered_before=sum((min(row.before, row.required) for row in members), Fraction(0)),
                    covered_after=sum((min(row.after, row.required) for row in members), Fraction(0)),
                )
            )  # fmt: skip
        return sorted(levels, key=lambda level: level.priority)

    def zones(self, count: int | None = None) -> list[Zone]:
        """The zones, those that stay most behind in the most urgent class first."""
        weights = {level: Fraction(row["weight"]) for level, row in self.level_rows.items()}
        by_zone: dict[str, list[Coverage]] = defaultdict(list)
        for row in self.coverage:
            by_zone[row.zone].append(row)
        classes = sorted({self.priority(row.level) for row in self.coverage})
        zones = []
        for zone, rows in by_zone.items():
            index = {}
            for priority in classes:
                members = [row for row in rows if self.priority(row.level) == priority]
                weight = sum((weights[row.level] for row in members), Fraction(0))
                gaps = sum((weights[row.level] * row.gap_ppb for row in members), Fraction(0))
                index[priority] = gaps / weight / 10**9 if weight else Fraction(0)
            last = [row for row in rows if row.period == self.periods[-1] and not row.reached]
            worst = sorted(((row.level, Fraction(row.gap_ppb, 10**9)) for row in last), key=lambda item: (-item[1], item[0]))
            zones.append(Zone(zone, self.name("territories", zone), index, tuple(worst[:3])))
        zones.sort(key=lambda zone: (*(-zone.index[priority] for priority in classes), zone.zone))
        return zones[:count]

    @cached_property
    def funds(self) -> list[FundYear]:
        """The funds in the plan's order of preference, tail years left out."""
        by_fund: dict[str, FundYear] = {}
        for row in self.result.table("funds"):
            if row["projected"]:
                continue
            fund = by_fund.setdefault(row["fund"], FundYear(row["fund"], self.name("funds", row["fund"])))
            fund.total.add(row)
            fund.years[row["year"]].add(row)
        return sorted(by_fund.values(), key=lambda fund: (self._preference.get(fund.fund, len(by_fund) + 1), fund.fund))

    @cached_property
    def _preference(self) -> dict[str, int]:
        return {row["fund"]: row["preference"] for row in self.result.plan.table("funds") if row["preference"]}

    @cached_property
    def money(self) -> Money:
        """All funds together."""
        total = Money()
        for fund in self.funds:
            for part in ("amount", "used", "lapses", "unusable"):
                setattr(total, part, getattr(total, part) + getattr(fund.total, part))
        return total

    @cached_property
    def first_lapse(self) -> tuple[str, Decimal] | None:
        """The first day on which money lapses, and how much on that day."""
        lapsing: dict[Any, Decimal] = defaultdict(lambda: ZERO)
        for row in self.result.table("funds"):
            if row["lapses_on"] is not None and row["left_eur"] and not row["projected"]:
                lapsing[row["lapses_on"]] += row["left_eur"]
        return None if not lapsing else (min(lapsing).isoformat(), lapsing[min(lapsing)])

    def flows(self) -> tuple[dict[tuple[str, str], Decimal], dict[tuple[str, tuple[str, ...]], Decimal]]:
        """Money from fund to measure, and from measure to the levels that it delivers to, in the horizon."""
        last_day = self.result.plan.header["horizon"]["to"]
        delivers: dict[str, list[str]] = defaultdict(list)
        for row in self.result.plan.table("deliveries"):
            delivers[row["measure"]].append(row["level"])
        paid: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
        reached: dict[tuple[str, tuple[str, ...]], Decimal] = defaultdict(lambda: ZERO)
        for row in self.result.table("spend"):
            if row["period"] > last_day:  # the years after the horizon, spent from money that is only projected
                continue
            paid[row["fund"], row["measure"]] += row["amount_eur"]
            reached[row["measure"], tuple(delivers[row["measure"]])] += row["amount_eur"]
        return dict(paid), dict(reached)

    def _known_period(self, period: str | None) -> str | None:
        if period is None:
            return self.periods[-1] if self.periods else None
        if period not in self.periods:
            raise ValueError(f"nothing is due in {period!r}; periods are {', '.join(self.periods)}")
        return period

