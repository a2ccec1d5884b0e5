"""Seeded random plans, written as packages: `tiny` (a few bundles) and `larger` (5-8 zones)."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import random
from fractions import Fraction
from pathlib import Path

from .package import BOOLEAN, COMMON, DATE, INTEGER, MONEY, NUMBER, TABLES, Plan, PlanError, plan_of
from .semantics import Model

MANDATORY = {
    "territories": ("territory", "name", "kind"), "indicators": ("indicator", "role"),
    "indicator_values": ("indicator", "territory", "year", "value"), "beneficiary_groups": ("group", "indicator"),
    "service_levels": ("level", "unit", "priority", "weight", "hard"),
    "level_targets": ("level", "territory", "year", "required_units"),
    "service_supply": ("level", "territory", "year", "units"),
    "measures": ("measure", "unit", "whole", "life_months"),
    "measure_costs": ("measure", "category", "amount_eur", "per"),
    "deliveries": ("measure", "level", "units_per_unit"), "measure_limits": ("measure", "counted", "kind"),
    "links": ("kind", "measure", "other_kind", "other"),
    "funds": ("fund", "tier", "recurrent", "carry_over"),
    "annuities": ("fund", "year", "territory", "amount_eur", "status", "spend_from", "spend_to"),
    "eligibility": ("fund", "measure", "category"), "co_financing": ("fund", "max_share"),
    "reserves": ("fund", "reserve", "kind", "subset_kind", "subset", "share", "per_recipient", "per_year"),
    "territory_quotas": ("fund", "territory"), "associations": ("association", "measure", "territory", "share"),
    "records": ("territory", "fund", "measure", "as_of", "kind"),
    "current_plan": ("fund", "year", "recipient", "territory", "measure", "period", "category", "amount_eur"),
}
TYPES = {INTEGER: "integer", BOOLEAN: "boolean", DATE: "date"}


def text_of(kind: str, value) -> str:
    if value is None:
        return ""
    if kind == MONEY:
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value) // 100}.{abs(value) % 100:02d}"
    if kind == BOOLEAN:
        return "true" if value else "false"
    if kind == NUMBER:
        value = Fraction(value)
        return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    if kind == DATE:
        return value.isoformat()
    return str(value)


def write_package(folder: Path, head: dict, tables: dict[str, list[dict]]) -> None:
    """Writes the tables that have rows; columns that are empty everywhere are left out unless mandatory."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for name, rows in tables.items():
        if not rows:
            continue
        columns = [c for c in TABLES[name] if c in MANDATORY[name] or any(row.get(c) is not None for row in rows)]
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            basis = [] if name == "current_plan" else ["basis"]
            writer.writerow([*columns, *basis])
            for row in rows:
                writer.writerow([*(text_of(TABLES[name][c], row.get(c)) for c in columns), *("assumption" for _ in basis)])
        fields = [{"name": c, "type": TYPES.get(TABLES[name].get(c), "string")} for c in (*columns, *basis)]
        resources.append({"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource",
                          "encoding": "utf-8",
                          "schema": {"fields": fields}})
    document = {"profile": "tabular-data-package", **head, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def last_of_month(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


class Builder:
    def __init__(self, seed: int, large: bool) -> None:
        self.rng = random.Random(("larger-" if large else "tiny-") + str(seed))
        self.seed = seed
        self.large = large
        self.tables: dict[str, list[dict]] = {name: [] for name in TABLES}
        self.wants_infeasible = self.chance(0.1)

    # --- small helpers ----------------------------------------------------------------------------------------

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def pick(self, *values):
        return self.rng.choice(values)

    def add(self, table: str, **row) -> dict:
        if "from_" in row:
            row["from"] = row.pop("from_")
        if "to_" in row:
            row["to"] = row.pop("to_")
        self.tables[table].append(row)
        return row

    # --- the plan ---------------------------------------------------------------------------------------------

    def build(self) -> dict:
        self.time()
        self.ground()
        self.levels()
        self.measures()
        self.funds()
        self.eligibility()
        self.co_financing()
        self.reserves()
        self.quotas()
        self.limits_and_links()
        self.supply()
        return self.head()

    def time(self) -> None:
        rng = self.rng
        if self.large:
            self.years = self.pick(3, 3, 3, 4)
            self.period = "half" if self.chance(0.08) else "year"
        else:
            self.period = self.pick("year", "year", "year", "half", "quarter")
            self.years = 1 if self.period == "quarter" else rng.randint(1, 2)
        self.first = 2024
        self.begin_month = 1 if self.chance(0.93) else self.pick(4, 7)
        self.start = dt.date(self.first, self.begin_month, 1)
        self.end = dt.date(self.first + self.years, self.begin_month, 1)
        self.tail_years = self.pick(0, 0, 1) if not self.large else self.pick(0, 1, 1, 1)
        self.cut = "day" if self.chance(0.07) else "month"
        # every calendar year that the horizon or the tail touches
        self.calendar = list(range(self.first, self.end.year + (self.begin_month > 1)))
        self.scale = self.pick(1, 1, 10, 100) if not self.large else self.pick(100, 1000)

    def ground(self) -> None:
        rng = self.rng
        count = self.pick(5, 5, 6, 6, 7, 8) if self.large else self.pick(1, 1, 2, 2, 2)
        self.regions = ["R1", "R2"] if self.large and self.chance(0.4) else ["R1"]
        self.nation = "N" if len(self.regions) > 1 or self.chance(0.15) else None
        if self.nation:
            self.add("territories", territory="N", name="Nation", kind="nation")
        for index, region in enumerate(self.regions):
            self.add("territories", territory=region, name=f"Region {region}", kind="region", parent=self.nation,
                     eu_category=("more_developed", "less_developed")[index])
        self.zones = [f"Z{i + 1}" for i in range(count)]
        self.region_of = {z: self.regions[i % len(self.regions)] for i, z in enumerate(self.zones)}
        self.towns: dict[str, list[str]] = {}
        self.with_towns = self.chance(0.15)
        for i, zone in enumerate(self.zones):
            self.add("territories", territory=zone, name=f"Zone {zone}", kind="zone", parent=self.region_of[zone],
                     groups="urban" if i == 0 else self.pick("urban", "inner", None, "urban;coast"))
            self.towns[zone] = [f"{zone}M{k + 1}" for k in range(rng.randint(2, 3))] if self.with_towns else []
            for town in self.towns[zone]:
                self.add("territories", territory=town, name=f"Town {town}", kind="municipality", parent=zone)
        self.add("indicators", indicator="POP", role="population", projection="last_known", unit="residents")
        self.add("indicators", indicator="ELD", projection="last_known", unit="persons")
        self.pop: dict[str, int] = {}
        for zone in self.zones:
            if self.towns[zone]:
                for town in self.towns[zone]:
                    self.pop[town] = rng.randint(5, 60) * 100
                self.pop[zone] = sum(self.pop[t] for t in self.towns[zone])
            else:
                self.pop[zone] = rng.randint(10, 160) * 100
        everything = [*self.zones, *(t for z in self.zones for t in self.towns[z]), *self.regions]
        for region in self.regions:
            self.pop[region] = sum(self.pop[z] for z in self.zones if self.region_of[z] == region)
        if self.nation:
            everything.append("N")
            self.pop["N"] = sum(self.pop[r] for r in self.regions)
        moving = self.chance(0.3) and not self.with_towns
        for territory in everything:
            years = self.calendar if moving else self.calendar[:1]
            for k, year in enumerate(years):
                self.add("indicator_values", indicator="POP", territory=territory, year=year,
                         value=self.pop[territory] + k * 7)
                self.add("indicator_values", indicator="ELD", territory=territory, year=year,
                         value=self.pop[territory] * 3 // 10 + k)
        self.add("beneficiary_groups", group="ALL", indicator="POP")
        self.add("beneficiary_groups", group="OLD", indicator="ELD")

    def levels(self) -> None:
        rng = self.rng
        count = rng.randint(5, 7) if self.large else self.pick(1, 2, 2)
        self.level_names = [f"L{i + 1}" for i in range(count)]
        self.needs: dict[str, Fraction] = {}
        for i, level in enumerate(self.level_names):
            row = dict(level=level, unit="units", priority=1 if i == 0 or self.chance(0.6) else 2,
                       weight=self.pick(1, 1, 2, 3, Fraction(1, 2)), hard=False,
                       measured=self.pick(None, "average", "average", "end"),
                       resolution=self.pick(None, None, None, Fraction(1, 100)),
                       group=self.pick("ALL", "OLD", None),
                       territory_group="urban" if self.chance(0.08) else None,
                       from_year=self.first + 1 if self.years > 1 and self.chance(0.15) else None)
            need = Fraction(rng.randint(2, 12), 2)
            if self.chance(0.4):
                row["required_units"] = need
            else:
                average = sum(self.pop[z] for z in self.zones) // len(self.zones)
                per = max(1, int(average * (Fraction(3, 10) if self.chance(0.4) else 1) / need) // 10 * 10)
                row["indicator"] = "POP"
                row["ratio"] = Fraction(1, per)
            self.needs[level] = need
            self.add("service_levels", **row)
        for row in self.tables["service_levels"]:
            if self.chance(0.12):
                year = self.rng.choice([y for y in self.calendar if not row["from_year"] or y >= row["from_year"]])
                self.add("level_targets", level=row["level"], territory=rng.choice(self.zones), year=year,
                         required_units=self.pick(0, 1, Fraction(5, 2)))

    def measures(self) -> None:
        rng = self.rng
        count = self.pick(6, 6, 7, 7, 8, 10) if self.large else self.pick(1, 1, 2, 2)
        self.measure_names = [f"M{i + 1}" for i in range(count)]
        self.info: dict[str, dict] = {}
        heading = count > 1 and self.chance(0.15)
        if heading:
            self.add("measures", measure="H", name="Heading")
        self.children = self.measure_names[:2] if heading else []
        whole_left = 2 if self.large else 1
        months = {"year": 12, "half": 6, "quarter": 3}[self.period]
        for i, measure in enumerate(self.measure_names):
            whole = whole_left > 0 and self.chance(0.35)
            whole_left -= whole
            owner = "zone"
            if self.chance(0.1):
                owner = "region"
            life = self.pick("unlimited", months, months, 12, 24, 2 * months)
            delay = self.pick(0, 0, 0, 0, 3, 6)
            row = dict(measure=measure, unit="units", whole=whole, delay_months=delay, life_months=life, owner=owner,
                       parent="H" if measure in self.children else None,
                       serve_by=self.pick("POP", "ELD") if owner == "region" else None,
                       distinct_group="D" if self.chance(0.12) else None,
                       start_to=self.end - dt.timedelta(days=1) if self.chance(0.3) else None,
                       start_from=dt.date(self.first + 1, 1, 1) if self.years > 1 and self.chance(0.08) else None)
            if whole and not self.large and self.years > 1 and not row["start_from"] and self.chance(0.5):
                row["start_to"] = dt.date(self.first, 12, 31)
            self.add("measures", **row)
            base = rng.randint(3, 40) * 10 * self.scale if whole else rng.randint(30, 400) * self.scale
            self.info[measure] = dict(row, base=base, categories=self.costs(row, base))
            level = self.level_names[i % len(self.level_names)]
            for name in sorted({level, *([rng.choice(self.level_names)] if self.chance(0.15) else [])}):
                self.add("deliveries", measure=measure, level=name, units_per_unit=self.pick(1, 1, 2, Fraction(1, 2)),
                         persons_per_unit=self.pick(None, None, 1, 40, Fraction(1, 3), self.pop[self.zones[0]] // 4))
            self.info[measure]["level"] = level
        self.associations()

    def costs(self, row: dict, base: int) -> list[str]:
        """Cost lines of one measure; returns its categories."""
        rng, measure, whole = self.rng, row["measure"], row["whole"]
        lines = self.pick(["run"], ["run"], ["unit"], ["unit", "run"])
        categories = []
        if "unit" in lines:
            category = self.pick("capital", "capital", "current")
            profile = self.pick(None, None, None, "0:1/2 6:1/2", "0:1/5 3:1/2 12:3/10")
            self.add("measure_costs", measure=measure, category=category, amount_eur=base * (1 if whole else 1),
                     per="unit", profile=profile)
            categories.append(category)
        if "run" in lines:
            category = self.pick("current", "staff_permanent", "cash")
            amount = base if whole else base + rng.randint(0, 9)
            if self.chance(0.1) and self.years > 1 and not whole:
                turn = dt.date(self.first + 1, self.pick(1, 3), 1)
                self.add("measure_costs", measure=measure, category=category, amount_eur=amount, per="unit_year",
                         to_=turn - dt.timedelta(days=1))
                self.add("measure_costs", measure=measure, category=category, amount_eur=amount + 11 * self.scale,
                         per="unit_year", from_=turn)
            else:
                self.add("measure_costs", measure=measure, category=category, amount_eur=amount, per="unit_year")
                if self.chance(0.1):
                    self.add("measure_costs", measure=measure, category=category, amount_eur=amount + 10 * self.scale,
                             per="unit_year", territory=rng.choice(self.zones) if row["owner"] == "zone" else None,
                             territory_group=None if row["owner"] == "zone" else "urban")
            if category not in categories:
                categories.append(category)
        return categories

    def associations(self) -> None:
        if len(self.zones) < 2 or not self.chance(0.2 if self.large else 0.08):
            return
        options = [m for m in self.measure_names if self.info[m]["owner"] == "zone"
                   and not self.info[m]["delay_months"]]
        home = [z for z in self.zones if self.region_of[z] == self.regions[0]]
        if not options or len(home) < 2:
            return
        pair = self.rng.sample(home, 2)
        share = self.pick(Fraction(1, 2), Fraction(1, 3), Fraction(7, 10))
        measure = self.rng.choice(options)
        self.add("associations", association="A1", measure=measure, territory=pair[0], share=share)
        self.add("associations", association="A1", measure=measure, territory=pair[1], share=1 - share)
        self.info[measure]["association"] = True

    # --- money ------------------------------------------------------------------------------------------------

    def funds(self) -> None:
        rng = self.rng
        count = rng.randint(6, 8) if self.large else self.pick(1, 2, 2, 3)
        self.fund_names = [f"F{i + 1}" for i in range(count)]
        self.fund_rows: dict[str, dict] = {}
        self.recipients: dict[str, list[str]] = {}
        wealth = self.pick(Fraction(1, 2), Fraction(1), Fraction(3, 2)) if not self.wants_infeasible else Fraction(1, 3)
        units = sum(self.needs.values()) / len(self.needs)
        cost = sum(i["base"] for i in self.info.values()) // len(self.info)
        for index, fund in enumerate(self.fund_names):
            towns = self.with_towns and index == count - 1
            tier = "municipality" if towns else self.pick("state", "state", "region", "eu")
            row = dict(fund=fund, name=fund, family="state", tier=tier,
                       recurrent=index == 0 or self.chance(0.5), carry_over=self.chance(0.6),
                       missing_annuity=self.pick(None, "error", "zero"),
                       preference=rng.randint(1, count) if self.chance(0.8) else None,
                       pooling=self.pick(None, "pooled", "separate") if towns else None)
            self.fund_rows[fund] = self.add("funds", **row)
            if towns:
                recipients = [t for z in self.zones for t in self.towns[z]]
            else:
                kind = self.pick("zone", "zone", "zone", "region", "both", "nation")
                recipients = []
                if kind in ("zone", "both"):
                    recipients += self.zones
                if kind in ("region", "both"):
                    recipients += self.regions
                if kind == "nation":
                    recipients += [self.nation] if self.nation else self.regions
            self.recipients[fund] = recipients
            self.windows(fund, row, recipients, wealth * units * cost / count)

    def windows(self, fund: str, row: dict, recipients: list[str], per_zone: Fraction) -> None:
        rng = self.rng
        years = list(self.calendar)
        if row["missing_annuity"] == "zero" and len(years) > 2 and self.chance(0.5):
            years.remove(years[1])
        if self.chance(0.1) and row["carry_over"]:
            years.insert(0, self.first - 1)
        style = self.pick("year", "year", "two", "mid", "late", "long") if not self.large or self.chance(0.3) else \
            self.pick("year", "two", "long")
        act = "ACT1" if self.chance(0.15) and not self.with_towns else None
        none = [(y, r) for y in years for r in recipients if self.chance(0.03)] if not self.with_towns else []
        bound = self.chance(0.15) and not self.with_towns
        for year in years:
            first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
            if row["carry_over"]:
                if style == "two":
                    last = dt.date(year + 1, 12, 31)
                elif style == "mid":
                    last = dt.date(year + 1, 6, 30)
                elif style == "long":
                    last = dt.date(self.first + self.years, 12, 31)
                elif style == "late":
                    first, last = dt.date(year, self.pick(4, 7), 1), dt.date(year + 1, self.pick(3, 9), 30)
                    last = last_of_month(last.year, last.month)
            elif style in ("mid", "late") and self.chance(0.5):
                first, last = (first, dt.date(year, 6, 30)) if style == "mid" else (dt.date(year, 4, 1), last)
            if self.cut == "day" and self.chance(0.3) and last.month == 6:
                last = last.replace(day=15)
            if year < self.first:
                last = max(last, dt.date(self.first, 6, 30))
            first, last = self._meeting_horizon(first, last)
            for recipient in recipients:
                served = sum(1 for z in self.zones if recipient in (z, self.region_of[z], "N"))
                base = per_zone * (served or Fraction(1, 2))
                amount = int(base * rng.randint(40, 160) / 100)
                if amount > 2000 * 100 and self.chance(0.5):
                    amount -= amount % 100
                is_none = (year, recipient) in none
                extra = dict(gross_eur=amount + 500 * self.scale, bound_eur=500 * self.scale) if bound and not is_none else {}
                self.add("annuities", fund=fund, year=year, territory=recipient, amount_eur=0 if is_none else amount,
                         status="none" if is_none else self.pick("assigned", "assigned", "expected"),
                         spend_from=first, spend_to=last, act=act, **extra)
                if act and self.chance(0.4) and not is_none:
                    self.add("annuities", fund=fund, year=year, territory=recipient, amount_eur=max(1, amount // 3),
                             status="assigned", spend_from=first, spend_to=last, act="ACT2")

    def _meeting_horizon(self, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
        """A window that misses the horizon is opened as far as needed (competence year kept)."""
        if last < self.start:
            last = dt.date(self.start.year, 12, 31)
        if first >= self.end:
            first = dt.date(self.end.year, 1, 1)
        return first, last

    def eligibility(self) -> None:
        rng = self.rng
        self.rights: dict[str, list[str]] = {f: [] for f in self.fund_names}
        self.by_heading = set()
        density = 0.25 if self.large else 0.7
        for measure in self.measure_names:
            for category in self.info[measure]["categories"]:
                chosen = [f for f in self.fund_names if self.chance(density)] or [rng.choice(self.fund_names)]
                free = rng.choice(chosen)  # one payer without any share keeps whole bundles payable to the cent
                for fund in chosen:
                    self._right(fund, measure, category, free == fund)

    def _right(self, fund: str, measure: str, category: str, free: bool) -> None:
        rng = self.rng
        if measure not in self.rights[fund]:
            self.rights[fund].append(measure)
        if measure in self.children and self.chance(0.4):
            if (fund, category) not in self.by_heading:
                self.by_heading.add((fund, category))
                self.add("eligibility", fund=fund, measure="H", category=category)
            return
        row = dict(fund=fund, measure=measure, category=category)
        if not free:
            if self.chance(0.2):
                row["max_share"] = self.pick(Fraction(1, 2), Fraction(2, 5), Fraction(3, 4), Fraction(1, 3))
            if self.chance(0.15):
                row["max_eur"] = rng.randint(1, 20) * 50 * self.scale
            if self.chance(0.2):
                year = rng.choice(range(self.first, self.first + self.years))
                last = self.pick(dt.date(year, 6, 30), dt.date(year, 12, 31), dt.date(year, 9, 30),
                                 dt.date(self.first + self.years, 6, 30))
                if self.chance(0.3):
                    row["from"] = dt.date(year, self.pick(1, 4, 7), 1)
                    last = None
                row["to"] = last
        self.add("eligibility", **row)
        if self.chance(0.12) and self.info[measure]["owner"] == "zone" and not self.info[measure].get("association"):
            special = dict(fund=fund, measure=measure, category=category)
            if self.chance(0.7):
                special["territory"] = rng.choice(self.zones)
            else:
                special["territory_group"] = "urban"
            if not free and self.chance(0.5):
                special["max_share"] = self.pick(Fraction(1, 2), Fraction(4, 5))
            self.add("eligibility", **special)

    def co_financing(self) -> None:
        for fund, row in self.fund_rows.items():
            if row["tier"] == "eu" or self.chance(0.08):
                base = self.pick(None, "project", "project", "bundle", "fund")
                for category in ("more_developed", "less_developed")[:len(self.regions)]:
                    self.add("co_financing", fund=fund, eu_category=category, base=base,
                             max_share=self.pick(1, 1, Fraction(1, 2), Fraction(2, 5), Fraction(17, 20)))
                if base != "fund" and self.rights[fund] and self.chance(0.15):
                    for category in ("more_developed", "less_developed")[:len(self.regions)]:
                        self.add("co_financing", fund=fund, eu_category=category, base=base,
                                 measure=self.rng.choice(self.rights[fund]), max_share=self.pick(1, Fraction(3, 5)))

    def reserves(self) -> None:
        for fund in self.fund_names:
            if not self.rights[fund] or not self.chance(0.35 if self.large else 0.2):
                continue
            kind = self.pick("earmark", "earmark", "quota", "cap", "of_spent_min", "of_spent_max")
            subset_kind = self.pick("measure", "measure", "group", "territory")
            measure = self.rng.choice(self.rights[fund])
            group = next(r["group"] for r in self.tables["service_levels"] if r["level"] == self.info[measure]["level"])
            subset = {"measure": measure, "group": group, "territory": self.rng.choice(self.zones)}[subset_kind]
            if subset is None:
                subset_kind, subset = "measure", measure
            if measure in self.children and subset_kind == "measure" and self.chance(0.4):
                subset = "H"
            plain = all(r["amount_eur"] > 0 for r in self.tables["annuities"] if r["fund"] == fund)
            per_recipient = False if subset_kind == "territory" or self.with_towns else self.chance(0.5)
            share = self.pick(Fraction(1, 10), Fraction(1, 5), Fraction(1, 4)) if kind == "quota" else \
                self.pick(Fraction(1, 2), Fraction(1, 3), Fraction(2, 5), Fraction(3, 4))
            if self.wants_infeasible and kind == "quota":
                share = Fraction(4, 5)
            self.add("reserves", fund=fund, reserve=f"{fund}_RES", kind=kind, subset_kind=subset_kind, subset=subset,
                     share=share if kind != "quota" or not self.large else Fraction(1, 20), strict=True if kind == "cap" and plain and self.chance(0.4) else None,
                     per_recipient=per_recipient and (kind != "quota" or not self.large),
                     per_year=self.chance(0.3) and (kind != "quota" or not self.large))

    def quotas(self) -> None:
        for fund in self.fund_names:
            if not self.rights[fund] or not self.chance(0.15 if self.large else 0.08):
                continue
            total = sum(r["amount_eur"] for r in self.tables["annuities"] if r["fund"] == fund)
            zone = self.rng.choice(self.zones)
            row = dict(fund=fund, territory=zone, year=self.rng.choice(self.calendar) if self.chance(0.3) else None)
            if self.chance(0.4):
                row["min_eur"] = total // (10 * len(self.zones))
            else:
                row["max_eur"] = total // (2 * len(self.zones))
            if row["year"] is None or any(r["year"] == row["year"] for r in self.tables["annuities"]
                                          if r["fund"] == fund):
                self.add("territory_quotas", **row)

    # --- limits, links, supply ----------------------------------------------------------------------------------

    def limits_and_links(self) -> None:
        rng = self.rng
        limited: set[str] = set()
        for measure in self.measure_names:
            info = self.info[measure]
            if info["whole"]:
                most = rng.randint(1, 2) if not self.large else rng.randint(1, 3)
                self.add("measure_limits", measure=measure, max_units=most, counted="starts_in_horizon", kind="limit",
                         min_units=self.pick(None, 0))
                limited.add(measure)
            elif self.chance(0.5):
                counted = self.pick("in_service", "in_service", "starts_per_period", "starts_in_horizon")
                row = dict(measure=measure, counted=counted, kind="limit")
                if self.chance(0.3) and not info.get("association"):
                    row |= dict(per_indicator="POP", per_amount=rng.randint(5, 40) * 100,
                                rounding=self.pick("floor", "ceil"), at_least=self.pick(None, 1))
                    row["max_units"] = self.pick(None, 20)
                else:
                    row["max_units"] = self.pick(Fraction(rng.randint(2, 16), 2), 20, 50)
                self.add("measure_limits", **row)
                limited.add(measure)
                if self.chance(0.15) and info["owner"] == "zone" and not info.get("association"):
                    self.add("measure_limits", **(row | dict(territory=rng.choice(self.zones), max_units=rng.randint(1, 6))))
            if info["delay_months"] and not any(r["measure"] == measure and r["counted"] == "starts_per_period"
                                                for r in self.tables["measure_limits"]):
                # a start whose service begins after the last period costs nothing: only a limit bounds it
                self.add("measure_limits", measure=measure, counted="starts_per_period", kind="limit", max_units=30)
            bounded = any(r["measure"] == measure and r.get("per_indicator") for r in self.tables["measure_limits"])
            if info["owner"] == "zone" and not info.get("association") and not bounded and self.chance(0.07) and not info["start_from"]:
                self.add("measure_limits", measure=measure, counted="starts_in_horizon", kind="obligation",
                         territory=rng.choice(self.zones),
                         min_units=1 if info["whole"] else Fraction(1, 4))
        if self.children and self.chance(0.5):
            self.add("measure_limits", measure="H", counted="in_service", kind="limit", max_units=rng.randint(2, 9))
        plain = [m for m in self.measure_names if m in limited and self.info[m]["owner"] == "zone"
                 and not self.info[m].get("association")]
        if len(plain) >= 2 and self.chance(0.3 if self.large else 0.35):
            a, b = rng.sample(plain, 2)
            kind = self.pick("requires", "requires", "excludes", "one_of")
            self.add("links", kind=kind, measure=a, other_kind="measure", other=b)
        elif plain and len(self.level_names) > 1 and self.chance(0.3):
            a = rng.choice(plain)
            others = [x for x in self.level_names if x != self.info[a]["level"]]
            givers = {d["level"]: [] for d in self.tables["deliveries"]}
            for d in self.tables["deliveries"]:
                givers[d["level"]].append(d["measure"])
            usable = [x for x in others if all(g in plain and g != a for g in givers.get(x, []))]
            if usable:
                self.add("links", kind="requires", measure=a, other_kind="level", other=rng.choice(usable))

    def supply(self) -> None:
        rng = self.rng
        self.baseline = "in_annuities" if self.chance(0.1) and not any(
            r.get("bound_eur") for r in self.tables["annuities"]) else "outside"
        zone_funds = [f for f in self.fund_names if set(self.zones) <= set(self.recipients[f])]
        paying = rng.choice(zone_funds) if zone_funds and self.baseline == "in_annuities" else None
        for row in self.tables["service_levels"]:
            for zone in self.zones:
                for year in self.calendar:
                    if row["from_year"] and year < row["from_year"]:
                        continue
                    units = self.pick(0, 0, Fraction(1, 2), 1, 2) * self.needs[row["level"]] / 6
                    units = Fraction(round(units * 8), 8)  # a number of units has at most nine decimals
                    paid = paying is not None and self.chance(0.5)
                    self.add("service_supply", level=row["level"], territory=zone, year=year, units=units,
                             unit_cost_eur=7 * self.scale if paid else None, paid_by=paying if paid else "outside")
        if self.wants_infeasible or self.chance(0.1):
            row = rng.choice(self.tables["service_levels"])
            row["hard"] = True
            if not self.wants_infeasible:
                ratio, fixed = row.get("ratio"), row.get("required_units")
                for supply in self.tables["service_supply"]:
                    if supply["level"] == row["level"]:
                        need = fixed if fixed is not None else ratio * (self.pop[supply["territory"]] + 30)
                        part = self.pick(1, Fraction(5, 4)) if self.large and self.chance(0.97) else \
                            self.pick(Fraction(3, 4), 1, Fraction(5, 4))
                        supply["units"] = Fraction(math.ceil(need * part * 1000), 1000)

    # --- stages and head ----------------------------------------------------------------------------------------

    def head(self) -> dict:
        head = {
            "name": f"{'larger' if self.large else 'tiny'}-{self.seed}",
            "title": f"random plan {self.seed}" + (" (meant to be infeasible)" if self.wants_infeasible else ""),
            "horizon": {"from": self.start.isoformat(), "to": (self.end - dt.timedelta(days=1)).isoformat(),
                        "period": self.period},
            "tail_years": self.tail_years, "cut": self.cut, "baseline": self.baseline, "currency": "EUR",
        }
        return head

    def stages(self, model: Model) -> list[dict] | None:
        """Some stages of the default order (a class without a due row cannot be a stage)."""
        if self.chance(0.05):
            return None
        due = sorted({model.levels[level].priority for _, level, _ in model.required})
        out: list[dict] = []
        for priority in due:
            pair = [{"objective": "shortfall", "class": priority}, {"objective": "worst_zone", "class": priority}]
            if self.chance(0.2):
                pair.reverse()
            if self.chance(0.06):
                pair[0]["periods"] = "last"
            out += pair if self.chance(0.7) else pair[:1]
        chances = dict(continuity=0.3, persons=0.35, cost=0.85, at_risk=0.5, preference=0.4)
        chosen = [name for name, p in chances.items() if self.chance(p)]
        if "cost" not in chosen and "at_risk" in chosen:  # burning money before counting it is refused
            chosen.remove("at_risk")
        out += [{"objective": name} for name in chosen]
        if self.tables["current_plan"] and self.chance(0.8):
            out.append({"objective": "stability"})
        if self.chance(0.35):
            out.append({"objective": "tie_break"})
        return out


def with_leximin(stages: list[dict], rng: random.Random) -> list[dict]:
    """In one of seven lists that have a worst zone, a leximin after it or in its place; from a random stream of its own, so
    that all other plans are what their seeds gave before."""
    worst = [i for i, stage in enumerate(stages) if stage["objective"] == "worst_zone"]
    if not worst or rng.random() > 1 / 7:
        return stages
    i = rng.choice(worst)
    leximin = {"objective": "leximin", "class": stages[i]["class"], "depth": rng.choice((1, 2, 2, 3, 3, 9))}
    if rng.random() < 0.2:
        leximin["periods"] = "last"
    return stages[:i + rng.randrange(2)] + [leximin] + stages[i + 1:]


def name_acts(builder: Builder, rng: random.Random) -> None:
    """In half of the plans with municipal money each row of it by one of two acts, or by none; this names money, and no amount
    depends on it. From a random stream of its own, as above."""
    towns = {town for zone in builder.zones for town in builder.towns[zone]}
    if towns and rng.random() < 1 / 2:
        for row in builder.tables["annuities"]:
            if row["territory"] in towns:
                row["act"] = rng.choice(("DGM 1", "DGM 2", None))


def _whole_splits(model: Model) -> bool:
    """Whether each whole bundle can be paid to the cent by funds that are all bound to a share."""
    payers: dict = {}
    for a, bundle in model.columns:
        payers.setdefault(bundle, set()).add(model.annuities[a].fund)
    cohorts = {}
    for site, measure in model.starters:
        if not model.measures[measure].whole:
            continue
        for cohort in model.cohorts[measure]:
            for bundle, due in model.dues({(site, measure, cohort.index): Fraction(1)}).items():
                total = 0
                for fund in payers.get(bundle, ()):
                    share = min(model.rights[fund, bundle].max_share or 1,
                                getattr(model.co_financing(fund, model.sites[site], measure), "max_share", 1))
                    total += math.floor(share * due)
                if bundle in payers and total < due:
                    return False
    return True


def generate(seed: int, folder: Path, large: bool = False) -> dict:
    """Writes plan `seed` into `folder`; returns {'infeasible_wanted': bool, 'attempt': n}."""
    for attempt in range(50):
        builder = Builder(seed * 64 + attempt, large)
        builder.seed = seed
        head = builder.build()
        name_acts(builder, random.Random(f"acts {builder.seed}"))
        try:
            model = Model(plan_of(head, builder.tables))
            usable = (bool(model.required) and model.columns and model.co_financing_known()
                      and model.shares is not None and _whole_splits(model) and model.supply is not None)
        except PlanError:
            usable = False
        if not usable:
            continue
        if builder.chance(0.12):
            _records(builder, model)
        if builder.chance(0.1):
            _current_plan(builder, model)
        stages = builder.stages(model)
        if stages is not None:
            if not stages:
                continue
            head["stages"] = with_leximin(stages, random.Random(f"leximin {builder.seed}"))
        elif len({r.priority for r in model.levels.values()}) != len(
                {model.levels[level].priority for _, level, _ in model.required}):
            continue
        builder.rng.shuffle(builder.tables["annuities"])
        for old in folder.glob("*.csv"):
            old.unlink()
        write_package(folder, head, builder.tables)
        return {"infeasible_wanted": builder.wants_infeasible, "attempt": attempt}
    raise PlanError(f"no valid plan for seed {seed}")


def _records(builder: Builder, model: Model) -> None:
    options = [(model.annuities[a], b) for a, b in model.columns
               if model.annuities[a].tail is None and model.annuities[a].amount > 0 and not model.annuities[a].members]
    if not options:
        return
    annuity, (site, measure, _, category) = builder.rng.choice(options)
    if model.sites[site].kind != "zone":
        return
    part = builder.pick(Fraction(1, 10), Fraction(1, 4), Fraction(2) if builder.wants_infeasible else Fraction(1, 5))
    amount = int(annuity.amount * part)
    builder.add("records", territory=site, fund=annuity.fund, annuity=annuity.year if builder.chance(0.5) else None,
                measure=measure, category=category if builder.chance(0.5) else None, 
                assigned_eur=max(annuity.amount, amount), committed_eur=amount, paid_eur=0, as_of=builder.start - dt.timedelta(days=1), kind="state")


def _current_plan(builder: Builder, model: Model) -> None:
    options = [(a, b) for a, b in model.columns if model.annuities[a].tail is None]
    for a, (site, measure, e, category) in sorted(builder.rng.sample(options, min(4, len(options)))):
        annuity = model.annuities[a]
        builder.add("current_plan", fund=annuity.fund, year=annuity.year, recipient=annuity.recipient,
                    act=annuity.act or None, territory=site, measure=measure, period=model.elementary[e].text,
                    category=category, amount_eur=builder.rng.randint(1, 50) * builder.scale)
