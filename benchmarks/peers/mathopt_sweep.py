"""The sweep by MathOpt: one incremental solver. The wheel of OR-Tools has no HiGHS behind MathOpt, so the engine is its own, GLOP."""

import ortools
from ortools.math_opt.python import mathopt

from sweep_side import EngineClock, measure

clock = EngineClock()


class MathOptSweep:
    def __init__(self, arrays):
        self.model = mathopt.Model()
        x = [self.model.add_variable(lb=low, ub=high) for low, high in zip(arrays.column_lower.tolist(), arrays.column_upper.tolist())]
        rows = [self.model.add_linear_constraint(lb=low, ub=high) for low, high in zip(arrays.row_lower.tolist(), arrays.row_upper.tolist())]
        start, index, value = arrays.start.tolist(), arrays.index.tolist(), arrays.value.tolist()
        for i, row in enumerate(rows):
            for k in range(start[i], start[i + 1]):
                row.set_coefficient(x[index[k]], value[k])
        self.model.minimize(mathopt.fast_sum(float(cost) * x[j] for j, cost in enumerate(arrays.cost) if cost != 0.0))
        self.columns = [x[j] for j in arrays.changed_columns]
        self.rows = [rows[i] for i in arrays.changed_rows]
        self.parameters = mathopt.SolveParameters()
        self.parameters.glop.primal_feasibility_tolerance = self.parameters.glop.dual_feasibility_tolerance = 1e-9
        self.parameters.glop.solution_feasibility_tolerance = 1e-6
        self.solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)
        # The call that hands changes over and the one that runs are both made in `solve` of the incremental solver: the second is clocked.
        self.solver._proto_solver = ClockedSolver(self.solver._proto_solver)

    def change(self, columns, rows):
        for items, (lower, upper) in ((self.columns, columns), (self.rows, rows)):
            for item, low, high in zip(items, lower.tolist(), upper.tolist()):
                item.lower_bound, item.upper_bound = low, high

    def solve(self):
        result = self.solver.solve(params=self.parameters)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            raise RuntimeError(f"MathOpt: {result.termination}")
        result.variable_values()
        return result.objective_value()


class ClockedSolver:
    def __init__(self, solver):
        self.update = solver.update
        self.solve = clock.around(solver.solve)


measure("mathopt", MathOptSweep, clock, f"ortools {ortools.__version__}, glop")
