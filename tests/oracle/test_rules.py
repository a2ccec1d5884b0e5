"""Each rule by hand, told twice: by the verifier and by the exact optimum of the same rows."""

from fractions import Fraction as Q

import pytest

from oracle.check import check
from oracle.exact import ExactOracle
from oracle.mini import day, mini, model
from oracle.package import TABLES, Row
from oracle.semantics import Model
from oracle.stages import Allocation, Stage


def most_units(m, bands=False):
    """The most units that money can start, without roundings: required is 10, so 10 x (1 - gap)."""
    oracle = ExactOracle(m, [Stage("shortfall", 1)], bands)
    (found,) = oracle.run()
    assert found.status in ("optimal", "infeasible")
    return None if found.status == "infeasible" else 10 * (1 - found.upper / (2**40 * 10**9))


def rules(m, starts, *spend):
    """starts: {(measure, period): units} in Z1; spend: (fund, year, elementary period, measure, cents)."""
    paid = {}
    for fund, year, e, measure, cents in spend:
        (a,) = [a.index for a in m.annuities if a.fund == fund and a.year == year and a.recipient in ("Z1", "R")
                and (a.tail is not None) == m.elementary[e].tail]
        category = m.categories(measure)[0]
        paid[a, ("Z1", measure, e, category)] = cents
    allocation = Allocation({("Z1", name, t): Q(v) for (name, t), v in starts.items()}, paid)
    return sorted({v.rule for v in check(m, allocation)})


def second_fund(money, **fund):
    """Fund G of the same zone, eligible for M."""
    row = {k: v for k, v in fund.items() if k not in ("eligibility", "last", "year")}
    return dict(
        funds=[dict(fund="G", tier="state", recurrent=False, carry_over=True) | row],
        annuities=[dict(fund="G", year=fund.get("year", 2024), territory="Z1", amount_eur=money, status="assigned",
                        spend_from=day("2024-01-01"), spend_to=day(fund.get("last", "2024-12-31")))],
        eligibility=[dict(fund="G", measure="M", category="current") | fund.get("eligibility", {})])


def replace_rights(plan, rows):
    """The plan with these eligibility rows instead of its own."""
    plan.tables["eligibility"] = [Row({**dict.fromkeys((*TABLES["eligibility"], "source", "basis", "note")), **row})
                                  for row in rows]
    return plan


def with_second(money, second=None, merge=None, eligibility=None, **arguments):
    """A model with funds F and G, both with a right to pay M."""
    more = second_fund(money, **(second or {}))
    theirs = more.pop("eligibility")
    mine = dict(fund="F", measure="M", category="current") | (eligibility or {})
    return Model(replace_rights(mini(**arguments, **more, **(merge or {})), [mine, *theirs]))


def test_money_must_equal_the_due_to_the_cent():
    m = model()
    assert most_units(m) == 10
    assert rules(m, {("M", 0): 3}, ("F", 2024, 0, "M", 300)) == []
    assert rules(m, {("M", 0): 3}, ("F", 2024, 0, "M", 299)) == ["cost_balance"]
    assert rules(m, {("M", 0): 3}, ("F", 2024, 0, "M", 301)) == ["cost_balance"]


def test_an_annuity_pays_what_it_has():
    m = model(money=250)
    assert most_units(m) == Q(5, 2)
    assert rules(m, {("M", 0): 3}, ("F", 2024, 0, "M", 300)) == ["annuity"]


def test_whole_units_need_the_whole_price():
    assert most_units(model(money=250, whole=True)) == 2


def test_400_units_of_211500_euro_fit_exactly_into_84600000_euro():
    m = model(money=84_600_000_00, price=211_500_00, whole=True, required=400)
    oracle = ExactOracle(m, [Stage("shortfall", 1)])
    assert oracle.run()[0].upper == 0


def test_two_funds_that_end_on_30_june_cannot_pay_a_whole_year():
    plan = dict(per="unit_year", last="2024-06-30", life="12", second=dict(last="2024-06-30"))
    assert most_units(with_second(1000, **plan)) == 0
    # a fund of the second half makes it possible: half of the year's cost each
    late = mini(per="unit_year", last="2024-06-30", life="12",
                funds=[dict(fund="H", tier="state", recurrent=False, carry_over=True)],
                annuities=[dict(fund="H", year=2024, territory="Z1", amount_eur=200, status="assigned",
                                spend_from=day("2024-07-01"), spend_to=day("2024-12-31"))])
    rights = [dict(fund=f, measure="M", category="current") for f in ("F", "H")]
    assert most_units(Model(replace_rights(late, rights))) == 4


