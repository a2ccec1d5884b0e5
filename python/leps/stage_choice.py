"""How a caller names one objective of a plan, and how its values are written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from leps.errors import InvalidValue
from leps.words import OBJECTIVES, stage_size, stage_title

__all__ = ["StageWords", "shown_size", "stage_words", "title_of"]

#: Objective, class or None, ``all`` or ``last``.
StageWords = tuple[str, "int | None", str]
StageChoice = str | tuple[Any, ...]


def stage_words(choice: StageChoice, subject: str, field: str) -> StageWords:
    """Read ``"cost"``, ``("worst_zone", 1)`` or ``("worst_zone", 1, "last")``.

    Raises
    ------
    TypeError
        If it is neither text nor such a tuple.
    InvalidValue
        If there is no such objective, or periods are neither ``all`` nor ``last``.
    """
    parts = (choice,) if isinstance(choice, str) else choice
    if not isinstance(parts, tuple) or not 1 <= len(parts) <= 3 or not isinstance(parts[0], str):
        raise TypeError(f"{field} is an objective, or (objective, class) or (objective, class, periods), not {choice!r}")
    objective, of_class, periods = (*parts, *(None, "all")[len(parts) - 1 :])
    if objective not in OBJECTIVES:
        raise InvalidValue("unknown_word", subject, field, repr(objective), ", ".join(OBJECTIVES))
    if of_class is not None and (isinstance(of_class, bool) or not isinstance(of_class, int)):
        raise TypeError(f"the class of {field} is a whole number, not {of_class!r}")
    if periods not in ("all", "last"):
        raise InvalidValue("unknown_word", subject, field, repr(periods), "all, last")
    return objective, of_class, periods


def title_of(stage: StageWords) -> str:
    """Name it as people do."""
    objective, of_class, periods = stage
    return stage_title({"objective": objective, "class": of_class, "depth": None, "periods": periods})


def shown_size(stage: StageWords, value: str) -> str:
    """Write a value of it in its unit."""
    exact = Fraction(value)
    return stage_size(stage[0], -exact if stage[0] == "persons" else exact)
