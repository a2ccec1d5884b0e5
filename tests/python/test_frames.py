"""Frames go out to and come in from pandas, polars and pyarrow without losing a cent."""

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy
import pyarrow
import pytest

import leps

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")

WAYS = {
    "pandas": lambda frame: frame.to_pandas(),
    "pandas, filtered": lambda frame: frame.to_pandas().sample(frac=1, random_state=3),
    "polars": lambda frame: frame.to_polars(),
    "polars, by the protocol": lambda frame: polars.DataFrame(frame),
    "pyarrow": lambda frame: pyarrow.table(frame),
    "frame": lambda frame: frame,
    "rows": lambda frame: frame.to_pylist(),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_table_comes_back_as_it_went(plan: leps.Plan, way: str) -> None:
    assert plan.replace(**{name: WAYS[way](frame) for name, frame in plan.tables.items()}) == plan


@pytest.mark.parametrize("way", WAYS)
def test_the_tables_of_tuscany_come_back_as_they_went(tuscany: leps.Plan, way: str) -> None:
    for name in ("annuities", "indicator_values", "eligibility", "measure_costs"):
        assert tuscany.replace(**{name: WAYS[way](tuscany.table(name))}) == tuscany


def test_pandas_sums_money_exactly(tuscany: leps.Plan) -> None:
    frame = tuscany.annuities.to_pandas()
    by_fund = frame.groupby("fund")["amount_eur"].sum()
    assert all(isinstance(value, Decimal) for value in by_fund)
    assert by_fund.sum() == sum(tuscany.annuities["amount_eur"].to_pylist())


@pytest.mark.parametrize(
    "frame",
    [
        pandas.DataFrame({"fund": ["STATE"], "amount_eur": [0.1]}),
        polars.DataFrame({"fund": ["STATE"], "amount_eur": [11000.0]}),
        [{"fund": "STATE", "amount_eur": 11000.5}],
        [{"fund": "STATE", "amount_eur": numpy.float64(3)}],
    ],
    ids=["pandas", "polars", "rows", "numpy"],
)
def test_a_float_where_money_is_due_is_refused_by_name(plan: leps.Plan, frame: Any) -> None:
    with pytest.raises(TypeError, match=r"annuities\.amount_eur, row 1"):
        plan.replace(annuities=frame)


def test_a_float_where_a_share_is_due_is_refused_by_name(plan: leps.Plan) -> None:
    rows = plan.eligibility.to_pylist()
    rows[0]["max_share"] = 0.4
    with pytest.raises(TypeError, match=r"eligibility\.max_share, row 1"):
        plan.replace(eligibility=rows)
    rows[0]["max_share"] = Fraction(2, 5)
    assert "2/5" in plan.replace(eligibility=rows).eligibility["max_share"].to_pylist()


def test_whole_years_that_pandas_turned_into_floats_are_years(plan: leps.Plan) -> None:
    frame = plan.annuities.to_pandas()
    frame["year"] = frame["year"].astype("float64")
    assert plan.replace(annuities=frame) == plan


def test_empty_cells_are_unknown_in_every_library(plan: leps.Plan) -> None:
    frame = plan.annuities.to_pandas()
    frame["gross_eur"] = numpy.nan
    frame["act"] = None
    assert plan.replace(annuities=frame) == plan


def test_cents_survive_where_floats_would_lose_them(plan: leps.Plan) -> None:
    rows = plan.annuities.to_pylist()
    rows[0]["amount_eur"] = Decimal("90071992547409.93")  # 2^53 cents and a bit: no float holds it
    changed = plan.replace(annuities=rows)
    assert changed.annuities.to_polars()["amount_eur"][0] == Decimal("90071992547409.93")
    assert changed.replace(annuities=changed.annuities.to_polars()) == changed


def test_floats_for_drawing_do_not_come_back_into_a_plan(plan: leps.Plan) -> None:
    drawn = plan.service_levels.approximate()
    assert drawn.where(level="HOME")["ratio_approx"].to_pylist() == [0.1]
    assert "ratio_approx" not in plan.service_levels
    with pytest.raises(TypeError, match="drop it"):  # two columns could disagree: which one was meant?
        plan.replace(service_levels=drawn)


@pytest.mark.parametrize("wrong", ["annuities.csv", 3, {"fund": ["STATE"]}, [("STATE", 2025)]])
def test_what_is_no_table_is_a_type_error(plan: leps.Plan, wrong: Any) -> None:
    with pytest.raises(TypeError, match="annuities"):
        plan.replace(annuities=wrong)


def test_the_users_own_columns_are_carried_along(plan: leps.Plan) -> None:
    rows = [{**row, "x_office": f"desk {i}"} for i, row in enumerate(plan.funds.to_pylist())]
    carried = plan.replace(funds=rows)
    assert carried.funds["x_office"].to_pylist() == ["desk 0", "desk 1"]
    assert pickle.loads(pickle.dumps(carried)) == carried


def test_a_frame_selects_slices_and_shows(plan: leps.Plan) -> None:
    annuities = plan.annuities
    assert annuities.shape == (6, len(annuities.column_names))
    assert len(annuities.where(fund="STATE", year=2025)) == 2
    assert annuities[["fund", "year"]].column_names == ["fund", "year"]
    assert len(annuities[1:3]) == len(annuities.head(2)) == 2
    assert [row["fund"] for row in annuities] == annuities["fund"].to_pylist()
    assert pickle.loads(pickle.dumps(annuities)) == annuities
    assert "amount_eur" in annuities
    with pytest.raises(KeyError, match="amount_eur"):
        annuities["amount"]
    with pytest.raises(KeyError):
        annuities.where(amount=3)
    assert "11" in annuities._repr_html_()
    assert "annuities" in repr(annuities)
    from rich.console import Console

    Console(file=open("/dev/null", "w")).print(annuities)


def test_missing_values_of_pandas_in_rows_are_empty_cells(plan: leps.Plan) -> None:
    for missing in (pandas.NA, pandas.NaT, numpy.datetime64("NaT"), float("nan"), Decimal("NaN")):
        rows = [{**row, "act": missing, "decree_date": missing} for row in plan.annuities]
        assert plan.replace(annuities=rows) == plan


@pytest.mark.parametrize("unit", ["D", "s", "us", "ns"])
def test_dates_of_numpy_are_days_in_every_unit(plan: leps.Plan, unit: str) -> None:
    rows = [{**row, "spend_from": numpy.datetime64(row["spend_from"]).astype(f"datetime64[{unit}]")} for row in plan.annuities]
    assert plan.replace(annuities=rows) == plan
    with pytest.raises(TypeError, match=r"annuities\.spend_from, row 1: .* is a moment"):
        plan.replace(annuities=[{**rows[0], "spend_from": numpy.datetime64(1, "ns")}])


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("annuities", "amount_eur", leps.Units.parse("1")), ("annuities", "amount_eur", leps.Ratio.parse("1")),
     ("service_supply", "units", leps.Money.euros("1")), ("service_supply", "units", leps.Ratio.parse("1")),
     ("eligibility", "max_share", leps.Money.euros("1")), ("annuities", "year", leps.Money.euros("2025")),
     ("annuities", "amount_eur", numpy.array([1, 2])), ("annuities", "fund", b"STATE"), ("annuities", "fund", object())],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused_by_its_place(plan: leps.Plan, table: str, column: str, value: Any) -> None:
    rows = plan.table(table).to_pylist()
    rows[1][column] = value
    with pytest.raises(TypeError, match=rf"{table}\.{column}, row 2: an? {type(value).__name__}"):
        plan.replace(**{table: rows})


