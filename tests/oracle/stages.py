"""Stage values of an allocation, each as an integer in the stage's own unit; and coverage, weights, stage lists."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from .semantics import NANO, Bundle, Model

WEIGHT = 2**40


def round_half_even(value: Fraction) -> int:
    return round(value)


@dataclass(frozen=True)
class Stage:
    objective: str
    priority: int | None = None
    last_only: bool = False
    depth: int | None = None  # of leximin: how many of the worst zones the value adds up

    @property
    def scale(self) -> int:
        """How many of the stage's integer units make one of what a person reads (share, euro, person)."""
        return {"shortfall": WEIGHT * NANO, "worst_zone": NANO, "leximin": NANO, "persons": NANO, "tie_break": 1}.get(self.objective, 100)


def stages_of(model: Model) -> list[Stage]:
    """The plan's own list, or the default order; "equity_first" is that order with worst_zone before shortfall in every
    class. A leximin(d) is d stages, one for each number of worst zones."""
    if isinstance(model.plan.stages, list):
        return [Stage(s["objective"], s.get("class"), s.get("periods") == "last", depth)
                for s in model.plan.stages for depth in depths_of(model, s)]
    out = []
    of_class = ["shortfall", "worst_zone"]
    if model.plan.stages == "equity_first":
        of_class.reverse()
    for priority in sorted({row.priority for row in model.levels.values()}):
        out += [Stage(name, priority) for name in of_class]
    out += [Stage(name) for name in ("continuity", "persons", "cost", "at_risk", "preference")]
    if model.plan.current_plan:
        out.append(Stage("stability"))
    return [*out, Stage("tie_break")]


def depths_of(model: Model, stage: dict) -> list[int | None]:
    """1, 2, ... to the depth, or to the number of zones that have a row if that is less (at least 1)."""
    if stage["objective"] != "leximin":
        return [None]
    zones = {zone for zone, _, _ in Weights(model, stage["class"], stage.get("periods") == "last").rows}
    return list(range(1, min(stage["depth"], max(1, len(zones))) + 1))


@dataclass
class Allocation:
    """Starts by (site, measure, period) and cents by (annuity, bundle)."""

    starts: dict[tuple[str, str, int], Fraction] = field(default_factory=dict)
    spend: dict[tuple[int, Bundle], int] = field(default_factory=dict)


class Weights:
    """kappa and omega of one (class, periods) of a plan."""

    def __init__(self, model: Model, priority: int | None, last_only: bool) -> None:
        self.model = model
        self.levels = [name for name, row in model.levels.items() if priority is None or row.priority == priority]
        self.last_only = last_only
        self.total = sum((model.levels[name].weight for name in self.levels), Fraction(0))

    @cached_property
    def rows(self) -> list[tuple[str, str, int]]:
        """(zone, level, t) that are due and counted."""
        last = self.model.horizon[-1].index
        return [key for key in sorted(self.model.required) if key[1] in self.levels
                and (not self.last_only or key[2] == last)]

    def share_of_time(self, t: int) -> Fraction:
        return Fraction(1) if self.last_only else self.model.periods[t].length / self.model.horizon_length

    def kappa(self, zone: str, level: str, t: int) -> int:
        model = self.model
        total = sum(model.size(level, z, t) for z in model.zones)
        size = model.size(level, zone, t)
        weight = model.levels[level].weight
        if size == 0 or weight == 0:
            return 0
        return max(1, round_half_even(WEIGHT * weight * self.share_of_time(t) * size / total / self.total))

    def omega(self, level: str, t: int) -> int:
        return max(1, round_half_even(WEIGHT * self.model.levels[level].weight * self.share_of_time(t)))


