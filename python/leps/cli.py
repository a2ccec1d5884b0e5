"""The command `leps`.

Exit codes: 0 done, 1 the data or the answer is at fault, 2 wrong call, 3 engine, disk or internal failure, 130 interrupted.
With ``--json`` one JSON document stands on stdout and nothing else (`leps.documents`); messages and progress go to stderr.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer
from rich.console import Console
from rich.text import Text

import leps
from leps import _leps, documents
from leps.errors import DataError, Error, FileError, InvalidValue, Unsupported, native_path
from leps.places import WrongCall, folder_of_answers, free_folder, refuse_places, refuse_plan, refuse_result, refuse_swap
from leps.style import counted, visible

DONE: Final = 0
AT_FAULT: Final = 1
WRONG_CALL: Final = 2
FAILURE: Final = 3
INTERRUPTED: Final = 130

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                  context_settings={"help_option_names": ["-h", "--help"]})  # fmt: skip

PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="Folder of a plan, or its datapackage.json.")]
ResultPath = Annotated[Path, typer.Argument(metavar="RESULT", help="Folder of a result package.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, always with the same keys, and nothing else there.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what exists.")]
TimeLimit = Annotated[float | None, typer.Option("--time-limit", metavar="SECONDS", min=0.001,
                                                 help="Stop the solves after so long.")]  # fmt: skip
Engine = Annotated[str, typer.Option("--engine", help="Which engine proposes.")]

messages = Console(stderr=True, highlight=False)

#: What the parser raises. It is click's, which some versions of typer carry inside.
UsageError: Final = typer.BadParameter.__base__


class NotWritten(Exception):
    """The answer is there and could not be written."""


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """Allocate the money of a social plan exactly: to the cent, with a proof."""
    if version:
        put(f"leps {leps.__version__}\n")
        raise typer.Exit(DONE)


@app.command()
def check(plan: PlanPath, as_json: Json = False) -> None:
    """Say everything that is wrong with a plan, all at once."""
    with outcome("check", as_json) as document:
        refuse_plan(plan)
        issues = leps.check(plan)
        errors = any(issue.severity == "error" for issue in issues)
        known = None if errors else leps.read_plan(plan)
        document |= documents.check(known, issues)
        if not as_json:
            show_issues(issues)
            if known is not None:
                show(known)
        raise typer.Exit(AT_FAULT if errors else DONE)


@app.command()
def allocate(
    plan: PlanPath,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the result package.")],
    page: Annotated[Path | None, typer.Option("--page", metavar="FILE", help="Write a page with the pictures as well.")] = None,
    force: Force = False,
    as_json: Json = False,
    time_limit: TimeLimit = None,
    engine: Engine = "auto",
) -> None:
    """Allocate a plan and write the result package."""
    with outcome("allocate", as_json) as document:
        refuse_plan(plan)
        refuse_places(out, page, force)
        refuse_engine(engine)
        began = time.perf_counter()
        known = leps.read_plan(plan)
        document["seconds"] = {"read": round(time.perf_counter() - began, 3)}
        run(known, out, page, document, force=force, as_json=as_json, time_limit=time_limit, engine=engine)


@app.command()
def verify(plan: PlanPath, result: ResultPath, as_json: Json = False) -> None:
    """Recompute every rule and every stage of a result that anybody wrote, and check its certificate."""
    with outcome("verify", as_json) as document:
        refuse_plan(plan)
        refuse_result(result)
        known = leps.read_plan(plan)
        # A result of another plan is an answer at fault, not a wrong call: so not through leps.read_allocation.
        answer = _leps.read_allocation(native_path(result))
        verification = _leps.verify(known._core, answer)
        certificate = documents.certificate(known._core, answer)
        document |= documents.verification(verification, certificate)
        if not as_json:
            for violation in verification.violations:
                tell(str(violation), "red")
            words = "every rule and every stage holds" if verification.ok else counted(verification.violation_count, "violation")
            put(f"{words}; {visible(documents.certificate_words(certificate))}\n")
        raise typer.Exit(DONE if document["ok"] else AT_FAULT)


@app.command()
def explain(
    plan: PlanPath,
    zone: Annotated[str | None, typer.Option("--zone", help="Of a plan that can be: which zone is asked about.")] = None,
    level: Annotated[str | None, typer.Option("--level", help="Why this level is not reached there.")] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="Why there is not one unit more of this measure there.")] = None,
    count: Annotated[int, typer.Option("--repairs", metavar="COUNT", min=0, max=100, help="How many repairs at most.")] = 3,
    as_json: Json = False,
    time_limit: TimeLimit = None,
    engine: Engine = "auto",
) -> None:
    """Allocate a plan and say why it cannot be and what would make it possible, or why a zone does not get more."""
    with outcome("explain", as_json) as document:
        refuse_plan(plan)
        refuse_engine(engine)
        if (zone is None) != (level is None and measure is None):
            raise WrongCall("--zone goes with --level or --measure, or with both")
        began = time.perf_counter()
        known = leps.read_plan(plan)
        document["seconds"] = {"read": round(time.perf_counter() - began, 3)}
        began = time.perf_counter()
        allocation = leps.allocate(known, time_limit=time_limit, engine=engine)
        document["seconds"]["allocate"] = round(time.perf_counter() - began, 3)
        issues = [documents.issue_of(issue) for issue in documents.issues_of(allocation)]
        document |= {"status": allocation.status, "plan_hash": allocation.plan_hash, "engine": allocation.engine, "issues": issues}
        good = allocation.status == "allocated"
        if good:
            explain_allocated(allocation, document, Asked(zone, level, measure, time_limit, engine), as_json=as_json)
        else:
            explain_conflict(allocation, document, count, as_json=as_json, time_limit=time_limit, engine=engine)
        raise typer.Exit(DONE if good else AT_FAULT)


class Asked(NamedTuple):
    """What is asked about a plan that can be."""

    zone: str | None
    level: str | None
    measure: str | None
    time_limit: float | None
    engine: str


def explain_allocated(allocation: leps.Allocation, document: dict[str, Any], asked: Asked, *, as_json: bool) -> None:
    """Say of a plan that can be why a zone does not get more, or else that nothing clashes."""
    answers: list[leps.Why | leps.WhyNot | leps.Conflict] = []
    if asked.zone is not None and asked.level is not None:
        why = allocation.why(asked.zone, asked.level, engine=asked.engine)
        document["why"] = documents.why(why)
        answers.append(why)
    if asked.zone is not None and asked.measure is not None:
        why_not = allocation.why_not(asked.measure, asked.zone, engine=asked.engine, time_limit=asked.time_limit)
        document["why_not"] = documents.why_not(why_not)
        answers.append(why_not)
    if asked.zone is None:
        conflict = allocation.conflict(engine=asked.engine, time_limit=asked.time_limit)
        document["conflict"] = documents.conflict(conflict)
        answers.append(conflict)
    if not as_json:
        for answer in answers:
            show(answer)


def explain_conflict(
    allocation: leps.Allocation, document: dict[str, Any], count: int, *, as_json: bool, time_limit: float | None, engine: str
) -> None:
    """Say why a plan cannot be, and what would make it possible."""
    began = time.perf_counter()
    conflict = allocation.conflict(time_limit=time_limit, engine=engine)
    document["conflict"] = documents.conflict(conflict)
    document["seconds"]["conflict"] = round(time.perf_counter() - began, 3)
    if not as_json:
        show(conflict)
    if count == 0:
        return
    began = time.perf_counter()
    repairs = allocation.repairs(count, time_limit=time_limit, engine=engine)
    document |= {"repairs": [documents.repair(repair) for repair in repairs], "notes": repairs.notes}
    document["seconds"]["repairs"] = round(time.perf_counter() - began, 3)
    if not as_json:
        put("\n")
        show(repairs)


@app.command()
def compare(
    plan_a: Annotated[Path, typer.Argument(metavar="PLAN_A", help="Folder of the first plan, or its datapackage.json.")],
    result_a: Annotated[Path, typer.Argument(metavar="RESULT_A", help="Folder of the result package that answers it.")],
    plan_b: Annotated[Path, typer.Argument(metavar="PLAN_B", help="Folder of the second plan; it may be the first again.")],
    result_b: Annotated[Path, typer.Argument(metavar="RESULT_B", help="Folder of the result package that answers it.")],
    as_json: Json = False,
) -> None:
    """Say what changes from one result to another: which zones fall below a level, money by fund, objectives."""
    with outcome("compare", as_json) as document:
        for plan, result in ((plan_a, result_a), (plan_b, result_b)):
            refuse_plan(plan)
            refuse_result(result)
        plans = [leps.read_plan(plan_a), leps.read_plan(plan_b)]
        refuse_swap(plans, [result_a, result_b])
        answers = [leps.read_allocation(result, plan) for result, plan in zip((result_a, result_b), plans, strict=True)]
        comparison = leps.compare(*answers)
        document |= documents.comparison(comparison)
        if not as_json:
            show(comparison)
        raise typer.Exit(DONE)


@app.command()
def sweep(
    plan: PlanPath,
    scenarios: Annotated[Path, typer.Argument(metavar="SCENARIOS", help="CSV file: scenario, table, where, column, op, value.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for Parquet files; goes on with what is finished there.")] = None,
    hold_units: Annotated[bool, typer.Option("--hold-units", help="Keep the whole units of the base: many times faster.")] = False,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="How many scenarios at once; all cores if not given.")] = None,
    as_json: Json = False,
    time_limit: TimeLimit = None,
    engine: Engine = "auto",
) -> None:
    """Allocate many scenarios of a plan and say what each of them changes."""
    with outcome("sweep", as_json) as document:
        refuse_plan(plan)
        refuse_engine(engine)
        edits = leps.read_scenarios(scenarios)
        known = leps.read_plan(plan)
        answers = leps.sweep(known, edits, units="held" if hold_units else "decided", out=out, workers=workers, time_limit=time_limit, engine=engine)
        document |= documents.sweep(answers) | {"out": str(out) if out is not None else None}
        if not as_json:
            show(answers)
        good = all(row["status"] == "allocated" for row in answers.scenarios)
        raise typer.Exit(DONE if good else AT_FAULT)


@app.command()
def demo(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", show_default="leps-tuscany, or the next free number",
                     help="Folder for the result and the page."),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Allocate the 28 zones of Tuscany and write the result package and a page with the pictures."""
    with outcome("demo", as_json) as document:
        out = out or free_folder(Path("leps-tuscany"), force)
        with folder_of_answers(out, force):
            refuse_places(out / "result", out / "page.html", force)
            began = time.perf_counter()
            plan = leps.datasets.tuscany()
            document["seconds"] = {"read": round(time.perf_counter() - began, 3)}
            run(plan, out / "result", out / "page.html", document, force=force, as_json=as_json, time_limit=None, engine="auto")


