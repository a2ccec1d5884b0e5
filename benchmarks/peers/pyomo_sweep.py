"""The sweep by Pyomo: mutable parameters for every bound that changes, the persistent interface APPSI, told what need not be looked at."""

import math

import pyomo
import pyomo.environ as pyo
from pyomo.contrib.appsi.base import TerminationCondition
from pyomo.contrib.appsi.solvers.highs import Highs
from pyomo.core.expr.numeric_expr import LinearExpression

from sweep_side import HIGHS_OPTIONS, highs_clock, measure


class PyomoSweep:
    def __init__(self, arrays):
        model = pyo.ConcreteModel()
        self.column_bounds = self.parameters(model, "column", arrays.changed_columns, arrays.column_lower, arrays.column_upper)
        self.row_bounds = self.parameters(model, "row", arrays.changed_rows, arrays.row_lower, arrays.row_upper)
        changed = {int(j): pair for j, pair in zip(arrays.changed_columns, self.column_bounds)}
        lower, upper = arrays.column_lower.tolist(), arrays.column_upper.tolist()
        model.x = pyo.Var(range(arrays.columns), bounds=lambda _, j: changed.get(j, (lower[j], upper[j])))
        variables = list(model.x.values())
        start, index, value = arrays.start.tolist(), arrays.index.tolist(), arrays.value.tolist()
        row_lower, row_upper = arrays.row_lower.tolist(), arrays.row_upper.tolist()
        changed_rows = {int(i): pair for i, pair in zip(arrays.changed_rows, self.row_bounds)}

        def rule(_, i):
            entries = range(start[i], start[i + 1])
            body = LinearExpression(constant=0, linear_coefs=[value[k] for k in entries], linear_vars=[variables[index[k]] for k in entries])
            low, high = changed_rows.get(i, (row_lower[i], row_upper[i]))
            if row_lower[i] == row_upper[i]:
                return body == low
            return (low if math.isfinite(row_lower[i]) else None, body, high if math.isfinite(row_upper[i]) else None)

        model.rows = pyo.Constraint([i for i in range(arrays.rows) if start[i] < start[i + 1]], rule=rule)
        costs = [(float(cost), variables[j]) for j, cost in enumerate(arrays.cost) if cost != 0.0]
        model.objective = pyo.Objective(expr=LinearExpression(constant=0, linear_coefs=[c for c, _ in costs], linear_vars=[v for _, v in costs]))
        self.model = model
        self.solver = Highs()
        self.solver.highs_options = HIGHS_OPTIONS
        update = self.solver.update_config
        update.check_for_new_or_removed_constraints = update.check_for_new_or_removed_vars = update.check_for_new_or_removed_params = False
        update.check_for_new_objective = update.update_constraints = update.update_vars = update.update_named_expressions = False
        update.update_objective = update.treat_fixed_vars_as_params = False
        update.update_params = True

    @staticmethod
    def parameters(model, axis, places, lower, upper):
        """A pair of parameters for each changed bound; infinite sides stay out of the model."""
        numbers = range(len(places))
        low = pyo.Param(numbers, mutable=True, initialize=lambda _, k: float(lower[places[k]]))
        high = pyo.Param(numbers, mutable=True, initialize=lambda _, k: float(upper[places[k]]))
        setattr(model, f"{axis}_low", low)
        setattr(model, f"{axis}_high", high)
        return [(low[k], high[k]) for k in numbers]

    def change(self, columns, rows):
        for pairs, (lower, upper) in ((self.column_bounds, columns), (self.row_bounds, rows)):
            for (low, high), new_low, new_high in zip(pairs, lower.tolist(), upper.tolist()):
                low.value = new_low
                high.value = new_high

    def solve(self):
        result = self.solver.solve(self.model)
        if result.termination_condition != TerminationCondition.optimal:
            raise RuntimeError(f"Pyomo: {result.termination_condition}")
        return result.best_feasible_objective


clock, engine = highs_clock()
measure("pyomo", PyomoSweep, clock, f"pyomo {pyomo.__version__}, highs {engine}")