def nested():
    rows = [dict(fund="F", year=2025, territory="Z1", amount_eur=100, status="assigned", spend_from=day("2025-01-01"),
                 spend_to=day("2025-12-31"))]
    return dict(years=3, money=100, annuities=rows, life="12", price=100)


def test_nested_windows_need_a_real_split():
    # A = 1 euro over the three years, B = 1 euro in the second: (1, 0, 1) has no split, (1, 1, 0) has
    m = model(**nested())
    assert rules(m, {("M", 0): 1, ("M", 1): 1}, ("F", 2024, 0, "M", 100), ("F", 2025, 1, "M", 100)) == []
    assert rules(m, {("M", 0): 1, ("M", 2): 1}, ("F", 2024, 0, "M", 100), ("F", 2025, 2, "M", 100)) == ["eligibility"]
    forced = [dict(measure="M", counted="starts_per_period", kind="obligation", min_units=Q(1, 2))]
    assert most_units(model(**nested(), measure_limits=forced)) is not None
    only_ends = [dict(measure="M", counted="starts_in_horizon", kind="obligation", min_units=Q(2))]
    assert most_units(Model(_without_second_year(nested(), only_ends))) is None


def _without_second_year(arguments, limits):
    """Nobody may pay in the second year, so two units would have to be split over the first and the third."""
    plan = mini(**arguments, measure_limits=limits)
    right = dict(fund="F", measure="M", category="current")
    return replace_rights(plan, [right | {"to": day("2024-12-31")}, right | {"from": day("2026-01-01")}])


def test_without_a_right_nothing_is_paid():
    assert most_units(model(eligibility=dict(category="capital"))) == 0
    assert most_units(model(eligibility=dict(to=day("2024-06-30")), per="unit_year", life="12")) == 0


def test_a_share_of_the_due_is_rounded_down():
    # 1.01 euro at 40 % and 60 %: 40 + 60 cents at most, so 101 cents cannot be split
    m = with_second(1000, price=101, eligibility=dict(max_share=Q(2, 5)), second=dict(eligibility=dict(max_share=Q(3, 5))))
    assert rules(m, {("M", 0): 1}, ("F", 2024, 0, "M", 41), ("G", 2024, 0, "M", 60)) == ["eligibility"]
    assert rules(m, {("M", 0): 1}, ("F", 2024, 0, "M", 40), ("G", 2024, 0, "M", 61)) == ["eligibility"]
    assert rules(m, {("M", 0): Q(990099010, 10**9)}, ("F", 2024, 0, "M", 40), ("G", 2024, 0, "M", 60)) == ["cost_balance"]
    # half a unit owes ceil(50.5) = 51 cents: 20 + 30 are not enough; 0.990099009 units owe 100
    assert rules(m, {("M", 0): Q(1, 2)}, ("F", 2024, 0, "M", 20), ("G", 2024, 0, "M", 30)) == ["cost_balance"]
    assert rules(m, {("M", 0): Q(990099009, 10**9)}, ("F", 2024, 0, "M", 40), ("G", 2024, 0, "M", 60)) == []


def test_a_fund_may_say_that_its_share_of_a_bundle_is_rounded_up():
    # 40 % of 1.01 euro: 40.4, so 41 cents at most, as a right or as co-financing of the bundle; of a project still 40
    up = dict(price=101, fund=dict(round_share="up"))
    bundle, project = ([dict(fund="F", max_share=Q(2, 5), base=base)] for base in ("bundle", "project"))
    for more, most in ((dict(eligibility=dict(max_share=Q(2, 5))), 41), (dict(merge=dict(co_financing=bundle)), 41),
                       (dict(merge=dict(co_financing=project)), 40)):
        m = with_second(1000, **up, **more)
        assert rules(m, {("M", 0): 1}, ("F", 2024, 0, "M", most), ("G", 2024, 0, "M", 101 - most)) == []
        assert len(rules(m, {("M", 0): 1}, ("F", 2024, 0, "M", most + 1), ("G", 2024, 0, "M", 100 - most))) == 1


