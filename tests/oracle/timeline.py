"""Time: half-open days, the year fraction, periods and elementary periods."""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

MONTHS = {"year": 12, "half": 6, "quarter": 3}


@lru_cache(maxsize=None)
def phi(day: dt.date) -> Fraction:
    """year + (month-1)/12 + (day-1)/(12 x days in the month)."""
    days = _calendar.monthrange(day.year, day.month)[1]
    return day.year + Fraction(day.month - 1, 12) + Fraction(day.day - 1, 12 * days)


def year_fraction(start: dt.date, end: dt.date) -> Fraction:
    """Of the half-open stretch [start, end); 0 where it is empty."""
    return phi(end) - phi(start) if start < end else Fraction(0)


@lru_cache(maxsize=None)
def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; only first days of a month are asked for here."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, day.day)


@dataclass(frozen=True)
class Period:
    index: int
    start: dt.date
    end: dt.date
    tail: bool

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def length(self) -> Fraction:
        return year_fraction(self.start, self.end)


@dataclass(frozen=True)
class Elementary:
    index: int
    period: int
    start: dt.date
    end: dt.date
    tail: bool

    @property
    def length(self) -> Fraction:
        return year_fraction(self.start, self.end)

    @property
    def text(self) -> str:
        return period_text(self)


def period_text(stretch) -> str:
    """'first day/last day', both included, as result tables write it."""
    return f"{stretch.start.isoformat()}/{(stretch.end - dt.timedelta(days=1)).isoformat()}"


def periods_of(start: dt.date, end: dt.date, period: str, tail_years: int) -> list[Period]:
    """Service periods of the horizon, then one yearly period for each tail year."""
    if start.day != 1 or end.day != 1:
        raise ValueError("the horizon is made of whole months")
    out: list[Period] = []
    day = start
    while day < end:
        following = add_months(day, MONTHS[period])
        out.append(Period(len(out), day, following, False))
        day = following
    if day != end:
        raise ValueError("the horizon is not a whole number of periods")
    for _ in range(tail_years):
        following = add_months(day, 12)
        out.append(Period(len(out), day, following, True))
        day = following
    return out


def elementary_of(periods: list[Period], cuts: set[dt.date]) -> list[Elementary]:
    """Each period cut at every date strictly inside it."""
    out: list[Elementary] = []
    for period in periods:
        inside = sorted(day for day in cuts if period.start < day < period.end)
        edges = [period.start, *inside, period.end]
        for start, end in zip(edges, edges[1:]):
            out.append(Elementary(len(out), period.index, start, end, period.tail))
    return out
