"""A plan package (datapackage.json and CSV tables) as plain Python: Fractions, integer cents, dates."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

MONEY, NUMBER, DATE, INTEGER, BOOLEAN, TEXT = "money", "number", "date", "integer", "boolean", "text"

TABLES: dict[str, dict[str, str]] = {
    "territories": dict(territory=TEXT, name=TEXT, kind=TEXT, parent=TEXT, eu_category=TEXT, groups=TEXT,
                        valid_from=DATE, valid_to=DATE),
    "indicators": dict(indicator=TEXT, name=TEXT, unit=TEXT, role=TEXT, projection=TEXT),
    "indicator_values": dict(indicator=TEXT, territory=TEXT, year=INTEGER, value=NUMBER),
    "beneficiary_groups": dict(group=TEXT, name=TEXT, indicator=TEXT),
    "service_levels": dict(level=TEXT, name=TEXT, group=TEXT, unit=TEXT, indicator=TEXT, ratio=NUMBER,
                           required_units=NUMBER, territory_group=TEXT, from_year=INTEGER, to_year=INTEGER,
                           priority=INTEGER, weight=NUMBER, hard=BOOLEAN, measured=TEXT, resolution=NUMBER,
                           legal_source=TEXT, repair_weight=NUMBER),
    "level_targets": dict(level=TEXT, territory=TEXT, year=INTEGER, required_units=NUMBER, repair_weight=NUMBER),
    "service_supply": dict(level=TEXT, territory=TEXT, year=INTEGER, units=NUMBER, unit_cost_eur=MONEY, paid_by=TEXT),
    "measures": dict(measure=TEXT, name=TEXT, parent=TEXT, unit=TEXT, whole=BOOLEAN, delay_months=INTEGER,
                     life_months=TEXT, start_from=DATE, start_to=DATE, owner=TEXT, serve_by=TEXT,
                     distinct_group=TEXT, legal_source=TEXT),
    "measure_costs": {"measure": TEXT, "category": TEXT, "amount_eur": MONEY, "per": TEXT, "territory": TEXT,
                      "territory_group": TEXT, "from": DATE, "to": DATE, "profile": TEXT},
    "deliveries": dict(measure=TEXT, level=TEXT, units_per_unit=NUMBER, persons_per_unit=NUMBER),
    "measure_limits": dict(measure=TEXT, territory=TEXT, territory_group=TEXT, min_units=NUMBER, max_units=NUMBER,
                           per_indicator=TEXT, per_amount=NUMBER, rounding=TEXT, at_least=NUMBER, counted=TEXT,
                           kind=TEXT, repair_weight=NUMBER),
    "links": dict(kind=TEXT, measure=TEXT, other_kind=TEXT, other=TEXT, repair_weight=NUMBER),
    "funds": dict(fund=TEXT, name=TEXT, family=TEXT, tier=TEXT, recurrent=BOOLEAN, carry_over=BOOLEAN,
                  missing_annuity=TEXT, preference=INTEGER, pooling=TEXT, round_share=TEXT, legal_source=TEXT),
    "annuities": dict(fund=TEXT, year=INTEGER, territory=TEXT, amount_eur=MONEY, gross_eur=MONEY, bound_eur=MONEY,
                      status=TEXT, spend_from=DATE, spend_to=DATE, act=TEXT, decree_date=DATE, repair_weight=NUMBER),
    "eligibility": {"fund": TEXT, "measure": TEXT, "category": TEXT, "territory": TEXT, "territory_group": TEXT,
                    "from": DATE, "to": DATE, "max_share": NUMBER, "max_eur": MONEY},
    "co_financing": dict(fund=TEXT, eu_category=TEXT, measure=TEXT, max_share=NUMBER, base=TEXT),
    "reserves": dict(fund=TEXT, reserve=TEXT, kind=TEXT, subset_kind=TEXT, subset=TEXT, share=NUMBER, strict=BOOLEAN,
                     per_recipient=BOOLEAN, per_year=BOOLEAN, repair_weight=NUMBER),
    "territory_quotas": dict(fund=TEXT, territory=TEXT, min_eur=MONEY, max_eur=MONEY, year=INTEGER),
    "associations": dict(association=TEXT, measure=TEXT, territory=TEXT, share=NUMBER),
    "records": dict(territory=TEXT, fund=TEXT, annuity=INTEGER, recipient=TEXT, act=TEXT, measure=TEXT, category=TEXT,
                    project=TEXT, start=DATE, units=NUMBER, period=TEXT, assigned_eur=MONEY, programmed_eur=MONEY,
                    committed_eur=MONEY, paid_eur=MONEY, reported_eur=MONEY, as_of=DATE, kind=TEXT,
                    repair_weight=NUMBER),
    "current_plan": dict(fund=TEXT, year=INTEGER, recipient=TEXT, act=TEXT, territory=TEXT, measure=TEXT, period=TEXT,
                         category=TEXT, amount_eur=MONEY),
}
COMMON = ("source", "basis", "note")


class PlanError(ValueError):
    """The package breaks a rule of the format that this reader looks at."""


class Row(dict):
    """One data row; columns are attributes too (`from` and `to` by item)."""

    __getattr__ = dict.__getitem__


@dataclass
class Plan:
    """All tables as lists of rows in plan order (ascending keys), and the settings of datapackage.json."""

    name: str
    start: dt.date
    end: dt.date  # the day after the last day
    period: str
    tail_years: int
    cut: str
    baseline: str
    stages: list[dict] | str | None  # a list, or the name of one
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def __getattr__(self, table: str) -> list[Row]:
        if table in TABLES:
            return self.tables[table]
        raise AttributeError(table)


def number(text: str) -> Fraction:
    """'1/3', '0.25', '40 %', '12' -> Fraction."""
    text = text.strip()
    if text.endswith("%"):
        return Fraction(text[:-1].strip()) / 100
    return Fraction(text)


def cents(text: str) -> int:
    """'12.34' -> 1234; more than two decimals are refused."""
    value = Fraction(text.strip()) * 100
    if value.denominator != 1:
        raise PlanError(f"more than two decimals: {text}")
    return int(value)


def _parse(kind: str, text: str):
    if kind == TEXT:
        return text
    if kind == MONEY:
        return cents(text)
    if kind == NUMBER:
        return None if text == "unlimited" else number(text)
    if kind == INTEGER:
        return int(text)
    if kind == BOOLEAN:
        return {"true": True, "false": False}[text]
    return dt.date.fromisoformat(text)


def day_after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)


def read_package(folder: str | Path) -> Plan:
    """Reads every table that the package names; sorts rows by their columns, so file order is forgotten."""
    folder = Path(folder)
    head = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables: dict[str, list[Row]] = {}
    for resource in head["resources"]:
        name = resource["name"]
        if name not in TABLES:
            raise PlanError(f"unknown table {name}")
        columns = TABLES[name]
        tables[name] = []
        with open(folder / resource["path"], encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file):
                row = Row.fromkeys((*columns, *COMMON))
                for column, text in record.items():
                    if column in columns:
                        if text != "":
                            row[column] = _parse(columns[column], text)
                    elif column in COMMON:
                        row[column] = text or None
                    elif not column.startswith("x_"):
                        raise PlanError(f"unknown column {name}.{column}")
                tables[name].append(row)
    return plan_of(head, tables)


def plan_of(head: dict, tables: dict[str, list[dict]]) -> Plan:
    """A plan from parsed rows; every known column is there, rows are in plan order."""
    horizon = head["horizon"]
    plan = Plan(
        name=head["name"],
        start=dt.date.fromisoformat(horizon["from"]),
        end=day_after(dt.date.fromisoformat(horizon["to"])),
        period=horizon["period"],
        tail_years=int(head.get("tail_years", 1)),
        cut=head.get("cut", "month"),
        baseline=head["baseline"],
        stages=head.get("stages"),
        tables={},
    )
    for name, columns in TABLES.items():
        rows = [Row({**dict.fromkeys((*columns, *COMMON)), **row}) for row in tables.get(name, ())]
        rows.sort(key=lambda row: tuple(_sortable(row[column]) for column in columns))
        plan.tables[name] = rows
    return plan


def _sortable(value):
    if value is None:
        return (0,)
    return (1, value.encode() if isinstance(value, str) else value)