def test_an_amount_limits_a_right_over_the_horizon():
    m = model(eligibility=dict(max_eur=450))
    assert most_units(m) == Q(9, 2)
    assert rules(m, {("M", 0): 5}, ("F", 2024, 0, "M", 500)) == ["eligibility"]


def eu(base, share=Q(2, 5)):
    return dict(eligibility={}, fund=dict(tier="eu"),
                merge=dict(co_financing=[dict(fund="F", eu_category="more_developed", max_share=share, base=base)]))


@pytest.mark.parametrize("base", [None, "bundle", "project", "fund"])
def test_co_financing_of_40_per_cent_needs_60_from_others(base):
    m = with_second(300, **eu(base))
    assert most_units(m) == 5  # 300 cents are 60 % of 500
    assert rules(m, {("M", 0): 5}, ("F", 2024, 0, "M", 200), ("G", 2024, 0, "M", 300)) == []
    assert rules(m, {("M", 0): 5}, ("F", 2024, 0, "M", 201), ("G", 2024, 0, "M", 299)) == ["co_financing"]


def test_the_project_base_adds_the_years_and_the_bundle_base_does_not():
    # a two-year service of 100 cents a year; G has money in the first year only
    common = dict(years=2, per="unit_year", life="24", second=dict(last="2024-12-31"), measure=dict(start_to=day("2024-01-01")))
    assert most_units(with_second(1000, **eu("bundle", Q(1, 2)), **common)) == 0
    assert most_units(with_second(1000, **eu("project", Q(1, 2)), **common)) == 10


def two_measures(**more):
    """N costs the same and delivers to a second level X of the same class, also 10 units."""
    extra = dict(
        measures=[dict(measure="N", unit="u", whole=False, delay_months=0, life_months="unlimited", owner="zone")],
        service_levels=[dict(level="X", unit="u", required_units=Q(10), priority=2, weight=Q(1), hard=False)],
        service_supply=[dict(level="X", territory="Z1", year=2024, units=Q(0))],
        deliveries=[dict(measure="N", level="X", units_per_unit=Q(1))],
        measure_costs=[dict(measure="N", category="current", amount_eur=100, per="unit")])
    plan = mini(**more.pop("arguments", {}), **extra, **more)
    return Model(replace_rights(plan, [dict(fund="F", measure=x, category="current") for x in ("M", "N")]))


def reserve(kind, share, **more):
    return [dict(fund="F", reserve="RES", kind=kind, subset_kind="measure", subset="N", share=share,
                 per_recipient=False, per_year=False) | more]


@pytest.mark.parametrize("kind, share, units, good, bad", [
    # F has 1001 cents; earmark 1/2: others at most 1001 - 501 = 500
    ("earmark", Q(1, 2), 5, (500, 0), (501, 0)),
    ("quota", Q(1, 2), 5, (500, 501), (501, 500)),
    ("of_spent_min", Q(1, 2), Q(1001, 200), (500, 500), (501, 500)),
])
def test_reserves_bind_what_is_not_reserved(kind, share, units, good, bad):
    m = two_measures(arguments=dict(money=1001), reserves=reserve(kind, share))
    assert most_units(m) == units
    for (mine, other), broken in ((good, []), (bad, ["reserve"])):
        starts = {("M", 0): Q(mine, 100), ("N", 0): Q(other, 100)}
        assert rules(m, starts, ("F", 2024, 0, "M", mine), ("F", 2024, 0, "N", other)) == broken


@pytest.mark.parametrize("kind, more, most", [("cap", {}, 200), ("cap", dict(strict=True), 200), ("of_spent_max", {}, 250)])
def test_caps_bind_the_subset(kind, more, most):
    # cap 1/5 of 1001: 200 (floor 200.2); strict: ceil(200.2) - 1 = 200; of what is spent (1000): a quarter with 1/4
    share = Q(1, 4) if kind == "of_spent_max" else Q(1, 5)
    m = two_measures(arguments=dict(money=1001), reserves=reserve(kind, share, **more))
    for other, broken in ((most, []), (most + 1, ["reserve"])):
        mine = 1000 - other
        starts = {("M", 0): Q(mine, 100), ("N", 0): Q(other, 100)}
        assert rules(m, starts, ("F", 2024, 0, "M", mine), ("F", 2024, 0, "N", other)) == broken


