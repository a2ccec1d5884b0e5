"""An independent verifier: every rule of the model, recomputed from starts and spend rows."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Iterable

from .package import Row
from .semantics import NANO, Annuity, Bundle, Model
from .stages import Allocation, Values
from .timeline import period_text

LEAST_START = Fraction(1, 1000)


@dataclass(frozen=True)
class Violation:
    rule: str
    subject: str
    found: object
    limit: object


def allocation_of(model: Model, starts: Iterable[dict], spend: Iterable[dict]) -> tuple[Allocation, list[Violation]]:
    """Result rows -> allocation; what cannot be read (no such period, annuity, site) is a violation."""
    out, bad = Allocation(), []
    periods = {period_text(p): p.index for p in model.horizon}
    elementary = {e.text: e.index for e in model.elementary}
    for row in starts:
        key = (row["territory"], row["measure"], periods.get(row["period"]))
        if key[2] is None or (key[0], key[1]) not in set(model.starters):
            bad.append(Violation("start", str(row), row["period"], "a period and site of the plan"))
        elif key in out.starts:
            bad.append(Violation("start", str(key), "twice", "once"))
        else:
            out.starts[key] = Fraction(row["units"])
    by_name: dict[tuple, list] = defaultdict(list)
    for a in model.annuities:
        by_name[a.fund, a.year, a.recipient].append(a)
    for row in spend:
        e = elementary.get(row["period"])
        if e is None:
            bad.append(Violation("period", str(row), row["period"], "an elementary period"))
            continue
        tail = model.elementary[e].tail
        found = [a for a in by_name[row["fund"], row["year"], row["recipient"]]
                 if (a.tail is not None) == tail and (tail or a.act == (row["act"] or ""))]
        if len(found) != 1:
            bad.append(Violation("annuity", str(row), len(found), "one annuity"))
            continue
        bundle: Bundle = (row["territory"], row["measure"], e, row["category"])
        key = (found[0].index, bundle)
        if key in out.spend:
            bad.append(Violation("spend", str(row), "twice", "once"))
        out.spend[key] = out.spend.get(key, 0) + row["cents"]
    return out, bad


def check(model: Model, allocation: Allocation) -> list[Violation]:
    """All violations; an empty list means that every rule holds exactly."""
    return Checker(model, allocation).run()


class Checker:
    def __init__(self, model: Model, allocation: Allocation) -> None:
        self.model = model
        self.allocation = allocation
        self.values = Values(model, allocation)
        self.bad: list[Violation] = []
        self.rows = [(model.annuities[a], bundle, cents) for (a, bundle), cents in allocation.spend.items()]

    def run(self) -> list[Violation]:
        for rule in (self.starts, self.columns, self.balance, self.annuity, self.eligibility, self.served_share,
                     self.co_financing, self.reserves, self.quotas, self.levels, self.measure_limits, self.links,
                     self.committed, self.persons):
            rule()
        return self.bad

    def say(self, rule: str, subject: object, found: object, limit: object) -> None:
        self.bad.append(Violation(rule, str(subject), found, limit))

    def starts(self) -> None:
        for (site, measure, t), units in self.allocation.starts.items():
            if (site, measure) not in self.model.shares or t not in {p.index for p in self.model.cohorts[measure]}:
                self.say("start", (site, measure, t), units, "may not start")
            if units < 0 or (units * NANO).denominator != 1:
                self.say("start", (site, measure, t), units, "nano-units, not negative")
            if self.model.measures[measure].whole and units.denominator != 1:
                self.say("start", (site, measure, t), units, "whole")

    def columns(self) -> None:
        known = set(self.model.columns)
        for key, value in self.allocation.spend.items():
            if key not in known:
                self.say("eligibility", (self.model.annuities[key[0]], key[1]), value, "no right to pay")
            if value < 0:
                self.say("spend", key, value, 0)

    def balance(self) -> None:
        paid: dict[Bundle, int] = defaultdict(int)
        for _, bundle, cents in self.rows:
            paid[bundle] += cents
        self.dues = self.model.dues(self.allocation.starts)
        for bundle in sorted({*paid, *self.dues}):
            if paid[bundle] != self.dues.get(bundle, 0):
                self.say("cost_balance", bundle, paid[bundle], self.dues.get(bundle, 0))

    def annuity(self) -> None:
        for a in self.model.annuities:
            if self.values.used[a.index] > a.amount:
                self.say("annuity", a, self.values.used[a.index], a.amount)

    def eligibility(self) -> None:
        by_fund: dict[tuple[str, Bundle], int] = defaultdict(int)
        by_row: dict[tuple[int, int | None], int] = defaultdict(int)
        row_of = {}
        for a, bundle, cents in self.rows:
            by_fund[a.fund, bundle] += cents
            right = self.model.rights.get((a.fund, bundle))
            if right is not None:
                by_row[id(right), a.tail] += cents
                row_of[id(right)] = right
        for (fund, bundle), cents in by_fund.items():
            right = self.model.rights.get((fund, bundle))
            if right is not None and right.max_share is not None:
                most = self.rounded(fund, right.max_share * self.dues.get(bundle, 0))
                if cents > most:
                    self.say("eligibility", (fund, bundle), cents, most)
        for (which, tail), cents in by_row.items():
            most = row_of[which].max_eur
            if most is not None and cents > most:
                self.say("eligibility", (dict(row_of[which]), tail), cents, most)

    def rounded(self, fund: str, share: Fraction) -> int:
        """A share of one bundle in cents, as the fund says."""
        return math.ceil(share) if self.model.funds[fund].round_share == "up" else math.floor(share)

    def served_share(self) -> None:
        """One zone's recipients in a shared bundle, one municipality's in a zone's bundle."""
        for key, most in served_caps(self.model, self.dues).items():
            bundle, recipients = key
            paid = sum(c for a, b, c in self.rows if b == bundle and a.recipient in recipients)
            if paid > math.ceil(most):
                self.say("share", key, paid, math.ceil(most))

    def co_financing(self) -> None:
        for base in co_financing_bases(self.model):
            due = sum(self.dues.get(b, 0) for b in base.bundles)
            paid = sum(c for a, b, c in self.rows if a.fund == base.fund and b in base.bundles)
            most = self.rounded(base.fund, base.share * due) if base.name[0] == "bundle" else math.floor(base.share * due)
            if paid > most:
                self.say("co_financing", (base.fund, base.name), paid, most)

    def reserves(self) -> None:
        for scope in reserve_scopes(self.model):
            mine = [(a, b, c) for a, b, c in self.rows if a.index in scope.annuities]
            spent = sum(c for _, _, c in mine)
            subset = sum((scope.part(a.recipient, b) * c for a, b, c in mine), Fraction(0))
            if not scope.holds(subset, spent):
                self.say("reserve", (scope.row.fund, scope.row.reserve, scope.name), subset,
                         (scope.row.kind, scope.assigned, spent))

    def quotas(self) -> None:
        model = self.model
        for row in model.plan.territory_quotas:
            total = Fraction(0)
            for a, (site, measure, _, _), cents in self.rows:
                if a.fund == row.fund and a.tail is None and row.year in (None, a.year):
                    total += cents * model.spent_in(model.sites[site], measure, a.recipient, row.territory)
            if row.min_eur is not None and total < row.min_eur:
                self.say("territory_quota", dict(row), total, row.min_eur)
            if row.max_eur is not None and total > row.max_eur:
                self.say("territory_quota", dict(row), total, row.max_eur)

    def levels(self) -> None:
        for key in self.model.required:
            if self.model.levels[key[1]].hard and self.values.shortfall(key) > self.model.resolution(key[1]):
                self.say("level_floor", key, self.values.after[key], self.model.required[key])

    def measure_limits(self) -> None:
        for limit in measure_limits(self.model):
            total = sum((part * self.allocation.starts.get(key, 0) for key, part in limit.terms.items()), Fraction(0))
            if limit.most is not None and total > limit.most:
                self.say("measure_limit", limit.name, total, limit.most)
            if limit.least is not None and total < limit.least:
                self.say("measure_limit", limit.name, total, limit.least)

    def started(self, site: str, measure: str, until: int | None = None) -> Fraction:
        return sum((units for (s, m, t), units in self.allocation.starts.items()
                    if s == site and m == measure and (until is None or t <= until)), Fraction(0))

    def begun(self, site: str, measure: str, until: int | None = None) -> bool:
        return self.started(site, measure, until) >= LEAST_START

    def links(self) -> None:
        model = self.model
        for row in model.plan.links:
            for zone in model.zones:
                if row.kind == "excludes":
                    if self.started(zone, row.measure) and self.started(zone, row.other):
                        self.say("link", (zone, dict(row)), "both", "one")
                elif row.kind == "one_of":
                    if not (self.begun(zone, row.measure) or self.begun(zone, row.other)):
                        self.say("link", (zone, dict(row)), "none", "one")
                else:
                    for p in model.horizon:
                        if self.values.service(zone, row.measure, p.index) > 0:
                            providers = required_providers(model, row, zone, p.index)
                            if providers is not None and not any(self.begun(zone, m, p.index) for m in providers):
                                self.say("link", (zone, dict(row), p.index), "none", providers)

    def committed(self) -> None:
        for row, least in commitments(self.model):
            paid = sum(c for a, b, c in self.rows if record_covers(self.model, row, a, b))
            if paid < least:
                self.say("committed", dict(row), paid, least)

    def persons(self) -> None:
        for cap in persons_caps(self.model):
            total = sum((part * self.allocation.starts.get(key, 0) for key, part in cap.terms.items()), Fraction(0))
            if total > cap.most + cap.tolerance:
                self.say("persons_cap", cap.name, total, cap.most)
        for zone, t, measures, most, tolerance in distinct_caps(self.model):
            total = sum((max(parts) * self.values.service(site, measure, t)
                         for (site, measure), parts in measures.items()), Fraction(0))
            if total > most + tolerance:
                self.say("persons_cap", (zone, t, sorted(measures)), total, most)