def refuse_engine(engine: str) -> None:
    """Refuse an engine that this build has not."""
    if engine not in ("auto", *leps.available_engines()):
        raise WrongCall(f"no engine {engine}; there are {', '.join(['auto', *leps.available_engines()])}")


def run(
    plan: leps.Plan, out: Path, page: Path | None, document: dict[str, Any], *, force: bool, as_json: bool,
    time_limit: float | None, engine: str,
) -> None:  # fmt: skip
    """Allocate, write, show; ends with the exit code. The document is filled as things come to be true."""
    began = time.perf_counter()
    allocation = leps.allocate(plan, time_limit=time_limit, engine=engine)
    took = time.perf_counter() - began
    document |= documents.allocation(allocation)
    document["seconds"] |= {"allocate": round(took, 3), **documents.seconds(allocation)}
    began = time.perf_counter()
    try:
        allocation.write(out, force=force)
        document["out"] = str(out)
        if page is not None:
            allocation.report(page, force=force)
            document["page"] = str(page)
    except FileError as error:
        raise NotWritten(str(error)) from error
    document["seconds"]["write"] = round(time.perf_counter() - began, 3)
    good = allocation.status == "allocated"
    if not as_json:
        show(allocation)
        words = "allocated" if good else f"nothing is allocated ({allocation.status})"
        put(visible(f"{words} in {took:.1f} s; result in {out}" + (f", page in {page}" if page else "")) + "\n")
    raise typer.Exit(DONE if good else AT_FAULT)


