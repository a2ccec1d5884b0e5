"""Frames and rows of Python as the exact texts of cells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy
import pyarrow as pa

from leps import _leps
from leps.errors import InvalidValue
from leps.frames import APPROXIMATE, ArrowStream, FrameLike

#: How pandas names the index of a filtered frame when it hands it over.
INDEX: Final = re.compile(r"__index_level_\d+__")
#: A float holds every whole number below this, and no decimal fraction but those of a power of two.
WHOLE_FLOATS: Final = 2**53
#: More digits than any number of a plan has: longer ones are written with an exponent, which the reader refuses by its place.
MOST_DIGITS: Final = 100
#: In which columns the numbers of leps stand.
KINDS: Final = {_leps.Money: "money", _leps.Units: "units", _leps.Ratio: "ratio"}
#: Where a number with an exponent is refused by the reader and can be no text.
NUMBERS: Final = ("money", "units", "ratio", "integer", "date", "period", "boolean", "word")
EXACT: Final = {
    "money": "an int, a Decimal or leps.Money",
    "units": "an int, a Decimal or leps.Units",
    "ratio": "an int, a Decimal, a Fraction or leps.Ratio",
}


def to_native(rows: FrameLike, table: str) -> _leps.TextTable:
    """Turn a frame, or rows as dictionaries, into exact cells.

    Raises
    ------
    TypeError
        If a float stands where an exact number is due, or if ``rows`` is neither a frame nor rows.
    InvalidValue
        If two columns of a frame have one name.
    """
    kinds = dict(_leps.column_kinds(table))
    columns = _columns_of(rows, table)
    for name in columns:
        if name not in kinds and name.removesuffix(APPROXIMATE) in kinds:
            raise TypeError(f"{table}.{name} is there for drawing: drop it, {name.removesuffix(APPROXIMATE)} says it exactly")
    names = list(columns)
    cells = [
        [cell_text(value, kinds.get(name, "text"), f"{table}.{name}, row {row}") for row, value in enumerate(values, start=1)]
        for name, values in columns.items()
    ]
    return _leps.table_of_cells(names, cells)


def _columns_of(rows: FrameLike, table: str) -> dict[str, list[Any]]:
    if isinstance(rows, ArrowStream):
        try:
            arrow = pa.RecordBatchReader.from_stream(rows).read_all()
            names = [name for name in arrow.column_names if not INDEX.fullmatch(name)]
            values = {name: arrow.column(arrow.column_names.index(name)).to_pylist() for name in names}
        except (pa.ArrowException, ValueError, OverflowError) as error:
            raise TypeError(f"{table}: the frame cannot hand over its values ({error}): "
                            "a column needs values of one kind, all text or all Decimal") from error  # fmt: skip
        if len(values) != len(names):
            raise InvalidValue("duplicate_column", table, "columns", ", ".join(names), "each column once")
        return values
    if isinstance(rows, (str, bytes, Mapping)) or not isinstance(rows, Iterable):
        raise TypeError(f"{table}: expected a frame (pandas, polars, pyarrow, duckdb) or rows as dictionaries, "
                        f"got {type(rows).__name__}")  # fmt: skip
    listed = list(rows)
    names = []
    for row in listed:
        if not isinstance(row, Mapping):
            raise TypeError(f"{table}: expected rows as dictionaries, got {type(row).__name__}")
        names.extend(name for name in row if name not in names)
    if not listed:  # no row says which columns there are: all of them, and nothing in them
        names = [name for name, _ in _leps.column_kinds(table)]
    return {name: [row.get(name) for row in listed] for name in names}


def cell_text(value: Any, kind: str, place: str) -> str:
    """Return the text of one value, exact; None, not-a-number and what pandas calls missing are empty cells.

    Raises
    ------
    TypeError
        If the value cannot stand exactly in a column of that kind; it names the place.
    """
    if isinstance(value, numpy.generic):
        value = _python_value(value, place)
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal, Fraction)) and kind not in NUMBERS and _is_long(value):
        raise TypeError(f"{place}: a number of more than {MOST_DIGITS} digits has no place here; give text")
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, Decimal):
        return "" if value.is_nan() else _decimal(value)
    if isinstance(value, Fraction):
        return _whole(value.numerator) if value.denominator == 1 else f"{_whole(value.numerator)}/{_whole(value.denominator)}"
    if isinstance(value, float):
        return _float(value, kind, place)
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            raise TypeError(f"{place}: {value.isoformat()} is a moment, a day was expected")
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if type(value) in KINDS and KINDS[type(value)] == kind:
        return str(value)
    raise TypeError(f"{place}: {_article(type(value).__name__)} has no place here"
                    + (f"; give text, {EXACT[kind]}" if kind in EXACT else ""))  # fmt: skip


def _python_value(value: numpy.generic, place: str) -> Any:
    """A scalar of NumPy; its dates count nanoseconds, which days have none of."""
    if not isinstance(value, numpy.datetime64):
        return value.item()
    if numpy.isnat(value):
        return None
    moment = value.astype("datetime64[us]")
    if moment.astype(value.dtype) != value:
        raise TypeError(f"{place}: {value} is a moment, or so far away that its days cannot be counted; a day was expected")
    day = moment.item()
    if not isinstance(day, datetime.datetime):  # NumPy gives microseconds where Python has no day
        raise TypeError(f"{place}: {value} is no day from the year 1 to 9999")
    return day


def _is_long(value: int | Decimal | Fraction) -> bool:
    """Whether a number has more digits than are written out."""
    if isinstance(value, Fraction):
        return _is_long(value.numerator) or _is_long(value.denominator)
    if isinstance(value, int):
        return value.bit_length() >= 3 * MOST_DIGITS
    return value.is_finite() and max(len(value.as_tuple().digits), abs(value.adjusted())) > MOST_DIGITS


def _whole(value: int) -> str:
    return f"{Decimal(value):.3E}" if _is_long(value) else str(value)


def _decimal(value: Decimal) -> str:
    """Frames carry decimals of one width: 12.50 and 12.500000000 are one number, and both are 12.50."""
    if not value.is_finite() or _is_long(value):
        return f"{value:.3E}"
    text = f"{value:f}"
    if "." not in text:
        return text
    whole, decimals = text.split(".")
    if len(decimals) <= 2:
        return text
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def _float(value: float, kind: str, place: str) -> str:
    if value != value:  # not-a-number: how pandas writes an empty cell
        return ""
    if kind != "money" and value.is_integer() and abs(value) < WHOLE_FLOATS:
        return str(int(value))
    raise TypeError(f"{place}: {value!r} is a float, which cannot hold {'cents' if kind == 'money' else 'most fractions'} "
                    f"exactly; give text, {EXACT.get(kind, EXACT['ratio'])}")  # fmt: skip


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOU" else f"a {name}"
