"""Larger plans against the independent formulation: 100 in the ordinary run, 2,000 where LEPS_NIGHTLY is 1."""

import os

import pytest

BLOCK = 10
NIGHTLY = os.environ.get("LEPS_NIGHTLY") == "1"
MOST_NOT_ROUNDABLE = 4 if NIGHTLY else 1  # of a block: that cents cannot be found is an answer, but a rare one
BLOCKS = 200 if NIGHTLY else 10
# In the long run the oracle solves whole units too, as far as the root of its branch and bound (cuts and heuristics);
# in the ordinary run its linear relaxation bounds from below
OPTIONS = (1,) if NIGHTLY else ()



@pytest.mark.parametrize("block", range(BLOCKS))
def test_larger_plans_agree_with_the_independent_formulation(block, oracle, scratch):
    from answers import Trial

    from oracle.judge import judge_larger

    trial = Trial(oracle, judge_larger, scratch, large=True)
    trial.run(range(block * BLOCK, (block + 1) * BLOCK), *OPTIONS)
    assert not trial.problems, "\n".join(trial.problems[:25]) + f"\n{len(trial.problems)} problems, {dict(trial.seen)}"
    assert trial.seen["allocated"] >= BLOCK // 5 and trial.seen["not_roundable"] <= MOST_NOT_ROUNDABLE, trial.seen
    # floats find no plan within some of the tightest caps: of the optima of a block most are compared all the same
    assert 2 * trial.optima["left_out"] <= trial.optima["compared"], trial.optima


@pytest.mark.parametrize(("seed", "large"), [(30, True), (121, True), (910301, False), (912470, False)])
def test_cents_that_lift_a_stage_above_its_cap_are_looked_for_within_it(seed, large, oracle, scratch):
    """Plans where every row can be kept to the cent, and a stage is then above its cap: the cost by some cents, or a shortfall."""
    from answers import Trial

    from oracle.judge import judge_larger, judge_tiny

    trial = Trial(oracle, judge_larger if large else judge_tiny, scratch, large=large)
    trial.run([seed])
    assert not trial.problems, trial.problems
    assert trial.seen["allocated"] == 1, trial.seen


def test_a_plan_whose_last_stage_the_engine_gives_up_is_allocated_and_certified(oracle, scratch):
    """Seed 440: HiGHS calls the tie break infeasible, although the plan of the stage before keeps every cap."""
    from answers import Trial

    from oracle.judge import judge_larger

    trial = Trial(oracle, judge_larger, scratch, large=True)
    trial.run([440])
    assert not trial.problems, trial.problems
    assert trial.seen["allocated"] == 1, trial.seen
