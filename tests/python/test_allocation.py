"""An allocation of a small plan: its tables, its proof, its pictures, and what it does when something is wrong."""

import copy
import csv
import io
import pickle
import re
import threading
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import leps
from leps import documents
from leps.words import stages_of


def test_it_allocates_verifies_and_is_certified(plan: leps.Plan, result: leps.Allocation) -> None:
    assert result.status == "allocated"
    assert result.plan_hash == plan.hash
    assert result.reproducible
    verification = leps.verify(plan, result)
    assert verification
    assert verification.ok
    assert verification.violations == []
    assert all(stage.ok for stage in verification.stages)
    certificate = result.certified()
    assert certificate.ok, certificate.problems


def test_it_says_that_nothing_proves_it_to_be_the_only_one(plan: leps.Plan, result: leps.Allocation, tmp_path: Path) -> None:
    assert result.unique == "not proved"
    assert "unique: not proved" in result._repr_html_()
    result.write(tmp_path / "result")
    package = tmp_path / "result" / "datapackage.json"
    package.write_text(package.read_text().replace('"unique": "not proved"', '"unique": "proved"'))
    boasting = leps.read_allocation(tmp_path / "result", plan)
    assert boasting.unique == "proved"
    assert not boasting.certified()
    assert [violation.rule for violation in leps.verify(plan, boasting).violations] == ["unique"]


def test_what_is_spent_is_what_is_used_to_the_cent(result: leps.Allocation) -> None:
    spent: dict[tuple[str, int, str], Decimal] = {}
    for row in result.spend:
        key = row["fund"], row["year"], row["recipient"]
        spent[key] = spent.get(key, Decimal(0)) + row["amount_eur"]
    used = {(row["fund"], row["year"], row["recipient"]): row["used_eur"] for row in result.funds if row["used_eur"]}
    assert spent == used
    for row in result.funds:
        assert row["amount_eur"] == row["used_eur"] + row["left_eur"]


def test_the_map_of_funds_adds_up_to_what_was_assigned(plan: leps.Plan, result: leps.Allocation) -> None:
    rows = list(result.mappafondo)
    for row in rows:
        assert row["assigned_eur"] == row["bound_eur"] + row["used_eur"] + row["free_eur"]
        assert row["use"] or not row["used_eur"]
    key = ("fund", "year", "recipient")
    assigned: dict[tuple[Any, ...], Decimal] = {}
    for row in rows:
        annuity = tuple(row[name] for name in key)
        assigned[annuity] = assigned.get(annuity, Decimal(0)) + row["assigned_eur"]
    assert assigned == {(row["fund"], row["year"], row["territory"]): row["amount_eur"] for row in plan.annuities}
    spent = sum(row["amount_eur"] for row in result.spend if row["period"] < "2027")  # the horizon, without its tail
    assert sum(row["used_eur"] for row in rows) == spent


def test_every_fund_stays_within_its_share(result: leps.Allocation) -> None:
    # by the plan: the regional fund pays at most half of each bundle of home care
    due: dict[tuple[str, str], Decimal] = {}
    regional: dict[tuple[str, str], Decimal] = {}
    for row in result.spend.where(measure="CARE"):
        bundle = row["territory"], row["period"]
        due[bundle] = due.get(bundle, Decimal(0)) + row["amount_eur"]
        if row["fund"] == "REG":
            regional[bundle] = regional.get(bundle, Decimal(0)) + row["amount_eur"]
    assert regional
    assert all(amount * 2 <= due[bundle] for bundle, amount in regional.items())