def test_strict_means_less_than_the_share():
    m = two_measures(reserves=reserve("cap", Q(1, 5), strict=True))  # 1000 cents: less than 200
    for other, broken in ((199, []), (200, ["reserve"])):
        starts = {("M", 0): 5, ("N", 0): Q(other, 100)}
        assert rules(m, starts, ("F", 2024, 0, "M", 500), ("F", 2024, 0, "N", other)) == broken


@pytest.mark.parametrize("row, units", [(dict(max_eur=300), 3), (dict(min_eur=300), 10), (dict(min_eur=2000), None)])
def test_territory_quotas(row, units):
    assert most_units(model(territory_quotas=[dict(fund="F", territory="R") | row])) == units


def test_a_hard_level_may_miss_its_resolution_only():
    m = model(level=dict(hard=True), money=999)  # 9.99 of 10 units, resolution 1/1000
    assert most_units(m) is None
    m = model(level=dict(hard=True, resolution=Q(1, 100)), money=999)
    assert most_units(m) is not None
    assert rules(m, {("M", 0): Q(999, 100)}, ("F", 2024, 0, "M", 999)) == []
    assert rules(m, {("M", 0): Q(998, 100)}, ("F", 2024, 0, "M", 998)) == ["level_floor"]


def test_limits_and_obligations():
    limit = dict(measure="M", counted="starts_in_horizon", kind="limit", max_units=Q(4))
    assert most_units(model(measure_limits=[limit])) == 4
    m = model(measure_limits=[limit])
    assert rules(m, {("M", 0): 5}, ("F", 2024, 0, "M", 500)) == ["measure_limit"]
    must = dict(measure="M", counted="starts_in_horizon", kind="obligation", min_units=Q(4))
    assert rules(model(measure_limits=[must]), {("M", 0): 3}, ("F", 2024, 0, "M", 300)) == ["measure_limit"]
    assert most_units(model(measure_limits=[must], money=300)) is None


def link(kind, other_kind="measure", other="N", limits=(), **more):
    limits = [*limits, *(dict(measure=x, counted="in_service", kind="limit", max_units=Q(20)) for x in ("M", "N"))]
    return two_measures(links=[dict(kind=kind, measure="M", other_kind=other_kind, other=other)],
                        measure_limits=limits, **more)


def test_requires_a_thousandth_of_a_divisible_measure():
    m = link("requires")
    assert most_units(m) == 10 - Q(1, 1000)
    assert rules(m, {("M", 0): 5}, ("F", 2024, 0, "M", 500)) == ["link"]
    assert rules(m, {("M", 0): 5, ("N", 0): Q(1, 1000)}, ("F", 2024, 0, "M", 500), ("F", 2024, 0, "N", 1)) == []


def test_a_required_level_is_satisfied_by_existing_supply():
    m = link("requires", "level", "X")
    assert most_units(m) == 10 - Q(1, 1000)
    m.supply["Z1", "X", 0] = Q(10)
    assert most_units(m) == 10


def test_excludes_and_one_of():
    m = link("excludes")
    assert rules(m, {("M", 0): 1, ("N", 0): 1}, ("F", 2024, 0, "M", 100), ("F", 2024, 0, "N", 100)) == ["link"]
    must = dict(measure="N", counted="starts_in_horizon", kind="obligation", min_units=Q(1))
    assert most_units(link("excludes", limits=[must])) == 0
    m = link("one_of")
    assert rules(m, {}) == ["link"] and rules(m, {("N", 0): 1}, ("F", 2024, 0, "N", 100)) == []


