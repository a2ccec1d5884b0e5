"""Where the answers of a sweep are kept: in memory, or in a folder of Parquet files that another call may go on with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from leps import _leps
from leps.errors import FileError, native_path
from leps.frames import Frame

#: The tables of a sweep; the first has one row for each scenario.
TABLES: Final = ("scenarios", "stages", "coverage", "funds")
#: Columns with few values and many rows, once all answers stand together.
NAMES: Final = ("scenario", "status", "territory", "level", "period", "objective", "periods", "fund", "recipient")
#: So many answers go into one file.
BATCH: Final = 64
MANIFEST: Final = "sweep.json"
#: How a file is called that is not whole yet.
ASIDE: Final = ".part"

#: The columns that are asked for where nothing is finished yet.
EMPTY: Final = {
    "scenarios": ("number", "scenario", "status", "plan_hash", "change", "seconds", "findings"),
    "stages": ("scenario", "objective", "class", "depth", "periods", "value", "value_approx", "bound"),
    "coverage": ("scenario", "territory", "level", "period", "shortfall", "gap_ppb", "reached"),
    "funds": ("scenario", "fund", "year", "recipient", "act", "amount_eur", "used_eur", "left_eur"),
}

#: The tables of one scenario; the first alone where its data are wrong.
Part = dict[str, pa.Table]


class Store(Protocol):
    """Takes answers by number, each once, and gives them back in order."""

    def has(self, number: int, name: str, change: str) -> bool: ...
    def add(self, number: int, part: Part) -> None: ...
    def finish(self) -> None: ...
    def frame(self, table: str) -> Frame: ...


@contextmanager
def open_store(out: str | os.PathLike[str] | None, what: dict[str, str]) -> Iterator[Store]:
    """Open the folder of a sweep, or memory if there is none.

    Raises
    ------
    FileError
        If something else lives in the folder, or it cannot be written.
    """
    if out is None:
        yield Memory()
        return
    try:
        yield Folder(Path(os.fsdecode(native_path(out))), what)
    except OSError as error:
        raise refused(out, f"cannot be written: {error.strerror or error}") from error


class Memory:
    """Answers in memory."""

    def __init__(self) -> None:
        self._parts: dict[int, Part] = {}

    def has(self, number: int, name: str, change: str) -> bool:
        """Say whether a scenario is finished."""
        return number in self._parts

    def add(self, number: int, part: Part) -> None:
        """Keep an answer."""
        self._parts.setdefault(number, part)

    def finish(self) -> None:
        """Nothing is left to be written."""

    def frame(self, table: str) -> Frame:
        """Return one table of all answers, in the order of the scenarios."""
        parts = [self._parts[number][table] for number in sorted(self._parts) if table in self._parts[number]]
        return named(pa.concat_tables(parts) if parts else empty(table), table)


class Folder:
    """Answers in a folder: ``scenarios/``, ``stages/`` ... hold files of some scenarios each, written aside and then renamed."""

    def __init__(self, folder: Path, what: dict[str, str]) -> None:
        self._folder = folder
        self._waiting: dict[int, Part] = {}
        told = {"leps": _leps.__version__, **what}
        found = _manifest(folder)
        if found is None:
            folder.mkdir(parents=True, exist_ok=True)
            written(folder / MANIFEST, json.dumps(told, indent=2).encode())
        elif found != told:
            other = ", ".join(sorted(name for name in told if found.get(name) != told[name])) or "more than this one says"
            raise refused(folder, f"holds another sweep (it differs in: {other}): choose another folder")
        for table in TABLES:
            (folder / table).mkdir(exist_ok=True)
        self._drop_unlisted()
        #: What is finished there, and what of it this sweep was asked for.
        self._finished = {row["number"]: (row["scenario"], row["change"]) for row in self._rows("scenarios").to_pylist()}
        self._asked: dict[int, str] = {}

    def has(self, number: int, name: str, change: str) -> bool:
        """Say whether a scenario is finished.

        Raises
        ------
        FileError
            If the folder has another scenario of that number.
        """
        if number not in self._finished:
            return False
        if self._finished[number] != (name, change):
            other = self._finished[number][0]
            what = f"{other!r} there and {name!r} here" if other != name else f"another change of the plan there, though both are {name!r}"
            raise refused(self._folder, f"scenario {number} is {what}: other scenarios need another folder")
        self._asked[number] = name
        return True

    def add(self, number: int, part: Part) -> None:
        """Keep an answer; written when some have come together."""
        if number in self._finished:
            return
        row = part["scenarios"].to_pylist()[0]
        self._finished[number] = (row["scenario"], row["change"])
        self._asked[number] = row["scenario"]
        self._waiting[number] = part
        if len(self._waiting) >= BATCH:
            self.finish()

    def finish(self) -> None:
        """Write what waits. The table of scenarios comes last: what it lists is whole."""
        if not self._waiting:
            return
        numbers = sorted(self._waiting)
        for table in (*TABLES[1:], TABLES[0]):
            parts = [self._waiting[number][table] for number in numbers if table in self._waiting[number]]
            if not parts:
                continue
            sink = pa.BufferOutputStream()
            pq.write_table(pa.concat_tables(parts), sink)
            written(self._folder / table / f"{numbers[0]:09d}-{len(numbers)}.parquet", sink.getvalue().to_pybytes())
        self._waiting.clear()

    def frame(self, table: str) -> Frame:
        """Return one table of all answers that were asked for, in the order of the scenarios."""
        self.finish()
        rows = self._rows(table)
        number_of = {name: number for number, name in self._asked.items()}
        rows = rows.filter(pc.is_in(rows["scenario"], pa.array(sorted(number_of), pa.string())))
        order = pa.table({
            "number": pa.array([number_of[name] for name in rows["scenario"].to_pylist()], pa.int64()),
            "place": pa.array(range(rows.num_rows), pa.int64()),
        })  # fmt: skip
        return named(rows.take(pc.sort_indices(order, [("number", "ascending"), ("place", "ascending")])), table)

    def _drop_unlisted(self) -> None:
        """Remove what a crash left behind: halves of files, and files of answers whose list was not written any more. These answers are
        found again, in other company, and would else stand there twice."""
        listed = {file.name for file in (self._folder / TABLES[0]).glob("*.parquet")}
        for table in TABLES:
            for file in (self._folder / table).iterdir():
                if file.suffix == ASIDE or (file.suffix == ".parquet" and file.name not in listed):
                    file.unlink()

    def _rows(self, table: str) -> pa.Table:
        files = sorted((self._folder / table).glob("*.parquet"))
        if not files:
            return empty(table)
        try:
            return pa.concat_tables([pq.read_table(file) for file in files])
        except pa.ArrowException as error:
            raise refused(self._folder, f"the files of {table} are damaged: choose another folder") from error


def _manifest(folder: Path) -> dict[str, Any] | None:
    """What the sweep of a folder was called with; nothing if there is none yet, not even half of one."""
    manifest = folder / MANIFEST
    if manifest.exists():
        try:
            found = json.loads(manifest.read_text("utf-8"))
        except ValueError as error:
            raise refused(folder, f"its {MANIFEST} is damaged: choose another folder") from error
        return found if isinstance(found, dict) else {}
    if folder.is_dir() and any(entry != manifest.with_suffix(ASIDE) for entry in folder.iterdir()):
        raise refused(folder, "is not empty and holds no sweep: choose another folder")
    return None


def refused(folder: str | os.PathLike[str], why: str) -> FileError:
    """Return the error that says what is wrong with a folder."""
    place = os.fsdecode(folder)
    return FileError(place, f"{place}: {why}")


def empty(table: str) -> pa.Table:
    """Return a table of which nothing is finished yet."""
    return pa.table({name: pa.array([], pa.string()) for name in EMPTY[table]})


def written(path: Path, content: bytes) -> None:
    """Write a file aside and rename it: there is never half of one."""
    aside = path.with_suffix(ASIDE)
    aside.write_bytes(content)
    os.replace(aside, path)


def named(table: pa.Table, name: str) -> Frame:
    """Return a frame whose names are dictionaries again."""
    columns = {
        field.name: column.dictionary_encode() if field.name in NAMES and pa.types.is_string(field.type) else column
        for field, column in zip(table.schema, table.columns, strict=True)
    }
    return Frame(pa.table(columns), name)