def published_split(model: Model, allocation: Allocation) -> list[Violation]:
    """The split by annuity, where no rule names the annuity: per (fund, recipient) in order of elementary periods, rows in
    plan order, from the money whose window ends first, then the older year, then plan order."""
    named = {r.fund for r in model.plan.reserves if r.per_year} | {r.fund for r in model.plan.records if r.annuity or r.act}
    named |= {r.fund for r in model.plan.territory_quotas if r.year}
    totals: dict[tuple, int] = defaultdict(int)
    for (a, bundle), cents in allocation.spend.items():
        annuity = model.annuities[a]
        if annuity.tail is None and annuity.fund not in named:
            site, measure, e, category = bundle
            totals[annuity.fund, annuity.recipient, e, site.encode(), measure.encode(), category.encode()] += cents
    left = {a.index: a.amount for a in model.annuities}
    wanted: dict[tuple[int, Bundle], int] = {}
    for (fund, recipient, e, site, measure, category), cents in sorted(totals.items(), key=lambda item: item[0]):
        span = model.elementary[e]
        usable = [a for a in model.annuities if a.fund == fund and a.recipient == recipient and a.tail is None
                  and a.start <= span.start and span.end <= a.end]
        for a in sorted(usable, key=lambda a: (a.last_end, a.year, a.index)):
            part = min(cents, left[a.index])
            if part:
                wanted[a.index, (site.decode(), measure.decode(), e, category.decode())] = part
                left[a.index] -= part
                cents -= part
    found = {key: v for key, v in allocation.spend.items()
             if v and model.annuities[key[0]].tail is None and model.annuities[key[0]].fund not in named}
    return [Violation("split", (model.annuities[a].fund, model.annuities[a].year, bundle), found.get((a, bundle)),
                      wanted.get((a, bundle))) for a, bundle in sorted({*found, *wanted})
            if found.get((a, bundle)) != wanted.get((a, bundle))]


