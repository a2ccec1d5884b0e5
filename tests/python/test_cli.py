"""The command line: documents, exit codes, and nothing but the document on stdout."""

import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import leps
from leps.cli import app


@pytest.fixture
def run(quiet_environment: dict[str, str], tmp_path: Path) -> Any:
    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from leps.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=quiet_environment, cwd=tmp_path, timeout=600)

    return call


def test_check_says_that_a_clean_plan_is_clean(run: Any, plan: leps.Plan, plan_folder: Path) -> None:
    done = run("check", plan_folder, "--json")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert document == {"plan": "two_zones", "hash": plan.hash, "issues": document["issues"], "error": None}
    assert not [issue for issue in document["issues"] if issue["severity"] == "error"]
    readable = run("check", plan_folder)
    assert readable.returncode == 0
    assert "Two zones, two years" in readable.stdout


def test_check_lists_every_finding_with_its_place(run: Any, plan: leps.Plan, tmp_path: Path) -> None:
    plan.write(tmp_path / "plan")
    annuities = tmp_path / "plan" / "annuities.csv"
    annuities.write_text(annuities.read_text().replace("20000.00", '"1.234,56"', 1).replace("11000.10", "-3", 1))
    done = run("check", tmp_path / "plan", "--json")
    assert done.returncode == 1
    issues = json.loads(done.stdout)["issues"]
    assert all(
        set(issue) == {"severity", "code", "table", "row", "field", "found", "expected", "message"} for issue in issues
    )
    found = {(issue["table"], issue["field"], issue["found"]) for issue in issues}
    assert {("annuities", "amount_eur", "1.234,56"), ("annuities", "amount_eur", "-3")} <= {
        (table, field, text.removesuffix(".00")) for table, field, text in found
    }
    readable = run("check", tmp_path / "plan")
    assert readable.returncode == 1
    assert "1.234,56" in readable.stderr
    assert readable.stdout == ""


def test_allocate_writes_the_package_and_says_what_it_did(run: Any, plan: leps.Plan, plan_folder: Path, tmp_path: Path) -> None:
    done = run("allocate", plan_folder, "--out", tmp_path / "out", "--json", "--page", tmp_path / "page.html")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert set(document) >= {"status", "plan_hash", "engine", "stages", "money", "seconds", "out"}
    assert document["status"] == "allocated"
    assert document["unique"] == "not proved"
    assert document["plan_hash"] == plan.hash
    assert document["out"] == str(tmp_path / "out")
    for stage in document["stages"]:
        assert set(stage) == {"objective", "class", "depth", "periods", "value", "value_decimal", "bound", "cap", "gap"}
        assert set(stage["gap"]) == {"engine", "whole_units", "rounding"}
        assert Fraction(stage["bound"]) <= Fraction(stage["value"]) <= Fraction(stage["cap"])
        assert abs(Fraction(stage["value_decimal"]) - Fraction(stage["value"])) <= Fraction(1, 10**12)
    money = document["money"]
    assert Decimal(money["amount"]) == Decimal("76000.20")  # 2 x (11000.10 + 7000.00 + 20000.00)
    assert Decimal(money["used"]) + Decimal(money["left"]) == Decimal(money["amount"])
    assert sum(Decimal(fund["used"]) for fund in money["funds"].values()) == Decimal(money["used"])
    assert (tmp_path / "out" / "datapackage.json").exists()
    assert "plotly" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert leps.verify(plan, leps.read_allocation(tmp_path / "out", plan))


