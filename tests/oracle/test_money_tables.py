"""The published tables of money by hand."""

from fractions import Fraction as Q

from oracle.mini import day, model
from oracle.money_tables import MoneyTables, differences
from oracle.stages import Allocation

TOWNS = [dict(territory=t, name=t, kind="municipality", parent="Z1") for t in ("T1", "T2", "T3")]


def annuity(territory, amount, last="2024-12-31", **more):
    return dict(fund="F", year=2024, territory=territory, amount_eur=amount, status="assigned", spend_from=day("2024-01-01"),
                spend_to=day(last)) | more


def paid(m, cents, act=""):
    """Money of the first year for M/current in Z1, out of the annuity with this act."""
    (a,) = [a.index for a in m.annuities if a.tail is None and a.act == act]
    return MoneyTables(m, Allocation({("Z1", "M", 0): Q(cents, 100)}, {(a, ("Z1", "M", 0, "current")): cents}))


def columns(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_a_pool_is_split_back_by_largest_remainder_and_ties_go_in_plan_order():
    # 200 cents on 100 : 100 : 101: 66.45, 66.45 and 67.11; of the two equal fractions that lack a cent the first gets it
    m = model(money=None, territories=TOWNS, annuities=[annuity("T3", 101), annuity("T2", 100), annuity("T1", 100)])
    assert columns(paid(m, 200).pooled, "municipality", "amount") == [("T1", 67), ("T2", 66), ("T3", 67)]
    # one cent: 0.332, 0.332, 0.336; who gets nothing is not listed, nor is a pool that paid nothing
    assert columns(paid(m, 1).pooled, "municipality", "amount") == [("T3", 1)]
    assert MoneyTables(m, Allocation()).pooled == []


def test_each_window_is_a_pool_that_is_known_by_the_acts_of_its_rows():
    # 50 cents out of the pool of A and B, of 60 : 40; that of C, open longer, paid nothing
    rows = [annuity("T2", 40, act="B"), annuity("T1", 60, act="A", status="expected"),
            annuity("T1", 30, last="2025-06-30", act="C")]
    tables = paid(model(money=None, territories=TOWNS, annuities=rows), 50, act="A; B")
    assert columns(tables.pooled, "municipality", "act", "amount") == [("T1", "A", 30), ("T2", "B", 20)]
    assert columns(tables.funds, "recipient", "act", "status", "amount", "used", "left", "spend_to", "lapses_on") == [
        ("Z1", "A; B", "expected", 100, 50, 50, "2024-12-31", "2024-12-31"),
        ("Z1", "C", "assigned", 30, 0, 30, "2024-12-31", None)]


def test_projected_money_has_the_status_of_the_last_year_and_never_lapses():
    m = model(tail=1, money=None, fund=dict(recurrent=True), annuities=[annuity("Z1", 500, act="A"),
                                                                       annuity("Z1", 70, act="B", status="expected")])
    assert columns(paid(m, 200, act="A").funds, "year", "act", "status", "projected", "amount", "used", "left", "lapses_on") == [
        (2024, "A", "assigned", False, 500, 200, 300, "2024-12-31"), (2024, "B", "expected", False, 70, 0, 70, "2024-12-31"),
        (2025, "projected", "expected", True, 570, 0, 570, None)]


def test_money_is_unusable_where_nobody_may_be_paid_with_it_and_usable_where_nothing_is_limited():
    limit = dict(measure="M", counted="in_service", kind="limit", max_units=Q(4))
    for more, ends in ((dict(eligibility={}), (1000, 1000)), ({}, (0, 0)), (dict(measure_limits=[limit]), (0, 1000))):
        assert MoneyTables(model(**more), Allocation()).unusable == {("F", 2024, "Z1", None): ends}


def test_the_map_of_funds_shows_uses_then_what_is_bound_and_free():
    # 1,300 cents of which 300 are bound; 250 are used for M, so 750 are free; the deadline is that of the decree
    m = model(money=None, annuities=[annuity("Z1", 1000, last="2025-06-30", gross_eur=1300, bound_eur=300)])
    columns_shown = ("use", "category", "deadline", "assigned", "bound", "free", "used")
    assert columns(paid(m, 250).mappafondo, *columns_shown) == [
        ("M", "current", "2025-06-30", 250, 0, 0, 250), (None, None, "2025-06-30", 1050, 300, 750, 0)]


def test_what_existing_supply_takes_is_bound_in_the_map_of_funds():
    # half a unit of 301 cents: ceil(150.5) = 151 of the 1,000
    m = model(baseline="in_annuities", level=dict(level="X"), delivery=dict(level="X"),
              service_supply=[dict(level="X", territory="Z1", year=2024, units=Q(1, 2), unit_cost_eur=301, paid_by="F")])
    assert columns(paid(m, 250).mappafondo, "use", "assigned", "bound", "free", "used") == [
        ("M", 250, 0, 0, 250), (None, 750, 151, 599, 0)]


def beyond(life, *costs, units=Q(3, 2), **more):
    lines = [dict(measure="M", category="current") | cost for cost in costs]
    m = model(price=None, life=life, measure_costs=lines, **more)
    rows = MoneyTables(m, Allocation({("Z1", "M", 0): units})).dues_beyond_horizon
    return sorted(columns(rows, "due_from", "per_year", "amount"))


def test_dues_after_the_tail_keep_their_place_in_the_rounding_and_one_day_is_one_row():
    thirds = dict(amount_eur=401, per="unit", profile="0:1/3 12:1/3 24:1/3")
    # 1.5 x 401 = 601.5 cents in thirds: 200.5 -> 201; 401 - 201 = 200; 602 - 401 = 201. The first is in the horizon
    assert beyond("30", thirds) == [("2025-01-01", False, 200), ("2026-01-01", False, 201)]
    assert beyond("30", thirds, tail=1) == [("2026-01-01", False, 201)]
    # 18 of the 30 months lie after 2024: 1.5 x 1.5 x 101 = 227.25 -> 228, on the day of the second payment
    running = dict(amount_eur=101, per="unit_year")
    assert beyond("30", thirds, running) == [("2025-01-01", False, 428), ("2026-01-01", False, 201)]
    # without end it is 151.5 -> 152 a year, which no single payment is added to
    assert beyond("unlimited", thirds, running) == [("2025-01-01", False, 200), ("2025-01-01", True, 152),
                                                    ("2026-01-01", False, 201)]


def test_running_cost_after_the_tail_is_the_integral_or_a_year_at_the_rate_of_the_first_day():
    rates = [dict(amount_eur=100, per="unit_year", to=day("2025-06-30")),
             dict(amount_eur=200, per="unit_year", **{"from": day("2025-07-01")})]
    # two units to the end of 2025: 2 x (50 + 100); without end 2 x 100 a year
    assert beyond("24", *rates, units=Q(2)) == [("2025-01-01", False, 300)]
    assert beyond("unlimited", *rates, units=Q(2)) == [("2025-01-01", True, 200)]


def test_a_row_too_many_too_few_or_different_is_told_once():
    row = dict(municipality="T1", fund="F", year=2024, act=None, amount=67)
    assert differences("pooled", [row], [row]) == []
    for published, own in (([], [row]), ([row], []), ([row, row], [row]), ([row | {"amount": 68}], [row])):
        (told,) = differences("pooled", published, own)
        assert told.startswith("pooled (") and "67" in told
