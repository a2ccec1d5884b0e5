"""The JSON documents of the command line: each command's always has the same keys. Exact numbers are text: "p/q" or decimal."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from leps import _leps
from leps.frames import APPROXIMATE, Frame
from leps.summary import Money, Summary

if TYPE_CHECKING:
    from leps.allocation import Allocation, Verification
    from leps.comparison import Comparison
    from leps.conflicts import Conflict, Repair
    from leps.explaining import Why, WhyNot
    from leps.plan import Plan
    from leps.sweeping import Sweep

ISSUE_FIELDS = ("severity", "code", "table", "row", "field", "found", "expected", "message")


ALLOCATION: Final = {
    "status": "unknown", "unique": None, "plan_hash": None, "engine": None, "stages": [], "money": {}, "seconds": {}, "out": None, "page": None,
    "reasons": [],
}  # fmt: skip
BLANK: Final[dict[str, dict[str, Any]]] = {
    "check": {"plan": None, "hash": None},
    "allocate": ALLOCATION,
    "demo": ALLOCATION,
    "explain": {"status": "unknown", "plan_hash": None, "engine": None, "conflict": None, "repairs": [], "notes": [], "why": None,
                "why_not": None, "seconds": {}},
    "verify": {"ok": False, "violations": [], "stages": [], "certificate": None},
    "sweep": {"plan_hash": None, "scenarios": [], "falls": [], "stages": [], "out": None},
    "compare": {"first": None, "second": None, "falls": [], "zones": [], "funds": [], "money": [], "persons": [], "stages": []},
}


def blank(command: str) -> dict[str, Any]:
    """Return the document of a command before anything is known: all its keys."""
    return copy.deepcopy({**BLANK.get(command, {}), "issues": [], "error": None})


def sweep(answers: Sweep) -> dict[str, Any]:
    """Return what `leps sweep` says: every scenario, who falls below a level in it, and the value of each objective."""
    return {
        "plan_hash": answers.base.plan_hash,
        "scenarios": [{name: row[name] for name in ("scenario", "status", "plan_hash", "findings")} for row in answers.scenarios],
        "falls": [{name: row[name] for name in ("scenario", "territory", "level", "period", "shortfall")} for row in answers.falls()],
        "stages": [{name: row[name] for name in ("scenario", "objective", "class", "depth", "periods", "value", "bound")} for row in answers.stages],
    }


def check(plan: Plan | None, issues: list[_leps.Issue]) -> dict[str, Any]:
    """Return what `leps check` says; the name and hash only of a plan without errors."""
    return {
        "plan": plan.name if plan is not None else None,
        "hash": plan.hash if plan is not None else None,
        "issues": [issue_of(issue) for issue in issues],
    }


def issue_of(issue: _leps.Issue) -> dict[str, Any]:
    """Return one finding."""
    return {name: getattr(issue, name) for name in ISSUE_FIELDS}


def allocation(result: Allocation) -> dict[str, Any]:
    """Return what `leps allocate` says of a result, wherever it is written."""
    good = result.status == "allocated"
    return {
        "status": result.status,
        "unique": result.unique if good else None,
        "plan_hash": result.plan_hash,
        "engine": result.engine,
        "stages": [stage_of(row) for row in result.table("stages")],
        "money": money(Summary(result)) if good else {},
        "reasons": [
            {name: getattr(reason, name) for name in ("code", "rule", "subject", "found", "limit", "message")}
            for reason in result.reasons
        ],
        "issues": [issue_of(issue) for issue in issues_of(result)],
    }


def why(found: Why) -> dict[str, Any]:
    """Return why a level is not reached: sentences, and what they rest on as rows."""
    return {"sentences": list(found.sentences)} | {name: rows(getattr(found, name)) for name in ("coverage", "payers", "binding", "prices")}


def why_not(found: WhyNot) -> dict[str, Any]:
    """Return why there is not one unit more: verdict, sentences, and what they rest on as rows."""
    tables = {name: rows(getattr(found, name)) for name in ("payers", "obstacles", "changes")}
    return {"verdict": found.verdict, "sentences": list(found.sentences)} | tables


def conflict(found: Conflict) -> dict[str, Any]:
    """Return what clashes: the members as rows, the circumstances as sentences."""
    return {
        "clash": found.clash, "claim": found.claim, "irreducible": found.irreducible, "summary": found.summary,
        "members": found.members.to_pylist(), "circumstances": found.circumstances,
    }  # fmt: skip


def repair(found: Repair) -> dict[str, Any]:
    """Return one repair: its exact cost, its sentences, the cells that change, the hash of its plan."""
    return {
        "cost": str(found.cost), "sentences": found.sentences, "changes": found.changes.to_pylist(), "plan_hash": found.plan.hash,
    }  # fmt: skip


def issues_of(result: Allocation) -> list[_leps.Issue]:
    """Return what was found while the plan was read, which is no part of a result, and the findings of the result."""
    published = set(result.issues)
    return [*(issue for issue in result.plan.warnings if issue not in published), *result.issues]


def seconds(result: Allocation) -> dict[str, float]:
    """Return where the seconds of an allocation went, and the longest silence in which Ctrl-C had to wait."""
    work = result.work
    parts = {
        "compile": work.compile_seconds, "solve": work.solve_seconds, "round": work.round_seconds,
        "verify": work.verify_seconds, "longest_silence": work.longest_silence_seconds,
    }  # fmt: skip
    return {name: round(value, 3) for name, value in parts.items()}


def stage_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return one objective: exact value, bound, cap and the gap in its three parts."""
    return {
        "objective": row["objective"],
        "class": row["class"],
        "depth": row["depth"],
        "periods": row["periods"],
        "value": row["value"],
        "value_decimal": decimal_text(Fraction(row["value"])),
        "bound": row["bound"],
        "cap": row["cap"],
        "gap": {"engine": row["gap_engine"], "whole_units": row["gap_whole_units"], "rounding": row["gap_rounding"]},
    }


