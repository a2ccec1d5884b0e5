"""The exact oracle for tiny plans: branch over whole units, each linear rest decided in Fractions.

A float engine only guesses which constraints are tight. The vertex and the prices of that guess are then solved in
Fractions; the vertex proves an upper value, the prices prove a lower one, whatever the guess was. Where both meet the
optimum is exact. A branch is cut only by an exact lower value or by an exactly checked proof that it is empty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np

from .relaxation import Relaxation, RowOf, Terms
from .semantics import Model
from .stages import Stage

ZERO = Fraction(0)


@dataclass
class Optimum:
    """status: optimal (upper is reached), infeasible (proved), open (neither); lower <= optimum <= upper."""

    status: str
    lower: Fraction | None = None
    upper: Fraction | None = None
    point: dict[int, Fraction] | None = None
    nodes: int = 0

    @property
    def exact(self) -> bool:
        return self.status == "optimal" and self.lower == self.upper


def solve_square(rows: list[dict[int, Fraction]], rhs: list[Fraction]) -> dict[int, Fraction] | None:
    """The unique x with rows . x = rhs, or None. Sparse elimination, fewest entries first."""
    rows = [dict(r) for r in rows]
    rhs = list(rhs)
    where: dict[int, set[int]] = {}
    for i, r in enumerate(rows):
        for j in r:
            where.setdefault(j, set()).add(i)
    left = set(range(len(rows)))
    order: list[tuple[int, int]] = []
    while left:
        i = min(left, key=lambda k: len(rows[k]))
        if not rows[i]:
            return None
        j = min(rows[i], key=lambda k: len(where[k]))
        left.discard(i)
        pivot = rows[i][j]
        for k in rows[i]:
            where[k].discard(i)
        order.append((i, j))
        for k in list(where[j]):
            target = rows[k]
            factor = target[j] / pivot
            for column, value in rows[i].items():
                new = target.get(column, ZERO) - factor * value
                if new:
                    if column not in target:
                        where[column].add(k)
                    target[column] = new
                else:
                    if column in target:
                        del target[column]
                        where[column].discard(k)
            rhs[k] -= factor * rhs[i]
    out: dict[int, Fraction] = {}
    for i, j in reversed(order):
        value = rhs[i]
        for column, v in rows[i].items():
            if column != j:
                value -= v * out[column]
        out[j] = value / rows[i][j]
    return out


class Basis:
    """Columns inside, columns at a bound (True: the upper), tight rows (True: at the upper side); all exact."""

    def __init__(self, lp: "ExactLp", inside: list[int], at: dict[int, bool], tight: dict[int, bool]) -> None:
        self.lp, self.inside, self.at, self.tight = lp, inside, at, tight

    def solve(self) -> bool:
        """Point and prices of this basis; False where it is singular."""
        lp = self.lp
        if len(self.tight) != len(self.inside):
            return False
        basic = set(self.inside)
        fixed = {j: lp.upper[j] if up else lp.lower[j] for j, up in self.at.items()}
        fixed = {j: v for j, v in fixed.items() if v}
        matrix, rhs = [], []
        self.turned: dict[int, dict[int, Fraction]] = {j: {} for j in self.inside}
        for i, up in self.tight.items():
            row = lp.rows[i]
            rhs.append((row.upper if up else row.lower)
                       - sum((v * fixed[j] for j, v in row.terms.items() if j in fixed), ZERO))
            matrix.append({j: v for j, v in row.terms.items() if j in basic})
            for j, v in matrix[-1].items():
                self.turned[j][i] = v
        found = solve_square(matrix, rhs)
        prices = found is not None and self.row_multipliers(lp.objective)
        if found is None or prices is None:
            return False
        self.point, self.prices = fixed | found, prices
        return True

    def row_multipliers(self, wanted: Terms) -> dict[int, Fraction] | None:
        """y with y . (tight rows) = wanted on the inside columns."""
        return solve_square([self.turned[j] for j in self.inside], [wanted.get(j, ZERO) for j in self.inside])

    def worst(self) -> tuple[str, int, bool] | None:
        """The inside column or loose row that is furthest outside its bounds: (kind, index, above)."""
        lp, found, size = self.lp, None, ZERO
        for j in self.inside:
            value = self.point[j]
            for above, by in ((False, lp.lower[j] - value), (True, value - lp.upper[j])):
                if by * Fraction(1 / float(lp.scale[j])) > size:
                    found, size = ("column", j, above), by * Fraction(1 / float(lp.scale[j]))
        for i, row in enumerate(lp.rows):
            if i in self.tight:
                continue
            value = sum((v * self.point[j] for j, v in row.terms.items() if j in self.point), ZERO)
            for above, side in ((False, row.lower), (True, row.upper)):
                if side is not None:
                    by = ((value - side) if above else (side - value)) / lp.sizes[i]
                    if by > size:
                        found, size = ("row", i, above), by
        return found

    def pivot(self) -> str:
        """One step of the dual simplex method: 'feasible', 'moved', 'empty' (proved) or 'stuck'."""
        worst = self.worst()
        if worst is None:
            return "feasible"
        lp = self.lp
        kind, which, above = worst
        own: Terms = {which: Fraction(1)} if kind == "column" else lp.rows[which].terms
        multipliers = self.row_multipliers(own)
        if multipliers is None:
            return "stuck"
        slope = {} if kind == "column" else {j: v for j, v in own.items() if j in self.at}
        reduced = {j: v for j, v in lp.objective.items() if j in self.at}
        for i in self.tight:
            w, y = multipliers[i], self.prices[i]
            if w or y:
                for j, v in lp.rows[i].terms.items():
                    if j in self.at:
                        slope[j] = slope.get(j, ZERO) - w * v
                        reduced[j] = reduced.get(j, ZERO) - y * v
        best, ratio = None, None
        for j, up in self.at.items():
            alpha = slope.get(j, ZERO)
            if alpha and lp.lower[j] != lp.upper[j] and ((alpha > 0) != up) != above:
                now = abs(reduced.get(j, ZERO) / alpha)
                if ratio is None or now < ratio:
                    best, ratio = ("column", j), now
        for i, up in self.tight.items():
            alpha, row = multipliers[i], lp.rows[i]
            if alpha and row.lower != row.upper and ((alpha > 0) != up) != above:
                now = abs(self.prices[i] / alpha)
                if ratio is None or now < ratio:
                    best, ratio = ("row", i), now
        if best is None:
            return "empty"
        if kind == "column":
            self.inside.remove(which)
            self.at[which] = above
        else:
            self.tight[which] = above
        if best[0] == "column":
            del self.at[best[1]]
            self.inside.append(best[1])
        else:
            del self.tight[best[1]]
        return "moved" if self.solve() else "stuck"

    def repair(self, most: int = 60) -> str:
        """Pivots until the point is feasible, the node is proved empty, or nothing helps."""
        if not self.solve():
            return "stuck"
        for _ in range(most):
            what = self.pivot()
            if what != "moved":
                return what
        return "stuck"


class ExactLp:
    """Columns, rows and one objective; floats on one side, Fractions on the other."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        self.lower = [c.lower for c in relaxation.columns]
        self.upper = [c.upper for c in relaxation.columns]
        self.whole = [j for j, c in enumerate(relaxation.columns) if c.whole]
        self.rows: list[RowOf] = []
        self.sizes: list[Fraction] = []
        money = max((float(c.upper) for c in relaxation.columns if c.name[0] == "x"), default=1.0)
        unit = 2.0 ** round(math.log2(max(money, 1.0) / 8 + 1))
        self.scale = np.array([unit if c.name[0] in ("x", "moved") else 1.0 for c in relaxation.columns])
        self.engine = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("primal_feasibility_tolerance", 1e-9),
                              ("dual_feasibility_tolerance", 1e-9), ("presolve", "off"), ("solver", "simplex")):
            self.engine.setOptionValue(option, value)
        lp = highspy.HighsLp()
        lp.num_col_ = len(self.lower)
        lp.num_row_ = 0
        lp.col_cost_ = np.zeros(len(self.lower))
        lp.col_lower_ = np.array([float(v) for v in self.lower]) / self.scale
        lp.col_upper_ = np.array([float(v) for v in self.upper]) / self.scale
        lp.a_matrix_.start_ = np.zeros(len(self.lower) + 1, dtype=np.int32)
        self.engine.passModel(lp)
        for row in relaxation.rows:
            self.add(row)
        self.objective: Terms = {}
        self.constant = ZERO

    def add(self, row: RowOf) -> None:
        """Adds a row for good; a row without columns that cannot hold makes everything infeasible."""
        self.rows.append(row)
        self.sizes.append(max((abs(v) * Fraction(float(self.scale[j])) for j, v in row.terms.items()),
                              default=Fraction(1)))
        index = np.array(list(row.terms), dtype=np.int32)
        value = np.array([float(v) for v in row.terms.values()]) * self.scale[index] if len(index) else np.zeros(0)
        by = float(np.abs(value).max()) if len(value) else 1.0
        low = -highspy.kHighsInf if row.lower is None else float(row.lower) / by
        high = highspy.kHighsInf if row.upper is None else float(row.upper) / by
        self.engine.addRow(low, high, len(index), index, value / by)

    def aim(self, objective: Terms, constant: Fraction) -> None:
        self.objective, self.constant = objective, constant
        cost = np.zeros(len(self.lower))
        for j, v in objective.items():
            cost[j] = float(v)
        cost *= self.scale
        by = float(np.abs(cost).max())
        self.cost_scale = by if by else 1.0
        self.engine.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost / self.cost_scale)

    def bound(self, j: int, lower: Fraction, upper: Fraction) -> None:
        self.lower[j], self.upper[j] = lower, upper
        self.engine.changeColBounds(j, float(lower) / self.scale[j], float(upper) / self.scale[j])

    # --- exact answers ----------------------------------------------------------------------------------------

    def lower_value(self, prices: dict[int, Fraction], objective: Terms, constant: Fraction) -> Fraction:
        """What the prices prove: constant + sum y.b + sum over the box of the cheapest (c - A'y) x."""
        reduced = dict(objective)
        total = constant
        for i, y in prices.items():
            row = self.rows[i]
            side = row.lower if y > 0 else row.upper
            if not y or side is None:
                continue
            total += y * side
            for j, v in row.terms.items():
                reduced[j] = reduced.get(j, ZERO) - y * v
        for j, d in reduced.items():
            if d:
                total += d * (self.lower[j] if d > 0 else self.upper[j])
        return total

    def basis(self) -> "Basis":
        """The engine's guess of what is tight."""
        found = self.engine.getBasis()
        status = highspy.HighsBasisStatus
        columns = [j for j, s in enumerate(found.col_status) if s == status.kBasic]
        at = {j: s == status.kUpper for j, s in enumerate(found.col_status) if s != status.kBasic}
        rows = {}
        for i, s in enumerate(found.row_status):
            if s != status.kBasic:
                row = self.rows[i]
                rows[i] = row.lower is None or (s == status.kUpper and row.upper is not None)
        return Basis(self, columns, at, rows)

    def feasible(self, point: dict[int, Fraction]) -> bool:
        return self.broken(point) is None

    def broken(self, point: dict[int, Fraction]) -> tuple | None:
        """The first column or row that a point breaks."""
        for j, value in point.items():
            if not self.lower[j] <= value <= self.upper[j]:
                return self.relaxation.columns[j].name
        for j, low in enumerate(self.lower):
            if low > 0 and j not in point:
                return self.relaxation.columns[j].name
        for row in self.rows:
            value = sum((v * point[j] for j, v in row.terms.items() if j in point), ZERO)
            if (row.lower is not None and value < row.lower) or (row.upper is not None and value > row.upper):
                return row.name
        return None

    def proved_empty(self) -> bool:
        """Whether the engine's ray proves, exactly, that no point exists."""
        answer = self.engine.getDualRay()
        if not answer[1]:
            return False
        for sign in (1, -1):
            prices = {}
            for i, v in enumerate(answer[2]):
                if abs(v) > 1e-11:
                    prices[i] = Fraction(sign * float(v)) / self.sizes[i]
            if self.lower_value(prices, {}, ZERO) > 0:
                return True
        return False

    def trivially_empty(self) -> bool:
        for row in self.rows:
            if not row.terms and ((row.lower or 0) > 0 or (row.upper is not None and row.upper < 0)):
                return True
        return any(low > high for low, high in zip(self.lower, self.upper))

    def presolved_empty(self) -> bool:
        """A row that the box alone breaks."""
        for row in self.rows:
            if row.lower is not None:
                most = sum((v * (self.upper[j] if v > 0 else self.lower[j]) for j, v in row.terms.items()), ZERO)
                if most < row.lower:
                    return True
            if row.upper is not None:
                least = sum((v * (self.lower[j] if v > 0 else self.upper[j]) for j, v in row.terms.items()), ZERO)
                if least > row.upper:
                    return True
        return False

    # --- branch over whole columns ----------------------------------------------------------------------------

    def minimize(self, most_nodes: int = 400) -> Optimum:
        home = [(j, self.lower[j], self.upper[j]) for j in self.whole]
        out = Optimum("infeasible")
        open_lower: list[Fraction] = []
        stack: list[dict[int, tuple[Fraction, Fraction]]] = [{}]
        if self.trivially_empty():
            return out
        while stack:
            node = stack.pop()
            out.nodes += 1
            if out.nodes > most_nodes:
                open_lower.append(None)
                break
            for j, low, high in home:
                want = node.get(j, (low, high))
                if (self.lower[j], self.upper[j]) != want:
                    self.bound(j, *want)
            self._node(node, stack, out, open_lower)
        for j, low, high in home:
            if (self.lower[j], self.upper[j]) != (low, high):
                self.bound(j, low, high)
        known = [v for v in open_lower if v is not None and (out.upper is None or v < out.upper)]
        if len(known) < sum(v is None for v in open_lower) + len(known):
            out.status, out.lower = "open", None
        elif known:
            out.status, out.lower = "open", min(known)
        elif out.upper is not None:
            out.status, out.lower = "optimal", out.upper
        return out

    def _node(self, node: dict, stack: list, out: Optimum, open_lower: list) -> None:
        self.engine.run()
        status = self.engine.getModelStatus()
        basis = self.basis()
        if status != highspy.HighsModelStatus.kOptimal:
            if self.proved_empty() or self.presolved_empty():
                return
            ended = basis.repair()
            if ended == "empty":
                return
            if ended != "feasible":
                if not self._split(node, stack, {}):
                    open_lower.append(None)
                return
        else:
            ended = basis.repair()
            if ended == "empty":
                return
        if hasattr(basis, "prices"):
            prices = basis.prices
        else:
            prices = {}
            for i, v in enumerate(self.engine.getSolution().row_dual):
                if abs(v) > 1e-12:
                    prices[i] = Fraction(float(v) * self.cost_scale) / self.sizes[i]
        low = self.lower_value(prices, self.objective, self.constant)
        if out.upper is not None and low >= out.upper:
            return
        if ended != "feasible":
            if not self._split(node, stack, {}):
                open_lower.append(low)
            return
        point = basis.point
        parted = {j: float(point[j]) for j in self.whole if j in point and point[j].denominator != 1}
        if parted:
            self._split(node, stack, parted)
            return
        value = self.constant + sum((v * point[j] for j, v in self.objective.items() if j in point), ZERO)
        if out.upper is None or value < out.upper:
            out.upper, out.point = value, point
        if value > low:
            open_lower.append(low)

    def _split(self, node: dict, stack: list, parted: dict[int, float]) -> bool:
        """Two children on the most fractional whole column, or on any that is not fixed; False: all are fixed."""
        if parted:
            j = max(parted, key=lambda k: (min(parted[k] % 1, 1 - parted[k] % 1), -k))
            floor = Fraction(math.floor(parted[j]))
        else:
            free = [j for j in self.whole if self.lower[j] < self.upper[j]]
            if not free:
                return False
            j = free[0]
            floor = Fraction((self.lower[j] + self.upper[j]) // 2)
        stack.append(node | {j: (floor + 1, self.upper[j])})
        stack.append(node | {j: (self.lower[j], floor)})
        return True


class ExactOracle:
    """Stage-by-stage exact optima of one plan, under caps that are given or its own values."""

    def __init__(self, model: Model, stages: list[Stage], bands: bool = True) -> None:
        self.model = model
        self.stages = stages
        self.relaxation = Relaxation(model, bands)
        self.objectives = [self.relaxation.objective(stage) for stage in stages]
        self.lp = ExactLp(self.relaxation)

    def feasible(self) -> Optimum:
        self.lp.aim({}, ZERO)
        return self.lp.minimize()

    def run(self, caps: list[int | Fraction] | None = None) -> list[Optimum]:
        """caps[i]: the cap of stage i in its integer unit for all later stages; where there is none, its own optimum."""
        out = []
        for i, (terms, constant) in enumerate(self.objectives):
            self.lp.aim(terms, constant)
            found = self.lp.minimize()
            out.append(found)
            given = caps[i] if caps is not None else None
            if found.status == "infeasible" or (given is None and found.upper is None):
                break
            cap = found.upper if given is None else Fraction(given)
            self.lp.add(RowOf(("cap", i), dict(terms), None, cap - constant))
        return out