def test_tables_have_the_columns_and_types_of_the_format(result: leps.Allocation) -> None:
    assert result.spend.column_names == [
        "fund", "year", "recipient", "act", "territory", "measure", "period", "category", "amount_eur",
    ]  # fmt: skip
    assert str(result.spend.schema.field("amount_eur").type) == "decimal128(19, 2)"
    assert str(result.units.schema.field("units").type) == "decimal128(19, 9)"
    assert str(result.coverage.schema.field("reached").type) == "bool"
    assert list(result.tables) == [
        "spend", "starts", "units", "coverage", "funds", "pooled", "dues_beyond_horizon", "projected_indicators", "assumptions",
        "stages", "certificate", "findings", "mappafondo",
    ]  # fmt: skip
    assert result.mappafondo.column_names == [
        "fund", "act", "tier", "year", "recipient", "use", "category", "deadline", "assigned_eur", "bound_eur", "free_eur", "used_eur",
    ]  # fmt: skip
    assert str(result.mappafondo.schema.field("free_eur").type) == "decimal128(19, 2)"
    for row in result.coverage:
        assert float(Fraction(row["required"])) == row["required_approx"]
        assert Fraction(row["shortfall"]) == max(Fraction(0), Fraction(row["required"]) - Fraction(row["after"]))
    with pytest.raises(AttributeError, match="spend"):
        result.spending  # noqa: B018
    with pytest.raises(KeyError):
        result.table("spending")


def test_stages_come_in_the_order_of_the_plan(result: leps.Allocation) -> None:
    # the default order of the model: each class shortfall then worst zone, then the others
    assert result.stages["objective"].to_pylist() == [
        "shortfall", "worst_zone", "shortfall", "worst_zone", "continuity", "persons", "cost", "at_risk", "preference",
        "tie_break",
    ]  # fmt: skip
    assert result.stages["class"].to_pylist()[:5] == [1, 1, 2, 2, None]
    for row in result.stages:
        assert Fraction(row["bound"]) <= Fraction(row["value"]) <= Fraction(row["cap"])


def test_equity_first_looks_at_the_zone_most_behind_first(plan: leps.Plan) -> None:
    result = leps.allocate(plan.replace(header={"stages": "equity_first"}), progress=False)
    # the default order of the model with the two of each class swapped
    assert [(row["objective"], row["class"]) for row in result.stages][:5] == [
        ("worst_zone", 1), ("shortfall", 1), ("worst_zone", 2), ("shortfall", 2), ("continuity", None),
    ]  # fmt: skip
    assert leps.verify(result.plan, result)
    assert result.certified()


def test_it_says_what_rests_on_assumptions(plan: leps.Plan, tmp_path: Path) -> None:
    def with_basis(table: str, **basis: str) -> list[dict[str, Any]]:
        key = plan.table(table).column_names[0]
        return [row | {"basis": basis.get(row[key])} for row in plan.table(table).to_pylist()]

    said = plan.replace(
        annuities=with_basis("annuities", STATE="decree", REG="assumption"), indicators=with_basis("indicators", POP="estimate"),
        service_levels=with_basis("service_levels", HOME="law"),
    )  # fmt: skip
    result = leps.allocate(said, progress=False)
    shares = {(row["what"], row["basis"]): row for row in result.assumptions}
    order = ["law", "decree", "record", "estimate", None, "assumption"]
    assert list(shares) == [(what, basis) for what in ("money", "requirement") for basis in order]
    paid = {fund: sum(row["used_eur"] for row in result.funds.where(fund=fund) if not row["projected"]) for fund in ("STATE", "REG")}
    assert shares["money", "decree"]["amount_eur"] == paid["STATE"]
    assert shares["money", "assumption"]["amount_eur"] == paid["REG"] > 0
    assert Fraction(shares["money", "assumption"]["share"]) == Fraction(paid["REG"]) / Fraction(paid["STATE"] + paid["REG"])
    # by hand: home care is all of class 1 and due everywhere and always, so it weighs 1; so does the hub in class 2
    assert Fraction(shares["requirement", "estimate"]["weight"]) == Fraction(shares["requirement", None]["weight"]) == 1
    assert Fraction(shares["requirement", "estimate"]["share"]) == Fraction(shares["requirement", None]["share"]) == Fraction(1, 2)
    for what in ("money", "requirement"):
        assert sum(Fraction(shares[what, basis]["share"]) for basis in order) == 1
    assert leps.verify(said, result)
    assert "Of what is required, 50\u202f% rests on estimates, 50\u202f% rests on rows that do not say" in result._repr_html_()
    result.write(tmp_path / "result")
    assumptions = tmp_path / "result" / "assumptions.csv"
    assumptions.write_text(assumptions.read_text().replace("money,assumption", "money,law").replace("money,law", "money,assumption", 1))
    found = leps.verify(said, leps.read_allocation(tmp_path / "result", said)).violations
    assert {violation.rule for violation in found} == {"assumptions"}


