"""Prices of random tiny plans against exact finite differences: 700 seeds in an ordinary run, of which more than 500 can be asked, 2,000 at night."""

import os
from collections import Counter

import pytest

BLOCK = 100
BLOCKS = 20 if os.environ.get("LEPS_NIGHTLY") else 7
#: Annuities of one plan that are priced twice; more of them say little more.
MOST = 4


def asked(result, seed):
    """The prices of one zone and level that are due, another pair for each seed."""
    from oracle.prices import Question

    due = sorted({(row["territory"], row["level"]) for row in result.coverage})
    if not due:
        return None
    why = result.why(*due[seed % len(due)], ranges=4, progress=False)
    if not why.stage:
        return None

    def side(row, name):
        far = row[f"{name}_to_eur"]
        return row[f"{name}_state"], row[name], row[f"{name}_error"], None if far is None else int(far * 100)

    return why, [Question(row["fund"], row["year"], row["recipient"], row["act"] or "", side(row, "more"), side(row, "less"))
                 for row in list(why.prices)[:MOST]]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_prices_are_exact_finite_differences(block, oracle, scratch):
    import leps
    from answers import rows

    from oracle.generate import generate
    from oracle.prices import judge_prices

    waiting, problems, seen = [], [], Counter()
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        folder = scratch / str(seed)
        generate(seed, folder, False)
        try:
            result = leps.allocate(leps.read_plan(folder), progress=False)
        except leps.DataError:
            seen["refused"] += 1
            continue
        answer = asked(result, seed) if result.status == "allocated" else None
        if answer is None:
            seen["not asked"] += 1
            continue
        why, questions = answer
        seen["asked"] += 1
        stages = rows(result.stages)
        names = [leps_name(row) for row in stages]
        starts = [row | {"units": str(row["units"])} for row in rows(result.starts)]
        caps = [row["cap"] for row in stages]
        waiting.append((seed, oracle.submit(judge_prices, str(folder), names.index(why.stage), caps, starts, questions)))
    for seed, future in waiting:
        verdict = future.result()
        problems += [f"seed {seed}: {problem}" for problem in verdict.problems]
        counts = {name: value for name, value in vars(verdict).items() if name != "problems"}
        seen.update(counts)
    assert not problems, "\n".join(problems[:25]) + f"\n{len(problems)} problems, {dict(seen)}"
    # most plans can be asked; prices that are zero, and such that differ from side to side, are among them
    assert seen["asked"] >= BLOCK // 2 and seen["compared"] >= BLOCK and seen["zero"] and seen["kinks"] and seen["ranges"], seen
    assert 20 * (seen["left_out"] + seen["wide"]) <= seen["compared"], seen


def leps_name(row):
    """How why names a stage of the table `stages`."""
    name = f"{row['objective']} of class {row['class']}" if row["class"] is not None else row["objective"]
    if row["depth"] is not None:
        name += ", worst zone" if row["depth"] == 1 else f", {row['depth']} worst zones"
    return name + (", last period" if row["periods"] == "last" else "")
