"""The sweep by linopy: constraints by families, a solver that tracks updates (linopy's own way to solve again), HiGHS."""

import linopy
import numpy as np
import pandas
import xarray
from linopy.solvers import Solver

from sweep_side import HIGHS_OPTIONS, highs_clock, measure


class LinopySweep:
    def __init__(self, arrays):
        self.arrays = arrays
        self.model = linopy.Model()
        self.index = pandas.RangeIndex(arrays.columns, name="column")
        self.lower, self.upper = arrays.column_lower.copy(), arrays.column_upper.copy()
        self.row_lower, self.row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
        self.x = self.model.add_variables(lower=self.lower, upper=self.upper, coords=[self.index], name="x")
        self.constraints = []
        for name, rows in arrays.row_blocks:
            for sign, numbers in arrays.senses(np.arange(rows.start, rows.stop)).items():
                if len(numbers) > 0:
                    self.add(f"{name}{sign}", sign, numbers)
        self.model.add_objective((self.x * xarray.DataArray(arrays.cost, coords=[self.index])).sum())
        self.solver = Solver.from_name("highs", self.model, io_api="direct", options=HIGHS_OPTIONS, track_updates=True)

    def add(self, name, sign, numbers):
        # A rectangle of terms, padded with "no variable": the form in which linopy keeps every constraint.
        start, labels = self.arrays.start, self.x.labels.values
        place = start[numbers][:, None] + np.arange(int((start[numbers + 1] - start[numbers]).max()))
        inside = place < start[numbers + 1][:, None]
        place = np.where(inside, place, 0)
        terms = xarray.Dataset(
            {
                "coeffs": (("row", "_term"), np.where(inside, self.arrays.value[place], np.nan)),
                "vars": (("row", "_term"), np.where(inside, labels[self.arrays.index[place]], -1)),
            },
            coords={"row": numbers},
        )
        bounds = self.row_lower if sign == ">=" else self.row_upper
        right = xarray.DataArray(bounds[numbers], coords=[pandas.Index(numbers, name="row")])
        constraint = self.model.add_constraints(linopy.LinearExpression(terms, self.model), sign, right, name=name)
        if np.isin(numbers, self.arrays.changed_rows).any():
            self.constraints.append((constraint, numbers, bounds))

    def change(self, columns, rows):
        self.lower[self.arrays.changed_columns], self.upper[self.arrays.changed_columns] = columns
        self.row_lower[self.arrays.changed_rows], self.row_upper[self.arrays.changed_rows] = rows
        if len(self.arrays.changed_columns) > 0:
            self.x.update(lower=xarray.DataArray(self.lower, coords=[self.index]), upper=xarray.DataArray(self.upper, coords=[self.index]))
        for constraint, numbers, bounds in self.constraints:
            constraint.update(rhs=xarray.DataArray(bounds[numbers], coords=[pandas.Index(numbers, name="row")]))

    def solve(self):
        result = self.solver.solve(self.model, assign=True, disallow_rebuild=True)
        if result.status.termination_condition.value != "optimal":
            raise RuntimeError(f"linopy: {result.status}")
        return self.model.objective.value


clock, engine = highs_clock()
measure("linopy", LinopySweep, clock, f"linopy {linopy.__version__}, highs {engine}")
