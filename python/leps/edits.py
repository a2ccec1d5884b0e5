"""Changes of plans in the words of the table ``scenarios``: which cells, and what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leps import _leps
from leps.cells import cell_text, to_native
from leps.errors import InvalidValue
from leps.frames import FrameLike, from_native

#: Which column of annuities a change of money acts on.
MONEY = {"amount": "amount_eur", "gross": "gross_eur"}


def edit(table: str, column: str, op: str, value: Any, *, rows: str = "any", **where: Any) -> _leps.CellEdit:
    """Make one edit; conditions that are None are left out, but for the first, which says what is changed at all."""
    if not isinstance(table, str) or not isinstance(column, str):
        raise TypeError("table and column are names")
    first = next(iter(where), None)
    if first is not None and not isinstance(where[first], str):
        raise TypeError(f"{table}.{first} is an id, not {where[first]!r}")
    kind = dict(_leps.column_kinds(table)).get(column, "text")
    if op == "multiply":
        kind = "ratio"
    text = cell_text(value, kind, f"{table}.{column}")
    conditions = ";".join(f"{name}={_condition(table, name, cell)}" for name, cell in where.items() if cell is not None)
    return _leps.CellEdit(table, conditions, column, op, text, rows)


def _condition(table: str, column: str, cell: Any) -> str:
    """A cell as a condition says it. One with a semicolon would be two of them, and meet other rows than those that were meant."""
    text = cell_text(cell, _kind(table, column), f"{table}.{column}")
    if ";" in text:
        raise InvalidValue("not_a_condition", table, column, text, "a cell without ';', which stands between conditions")
    return text


def _kind(table: str, column: str) -> str:
    return dict(_leps.column_kinds(table)).get(column, "text")


def money_column(plan: _leps.Plan, on: str | None, where: Mapping[str, Any]) -> str:
    """Return which column of annuities a change acts on.

    Raises
    ------
    InvalidValue
        If it does not say so and the two differ, or says something else.
    """
    if on is not None:
        if on not in MONEY:
            raise InvalidValue("unknown_word", "annuities", "on", repr(on), "'amount' (what may be planned) or 'gross'")
        return MONEY[on]
    annuities = from_native(plan.table("annuities"), "annuities").where(**{name: value for name, value in where.items() if value is not None})
    for row in annuities:
        if row["gross_eur"] is not None and row["gross_eur"] != row["amount_eur"]:
            raise InvalidValue("money_unsaid", f"annuity {row['fund']} {row['year']} of {row['territory']}", "on",
                               f"not given; gross {row['gross_eur']}, may be planned {row['amount_eur']}",
                               "on='amount' or on='gross': the two differ")  # fmt: skip
    return MONEY["amount"]


def scenarios_of(rows: FrameLike) -> list[tuple[str, list[_leps.CellEdit]]]:
    """Read a table of scenarios: names and edits, in the order in which the names first stand there."""
    return _leps.read_scenarios(to_native(rows, "scenarios"))
