"""Two answers beside each other: joined by id, exact, nothing silently zero; and what differs between two plans."""

import copy
import io
import pickle
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import leps

CASES = Path(__file__).resolve().parents[1] / "cases"
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)> =HYPERLINK(\"http://evil\")"
NANO = Decimal("0.000000001")


def answer_of(case: str) -> leps.Allocation:
    return leps.allocate(leps.read_plan(CASES / case), progress=False)


@pytest.fixture(scope="module")
def cut(plan: leps.Plan) -> leps.Allocation:
    """Less money of both funds, and a third zone with a fund of its own: rows that the first plan does not have."""
    less = {"R": "9000.00", "Z1": "8000.00"}
    annuities = [row | {"amount_eur": less.get(row["territory"], row["amount_eur"])} for row in plan.annuities]
    local = {"fund": "LOC", "territory": "Z3", "amount_eur": "1000.00", "status": "assigned", "spend_to": "2026-12-31"}
    second = plan.replace(
        territories=[*plan.territories, {"territory": "Z3", "name": EVIL, "kind": "zone", "parent": "R"}],
        indicator_values=[*plan.indicator_values, {"indicator": "POP", "territory": "Z3", "year": 2025, "value": 100}],
        service_supply=[*plan.service_supply, *({"level": level, "territory": "Z3", "year": year, "units": 0}
                                                for level in ("HOME", "HUB") for year in (2025, 2026))],
        funds=[*plan.funds, {"fund": "LOC", "name": f"Local {EVIL}", "tier": "municipality", "recurrent": False, "carry_over": True}],
        annuities=[*annuities, *(local | {"year": year, "spend_from": f"{year}-01-01"} for year in (2025, 2026))],
        eligibility=[*plan.eligibility, {"fund": "LOC", "measure": "CARE", "category": "current"}],
    )  # fmt: skip
    return leps.allocate(second, progress=False)


@pytest.fixture(scope="module")
def found(result: leps.Allocation, cut: leps.Allocation) -> leps.Comparison:
    return leps.compare(result, cut)


def keyed(frame: leps.Frame, *key: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[name] for name in key): row for row in frame}


