"""Tables in and out: Arrow in memory, exact cells at the border with C++."""

from __future__ import annotations

import html
import importlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Protocol, overload, runtime_checkable

import pyarrow as pa
import pyarrow.compute as pc

from leps import _leps
from leps.style import euros, quantity

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["Frame", "FrameLike"]


@runtime_checkable
class ArrowStream(Protocol):
    """Anything that hands out an Arrow stream: pandas >= 2.2, polars, pyarrow, duckdb, `Frame`."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


FrameLike = ArrowStream | Iterable[Mapping[str, Any]]

#: How a kind of column is held in Arrow. Kinds that are not here are text.
ARROW_TYPES: Final[dict[str, pa.DataType]] = {
    "money": pa.decimal128(19, 2),
    "units": pa.decimal128(19, 9),
    "date": pa.date32(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
}
#: Few values, many rows.
DICTIONARY: Final = frozenset({"id", "word", "period"})
#: Exact fractions, shown a second time as a float for drawing.
APPROXIMATE: Final = "_approx"


class Frame:
    """A table of a plan or a result, held as Arrow.

    Money is ``decimal128(19, 2)`` in euro, units of service ``decimal128(19, 9)``, days ``date32``, ids are dictionary
    encoded text, shares and other fractions are exact text such as ``"2/5"``. Tables of a result repeat a fraction ``x``
    as a float ``x_approx``, for drawing and sorting; tables of a plan, which may come back changed, do so only where
    `approximate` asks for it.

    Notes
    -----
    It is handed to any library that speaks the Arrow PyCapsule protocol without copying: ``polars.DataFrame(frame)``,
    ``pandas.DataFrame.from_arrow(frame)`` (pandas >= 3), ``pyarrow.table(frame)``, or by name in a duckdb query after
    ``frame.arrow``.

    Examples
    --------
    >>> plan.annuities["amount_eur"]                     # doctest: +SKIP
    >>> funds = result.funds.to_pandas()                                             # doctest: +SKIP
    >>> funds[~funds.projected].groupby("fund").used_eur.sum()   # exact Decimals     # doctest: +SKIP
    """

    __slots__ = ("_name", "_table")

    def __init__(self, table: pa.Table, name: str = "") -> None:
        if not isinstance(table, pa.Table):
            raise TypeError(f"a Frame holds a pyarrow.Table, got {type(table).__name__}")
        self._table = table
        self._name = name

    @property
    def arrow(self) -> pa.Table:
        """The table itself, immutable."""
        return self._table

    @property
    def name(self) -> str:
        """The name of the table, as packages write it."""
        return self._name

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return self._table.column_names

    @property
    def schema(self) -> pa.Schema:
        """Arrow types of the columns."""
        return self._table.schema

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""
        return self._table.num_rows, self._table.num_columns

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas frame: money and units as exact `decimal.Decimal`, ids as plain strings.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        _need("pandas")
        plain = self._table
        for i, field in enumerate(plain.schema):
            if pa.types.is_dictionary(field.type):
                plain = plain.set_column(i, field.name, plain.column(i).cast(pa.string()))
        return plain.to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """Return a polars frame: money and units as polars decimals.

        Raises
        ------
        ImportError
            If polars is not installed.
        """
        polars = _need("polars")
        return polars.DataFrame(self._table)

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return self._table.to_pylist()

    def where(self, **equal: Any) -> Frame:
        """Return the rows whose columns equal the given values.

        Parameters
        ----------
        **equal
            A value for each column that decides; ``None`` is an empty cell.

        Raises
        ------
        KeyError
            If there is no such column.
        TypeError
            If no value of the column can equal the given one.

        Examples
        --------
        >>> result.coverage.where(level="SSP_5000", reached=False)   # doctest: +SKIP
        """
        keep = self._table
        for column, value in equal.items():
            values = self._column(column)
            if keep is not self._table:
                values = keep.column(column)
            if pa.types.is_dictionary(values.type):
                values = values.cast(pa.string())
            keep = keep.filter(pc.is_null(values) if value is None else pc.equal(values, _comparable(value, values.type, column)))
        return Frame(keep, self._name)

    def approximate(self) -> Frame:
        """Return a plan's table with a float column ``x_approx`` beside each exact fraction ``x``, for drawing."""
        kinds = dict(_leps.column_kinds(self._name))
        columns: dict[str, Any] = {}
        for name in self.column_names:
            columns[name] = self._table.column(name)
            if kinds.get(name) == "ratio":
                columns[name + APPROXIMATE] = _approximate(self._table.column(name).combine_chunks())
        return Frame(pa.table(columns), self._name)

    def head(self, rows: int = 5) -> Frame:
        """Return the first rows.

        Parameters
        ----------
        rows
            How many; all where there are fewer.
        """
        return self[:rows]

    def _column(self, name: str) -> pa.ChunkedArray:
        if name not in self._table.column_names:
            raise KeyError(f"{self._name or 'frame'} has no column {name!r}; it has {', '.join(self.column_names)}")
        return self._table.column(name)

    @overload
    def __getitem__(self, key: str) -> pa.ChunkedArray: ...
    @overload
    def __getitem__(self, key: slice | list[str]) -> Frame: ...
    def __getitem__(self, key: str | slice | list[str]) -> pa.ChunkedArray | Frame:
        if isinstance(key, str):
            return self._column(key)
        if isinstance(key, slice):
            start, stop, step = key.indices(len(self))
            return Frame(self._table.take(pa.array(range(start, stop, step), pa.int64())), self._name)
        for name in key:
            self._column(name)
        return Frame(self._table.select(key), self._name)

    def __contains__(self, name: object) -> bool:
        return name in self._table.column_names

    def __len__(self) -> int:
        return self._table.num_rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self._table.to_batches(max_chunksize=1024):
            yield from batch.to_pylist()

    def __eq__(self, other: object) -> bool:
        return self._table.equals(other._table) if isinstance(other, Frame) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Frame, (self._table, self._name)

    def __copy__(self) -> Frame:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Frame:
        return self

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._table.schema.__arrow_c_schema__()

    def __repr__(self) -> str:
        return f"<Frame {self._name}: {len(self)} rows; {', '.join(self.column_names)}>"

    def _repr_html_(self) -> str:
        from leps.html_view import STYLE

        shown = 10 if len(self) > 14 else len(self)
        numeric = [_is_number(field.type) for field in self.schema]
        head = "".join(
            f"<th class='{'n' if right else ''}'>{html.escape(name)}</th>"
            for name, right in zip(self.column_names, numeric, strict=True)
        )
        body = "".join(
            "<tr>"
            + "".join(
                f"<td class='{'n' if right else ''}'>{html.escape(_shown(value))}</td>"
                for value, right in zip(row.values(), numeric, strict=True)
            )
            + "</tr>"
            for row in self[:shown]
        )
        more = f", first {shown} shown" if shown < len(self) else ""
        return (
            f"<div class='leps'>{STYLE}<div class='leps-scroll'><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table></div>"
            f"<p class='leps-note'>{html.escape(self._name)}: {len(self):,} rows{more}</p></div>"
        )

    def __rich__(self) -> Any:
        from leps.terminal_view import Sheet, words

        table = Sheet(self._name)
        table.add(*(">" * _is_number(field.type) + name for name, field in zip(self.column_names, self.schema, strict=True)))
        shown = 20 if len(self) > 24 else len(self)
        for row in self[:shown]:
            table.add_row(*(words(_shown(value)) for value in row.values()))
        if shown < len(self):
            table.caption = f"{shown} of {len(self):,} rows"
        return table


