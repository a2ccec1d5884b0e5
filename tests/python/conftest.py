"""Plans that the Python tests share: a small one of our own, made of rows, and the shipped one of Tuscany."""

from __future__ import annotations

import copy
import csv
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import leps

HEADER: dict[str, Any] = {
    "name": "two_zones",
    "title": "Two zones, two years",
    "horizon": {"from": "2025-01-01", "to": "2026-12-31", "period": "year"},
    "tail_years": 1,
    "baseline": "outside",
}

WINDOWS = {2025: ("2025-01-01", "2026-12-31"), 2026: ("2026-01-01", "2027-12-31")}

TABLES: dict[str, list[dict[str, Any]]] = {
    "territories": [
        {"territory": "R", "name": "Region", "kind": "region"},
        {"territory": "Z1", "name": "First zone", "kind": "zone", "parent": "R"},
        {"territory": "Z2", "name": "Second zone", "kind": "zone", "parent": "R"},
    ],
    "indicators": [
        {"indicator": "POP", "name": "Residents", "unit": "persons", "role": "population", "projection": "last_known"}
    ],
    "indicator_values": [
        {"indicator": "POP", "territory": "Z1", "year": 2025, "value": 10000},
        {"indicator": "POP", "territory": "Z2", "year": 2025, "value": 5000},
    ],
    "beneficiary_groups": [{"group": "ALL", "name": "Everybody", "indicator": "POP"}],
    "service_levels": [
        {"level": "HOME", "name": "Home care", "group": "ALL", "unit": "hours/year", "indicator": "POP", "ratio": "1/10",
         "priority": 1, "weight": 2, "hard": False},
        {"level": "HUB", "name": "Emergency hub", "unit": "services", "required_units": 1, "priority": 2, "weight": 1,
         "hard": False},
    ],
    "service_supply": [
        {"level": level, "territory": zone, "year": year, "units": units}
        for level, zone, units in (("HOME", "Z1", "400"), ("HOME", "Z2", "100.5"), ("HUB", "Z1", "0"), ("HUB", "Z2", "0"))
        for year in (2025, 2026)
    ],
    "measures": [
        {"measure": "CARE", "name": "Hours of home care", "unit": "hours/year", "whole": False, "delay_months": 0,
         "life_months": 12, "start_from": "2025-01-01", "start_to": "2026-12-31", "owner": "zone"},
        {"measure": "HUB_SVC", "name": "Hub", "unit": "services", "whole": True, "delay_months": 0,
         "life_months": "unlimited", "start_from": "2025-01-01", "start_to": "2026-12-31", "owner": "zone"},
    ],
    "measure_costs": [
        {"measure": "CARE", "category": "current", "amount_eur": "24.00", "per": "unit_year"},
        {"measure": "HUB_SVC", "category": "capital", "amount_eur": "10000.00", "per": "unit"},
        {"measure": "HUB_SVC", "category": "current", "amount_eur": "5000.00", "per": "unit_year"},
    ],
    "deliveries": [
        {"measure": "CARE", "level": "HOME", "units_per_unit": 1, "persons_per_unit": "1/100"},
        {"measure": "HUB_SVC", "level": "HUB", "units_per_unit": 1},
    ],
    "measure_limits": [
        {"measure": "CARE", "max_units": 5000, "counted": "in_service", "kind": "limit"},
        {"measure": "HUB_SVC", "max_units": 1, "counted": "in_service", "kind": "limit"},
    ],
    "funds": [
        {"fund": "STATE", "name": "State fund", "tier": "state", "recurrent": True, "carry_over": True, "preference": 2},
        {"fund": "REG", "name": "Regional fund", "tier": "region", "recurrent": True, "carry_over": True, "preference": 1},
    ],
    "annuities": [
        {"fund": fund, "year": year, "territory": zone, "amount_eur": amount, "status": "assigned",
         "spend_from": WINDOWS[year][0], "spend_to": WINDOWS[year][1]}
        for fund, zone, amount in (("STATE", "Z1", "11000.10"), ("STATE", "Z2", "7000.00"), ("REG", "R", "20000.00"))
        for year in (2025, 2026)
    ],
    "eligibility": [
        {"fund": "STATE", "measure": "CARE", "category": "current"},
        {"fund": "REG", "measure": "CARE", "category": "current", "max_share": "1/2"},
        {"fund": "REG", "measure": "HUB_SVC", "category": "capital"},
        {"fund": "REG", "measure": "HUB_SVC", "category": "current"},
    ],
}  # fmt: skip


@pytest.fixture
def header() -> dict[str, Any]:
    return copy.deepcopy(HEADER)


@pytest.fixture
def tables() -> dict[str, list[dict[str, Any]]]:
    return copy.deepcopy(TABLES)


@pytest.fixture(scope="session")
def plan() -> leps.Plan:
    return leps.Plan.from_frames(HEADER, **TABLES)


@pytest.fixture(scope="session")
def result(plan: leps.Plan) -> leps.Allocation:
    return leps.allocate(plan, progress=False)


@pytest.fixture(scope="session")
def plan_folder(plan: leps.Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans") / "two_zones"
    plan.write(folder)
    return folder


@pytest.fixture(scope="session")
def tuscany() -> leps.Plan:
    return leps.datasets.tuscany()


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def quiet_environment() -> dict[str, str]:
    """For subprocesses: no colours, a wide terminal."""
    return {**os.environ, "NO_COLOR": "1", "COLUMNS": "160", "TERM": "dumb"}


@pytest.fixture(scope="session")
def move_one_cent() -> Callable[[Path], None]:
    """Adds one cent to the first payment of a result package, given its spend.csv."""

    def move(spend: Path) -> None:
        with spend.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        column = rows[0].index("amount_eur")
        rows[1][column] = str(Decimal(rows[1][column]) + Decimal("0.01"))
        with spend.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return move
