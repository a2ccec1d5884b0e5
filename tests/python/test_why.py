"""Why and why not, by hand on the plans of tests/cases: their README says what stops whom."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import leps

CASES = Path(__file__).resolve().parents[1] / "cases"


@pytest.fixture(scope="module")
def answers() -> dict[str, leps.Allocation]:
    return {}


@pytest.fixture
def case(answers: dict[str, leps.Allocation]) -> Any:
    def of(name: str) -> leps.Allocation:
        if name not in answers:
            answers[name] = leps.allocate(leps.read_plan(CASES / name), progress=False)
        return answers[name]

    return of


# What each README says stops the level, as rules of `binding`.
BINDING = {
    ("limit_per_indicator", "L"): {("measure_limit", "M, Z1")},
    ("persons_cap", "L"): {("persons_cap", "L, Z1")},
    ("link_requires_measure", "L"): {("link", "A, B, Z1")},
    ("link_excludes", "LB"): {("link", "A, B, Z1")},
    ("reserve_cap", "LB"): {("reserve", "F, RULE, Z1")},
}


@pytest.mark.parametrize(("name", "level"), BINDING)
def test_the_rule_that_stops_a_level_is_the_one_that_binds(name: str, level: str, case: Any) -> None:
    why = case(name).why("Z1", level, progress=False)
    assert {(row["rule"], row["subject"]) for row in why.binding if row["side"] == "most"} >= BINDING[name, level]
    assert any("One euro more of no annuity" in sentence for sentence in why.sentences), str(why)


def test_a_limit_says_how_much_it_allows(case: Any) -> None:
    # 2,500 residents / 1,000 rounded down, at least 3
    why = case("limit_per_indicator").why("Z1", "L", progress=False)
    assert any("at most 3, by the indicator POP" in sentence for sentence in why.sentences), str(why)


def test_a_window_that_shuts_too_early_is_named(case: Any) -> None:
    why = case("two_funds_end_30_june").why("Z1", "L", progress=False)
    first, second = sorted(why.payers, key=lambda row: row["period"])
    assert (first["state"], second["state"]) == ("available", "closed")
    assert second["closed"] == "A 2024 (Z1, 2024-01-01/2024-06-30); B 2024 (Z1, 2024-01-01/2024-06-30)"
    why_not = case("two_funds_end_30_june").why_not("M", "Z1", progress=False)
    assert why_not.verdict == "forbidden"
    assert len(why_not.changes) == 0


def test_prices_of_a_class_that_is_covered_are_zero(case: Any) -> None:
    why = case("three_valleys").why(*first_due(case("three_valleys")), progress=False)
    assert {row["scope"] for row in why.prices} <= {"any units", "the whole units of this plan"}
    for row in why.prices:
        assert row["more"] is None or Fraction(row["more"]) <= 0  # more money never raises a shortfall
        assert row["less"] is None or Fraction(row["less"]) >= 0


def first_due(result: leps.Allocation) -> tuple[str, str]:
    row = next(iter(result.coverage))
    return row["territory"], row["level"]


def test_one_more_unit_displaces_what_the_readme_says(case: Any) -> None:
    # starting B leaves LA: 3/8 instead of 1/8
    answer = case("link_excludes").why_not("B", "Z1", progress=False)
    assert answer.verdict == "displaces"
    stage = next(row for row in answer.changes if row["subject"] == "shortfall of class 1")
    assert (round(Fraction(stage["before"]), 9), round(Fraction(stage["after"]), 9)) == (Fraction(1, 8), Fraction(3, 8))
    levels = {row["subject"]: (Fraction(row["before"]), Fraction(row["after"])) for row in answer.changes if row["what"] == "level"}
    assert levels == {"LA, Z1": (1, 0), "LB, Z1": (0, 1)}
    assert (answer.started, answer.asked) == (0, 1)


def test_one_more_unit_that_a_reserve_does_not_pay_is_infeasible(case: Any) -> None:
    answer = case("reserve_cap").why_not("B", "Z1", progress=False)
    assert answer.verdict == "infeasible"
    assert [row["rule"] for row in answer.obstacles] == ["reserve"]


def test_one_more_unit_that_nobody_needs_costs_its_price(case: Any) -> None:
    answer = case("reserve_cap").why_not("A", "Z1", progress=False)
    cost = next(row for row in answer.changes if row["subject"] == "cost")
    assert (Fraction(cost["before"]), Fraction(cost["after"])) == (40, 41)


def test_unknown_ids_name_the_nearest_ones(result: leps.Allocation) -> None:
    with pytest.raises(leps.InvalidValue, match="nearest: Z1, Z2|nearest: Z2, Z1") as raised:
        result.why("Z3", "HOME")
    assert (raised.value.code, raised.value.field) == ("unknown_zone", "zone")
    with pytest.raises(leps.InvalidValue, match="nearest: HOME"):
        result.why("Z1", "home")
    with pytest.raises(leps.InvalidValue, match="nearest: HUB_SVC"):
        result.why_not("HUB_SRV", "Z1")
    with pytest.raises(TypeError, match="id of the plan"):
        result.why(3, "HOME")  # type: ignore[arg-type]
    with pytest.raises(leps.Unsupported, match="an engine 'cplex'"):
        result.why("Z1", "HOME", engine="cplex")
    with pytest.raises(leps.InvalidValue, match="0 to 1000"):
        result.why("Z1", "HOME", ranges=-1)


def test_a_result_that_is_not_allocated_cannot_be_asked() -> None:
    infeasible = leps.allocate(leps.read_plan(CASES / "obligation_unpaid"), progress=False)
    with pytest.raises(leps.InvalidValue, match="not_allocated"):
        infeasible.why("Z1", "L")
    with pytest.raises(leps.InvalidValue, match="not_allocated"):
        infeasible.why_not("M", "Z1")


def test_headings_cannot_be_started(header: dict[str, Any], tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["measures"].append({"measure": "ALL", "name": "All services"})
    tables["measures"][0]["parent"] = "ALL"
    result = leps.allocate(leps.Plan.from_frames(header, **tables), progress=False)
    with pytest.raises(leps.InvalidValue, match="heading"):
        result.why_not("ALL", "Z1")


@pytest.fixture
def priced(header: dict[str, Any], tables: dict[str, list[dict[str, Any]]]) -> leps.Why:
    """Home care alone, paid by the state alone, which has 1,000.00 in each zone and year."""
    for name in ("service_levels", "service_supply", "measures", "measure_costs", "deliveries", "measure_limits", "eligibility"):
        tables[name] = [row for row in tables[name] if row.get("level") != "HUB" and row.get("measure") != "HUB_SVC"]
    for name in ("funds", "annuities", "eligibility"):
        tables[name] = [row for row in tables[name] if row["fund"] == "STATE"]
    for row in tables["annuities"]:
        row["amount_eur"] = "1000.00"
    tables["territories"][1]["name"] = "<script>alert(1)</script>"
    return leps.allocate(leps.Plan.from_frames(header, **tables), progress=False).why("Z1", "HOME", progress=False)


def test_a_price_by_hand_in_units_of_the_level(priced: leps.Why) -> None:
    # 600 hours at 24.00 are missing each year in Z1, 1,000.00 pay 41.67 of them: each euro more pays 1/24 of an hour of one year. Z1 has 2/3 of
    # the people, and a year is half of the horizon: 2/3 x 1/2 x 1/24 / 1,000 of the class.
    by_fund = {(row["fund"], row["year"]): row for row in priced.prices}
    assert set(by_fund) == {("STATE", 2025), ("STATE", 2026)}
    for row in by_fund.values():
        assert row["scope"] == "any units"
        assert abs(Fraction(row["more"]) + Fraction(1, 72000)) < Fraction(1, 10**11)
        assert abs(Fraction(row["less"]) - Fraction(1, 72000)) < Fraction(1, 10**11)
        assert abs(Fraction(row["units"]) - Fraction(1, 48)) < Fraction(1, 10**6)  # in each of two years
    assert "lowers the shortfall of class 1 by 1.389e-5" in str(priced)


def test_pictures_show_the_numbers_of_the_frame(priced: leps.Why) -> None:
    more, less = priced.plot().data
    assert list(more.x) == [float(Fraction(row["more"])) for row in priced.prices]
    assert list(less.x) == [float(Fraction(row["less"])) for row in priced.prices]


def test_answers_pickle_copy_compare_and_print(priced: leps.Why, result: leps.Allocation) -> None:
    why_not = result.why_not("HUB_SVC", "Z2", progress=False)
    for answer in (priced, why_not):
        assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301
        assert copy.deepcopy(answer) == answer
        assert len({answer, copy.copy(answer)}) == 1
        assert answer != result
        console = Console(width=160, record=True)
        with console.capture() as shown:
            console.print(answer)
        assert "Why" in shown.get()
        assert all(sentence[:30] in str(answer) for sentence in answer.sentences)
    assert repr(why_not) == "<WhyNot HUB_SVC in Z2: displaces>"


def test_what_data_says_is_escaped(priced: leps.Why) -> None:
    shown = priced._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "<script>" not in priced.plot().layout.title.text


def test_progress_is_told(result: leps.Allocation) -> None:
    seen: list[str] = []
    result.why("Z1", "HOME", progress=lambda progress: seen.append(progress.stage))
    assert set(seen) <= {"price of annuity"}


def test_the_same_question_has_the_same_answer(result: leps.Allocation) -> None:
    assert result.why("Z2", "HOME", progress=False) == result.why("Z2", "HOME", progress=False)
