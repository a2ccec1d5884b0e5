"""The exact oracle and the same rows on another engine tell the same values; infeasible is infeasible for both."""

from fractions import Fraction

import pytest

from oracle.exact import ExactOracle
from oracle.generate import generate
from oracle.workers import float_values, worker
from oracle.package import read_package
from oracle.semantics import Model
from oracle.stages import stages_of

SEEDS = 120


@pytest.fixture(scope="module")
def engine():
    with worker() as pool:
        yield pool


@pytest.mark.parametrize("block", range(4))
def test_exact_and_float_optima_agree_on_tiny_plans(block, tmp_path, engine):
    feasible = 0
    for seed in range(block * SEEDS // 4, (block + 1) * SEEDS // 4):
        generate(seed, tmp_path / str(seed))
        model = Model(read_package(tmp_path / str(seed)))
        stages = stages_of(model)
        exact = ExactOracle(model, stages)
        first = exact.feasible()
        if first.status == "infeasible":
            assert engine.submit(float_values, str(tmp_path / str(seed))).result()[0].status == "infeasible", seed
            continue
        feasible += 1
        slack = [Fraction(1, 10**7)] * len(stages)
        found = ExactOracle(model, stages).run()
        caps = [x.upper + abs(x.upper) * s for x, s in zip(found, slack)]
        again = ExactOracle(model, stages).run(caps)
        other = engine.submit(float_values, str(tmp_path / str(seed)), caps).result()
        assert len(found) == len(again) == len(other) == len(stages), seed
        for stage, a, b in zip(stages, again, other):
            assert a.upper is not None and a.upper - a.lower <= Fraction(1, 10**9) * max(1, abs(a.upper)), (seed, stage)
            assert b.value == pytest.approx(float(a.upper), rel=2e-6, abs=1e-4 * stage.scale / 100), (seed, stage)
    assert feasible > 15


def test_plans_are_the_same_for_the_same_seed(tmp_path):
    for large in (False, True):
        for name in ("a", "b"):
            generate(7, tmp_path / name, large)
        for file in sorted((tmp_path / "a").iterdir()):
            assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_every_family_of_rules_appears_among_the_plans(tmp_path):
    seen = set()
    for seed in range(150):
        generate(seed, tmp_path / str(seed))
        model = Model(read_package(tmp_path / str(seed)))
        seen |= {name for name, rows in model.plan.tables.items() if rows}
        seen |= {row.kind for row in model.plan.reserves} | {row.kind for row in model.plan.links}
        seen |= {row.base or "project" for row in model.plan.co_financing} | {site.kind for site in model.sites.values()}
        seen |= {"pooled" for a in model.annuities if a.members} | {row.pooling for row in model.plan.funds}
        seen |= {model.plan.baseline, "whole" if any(r.whole for r in model.plan.measures) else "", model.plan.period}
        seen |= {stage.objective for stage in stages_of(model)}
        seen |= {"hard" for row in model.plan.service_levels if row.hard}
        if any(len([e for e in model.elementary if e.period == p.index]) > 1 for p in model.periods):
            seen.add("cut inside a period")
    assert {"earmark", "quota", "cap", "of_spent_min", "of_spent_max", "requires", "excludes", "one_of", "bundle",
            "project", "fund", "region", "association", "pooled", "separate", "in_annuities", "whole", "year", "half",
            "quarter", "hard", "cut inside a period", "records", "territory_quotas", "level_targets", "leximin"} <= seen
