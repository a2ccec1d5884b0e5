"""The tables of the Tuscany plan: derived as its script says, each row with its source, no two rows that contradict."""

import csv
import importlib.util
import json
from fractions import Fraction
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "python" / "leps" / "data"
PLAN = DATA / "tuscany"
DERIVED = ("territories", "indicator_values", "service_supply", "level_targets", "annuities")
BASES = {"law", "decree", "record", "estimate", "assumption"}


def table(name):
    with open(PLAN / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def script():
    spec = importlib.util.spec_from_file_location("derive_tuscany", DATA / "derive_tuscany.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def derived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("derived")
    script().derive(folder)
    return folder


@pytest.mark.parametrize("name", DERIVED)
def test_the_script_reproduces_the_shipped_table_byte_for_byte(derived, name):
    assert (derived / f"{name}.csv").read_bytes() == (PLAN / f"{name}.csv").read_bytes()


def test_the_package_lists_exactly_the_tables_that_are_there():
    package = json.loads((PLAN / "datapackage.json").read_text(encoding="utf-8"))
    assert sorted(resource["path"] for resource in package["resources"]) == sorted(path.name for path in PLAN.glob("*.csv"))
    for resource in package["resources"]:
        with open(PLAN / resource["path"], encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]


@pytest.mark.parametrize("name", sorted(path.stem for path in PLAN.glob("*.csv")))
def test_every_row_says_its_source_and_its_basis(name):
    for number, row in enumerate(table(name), start=1):
        assert row["source"].strip(), f"{name} row {number} has no source"
        assert row["basis"] in BASES, f"{name} row {number}: basis {row['basis']!r}"


def test_it_has_the_promised_size():
    zones = [row for row in table("territories") if row["kind"] == "zone"]
    assert [row["territory"] for row in zones] == [f"TOS-{number:02d}" for number in range(1, 29)]
    assert len(table("funds")) >= 10
    assert len([row for row in table("measures") if row["unit"]]) == 12
    assert len(table("service_levels")) == 8


def test_what_may_be_planned_is_gross_less_bound_to_the_cent():
    for row in table("annuities"):
        if row["gross_eur"]:
            assert Fraction(row["gross_eur"]) - Fraction(row["bound_eur"]) == Fraction(row["amount_eur"])


def test_the_zones_and_municipalities_share_the_regional_amount_to_the_cent():
    # by hand: the sum of the shares must be the amount printed in sources/tuscany_funds.csv
    with open(DATA / "sources" / "tuscany_funds.csv", encoding="utf-8", newline="") as file:
        for fund in csv.DictReader(file):
            shares = [Fraction(row["gross_eur"]) for row in table("annuities")
                      if row["fund"] == fund["fund"] and row["year"] == fund["year"]]
            assert sum(shares) == Fraction(fund["amount_eur"])


def test_the_script_shares_the_missing_cents_by_largest_remainder():
    # by hand: 100 cents over 1, 1, 1 -> 34, 33, 33 (ties in order); 10 over 2, 1 -> 6.67, 3.33 -> 7, 3
    share_out = script().share_out
    assert share_out(100, {"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}
    assert share_out(10, {"a": 2, "b": 1}) == {"a": 7, "b": 3}


def test_every_level_has_its_supply_wherever_and_whenever_it_is_due():
    supply = {(row["level"], row["territory"], row["year"]) for row in table("service_supply")}
    for level in table("service_levels"):
        for year in range(int(level["from_year"]), int(level["to_year"]) + 1):
            for territory in table("territories"):
                if territory["kind"] == "zone":
                    assert (level["level"], territory["territory"], str(year)) in supply


def test_every_cost_has_a_fund_that_may_pay_it():
    payable = {(row["measure"], row["category"]) for row in table("eligibility")}
    for row in table("measure_costs"):
        assert (row["measure"], row["category"]) in payable


def test_every_european_fund_says_its_share():
    shares = {row["fund"] for row in table("co_financing")}
    assert shares == {row["fund"] for row in table("funds") if row["tier"] == "eu"}