def test_rows_with_numbers_beyond_2_to_the_53_are_information_of_the_result(plan: leps.Plan) -> None:
    levels = plan.service_levels.to_pylist()
    levels[0]["ratio"] = "1000000007/1000000009"  # primes: times 10^9 and 10,000 residents, 10^22 and 60 bits or more
    result = leps.allocate(plan.replace(service_levels=levels), progress=False)
    assert result.status == "allocated"
    [found] = result.findings.where(code="rounded_outward")
    assert (found["severity"], found["table"], found["field"]) == ("information", "certificate", "level_floor")
    assert found["found"].startswith("4 rows: Z1, HOME, 2025-01-01/2025-12-31; ")  # two zones, two years
    [issue] = [issue for issue in result.issues if issue.code == "rounded_outward"]
    assert issue.severity == "information"
    assert pickle.loads(pickle.dumps(issue)) == issue


def test_a_leximin_says_how_many_zones_each_of_its_sums_counts(repository: Path, tmp_path: Path) -> None:
    plan = leps.read_plan(repository / "tests" / "cases" / "leximin_second_zone")  # by hand: 1, then 1 + 1/2
    result = leps.allocate(plan, progress=False)
    assert [(row["objective"], row["class"], row["depth"]) for row in result.stages] == [
        ("worst_zone", 1, None), ("leximin", 1, 1), ("leximin", 1, 2),
    ]  # fmt: skip
    assert [stage.title for stage in stages_of(result)] == [
        "Zone most behind, class 1", "Zone most behind, class 1", "Sum of the 2 zones most behind, class 1",
    ]  # fmt: skip
    assert "Sum of the 2 zones most behind, class 1" in result._repr_html_()
    assert [stage["depth"] for stage in documents.allocation(result)["stages"]] == [None, 1, 2]
    assert [stage.depth for stage in leps.verify(plan, result).stages] == [None, 1, 2]
    assert [stage.depth for stage in result.certified().stages] == [None, 1, 2]
    result.write(tmp_path / "result")
    assert leps.read_allocation(tmp_path / "result", plan).stages["depth"].to_pylist() == [None, 1, 2]


def test_two_stages_that_differ_in_their_periods_are_told_apart(plan: leps.Plan) -> None:
    worst = {"objective": "worst_zone", "class": 1}
    asked = plan.replace(header={"stages": [{**worst, "periods": "all"}, {**worst, "periods": "last"}, {"objective": "cost"}]})
    result = leps.allocate(asked, progress=False)
    checked, proof = leps.verify(asked, result), result.certified()
    written = [documents.allocation(result)["stages"], documents.verification(checked, proof)["stages"]]
    for stages in written:
        assert [(stage["objective"], stage["class"], stage["depth"], stage["periods"]) for stage in stages] == [
            ("worst_zone", 1, None, "all"), ("worst_zone", 1, None, "last"), ("cost", None, None, "all"),
        ]  # fmt: skip
    assert [stage["published_value"] for stage in written[1]] == [stage["value"] for stage in written[0]]
    for listed in (checked.stages, proof.stages):
        assert [stage.periods for stage in listed] == ["all", "last", "all"]
        assert len({repr(stage) for stage in listed}) == 3
        assert "worst_zone of class 1, last period: " in repr(listed[1])
    assert [stage.published_bound for stage in proof.stages] == [stage["bound"] for stage in written[0]]


def test_a_level_that_the_plan_lacks_is_left_out_of_the_pictures_and_found_by_verify(
    plan: leps.Plan, result: leps.Allocation, tmp_path: Path
) -> None:
    result.write(tmp_path / "result")
    coverage = tmp_path / "result" / "coverage.csv"
    coverage.write_text(coverage.read_text().replace(",HUB,", ",NOWHERE,"))
    read = leps.read_allocation(tmp_path / "result", plan)
    assert {row["level"] for row in read.coverage} == {"HOME", "NOWHERE"}
    assert not leps.verify(plan, read)
    assert "Home care" in read._repr_html_()
    assert "NOWHERE" not in read._repr_html_()
    read.report(tmp_path / "page.html")
    assert "Home care" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert len(read.plot.levels().layout.annotations) == 1  # one panel: that of home care
    Console(file=io.StringIO(), width=160).print(read)
    coverage.write_text(coverage.read_text().replace(",HOME,", ",NOBODY,"))
    nothing = leps.read_allocation(tmp_path / "result", plan)
    assert "NOBODY" not in nothing._repr_html_()
    assert nothing.plot.levels() is not None
    nothing.report(tmp_path / "page.html", force=True)