# --- the rows of each rule, shared with the relaxation ------------------------------------------------------------


def served_caps(model: Model, dues: dict[Bundle, int]) -> dict[tuple[Bundle, frozenset[str]], Fraction]:
    """(bundle, recipients) -> share x due, not rounded: zones in shared bundles, separate municipalities."""
    out: dict[tuple[Bundle, frozenset[str]], Fraction] = {}
    recipients = {a.recipient for a in model.annuities}
    separate = {a.recipient for a in model.annuities if model.territories[a.recipient].kind == "municipality"}
    for bundle in model.bundles:
        site, measure = model.sites[bundle[0]], bundle[1]
        due = dues.get(bundle, 0)
        zones = model.shares[site.id, measure] if site.kind != "zone" else {site.id: Fraction(1)}
        for zone, share in zones.items():
            inside = frozenset(r for r in recipients if model.inside(r, zone))
            if inside and site.kind != "zone":
                out[bundle, inside] = share * due
            year = model.plan.start.year
            towns = model.municipalities(zone) if separate else []
            total = sum((model.indicator(model.population, t, year) for t in towns), Fraction(0))
            for town in towns:
                if town in separate:
                    part = model.indicator(model.population, town, year) / total * due
                    out[bundle, frozenset([town])] = min(part, out.get((bundle, frozenset([town])), part))
            for town in separate:
                if not model.valid(model.territories[town]) and model.inside(town, zone):
                    out[bundle, frozenset([town])] = Fraction(0)
    return out


@dataclass(frozen=True)
class Base:
    fund: str
    name: tuple
    share: Fraction
    bundles: frozenset[Bundle]


