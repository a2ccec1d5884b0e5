"""The plans that people read: three zones, Tuscany and the small ones with answers by hand, judged by the oracle."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THREE_ZONES = ROOT.parent / "shared" / "plans" / "three_zones"
CASES = sorted(path.parent for path in (ROOT / "tests" / "cases").glob("*/expected.json"))
TUSCANY = ROOT / "python" / "leps" / "data" / "tuscany"


def verdict_of(folder, judge, oracle):
    import leps
    from answers import plain

    plan = leps.read_plan(folder)
    result = leps.allocate(plan, progress=False)
    assert leps.verify(plan, result).ok
    return oracle.submit(judge, str(folder), plain(result)).result()


@pytest.mark.skipif(not THREE_ZONES.exists(), reason="the shared plan of three zones is not here")
def test_three_zones_against_the_independent_formulation(oracle):
    from oracle.judge import judge_larger

    verdict = verdict_of(THREE_ZONES, judge_larger, oracle)
    assert verdict.status == "allocated" and not verdict.problems, "\n".join(verdict.problems)


def test_tuscany_against_the_independent_verifier(oracle):
    from oracle.judge import judge_exact_part

    verdict = verdict_of(TUSCANY, judge_exact_part, oracle)
    assert verdict.status == "allocated" and not verdict.problems, "\n".join(verdict.problems)


@pytest.mark.parametrize("folder", [path for path in CASES if '"allocated"' in (path / "expected.json").read_text()],
                         ids=lambda path: path.name)
def test_small_plans_against_the_independent_verifier(folder, oracle):
    from oracle.judge import judge_exact_part

    verdict = verdict_of(folder, judge_exact_part, oracle)
    assert verdict.status == "allocated" and not verdict.problems, "\n".join(verdict.problems)