def test_a_payment_of_a_fund_that_the_result_does_not_list_is_drawn(
    plan: leps.Plan, result: leps.Allocation, tmp_path: Path
) -> None:
    result.write(tmp_path / "result")
    spend = tmp_path / "result" / "spend.csv"
    spend.write_text(spend.read_text().replace("STATE", "NOBODY"))
    flows = leps.read_allocation(tmp_path / "result", plan).plot.mappafondo().data[0]
    assert any("NOBODY" in words for words in flows.node.customdata)


def test_it_pickles_copies_and_compares(plan: leps.Plan, result: leps.Allocation) -> None:
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert again.plan == plan
    assert hash(again) == hash(result)
    assert copy.copy(result) == copy.deepcopy(result) == result
    assert leps.allocate(plan, progress=False) == result  # same input, same answer
    other = leps.allocate(plan.replace(annuities=plan.annuities.where(fund="STATE")), progress=False)
    assert other != result


def test_it_is_written_and_read_back(plan: leps.Plan, result: leps.Allocation, tmp_path: Path) -> None:
    result.write(tmp_path / "result")
    assert leps.read_allocation(tmp_path / "result", plan) == result
    with pytest.raises(leps.FileError):
        result.write(tmp_path / "result")
    result.write(tmp_path / "result", force=True)


def test_a_result_of_another_plan_is_refused(plan: leps.Plan, result: leps.Allocation, tmp_path: Path) -> None:
    result.write(tmp_path / "result")
    other = plan.replace(header={"title": "Another plan"})
    with pytest.raises(leps.InvalidValue, match="plan_hash"):
        leps.read_allocation(tmp_path / "result", other)


def test_a_moved_cent_is_found_and_named(
    plan: leps.Plan, result: leps.Allocation, tmp_path: Path, move_one_cent: Callable[[Path], None]
) -> None:
    result.write(tmp_path / "result")
    move_one_cent(tmp_path / "result" / "spend.csv")
    verification = leps.verify(plan, leps.read_allocation(tmp_path / "result", plan))
    assert not verification
    assert verification.violations
    violation = verification.violations[0]
    assert violation.rule
    assert violation.subject
    assert violation.found != violation.limit
    assert violation.message in str(violation)


def planted(folder: Path, table: str, change: Callable[[list[dict[str, str]]], Any]) -> None:
    """Changes the rows of one table of a result package."""
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or [])
    change(rows)
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def raised(column: str, step: str) -> Callable[[list[dict[str, str]]], Any]:
    """Adds something to a number of the last row."""
    return lambda rows: rows[-1].update({column: str(Decimal(rows[-1][column]) + Decimal(step))})


PLANTED: list[tuple[str, Callable[[list[dict[str, str]]], Any], str]] = [
    ("mappafondo", raised("free_eur", "0.01"), "table mappafondo, fund STATE, year 2026, recipient Z2"),
    ("mappafondo", lambda rows: rows.pop(), "table mappafondo, fund STATE, year 2026, recipient Z2"),
    ("mappafondo", lambda rows: rows.append(rows[0]), "table mappafondo, fund REG, year 2025, recipient R, use CARE, category current"),
    ("mappafondo", lambda rows: rows[-1].update(deadline="2027-12-30"), "table mappafondo, fund STATE, year 2026, recipient Z2"),
    ("funds", raised("unusable_eur", "0.01"), "table funds, fund STATE, year 2027, recipient Z2, act projected, projected true"),
    ("projected_indicators", lambda rows: rows.pop(), "table projected_indicators, indicator POP, territory Z2, year 2026"),
    ("projected_indicators", lambda rows: rows.append(rows[0]), "table projected_indicators, indicator POP, territory Z1, year 2026"),
    ("units", lambda rows: rows.remove(next(row for row in rows if row["period"].startswith("2027"))),
     r"table units, territory Z\d, measure HUB_SVC, period 2027-01-01/2027-12-31"),
    ("dues_beyond_horizon", lambda rows: rows.pop(),
     r"table dues_beyond_horizon, territory Z\d, measure HUB_SVC, category current, due_from 2028-01-01, per_year true"),
    ("findings", lambda rows: rows.append({"severity": "warning", "code": "many_cuts"}), "table findings, many_cuts: .*"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "change", "subject"), PLANTED)
