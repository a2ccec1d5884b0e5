"""The published tables of money, worked out again from the plan, the starts and the spend rows: `funds`, `pooled`, `mappafondo`,
`dues_beyond_horizon`. Amounts are cents, days are ISO text, what is empty is None.

Of `unusable_eur` there are the ends alone: all of what nobody may be paid with, nothing of what a measure without any limit could
take. Between them what limits leave room for "one start at a time" is told in words, and no formula is agreed on.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from fractions import Fraction
from functools import cached_property
from typing import Iterable

from .package import Row, day_after
from .semantics import Annuity, Model
from .stages import Allocation, Values
from .timeline import add_months, year_fraction

# What tells the rows of a table apart.
KEYS = {
    "funds": ("fund", "year", "recipient", "act"),
    "pooled": ("fund", "year", "municipality", "act"),
    "mappafondo": ("fund", "year", "recipient", "act", "use", "category"),
    "dues_beyond_horizon": ("territory", "measure", "category", "due_from", "per_year"),
}


def last_day(end: dt.date) -> str:
    return (end - dt.timedelta(days=1)).isoformat()


def status_of(rows: Iterable[Row]) -> str:
    """Of money of several rows: only expected where any of it is; none where nothing is given."""
    found = {row.status for row in rows}
    return next(status for status in ("expected", "assigned", "none") if status in found)


def largest_remainder(total: int, weights: list[int]) -> list[int]:
    """Parts of `total` by weight: rounded down, then a cent more for each of the largest fractions; ties to the first."""
    whole = sum(weights)
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [math.floor(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:total - sum(parts)]:
        parts[i] += 1
    return parts


class MoneyTables:
    def __init__(self, model: Model, allocation: Allocation) -> None:
        self.model = model
        self.allocation = allocation
        self.used = Values(model, allocation).used

    def act(self, a: Annuity) -> str | None:
        return "projected" if a.tail is not None else a.act or None

    @cached_property
    def funds(self) -> list[dict]:
        """One row for each annuity, a pool being one; windows as far as they are in the horizon."""
        return [dict(fund=a.fund, year=a.year, recipient=a.recipient, act=self.act(a), spend_from=a.start.isoformat(),
                     spend_to=last_day(a.end), status=status_of(a.rows), projected=a.tail is not None, amount=a.amount,
                     used=self.used[a.index], left=a.amount - self.used[a.index],
                     lapses_on=last_day(a.last_end) if a.at_risk else None) for a in self.model.annuities]

    @cached_property
    def unusable(self) -> dict[tuple, tuple[int, int]]:
        """Key of a row of funds -> least and most of what is left that no measure could take."""
        model, plan = self.model, self.model.plan
        limited = {m for m in model.startable for row in plan.measure_limits if model.in_subset("measure", row.measure, m)}
        limited |= {row.measure for row in plan.links} | {row.other for row in plan.links}
        limited |= {row.measure for row in plan.deliveries if row.persons_per_unit}
        limited |= {m for m, row in model.measures.items() if row.distinct_group}
        columns: dict[int, set[bool]] = defaultdict(set)  # whether some limit bears on it
        for index, bundle in model.columns:
            right = model.rights[model.annuities[index].fund, bundle]
            columns[index].add(bundle[1] in limited or right.max_eur is not None or right.max_share is not None)
        out = {}
        for a, row in zip(model.annuities, self.funds):
            out[tuple(row[name] for name in KEYS["funds"])] = (0 if columns[a.index] else row["left"],
                                                               0 if False in columns[a.index] else row["left"])
        return out

    @cached_property
    def pooled(self) -> list[dict]:
        """What each pool has spent in the horizon, split back on the amounts of its rows; parts of nothing are not listed."""
        out = []
        for a in self.model.annuities:
            if a.members and a.tail is None and self.used[a.index]:
                rows = sorted(a.rows, key=lambda row: (row.territory.encode(), (row.act or "").encode()))
                parts = largest_remainder(self.used[a.index], [row.amount_eur for row in rows])
                out += [dict(municipality=row.territory, fund=a.fund, year=a.year, act=row.act, amount=part)
                        for row, part in zip(rows, parts) if part]
        return out

    @cached_property
    def mappafondo(self) -> list[dict]:
        """Of each annuity of the horizon what it pays by measure and category, then its rest: bound (by data, or taken by what
        exists) and free. In every row assigned = bound + free + used; the deadline is the window's own, within the horizon or
        after it."""
        uses: dict[int, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
        for (index, (_, measure, _, category)), cents in self.allocation.spend.items():
            uses[index][measure, category] += cents
        out = []
        for a in self.model.annuities:
            if a.tail is not None:
                continue
            bound = a.assigned - a.amount + sum(row.bound_eur or 0 for row in a.rows)
            lines = [(measure, category, 0, 0, cents) for (measure, category), cents in uses[a.index].items() if cents]
            for use, category, held, free, used in [*lines, (None, None, bound, a.amount - self.used[a.index], 0)]:
                out.append(dict(fund=a.fund, act=self.act(a), tier=self.model.funds[a.fund].tier, year=a.year,
                                recipient=a.recipient, use=use, category=category, deadline=last_day(a.last_end),
                                assigned=held + free + used, bound=held, free=free, used=used))
        return out

    @cached_property
    def dues_beyond_horizon(self) -> list[dict]:
        """What falls due after the tail, by day: payments of unit lines on their days, running cost on the first day after the
        tail. A service that ends has one amount to its end, one without end that of a year. What is rounded apart adds up."""
        cents: dict[tuple, int] = defaultdict(int)
        exact: dict[tuple, Fraction] = defaultdict(Fraction)
        for (site, measure, t), units in self.allocation.starts.items():
            for category in self.model.categories(measure):
                for day, part in self.payments(site, measure, category, t, units):
                    cents[site, measure, category, day, False] += part
                endless = self.model.service(measure, self.model.periods[t])[1] is None
                exact[site, measure, category, self.after, endless] += units * self.running(site, measure, category, t)
        for key, value in exact.items():
            cents[key] += math.ceil(value)
        return [dict(territory=site, measure=measure, category=category, due_from=day.isoformat(), per_year=endless,
                     amount=value) for (site, measure, category, day, endless), value in cents.items() if value]

    @cached_property
    def after(self) -> dt.date:
        """The first day after the tail."""
        return self.model.periods[-1].end

    def payments(self, site: str, measure: str, category: str, t: int, units: Fraction) -> Iterable[tuple[dt.date, int]]:
        """(day, cents) after the tail of one cohort's unit line, each in its place in the rounding of the whole."""
        model, first = self.model, self.model.periods[t].start
        row = model.rate_on(model.cost_rows(measure, category, "unit", model.sites[site].place), first)
        if row is None:
            return
        share, before = Fraction(0), 0
        for month, part in model.profile(row):
            share += part
            now = math.ceil(units * row.amount_eur * share)
            day = add_months(first, month)
            if day >= self.after and now > before:
                yield day, now - before
            before = now

    def running(self, site: str, measure: str, category: str, t: int) -> Fraction:
        """Cents per unit of one cohort after the tail: to its end, or of a year at the rate in force on the first day."""
        model = self.model
        rows = model.cost_rows(measure, category, "unit_year", model.sites[site].place)
        begin, end = model.service(measure, model.periods[t])
        if end is None:
            row = model.rate_on(rows, self.after)
            return Fraction(row.amount_eur if row else 0)
        first = max(begin, self.after)
        return sum((row.amount_eur * year_fraction(max(first, row["from"] or first),
                                                   min(end, day_after(row["to"])) if row["to"] else end)
                    for row in rows), Fraction(0))


def differences(table: str, published: list[dict], own: list[dict]) -> list[str]:
    """Rows that are too many, missing or different; order does not matter, columns that the oracle lacks are not read."""
    keys = KEYS[table]
    found: dict[tuple, list[dict]] = defaultdict(list)
    wanted: dict[tuple, list[dict]] = defaultdict(list)
    for rows, by_key in ((published, found), (own, wanted)):
        for row in rows:
            by_key[tuple(row[name] for name in keys)].append(row)
    out = []
    for key in sorted({*found, *wanted}, key=str):
        columns = [name for name in (wanted.get(key) or found[key])[0] if name not in keys]
        theirs, mine = (Counter(tuple(row[name] for name in columns) for row in rows.get(key, ())) for rows in (found, wanted))
        if theirs != mine:
            too_many, missing = ([dict(zip(columns, row)) for row in rest.elements()] for rest in (theirs - mine, mine - theirs))
            out.append(f"{table} {key} published {too_many} recomputed {missing}")
    return out
