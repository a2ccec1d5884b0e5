"""The same problem on OR-tools MathOpt, for plans too large to branch over in Fractions.

Why OR-tools: well kept, one wheel, and its own engines (GLOP for linear programs, SCIP for whole units), so that neither
the formulation nor the engine is the library's. Values are floats: a test says its tolerance.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from fractions import Fraction

from ortools.math_opt.python import mathopt

from .relaxation import Relaxation, Terms
from .semantics import Model
from .stages import Stage
from .workers import Found

EMPTY = (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED)


class FloatOracle:
    """Stage-by-stage optima under given caps; whole columns are whole, relaxed, or fixed to an allocation."""

    def __init__(self, model: Model, stages: list[Stage], bands: bool = True, whole: str = "whole",
                 starts: dict[tuple[str, str, int], Fraction] | None = None,
                 relaxation: Relaxation | None = None) -> None:
        self.stages = stages
        self.relaxation = relaxation or Relaxation(model, bands)
        self.objectives = [self.relaxation.objective(stage) for stage in stages]
        self.whole = whole == "whole"
        money = max((float(c.upper) for c in self.relaxation.columns if c.name[0] == "x"), default=1.0)
        unit = 2.0 ** round(math.log2(max(money, 1.0) / 8 + 1))
        self.scale = [unit if c.name[0] in ("x", "moved") else 1.0 for c in self.relaxation.columns]
        self.engine_model = mathopt.Model()
        self.variables = []
        for j, c in enumerate(self.relaxation.columns):
            low, high, integer = float(c.lower), float(c.upper), c.whole and self.whole
            if whole == "fixed" and c.name[0] == "a" and c.whole:
                low = high = float((starts or {}).get(c.name[1:], 0))
            elif c.whole and whole == "fixed":
                integer = True
            self.variables.append(self.engine_model.add_variable(lb=low / self.scale[j], ub=high / self.scale[j],
                                                                 is_integer=integer))
            self.whole |= integer
        for row in self.relaxation.rows:
            self.add(row.terms, row.lower, row.upper)
        self.solver = None if self.whole else mathopt.IncrementalSolver(self.engine_model, mathopt.SolverType.GLOP)

    def add(self, terms: Terms, lower, upper) -> None:
        values = {j: float(v) * self.scale[j] for j, v in terms.items()}
        by = max((abs(v) for v in values.values()), default=1.0)
        row = self.engine_model.add_linear_constraint(lb=-math.inf if lower is None else float(lower) / by,
                                                      ub=math.inf if upper is None else float(upper) / by)
        for j, v in values.items():
            row.set_coefficient(self.variables[j], v / by)

    def run(self, caps: list[int | Fraction] | None = None, seconds: float = 60.0, nodes: int | None = None,
            gap: float = 0.0) -> list[Found]:
        """caps[i] bounds stage i in all later stages; without caps its own value and a hair. Ends early where nothing is left."""
        out = []
        for i, (terms, constant) in enumerate(self.objectives):
            found = self.solve(terms, constant, seconds, nodes, gap)
            out.append(found)
            if found.status == "infeasible" or (found.status == "unknown" and caps is None):
                break
            cap = float(caps[i]) if caps is not None else found.value + 1e-7 * max(self.stages[i].scale / 100, abs(found.value))
            self.add(terms, None, cap - float(constant))
        return out

    def solve(self, terms: Terms, constant: Fraction, seconds: float = 60.0, nodes: int | None = None,
              gap: float = 0.0) -> Found:
        by = max((abs(float(v)) * self.scale[j] for j, v in terms.items()), default=1.0)
        objective = self.engine_model.objective
        objective.clear()
        objective.is_maximize = False
        for j, v in terms.items():
            objective.set_linear_coefficient(self.variables[j], float(v) * self.scale[j] / by)
        result = self.ask(seconds, nodes, gap)
        if result is None:
            return Found("unknown")
        if result.termination.reason in EMPTY:
            return Found("infeasible")
        bounds = result.termination.objective_bounds
        low = float(constant) + bounds.dual_bound * by
        if not result.has_primal_feasible_solution():
            return Found("unknown", bound=low)
        value = float(constant) + result.objective_value() * by
        status = "optimal" if result.termination.reason == mathopt.TerminationReason.OPTIMAL else "feasible"
        return Found(status, value, low)

    def ask(self, seconds: float, nodes: int | None, gap: float) -> mathopt.SolveResult | None:
        """The answer of the first engine that is sure; None where every engine gave up over numbers."""
        limits = dict(relative_gap_tolerance=gap, node_limit=nodes) if self.whole else {}
        common = dict(time_limit=dt.timedelta(seconds=seconds), threads=1, **limits)
        empty = None
        # behind a tight cap presolve calls feasible programs infeasible or imprecise: ask again without it
        for tolerance in () if self.whole else (1e-9, 1e-8, 1e-7):
            parameters = mathopt.SolveParameters(**common)
            parameters.presolve = mathopt.Emphasis.OFF if tolerance > 1e-9 else None
            parameters.glop.primal_feasibility_tolerance = tolerance
            parameters.glop.dual_feasibility_tolerance = tolerance
            result = attempt(lambda: self.solver.solve(params=parameters))
            if result is not None and result.termination.reason == mathopt.TerminationReason.OPTIMAL:
                return result
            empty = result if result is not None and result.termination.reason in EMPTY else None
        if empty is not None:
            return empty
        for presolve in (None, mathopt.Emphasis.OFF):
            parameters = mathopt.SolveParameters(presolve=presolve, **common)
            result = attempt(lambda: mathopt.solve(self.engine_model, mathopt.SolverType.GSCIP, params=parameters))
            if result is not None and result.termination.reason not in EMPTY:
                return result
            empty = result or empty
        return empty


def attempt(solve):
    """None instead of an exception: OR-tools raises several kinds of them where an engine ends abnormally."""
    try:
        return solve()
    except Exception as error:  # noqa: BLE001 - what matters is that there is no answer; every other attempt may have one
        print(f"oracle: {type(error).__name__}: {error}", file=sys.stderr)
        return None