def test_a_change_of_a_published_table_is_found_and_named(
    table: str, change: Callable[[list[dict[str, str]]], Any], subject: str, plan: leps.Plan, result: leps.Allocation, tmp_path: Path
) -> None:
    result.write(tmp_path / "result")
    assert leps.verify(plan, leps.read_allocation(tmp_path / "result", plan))
    planted(tmp_path / "result", table, change)
    violations = leps.verify(plan, leps.read_allocation(tmp_path / "result", plan)).violations
    assert violations
    assert {violation.rule for violation in violations} == {table}
    assert all(re.fullmatch(subject, violation.subject) for violation in violations), violations


def test_a_price_that_stands_twice_in_the_certificate_is_a_problem_of_it(plan: leps.Plan, result: leps.Allocation, tmp_path: Path) -> None:
    result.write(tmp_path / "result")
    planted(tmp_path / "result", "certificate", lambda rows: rows.append(rows[0]))
    checked = leps.read_allocation(tmp_path / "result", plan).certified()
    assert checked.problems == ["a row or cap has two prices in one stage"]


def test_a_result_of_another_plan_is_one_violation(plan: leps.Plan, result: leps.Allocation) -> None:
    verification = leps.verify(plan.replace(header={"title": "Another plan"}), result)
    assert [violation.rule for violation in verification.violations] == ["plan_hash"]
    assert verification.violations[0].message == "the result is of another plan, so nothing else of it is judged"
    assert verification.stages == []


def test_violations_are_listed_up_to_a_thousand_and_counted(plan: leps.Plan, result: leps.Allocation, tmp_path: Path) -> None:
    result.write(tmp_path / "result")
    planted(tmp_path / "result", "findings",
            lambda rows: rows.extend({"severity": "warning", "code": f"c{i}"} for i in range(1234)))  # fmt: skip
    verification = leps.verify(plan, leps.read_allocation(tmp_path / "result", plan))
    assert verification.violation_count == 1234
    assert len(verification.violations) == 1001
    assert verification.violations[-1].rule == "more_violations"
    assert verification.violations[-1].found == "1234 violations in all"
    assert "1234 violations" in repr(verification)


def test_an_unknown_engine_is_unsupported_and_the_known_ones_are_named(plan: leps.Plan) -> None:
    assert "highs" in leps.available_engines()
    with pytest.raises(leps.Unsupported, match="abacus.*highs"):
        leps.allocate(plan, engine="abacus", progress=False)


@pytest.mark.parametrize(
    "options", [{"time_limit": -1.0}, {"node_limit": 0}, {"node_limit": 2**70}, {"reopen_units": -1}, {"relative_gap": "-1/1000"}]
)
def test_options_out_of_range_are_refused(plan: leps.Plan, options: dict[str, Any]) -> None:
    with pytest.raises(leps.InvalidValue) as error:
        leps.allocate(plan, progress=False, **options)
    assert error.value.field in options


@pytest.mark.parametrize(
    "options",
    [{"time_limit": "5"}, {"time_limit": True}, {"node_limit": 1.5}, {"node_limit": True}, {"reopen_units": "3"}, {"engine": None},
     {"relative_gap": 0.001}, {"progress": "yes"}],
)  # fmt: skip
def test_options_of_another_kind_are_type_errors_that_name_them(plan: leps.Plan, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=next(iter(options)).replace("relative_gap", "a ratio")):
        leps.allocate(plan, **{"progress": False, **options})


