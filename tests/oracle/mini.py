"""Plans of a few rows for hand-worked tests: one region, zones Z1 and Z2, one year unless said."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from .package import Plan, plan_of
from .semantics import Model


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def mini(years: int = 1, period: str = "year", tail: int = 0, zones: int = 1, stages: list | None = None,
         baseline: str = "outside", required=10, whole: bool = False, price: int | None = 100, per: str = "unit",
         life: str = "unlimited", money: int | None = 1000, first: str = "2024-01-01", last: str | None = None,
         fund: dict | None = None, level: dict | None = None, measure: dict | None = None, delivery: dict | None = None,
         eligibility: dict | None = None, **more) -> Plan:
    """Measure M (price per unit in cents) delivers to level L; fund F pays M/current with `money` cents per zone.

    Lists in `more` are added to the tables they name; None for price, money or eligibility leaves the default rows out.
    """
    names = [f"Z{i + 1}" for i in range(zones)]
    end = 2023 + years
    tables: dict[str, list[dict]] = {
        "territories": [dict(territory="R", name="R", kind="region", eu_category="more_developed")]
        + [dict(territory=z, name=z, kind="zone", parent="R") for z in names],
        "indicators": [dict(indicator="POP", role="population", projection="last_known")],
        "indicator_values": [dict(indicator="POP", territory=t, year=2023, value=Fraction(v))
                             for t, v in [("R", 1000 * zones), *((z, 1000) for z in names)]],
        "service_levels": [dict(level="L", unit="u", required_units=Fraction(required), priority=1, weight=Fraction(1),
                                hard=False) | (level or {})],
        "service_supply": [dict(level="L", territory=z, year=y, units=Fraction(0), paid_by="outside")
                           for z in names for y in range(2024, 2026 + years)],
        "measures": [dict(measure="M", unit="u", whole=whole, delay_months=0, life_months=life, owner="zone")
                     | (measure or {})],
        "deliveries": [dict(measure="M", level="L", units_per_unit=Fraction(1)) | (delivery or {})],
        "measure_costs": [] if price is None else
        [dict(measure="M", category="current", amount_eur=price, per=per)],
        "funds": [dict(fund="F", tier="state", recurrent=False, carry_over=True, preference=1) | (fund or {})],
        "annuities": [] if money is None else
        [dict(fund="F", year=2024, territory=z, amount_eur=money, status="assigned", spend_from=day(first),
              spend_to=day(last or f"{end}-12-31")) for z in names],
        "eligibility": [] if eligibility == {} else
        [dict(fund="F", measure="M", category="current") | (eligibility or {})],
    }
    for table, rows in more.items():
        tables.setdefault(table, [])
        tables[table] = tables[table] + rows
    head = dict(name="mini", horizon={"from": "2024-01-01", "to": f"{end}-12-31", "period": period}, tail_years=tail,
                cut="month", baseline=baseline,
                stages=stages if stages is not None else [{"objective": "shortfall", "class": 1}])
    return plan_of(head, tables)


def model(**arguments) -> Model:
    return Model(mini(**arguments))
