"""What stages and outcomes are called, and how their values are written for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from leps import style

if TYPE_CHECKING:
    from leps.allocation import Allocation

OBJECTIVES: Final = {
    "shortfall": "Need not covered, class {class}",
    "worst_zone": "Zone most behind, class {class}",
    "leximin": "Sum of the {depth} zones most behind, class {class}",
    "continuity": "Services lost between periods",
    "persons": "Persons in service, average",
    "cost": "Money spent",
    "at_risk": "Money that lapses unused",
    "preference": "Who pays first (rank × euro)",
    "stability": "Change from the current plan",
    "tie_break": "Tie break",
}
SHARES: Final = frozenset({"shortfall", "worst_zone", "leximin"})
EUROS: Final = frozenset({"continuity", "cost", "at_risk", "preference", "stability"})

STATUSES: Final = {
    "allocated": "allocated: every rule is kept to the cent",
    "infeasible": "infeasible: the rules cannot all be kept",
    "not_roundable": "not roundable: the rules can be kept, but not in whole cents",
    "time_limit": "stopped at the time limit",
    "interrupted": "interrupted",
    "unknown": "no answer is known",
}


@dataclass(frozen=True)
class Stage:
    """One objective as people read it."""

    title: str
    value: str
    bound: str
    gap: str
    parts: str


def stages_of(result: Allocation) -> Iterator[Stage]:
    """Yield the stages of a result in the order in which they were minimized."""
    for row in result.table("stages"):
        objective = row["objective"]
        value, bound = Fraction(row["value"]), Fraction(row["bound"])
        if objective == "persons":
            value, bound = -value, -bound
        parts = [
            f"{label} {stage_size(objective, Fraction(row[column]))}"
            for label, column in (("engine", "gap_engine"), ("whole units", "gap_whole_units"), ("rounding", "gap_rounding"))
            if Fraction(row[column])
        ]
        yield Stage(
            title=stage_title(row),
            value=stage_size(objective, value),
            bound=stage_size(objective, bound),
            gap=stage_size(objective, abs(value - bound)) if value != bound else "0",
            parts=", ".join(parts),
        )


def stage_title(row: dict[str, Any]) -> str:
    """Name one stage: ``Need not covered, class 1``, ``Sum of the 3 zones most behind, class 1``."""
    objective = row["objective"]
    if objective == "leximin" and row["depth"] == 1:
        objective = "worst_zone"
    title = OBJECTIVES.get(objective, objective).replace("{class}", str(row["class"])).replace("{depth}", str(row["depth"]))
    return title + (", last period" if row.get("periods") == "last" else "")


def assumptions_of(result: Allocation) -> str:
    """Say what shares of the money used and of the requirement rest on assumptions, on estimates, and on what does not say.

    Nothing where the result does not say it.
    """
    shares = {(row["what"], row["basis"]): row["share"] for row in result.table("assumptions")}
    grounds = {"assumption": "assumptions", "estimate": "estimates", None: "rows that do not say what they rest on"}
    sentences = []
    for what, whole in (("money", "Of the money used"), ("requirement", "Of what is required")):
        known = [(Fraction(exact), words) for basis, words in grounds.items() if (exact := shares.get((what, basis))) is not None]
        parts = [f"{style.percent(share)} rests on {words}" for share, words in known if share]
        if known:
            sentences.append(f"{whole}, {', '.join(parts) or 'nothing rests on assumptions'}.")
    return " ".join(sentences)


def stage_size(objective: str, value: Fraction) -> str:
    """Write the value of a stage in its unit; that of persons without the sign that minimizing gives it."""
    if objective in SHARES:
        return style.percent(value, digits=3) if value else f"0{style.THIN}%"
    if objective in EUROS:
        return style.short_euros(style.decimal(value))
    if objective == "persons":
        return style.quantity(value)
    return style.large(int(value))
