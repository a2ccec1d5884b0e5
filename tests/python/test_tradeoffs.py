"""Trade-offs, goals and near-optimal plans: equal to brute force on small plans, exact and verified on all."""

import copy
import itertools
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import leps

CASES = Path(__file__).resolve().parents[1] / "cases"
CENT = Decimal("0.01")
EXACT = {"node_limit": 100_000, "relative_gap": "0", "progress": False}


def projects(costs: dict[str, int], due: dict[str, int], money: int = 100_000) -> leps.Plan:
    """Zones with a whole project of their own price each; so many are due there in 2024, and the region pays."""
    header = {"name": "projects", "title": "Projects", "horizon": {"from": "2024-01-01", "to": "2024-12-31", "period": "year"}, "tail_years": 0,
              "baseline": "outside", "currency": "EUR"}  # fmt: skip
    year = {"spend_from": "2024-01-01", "spend_to": "2024-12-31"}
    return leps.Plan.from_frames(
        header,
        territories=[{"territory": "R", "name": "R", "kind": "region"}]
        + [{"territory": zone, "name": zone, "kind": "zone", "parent": "R"} for zone in costs],
        indicators=[{"indicator": "POP", "name": "Residents", "role": "population"}],
        indicator_values=[{"indicator": "POP", "territory": zone, "year": 2024, "value": 100} for zone in costs],
        service_levels=[{"level": "L", "name": "L", "unit": "projects", "required_units": 1, "priority": 1, "weight": 1, "hard": False}],
        level_targets=[{"level": "L", "territory": zone, "year": 2024, "required_units": count} for zone, count in due.items()],
        service_supply=[{"level": "L", "territory": zone, "year": 2024, "units": 0} for zone in costs],
        measures=[{"measure": "P", "name": "P", "unit": "projects", "whole": True, "delay_months": 0, "life_months": 12,
                   "start_from": "2024-01-01", "start_to": "2024-12-31", "owner": "zone"}],
        measure_costs=[{"measure": "P", "territory": zone, "category": "capital", "amount_eur": cost, "per": "unit"} for zone, cost in costs.items()],
        deliveries=[{"measure": "P", "level": "L", "units_per_unit": 1}],
        measure_limits=[{"measure": "P", "max_units": max(due.values()), "counted": "starts_in_horizon", "kind": "limit"}],
        funds=[{"fund": "F", "name": "F", "tier": "region", "recurrent": False, "carry_over": False}],
        annuities=[{"fund": "F", "year": 2024, "territory": "R", "amount_eur": money, "status": "assigned", **year}],
        eligibility=[{"fund": "F", "measure": "P", "category": "capital"}],
    )  # fmt: skip