def test_what_is_no_plan_and_no_result_is_refused(plan: leps.Plan, result: leps.Allocation) -> None:
    for call in (
        lambda: leps.allocate("folder"), lambda: leps.verify(None, result), lambda: leps.verify(plan, None),
        lambda: leps.Allocation(result._core, None), lambda: leps.Allocation(None, plan), lambda: leps.Frame(1),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="read_plan|read_allocation|pyarrow"):
            call()


def test_progress_is_reported_in_the_calling_thread(plan: leps.Plan) -> None:
    seen: list[leps.Progress] = []

    def report(progress: leps.Progress) -> None:
        assert threading.current_thread() is threading.main_thread()
        seen.append(progress)

    assert leps.allocate(plan, progress=report).status == "allocated"
    assert all(not progress.stopping for progress in seen)


def test_an_exception_in_the_progress_function_ends_the_solve_and_arrives(tuscany: leps.Plan) -> None:
    class Enough(Exception):
        pass

    def report(progress: leps.Progress) -> None:
        if not progress.stopping:
            raise Enough

    with pytest.raises(Enough):
        leps.allocate(tuscany, progress=report)


def test_a_time_limit_is_an_answer_that_another_run_need_not_give(tuscany: leps.Plan) -> None:
    result = leps.allocate(tuscany, time_limit=1.0, progress=False)
    assert result.status == "time_limit"
    assert not result.reproducible
    assert "not reproducible" in result._repr_html_()


def test_a_time_limit_says_which_objectives_were_finished_and_which_not(plan: leps.Plan, result: leps.Allocation) -> None:
    stopped = leps.allocate(plan, time_limit=1e-6, progress=False)
    assert stopped.status == "time_limit"
    assert [(reason.code, reason.rule, reason.found, reason.limit) for reason in stopped.reasons] == [
        ("time_limit", "stages", "0", str(len(result.stages)))
    ]
    assert stopped.reasons[0].subject.startswith("shortfall of class 1, worst_zone of class 1, shortfall of class 2")
    assert stopped.reasons[0].message.startswith("Finished: no stage. Not finished: shortfall of class 1")


def test_an_impossible_obligation_is_an_answer_with_its_reasons(plan: leps.Plan) -> None:
    limits = plan.measure_limits.to_pylist()
    limits[0] |= {"min_units": 4000, "max_units": 5000, "kind": "obligation"}  # 4000 hours at 24 euro: far beyond the money
    result = leps.allocate(plan.replace(measure_limits=limits), progress=False)
    assert result.status == "infeasible"
    assert result.reasons
    assert "infeasible" in result._repr_html_()
    assert all(reason.message for reason in result.reasons)
    from rich.console import Console

    for width in (24, 60, 150):
        console = Console(width=width, record=True, file=open("/dev/null", "w"))
        console.print(result)
        assert "…" not in console.export_text()  # no number and no word is cut


def test_it_shows_itself_in_notebooks_and_terminals(result: leps.Allocation) -> None:
    html = result._repr_html_()
    for words in ("Levels before and after", "Money by fund", "Zones most behind", "What is proved", "First zone", "State fund"):
        assert words in html
    from rich.console import Console

    console = Console(width=150, record=True, file=open("/dev/null", "w"))
    console.print(result)
    text = console.export_text()
    for words in ("Home care", "State fund", "First zone", "Need not covered, class 1", "certificate checked"):
        assert words in text
    assert "allocated" in repr(result)


def test_pictures_hold_the_numbers_of_the_tables(result: leps.Allocation) -> None:
    flows = result.plot.mappafondo().data[0]
    spent = sum(row["amount_eur"] for row in result.spend if row["period"] < "2027")  # the horizon, without its tail
    to_measures = [v for s, v in zip(flows.link.source, flows.link.value, strict=True) if s < 2]  # two funds come first
    assert sum(to_measures) == pytest.approx(float(spent))
    bars = [trace for trace in result.plot.funds().data if trace.type == "bar"]
    planned = sum(row["amount_eur"] for row in result.funds if not row["projected"])
    assert sum(sum(trace.x) for trace in bars) == pytest.approx(float(planned))
    levels = result.plot.levels("2025-01-01/2025-12-31")
    assert any("Home care" in note.text for note in levels.layout.annotations)
    with pytest.raises(ValueError, match="2025-01-01/2025-12-31"):
        result.plot.levels("2031")
