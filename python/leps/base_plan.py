"""A plan solved once, from which others that differ little are allocated in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from leps import _leps
from leps.allocation import Allocation
from leps.errors import InvalidValue
from leps.plan import Plan, expect_plan
from leps.progress import progress_of
from leps.solving import expect_engine, options_of
from leps.style import visible

__all__ = ["BasePlan"]


class BasePlan:
    """A plan with its answer, and where the engine stood: what plans near to it begin from. It cannot be changed.

    Parameters
    ----------
    plan
        The base. It is allocated at once.
    engine, time_limit, node_limit, relative_gap, reopen_units, progress
        As in `leps.allocate`; the options hold for every plan that is allocated from here.

    Attributes
    ----------
    allocation : Allocation
        The answer to the base itself.

    Examples
    --------
    >>> base = leps.BasePlan(plan)                                                     # doctest: +SKIP
    >>> cut = base.allocate(plan.scale_fund("FNA", "9/10", year=2025))                 # doctest: +SKIP
    >>> leps.compare(base.held, cut).falls                                             # doctest: +SKIP
    """

    __slots__ = ("_core", "_held", "_options", "allocation")

    def __init__(
        self,
        plan: Plan,
        *,
        engine: str = "auto",
        time_limit: float | None = None,
        node_limit: int | None = None,
        relative_gap: Fraction | str | None = None,
        reopen_units: int | None = None,
        progress: bool | Callable[[_leps.Progress], None] | None = None,
    ) -> None:
        expect_plan(plan)
        expect_engine(engine)
        self._options = options_of(engine, time_limit, node_limit, relative_gap, reopen_units)
        with progress_of(progress) as report:
            answer, self._core = _leps.allocate_base(plan._core, **self._options, progress=report)
        self.allocation = Allocation(answer, plan)
        self._held: Allocation | None = None

    @property
    def plan(self) -> Plan:
        """The base."""
        return self.allocation.plan

    @property
    def held(self) -> Allocation:
        """The base itself, allocated again with its whole units held: what answers with held units are to be compared with."""
        if self._held is None:
            self._held = self.allocate(self.plan, progress=False)
        return self._held

    def allocate(
        self, plan: Plan, *, units: str = "held", progress: bool | Callable[[_leps.Progress], None] | None = None,
    ) -> Allocation:  # fmt: skip
        """Allocate a plan that differs little.

        Parameters
        ----------
        plan
            A scenario, such as `Plan.scale_fund` makes.
        units
            ``"held"``: the whole units of the base stay wherever the plan can have them, which is many times faster; what that leaves
            open stands in the gaps of the stages. ``"decided"``: they are decided anew.
        progress
            As in `leps.allocate`.

        Returns
        -------
        Allocation
            Exact, verified, with a certificate of its own. It does not depend on what was allocated from here before.

        Raises
        ------
        KeyboardInterrupt, SolverError, InvalidValue, TypeError
            As `leps.allocate`.
        """
        expect_plan(plan)
        with progress_of(progress) as report:
            return Allocation(self._core.allocate_watched(plan._core, held_units(units), report), plan)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._core, self._options, self.allocation)

    def __repr__(self) -> str:
        return f"<BasePlan {visible(self.plan.name)}: {self.allocation.status}>"


def held_units(units: str) -> bool:
    """Say whether whole units are held.

    Raises
    ------
    InvalidValue
        If the word is unknown.
    """
    if units not in ("decided", "held"):
        raise InvalidValue("unknown_word", "allocate", "units", repr(units), "'decided' or 'held'")
    return units == "held"


def _restored(core: _leps.BasePlan, options: dict[str, Any], allocation: Allocation) -> BasePlan:
    base = BasePlan.__new__(BasePlan)
    base._core, base._options, base.allocation, base._held = core, options, allocation, None
    return base
