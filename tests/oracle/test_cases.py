"""The small plans with answers by hand, answered by the oracle too: stage optima, infeasibility."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from oracle.exact import ExactOracle
from oracle.package import read_package
from oracle.semantics import Model
from oracle.stages import stages_of

CASES = Path(__file__).resolve().parents[1] / "cases"
NAMES = sorted(p.parent.name for p in CASES.glob("*/expected.json"))


def expected(name):
    return json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [n for n in NAMES if expected(n)["status"] != "data_error"])
def test_the_oracle_finds_the_answer_by_hand(name):
    wanted = expected(name)
    model = Model(read_package(CASES / name))
    stages = stages_of(model)
    values = {(w["objective"], w.get("class"), w.get("depth")): Fraction(w["value"]) for w in wanted.get("stages", [])}
    hair = Fraction(1, 10**7)
    names = [(s.objective, s.priority, s.depth) for s in stages]
    caps = [(values[name] + hair) * s.scale if name in values else None for name, s in zip(names, stages)]
    found = ExactOracle(model, stages).run(caps)
    if wanted["status"] == "infeasible":
        assert found[-1].status == "infeasible"
        return
    # each rounding may be anything up to a cent here: a cent a bundle, and what a cent buys of the cheapest unit
    cents = Fraction(len(model.bundles) + 1)
    cheapest = min(row.amount_eur for row in model.plan.measure_costs if row.amount_eur)
    assert set(values) <= set(names)
    for name, stage, optimum in zip(names, stages, found, strict=True):
        if name in values:
            value = values[name]
            slack = cents / 100 if stage.scale == 100 else cents / cheapest
            assert optimum.lower / stage.scale - hair <= value <= optimum.upper / stage.scale + hair + slack, stage