def from_native(table: _leps.TextTable, name: str, *, approximate: bool = False) -> Frame:
    """Turn a table of exact cells into a frame, typed by the description of its columns.

    Parameters
    ----------
    approximate
        Whether fractions are repeated as floats.
    """
    columns: list[pa.Array] = []
    names: list[str] = []
    for i, (column, kind) in enumerate(zip(table.names, table.kinds, strict=True)):
        text = pa.LargeStringArray.from_buffers(
            table.rows, pa.py_buffer(table.offsets(i)), pa.py_buffer(table.bytes(i))
        ).cast(pa.string())
        text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
        names.append(column)
        if kind == "real":
            columns.append(pa.array([None if t is None else float.fromhex(t) for t in text.to_pylist()], pa.float64()))
        elif kind in ARROW_TYPES:
            columns.append(text.cast(ARROW_TYPES[kind]))
        else:
            columns.append(text.dictionary_encode() if kind in DICTIONARY else text)
        if kind == "ratio" and approximate:
            names.append(column + APPROXIMATE)
            columns.append(_approximate(text))
    return Frame(pa.table(columns, names=names), name)


def _approximate(text: pa.Array) -> pa.Array:
    """Exact fractions as floats, each one correctly rounded."""
    distinct = text.dictionary_encode()
    floats = pa.array([None if t is None else float(Fraction(t)) for t in distinct.dictionary.to_pylist()], pa.float64())
    return floats.take(distinct.indices)


def _comparable(value: Any, kind: pa.DataType, column: str) -> pa.Scalar:
    """A value as the cells of a column are; TypeError where no cell can be like it."""
    try:
        scalar = pa.scalar(value).cast(kind)
    except (pa.ArrowException, ValueError, OverflowError, TypeError) as error:
        raise TypeError(f"{column}: such {_article(type(value).__name__)} cannot stand there") from error
    if not scalar.is_valid:
        raise TypeError(f"{column}: give None for an empty cell, not {_article(type(value).__name__)}")
    return scalar


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOU" else f"a {name}"


def _need(module: str) -> ModuleType:
    """Import a library that is not required, or say how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        if error.name != module:
            raise  # it is there, and lacks something itself
        raise ImportError(f"{module} is not installed: pip install {module}", name=module) from error


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return euros(value) if value.as_tuple().exponent == -2 else quantity(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
