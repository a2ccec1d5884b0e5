"""Changed plans: what each method changes, to the cent, and what it refuses."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import leps


def amounts(plan: leps.Plan, **where: object) -> list[Decimal]:
    return plan.annuities.where(**where)["amount_eur"].to_pylist()


def test_a_fund_is_scaled_as_a_whole_and_the_base_stays(plan: leps.Plan) -> None:
    # By hand: STATE has 11000.10 twice (Z1) and 7000.00 twice (Z2): 36000.20 in all, 9/10 are 32400.18; each part is its own nine tenths.
    cut = plan.scale_fund("STATE", "9/10")
    assert sorted(amounts(cut, fund="STATE")) == [Decimal("6300.00"), Decimal("6300.00"), Decimal("9900.09"), Decimal("9900.09")]
    assert sum(amounts(plan, fund="STATE")) == Decimal("36000.20")
    assert amounts(cut, fund="REG") == amounts(plan, fund="REG")
    assert {(row["table"], row["column"]) for row in plan.diff(cut)} == {("annuities", "amount_eur")}


def test_one_year_or_zone_is_scaled_alone(plan: leps.Plan) -> None:
    cut = plan.scale_fund("STATE", Fraction(1, 2), year=2026, territory="Z2")
    assert [row["after"] for row in plan.diff(cut)] == ["3500.00"]


def test_a_float_is_no_factor_and_no_amount(plan: leps.Plan) -> None:
    with pytest.raises(TypeError):
        plan.scale_fund("STATE", 0.9)
    with pytest.raises(TypeError):
        plan.set_annuity("REG", 2025, 100.5)


def test_where_gross_and_amount_differ_a_change_has_to_say_which(plan: leps.Plan) -> None:
    rows = plan.annuities.to_pylist()
    rows[0] |= {"gross_eur": rows[0]["amount_eur"] + 100, "bound_eur": Decimal(100)}
    bound = plan.replace(annuities=rows)
    fund, year = rows[0]["fund"], rows[0]["year"]
    with pytest.raises(leps.InvalidValue, match="on='amount' or on='gross'"):
        bound.scale_fund(fund, "9/10", year=year)
    # 20,000 of 20,100 may be planned: half of what may be planned is 10,000; half of gross is 10,050, of which 100 are bound.
    assert amounts(bound.scale_fund(fund, "1/2", year=year, on="amount"), fund=fund, year=year) == [Decimal("10000.00")]
    assert amounts(bound.scale_fund(fund, "1/2", year=year, on="gross"), fund=fund, year=year) == [Decimal("9950.00")]
    assert bound.scale_fund("STATE", "1/2") == bound.scale_fund("STATE", "1/2", on="amount")  # there they are one


def test_single_cells_are_set_by_name(plan: leps.Plan) -> None:
    changed = (
        plan.set_annuity("REG", 2025, "12345.67").set_cost("CARE", "current", 25).set_ratio("HOME", "1/8")
        .delay_measure("HUB_SVC", 3).shift_window("REG", months=12, year=2026, end_only=True)
    )  # fmt: skip
    assert {(row["table"], row["column"], row["before"], row["after"]) for row in plan.diff(changed)} == {
        ("annuities", "amount_eur", "20000.00", "12345.67"), ("measure_costs", "amount_eur", "24.00", "25.00"),
        ("service_levels", "ratio", "1/10", "1/8"), ("measures", "delay_months", "0", "3"),
        ("annuities", "spend_to", "2027-12-31", "2028-12-31"),
    }  # fmt: skip


def test_a_window_moves_both_ways(plan: leps.Plan) -> None:
    moved = plan.shift_window("REG", months=-6, year=2026)
    row = moved.annuities.where(fund="REG", year=2026).to_pylist()[0]
    assert (str(row["spend_from"]), str(row["spend_to"])) == ("2025-07-01", "2027-06-30")
    assert moved.shift_window("REG", months=6, year=2026) == plan


def test_what_is_not_there_or_not_one_is_refused_with_its_place(plan: leps.Plan) -> None:
    with pytest.raises(leps.DataError, match="no row has these cells"):
        plan.set_annuity("REG", 2031, 1)
    with pytest.raises(leps.DataError, match="2 rows have these cells"):
        plan.set_annuity("STATE", 2025, 1)
    with pytest.raises(leps.DataError) as refused:
        plan.edit([
            {"table": "annuities", "where": "fund=REG", "column": "amount_eur", "op": "multiply", "value": "much"},
            {"table": "mesures", "where": "", "column": "name", "op": "set", "value": "x"},
        ])  # fmt: skip
    assert [(issue.table, issue.row, issue.field) for issue in refused.value.issues] == [("scenarios", 1, "value"), ("scenarios", 2, "table")]


def test_rows_are_added_and_measures_dropped(plan: leps.Plan) -> None:
    wider = plan.add_eligibility(fund="STATE", measure="HUB_SVC", category="current")
    assert len(wider.eligibility) == len(plan.eligibility) + 1
    richer = wider.add_annuity(fund="REG", year=2025, territory="R", act="second", amount_eur="10", status="assigned", spend_from="2025-01-01",
                               spend_to="2025-12-31")  # fmt: skip
    assert len(richer.annuities) == len(plan.annuities) + 1
    with pytest.raises(leps.DataError):
        wider.add_eligibility(fund="STATE", measure="HUB_SVC", category="current")
    lean = plan.drop_measure("HUB_SVC")
    assert set(lean.measures["measure"].to_pylist()) == {"CARE"}
    with pytest.raises(leps.InvalidValue):
        plan.drop_measure("NONE")


def test_a_table_of_scenarios_says_the_same_as_the_methods(plan: leps.Plan) -> None:
    edited = plan.edit([{"table": "annuities", "where": "fund=STATE;year=2025", "column": "amount_eur", "op": "multiply", "value": "9/10"}])
    assert edited == plan.scale_fund("STATE", "9/10", year=2025)


def test_a_latin_hypercube_meets_every_part_once_and_seeds_repeat() -> None:
    data = [leps.Uncertain("annuities", "fund=REG", "amount_eur", leps.Uniform(0, 1)),
            leps.Uncertain("annuities", "fund=STATE", "amount_eur", leps.Uniform("4/5", "6/5"))]  # fmt: skip
    drawn = leps.monte_carlo(data, 10, seed=7)
    assert drawn == leps.monte_carlo(data, 10, seed=7) != leps.monte_carlo(data, 10, seed=8)
    factors = [Fraction(edits[0].value) for _, edits in drawn]
    assert sorted(int(factor * 10) for factor in factors) == list(range(10))
    assert all(Fraction(4, 5) <= Fraction(edits[1].value) <= Fraction(6, 5) for _, edits in drawn)


def test_samples_of_another_library_become_scenarios() -> None:
    datum = leps.Uncertain("annuities", "fund=REG", "amount_eur", leps.Uniform(0, 1))
    assert [edits[0].value for _, edits in leps.sampled([datum], [[0.5], [1.25]])] == ["1/2", "5/4"]
    for wrong in ([[0.5, 1.0]], [[-1.0]], [[float("nan")]]):
        with pytest.raises(leps.InvalidValue):
            leps.sampled([datum], wrong)


def test_distributions_are_their_inverse_functions() -> None:
    # By hand: a triangle on [0, 2] with mode 1 has half of its mass below 1 and an eighth below 1/2.
    triangle = leps.Triangular(0, 1, 2)
    assert [triangle.at(quantile) for quantile in (0.0, 0.125, 0.5, 0.875)] == [0, Fraction(1, 2), 1, Fraction(3, 2)]
    assert [leps.Choice(["9/10", 1]).at(quantile) for quantile in (0.0, 0.49, 0.5, 0.99)] == [Fraction(9, 10), Fraction(9, 10), 1, 1]
    assert leps.Uniform(1, 2).at(0.25) == Fraction(5, 4)


def test_an_id_that_is_none_is_no_wish_for_all(plan: leps.Plan) -> None:
    with pytest.raises(TypeError):
        plan.scale_fund(None, "1/2", on="amount")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        plan.shift_window(None, months=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [lambda: leps.Uniform(2, 1), lambda: leps.Triangular(1, "1/2", 2), lambda: leps.Choice([]), lambda: leps.Uniform(-1, 1)])
def test_a_distribution_that_is_none_is_refused(wrong: Any) -> None:
    with pytest.raises(leps.InvalidValue):
        wrong()


def test_no_draw_leaves_its_bounds() -> None:
    assert leps.Uniform("1/3", "1/3").at(0.5) == Fraction(1, 3)  # finer than the grid
