"""A plan is built from frames, compared, copied, pickled, changed into another, and refused with every finding."""

import copy
import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import leps


def test_a_plan_of_rows_is_the_plan_that_its_package_holds(plan: leps.Plan, plan_folder: Path) -> None:
    again = leps.read_plan(plan_folder)
    assert again == plan
    assert again.hash == plan.hash
    assert leps.read_plan(plan_folder / "datapackage.json") == plan
    assert leps.check(plan_folder) == plan.warnings


def test_the_order_of_rows_does_not_matter(plan: leps.Plan, header: dict[str, Any], tables: dict[str, Any]) -> None:
    turned = {name: rows[::-1] for name, rows in reversed(tables.items())}
    assert leps.Plan.from_frames(header, **turned) == plan


def test_a_plan_pickles_copies_and_hashes(plan: leps.Plan) -> None:
    again = pickle.loads(pickle.dumps(plan))
    assert again == plan
    assert hash(again) == hash(plan)
    assert copy.copy(plan) == copy.deepcopy(plan) == plan
    assert {plan: 1}[again] == 1
    assert plan != "a plan"


def test_tables_are_attributes_with_exact_types(plan: leps.Plan) -> None:
    annuities = plan.annuities
    assert len(annuities) == 6
    assert str(annuities.schema.field("amount_eur").type) == "decimal128(19, 2)"
    assert annuities["amount_eur"][0].as_py() == Decimal("20000.00")  # plan order: REG, R, 2025 comes first
    assert annuities["spend_from"][0].as_py() == date(2025, 1, 1)
    assert plan.service_supply.where(level="HOME", territory="Z2")["units"].to_pylist() == [Decimal("100.5")] * 2
    assert plan.service_levels.where(level="HOME")["ratio"].to_pylist() == ["1/10"]
    assert "annuities" in dir(plan)
    assert set(plan.tables) >= {"territories", "annuities", "eligibility"}
    with pytest.raises(AttributeError, match="annuities"):
        plan.anuities  # noqa: B018
    with pytest.raises(KeyError):
        plan.table("nothing")


def test_the_header_is_a_dictionary(plan: leps.Plan) -> None:
    assert plan.header["horizon"] == {"from": "2025-01-01", "to": "2026-12-31", "period": "year"}
    assert plan.title == "Two zones, two years"


def test_replace_gives_another_plan_and_leaves_the_first(plan: leps.Plan) -> None:
    before = plan.hash
    rows = plan.annuities.to_pylist()
    rows[0]["amount_eur"] = leps.Money.euros("1.23")
    changed = plan.replace(annuities=rows)
    assert changed != plan
    assert plan.hash == before
    assert changed.annuities["amount_eur"][0].as_py() == Decimal("1.23")
    assert changed.replace(annuities=plan.annuities) == plan
    assert plan.replace() == plan


def test_replace_changes_entries_of_the_header(plan: leps.Plan) -> None:
    changed = plan.replace(header={"title": "Another title"})
    assert changed.title == "Another title"
    assert changed.header["horizon"] == plan.header["horizon"]


def test_a_header_may_hold_days_and_fractions(plan: leps.Plan) -> None:
    header = {"horizon": {"from": date(2025, 1, 1), "to": date(2026, 12, 31), "period": "year"}}
    assert plan.replace(header=header) == plan
    kept = plan.replace(header={"stages": [{"objective": "cost", "keep": Fraction(1, 100)}]})
    assert kept.header["stages"][0]["keep"] == "1/100"


def test_stages_may_be_a_list_by_its_name(plan: leps.Plan, tmp_path: Path) -> None:
    equity = plan.replace(header={"stages": "equity_first"})
    assert equity.header["stages"] == "equity_first"
    assert equity != plan
    equity.write(tmp_path / "plan")
    assert leps.read_plan(tmp_path / "plan") == equity
    assert pickle.loads(pickle.dumps(equity)) == equity
    with pytest.raises(leps.DataError, match="equity_first"):
        plan.replace(header={"stages": "equity"})


