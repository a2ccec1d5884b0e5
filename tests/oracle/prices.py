"""Exact prices: the least value of one stage with one euro more and one euro less on an annuity, each solved in Fractions.

The rows are those of the model's problem Q, of which the library's prices speak: every bundle has its own rounding (the terms of a
telescope are not tied together), and a share that is rounded up has less than a cent more. Whole units are held as published; so are the binaries of links,
each at 1 where the published starts let it be.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction

from .exact import ExactLp, Optimum
from .package import Plan, Row, read_package
from .relaxation import LEAST_START, Relaxation, RowOf, Terms
from .semantics import Bundle, Model
from .stages import stages_of

EURO = 100


class UntiedRelaxation(Relaxation):
    """-n- <= money - cost x units <= n+ for each bundle by itself."""

    def unit_columns(self) -> None:
        """Boxes of divisible starts must not cut: what money buys is said by rows, to which each bundle may add its cents."""
        super().unit_columns()
        for column in self.columns:
            if column.name[0] == "a" and not column.whole:
                column.upper = 2 * column.upper + 1

    def share_row(self, name: tuple, mine: list[int], base: list[Bundle], share: Fraction, more: int = 0) -> None:
        """A share that is rounded up: q x part <= p x whole + q - 1 says the same of integers as part <= ceil(p/q x whole)."""
        super().share_row(name, mine, base, share, Fraction(more) * (share.denominator - 1) / share.denominator)

    def balance(self) -> None:
        bundles = self.model.bundles
        cost: dict[Bundle, Terms] = {b: defaultdict(Fraction) for b in bundles}
        up: dict[Bundle, int] = dict.fromkeys(bundles, 0)
        down: dict[Bundle, int] = dict.fromkeys(bundles, 0)
        for telescope in self.model.telescopes:
            whole = self.model.measures[telescope.measure].whole
            before: dict[int, Fraction] = {}
            for k, step in enumerate(telescope.steps):
                if step.elementary is None:
                    break
                now = dict(step.cumulative)
                bundle = telescope.site, telescope.measure, step.elementary, telescope.category
                if now != before and bundle in cost:
                    for cohort in {*now, *before}:
                        j = self.index["a", telescope.site, telescope.measure, cohort]
                        cost[bundle][j] += now.get(cohort, Fraction(0)) - before.get(cohort, Fraction(0))
                    if not (whole and all(rate.denominator == 1 for rate in [*now.values(), *before.values()])):
                        up[bundle] += 1
                        down[bundle] += k > 0
                before = now
        for bundle, terms in cost.items():
            row = {j: -v for j, v in terms.items()} | {j: Fraction(1) for _, j in self.by_bundle[bundle]}
            self.row(("cost_balance", bundle), row, -down[bundle], up[bundle])


@dataclass
class Question:
    """One published price: the annuity, and each side as (state, change, error, range in cents), in the unit of the stage."""

    fund: str
    year: int
    recipient: str
    act: str
    more: tuple[str, str | None, str | None, int | None]
    less: tuple[str, str | None, str | None, int | None]


@dataclass
class PriceVerdict:
    problems: list[str] = field(default_factory=list)
    compared: int = 0
    kinks: int = 0  # annuities of which a euro more and a euro less have prices of another size
    zero: int = 0
    ranges: int = 0  # prices that were held against the exact ones at the far end of their range too
    impossible: int = 0
    left_out: int = 0
    wide: int = 0  # compared with an interval of the oracle's that is wider than a millionth


class HeldStage:
    """The least value of a stage under the published caps of those before it, units held."""

    def __init__(self, plan: Plan, stage: int, caps: list[Fraction], starts: dict) -> None:
        model = Model(plan)
        stages = stages_of(model)
        self.scale = stages[stage].scale
        self.model = model
        relaxation = UntiedRelaxation(model)
        objectives = [relaxation.objective(s) for s in stages[: stage + 1]]
        self.lp = ExactLp(relaxation)
        self.hold(relaxation, starts)
        for i, ((terms, constant), cap) in enumerate(zip(objectives[:stage], caps)):
            self.lp.add(RowOf(("cap", i), dict(terms), None, cap - constant))
        self.lp.aim(*objectives[stage])

    def hold(self, relaxation: Relaxation, starts: dict) -> None:
        def started(zone: str, measure: str, until: int | None) -> Fraction:
            return sum((units for (site, m, t), units in starts.items()
                        if site == zone and m == measure and (until is None or t <= until)), Fraction(0))

        for j, column in enumerate(relaxation.columns):
            if not column.whole:
                continue
            kind = column.name[0]
            if kind == "a":
                value = starts.get(column.name[1:], Fraction(0))
            elif kind == "begun":
                _, zone, measure, until = column.name
                least = Fraction(1) if self.model.measures[measure].whole else LEAST_START
                value = Fraction(started(zone, measure, until) >= least)
            else:  # which of two that exclude each other
                _, number, zone, _ = column.name
                value = Fraction(started(zone, self.model.plan.links[number].other, None) == 0)
            self.lp.bound(j, value, value)

    def least(self) -> Optimum:
        return self.lp.minimize()


def row_of(plan: Plan, model: Model, question: Question) -> int | None:
    """The row of annuities that stands for it; of a pool the member with most money."""
    for annuity in model.annuities:
        if annuity.tail is not None or (annuity.fund, annuity.year, annuity.recipient, annuity.act) != (
                question.fund, question.year, question.recipient, question.act):
            continue
        towns = {name for name, _ in annuity.members} or {annuity.recipient}
        rows = [i for i, row in enumerate(plan.annuities) if row.fund == annuity.fund and row.year == annuity.year
                and row.territory in towns and (annuity.members or (row.act or "") == question.act)]
        return max(rows, key=lambda i: plan.annuities[i].amount_eur) if rows else None
    return None


def with_euro(plan: Plan, row: int, euro: int) -> Plan:
    """The plan with so many cents more on one row of annuities."""
    changed = Row(plan.annuities[row])
    for column in ("amount_eur", "gross_eur"):
        if changed[column] is not None:
            changed[column] += euro
    return replace(plan, tables=plan.tables | {"annuities": [*plan.annuities[:row], changed, *plan.annuities[row + 1 :]]})


def judge_prices(folder: str, stage: int, caps: list[str], starts: list[dict], questions: list[Question]) -> PriceVerdict:
    """Hold published prices against exact ones."""
    from .timeline import period_text

    verdict = PriceVerdict()
    plan = read_package(folder)
    model = Model(plan)
    scales = [s.scale for s in stages_of(model)]
    kept = [Fraction(cap) * scale for cap, scale in zip(caps, scales)]
    periods = {period_text(p): p.index for p in model.horizon}
    held = {(row["territory"], row["measure"], periods[row["period"]]): Fraction(row["units"]) for row in starts}
    base = HeldStage(plan, stage, kept, held)
    now = base.least()
    if now.lower is None or now.upper is None:
        verdict.left_out += 2 * len(questions)
        return verdict
    for question in questions:
        row = row_of(plan, model, question)
        if row is None:
            verdict.left_out += 2
            continue
        exact = {}
        for side, euro in (("more", EURO), ("less", -EURO)):
            state, change, error, far = getattr(question, side)
            if state in ("no_amount", "refused"):
                continue
            then = HeldStage(with_euro(plan, row, euro), stage, kept, held).least()
            where = f"{question.fund} {question.year} {question.recipient} {side}"
            if then.status == "infeasible":
                verdict.impossible += 1
                if state != "impossible":
                    verdict.problems.append(f"{where}: no plan at all, called {state} {change}")
                continue
            if then.lower is None or then.upper is None:
                verdict.left_out += 1
                continue
            # where the oracle finds no exact vertex, it still knows the value between two exact ends that nearly meet
            low, high = (then.lower - now.upper) / base.scale, (then.upper - now.lower) / base.scale
            exact[side] = low, high
            verdict.compared += 1
            verdict.zero += low <= 0 <= high
            if state not in ("solved", "zero"):
                verdict.problems.append(f"{where}: called {state}, exactly {float(low)}")
                continue
            # boxes of starts are whole nano-units in the library, and columns of gaps whole parts per billion
            slack = Fraction(error) + max(abs(low), abs(high)) / 10**6 + Fraction(1, 10**10)
            if not low - slack <= Fraction(change) <= high + slack:
                verdict.problems.append(f"{where}: {float(Fraction(change))} +- {float(Fraction(error))}, exactly {float(low)} to {float(high)}")
            verdict.wide += (high - low) > Fraction(1, 10**6)
            if far is not None and far > EURO:
                verdict.ranges += 1
                end = HeldStage(with_euro(plan, row, far if euro > 0 else -far), stage, kept, held).least()
                if end.lower is None or end.upper is None:
                    verdict.left_out += 1
                    continue
                each = [(end.lower - now.upper) / base.scale / (far // EURO), (end.upper - now.lower) / base.scale / (far // EURO)]
                if not each[0] - 10 * slack <= Fraction(change) <= each[1] + 10 * slack:
                    verdict.problems.append(f"{where}: {float(Fraction(change))} up to {far} cents, there exactly {float(each[0])}")
        if len(exact) == 2:
            (least, _), (_, most) = exact["less"], exact["more"]
            verdict.kinks += least > -most + Fraction(1, 10**6)  # by convexity one euro less never costs less than one more brings
    return verdict