def test_committed_money_is_spent_where_it_was_promised():
    record = dict(territory="Z1", fund="F", measure="N", committed_eur=400, paid_eur=0, as_of=day("2023-12-31"), kind="state")
    m = two_measures(records=[record])
    assert most_units(m) == 6
    assert rules(m, {("N", 0): 3}, ("F", 2024, 0, "N", 300)) == ["committed"]
    # money carries no project: 1.00 and 4.00 add up; the 9.00 of an earlier day no longer count
    older = record | dict(project="P", committed_eur=900, as_of=day("2023-06-30"))
    m = two_measures(records=[older, record | dict(project="P", committed_eur=100), record | dict(project="Q")])
    assert most_units(m) == 5


def test_persons_are_no_more_than_the_group():
    groups = [dict(group="ALL", indicator="POP")]
    m = model(level=dict(group="ALL"), delivery=dict(persons_per_unit=Q(500)), beneficiary_groups=groups)
    assert most_units(m) == (1000 + Q(1, 1000)) / 500
    assert rules(m, {("M", 0): 2}, ("F", 2024, 0, "M", 200)) == []
    assert rules(m, {("M", 0): 3}, ("F", 2024, 0, "M", 300)) == ["persons_cap"]


def test_what_runs_on_must_be_payable_in_the_tail():
    running = dict(per="unit_year", tail=1)
    assert most_units(model(**running)) == 0
    assert most_units(model(**running, life="12")) == 10
    m = model(**running, fund=dict(recurrent=True))
    assert most_units(m) == 10
    assert rules(m, {("M", 0): 3}, ("F", 2024, 0, "M", 300)) == ["cost_balance"]
    assert rules(m, {("M", 0): 3}, ("F", 2024, 0, "M", 300), ("F", 2025, 1, "M", 300)) == []


def shared(**more):
    """M belongs to the region and is shared by population 1 : 3; each zone has its own money."""
    return Model(mini(zones=2, measure=dict(owner="region", serve_by="POP"), indicator_values=[
        dict(indicator="POP", territory="Z2", year=2024, value=Q(3000))], **more))


def test_a_region_measure_delivers_by_the_key_and_each_zone_pays_its_share_at_most():
    m = shared(money=300)
    assert m.shares["R", "M"] == {"Z1": Q(1, 4), "Z2": Q(3, 4)}
    # Z2's 300 cents are 3/4 of 400, Z1 pays the other 100: 4 units, of which Z1 gets 1 and Z2 gets 3
    oracle = ExactOracle(m, [Stage("worst_zone", 1), Stage("cost")], bands=False)
    assert [found.upper for found in oracle.run()] == [Q(9, 10) * 10**9, 400]
    key = ("R", "M", 0, "current")
    one, two = (next(a.index for a in m.annuities if a.recipient == z) for z in ("Z1", "Z2"))
    assert check(m, Allocation({("R", "M", 0): Q(4)}, {(one, key): 100, (two, key): 300})) == []
    broken = check(m, Allocation({("R", "M", 0): Q(4)}, {(one, key): 101, (two, key): 299}))
    assert [v.rule for v in broken] == ["share"]


def test_an_association_delivers_by_its_shares():
    rows = [dict(association="A", measure="M", territory=z, share=s) for z, s in (("Z1", Q(1, 3)), ("Z2", Q(2, 3)))]
    m = model(zones=2, associations=rows, measure=dict(start_to=None))
    assert m.shares["A", "M"] == {"Z1": Q(1, 3), "Z2": Q(2, 3)} and ("Z1", "M") in m.starters
    assert m.spent_in(m.sites["A"], "M", "R", "Z1") == Q(1, 3) and m.spent_in(m.sites["A"], "M", "Z1", "Z1") == 1


def test_separate_towns_pay_at_most_their_share_of_the_people():
    towns = [dict(territory=t, name=t, kind="municipality", parent="Z1") for t in ("T1", "T2")]
    people = [dict(indicator="POP", territory=t, year=2023, value=Q(v)) for t, v in (("T1", 400), ("T2", 600))]
    rows = [dict(fund="F", year=2024, territory=t, amount_eur=300, status="assigned", spend_from=day("2024-01-01"),
                 spend_to=day("2024-12-31")) for t in ("T1", "T2")]
    arguments = dict(money=None, territories=towns, annuities=rows, indicator_values=people)
    assert most_units(model(**arguments)) == 6
    assert most_units(model(**arguments, fund=dict(pooling="separate"))) == 5  # 300 is 60 % of 500
