"""A linear program and what each scenario changes of it, as benchmark_sweep_arrays writes them: what a peer is given ready-made."""

import csv
import pathlib

import numpy as np
import scipy.sparse


class SweepArrays:
    """Bounds of `place` change from scenario to scenario: numbers below the number of columns are columns, the others rows."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in ("cost", "column_lower", "column_upper", "row_lower", "row_upper", "value"):
            setattr(self, name, np.fromfile(self.folder / f"{name}.f64", dtype="<f8"))
        for name in ("start", "index", "place"):
            setattr(self, name, np.fromfile(self.folder / f"{name}.i32", dtype="<i4"))
        self.columns, self.rows = len(self.cost), len(self.row_lower)
        self.changed_columns = self.place[self.place < self.columns]
        self.changed_rows = self.place[self.place >= self.columns] - self.columns
        # Read from the disk as they are needed: the memory of a sweep is that of the side.
        shape = (-1, len(self.place))
        self._lower = np.memmap(self.folder / "place_lower.f64", dtype="<f8", mode="r").reshape(shape)
        self._upper = np.memmap(self.folder / "place_upper.f64", dtype="<f8", mode="r").reshape(shape)
        self.scenarios = len(self._lower)
        with open(self.folder / "blocks.csv", newline="", encoding="utf-8") as file:
            firsts = [(block["name"], int(block["first"])) for block in csv.DictReader(file)]
        ends = [first for _, first in firsts[1:]] + [self.rows]
        self.row_blocks = [(name, range(first, end)) for (name, first), end in zip(firsts, ends)]

    @property
    def matrix(self):
        return scipy.sparse.csr_array((self.value, self.index, self.start), shape=(self.rows, self.columns))

    def bounds(self, scenario):
        """Lower and upper bounds of the changed columns, then of the changed rows."""
        lower, upper, middle = np.array(self._lower[scenario]), np.array(self._upper[scenario]), len(self.changed_columns)
        return (lower[:middle], upper[:middle]), (lower[middle:], upper[middle:])

    def senses(self, rows):
        """Rows by the sides that bind, in every scenario: the two sides of a range are two rows."""
        lower, upper = self.row_lower[rows], self.row_upper[rows]
        low, high = np.isfinite(lower), np.isfinite(upper)
        equal = low & high & (lower == upper)
        return {"==": rows[equal], "<=": rows[high & ~equal], ">=": rows[low & ~equal]}
