"""The sweep by CVXPY: a vector of parameters for the bounds that change, so that the problem is canonicalized once (DPP), and HiGHS."""

import cvxpy
import numpy as np

from sweep_side import HIGHS_OPTIONS, highs_clock, measure


class CvxpySweep:
    def __init__(self, arrays):
        self.arrays = arrays
        matrix = arrays.matrix
        upper = arrays.column_upper.copy()
        lower = arrays.column_lower.copy()
        lower[arrays.changed_columns], upper[arrays.changed_columns] = -np.inf, np.inf
        x = cvxpy.Variable(arrays.columns, bounds=[lower, upper])
        constraints = []
        self.parameters = []  # (parameter, is it of rows, is it the upper side, which of the changed ones)

        def add(expression, sign, right):
            constraints.append(expression == right if sign == "==" else expression <= right if sign == "<=" else expression >= right)

        def parameter(of_rows, sign, chosen, values):
            made = cvxpy.Parameter(len(chosen), value=values)
            self.parameters.append((made, of_rows, sign != ">=", chosen))
            return made

        every = np.arange(len(arrays.changed_columns))
        if len(every) > 0:
            add(x[arrays.changed_columns], "<=", parameter(False, "<=", every, arrays.column_upper[arrays.changed_columns]))
            add(x[arrays.changed_columns], ">=", parameter(False, ">=", every, arrays.column_lower[arrays.changed_columns]))
        position = np.full(arrays.rows, -1)
        position[arrays.changed_rows] = np.arange(len(arrays.changed_rows))
        for sign, rows in arrays.senses(np.flatnonzero(np.diff(arrays.start))).items():
            bounds = arrays.row_lower if sign == ">=" else arrays.row_upper
            fixed, moving = rows[position[rows] < 0], rows[position[rows] >= 0]
            if len(fixed) > 0:
                add(matrix[fixed] @ x, sign, bounds[fixed])
            if len(moving) > 0:
                add(matrix[moving] @ x, sign, parameter(True, sign, position[moving], bounds[moving]))
        self.problem = cvxpy.Problem(cvxpy.Minimize(arrays.cost @ x), constraints)

    def change(self, columns, rows):
        for parameter, of_rows, upper_side, chosen in self.parameters:
            lower, upper = rows if of_rows else columns
            parameter.value = (upper if upper_side else lower)[chosen]

    def solve(self):
        self.problem.solve(solver=cvxpy.HIGHS, warm_start=True, **HIGHS_OPTIONS)
        if self.problem.status != cvxpy.OPTIMAL:
            raise RuntimeError(f"CVXPY: {self.problem.status}")
        return float(self.problem.value)


clock, engine = highs_clock()
measure("cvxpy", CvxpySweep, clock, f"cvxpy {cvxpy.__version__}, highs {engine}")