@contextmanager
def outcome(command: str, as_json: bool) -> Iterator[dict[str, Any]]:
    """Yield the document to be filled; turn everything that may go wrong into its exit code and say it in the document."""
    document = documents.blank(command)
    try:
        yield document
        code, words = DONE, ""
    except typer.Exit as end:
        code, words = end.exit_code, ""
    except KeyboardInterrupt:
        code, words = INTERRUPTED, "interrupted"
    except DataError as error:
        if not as_json:
            show_issues(error.issues)
        document |= {"issues": [documents.issue_of(issue) for issue in error.issues], "error": "the data is at fault: see issues"}
        code, words = AT_FAULT, ""
    except WrongCall as error:
        code, words = WRONG_CALL, str(error)
    except NotWritten as error:
        code, words = FAILURE, str(error)
    except (FileError, InvalidValue, Unsupported) as error:
        code, words = AT_FAULT, str(error)
    except Error as error:
        code, words = FAILURE, str(error)
    except Exception as error:  # noqa: BLE001  (a defect: named on stderr, never a traceback on stdout)
        code, words = FAILURE, f"internal failure: {type(error).__name__}: {error}"
    if words:
        tell(f"leps: {words}", "red")
        document["error"] = words
    if as_json:
        put(json.dumps(document, indent=2) + "\n")  # in ASCII: every pipe and file can hold it
    raise typer.Exit(code)


