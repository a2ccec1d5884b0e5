"""The model of a generated plan as its numbers: what a peer is given ready-made, before its clock starts."""

import csv
import pathlib

import numpy as np


class Arrays:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        for name in ("cost.f64", "column_upper.f64", "row_lower.f64", "row_upper.f64", "value.f64", "integrality.i32", "start.i32", "index.i32"):
            setattr(self, name.split(".")[0], np.fromfile(folder / name, dtype="<f8" if name.endswith("f64") else "<i4"))
        with open(folder / "blocks.csv", newline="", encoding="utf-8") as file:
            blocks = list(csv.DictReader(file))
        self.column_blocks = self._ranges(blocks, "column", len(self.cost))
        self.row_blocks = self._ranges(blocks, "row", len(self.row_lower))
        self.row_of = np.repeat(np.arange(len(self.row_lower)), np.diff(self.start))

    @staticmethod
    def _ranges(blocks, axis, end):
        firsts = [(block["name"], int(block["first"])) for block in blocks if block["axis"] == axis]
        ends = [first for _, first in firsts[1:]] + [end]
        return [(name, range(first, last)) for (name, first), last in zip(firsts, ends) if last > first]

    def sides(self, rows):
        """Rows of a block by the sides that bind: equal, at most, at least, between."""
        lower, upper = self.row_lower[rows.start:rows.stop], self.row_upper[rows.start:rows.stop]
        low, high = np.isfinite(lower), np.isfinite(upper)
        equal = low & high & (lower == upper)
        return {"==": equal, "<=": high & ~equal, ">=": low & ~equal}
