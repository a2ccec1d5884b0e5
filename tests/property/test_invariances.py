"""What must not matter: the order of rows, another run, a changed copy."""

import csv
import random

import pytest

SEEDS = range(5000, 5025)


def bytes_of(result, folder):
    result.write(folder)
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def without_places(files):
    """Findings say where in the file a row stands: that, and only that, moves with the row."""
    out = dict(files)
    name = "findings.csv"
    if name in out:
        rows = csv.DictReader(out[name].decode().splitlines())
        out[name] = sorted(tuple(v for column, v in row.items() if column not in ("row", "line")) for row in rows)
    return out


def shuffle_rows(folder, seed):
    """Every table with its rows in another order."""
    rng = random.Random(seed)
    for path in sorted(folder.glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        rng.shuffle(rows)
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows])


@pytest.mark.parametrize("large, seeds", [(False, SEEDS), (True, range(5000, 5003))])
def test_the_order_of_rows_never_changes_the_result(large, seeds, scratch):
    import leps

    from oracle.generate import generate

    for seed in seeds:
        generate(seed, scratch / f"{seed}", large)
        first = leps.read_plan(scratch / f"{seed}")
        before = without_places(bytes_of(leps.allocate(first, progress=False), scratch / f"{seed}-a"))
        shuffle_rows(scratch / f"{seed}", seed)
        second = leps.read_plan(scratch / f"{seed}")
        assert first == second and first.hash == second.hash, seed
        after = without_places(bytes_of(leps.allocate(second, progress=False), scratch / f"{seed}-b"))
        assert after == before, seed


@pytest.mark.parametrize("large, seeds", [(False, SEEDS), (True, range(5003, 5006))])
def test_two_runs_write_the_same_bytes(large, seeds, scratch):
    import leps

    from oracle.generate import generate

    for seed in seeds:
        generate(seed, scratch / f"{seed}", large)
        plan = leps.read_plan(scratch / f"{seed}")
        runs = [bytes_of(leps.allocate(plan, progress=False), scratch / f"{seed}-{name}") for name in "ab"]
        assert runs[0] == runs[1], seed


def test_time_that_is_up_while_cents_are_looked_for_is_not_an_answer_about_the_plan(scratch):
    """Of this plan the stages take a second, the search for cents many: either it ran to its end, or it was stopped and says so."""
    import leps

    from oracle.generate import generate

    generate(55, scratch / "55", True)
    result = leps.allocate(leps.read_plan(scratch / "55"), time_limit=3.0, progress=False)
    work = result.work
    in_time = work.compile_seconds + work.solve_seconds + work.round_seconds < 3.0
    assert result.reproducible == in_time
    assert result.status in ({"allocated", "not_roundable"} if in_time else {"allocated", "time_limit"})


def test_replace_never_changes_the_original(scratch):
    import leps

    from oracle.generate import generate

    for seed in SEEDS:
        generate(seed, scratch / f"{seed}", False)
        plan = leps.read_plan(scratch / f"{seed}")
        digest, tables = plan.hash, {name: frame.to_pylist() for name, frame in plan.tables.items()}
        before = bytes_of(leps.allocate(plan, progress=False), scratch / f"{seed}-a")
        rows = plan.annuities.to_pylist()
        changed = [row | {"amount_eur": row["amount_eur"] + 1, "gross_eur": None, "bound_eur": None}
                   if row["status"] != "none" else row for row in rows]
        other = plan.replace(annuities=changed)
        leps.allocate(other, progress=False)
        assert other.hash != digest and other != plan, seed
        assert plan.hash == digest, seed
        assert {name: frame.to_pylist() for name, frame in plan.tables.items()} == tables, seed
        assert bytes_of(leps.allocate(plan, progress=False), scratch / f"{seed}-b") == before, seed