def show_issues(issues: list[leps.Issue]) -> None:
    """Print findings to stderr, errors in red."""
    for issue in issues:
        tell(f"{issue.severity}: {issue}", "red" if issue.severity == "error" else "yellow")
    errors = sum(issue.severity == "error" for issue in issues)
    tell(f"{counted(errors, 'error')}, {counted(len(issues) - errors, 'warning')}")


def tell(words: str, style: str = "") -> None:
    """Say something on stderr, if anybody hears it: in whole lines where no terminal is."""
    with suppress(OSError):
        messages.print(Text(visible(words), style=style), soft_wrap=not messages.is_terminal)


def show(answer: leps.Plan | leps.Allocation | leps.Comparison | leps.Conflict | leps.Repairs | leps.Sweep | leps.Why | leps.WhyNot) -> None:
    """Print a plan or an answer to stdout, as wide as the terminal, or wide enough to lose no column in a file or pipe."""
    there = sys.stdout is not None and sys.stdout.isatty()
    console = Console(highlight=False, width=None if there else 132)
    with console.capture() as captured:
        console.print(answer)
    put(captured.get() + "\n")


def put(text: str) -> None:
    """Write to stdout. A reader that has enough is no failure; a stdout that takes nothing is one."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
    except OSError as error:
        silence_stdout()
        tell(f"leps: stdout cannot be written: {error.strerror}", "red")
        raise typer.Exit(FAILURE) from error


def silence_stdout() -> None:
    """Let what is still buffered go nowhere, so that Python does not complain about it at its end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Entry point of the console script."""
    if sys.stdout is not None:
        sys.stdout.reconfigure(errors="replace")  # better a ? for a letter than no answer
    try:
        code = app(prog_name="leps", standalone_mode=False)
    except UsageError as error:
        error.show()
        code = WRONG_CALL
        if "--json" in sys.argv:
            put(json.dumps({**documents.blank(sys.argv[1]), "error": error.format_message()}, indent=2) + "\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