def test_nothing_is_overwritten_without_force(run: Any, plan_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("allocate", plan_folder, "--out", out).returncode == 0
    before = {file: file.read_bytes() for file in out.iterdir()}
    refused = run("allocate", plan_folder, "--out", out, "--json")
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert "error" in json.loads(refused.stdout)
    assert {file: file.read_bytes() for file in out.iterdir()} == before
    assert run("allocate", plan_folder, "--out", out, "--force").returncode == 0
    assert {file: file.read_bytes() for file in out.iterdir()} == before  # the same bytes on every run


def test_verify_finds_a_moved_cent(
    run: Any, plan_folder: Path, result: leps.Allocation, tmp_path: Path, move_one_cent: Any
) -> None:
    result.write(tmp_path / "result")
    good = run("verify", plan_folder, tmp_path / "result", "--json")
    assert good.returncode == 0, good.stdout
    document = json.loads(good.stdout)
    assert document["ok"] is True
    assert document["violations"] == []
    assert [stage["objective"] for stage in document["stages"]] == result.stages["objective"].to_pylist()
    move_one_cent(tmp_path / "result" / "spend.csv")
    bad = run("verify", plan_folder, tmp_path / "result", "--json")
    assert bad.returncode == 1
    violations = json.loads(bad.stdout)["violations"]
    assert violations
    assert all(set(v) == {"rule", "subject", "found", "limit", "message"} for v in violations)
    assert run("verify", plan_folder, tmp_path / "result").returncode == 1


def test_a_result_of_another_plan_is_at_fault(run: Any, plan: leps.Plan, result: leps.Allocation, tmp_path: Path) -> None:
    result.write(tmp_path / "result")
    plan.replace(header={"title": "Another plan"}).write(tmp_path / "other")
    done = run("verify", tmp_path / "other", tmp_path / "result", "--json")
    assert done.returncode == 1
    assert any(violation["rule"] == "plan_hash" for violation in json.loads(done.stdout)["violations"])


@pytest.fixture
def compared(plan: leps.Plan, plan_folder: Path, result: leps.Allocation, tmp_path: Path) -> list[Path]:
    """Plan, result, a plan with less money, its result."""
    poorer = plan.replace(annuities=[row | {"amount_eur": "8000.00"} for row in plan.annuities])
    result.write(tmp_path / "base")
    poorer.write(tmp_path / "poorer")
    leps.allocate(poorer, progress=False).write(tmp_path / "less")
    return [plan_folder, tmp_path / "base", tmp_path / "poorer", tmp_path / "less"]


def test_compare_says_what_changes(run: Any, compared: list[Path]) -> None:
    done = run("compare", *compared, "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert set(document) == {"first", "second", "falls", "zones", "funds", "money", "persons", "stages", "issues", "error"}
    plans = [leps.read_plan(compared[0]), leps.read_plan(compared[2])]
    known = leps.compare(*(leps.read_allocation(folder, plan) for folder, plan in zip(compared[1::2], plans, strict=True)))
    assert document["second"] == {"plan": "two_zones", "plan_hash": plans[1].hash, "status": "allocated"}
    assert [row["territory"] for row in document["falls"]] == known.falls["territory"].to_pylist()
    for row, exact in zip(document["zones"], known.zones, strict=True):
        assert row["territory"] == exact["territory"]
        assert Decimal(row["covered_persons_delta"]) == exact["covered_persons_delta"]
        assert Decimal(row["spent_eur_delta"]) == exact["spent_eur_delta"]
    readable = run("compare", *compared)
    assert readable.returncode == 0
    assert "Money by fund" in readable.stdout


def test_compare_tells_a_swap_from_a_result_of_another_plan(run: Any, compared: list[Path], plan: leps.Plan, tmp_path: Path) -> None:
    plan_a, result_a, plan_b, result_b = compared
    swapped = run("compare", plan_a, result_b, plan_b, result_a, "--json")
    assert swapped.returncode == 2
    assert "swapped" in json.loads(swapped.stdout)["error"]
    assert run("compare", plan_a, plan_b, result_a, result_b).returncode == 2
    assert run("compare", plan_a, result_a, plan_b).returncode == 2
    plan.replace(header={"title": "Another plan"}).write(tmp_path / "other")
    wrong = run("compare", plan_a, result_a, tmp_path / "other", result_b, "--json")
    assert wrong.returncode == 1
    assert "plan_hash" in json.loads(wrong.stdout)["error"]


@pytest.mark.parametrize(
    "arguments",
    [["allocate"], ["allocate", "plan"], ["frobnicate"], ["check"], ["check", "plan", "--nope"],
     ["allocate", "plan", "--out", "x", "--time-limit", "soon"], ["allocate", "plan", "--out", "x", "--time-limit", "0"]],
)  # fmt: skip
def test_a_wrong_call_is_2(run: Any, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr


@pytest.mark.parametrize("command", [["check", "nowhere"], ["allocate", "nowhere", "--out", "x"], ["verify", "nowhere", "x"]])
def test_a_plan_that_is_not_there_is_at_fault(run: Any, command: list[str]) -> None:
    done = run(*command, "--json")
    assert done.returncode == 1
    assert "nowhere" in json.loads(done.stdout)["error"]


def test_an_engine_that_does_not_exist_is_a_wrong_call(run: Any, plan_folder: Path) -> None:
    done = run("allocate", plan_folder, "--out", "x", "--engine", "abacus", "--json")
    assert done.returncode == 2
    assert "abacus" in json.loads(done.stdout)["error"]


def test_an_infeasible_plan_is_at_fault_with_its_reasons(run: Any, plan: leps.Plan, tmp_path: Path) -> None:
    limits = plan.measure_limits.to_pylist()
    limits[0] |= {"min_units": 4000, "kind": "obligation"}
    plan.replace(measure_limits=limits).write(tmp_path / "plan")
    done = run("allocate", tmp_path / "plan", "--out", tmp_path / "out", "--json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["status"] == "infeasible"
    assert document["reasons"]


@pytest.mark.parametrize(
    ("raised", "code"),
    [(KeyboardInterrupt(), 130), (leps.SolverError("highs", "no memory"), 3), (ZeroDivisionError("a defect"), 3)],
    ids=["interrupted", "engine", "defect"],
)
def test_what_ends_a_solve_from_outside_leaves_nothing_behind(
    raised: BaseException, code: int, plan_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def allocate(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(leps, "allocate", allocate)
    done = CliRunner().invoke(app, ["allocate", str(plan_folder), "--out", str(tmp_path / "out"), "--json"])
    assert done.exit_code == code
    assert json.loads(done.stdout)["error"]
    assert not (tmp_path / "out").exists()


def test_the_version_is_printed(run: Any) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"leps {leps.__version__}\n")


def test_the_demo_allocates_tuscany_and_draws_it(run: Any, tmp_path: Path) -> None:
    done = run("demo", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["status"] == "allocated"
    folder = tmp_path / "leps-tuscany"
    assert (folder / "result" / "datapackage.json").exists()
    assert "Toscana" in (folder / "page.html").read_text(encoding="utf-8")
    assert run("demo", "--out", folder, "--json").returncode == 2  # it is there already
    verified = run("verify", leps.datasets.tuscany_path(), folder / "result", "--json")
    assert verified.returncode == 0, verified.stdout
