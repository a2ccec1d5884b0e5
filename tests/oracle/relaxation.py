"""The plan as rows over exact numbers: whole units stay whole, cents and nano-units become continuous.

It contains every exact allocation: a due that is rounded up cent by cent keeps a column r in [0, 1] for the rounding of
each cumulative payment, floors of shares are left out, `<= ceil` gets one cent more, levels and persons keep their
resolution, and a gap is not rounded up. So a stage's optimum here is at most the optimum of the exact problem.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from .check import (LEAST_START, co_financing_bases, commitments, distinct_caps, measure_limits, persons_caps,
                    record_covers, required_providers, reserve_scopes, served_caps)
from .semantics import NANO, Bundle, Model
from .stages import WEIGHT, Stage, Weights, tie_cost

ONE = Fraction(1)
Terms = dict[int, Fraction]


@dataclass
class Column:
    name: tuple
    lower: Fraction
    upper: Fraction
    whole: bool = False


@dataclass
class RowOf:
    name: tuple
    terms: Terms
    lower: Fraction | None
    upper: Fraction | None


@dataclass
class Relaxation:
    """`bands = False` leaves the roundings out: a plan feasible there has money to spare in no rounding."""

    model: Model
    bands: bool = True
    columns: list[Column] = field(default_factory=list)
    rows: list[RowOf] = field(default_factory=list)
    index: dict[tuple, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.money_columns()
        self.unit_columns()
        for family in (self.balance, self.annuity, self.eligibility, self.shares, self.co_financing, self.reserves,
                       self.quotas, self.levels, self.limits, self.persons, self.links, self.committed):
            family()

    # --- building ---------------------------------------------------------------------------------------------

    def column(self, name: tuple, lower, upper, whole: bool = False) -> int:
        self.index[name] = len(self.columns)
        self.columns.append(Column(name, Fraction(lower), Fraction(upper), whole))
        return self.index[name]

    def row(self, name: tuple, terms: Terms, lower, upper) -> None:
        terms = {j: v for j, v in terms.items() if v}
        self.rows.append(RowOf(name, terms, None if lower is None else Fraction(lower),
                               None if upper is None else Fraction(upper)))

    def money_columns(self) -> None:
        self.by_bundle: dict[Bundle, list[tuple[int, int]]] = defaultdict(list)
        self.by_fund: dict[str, list[tuple[int, int, Bundle]]] = defaultdict(list)
        for a, bundle in self.model.columns:
            annuity = self.model.annuities[a]
            j = self.column(("x", a, bundle), 0, annuity.amount)
            self.by_bundle[bundle].append((a, j))
            self.by_fund[annuity.fund].append((a, j, bundle))

    def unit_columns(self) -> None:
        """Starts, each with a finite box: from limits, persons caps or the money that could ever pay."""
        model = self.model
        bounds: dict[tuple, Fraction] = {}

        def lower_bound(key: tuple, most: Fraction) -> None:
            if key not in bounds or most < bounds[key]:
                bounds[key] = most

        self.all_limits = measure_limits(model)
        for limit in self.all_limits:
            if limit.most is not None:
                for key, part in limit.terms.items():
                    lower_bound(key, max(Fraction(0), limit.most / part))
        self.all_caps = persons_caps(model)
        for cap in self.all_caps:
            for key, part in cap.terms.items():
                lower_bound(key, (cap.most + cap.tolerance) / part)
        for telescope in model.telescopes:
            payable: set[int] = set()
            for step in telescope.steps:
                if step.elementary is None:
                    break
                payable |= {a for a, _ in self.by_bundle[telescope.site, telescope.measure, step.elementary,
                                                         telescope.category]}
                money = sum(model.annuities[a].amount for a in payable)
                for cohort, rate in step.cumulative:
                    if rate:
                        lower_bound((telescope.site, telescope.measure, cohort), Fraction(money) / rate)
        for site, measure in model.starters:
            whole = model.measures[measure].whole
            for cohort in model.cohorts[measure]:
                key = (site, measure, cohort.index)
                if key not in bounds:
                    raise ValueError(f"nothing bounds {key}")
                self.column(("a", *key), 0, math.floor(bounds[key]) if whole else bounds[key], whole)

    def starts(self, terms: dict[tuple[str, str, int], Fraction]) -> Terms:
        return {self.index["a", *key]: Fraction(v) for key, v in terms.items()}

    def service(self, site: str, measure: str, t: int, how: str = "average") -> Terms:
        return self.starts({(site, measure, c): part
                            for c, part in self.model.fractions[measure, how][t].items()})

    # --- rules ------------------------------------------------------------------------------------------------

    def balance(self) -> None:
        """Sum of money = increments of the telescopes, each rounded up cumulatively."""
        dues: dict[Bundle, Terms] = {b: defaultdict(Fraction) for b in self.model.bundles}
        for number, telescope in enumerate(self.model.telescopes):
            whole = self.model.measures[telescope.measure].whole
            before: Terms = {}
            unrounded: tuple = ()
            for k, step in enumerate(telescope.steps):
                if step.elementary is None:
                    break
                if step.cumulative == unrounded:
                    continue
                unrounded = step.cumulative
                now: Terms = {self.index["a", telescope.site, telescope.measure, c]: rate
                              for c, rate in step.cumulative}
                exact = whole and all(rate.denominator == 1 for rate in now.values())
                if now and self.bands and not exact:
                    now[self.column(("r", number, k), 0, 1)] = ONE
                if now != before:
                    due = dues[telescope.site, telescope.measure, step.elementary, telescope.category]
                    for j, v in now.items():
                        due[j] += v
                    for j, v in before.items():
                        due[j] -= v
                before = now
        for bundle, due in dues.items():
            terms = {j: -v for j, v in due.items()}
            for _, j in self.by_bundle[bundle]:
                terms[j] = ONE
            self.row(("cost_balance", bundle), terms, 0, 0)

    def annuity(self) -> None:
        used: dict[int, Terms] = defaultdict(dict)
        for j, column in enumerate(self.columns):
            if column.name[0] == "x":
                used[column.name[1]][j] = ONE
        for a, terms in used.items():
            self.row(("annuity", a), terms, None, self.model.annuities[a].amount)

    def paid(self, bundle: Bundle) -> Terms:
        return {j: ONE for _, j in self.by_bundle[bundle]}

    def share_row(self, name: tuple, mine: list[int], base: list[Bundle], share: Fraction, more: int = 0) -> None:
        """Sum of mine <= share x everything paid on the base + more."""
        if share >= 1:
            return
        terms: Terms = {j: -share for b in base for _, j in self.by_bundle[b]}
        for j in mine:
            terms[j] = terms.get(j, Fraction(0)) + 1
        self.row(name, terms, None, more)

    def eligibility(self) -> None:
        capped: dict[tuple, Terms] = defaultdict(dict)
        limits = {}
        for fund, columns in self.by_fund.items():
            per_bundle: dict[Bundle, list[int]] = defaultdict(list)
            for a, j, bundle in columns:
                right = self.model.rights[fund, bundle]
                if right.max_share is not None:
                    per_bundle[bundle].append(j)
                if right.max_eur is not None:
                    key = (id(right), self.model.annuities[a].tail)
                    capped[key][j] = ONE
                    limits[key] = right.max_eur
            up = 1 if self.model.funds[fund].round_share == "up" else 0
            for bundle, mine in per_bundle.items():
                self.share_row(("eligibility", fund, bundle), mine, [bundle],
                               self.model.rights[fund, bundle].max_share, up)
        for key, terms in capped.items():
            self.row(("eligibility", key), terms, None, limits[key])

    def shares(self) -> None:
        one = {bundle: 1 for bundle in self.model.bundles}
        for (bundle, recipients), share in served_caps(self.model, one).items():
            mine = [j for a, j in self.by_bundle[bundle] if self.model.annuities[a].recipient in recipients]
            if mine:
                self.share_row(("share", bundle, recipients), mine, [bundle], share, int(self.bands))

    def co_financing(self) -> None:
        for base in co_financing_bases(self.model):
            mine = [j for _, j, b in self.by_fund[base.fund] if b in base.bundles]
            up = base.name[0] == "bundle" and self.model.funds[base.fund].round_share == "up"
            self.share_row(("co_financing", base.fund, base.name), mine, sorted(base.bundles), base.share, int(up))

    def reserves(self) -> None:
        for scope in reserve_scopes(self.model):
            subset: Terms = {}
            spent: Terms = {}
            for a, j, bundle in self.by_fund[scope.row.fund]:
                if a in scope.annuities:
                    spent[j] = ONE
                    subset[j] = scope.part(self.model.annuities[a].recipient, bundle)
            name = ("reserve", scope.row.fund, scope.row.reserve, scope.name)
            kind = scope.row.kind
            if kind == "earmark":
                self.row(name, {j: 1 - v for j, v in subset.items()}, None, scope.bound)
            elif kind == "quota":
                self.row(name, subset, scope.bound, None)
            elif kind == "cap":
                self.row(name, subset, None, scope.bound)
            else:
                terms = {j: v - scope.row.share for j, v in subset.items()}
                self.row(name, terms, *((0, None) if kind == "of_spent_min" else (None, 0)))

    def quotas(self) -> None:
        for row in self.model.plan.territory_quotas:
            terms: Terms = {}
            for a, j, (site, measure, _, _) in self.by_fund[row.fund]:
                annuity = self.model.annuities[a]
                if annuity.tail is None and row.year in (None, annuity.year):
                    terms[j] = self.model.spent_in(self.model.sites[site], measure, annuity.recipient, row.territory)
            self.row(("territory_quota", row.fund, row.territory, row.year), terms, row.min_eur, row.max_eur)

    def levels(self) -> None:
        model = self.model
        for key, need in model.required.items():
            zone, level, t = key
            hard = model.levels[level].hard
            g = self.column(("g", *key), 0, min(ONE, model.resolution(level) / need) if hard else 1)
            terms: Terms = defaultdict(Fraction)
            for site, measure, reached, units in model.delivered[zone]:
                if reached == level:
                    for j, part in self.service(site, measure, t, model.levels[level].measured or "average").items():
                        terms[j] += units * part
            terms[g] = need
            self.row(("level_floor", *key), terms, need - model.supply[key], None)

    def limits(self) -> None:
        for limit in self.all_limits:
            self.row(("measure_limit", *limit.name), self.starts(limit.terms), limit.least, limit.most)

    def persons(self) -> None:
        for cap in self.all_caps:
            self.row(("persons_cap", *cap.name), self.starts(cap.terms), None, cap.most + cap.tolerance)
        for zone, t, measures, most, tolerance in distinct_caps(self.model):
            terms: Terms = defaultdict(Fraction)
            for (site, measure), parts in measures.items():
                for j, part in self.service(site, measure, t).items():
                    terms[j] += max(parts) * part
            self.row(("distinct", zone, t), terms, None, most + tolerance)

    def begun(self, zone: str, measure: str, until: int | None) -> int:
        """A binary that may be 1 only if the measure has started by then."""
        name = ("begun", zone, measure, until)
        if name not in self.index:
            least = ONE if self.model.measures[measure].whole else LEAST_START
            j = self.column(name, 0, 1, True)
            terms = self.starts({(zone, measure, c.index): ONE for c in self.model.cohorts[measure]
                                 if until is None or c.index <= until})
            self.row((*name, "row"), {**terms, j: -least}, 0, None)
        return self.index[name]

    def only_if(self, name: tuple, terms: Terms, providers: list[int]) -> None:
        """terms > 0 only if one of the binaries is 1."""
        most = sum((v * self.columns[j].upper for j, v in terms.items()), Fraction(0))
        self.row(name, {**terms, **{j: -most for j in providers}}, None, 0)

    def links(self) -> None:
        model = self.model
        for number, row in enumerate(model.plan.links):
            for zone in model.zones:
                name = ("link", number, zone)
                if row.kind == "one_of":
                    self.row(name, {self.begun(zone, row.measure, None): ONE, self.begun(zone, row.other, None): ONE},
                             1, None)
                elif row.kind == "excludes":
                    side = self.column((*name, "side"), 0, 1, True)
                    all_a, all_b = (self.starts({(zone, m, c.index): ONE for c in model.cohorts[m]})
                                    for m in (row.measure, row.other))
                    most_a, most_b = (sum((self.columns[j].upper for j in s), Fraction(0)) for s in (all_a, all_b))
                    self.row((*name, 0), {**all_a, side: -most_a}, None, 0)
                    self.row((*name, 1), {**all_b, side: most_b}, None, most_b)
                else:
                    for p in model.horizon:
                        terms = self.service(zone, row.measure, p.index)
                        providers = required_providers(model, row, zone, p.index)
                        if terms and providers is not None:
                            self.only_if((*name, p.index), terms, [self.begun(zone, m, p.index) for m in providers])

    def committed(self) -> None:
        for number, (row, least) in enumerate(commitments(self.model)):
            terms = {j: ONE for a, j, b in self.by_fund[row.fund] if record_covers(self.model, row, self.model.annuities[a], b)}
            self.row(("committed", number), terms, least, None)

    # --- objectives -------------------------------------------------------------------------------------------

    def objective(self, stage: Stage) -> tuple[Terms, Fraction]:
        """Terms and constant of a stage, in its integer unit; adds helper columns and rows the first time."""
        return getattr(self, "_" + stage.objective)(stage)

    def _shortfall(self, stage: Stage) -> tuple[Terms, Fraction]:
        weights = Weights(self.model, stage.priority, stage.last_only)
        return {self.index["g", *key]: Fraction(NANO * weights.kappa(*key)) for key in weights.rows}, Fraction(0)

    def _worst_zone(self, stage: Stage) -> tuple[Terms, Fraction]:
        name = ("worst", stage.priority, stage.last_only)
        if name not in self.index:
            weights = Weights(self.model, stage.priority, stage.last_only)
            worst = self.column(name, 0, 1)
            for zone in self.model.zones:
                mine = {key: weights.omega(key[1], key[2]) for key in weights.rows if key[0] == zone}
                if mine:
                    total = sum(mine.values())
                    terms = {self.index["g", *key]: Fraction(-w, total) for key, w in mine.items()}
                    self.row((*name, zone), {**terms, worst: ONE}, 0, None)
        return {self.index[name]: Fraction(NANO)}, Fraction(0)

    def _leximin(self, stage: Stage) -> tuple[Terms, Fraction]:
        """A column that is at least the sum of the indices of any `depth` zones: of the worst ones too."""
        name = ("leximin", stage.priority, stage.last_only, stage.depth)
        if name not in self.index:
            weights = Weights(self.model, stage.priority, stage.last_only)
            indices: dict[str, Terms] = {}
            for zone in self.model.zones:
                mine = {key: weights.omega(key[1], key[2]) for key in weights.rows if key[0] == zone}
                if mine:
                    indices[zone] = {self.index["g", *key]: Fraction(-w, sum(mine.values())) for key, w in mine.items()}
            most = self.column(name, 0, stage.depth)
            for zones in combinations(indices, min(stage.depth, len(indices))):
                self.row((*name, zones), {j: v for zone in zones for j, v in indices[zone].items()} | {most: ONE}, 0, None)
        return {self.index[name]: Fraction(NANO)}, Fraction(0)

    def _continuity(self, stage: Stage) -> tuple[Terms, Fraction]:
        model, out = self.model, {}
        for site, measure in model.starters:
            for now, later in zip(model.horizon, model.horizon[1:]):
                rate = model.running_rate(site, measure, later.start)
                if not rate:
                    continue
                name = ("lost", site, measure, now.index)
                if name not in self.index:
                    terms: Terms = defaultdict(Fraction)
                    for j, v in self.service(site, measure, now.index).items():
                        terms[j] -= v
                    most = sum((-v * self.columns[j].upper for j, v in terms.items()), Fraction(0))
                    for j, v in self.service(site, measure, later.index).items():
                        terms[j] += v
                    lost = self.column(name, 0, most)
                    terms[lost] = ONE
                    self.row(name, terms, 0, None)
                out[self.index[name]] = Fraction(rate)
        return out, Fraction(0)

    def _persons(self, stage: Stage) -> tuple[Terms, Fraction]:
        model = self.model
        out: Terms = defaultdict(Fraction)
        for site, measure in model.starters:
            persons = sum((d.persons_per_unit or 0) for d in model.plan.deliveries if d.measure == measure)
            if persons:
                for p in model.horizon:
                    for j, part in self.service(site, measure, p.index).items():
                        out[j] -= NANO * persons * part * p.length / model.horizon_length
        return out, Fraction(0)

    def horizon_money(self) -> list[tuple[int, int, Bundle]]:
        return [(c.name[1], j, c.name[2]) for j, c in enumerate(self.columns)
                if c.name[0] == "x" and not self.model.elementary[c.name[2][2]].tail]

    def _cost(self, stage: Stage) -> tuple[Terms, Fraction]:
        return {j: ONE for _, j, _ in self.horizon_money()}, Fraction(0)

    def _at_risk(self, stage: Stage) -> tuple[Terms, Fraction]:
        annuities = self.model.annuities
        return ({j: -ONE for a, j, _ in self.horizon_money() if annuities[a].at_risk},
                Fraction(sum(a.amount for a in annuities if a.at_risk)))

    def _preference(self, stage: Stage) -> tuple[Terms, Fraction]:
        model = self.model
        return ({j: Fraction(model.funds[model.annuities[a].fund].preference or len(model.funds))
                 for a, j, _ in self.horizon_money()}, Fraction(0))

    def _stability(self, stage: Stage) -> tuple[Terms, Fraction]:
        model = self.model
        if ("moved",) not in self.index:
            groups: dict[tuple, Terms] = defaultdict(dict)
            for a, j, (site, measure, e, category) in self.horizon_money():
                groups[model.annuities[a].fund, site, measure, model.elementary[e].text, category][j] = ONE
            before = model.current_spending
            self.moved: Terms = {}
            self.moved_constant = sum((abs(v) for key, v in before.items() if key not in groups), 0)
            for key, terms in groups.items():
                old = before.get(key, 0)
                if not old:
                    self.moved |= terms
                    continue
                most = old + sum(self.columns[j].upper for j in terms)
                j = self.column(("moved", key), 0, most)
                self.row(("moved", key, 1), {**terms, j: -ONE}, None, old)
                self.row(("moved", key, 2), {**terms, j: ONE}, old, None)
                self.moved[j] = ONE
            self.index["moved",] = -1
        return dict(self.moved), Fraction(self.moved_constant)

    def _tie_break(self, stage: Stage) -> tuple[Terms, Fraction]:
        return ({j: Fraction(tie_cost(self.model, a, b)) for a, j, b in self.horizon_money()}, Fraction(0))

    # --- the other direction ----------------------------------------------------------------------------------

    def point(self, starts: dict[tuple[str, str, int], Fraction], spend: dict[tuple[int, Bundle], int]) -> dict[int, Fraction]:
        """An allocation as values of the starts and money columns (the others are zero or follow)."""
        out = {self.index["a", *key]: Fraction(v) for key, v in starts.items() if v}
        return out | {self.index["x", *key]: Fraction(v) for key, v in spend.items() if v}


def stage_scale(stage: Stage) -> Fraction:
    """What makes a stage's objective of the order of one, for engines that count in floats."""
    return Fraction(1, WEIGHT * NANO if stage.objective == "shortfall" else NANO if stage.objective in ("worst_zone", "leximin") else 1)