@pytest.mark.parametrize(
    "number", [10**5000, Decimal("1E+9999999"), Decimal("1E-9999999"), Decimal("Infinity"), Fraction(1, 10**5000)],
    ids=["int", "large", "small", "infinite", "fraction"],
)  # fmt: skip
def test_a_number_without_end_is_a_finding_like_any_other(plan: leps.Plan, number: Any) -> None:
    rows = plan.annuities.to_pylist()
    rows[0]["amount_eur"], rows[1]["fund"] = number, "STAET"
    with pytest.raises(leps.DataError) as error:
        plan.replace(annuities=rows)
    places = {(issue.table, issue.row, issue.field) for issue in error.value.issues}
    assert {("annuities", 1, "amount_eur"), ("annuities", 2, "fund")} <= places
    assert len(str(error.value)) < 2000


def test_an_empty_list_empties_a_table(plan: leps.Plan) -> None:
    linked = plan.replace(links=[{"kind": "requires", "measure": "HUB_SVC", "other_kind": "measure", "other": "CARE"}])
    assert len(linked.links) == 1
    assert linked.replace(links=[]) == plan


def test_a_frame_on_a_narrow_terminal_cuts_no_number(plan: leps.Plan) -> None:
    from rich.console import Console

    rows = plan.annuities.to_pylist()
    rows[0]["amount_eur"] = Decimal("12345678901234.56")
    frame = plan.replace(annuities=rows).annuities[["fund", "year", "territory", "amount_eur"]].head(1)
    for width in (20, 30, 40):
        console = Console(width=width, record=True, file=open("/dev/null", "w"))
        console.print(frame)
        shown = console.export_text()
        assert "…" not in shown
        assert sorted(digit for digit in shown if digit.isdigit()) == sorted("2025" + "1234567890123456")