def co_financing_bases(model: Model) -> list[Base]:
    """Every base of every fund; horizon and tail are bases of their own. What a fund may pay says eligibility alone."""
    payable: dict[str, set[Bundle]] = defaultdict(set)
    for fund, bundle in model.rights:
        payable[fund].add(bundle)
    by_project: dict[tuple[str, str, bool], list[Bundle]] = defaultdict(list)
    for b in model.bundles:
        by_project[b[0], b[1], model.elementary[b[2]].tail].append(b)
    out = []
    for fund, mine in payable.items():
        groups: dict[tuple, set[Bundle]] = defaultdict(set)
        shares = {}
        for bundle in mine:
            site, measure, e, _ = bundle
            row = model.co_financing(fund, model.sites[site], measure)
            if row is None:
                continue
            tail = model.elementary[e].tail
            kind = row.base or "project"
            if kind == "bundle":
                name: tuple = (kind, bundle)
                groups[name].add(bundle)
            elif kind == "project":
                name = (kind, site, measure, tail)
                if name not in groups:
                    due = by_project[site, measure, tail]
                    categories = {category for category in {b[3] for b in due}
                                  if model.may_ever_pay(fund, measure, category, model.sites[site].place, tail)}
                    groups[name] = {b for b in due if b[3] in categories}
            else:
                name = (kind, model.eu_category(model.sites[site]), tail, row.measure)
                groups[name].add(bundle)
            shares[name] = row.max_share
        out += [Base(fund, name, shares[name], frozenset(bundles)) for name, bundles in groups.items()]
    return out


@dataclass(frozen=True)
class Scope:
    model: Model
    row: object
    name: tuple
    annuities: frozenset[int]
    assigned: int

    def part(self, recipient: str, bundle: Bundle) -> Fraction:
        site, measure = self.model.sites[bundle[0]], bundle[1]
        if self.row.subset_kind == "territory":
            return self.model.spent_in(site, measure, recipient, self.row.subset)
        return Fraction(int(self.model.in_subset(self.row.subset_kind, self.row.subset, measure)))

    @property
    def bound(self) -> int:
        """Cents of the fixed bound (earmark, quota, cap)."""
        exact = self.row.share * self.assigned
        if self.row.kind == "earmark":
            return self.assigned - math.ceil(exact)
        if self.row.kind == "quota":
            return math.ceil(exact)
        return math.ceil(exact) - 1 if self.row.strict else math.floor(exact)

    def holds(self, subset: Fraction, spent: int) -> bool:
        kind = self.row.kind
        if kind == "earmark":
            return spent - subset <= self.bound
        if kind == "quota":
            return subset >= self.bound
        if kind == "cap":
            return subset <= self.bound
        if kind == "of_spent_min":
            return subset >= self.row.share * spent
        return subset <= self.row.share * spent


def reserve_scopes(model: Model) -> list[Scope]:
    """Each (reserve, recipient or all, year or all); in the tail each tail year, for earmark and cap."""
    out = []
    for row in model.plan.reserves:
        groups: dict[tuple, list] = defaultdict(list)
        for a in model.annuities:
            if a.fund != row.fund or (a.tail is not None and row.kind not in ("earmark", "cap")):
                continue
            groups[a.recipient if row.per_recipient else None,
                   a.year if row.per_year and a.tail is None else None, a.tail].append(a)
        out += [Scope(model, row, name, frozenset(a.index for a in members), sum(a.assigned for a in members))
                for name, members in groups.items()]
    return out


@dataclass(frozen=True)
class Limit:
    name: tuple
    terms: dict[tuple[str, str, int], Fraction]
    least: Fraction | None
    most: Fraction | None


def measure_limits(model: Model) -> list[Limit]:
    """Limits of measures and of headings (which bind the sum of their leaves)."""
    children: dict[str, list[str]] = defaultdict(list)
    for measure in model.startable:
        at: str | None = measure
        while at:
            children[at].append(measure)
            at = model.measures[at].parent
    sites: dict[str, set[str]] = defaultdict(set)
    for site, measure in model.starters:
        sites[site].add(measure)
    out = []
    for heading in sorted({r.measure for r in model.plan.measure_limits}):
        for site, measures in sites.items():
            leaves = [m for m in children[heading] if m in measures]
            if model.sites[site].kind == "association":
                continue  # its units count in its zones, by their shares
            parts_of = {(site, m): Fraction(1) for m in leaves}
            for (place, m), shares in model.shares.items():
                if model.sites[place].kind == "association" and m in children[heading] and site in shares:
                    parts_of[place, m] = shares[site]
            if not parts_of:
                continue
            for row in model.limits(model.sites[site], heading):
                stretches = [None] if row.counted == "starts_in_horizon" else [p.index for p in model.horizon]
                for t in stretches:
                    terms: dict[tuple[str, str, int], Fraction] = {}
                    for (place, measure), share in parts_of.items():
                        if row.counted == "in_service":
                            parts = model.fractions[measure, "average"][t]
                        else:
                            parts = {p.index: Fraction(1) for p in model.cohorts[measure] if t in (None, p.index)}
                        terms |= {(place, measure, c): part * share for c, part in parts.items()}
                    out.append(Limit((heading, site, row.counted, row.kind, t), terms,
                                     row.min_units if row.kind == "obligation" else None,
                                     model.limit_value(row, model.sites[site], t or 0)))
    return out


