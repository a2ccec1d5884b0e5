"""The call that takes long."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

from leps import _leps
from leps.allocation import Allocation
from leps.errors import InvalidValue, Unsupported
from leps.plan import Plan, expect_plan
from leps.progress import progress_of

__all__ = ["allocate"]


def allocate(
    plan: Plan,
    *,
    engine: str = "auto",
    time_limit: float | None = None,
    node_limit: int | None = None,
    relative_gap: Fraction | str | None = None,
    reopen_units: int | None = None,
    progress: bool | Callable[[_leps.Progress], None] | None = None,
) -> Allocation:
    """Allocate the money of a plan: ordered objectives, whole units, exact cents, verified, with a certificate.

    Parameters
    ----------
    plan
        What may be spent, on what, by whom, and what is due.
    engine
        ``"auto"``, or a name of `leps.available_engines`: it proposes; the exact arithmetic that disposes is always the
        same.
    time_limit
        Seconds for the whole call, and one more to make what is known by then exact; or none. A result that hit it is marked not
        `reproducible`.
    node_limit
        Of branch and bound, for each objective with whole units: a limit of work, the same on every machine. 50 if not
        given.
    relative_gap
        At which such an objective stops; exact text or a fraction. What is left open is published. 1/1000 if not given.
    reopen_units
        With more whole decisions than this, objectives that only choose who pays keep the units of those before them. 100
        if not given.
    progress
        ``None`` shows progress in a terminal or a notebook, ``True`` always, ``False`` never; or a function that is
        called with a `Progress` from time to time.

    Returns
    -------
    Allocation
        Also where the plan is infeasible: `Allocation.status` and `Allocation.reasons` say why.

    Raises
    ------
    KeyboardInterrupt
        After Ctrl-C, which is acknowledged at once; the solve ends at the engine's next interrupt point.
    Unsupported
        If there is no such engine.
    InvalidValue
        If an option is out of range.
    TypeError
        If an option is of the wrong kind; a float is no `relative_gap`.
    SolverError
        If the engine failed for a reason that is not the plan's.
    MemoryError
        If the system gives no more memory or no thread. Nothing is damaged by it.
    """
    expect_plan(plan)
    expect_engine(engine)
    options = options_of(engine, time_limit, node_limit, relative_gap, reopen_units)
    with progress_of(progress) as report:
        core = _leps.allocate(plan._core, **options, progress=report)
    return Allocation(core, plan)


def expect_engine(engine: str) -> None:
    """Raise if this build has no such engine."""
    if not isinstance(engine, str):
        raise TypeError(f"engine is a name, not {engine!r}")
    if engine not in (known := ["auto", *_leps.available_engines()]):
        raise Unsupported(f"an engine {engine!r}; there are {', '.join(known)}")


def options_of(
    engine: str, time_limit: float | None, node_limit: int | None, relative_gap: Fraction | str | None, reopen_units: int | None,
) -> dict[str, Any]:  # fmt: skip
    """Return the options of an allocation as C++ takes them; raise TypeError or InvalidValue for one of the wrong kind."""
    return {
        "engine": engine,
        "time_limit": _option("time_limit", time_limit, Real),
        "node_limit": _option("node_limit", node_limit, Integral),
        "relative_gap": None if relative_gap is None else _leps.Ratio.parse(relative_gap),
        "reopen_units": _option("reopen_units", reopen_units, Integral),
    }


def _option(name: str, value: Any, kind: type) -> Any:
    """A number of that kind or None; True is no number."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, kind):
        raise TypeError(f"{name} is {'a whole number' if kind is Integral else 'a number'}, not {value!r}")
    if kind is Real:
        return float(value)
    if abs(value) >= 2**63:
        raise InvalidValue("option_out_of_range", "allocate", name, f"{value:.3e}", "a number of 64 bits")
    return int(value)
