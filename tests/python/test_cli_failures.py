"""The command line when something is wrong: refused early, said once, and the same document in every case."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import leps
from leps.cli import main

Command = Callable[..., tuple[int, str, str]]

ALLOCATION = {"status", "unique", "plan_hash", "engine", "stages", "money", "seconds", "out", "page", "reasons", "issues", "error"}
KEYS = {
    "check": {"plan", "hash", "issues", "error"},
    "allocate": ALLOCATION,
    "demo": ALLOCATION,
    "verify": {"ok", "violations", "stages", "certificate", "issues", "error"},
}


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs the command in this process, in a folder of its own: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["leps", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return (ended.value.code, *capsys.readouterr())  # type: ignore[return-value]

    return call


@pytest.fixture
def no_solve(monkeypatch: pytest.MonkeyPatch) -> None:
    def allocate(*_: object, **__: object) -> None:
        raise AssertionError("solved before the places were looked at")

    monkeypatch.setattr(leps, "allocate", allocate)


@pytest.mark.usefixtures("no_solve")
@pytest.mark.parametrize(
    "places",
    [["--out", "new", "--page", "nowhere/page.html"], ["--out", "nowhere/new"], ["--out", "file"], ["--out", "file", "--force"],
     ["--out", "mine", "--force"], ["--out", "new", "--page", "mine"], ["--out", "new", "--page", "file"],
     ["--out", "new", "--page", "new"], ["--out", "new", "--page", "new/spend.csv"],
     ["--out", "new", "--page", "new/datapackage.json"],
     ["--out", "new", "--page", "link/new/spend.csv", "--force"], ["--out", "new", "--page", "new/Spend.csv"],
     ["--out", "new", "--page", "new/pages/page.html"], ["--out", "new", "--page", "new/.."], ["--out", "n" * 300],
     ["--out", "n" * 250], ["--out", "new", "--page", "p" * 300], ["--out", "new", "--page", "new/" + "p" * 250]],
    ids=lambda places: " ".join(word if len(word) < 40 else f"{word[:5]}...{len(word)}" for word in places),
)  # fmt: skip
def test_a_place_that_cannot_be_written_is_refused_before_the_solve(
    command: Command, plan_folder: Path, tmp_path: Path, places: list[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("not a result package")
    (tmp_path / "link").symlink_to(tmp_path)
    code, out, _ = command("allocate", plan_folder, *places, "--json")
    assert code == 2
    assert json.loads(out)["error"]
    assert not (tmp_path / "new").exists()


def test_a_page_does_not_take_the_place_of_a_file_of_the_package(command: Command, plan_folder: Path, tmp_path: Path) -> None:
    assert command("allocate", plan_folder, "--out", "out", "--page", "out/page.html")[0] == 0
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    for page in ("out", *(f"out/{name}" for name in before if name != "page.html")):
        code, _, err = command("allocate", plan_folder, "--out", "out", "--page", page, "--force")
        assert (code, page in err) == (2, True)
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
    assert command("allocate", plan_folder, "--out", "out", "--page", "out/page.html", "--force")[0] == 0
    assert (tmp_path / "out" / "page.html").exists()


@pytest.mark.usefixtures("no_solve")
def test_the_demo_does_not_write_into_a_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert command("demo", "--out", "file")[0] == 2


def test_the_demo_does_not_mix_with_what_is_there(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    code, _, err = command("demo", "--out", "mine")
    assert code == 2
    assert "not empty" in err
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_folder_that_holds_the_result_is_told_from_it(
    command: Command, plan_folder: Path, result: leps.Allocation, tmp_path: Path
) -> None:
    (tmp_path / "demo").mkdir()
    result.write(tmp_path / "demo" / "result")
    code, _, err = command("verify", plan_folder, "demo")
    assert code == 2
    assert str(Path("demo") / "result") in err


def test_a_plan_and_a_result_in_each_others_place_are_told(command: Command, plan_folder: Path, result: leps.Allocation, tmp_path: Path) -> None:
    result.write(tmp_path / "answer")
    for call, word in (
        (["check", "answer"], "not a plan"),
        (["verify", "answer", plan_folder], "not a plan"),
        (["verify", plan_folder, plan_folder], "not a result"),
    ):
        code, _, err = command(*call)
        assert code == 2, (call, err)
        assert word in err
        assert len(err.splitlines()) == 1


def test_a_demo_that_writes_nothing_leaves_no_folder(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(leps, "allocate", stopped)
    assert command("demo", "--out", "mine")[0] == 130
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("text", ["3", '["plan_hash"]', "[" * 200_000, '"plan_hash"'])
def test_what_is_no_package_is_at_fault_wherever_it_stands(command: Command, plan_folder: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "odd" / "result").mkdir(parents=True)
    (tmp_path / "odd" / "result" / "datapackage.json").write_text(text)
    for folder in ("odd", "odd/result", "n" * 300):
        code, _, err = command("verify", plan_folder, folder)
        assert code == 1, (folder, err)
        assert "internal" not in err
    assert command("allocate", plan_folder, "--out", "odd/result", "--force")[0] == 2


def test_an_answer_that_cannot_be_written_is_still_said(
    command: Command, plan_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def report(*_: object, **__: object) -> None:
        raise leps.FileError("page.html", "page.html: the disk is full")

    monkeypatch.setattr(leps.Allocation, "report", report)
    code, out, _ = command("allocate", plan_folder, "--out", "out", "--page", "out/page.html", "--json")
    document = json.loads(out)
    assert (code, document["status"], document["out"], document["page"]) == (3, "allocated", "out", None)
    assert document["error"] == "page.html: the disk is full"


def test_the_document_has_the_same_keys_whatever_happens(command: Command, plan_folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    leps.read_plan(plan_folder).write(bad)
    (bad / "funds.csv").unlink()
    calls = [
        ["check", plan_folder], ["check", bad], ["check", "nowhere"], ["check"],
        ["allocate", plan_folder, "--out", "out"], ["allocate", bad, "--out", "other"], ["allocate", plan_folder],
        ["verify", plan_folder, "out"], ["verify", bad, "out"], ["verify", plan_folder, "nowhere"], ["demo", "--nope"],
    ]  # fmt: skip
    for arguments in calls:
        _, out, _ = command(*arguments, "--json")
        assert set(json.loads(out)) == KEYS[arguments[0]], arguments


def test_where_nothing_is_allocated_nothing_is_said_to_be(command: Command, plan_folder: Path) -> None:
    code, out, _ = command("allocate", plan_folder, "--out", "out", "--time-limit", "0.001")
    assert code == 1
    assert "nothing is allocated (time_limit)" in out


def test_a_result_of_another_plan_is_said_once(command: Command, plan: leps.Plan, result: leps.Allocation, tmp_path: Path) -> None:
    result.write(tmp_path / "result")
    plan.replace(annuities=plan.annuities.where(fund="STATE")).write(tmp_path / "other")
    code, _, err = command("verify", "other", "result")
    assert code == 1
    (told,) = err.splitlines()
    assert told.startswith("plan_hash, allocation: ")  # the rule stands there once
    assert "of another plan" in told


def test_what_was_found_while_the_plan_was_read_is_said_beside_the_result(command: Command, plan: leps.Plan, tmp_path: Path) -> None:
    plan.write(tmp_path / "plan")
    funds = tmp_path / "plan" / "funds.csv"
    funds.write_bytes(b"\xef\xbb\xbf" + funds.read_bytes())
    _, out, _ = command("allocate", "plan", "--out", "out", "--json")
    assert [issue["code"] for issue in json.loads(out)["issues"]].count("byte_order_mark") == 1
    written = leps.read_allocation(tmp_path / "out", leps.read_plan(tmp_path / "plan"))
    assert "byte_order_mark" not in [issue.code for issue in written.issues]  # it is the file's and not the plan's
    assert command("verify", "plan", "out")[0] == 0
    plan.write(tmp_path / "again")
    assert command("verify", "again", "out")[0] == 0  # the same plan without the mark


def test_a_finding_is_one_line_where_no_terminal_is(command: Command, plan: leps.Plan, tmp_path: Path) -> None:
    plan.write(tmp_path / "plan")
    annuities = tmp_path / "plan" / "annuities.csv"
    annuities.write_text(annuities.read_text().replace("STATE", "à" * 200))
    findings = leps.check("plan")
    code, _, err = command("check", "plan")
    assert code == 1
    assert len(err.splitlines()) == len(findings) + 1
    _, out, _ = command("check", "plan", "--json")
    assert out.isascii()  # any pipe holds it
    assert json.loads(out)["issues"][0]["found"] == findings[0].found


def test_no_text_of_a_plan_commands_the_terminal(command: Command, plan: leps.Plan, tmp_path: Path) -> None:
    evil = "\x1b[2J\x9b31m\u202edoog"
    zones = [row | {"name": evil} for row in plan.territories]
    plan.replace(header={"title": evil}, territories=zones).write(tmp_path / "plan")
    shown = command("check", "plan")[1] + command("allocate", "plan", "--out", "out")[1]
    assert "\\x1b[2J\\x9b31m\\u202edoog" in shown
    assert not set("\x1b\x9b\u202e") & set(shown)


def test_the_help_of_the_demo_names_its_folder(command: Command) -> None:
    assert "leps-tuscany" in command("demo", "--help")[1]


@pytest.mark.parametrize(("module", "code"), [("leps", 0), ("leps.cli", 0)])
def test_it_runs_as_a_module_too(module: str, code: int, quiet_environment: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, env=quiet_environment)
    assert (done.returncode, done.stdout) == (code, f"leps {leps.__version__}\n")


@pytest.mark.parametrize(("stdout", "code"), [("> /dev/full", 3), (">&-", 3), ("| true", 0)])
def test_a_stdout_that_takes_nothing_is_named_and_one_that_has_enough_is_not(
    stdout: str, code: int, plan_folder: Path, quiet_environment: dict[str, str]
) -> None:
    line = f"set -o pipefail; '{sys.executable}' -m leps check '{plan_folder}' --json {stdout}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=quiet_environment)
    assert done.returncode == code
    assert done.stderr.startswith("leps: stdout cannot be written") if code else done.stderr == ""


def test_an_answer_survives_a_terminal_of_ascii(result: leps.Allocation, plan: leps.Plan, tmp_path: Path, quiet_environment: Any) -> None:
    plan.replace(header={"title": "Città"}).write(tmp_path / "plan")
    done = subprocess.run([sys.executable, "-m", "leps", "check", tmp_path / "plan"], capture_output=True, text=True,
                          env={**quiet_environment, "PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert done.returncode == 0
    assert "Citt?" in done.stdout


def test_a_folder_may_have_any_name(command: Command, plan: leps.Plan, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xffplan")
    plan.write(tmp_path / name)
    assert leps.read_plan(tmp_path / name) == plan
    assert command("check", tmp_path / name)[0] == 0
    with pytest.raises(leps.FileError) as error:
        leps.read_plan(tmp_path / name / "nothing")
    assert name in error.value.path
    for impossible in ("\ud800", "a\0b", ""):
        with pytest.raises(leps.FileError, match="no file can have that name"):
            leps.read_plan(impossible)