def required_providers(model: Model, row, zone: str, t: int) -> list[str] | None:
    """Measures of which one must have started; None where the link is satisfied without."""
    if row.other_kind == "measure":
        return [row.other]
    key = (zone, row.other, t)
    if key not in model.required or model.supply[key] >= model.required[key]:
        return None
    return sorted({measure for site, measure, level, units in model.delivered[zone]
                   if level == row.other and site == zone and units > 0})


def commitments(model: Model) -> list[tuple[Row, int]]:
    """(a record, cents that must be spent of what it names): of each project its latest state, projects added up."""
    latest: dict[tuple, Row] = {}
    for row in model.plan.records:
        names = (row.territory, row.fund, row.annuity, row.recipient, row.act, row.measure, row.category)
        known = latest.get((names, row.project))
        if known is None or known.as_of < row.as_of:
            latest[names, row.project] = row
    out: dict[tuple, tuple[Row, int]] = {}
    for (names, _), row in latest.items():
        least = max(0, (row.committed_eur or 0) - (row.paid_eur or 0))
        out[names] = (row, out[names][1] + least if names in out else least)
    return list(out.values())


def record_covers(model: Model, row: Row, annuity: Annuity, bundle: Bundle) -> bool:
    """Whether money of an annuity for a bundle is what a record speaks of; pooled money goes by its zone and any of its acts."""
    site, measure, _, category = bundle
    heading: str | None = measure
    while heading and heading != row.measure:
        heading = model.measures[heading].parent
    recipient = row.recipient
    if recipient and model.territories[recipient].kind == "municipality" and (model.funds[row.fund].pooling or "pooled") == "pooled":
        recipient = model.zone_of(recipient)
    return (annuity.fund == row.fund and annuity.tail is None and heading is not None
            and model.inside(model.sites[site].place, row.territory)
            and row.category in (None, category) and row.annuity in (None, annuity.year)
            and recipient in (None, annuity.recipient) and (row.act is None or row.act in annuity.acts))


@dataclass(frozen=True)
class Cap:
    name: tuple
    terms: dict[tuple[str, str, int], Fraction]
    most: Fraction
    tolerance: Fraction


def persons_caps(model: Model) -> list[Cap]:
    """One person-count for each zone, level with a group, and period."""
    persons = {(d.measure, d.level): d.persons_per_unit for d in model.plan.deliveries if d.persons_per_unit}
    out = []
    for level, row in model.levels.items():
        if not row.group:
            continue
        for zone in model.zones:
            for p in model.horizon:
                terms: dict[tuple[str, str, int], Fraction] = {}
                for site, measure in model.starters:
                    share = model.shares[site, measure].get(zone)
                    if share and (measure, level) in persons:
                        for cohort, part in model.fractions[measure, "average"][p.index].items():
                            terms[site, measure, cohort] = persons[measure, level] * share * part
                if terms:
                    out.append(Cap((zone, level, p.index), terms, model.size(level, zone, p.index),
                                   model.resolution(level)))
    return out


def distinct_caps(model: Model) -> list[tuple[str, int, dict[tuple[str, str], list[Fraction]], Fraction, Fraction]]:
    """(zone, t, (site, measure) -> persons per unit by level x share, largest group, tolerance)."""
    out = []
    names = sorted({row.distinct_group for row in model.measures.values() if row.distinct_group})
    for name in names:
        mine = {m for m in model.startable if model.measures[m].distinct_group == name}
        levels = sorted({d.level for d in model.plan.deliveries if d.measure in mine and model.levels[d.level].group})
        for zone in model.zones:
            for p in model.horizon:
                parts: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
                for site, measure in model.starters:
                    share = model.shares[site, measure].get(zone)
                    if measure not in mine or not share:
                        continue
                    for d in model.plan.deliveries:
                        if d.measure == measure and d.persons_per_unit:
                            parts[site, measure].append(d.persons_per_unit * share)
                if parts and levels:
                    out.append((zone, p.index, dict(parts), max(model.size(level, zone, p.index) for level in levels),
                                max(model.resolution(level) for level in levels)))
    return out
