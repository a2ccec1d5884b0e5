"""Pyomo builds the generated model block by block and hands it to HiGHS; prints one JSON line."""

import json
import math
import resource
import sys
import time

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers.highs import Highs
from pyomo.core.expr.numeric_expr import LinearExpression

from arrays import Arrays


def build(arrays):
    model = pyo.ConcreteModel()
    columns = []
    for name, numbers in arrays.column_blocks:
        kind = pyo.Integers if arrays.integrality[numbers.start:numbers.stop].all() else pyo.Reals
        upper = arrays.column_upper
        block = pyo.Var(numbers, domain=kind, bounds=lambda _, j: (0.0, float(upper[j]) if math.isfinite(upper[j]) else None))
        setattr(model, name, block)
        columns.extend(block.values())
    start, index, value = arrays.start.tolist(), arrays.index.tolist(), arrays.value.tolist()
    lower, upper_row = arrays.row_lower.tolist(), arrays.row_upper.tolist()

    def rule(_, i):
        entries = range(start[i], start[i + 1])
        low, high = lower[i], upper_row[i]
        body = LinearExpression(constant=0, linear_coefs=[value[k] for k in entries], linear_vars=[columns[index[k]] for k in entries])
        if low == high:
            return body == low
        return (low if math.isfinite(low) else None, body, high if math.isfinite(high) else None)

    for name, rows in arrays.row_blocks:
        setattr(model, "rows_" + name, pyo.Constraint(rows, rule=rule))
    costs = [(float(cost), columns[j]) for j, cost in enumerate(arrays.cost) if cost != 0.0]
    model.objective = pyo.Objective(expr=LinearExpression(constant=0, linear_coefs=[c for c, _ in costs], linear_vars=[v for _, v in costs]))
    return model


def main():
    arrays = Arrays(sys.argv[1])
    begin = time.perf_counter()
    model = build(arrays)
    built = time.perf_counter()
    solver = Highs()
    solver.set_instance(model)
    passed = time.perf_counter()
    highs = solver._solver_model
    print(json.dumps({
        "benchmark": "peers", "side": "pyomo", "build_seconds": built - begin, "hand_over_seconds": passed - built,
        "columns": highs.getNumCol(), "rows": highs.getNumRow(), "nonzeros": highs.getNumNz(),
        "peak_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }))


main()
