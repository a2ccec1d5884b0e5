"""linopy builds the generated model block by block and hands it to HiGHS; prints one JSON line."""

import json
import resource
import sys
import time

import linopy
import numpy as np
import pandas
import xarray

from arrays import Arrays


def build(arrays):
    model = linopy.Model()
    variables = {}
    for name, columns in arrays.column_blocks:
        part = slice(columns.start, columns.stop)
        index = pandas.RangeIndex(columns.start, columns.stop, name="column")
        kwargs = {"integer": True} if arrays.integrality[part].all() else {}
        variables[name] = model.add_variables(lower=0.0, upper=xarray.DataArray(arrays.column_upper[part], coords=[index]), name=name, **kwargs)
    labels = np.concatenate([variables[name].labels.values for name, _ in arrays.column_blocks])
    for name, rows in arrays.row_blocks:
        for sign, chosen in arrays.sides(rows).items():
            numbers = np.flatnonzero(chosen) + rows.start
            if len(numbers) == 0:
                continue
            # A rectangle of terms, padded with "no variable": the form in which linopy keeps every constraint.
            width = int((arrays.start[numbers + 1] - arrays.start[numbers]).max())
            place = arrays.start[numbers][:, None] + np.arange(width)
            inside = place < arrays.start[numbers + 1][:, None]
            place = np.where(inside, place, 0)
            terms = xarray.Dataset(
                {
                    "coeffs": (("row", "_term"), np.where(inside, arrays.value[place], np.nan)),
                    "vars": (("row", "_term"), np.where(inside, labels[arrays.index[place]], -1)),
                },
                coords={"row": numbers},
            )
            bound = arrays.row_lower if sign == ">=" else arrays.row_upper
            right = xarray.DataArray(bound[numbers], coords=[pandas.Index(numbers, name="row")])
            model.add_constraints(linopy.LinearExpression(terms, model), sign, right, name=f"{name}{sign}")
    gap = variables["gap"]
    columns = dict(arrays.column_blocks)["gap"]
    model.add_objective((gap * xarray.DataArray(arrays.cost[columns.start:columns.stop], coords=[gap.indexes["column"]])).sum())
    return model


def main():
    arrays = Arrays(sys.argv[1])
    begin = time.perf_counter()
    model = build(arrays)
    built = time.perf_counter()
    highs = model.to_highspy()
    passed = time.perf_counter()
    print(json.dumps({
        "benchmark": "peers", "side": "linopy", "build_seconds": built - begin, "hand_over_seconds": passed - built,
        "columns": highs.getNumCol(), "rows": highs.getNumRow(), "nonzeros": highs.getNumNz(),
        "peak_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }))


main()
