"""What if: the changes of a plan by name. Each gives another plan, validated as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from leps import _leps
from leps.cells import to_native
from leps.edits import edit, money_column, scenarios_of
from leps.errors import InvalidValue
from leps.frames import ArrowStream, FrameLike

if TYPE_CHECKING:
    from leps.plan import Plan


class PlanChanges:
    """The methods of `leps.Plan` that return a changed copy."""

    __slots__ = ()

    _core: _leps.Plan

    def _changed(self, core: _leps.Plan) -> Plan:
        """Make the copy."""
        raise NotImplementedError

    def edit(self, edits: FrameLike | Iterable[_leps.CellEdit]) -> Plan:
        """Return a plan with some of its cells changed.

        Parameters
        ----------
        edits
            Rows of a table ``scenarios`` (table, where, column, op, value; a column scenario if all rows have the same): ``where`` is
            ``"fund=FNA;year=2025"``, ``op`` is set, multiply or add. One after another.

        Returns
        -------
        Plan
            The changed copy. A product of ``amount_eur`` or ``gross_eur`` of annuities is the product of their sum, in cents rounded down
            and shared by largest remainder in plan order; other money is rounded down cell by cell; what else is not exact is refused.

        Raises
        ------
        DataError
            With every finding at once: rows that are not there, values that do not fit, and what is wrong with the changed plan.
        """
        listed = edits if isinstance(edits, ArrowStream) else list(edits)
        if isinstance(listed, list) and all(isinstance(change, _leps.CellEdit) for change in listed):
            return self._changed(_leps.edit_plan(self._core, listed))
        rows = listed if isinstance(listed, ArrowStream) else [{"scenario": "edit", **row} for row in listed]
        scenarios = scenarios_of(rows)
        if len(scenarios) != 1:
            raise InvalidValue("several_scenarios", "edits", "scenario", ", ".join(name for name, _ in scenarios) or "none",
                               "one scenario: leps.sweep takes a table of many")  # fmt: skip
        return self._changed(_leps.edit_plan(self._core, scenarios[0][1]))

    def scale_fund(
        self, fund: str, factor: Any, *, year: int | None = None, territory: str | None = None, act: str | None = None,
        on: str | None = None,
    ) -> Plan:  # fmt: skip
        """Return a plan in which a fund has more or less money.

        Parameters
        ----------
        fund
            Its id.
        factor
            An exact share >= 0: ``"9/10"``, ``"90 %"``, a `fractions.Fraction`; never a float.
        year, territory, act
            Which annuities; all of the fund if not given.
        on
            ``"amount"``, what may be planned, or ``"gross"``; needed where the two differ.

        Returns
        -------
        Plan
            floor(total x factor) cents over the annuities met, by largest remainder, ties in plan order.

        Raises
        ------
        DataError, InvalidValue, TypeError
            If there is no such annuity, if amount and gross differ and ``on`` is not given, if the factor is a float.

        Examples
        --------
        >>> plan.scale_fund("FNA", "9/10", year=2025)                                  # doctest: +SKIP
        """
        where = {"fund": fund, "year": year, "territory": territory, "act": act}
        return self._edited(edit("annuities", money_column(self._core, on, where), "multiply", factor, **where))

    def set_annuity(
        self, fund: str, year: int, amount: Any, *, territory: str | None = None, act: str | None = None, on: str | None = None,
    ) -> Plan:  # fmt: skip
        """Return a plan in which one annuity has another amount.

        Parameters
        ----------
        fund, year
            Which annuity; with ``territory`` and ``act`` where the fund has several of the year.
        amount
            Euro, exact.
        territory, act
            The recipient and the act that assigned it.
        on
            ``"amount"``, what may be planned, or ``"gross"``; needed where the two differ.

        Raises
        ------
        DataError, InvalidValue, TypeError
            If there is no such annuity or there are several; as `scale_fund`.
        """
        where = {"fund": fund, "year": year, "territory": territory, "act": act}
        return self._edited(edit("annuities", money_column(self._core, on, where), "set", amount, rows="one", **where))

    def set_cost(
        self, measure: str, category: str, amount: Any, *, per: str | None = None, territory: str | None = None,
        territory_group: str | None = None,
    ) -> Plan:  # fmt: skip
        """Return a plan in which a measure costs something else.

        Parameters
        ----------
        measure, category
            Which cost line; with ``per``, ``territory`` and ``territory_group`` where the measure has several.
        amount
            Euro for a unit or a unit and year, as the line says.
        per, territory, territory_group
            Which of several lines.

        Raises
        ------
        DataError, TypeError
            If there is no such line or there are several, if the amount is a float.
        """
        where = {"measure": measure, "category": category, "per": per, "territory": territory, "territory_group": territory_group}
        return self._edited(edit("measure_costs", "amount_eur", "set", amount, rows="one", **where))

    def set_ratio(self, level: str, ratio: Any) -> Plan:
        """Return a plan in which a level asks for another ratio of its indicator, e.g. ``"1/4000"``."""
        return self._edited(edit("service_levels", "ratio", "set", ratio, rows="one", level=level))

    def shift_window(
        self, fund: str, *, months: int, year: int | None = None, territory: str | None = None, act: str | None = None, end_only: bool = False,
    ) -> Plan:  # fmt: skip
        """Return a plan in which the money of a fund may be spent earlier or later.

        Parameters
        ----------
        fund, year, territory, act
            Which annuities.
        months
            By how much the windows move; negative for earlier.
        end_only
            Whether the first day stays: an extension, or an earlier end.
        """
        where = {"fund": fund, "year": year, "territory": territory, "act": act}
        step = f"{months} months"
        ends = edit("annuities", "spend_to", "add", step, **where)
        if end_only:
            return self._edited(ends)
        begins = edit("annuities", "spend_from", "add", step, **where)
        return self._edited(*((ends, begins) if months > 0 else (begins, ends)))  # a window never ends before it begins

    def delay_measure(self, measure: str, months: int) -> Plan:
        """Return a plan in which a measure is in service that many months later after its start."""
        return self._edited(edit("measures", "delay_months", "add", months, rows="one", measure=measure))

    def drop_measure(self, measure: str) -> Plan:
        """Return a plan without a measure, and without the rows of other tables that speak of it alone.

        Raises
        ------
        DataError
            If something else rests on it: a heading with children, a reserve or link that names it, a commitment.
        InvalidValue
            If there is no such measure.
        """
        return self._changed(_leps.drop_measure(self._core, measure))

    def add_rows(self, **tables: FrameLike) -> Plan:
        """Return a plan with more rows.

        Parameters
        ----------
        **tables
            New rows of each table by its name, in the forms that `from_frames` takes.

        Raises
        ------
        TypeError, DataError
            As `from_frames`; a row with the key of one that is there already is a finding.

        Examples
        --------
        >>> plan.add_rows(eligibility=[{"fund": "REG", "measure": "HOURS", "category": "current"}])     # doctest: +SKIP
        """
        return self._changed(_leps.add_rows(self._core, {name: to_native(rows, name) for name, rows in tables.items()}))

    def add_annuity(self, **cells: Any) -> Plan:
        """Return a plan with one more annuity: fund, year, territory, amount_eur, status, spend_from, spend_to."""
        return self.add_rows(annuities=[cells])

    def add_eligibility(self, **cells: Any) -> Plan:
        """Return a plan in which one more fund may pay something: fund, measure, category."""
        return self.add_rows(eligibility=[cells])

    def _edited(self, *edits: _leps.CellEdit) -> Plan:
        return self._changed(_leps.edit_plan(self._core, list(edits)))
