"""Two answers beside each other: what changes, where, and by how much."""

from __future__ import annotations

from typing import Any

from leps import _leps
from leps.allocation import Allocation
from leps.comparison_plots import ComparisonPlots
from leps.frames import Frame, from_native
from leps.style import counted, visible

__all__ = ["Comparison", "compare"]


class Comparison:
    """What changes from a first answer to a second, in exact numbers. It cannot be changed.

    Every table is an attribute that gives a frame: `zones`, `classes`, `levels`, `falls`, `funds`, `persons`, `money`, `stages`; see
    `tables`. Rows are joined by their ids. A value ``x`` stands in ``x_first`` and ``x_second``, and ``x_delta`` is second less first.
    A row that only one answer has is kept: ``side`` is then ``first`` or ``second`` instead of ``both``, and the other values and
    the deltas are empty, never zero.

    Notes
    -----
    Divisible units of two answers often differ by a few 10⁻⁹ that nobody decided: ask for ``covered_persons_delta < -0.001`` where
    that disturbs. Levels are ``reached`` at their resolution, so that none falls by it.

    Attributes
    ----------
    plot : ComparisonPlots
        The pictures: ``plot.waterfall()``, ``plot.before_after()``.

    Examples
    --------
    >>> cut = leps.allocate(plan.replace(annuities=less))                                       # doctest: +SKIP
    >>> leps.compare(base, cut).zones.to_pandas().query("covered_persons_delta < 0")            # doctest: +SKIP
    >>> leps.compare(base, cut).falls.where(level="DOM_NA")     # who falls below home care     # doctest: +SKIP
    """

    __slots__ = ("_core", "_first", "_second")

    def __init__(self, first: Allocation, second: Allocation) -> None:
        for answer in (first, second):
            if not isinstance(answer, Allocation):
                raise TypeError(f"expected a leps.Allocation, got {type(answer).__name__}: leps.allocate(plan) makes one")
        self._core = _leps.compare(first.plan._core, first._core, second.plan._core, second._core)
        self._first = first
        self._second = second

    @property
    def first(self) -> Allocation:
        """The answer from which deltas count."""
        return self._first

    @property
    def second(self) -> Allocation:
        """The answer to which they count."""
        return self._second

    @property
    def zones(self) -> Frame:
        """One row per zone: persons, levels due and reached (in each period anew), the gap, euro spent.

        ``covered_persons`` are those of `persons` together. ``gap_ppb`` is the zone's index in ``class``, the most urgent class in
        which something is due there, in parts per billion; `classes` has it for each. ``spent_eur`` is what counts as spent in the
        zone in the horizon; of shared money its part, to the cent.
        """
        return self.table("zones")

    @property
    def classes(self) -> Frame:
        """Zone by priority class: the index that the stage ``worst_zone`` takes the greatest of, parts per billion."""
        return self.table("classes")

    @property
    def levels(self) -> Frame:
        """Zone by level and period where it is due: required, after and shortfall in units of the level, gap, reached."""
        return self.table("levels")

    @property
    def falls(self) -> Frame:
        """The rows of `levels` that are reached in the first answer and not in the second: which zones fall below a level, and when.

        Not those that one answer does not have: nothing is known of them.
        """
        return from_native(self._core.falls(), "falls", approximate=True)

    @property
    def funds(self) -> Frame:
        """One row per annuity: euro to plan, used, left, of these lapsing in the horizon, and the day when they lapse."""
        return self.table("funds")

    @property
    def persons(self) -> Frame:
        """Zone by level: persons in service, averaged over the horizon, as the stage ``persons`` adds them up, down to 10⁻⁹."""
        return self.table("persons")

    @property
    def money(self) -> Frame:
        """Fund by measure: euro spent in the horizon, where either answer spends."""
        return self.table("money")

    @property
    def stages(self) -> Frame:
        """One row per objective: exact values and bounds, the delta, and between what the best of the two plans differ.

        ``delta_least`` and ``delta_most`` are proved: bound of the second less value of the first, and value of the second less bound
        of the first. ``verdict`` is the sign in words, ``better`` where the second is less, as all objectives are minimized; and
        ``, proved`` where those two have one sign.
        """
        return self.table("stages")

    @property
    def tables(self) -> dict[str, Frame]:
        """All tables by name."""
        return {**{name: self.table(name) for name in _leps.comparison_table_names()}, "falls": self.falls}

    def table(self, name: str) -> Frame:
        """Return one table as a frame.

        Parameters
        ----------
        name
            See `tables`.

        Raises
        ------
        KeyError
            If comparisons have no such table.
        """
        if name == "falls":
            return self.falls
        if name not in (known := _leps.comparison_table_names()):
            raise KeyError(f"comparisons have no table {name!r}; they have {', '.join([*known, 'falls'])}")
        return from_native(self._core.table(name), name, approximate=True)

    @property
    def plot(self) -> ComparisonPlots:
        """The pictures."""
        return ComparisonPlots(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Comparison):
            return NotImplemented
        return self._first == other._first and self._second == other._second

    def __hash__(self) -> int:
        return hash((self._first, self._second))

    def __reduce__(self) -> tuple[Any, ...]:
        return Comparison, (self._first, self._second)

    def __copy__(self) -> Comparison:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Comparison:
        return self

    def __repr__(self) -> str:
        names = [visible(answer.plan.name) for answer in (self._first, self._second)]
        return f"<Comparison of {names[0]} with {names[1]}: {counted(len(self.zones), 'zone')}; {counted(len(self.falls), 'fall')}>"

    def __str__(self) -> str:
        from leps.comparison_view import comparison_text

        return comparison_text(self)

    def _repr_html_(self) -> str:
        from leps.comparison_view import comparison_html

        return comparison_html(self)

    def __rich__(self) -> Any:
        from leps.comparison_view import comparison_rich

        return comparison_rich(self)


def compare(first: Allocation, second: Allocation) -> Comparison:
    """Compare two answers, of one plan or of two: which zones fall below a level, who is served less, what money is left.

    Parameters
    ----------
    first
        From which it counts: a base, or what was before.
    second
        To which it counts.

    Returns
    -------
    Comparison
        Its tables are frames; displayed, it says first what a person wants to know.

    Raises
    ------
    TypeError
        If it is not given two results.
    InvalidValue
        If a result, somebody else's, has two rows of one key, or a number that leaves its width.
    """
    return Comparison(first, second)
