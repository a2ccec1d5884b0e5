"""What a plan means: timeline, sites, service, dues, who may pay. All exact: Fractions, ints (cents), dates."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from .package import Plan, PlanError, Row, day_after
from .timeline import Elementary, Period, add_months, elementary_of, periods_of, year_fraction

NANO = 10**9


@dataclass(frozen=True)
class Site:
    """Where a measure is started. `place` is the territory whose rows of the plan apply."""

    id: str
    kind: str  # zone, region, association
    place: str


@dataclass(frozen=True)
class Annuity:
    index: int
    fund: str
    year: int
    recipient: str
    act: str
    amount: int  # what may be planned, in cents
    assigned: int  # amount_eur of the table, whatever the status
    start: dt.date  # clipped to the horizon
    end: dt.date
    last_end: dt.date  # not clipped
    tail: int | None  # index of the tail period that it belongs to
    members: tuple[tuple[str, int], ...] = ()  # pooled municipalities and their amounts
    at_risk: bool = False
    acts: frozenset[str] = frozenset()  # its own; of pooled money those of its municipalities
    rows: tuple[Row, ...] = field(default=(), compare=False)  # of the plan; of the tail those of the last competence year


@dataclass(frozen=True)
class Step:
    """The cumulative exact due after one payment of a telescope, as cents per unit of each cohort."""

    elementary: int | None  # None: later than the tail
    cumulative: tuple[tuple[int, Fraction], ...]  # (period of the start, cents per unit)


@dataclass(frozen=True)
class Telescope:
    site: str
    measure: str
    category: str
    steps: tuple[Step, ...]


Bundle = tuple[str, str, int, str]  # site, measure, elementary period, category


class Model:
    """Derived facts of one plan. Nothing here decides anything."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.territories = {row.territory: row for row in plan.territories}
        self.measures = {row.measure: row for row in plan.measures}
        self.funds = {row.fund: row for row in plan.funds}
        self.levels = {row.level: row for row in plan.service_levels}
        self.groups = {row.group: row for row in plan.beneficiary_groups}
        self._lines: dict[str, list[str]] = {}
        parents = {row.parent for row in plan.measures if row.parent}
        self.startable = [m for m in self.measures if m not in parents]
        self.zones = [row.territory for row in plan.territories if row.kind == "zone" and self.valid(row)]
        populations = [row.indicator for row in plan.indicators if row.role == "population"]
        if len(populations) != 1:
            raise PlanError("exactly one indicator is the population")
        self.population = populations[0]
        self._values: dict[tuple[str, str], dict[int, Fraction]] = defaultdict(dict)
        for row in plan.indicator_values:
            self._values[row.indicator, row.territory][row.year] = row.value
        self._projection = {row.indicator: row.projection for row in plan.indicators}

    # --- territories ------------------------------------------------------------------------------------------

    def ancestors(self, territory: str) -> list[str]:
        """The territory itself first, then upward."""
        if territory not in self._lines:
            parent = self.territories[territory].parent
            self._lines[territory] = [territory, *(self.ancestors(parent) if parent else [])]
        return self._lines[territory]

    def inside(self, territory: str, of: str) -> bool:
        return of in self.ancestors(territory)

    def region_of(self, territory: str) -> str | None:
        return next((t for t in self.ancestors(territory) if self.territories[t].kind == "region"), None)

    def eu_category(self, site: Site) -> str | None:
        return next((self.territories[t].eu_category for t in self.ancestors(site.place)
                     if self.territories[t].eu_category), None)

    def in_group(self, territory: str, group: str) -> bool:
        return group in (self.territories[territory].groups or "").split(";")

    def municipalities(self, zone: str) -> list[str]:
        """Those valid on the first day of the horizon."""
        return [t for t, row in self.territories.items()
                if row.kind == "municipality" and row.parent == zone and self.valid(row)]

    def valid(self, row: Row) -> bool:
        first = self.plan.start
        return ((row.valid_from is None or row.valid_from <= first) and (row.valid_to is None or first <= row.valid_to))

    def zone_of(self, territory: str) -> str | None:
        return next((t for t in self.ancestors(territory) if self.territories[t].kind == "zone"), None)

    def indicator(self, indicator: str, territory: str, year: int) -> Fraction:
        values = self._values.get((indicator, territory), {})
        if year in values:
            return values[year]
        if self._projection[indicator] == "last_known":
            known = [y for y in values if y < year]
            if known:
                return values[max(known)]
        raise PlanError(f"no value of {indicator} for {territory} in {year}")

    # --- time -------------------------------------------------------------------------------------------------

    @cached_property
    def periods(self) -> list[Period]:
        return periods_of(self.plan.start, self.plan.end, self.plan.period, self.plan.tail_years)

    @cached_property
    def horizon(self) -> list[Period]:
        return [p for p in self.periods if not p.tail]

    @cached_property
    def elementary(self) -> list[Elementary]:
        cuts: set[dt.date] = set()
        for row in self.plan.annuities:
            for day in (row.spend_from, day_after(row.spend_to)):
                if day < self.plan.end:  # windows are clipped to the horizon
                    cuts.add(day)
        for row in self.plan.eligibility:
            if row["from"]:
                cuts.add(row["from"])
            if row["to"]:
                cuts.add(day_after(row["to"]))
        return elementary_of(self.periods, cuts)

    @cached_property
    def horizon_length(self) -> Fraction:
        return year_fraction(self.plan.start, self.plan.end)

    # --- sites ------------------------------------------------------------------------------------------------

    @cached_property
    def sites(self) -> dict[str, Site]:
        out = {z: Site(z, "zone", z) for z in self.zones}
        for measure in self.startable:
            if self.measures[measure].owner == "region":
                for zone in self.zones:
                    region = self.region_of(zone)
                    if region:
                        out.setdefault(region, Site(region, "region", region))
        for row in self.plan.associations:
            members = [r.territory for r in self.plan.associations if r.association == row.association]
            common = next(t for t in self.ancestors(members[0]) if all(self.inside(z, t) for z in members))
            out.setdefault(row.association, Site(row.association, "association", common))
        return out

    @cached_property
    def starters(self) -> list[tuple[str, str]]:
        """(site, measure) pairs in plan order: what may be started at all."""
        out = []
        for measure in self.startable:
            if self.measures[measure].owner == "region":
                out += [(s.id, measure) for s in self.sites.values() if s.kind == "region"]
            else:
                out += [(z, measure) for z in self.zones]
        out += sorted({(row.association, row.measure) for row in self.plan.associations})
        return sorted(set(out), key=lambda pair: (pair[0].encode(), pair[1].encode()))

    @cached_property
    def shares(self) -> dict[tuple[str, str], dict[str, Fraction]]:
        """Part of each zone in what (site, measure) delivers and owes; a zone's own site has the whole."""
        out: dict[tuple[str, str], dict[str, Fraction]] = {}
        for site, measure in self.starters:
            kind = self.sites[site].kind
            if kind == "zone":
                out[site, measure] = {site: Fraction(1)}
            elif kind == "association":
                out[site, measure] = {r.territory: r.share for r in self.plan.associations
                                      if r.association == site and r.measure == measure}
            else:
                key = self.measures[measure].serve_by
                year = self.plan.start.year
                sizes = {z: self.indicator(key, z, year) for z in self.zones if self.inside(z, site)}
                total = sum(sizes.values())
                out[site, measure] = {z: size / total for z, size in sizes.items()}
        return out

    # --- service ----------------------------------------------------------------------------------------------

    def service(self, measure: str, period: Period) -> tuple[dt.date, dt.date | None]:
        """First day in service and the day after the last (None: never ends) of a start in `period`."""
        row = self.measures[measure]
        begin = add_months(period.start, row.delay_months or 0)
        return begin, None if row.life_months == "unlimited" else add_months(begin, int(row.life_months))

    def may_start(self, measure: str, period: Period) -> bool:
        row = self.measures[measure]
        return (not period.tail and (row.start_from is None or row.start_from <= period.start)
                and (row.start_to is None or period.start <= row.start_to))

    @cached_property
    def cohorts(self) -> dict[str, list[Period]]:
        return {m: [p for p in self.horizon if self.may_start(m, p)] for m in self.startable}

    @cached_property
    def fractions(self) -> dict[tuple[str, str], list[dict[int, Fraction]]]:
        """(measure, 'average' or 'end') -> for each period of the horizon, cohort -> part in service."""
        out = {}
        for measure in self.startable:
            average: list[dict[int, Fraction]] = []
            ending: list[dict[int, Fraction]] = []
            for period in self.horizon:
                parts, ends = {}, {}
                for cohort in self.cohorts[measure]:
                    begin, end = self.service(measure, cohort)
                    until = period.end if end is None else min(end, period.end)
                    part = year_fraction(max(begin, period.start), until) / period.length
                    if part:
                        parts[cohort.index] = part
                    if begin < period.end and (end is None or end >= period.end):
                        ends[cohort.index] = Fraction(1)
                average.append(parts)
                ending.append(ends)
            out[measure, "average"] = average
            out[measure, "end"] = ending
        return out

    # --- costs ------------------------------------------------------------------------------------------------

    def _place_rank(self, row: Row, place: str) -> tuple[int, int] | None:
        """How specific a row is for a place: (2, depth) territory, (1, 0) group, (0, 0) general; None: not for it."""
        if row.territory:
            line = self.ancestors(place)
            return (2, -line.index(row.territory)) if row.territory in line else None
        if row.territory_group:
            return (1, 0) if self.in_group(place, row.territory_group) else None
        return (0, 0)

    def _best_rows(self, rows: list[Row], place: str) -> list[Row]:
        ranked = [(self._place_rank(row, place), row) for row in rows]
        known = [rank for rank, _ in ranked if rank is not None]
        return [row for rank, row in ranked if rank == max(known)] if known else []

    def cost_rows(self, measure: str, category: str, per: str, place: str) -> list[Row]:
        """The rows of the most specific tier, whatever their dates."""
        rows = [r for r in self.plan.measure_costs
                if r.measure == measure and r.category == category and r.per == per]
        return self._best_rows(rows, place)

    def rate_on(self, rows: list[Row], day: dt.date) -> Row | None:
        found = [r for r in rows if (r["from"] is None or r["from"] <= day) and (r["to"] is None or day <= r["to"])]
        if len(found) > 1:
            raise PlanError("two cost rows in force on one day")
        return found[0] if found else None

    @staticmethod
    def profile(row: Row) -> list[tuple[int, Fraction]]:
        if not row.profile:
            return [(0, Fraction(1))]
        parts = [part.split(":") for part in row.profile.split()]
        return sorted((int(month), Fraction(share)) for month, share in parts)

    def categories(self, measure: str) -> list[str]:
        return sorted({r.category for r in self.plan.measure_costs if r.measure == measure})

    def elementary_at(self, day: dt.date) -> int | None:
        return next((e.index for e in self.elementary if e.start <= day < e.end), None)

    @cached_property
    def telescopes(self) -> list[Telescope]:
        out: list[Telescope] = []
        for site, measure in self.starters:
            place = self.sites[site].place
            for category in self.categories(measure):
                out += self._unit_telescopes(site, measure, category, place)
                out += self._running_telescopes(site, measure, category, place)
        return out

    @cached_property
    def telescopes_of(self) -> dict[tuple[str, str], list[Telescope]]:
        out: dict[tuple[str, str], list[Telescope]] = defaultdict(list)
        for telescope in self.telescopes:
            out[telescope.site, telescope.measure].append(telescope)
        return out

    def _unit_telescopes(self, site: str, measure: str, category: str, place: str) -> list[Telescope]:
        rows = self.cost_rows(measure, category, "unit", place)
        out = []
        for cohort in self.cohorts[measure]:
            row = self.rate_on(rows, cohort.start)
            if row is None or row.amount_eur == 0:
                continue
            total, steps = Fraction(0), []
            for month, share in self.profile(row):
                total += share
                where = self.elementary_at(add_months(cohort.start, month))
                steps.append(Step(where, ((cohort.index, row.amount_eur * total),)))
            out.append(Telescope(site, measure, category, tuple(steps)))
        return out

    def _running_telescopes(self, site: str, measure: str, category: str, place: str) -> list[Telescope]:
        rows = [r for r in self.cost_rows(measure, category, "unit_year", place) if r.amount_eur]
        out = []
        if not rows:
            return out
        for period in self.periods:
            sums: dict[int, Fraction] = defaultdict(Fraction)
            steps = []
            for e in self.elementary:
                if e.period != period.index:
                    continue
                for cohort in self.cohorts[measure]:
                    begin, end = self.service(measure, cohort)
                    for row in rows:
                        start = max(begin, e.start, row["from"] or e.start)
                        stop = min(e.end, end or e.end, day_after(row["to"]) if row["to"] else e.end)
                        sums[cohort.index] += row.amount_eur * year_fraction(start, stop)
                steps.append(Step(e.index, tuple((c, v) for c, v in sums.items() if v)))
            if sums and any(sums.values()):
                out.append(Telescope(site, measure, category, tuple(steps)))
        return out

    @cached_property
    def bundles(self) -> list[Bundle]:
        """Where something can fall due, in plan order (site, measure, elementary period, category)."""
        out: set[Bundle] = set()
        for telescope in self.telescopes:
            before: dict[int, Fraction] = {}
            for step in telescope.steps:
                now = dict(step.cumulative)
                if now != before and step.elementary is not None:
                    out.add((telescope.site, telescope.measure, step.elementary, telescope.category))
                before = now
        return sorted(out, key=lambda b: (b[0].encode(), b[1].encode(), b[2], b[3].encode()))

    def dues(self, starts: dict[tuple[str, str, int], Fraction]) -> dict[Bundle, int]:
        """Cents of every bundle; what falls due after the tail is left out."""
        out: dict[Bundle, int] = defaultdict(int)
        started = {(site, measure) for (site, measure, _), units in starts.items() if units}
        for telescope in (t for pair in started for t in self.telescopes_of.get(pair, ())):
            before = 0
            for step in telescope.steps:
                exact = sum((rate * starts.get((telescope.site, telescope.measure, cohort), 0)
                             for cohort, rate in step.cumulative), Fraction(0))
                now = math.ceil(exact)
                if now != before and step.elementary is not None:
                    out[telescope.site, telescope.measure, step.elementary, telescope.category] += now - before
                before = now
        return {bundle: value for bundle, value in out.items() if value}

    def running_rate(self, site: str, measure: str, day: dt.date) -> int:
        """Sum of the unit_year rates in force on a day, in cents."""
        place = self.sites[site].place
        total = 0
        for category in self.categories(measure):
            row = self.rate_on(self.cost_rows(measure, category, "unit_year", place), day)
            total += row.amount_eur if row else 0
        return total

    # --- money ------------------------------------------------------------------------------------------------

    @cached_property
    def annuities(self) -> list[Annuity]:
        """Real ones first (pooled municipal money as one per zone), in plan order, then those of the tail."""
        plan = self.plan
        rows: list[dict] = []
        pools: dict[tuple, list[Row]] = defaultdict(list)
        for row in plan.annuities:
            fund = self.funds[row.fund]
            if self.territories[row.territory].kind == "municipality" and (fund.pooling or "pooled") == "pooled":
                pools[row.fund, row.year, self.zone_of(row.territory), row.spend_from, row.spend_to].append(row)
            else:
                rows.append(dict(fund=row.fund, year=row.year, recipient=row.territory, act=row.act or "",
                                 assigned=row.amount_eur, status=row.status, first=row.spend_from,
                                 last_end=day_after(row.spend_to), members=(), acts=frozenset([row.act or ""]), rows=(row,)))
        for (fund, year, zone, first, last), members in pools.items():
            rows.append(dict(fund=fund, year=year, recipient=zone, act="; ".join(sorted({r.act for r in members if r.act})),
                             assigned=sum(r.amount_eur for r in members), status="assigned", first=first,
                             last_end=day_after(last),
                             members=tuple(sorted((r.territory, r.amount_eur) for r in members)),
                             acts=frozenset(r.act or "" for r in members), rows=tuple(members)))
        rows.sort(key=lambda r: (r["fund"].encode(), r["year"], r["recipient"].encode(), r["act"].encode()))
        taken = self._baseline_taken(rows)
        out: list[Annuity] = []
        for row, used in zip(rows, taken):
            out.append(Annuity(len(out), row["fund"], row["year"], row["recipient"], row["act"],
                               row["assigned"] - used, row["assigned"], max(row["first"], plan.start),
                               min(row["last_end"], plan.end), row["last_end"], None, row["members"],
                               row["last_end"] <= plan.end, row["acts"], row["rows"]))
        for fund in self.funds.values():
            if not fund.recurrent:
                continue
            last: dict[str, list[Annuity]] = {}
            for a in [a for a in out if a.fund == fund.fund and a.tail is None]:
                last[a.recipient] = [b for b in last.get(a.recipient, ()) if b.year == a.year] + [a]
            for recipient in sorted(last, key=str.encode):
                amount = sum(a.assigned for a in last[recipient])
                for p in self.periods:
                    if p.tail:
                        out.append(Annuity(len(out), fund.fund, p.year, recipient, "", amount, amount, p.start, p.end,
                                           p.end, p.index, rows=tuple(row for a in last[recipient] for row in a.rows)))
        return out

    @cached_property
    def current_spending(self) -> dict[tuple[str, str, str, str, str], int]:
        """(fund, territory, measure, period, category) -> cents of the current plan; its tail weighs nothing."""
        out: dict[tuple[str, str, str, str, str], int] = defaultdict(int)
        for row in self.plan.current_plan:
            if dt.date.fromisoformat(row.period[:10]) < self.plan.end:
                out[row.fund, row.territory, row.measure, row.period, row.category] += row.amount_eur
        return dict(out)

    def _baseline_taken(self, rows: list[dict]) -> list[int]:
        """Cents that existing supply takes from each annuity first (baseline = in_annuities)."""
        taken = [0] * len(rows)
        if self.plan.baseline != "in_annuities":
            return taken
        for supply in self.plan.service_supply:
            if not supply.paid_by or supply.paid_by == "outside":
                continue
            need = math.ceil(supply.units * supply.unit_cost_eur)
            first, last = dt.date(supply.year, 1, 1), dt.date(supply.year + 1, 1, 1)
            usable = [i for i, r in enumerate(rows)
                      if r["fund"] == supply.paid_by and r["recipient"] == supply.territory
                      and r["first"] < last and r["last_end"] > first]
            usable.sort(key=lambda i: (rows[i]["last_end"], rows[i]["year"], i))
            for i in usable:
                part = min(need, rows[i]["assigned"] - taken[i])
                taken[i] += part
                need -= part
            if need:
                raise PlanError(f"existing supply of {supply.level} in {supply.territory} is not paid for")
        return taken

    def may_pay(self, recipient: str, site: Site, measure: str) -> bool:
        """The site's own territory, its ancestors, its municipalities; for shared sites each served zone's money."""
        if recipient in self.ancestors(site.place):
            return True
        zones = self.shares[site.id, measure] if site.kind != "zone" else [site.id]
        return any(self.inside(recipient, zone) for zone in zones)

    def eligibility_rows(self, fund: str, measure: str, category: str, place: str) -> list[Row]:
        """The rows of the most specific tier; measure and place are compared apart."""
        line = [measure]
        while self.measures[line[-1]].parent:
            line.append(self.measures[line[-1]].parent)
        ranked = []
        for row in self.plan.eligibility:
            if row.fund == fund and row.category == category and row.measure in line:
                rank = self._place_rank(row, place)
                if rank is not None:
                    ranked.append(((-line.index(row.measure), rank), row))
        if not ranked:
            return []
        best = (max(r[0] for r, _ in ranked), max(r[1] for r, _ in ranked))
        chosen = [row for rank, row in ranked if rank == best]
        if not chosen:
            raise PlanError(f"ambiguous eligibility of {fund} for {measure} in {place}")
        return chosen

    def may_ever_pay(self, fund: str, measure: str, category: str, place: str, tail: bool) -> bool:
        """Whether eligibility covers some elementary period of the horizon (or tail), whatever is due there."""
        return any(self.covers(row, span) for row in self.eligibility_rows(fund, measure, category, place)
                   for span in self.elementary if span.tail == tail)

    @staticmethod
    def covers(row: Row, span: Elementary) -> bool:
        return ((row["from"] is None or row["from"] <= span.start)
                and (row["to"] is None or span.end <= day_after(row["to"])))

    @cached_property
    def rights(self) -> dict[tuple[str, Bundle], Row]:
        """(fund, bundle) -> the eligibility row that allows the fund to pay there."""
        out = {}
        cache: dict[tuple, list[Row]] = {}
        for bundle in self.bundles:
            site, measure, e, category = bundle
            span = self.elementary[e]
            for fund in self.funds:
                key = (fund, measure, category, self.sites[site].place)
                if key not in cache:
                    cache[key] = self.eligibility_rows(*key)
                for row in cache[key]:
                    if self.covers(row, span):
                        out[fund, bundle] = row
        return out

    @cached_property
    def columns(self) -> list[tuple[int, Bundle]]:
        """(annuity, bundle): where money may flow."""
        by_fund: dict[str, list[Annuity]] = defaultdict(list)
        for a in self.annuities:
            by_fund[a.fund].append(a)
        out = []
        for fund, bundle in self.rights:
            site, measure, e, _ = bundle
            span = self.elementary[e]
            for a in by_fund[fund]:
                fits = (a.tail == span.period) if span.tail else (a.tail is None and a.start <= span.start
                                                                  and span.end <= a.end)
                if fits and self.may_pay(a.recipient, self.sites[site], measure):
                    out.append((a.index, bundle))
        return sorted(out)

    def co_financing(self, fund: str, site: Site, measure: str) -> Row | None:
        """The row in force; a fund of tier eu needs one."""
        category = self.eu_category(site)
        line = [measure]
        while self.measures[line[-1]].parent:
            line.append(self.measures[line[-1]].parent)
        rows = [r for r in self.plan.co_financing if r.fund == fund and r.eu_category in (None, category)
                and (r.measure is None or r.measure in line)]
        if not rows:
            if self.funds[fund].tier == "eu":
                raise PlanError(f"{fund} has no co-financing row")
            return None
        return max(rows, key=lambda r: (-line.index(r.measure) if r.measure else -len(line), r.eu_category or ""))

    def co_financing_known(self) -> bool:
        """Whether every eu fund has its row wherever it may pay (raises where not)."""
        for a, (site, measure, _, _) in self.columns:
            self.co_financing(self.annuities[a].fund, self.sites[site], measure)
        return True

    def spent_in(self, site: Site, measure: str, recipient: str, territory: str) -> Fraction:
        """The part of a cent paid by `recipient` on (site, measure) that counts as spent in `territory`."""
        if site.kind == "zone":
            return Fraction(int(self.inside(site.id, territory)))
        shares = self.shares[site.id, measure]
        zone = self.zone_of(recipient)
        if zone in shares:
            return Fraction(int(self.inside(zone, territory)))
        return sum((share for z, share in shares.items() if self.inside(z, territory)), Fraction(0))

    def in_subset(self, kind: str, subset: str, measure: str) -> bool:
        """Whether a measure belongs to a reserve's subset of kind measure or group."""
        if kind == "measure":
            at: str | None = measure
            while at:
                if at == subset:
                    return True
                at = self.measures[at].parent
            return False
        return any(d.measure == measure and self.levels[d.level].group == subset for d in self.plan.deliveries)

    # --- levels -----------------------------------------------------------------------------------------------

    @cached_property
    def required(self) -> dict[tuple[str, str, int], Fraction]:
        """(zone, level, period of the horizon) -> units required, where the level is due."""
        targets = {(r.level, r.territory, r.year): r.required_units for r in self.plan.level_targets}
        out = {}
        for level, row in self.levels.items():
            for zone in self.zones:
                for p in self.horizon:
                    if (row.from_year and p.year < row.from_year) or (row.to_year and p.year > row.to_year):
                        continue
                    if (level, zone, p.year) in targets:  # overrides ratio and territory group
                        need = targets[level, zone, p.year]
                    elif row.territory_group and not self.in_group(zone, row.territory_group):
                        continue
                    elif row.required_units is not None:
                        need = row.required_units
                    else:
                        need = row.ratio * self.indicator(row.indicator, zone, p.year)
                    if need > 0:
                        out[zone, level, p.index] = need
        return out

    @cached_property
    def supply(self) -> dict[tuple[str, str, int], Fraction]:
        known = {(r.territory, r.level, r.year): r.units for r in self.plan.service_supply}
        out = {}
        for zone, level, t in self.required:
            key = (zone, level, self.periods[t].year)
            if key not in known:
                raise PlanError(f"no supply row for {key}")
            out[zone, level, t] = known[key]
        return out

    def resolution(self, level: str) -> Fraction:
        value = self.levels[level].resolution
        return Fraction(1, 1000) if value is None else value

    def size(self, level: str, zone: str, t: int) -> Fraction:
        """People of the level's group in the zone (no group: the population)."""
        group = self.levels[level].group
        indicator = self.groups[group].indicator if group else self.population
        return self.indicator(indicator, zone, self.periods[t].year)

    @cached_property
    def delivered(self) -> dict[str, list[tuple[str, str, str, Fraction]]]:
        """zone -> (site, measure, level, units per unit x the zone's share)."""
        out: dict[str, list] = defaultdict(list)
        for site, measure in self.starters:
            for row in self.plan.deliveries:
                if row.measure == measure:
                    for zone, share in self.shares[site, measure].items():
                        out[zone].append((site, measure, row.level, row.units_per_unit * share))
        return out

    def in_service(self, starts: dict[tuple[str, str, int], Fraction], site: str, measure: str, t: int,
                   how: str = "average") -> Fraction:
        return sum((part * starts.get((site, measure, cohort), 0)
                    for cohort, part in self.fractions[measure, how][t].items()), Fraction(0))

    def limits(self, site: Site, measure: str) -> list[Row]:
        """The row in force for each (counted, kind) that names this measure (or heading), at this site."""
        out = []
        for counted, kind in sorted({(r.counted, r.kind) for r in self.plan.measure_limits if r.measure == measure}):
            best = self._best_rows([r for r in self.plan.measure_limits if r.measure == measure
                                    and r.counted == counted and r.kind == kind], site.place)
            if len(best) > 1:
                raise PlanError("two limits equally specific")
            out += best
        return out

    def limit_value(self, row: Row, site: Site, t: int) -> Fraction | None:
        """min(max_units, max(at_least, rounded indicator / per_amount)), absent terms left out."""
        inner = []
        if row.at_least is not None:
            inner.append(row.at_least)
        if row.per_indicator:
            year = self.plan.start.year if row.counted == "starts_in_horizon" else self.periods[t].year
            ratio = self.indicator(row.per_indicator, site.place, year) / row.per_amount
            inner.append(Fraction(math.ceil(ratio) if row.rounding == "ceil" else math.floor(ratio)))
        outer = [max(inner)] if inner else []
        if row.max_units is not None:
            outer.append(row.max_units)
        return min(outer) if outer else None
