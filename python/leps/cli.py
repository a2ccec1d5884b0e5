"""The command `leps`.

Exit codes: 0 done, 1 the data or the answer is at fault, 2 wrong call, 3 engine or internal failure, 130 interrupted. With
``--json`` one JSON document stands on stdout and nothing else; messages and progress go to stderr.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.text import Text

import leps
from leps import _leps, documents
from leps.errors import DataError, Error, FileError, InvalidValue, Unsupported

DONE: Final = 0
AT_FAULT: Final = 1
WRONG_CALL: Final = 2
FAILURE: Final = 3
INTERRUPTED: Final = 130

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                  context_settings={"help_option_names": ["-h", "--help"]})  # fmt: skip

PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="Folder of a plan, or its datapackage.json.")]
ResultPath = Annotated[Path, typer.Argument(metavar="RESULT", help="Folder of a result package.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, and nothing else there.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what exists.")]
TimeLimit = Annotated[float | None, typer.Option("--time-limit", metavar="SECONDS", min=0.001,
                                                 help="Stop the solves after so long.")]  # fmt: skip
Engine = Annotated[str, typer.Option("--engine", help="Which engine proposes.")]

messages = Console(stderr=True, highlight=False)


def answers() -> Console:
    """Where answers go: as wide as the terminal, or wide enough to lose no column in a file or pipe."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 132)


class WrongCall(Exception):
    """What the caller asked for cannot be done as asked."""


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """Allocate the money of a social plan exactly: to the cent, with a proof."""
    if version:
        sys.stdout.write(f"leps {leps.__version__}\n")
        raise typer.Exit(DONE)


@app.command()
def check(plan: PlanPath, as_json: Json = False) -> None:
    """Say everything that is wrong with a plan, all at once."""
    with outcome(as_json, lambda issues: documents.check(plan, None, issues)):
        issues = leps.check(plan)
        errors = any(issue.severity == "error" for issue in issues)
        known = None if errors else leps.read_plan(plan)
        if as_json:
            put(documents.check(plan, known, issues))
        else:
            show_issues(issues)
            if known is not None:
                answers().print(known)
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
    with outcome(as_json, lambda issues: documents.failed_allocation(issues)):
        refuse_existing([out] if page is None else [out, page], force)
        if engine not in ("auto", *leps.available_engines()):
            raise WrongCall(f"no engine {engine}; there are {', '.join(['auto', *leps.available_engines()])}")
        began = time.perf_counter()
        known = leps.read_plan(plan)
        seconds = {"read": time.perf_counter() - began}
        run(known, out, page, force=force, as_json=as_json, time_limit=time_limit, engine=engine, seconds=seconds)


@app.command()
def verify(plan: PlanPath, result: ResultPath, as_json: Json = False) -> None:
    """Recompute every rule and every stage of a result that anybody wrote, and check its certificate."""
    with outcome(as_json, lambda issues: documents.failed_verification(issues)):
        known = leps.read_plan(plan)
        # A result of another plan is an answer at fault, not a wrong call: so not through leps.read_allocation.
        answer = _leps.read_allocation(str(result))
        verification = _leps.verify(known._core, answer)
        certificate = documents.certificate(known._core, answer)
        good = verification.ok and certificate is not None and certificate.ok
        if as_json:
            put(documents.verification(verification, certificate))
        else:
            for violation in verification.violations:
                messages.print(Text(f"{violation.rule}: {violation}", style="red"))
            words = "every rule and every stage holds" if verification.ok else f"{len(verification.violations)} violations"
            sys.stdout.write(f"{words}; {documents.certificate_words(certificate)}\n")
        raise typer.Exit(DONE if good else AT_FAULT)


@app.command()
def demo(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder for the result and the page [default: leps-tuscany, or the next free number]."),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Allocate the 28 zones of Tuscany and write the result package and a page with the pictures."""
    with outcome(as_json, lambda issues: documents.failed_allocation(issues)):
        out = out or free_folder(Path("leps-tuscany"), force)
        result, page = out / "result", out / "page.html"
        refuse_existing([result, page], force)
        began = time.perf_counter()
        plan = leps.datasets.tuscany()
        seconds = {"read": time.perf_counter() - began}
        out.mkdir(parents=True, exist_ok=True)
        run(plan, result, page, force=force, as_json=as_json, time_limit=None, engine="auto", seconds=seconds)


def run(
    plan: leps.Plan, out: Path, page: Path | None, *, force: bool, as_json: bool, time_limit: float | None, engine: str,
    seconds: dict[str, float],
) -> None:  # fmt: skip
    """Allocate, write, show; ends with the exit code."""
    began = time.perf_counter()
    allocation = leps.allocate(plan, time_limit=time_limit, engine=engine)
    seconds["allocate"] = time.perf_counter() - began
    began = time.perf_counter()
    allocation.write(out, force=force)
    if page is not None:
        allocation.report(page, force=force)
    seconds["write"] = time.perf_counter() - began
    if as_json:
        put(documents.allocation(allocation, out, seconds))
    else:
        console = answers()
        console.print(allocation)
        console.print(Text(f"\nallocated in {seconds['allocate']:.1f} s; result in {out}" + (f", page in {page}" if page else "")))
    raise typer.Exit(DONE if allocation.status == "allocated" else AT_FAULT)


@contextmanager
def outcome(as_json: bool, document: Callable[[list[leps.Issue]], dict[str, Any]]) -> Iterator[None]:
    """Turn everything that may go wrong into its exit code; with --json still say it in one document."""
    try:
        yield
        return
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        code, issues, words = INTERRUPTED, [], "interrupted"
    except DataError as error:
        show_issues(error.issues, quiet=as_json)
        code, issues, words = AT_FAULT, error.issues, ""
    except WrongCall as error:
        code, issues, words = WRONG_CALL, [], str(error)
    except Unsupported as error:
        code, issues, words = AT_FAULT, [], str(error)
    except (FileError, InvalidValue) as error:
        code, issues, words = AT_FAULT, [], str(error)
    except Error as error:
        code, issues, words = FAILURE, [], str(error)
    except Exception as error:  # noqa: BLE001  (a defect: named on stderr, never a traceback on stdout)
        code, issues, words = FAILURE, [], f"internal failure: {type(error).__name__}: {error}"
    if words:
        messages.print(Text(f"leps: {words}", style="red"))
    if as_json:
        put({**document(issues), **({"error": words} if words else {})})
    raise typer.Exit(code)


def refuse_existing(paths: list[Path], force: bool) -> None:
    """Raise WrongCall if something would be overwritten."""
    for path in paths:
        if path.exists() and not force:
            raise WrongCall(f"{path} exists already; nothing is overwritten without --force")


def free_folder(wanted: Path, force: bool) -> Path:
    """Return the folder itself, or the first of folder-2, folder-3 … that is not there yet."""
    folder, number = wanted, 1
    while folder.exists() and not force:
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def show_issues(issues: list[leps.Issue], *, quiet: bool = False) -> None:
    """Print findings to stderr, errors in red."""
    if quiet:
        return
    for issue in issues:
        messages.print(Text(f"{issue.severity}: {issue}", style="red" if issue.severity == "error" else "yellow"))
    errors = sum(issue.severity == "error" for issue in issues)
    messages.print(Text(f"{errors} errors, {len(issues) - errors} warnings"))


def put(document: dict[str, Any]) -> None:
    """Write the one document to stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def main() -> None:
    """Entry point of the console script."""
    app()