def pairs(frame: leps.Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each name x of x_first and x_second, and each row."""
    for name in frame.column_names:
        if name.endswith("_first"):
            for row in frame:
                yield name.removesuffix("_first"), row


def exact(value: Any) -> Any:
    """Fractions are exact text."""
    return Fraction(value) if isinstance(value, str) and re.fullmatch(r"-?\d+(/\d+)?(\.\d+)?", value) else value


# tests/cases: with 84,600,000.00 exactly 400 projects of 211,500.00 are built, with one cent less 399; 400 are due.
def test_one_cent_less_falls_below_the_level_by_one_project() -> None:
    base, less = answer_of("exact_400_projects"), answer_of("exact_400_minus_one_cent")
    found = leps.compare(base, less)
    (fall,) = found.falls
    assert (fall["territory"], fall["level"], fall["period"]) == ("Z1", "L", "2024-01-01/2024-12-31")
    assert (fall["after_first"], fall["after_second"], fall["after_delta"], fall["shortfall_delta"]) == ("400", "399", "-1", "1")
    (fund,) = [row for row in found.funds if not row["projected"]]
    assert (fund["amount_eur_delta"], fund["used_eur_delta"]) == (Decimal("-0.01"), Decimal("-211500.00"))
    assert (fund["left_eur_first"], fund["left_eur_second"]) == (Decimal("0.00"), Decimal("211499.99"))
    (spent,) = found.money
    assert (spent["spent_eur_first"], spent["spent_eur_delta"]) == (Decimal("84600000.00"), Decimal("-211500.00"))
    (zone,) = found.zones
    assert (zone["levels_due_first"], zone["levels_reached_first"], zone["levels_reached_delta"]) == (1, 1, -1)
    assert (zone["class"], zone["gap_ppb_delta"], zone["spent_eur_delta"]) == (1, 2_500_000, Decimal("-211500.00"))  # 1/400
    (shortfall,) = found.stages.where(objective="shortfall")
    assert shortfall["value_delta"] == "1/400"
    assert leps.compare(less, base).falls.to_pylist() == []
    assert [(row["table"], row["key"], row["column"], row["before"], row["after"]) for row in base.plan.diff(less.plan)] == [
        ("header", None, "name", "exact-400-projects", "exact-400-minus-one-cent"),
        ("header", None, "title", "84,600,000.00 is exactly 400 projects", "One cent less than 400 projects"),
        ("annuities", "fund=F; year=2024; territory=Z1", "amount_eur", "84600000.00", "84599999.99"),
    ]


# tests/cases/two_zones/README.md: 3 places of HOURS for one of two years and 4 of JOINT for the second, in either zone. A spends 300.00
# on them, 350.00, 1,000.00 on the house and 100.00 to run it; B 330.00 and 350.00.
def test_persons_and_money_of_zones_are_those_of_the_hand_made_case() -> None:
    base = answer_of("two_zones")
    zones = keyed(leps.compare(base, base).zones, "territory")
    assert {zone: row["covered_persons_first"] for (zone,), row in zones.items()} == {"A": Decimal("3.5"), "B": Decimal("3.5")}
    assert {zone: row["spent_eur_first"] for (zone,), row in zones.items()} == {"A": Decimal("1750.00"), "B": Decimal("680.00")}


# tests/cases/region_owned with the Region as payer of 400.01: a quarter is 100.0025 and goes down, three quarters are 300.0075.
def test_money_of_the_region_counts_in_the_zones_by_their_shares_to_the_cent() -> None:
    plan = leps.read_plan(CASES / "region_owned")
    annuity = plan.annuities.to_pylist()[0] | {"territory": "R", "amount_eur": "400.01"}
    costs = [row | {"amount_eur": "400.01"} for row in plan.measure_costs]
    paid = leps.allocate(plan.replace(annuities=[annuity], measure_costs=costs), progress=False)
    assert leps.compare(paid, paid).zones["spent_eur_first"].to_pylist() == [Decimal("100.00"), Decimal("300.01")]


def test_its_numbers_are_exact_differences_of_the_result_tables(
    found: leps.Comparison, result: leps.Allocation, cut: leps.Allocation
) -> None:
    tables = (
        ("levels", "coverage", ("territory", "level", "period"), ("required", "after", "shortfall", "gap_ppb", "reached")),
        ("funds", "funds", ("fund", "year", "recipient", "act", "projected"), ("amount_eur", "used_eur", "left_eur", "lapses_on")),
        ("stages", "stages", ("objective", "class", "depth", "periods"), ("value", "bound")),
    )
    for name, table, key, columns in tables:
        sides = [keyed(answer.table(table), *key) for answer in (result, cut)]
        joined = keyed(found.table(name), *key)
        assert set(joined) == set(sides[0]) | set(sides[1])
        for place, row in joined.items():
            assert row["side"] == ("both" if all(place in side for side in sides) else "first" if place in sides[0] else "second")
            for column in columns:
                first, second = (exact(side[place][column]) if place in side else None for side in sides)
                assert (exact(row[f"{column}_first"]), exact(row[f"{column}_second"])) == (first, second)
                if f"{column}_delta" in row:
                    assert exact(row[f"{column}_delta"]) == (None if first is None or second is None else second - first)
    for row in found.stages:
        value_first, value_second, bound_first, bound_second = (
            exact(row[f"{column}_{side}"]) for column in ("value", "bound") for side in ("first", "second")
        )
        assert exact(row["delta_least"]) == bound_second - value_first
        assert exact(row["delta_most"]) == value_second - bound_first
        assert exact(row["delta_least"]) <= exact(row["value_delta"]) <= exact(row["delta_most"])


@pytest.mark.parametrize("side", ["first", "second"])
def test_zones_add_up_to_the_stages_and_to_what_is_spent(found: leps.Comparison, side: str) -> None:
    answer = getattr(found, side)
    cells = [row[f"persons_{side}"] for row in found.persons if row[f"persons_{side}"] is not None]
    (persons,) = answer.stages.where(objective="persons")
    assert 0 <= -Decimal(persons["value"]) - sum(cells) < len(cells) * NANO  # each cell is rounded down
    assert sum(row[f"covered_persons_{side}"] or 0 for row in found.zones) == sum(cells)
    for priority in (1, 2):
        (worst,) = answer.stages.where(objective="worst_zone").where(**{"class": priority})
        gaps = [row[f"gap_ppb_{side}"] for row in found.classes if row["class"] == priority and row[f"gap_ppb_{side}"] is not None]
        assert Fraction(max(gaps), 10**9) == Fraction(worst["value"])
    spent = sum(row["amount_eur"] for row in answer.spend if row["period"] < "2027")
    assert sum(row[f"spent_eur_{side}"] or 0 for row in found.zones) == sum(row[f"spent_eur_{side}"] or 0 for row in found.money) == spent


def test_a_zone_and_a_fund_of_one_plan_alone_are_kept_and_empty_on_the_other_side(found: leps.Comparison) -> None:
    for frame, where in ((found.zones, {"territory": "Z3"}), (found.levels, {"territory": "Z3"}), (found.persons, {"territory": "Z3"}),
                         (found.classes, {"territory": "Z3"}), (found.funds, {"fund": "LOC"}), (found.money, {"fund": "LOC"})):  # fmt: skip
        rows = frame.where(**where)
        assert len(rows)
        for name, row in pairs(rows):
            assert row["side"] == "second"
            assert row[f"{name}_first"] is None
            assert row.get(f"{name}_delta") is None
    assert all(row["side"] == "both" for row in found.zones if row["territory"] != "Z3")


# Z1 loses 6,000.20 of its own and the Region 22,000 of 40,000, so Z1 is served less; Z3 has no first side to lose from.
def test_who_is_served_less_and_who_falls_is_one_line_each(found: leps.Comparison) -> None:
    lost = found.zones.to_pandas().query("covered_persons_delta < -0.001")
    assert list(lost.territory) == ["Z1"]
    hubs = found.falls.where(level="HUB")
    was, now = ({(row["territory"], row["period"]) for row in answer.coverage.where(level="HUB", reached=True)}
                for answer in (found.first, found.second))  # fmt: skip
    assert {(row["territory"], row["period"]) for row in hubs} == was - now
    assert was - now


def test_an_answer_differs_from_itself_in_nothing(result: leps.Allocation) -> None:
    same = leps.compare(result, result)
    for frame in same.tables.values():
        assert all(row["side"] == "both" for row in frame)
        for name, row in pairs(frame):
            assert row[f"{name}_first"] == row[f"{name}_second"]
            assert not exact(row.get(f"{name}_delta", 0))
    assert len(same.falls) == 0
    assert set(same.stages["verdict"].to_pylist()) == {"the same"}
    assert "No zone falls" in str(same)
    assert list(same.plot.waterfall().data[0].measure) == ["absolute", "total"]


def test_the_other_way_round_it_is_its_mirror(found: leps.Comparison) -> None:
    back = leps.compare(found.second, found.first)
    sides = {"both": "both", "first": "second", "second": "first"}
    for name in ("zones", "classes", "levels", "funds", "persons", "money"):
        there, here = found.table(name).to_pylist(), back.table(name).to_pylist()
        assert [sides[row["side"]] for row in there] == [row["side"] for row in here]
        for row, other in zip(there, here, strict=True):
            for column in (column.removesuffix("_first") for column in row if column.endswith("_first")):
                assert (row[f"{column}_first"], row[f"{column}_second"]) == (other[f"{column}_second"], other[f"{column}_first"])
                if (delta := exact(row.get(f"{column}_delta"))) is not None:
                    assert exact(other[f"{column}_delta"]) == -delta


def test_of_an_answer_that_is_none_nothing_is_known(plan: leps.Plan, result: leps.Allocation) -> None:
    limits = plan.measure_limits.to_pylist()
    limits[0] |= {"min_units": 4000, "kind": "obligation"}
    none = leps.allocate(plan.replace(measure_limits=limits), progress=False)
    half = leps.compare(result, none)
    assert none.status == "infeasible"
    for name, row in [pair for frame in half.tables.values() for pair in pairs(frame) if frame.name != "stages"]:
        assert row["side"] == "first"
        assert row[f"{name}_second"] is None
    assert len(half.falls) == 0
    assert "The second answer is infeasible" in str(half)
    assert "infeasible" in half._repr_html_()
    assert half.plot.waterfall()


def shown(comparison: leps.Comparison) -> str:
    out = io.StringIO()
    Console(file=out, width=160).print(comparison)
    return out.getvalue()


def test_it_says_first_what_a_person_wants_to_know(found: leps.Comparison) -> None:
    for text in (str(found), shown(found), found._repr_html_()):
        assert "falls below a level" in text
        assert "Emergency hub" in text
    assert "Regional fund" in shown(found)
    assert "−22\u202f000.00" in shown(found)  # two years of 11,000.00 less
    assert repr(found) == f"<Comparison of two_zones with two_zones: 3 zones; {len(found.falls)} {'fall' if len(found.falls) == 1 else 'falls'}>"


def test_names_never_become_markup(found: leps.Comparison) -> None:
    assert "<script>alert" not in found._repr_html_()
    assert "&lt;script&gt;alert" in found._repr_html_()
    assert "<script>alert" not in found.zones._repr_html_()
    for figure in (found.plot.waterfall(), found.plot.waterfall(level="HUB"), found.plot.before_after()):
        drawn = str(figure.to_plotly_json())
        assert "&lt;script" in drawn
        assert "<script" not in drawn
        assert "<img" not in drawn


def test_the_waterfall_of_money_goes_from_what_the_first_spends_to_what_the_second_does(found: leps.Comparison) -> None:
    (bars,) = found.plot.waterfall().data
    steps: dict[str, Decimal] = {}
    for row in found.money:
        steps[row["fund"]] = steps.get(row["fund"], Decimal(0)) + (row["spent_eur_second"] or 0) - (row["spent_eur_first"] or 0)
    assert sorted(bars.x[1:-1]) == sorted(float(step) for step in steps.values() if step)
    assert bars.x[0] == float(sum(row["spent_eur_first"] or 0 for row in found.money))
    assert bars.x[-1] == float(sum(row["spent_eur_second"] or 0 for row in found.money))
    assert any("(second only)" in label for label, _ in bars.customdata)


def test_the_waterfall_of_a_level_shows_what_each_zone_still_misses(found: leps.Comparison) -> None:
    rows = [row for row in found.levels if row["level"] == "HUB" and row["period"] == "2026-01-01/2026-12-31"]
    (bars,) = found.plot.waterfall(level="HUB").data
    first, second = (sum(Fraction(row[f"shortfall_{side}"] or 0) for row in rows) for side in ("first", "second"))
    assert (bars.x[0], bars.x[-1], sum(bars.x[1:-1])) == (float(first), float(second), float(second - first))
    with pytest.raises(ValueError, match="NOBODY"):
        found.plot.waterfall(level="NOBODY")
    with pytest.raises(ValueError, match="period needs a level"):
        found.plot.waterfall(period="2026-01-01/2026-12-31")


def test_before_and_after_shows_the_shares_of_the_frames(found: leps.Comparison) -> None:
    period = "2025-01-01/2025-12-31"
    figure = found.plot.before_after(level="HOME", period=period)
    rows = [row for row in found.levels if row["level"] == "HOME" and row["period"] == period]
    for side in ("first", "second"):
        shares = [min(Fraction(1), Fraction(row[f"after_{side}"]) / Fraction(row[f"required_{side}"])) for row in rows if row[f"after_{side}"]]
        drawn = [x for trace in figure.data if trace.mode == "markers" and trace.name.startswith(side) for x in trace.x if x is not None]
        assert sorted(drawn) == sorted(float(share) for share in shares)
    assert len(found.plot.before_after().layout.annotations) == 2  # a panel for each level
    with pytest.raises(ValueError, match="2031"):
        found.plot.before_after(period="2031-01-01/2031-12-31")


def test_it_pickles_copies_compares_and_refuses_what_is_no_answer(found: leps.Comparison, plan: leps.Plan) -> None:
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert hash(again) == hash(found)
    assert again.zones == found.zones
    assert copy.copy(found) is copy.deepcopy(found) is found
    assert found != leps.compare(found.second, found.first)
    assert list(found.tables) == ["zones", "classes", "levels", "funds", "persons", "money", "stages", "falls"]
    with pytest.raises(TypeError, match=r"leps\.Allocation"):
        leps.compare(plan, found.first)  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        found.table("nothing")


def test_two_rows_of_one_key_are_refused(result: leps.Allocation, plan: leps.Plan, tmp_path: Path) -> None:
    result.write(tmp_path / "result")
    coverage = tmp_path / "result" / "coverage.csv"
    lines = coverage.read_text().splitlines(keepends=True)
    coverage.write_text("".join([*lines, lines[-1]]))
    with pytest.raises(leps.InvalidValue) as refused:
        leps.compare(result, leps.read_allocation(tmp_path / "result", plan))
    assert (refused.value.code, refused.value.subject, refused.value.field) == ("duplicate_key", "the second answer", "coverage")


def test_a_diff_lists_what_was_changed_and_nothing_else(plan: leps.Plan) -> None:
    funds = plan.funds.to_pylist()
    funds[0] |= {"name": "Another name", "x_own": "mine"}
    other = plan.replace(header={"title": "Another title"}, funds=funds, beneficiary_groups=[], service_levels=[
        row | {"group": None} for row in plan.service_levels])  # fmt: skip
    rows = [tuple(row.values()) for row in plan.diff(other)]
    assert rows == [
        ("header", None, "title", "both", "Two zones, two years", "Another title"),
        ("beneficiary_groups", "group=ALL", None, "first", "name=Everybody; indicator=POP", None),
        ("service_levels", "level=HOME", "group", "both", "ALL", None),
        ("funds", "fund=REG", "name", "both", "Regional fund", "Another name"),
        ("funds", "fund=REG", "x_own", "both", None, "mine"),
    ]
    assert plan.diff(other).column_names == ["table", "key", "column", "side", "before", "after"]
    assert len(plan.diff(plan)) == 0
    with pytest.raises(TypeError, match=r"leps\.Plan"):
        plan.diff("plan")  # type: ignore[arg-type]