def test_none_takes_an_entry_of_the_header_back_to_its_default(
    plan: leps.Plan, header: dict[str, Any], tables: dict[str, Any]
) -> None:
    for stages in ("equity_first", [{"objective": "cost"}]):
        other = plan.replace(header={"stages": stages})
        assert other != plan
        assert other.replace(header={"stages": None}) == plan
    changes: dict[str, Any] = {"title": "Another", "tail_years": 3, "cut": "day", "stages": "equity_first", "currency": "EUR",
                               "licences": [{"name": "CC0-1.0"}], "sources": [{"title": "By hand"}]}  # fmt: skip
    bare = leps.Plan.from_frames({name: header[name] for name in ("name", "horizon", "baseline")}, **tables)
    changed = plan.replace(header=changes)
    assert changed.replace(header=dict.fromkeys(changes)) == bare
    assert changed.replace(header=dict.fromkeys(changes)).header == bare.header
    assert changed.replace(header={"licenses": None}).header == {
        name: value for name, value in changed.header.items() if name != "licences"
    }  # fmt: skip
    assert leps.Plan.from_frames({**header, **dict.fromkeys(changes)}, **tables).header == bare.header
    rows = plan.annuities.where(fund="STATE")
    assert changed.replace(header={"stages": None}, annuities=rows) == plan.replace(
        header={**changes, "stages": None}, annuities=rows
    )  # fmt: skip


@pytest.mark.parametrize("entry", ["name", "horizon", "baseline", "titel"])
def test_none_is_no_value_of_an_entry_that_must_be_there_or_does_not_exist(plan: leps.Plan, entry: str) -> None:
    with pytest.raises(leps.DataError, match=entry):
        plan.replace(header={entry: None})
    with pytest.raises(leps.DataError, match=entry):
        plan.replace(header={entry: None, "title": None})


@pytest.mark.parametrize("header", [3, "two_zones", [("name", "x")], {"title": object()}])
def test_what_is_no_header_is_a_type_error(plan: leps.Plan, header: Any) -> None:
    with pytest.raises(TypeError, match="header"):
        plan.replace(header=header)
    with pytest.raises(TypeError, match="header"):
        leps.Plan.from_frames(header)


def test_all_findings_come_at_once(header: dict[str, Any], tables: dict[str, Any]) -> None:
    tables["annuities"][0]["amount_eur"] = "1.234,56"
    tables["annuities"][1]["fund"] = "STAET"
    tables["eligibility"][0]["measure"] = "CARRE"
    with pytest.raises(leps.DataError) as error:
        leps.Plan.from_frames(header, **tables)
    issues = error.value.issues
    assert isinstance(error.value, leps.Error)
    places = {(issue.table, issue.row, issue.field) for issue in issues if issue.severity == "error"}
    assert {("annuities", 1, "amount_eur"), ("annuities", 2, "fund"), ("eligibility", 1, "measure")} <= places
    wrong_amount = next(issue for issue in issues if issue.field == "amount_eur")
    assert "1.234,56" in wrong_amount.found
    assert wrong_amount.expected
    assert pickle.loads(pickle.dumps(issues)) == issues
    assert str(issues[0]) in str(error.value)
    assert pickle.loads(pickle.dumps(error.value)).issues == issues


def test_an_unknown_table_is_refused_by_name(plan: leps.Plan) -> None:
    with pytest.raises(leps.DataError, match="annuitys"):
        plan.replace(annuitys=[])


def test_a_table_of_a_later_stage_is_refused_by_name(plan: leps.Plan) -> None:
    with pytest.raises(leps.Error, match="threshold_grants"):
        plan.replace(threshold_grants=[{"fund": "STATE"}])


def test_a_folder_that_is_not_there_is_a_file_error(tmp_path: Path) -> None:
    with pytest.raises(leps.FileError) as error:
        leps.read_plan(tmp_path / "nowhere")
    assert "nowhere" in error.value.path


def test_writing_never_overwrites_unasked(plan: leps.Plan, tmp_path: Path) -> None:
    plan.write(tmp_path / "plan")
    with pytest.raises(leps.FileError):
        plan.write(tmp_path / "plan")
    plan.write(tmp_path / "plan", force=True)
    assert leps.read_plan(tmp_path / "plan") == plan


def test_a_plan_shows_itself(plan: leps.Plan) -> None:
    assert "two_zones" in repr(plan)
    assert "State fund" in plan._repr_html_()
    from rich.console import Console

    console = Console(width=120, record=True, file=open("/dev/null", "w"))
    console.print(plan)
    assert "Two zones, two years" in console.export_text()


def test_a_plan_is_not_built_by_hand() -> None:
    with pytest.raises(TypeError, match="read_plan"):
        leps.Plan("folder")