class Values:
    """Everything that follows from one allocation."""

    def __init__(self, model: Model, allocation: Allocation) -> None:
        self.model = model
        self.allocation = allocation

    @cached_property
    def after(self) -> dict[tuple[str, str, int], Fraction]:
        """(zone, level, t) -> baseline + what measures deliver, where due."""
        model = self.model
        out = {}
        for zone, level, t in model.required:
            how = model.levels[level].measured or "average"
            out[zone, level, t] = model.supply[zone, level, t] + sum(
                (units * model.in_service(self.allocation.starts, site, measure, t, how)
                 for site, measure, reached, units in model.delivered[zone] if reached == level), Fraction(0))
        return out

    def shortfall(self, key: tuple[str, str, int]) -> Fraction:
        return max(Fraction(0), self.model.required[key] - self.after[key])

    @cached_property
    def gap(self) -> dict[tuple[str, str, int], int]:
        return {key: math.ceil(NANO * self.shortfall(key) / need) for key, need in self.model.required.items()}

    def service(self, site: str, measure: str, t: int, how: str = "average") -> Fraction:
        return self.model.in_service(self.allocation.starts, site, measure, t, how)

    @cached_property
    def horizon_spend(self) -> dict[tuple[int, Bundle], int]:
        return {key: v for key, v in self.allocation.spend.items() if not self.model.elementary[key[1][2]].tail}

    @cached_property
    def used(self) -> dict[int, int]:
        out: dict[int, int] = defaultdict(int)
        for (annuity, _), value in self.allocation.spend.items():
            out[annuity] += value
        return out

    def zone_index(self, weights: Weights, zone: str) -> int | None:
        rows = [key for key in weights.rows if key[0] == zone]
        if not rows:
            return None
        top = sum(weights.omega(level, t) * self.gap[z, level, t] for z, level, t in rows)
        return math.ceil(Fraction(top, sum(weights.omega(level, t) for _, level, t in rows)))

    def value(self, stage: Stage) -> int:
        return getattr(self, "_" + stage.objective)(stage)

    def _shortfall(self, stage: Stage) -> int:
        weights = Weights(self.model, stage.priority, stage.last_only)
        return sum(weights.kappa(*key) * self.gap[key] for key in weights.rows)

    def _worst_zone(self, stage: Stage) -> int:
        weights = Weights(self.model, stage.priority, stage.last_only)
        return max(i for z in self.model.zones if (i := self.zone_index(weights, z)) is not None)

    def _leximin(self, stage: Stage) -> int:
        weights = Weights(self.model, stage.priority, stage.last_only)
        indices = [i for z in self.model.zones if (i := self.zone_index(weights, z)) is not None]
        return sum(sorted(indices)[-stage.depth:])

    def _continuity(self, stage: Stage) -> int:
        total = 0
        for site, measure in self.model.starters:
            for now, later in zip(self.model.horizon, self.model.horizon[1:]):
                rate = self.model.running_rate(site, measure, later.start)
                lost = self.service(site, measure, now.index) - self.service(site, measure, later.index)
                total += math.ceil(rate * max(Fraction(0), lost))
        return total

    def _persons(self, stage: Stage) -> int:
        total = Fraction(0)
        for site, measure in self.model.starters:
            persons = sum((d.persons_per_unit or 0) for d in self.model.plan.deliveries if d.measure == measure)
            if persons:
                for p in self.model.horizon:
                    total += (p.length / self.model.horizon_length * persons
                              * self.service(site, measure, p.index))
        return -math.floor(NANO * total)

    def _cost(self, stage: Stage) -> int:
        return sum(self.horizon_spend.values())

    def _at_risk(self, stage: Stage) -> int:
        return sum(a.amount - self.used[a.index] for a in self.model.annuities if a.at_risk)

    def _preference(self, stage: Stage) -> int:
        ranks = {f: row.preference or len(self.model.funds) for f, row in self.model.funds.items()}
        return sum(ranks[self.model.annuities[a].fund] * v for (a, _), v in self.horizon_spend.items())

    def _stability(self, stage: Stage) -> int:
        return stability(self.model, self.horizon_spend)

    def _tie_break(self, stage: Stage) -> int:
        return sum(tie_cost(self.model, a, b) * v for (a, b), v in self.horizon_spend.items())


def tie_cost(model: Model, annuity: int, bundle: Bundle) -> int:
    """1 + first two bytes, big-endian, of SHA-256 of 'fund;recipient;territory;measure;first day;category'."""
    a = model.annuities[annuity]
    site, measure, e, category = bundle
    text = ";".join((a.fund, a.recipient, site, measure, model.elementary[e].start.isoformat(), category))
    return 1 + int.from_bytes(hashlib.sha256(text.encode()).digest()[:2], "big")


def stability(model: Model, spend: dict[tuple[int, Bundle], int]) -> int:
    """Sum of |x - x0| over (fund, territory, measure, period, category)."""
    moved: dict[tuple, int] = defaultdict(int)
    for (a, (site, measure, e, category)), value in spend.items():
        moved[model.annuities[a].fund, site, measure, model.elementary[e].text, category] += value
    for cell, cents in model.current_spending.items():
        moved[cell] -= cents
    return sum(abs(value) for value in moved.values())
