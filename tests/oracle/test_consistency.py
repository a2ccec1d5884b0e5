"""The verifier and the relaxation were written apart: random allocations are inside both or outside both."""

import random
from collections import Counter
from fractions import Fraction as Q

from oracle.check import check
from oracle.exact import ZERO, ExactOracle
from oracle.generate import generate
from oracle.package import read_package
from oracle.semantics import Model
from oracle.stages import Allocation, Values, stages_of


def random_allocation(model, relaxation, rng):
    """Random starts within their boxes, each due paid at random by those who may pay; None where nobody may."""
    starts = {}
    for column in relaxation.columns:
        if column.name[0] == "a" and rng.random() < 0.6:
            units = column.upper * rng.choice([Q(1, 2), Q(1, 5), Q(1, 20), Q(1)])
            units = Q(int(units)) if column.whole else Q(int(units * 10**9), 10**9)
            if units:
                starts[column.name[1:]] = units
    left = {a.index: a.amount for a in model.annuities}
    spend = {}
    for bundle, due in model.dues(starts).items():
        payers = [a for a, _ in relaxation.by_bundle[bundle]]
        rng.shuffle(payers)
        for k, a in enumerate(payers):
            part = due if k == len(payers) - 1 or rng.random() < 0.5 else due // 2
            part = min(part, left[a]) if rng.random() < 0.9 else part
            if part:
                spend[a, bundle] = part
                left[a] -= part
                due -= part
        if due:
            return None
    return Allocation(starts, spend)


def fix(oracle, allocation):
    """Fixes starts and money in the rows; what is left are roundings, gaps and binaries."""
    relaxation, lp = oracle.relaxation, oracle.lp
    point = relaxation.point(allocation.starts, allocation.spend)
    for j, column in enumerate(relaxation.columns):
        if column.name[0] in ("a", "x"):
            value = point.get(j, ZERO)
            if not column.lower <= value <= column.upper:
                return False
            lp.bound(j, value, value)
    return True


def unfix(oracle):
    for j, column in enumerate(oracle.relaxation.columns):
        if column.name[0] in ("a", "x"):
            oracle.lp.bound(j, column.lower, column.upper)


def test_random_allocations_are_inside_both_or_outside_both(tmp_path):
    rng = random.Random(1)
    seen = Counter()
    for seed in range(130):
        generate(seed, tmp_path / "plan")
        model = Model(read_package(tmp_path / "plan"))
        stages = stages_of(model)
        oracle = ExactOracle(model, stages)
        for _ in range(8):
            allocation = random_allocation(model, oracle.relaxation, rng)
            if allocation is None:
                continue
            broken = check(model, allocation)
            inside = fix(oracle, allocation) and oracle.feasible().status == "optimal"
            if not broken:
                assert inside, seed
                seen["inside"] += 1
                values = Values(model, allocation)
                for stage, (terms, constant) in zip(stages, oracle.objectives):
                    oracle.lp.aim(terms, constant)
                    found = oracle.lp.minimize()
                    # the published value differs by its roundings up only
                    value = values.value(stage)
                    assert found.upper is not None and found.upper <= value, (seed, stage)
                    rows = len(model.required) * (2**41 if stage.objective == "shortfall" else 1) + len(model.bundles) + 2
                    assert value - found.upper <= rows, (seed, stage)
            elif inside:
                # outside by no more than the rows leave to roundings
                small = all(isinstance(v.found, (int, Q)) and isinstance(v.limit, (int, Q)) and abs(v.found - v.limit) <= 1
                            for v in broken)
                assert small, (seed, broken)
                seen["on the edge"] += 1
            else:
                seen["outside"] += 1
                seen.update({v.rule for v in broken})
            unfix(oracle)
    assert seen["inside"] > 60 and seen["outside"] > 60 and seen["on the edge"] < 20, seen
    assert {"annuity", "eligibility", "co_financing", "reserve", "measure_limit", "level_floor"} <= set(seen), seen