def money(summary: Summary) -> dict[str, Any]:
    """Return the money of all funds and of each, in euro."""
    return {**amounts(summary.money), "funds": {fund.fund: amounts(fund.total) for fund in summary.funds}}


def amounts(part: Money) -> dict[str, str]:
    """Return what became of some money."""
    return {name: str(getattr(part, name)) for name in ("amount", "used", "left", "lapses", "unusable")}


def certificate(plan: _leps.Plan, answer: _leps.Allocation) -> _leps.CertificateCheck | None:
    """Check the certificate of a result; None where it answers another plan or has none."""
    if answer.plan_hash != plan.hash or not answer.table("stages").rows:
        return None
    return _leps.check_certificate(plan, answer)


def certificate_words(checked: _leps.CertificateCheck | None) -> str:
    """Say in a few words what the certificate is worth."""
    if checked is None:
        return "the certificate was not checked"
    return "the certificate holds" if checked.ok else f"the certificate does not hold: {checked.problems[0]}"


def verification(checked: Verification, proof: _leps.CertificateCheck | None) -> dict[str, Any]:
    """Return what `leps verify` says."""
    return {
        "ok": checked.ok and proof is not None and proof.ok,
        "violations": [
            {name: getattr(violation, name) for name in ("rule", "subject", "found", "limit", "message")}
            for violation in checked.violations
        ],
        "stages": [
            {
                "objective": stage.objective, "class": stage.priority_class, "depth": stage.depth, "periods": stage.periods,
                "published_value": stage.published_value, "recomputed": stage.recomputed, "cap": stage.cap, "ok": stage.ok,
            }
            for stage in checked.stages
        ],
        "certificate": {"ok": proof is not None and proof.ok, "message": certificate_words(proof)},
    }  # fmt: skip


def comparison(compared: Comparison) -> dict[str, Any]:
    """Return what `leps compare` says: the two answers, and the tables that people ask for first, row by row."""
    tables = ("falls", "zones", "funds", "money", "persons", "stages")
    return {
        **{
            side: {"plan": answer.plan.name, "plan_hash": answer.plan_hash, "status": answer.status}
            for side, answer in (("first", compared.first), ("second", compared.second))
        },
        **{name: rows(compared.table(name)) for name in tables},
    }


def rows(frame: Frame) -> list[dict[str, Any]]:
    """Return the rows of a frame: integers, truth and null as they are, all else as text; what is only there for drawing left out."""
    names = [name for name in frame.column_names if not name.endswith(APPROXIMATE)]
    return [{name: _cell(row[name]) for name in names} for row in frame]


def _cell(value: Any) -> int | str | None:
    if value is None or isinstance(value, int):
        return value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def decimal_text(value: Fraction) -> str:
    """Write a fraction as a decimal with at most 12 digits after the point; exact where those are enough."""
    scaled = value * 10**12
    text = f"{Decimal(round(scaled)).scaleb(-12):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