def brute_front(costs: dict[str, int], due: dict[str, int], limits: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """For each limit of money the least worst gap (ppb, rounded up) and then the least money, over every number of projects."""
    answers = []
    for counts in itertools.product(*(range(due[zone] + 1) for zone in costs)):
        money = sum(cost * n for cost, n in zip(costs.values(), counts, strict=True))
        worst = max(-(-10**9 * (due[zone] - n) // due[zone]) for zone, n in zip(costs, counts, strict=True))
        answers.append((Fraction(worst, 10**9), Fraction(money)))
    best = {min(answer for answer in answers if answer[1] <= limit) for limit in limits}
    found = sorted((money, worst) for worst, money in best)
    return [point for i, point in enumerate(found) if all(other[1] > point[1] for other in found[:i])]


@pytest.mark.parametrize(
    ("costs", "due"),
    [
        ({"A": 1000, "B": 1500, "C": 2300}, {"A": 2, "B": 2, "C": 2}),
        ({"A": 700, "B": 1900}, {"A": 3, "B": 2}),
        ({"A": 1000, "B": 1001, "C": 999}, {"A": 1, "B": 3, "C": 2}),
    ],
)
def test_a_front_of_whole_units_is_that_of_brute_force(costs: dict[str, int], due: dict[str, int]) -> None:
    front = leps.front(projects(costs, due), "cost", "worst_zone", points=14, **EXACT)
    assert front.status == "allocated"
    most = sum(cost * due[zone] for zone, cost in costs.items())
    limits = [Fraction(most * 100 * i // 13, 100) for i in range(14)]
    points = [(Fraction(row["first"]), Fraction(row["second"])) for row in front.points]
    assert points == brute_front(costs, due, limits)
    for i, row in enumerate(front.points):
        assert Fraction(row["second_bound"]) <= Fraction(row["second"])
        answer, proof = front.allocation(i), front.proof(i)
        assert leps.verify(answer.plan, answer).ok and answer.certified().ok
        assert leps.verify(proof.plan, proof).ok and proof.certified().ok


def test_a_front_of_divisible_units_is_proved_and_not_dominated(plan: leps.Plan) -> None:
    front = leps.front(plan, "cost", ("worst_zone", 1), points=6, progress=False)
    points = [(Fraction(row["first"]), Fraction(row["second"])) for row in front.points]
    assert len(points) >= 4
    assert all(a[0] < b[0] and a[1] > b[1] for a, b in itertools.pairwise(points))
    for i, row in enumerate(front.points):
        # The relaxed program is within a few parts per million of the answer: hours are divisible.
        assert 0 <= Fraction(row["second"]) - Fraction(row["second_bound"]) < Fraction(1, 10**5)
        assert leps.verify(front.plan(i), front.allocation(i)).ok
        assert front.allocation(i).certified().ok and front.proof(i).certified().ok


# tests/cases/equity_first, by hand: the default order gives both projects to Z1 (shortfall 1/4, worst zone 1), equity first one to each
# (1/2, 1/2).
def test_equity_first_and_the_default_are_the_ends_of_one_front() -> None:
    plan = leps.read_plan(CASES / "equity_first")
    front = leps.front(plan, "shortfall", "worst_zone", points=5, progress=False)
    points = [(Fraction(row["first"]), Fraction(row["second"])) for row in front.points]
    assert points == [(Fraction(1, 4), 1), (Fraction(1, 2), Fraction(1, 2))]
    assert [row["why"] for row in front.dropped] == ["equal"] * 3
    built = [{row["territory"]: row["units"] for row in front.allocation(i).starts} for i in range(2)]
    assert built == [{"Z1": 2}, {"Z1": 1, "Z2": 1}]


def test_a_front_is_shown_drawn_pickled_and_asked_for_in_words(plan: leps.Plan) -> None:
    seen: list[leps.Progress] = []
    front = leps.front(plan, "cost", ("worst_zone", 1), points=3, progress=seen.append)
    assert repr(front).startswith("<Front of ") and "<table" in front._repr_html_() and "Money spent" in str(front)
    assert pickle.loads(pickle.dumps(front)) == front == copy.deepcopy(front)
    figure = front.plot()
    assert len(figure.data) == 2 and list(figure.data[1].x) == [float(Fraction(row["first"])) for row in front.points]
    assert front.points.column_names[:3] == ["point", "limit", "limit_approx"]
    with pytest.raises(IndexError, match="there is no point 9"):
        front.plan(9)
    with pytest.raises(leps.InvalidValue, match="worst_zone of class 1; .*worst_zone of class 2"):
        leps.front(plan, "cost", "worst_zone", progress=False)
    with pytest.raises(leps.InvalidValue, match="unknown_word|leximin"):
        leps.front(plan, "costs", "worst_zone", progress=False)
    with pytest.raises(TypeError, match="points"):
        leps.front(plan, "cost", ("worst_zone", 1), points=2.5, progress=False)


def test_a_front_ends_at_an_interrupt(plan: leps.Plan) -> None:
    def interrupted(progress: leps.Progress) -> None:
        if not progress.stopping:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        leps.front(plan, "cost", ("worst_zone", 1), points=200, progress=interrupted)


def bisected(reaches: Callable[[Decimal], bool], most: Decimal) -> Decimal:
    """The least amount that reaches, if more money never hurts."""
    low, high = -CENT, most
    assert reaches(high)
    while high - low > CENT:
        middle = ((low + high) / 2).quantize(CENT)
        if middle in (low, high):
            middle = low + CENT
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


@pytest.mark.parametrize(
    ("costs", "due", "needed"),
    # By hand: all that is due has to be built.
    [({"A": 1000, "B": 1500}, {"A": 2, "B": 1}, 3500), ({"A": 777, "B": 1}, {"A": 1, "B": 3}, 780)],
)
def test_a_goal_of_whole_units_has_distance_zero(costs: dict[str, int], due: dict[str, int], needed: int) -> None:
    seek = leps.goal_seek(projects(costs, due, money=10), fund="F", reach=("L", None, 2024), progress=False)
    assert (seek.status, seek.least_found, seek.greatest_failing) == ("found", Decimal(needed), needed - CENT)
    assert seek.distance["total"] == 0
    assert any("No cent less" in line for line in seek.sentences)


def hard(plan: leps.Plan, level: str, fund: str, year: int, recipient: str, amount: Decimal) -> leps.Plan:
    return plan.replace(
        service_levels=[row | {"hard": row["level"] == level} for row in plan.service_levels],
        annuities=[row | {"amount_eur": amount if (row["fund"], row["year"], row["territory"]) == (fund, year, recipient) else row["amount_eur"]}
                   for row in plan.annuities],
    )  # fmt: skip


@pytest.mark.parametrize(("fund", "year", "recipient", "most"), [("REG", 2025, "R", 20_000), ("STATE", 2026, "Z1", 20_000)])
def test_goal_seek_is_what_bisection_by_allocation_finds(plan: leps.Plan, fund: str, year: int, recipient: str, most: int) -> None:
    """The level is hard from its first year on, so that a goal from that year on is the same as a hard level of the plan."""
    seek = leps.goal_seek(plan, fund=fund, year=year, recipient=recipient, reach=("HOME", None, 2025), progress=False)
    found = bisected(lambda amount: leps.allocate(hard(plan, "HOME", fund, year, recipient, amount), progress=False).status == "allocated", Decimal(most))
    assert seek.status == "found"
    assert seek.greatest_failing < found <= seek.least_found
    assert seek.least_found - seek.greatest_failing - CENT == seek.distance["total"]
    assert seek.distance["total"] < Decimal("1.00")
    if not seek.distance["total"]:
        assert found == seek.least_found
    rows = [row for row in seek.allocation.coverage if row["level"] == "HOME"]
    assert rows and all(row["reached"] for row in rows)
    assert leps.verify(seek.plan, seek.allocation).ok and seek.allocation.certified().ok


def test_a_goal_out_of_reach_says_why_and_what_it_is_shown_as(plan: leps.Plan) -> None:
    # The region pays the hub of Z2 without help, and half of the hours of Z1 at most: the rest has to come from the state fund.
    hub = leps.goal_seek(plan, fund="STATE", reach=("HUB", "Z2", "2026-12-31"), year=2026, progress=False)
    assert (hub.least_found, hub.greatest_failing) == (0, None) and "It needs none of it." in hub.sentences
    assert hub.own_order(progress=False).plan == hub.changed_plan
    seek = leps.goal_seek(plan.set_annuity("STATE", 2025, "0.00", territory="Z1"), fund="REG", reach=("HOME", "Z1", 2025), year=2025, progress=False)
    assert (seek.status, seek.least_found, seek.allocation) == ("out_of_reach", None, None)
    assert seek.greatest_failing == seek.most and "proved for every one" in seek.sentences[0]
    assert "level_floor" in {reason.rule for reason in seek.reasons if reason.code == "stands_against"}
    assert pickle.loads(pickle.dumps(seek)) == seek
    assert "REG of 2025" in str(seek) and seek.sentences[0][:8] in seek._repr_html_()
    with pytest.raises(leps.InvalidValue, match="fund"):
        leps.goal_seek(plan, fund="NONE", reach=("HUB", None, 2026), progress=False)
    with pytest.raises(leps.InvalidValue, match="a day such as"):
        leps.goal_seek(plan, fund="REG", reach=("HUB", None, "soon"), progress=False)
    with pytest.raises(TypeError):
        leps.goal_seek(plan, fund="REG", reach=("HUB", None, 2026), most=1000.5, progress=False)


def test_alternatives_are_within_their_part_and_spend_elsewhere(plan: leps.Plan) -> None:
    near = leps.alternatives(plan, count=2, within="1/20", progress=False)
    caps = {(row["objective"], row["class"]): Fraction(row["cap"]) for row in near.base.stages}
    assert len(near) >= 1 or near.ended
    for i in range(len(near)):
        answer = near.allocation(i)
        assert answer.status == "allocated" and leps.verify(near.plan(i), answer).ok and answer.certified().ok
    for row in near.stages:
        best, value = Fraction(row["best"]), Fraction(row["value"])
        assert row["within"]
        assert value <= max(best + abs(best) / 20, caps[row["objective"], row["class"]])
    for row in near.distances:
        assert row["distance_eur"] > 0
    assert pickle.loads(pickle.dumps(near)) == near
    assert repr(near).startswith("<Alternatives to ") and str(near)
    with pytest.raises(leps.InvalidValue, match="count"):
        leps.alternatives(plan, count=0, progress=False)


def test_the_distance_of_alternatives_is_the_sum_of_differences(plan: leps.Plan) -> None:
    near = leps.alternatives(plan, count=1, within="1/10", progress=False)
    if not len(near):
        pytest.skip("this plan has no other answer within a tenth")
    money: dict[Any, Decimal] = {}
    for answer, sign in ((near.base, 1), (near.allocation(0), -1)):
        for row in answer.spend:
            if row["period"] < "2027":
                key = row["fund"], row["territory"], row["measure"]
                money[key] = money.get(key, Decimal(0)) + sign * row["amount_eur"]
    assert near.distances.to_pylist()[0]["distance_eur"] == sum(map(abs, money.values()))


