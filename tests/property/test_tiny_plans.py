"""2,000 tiny plans against the exact oracle: rules, stage optima under the published caps, bounds, infeasibility."""

import pytest

BLOCK, BLOCKS = 100, 20


@pytest.mark.parametrize("block", range(BLOCKS))
def test_tiny_plans_agree_with_the_exact_oracle(block, oracle, scratch):
    from answers import Trial

    from oracle.judge import judge_tiny

    trial = Trial(oracle, judge_tiny, scratch, large=False)
    trial.run(range(block * BLOCK, (block + 1) * BLOCK))
    assert not trial.problems, "\n".join(trial.problems[:25]) + f"\n{len(trial.problems)} problems, {dict(trial.seen)}"
    # most plans are feasible, some are not, and hardly any fails in its cents
    assert trial.seen["allocated"] >= BLOCK // 2 and trial.seen["infeasible"] >= 1, trial.seen
    assert trial.seen["not_roundable"] <= BLOCK // 20, trial.seen
    assert 20 * trial.optima["left_out"] <= trial.optima["compared"], trial.optima
