"""Every small change of a published result is found by verify."""

import csv
import random
import shutil
from decimal import Decimal
from fractions import Fraction

import pytest

SEEDS = range(7000, 7060)


def table(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, name, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def one_cent_more(folder, rng):
    rows = table(folder, "spend")
    row = rng.choice(rows)
    row["amount_eur"] = str(Decimal(row["amount_eur"]) + Decimal("0.01"))
    write(folder, "spend", rows)


def one_cent_to_another_row(folder, rng):
    """Between two bundles: both dues are missed."""
    rows = table(folder, "spend")
    bundles = {tuple(row[c] for c in ("territory", "measure", "period", "category")) for row in rows}
    if len(bundles) < 2:
        return False
    first, second = rng.sample(sorted(bundles), 2)
    for bundle, cent in ((first, "-0.01"), (second, "0.01")):
        row = next(r for r in rows if tuple(r[c] for c in ("territory", "measure", "period", "category")) == bundle)
        row["amount_eur"] = str(Decimal(row["amount_eur"]) + Decimal(cent))
    write(folder, "spend", rows)


def one_payment_less(folder, rng):
    rows = table(folder, "spend")
    if len(rows) < 2:
        return False
    rows.remove(rng.choice(rows))
    write(folder, "spend", rows)


def one_nano_unit_more(folder, rng):
    rows = table(folder, "starts")
    row = rng.choice(rows)
    row["units"] = f"{Decimal(row['units']) + Decimal('0.000000001'):f}"
    write(folder, "starts", rows)


def one_unit_more(folder, rng):
    rows = table(folder, "starts")
    row = rng.choice(rows)
    row["units"] = f"{Decimal(row['units']) + 1:f}"
    write(folder, "starts", rows)


def a_better_stage_value(folder, rng):
    rows = table(folder, "stages")
    row = rng.choice(rows)
    value = Fraction(row["value"])
    step = Fraction(1, 100) if "/" not in row["value"] else Fraction(1, 10**9)
    changed = value - step
    row["value"] = f"{changed.numerator}/{changed.denominator}" if "/" in row["value"] else f"{float(changed):.2f}"
    write(folder, "stages", rows)


FOLLOWING = ("units", "coverage", "funds", "pooled", "dues_beyond_horizon", "projected_indicators", "assumptions", "findings",
             "mappafondo")
NUMBERS = {"units", "required", "before", "after", "shortfall", "gap_ppb", "amount_eur", "used_eur", "left_eur", "unusable_eur",
           "taken_from", "assigned_eur", "bound_eur", "free_eur", "weight", "share"}  # fmt: skip


def a_table_with_rows(folder, rng):
    """One of the tables that follow from plan, starts and spending: its name, columns and rows."""
    filled = [name for name in FOLLOWING if table(folder, name)]
    name = rng.choice(filled)
    return name, table(folder, name)


def rewrite(folder, name, rows):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def a_following_row_less(folder, rng):
    name, rows = a_table_with_rows(folder, rng)
    rows.remove(rng.choice(rows))
    rewrite(folder, name, rows)


def a_following_row_twice(folder, rng):
    name, rows = a_table_with_rows(folder, rng)
    rows.append(rng.choice(rows))
    rewrite(folder, name, rows)


def a_following_number_more(folder, rng):
    name, rows = a_table_with_rows(folder, rng)
    row = rng.choice(rows)
    columns = sorted(column for column in NUMBERS & row.keys() if row[column])
    if not columns:
        return False
    column = rng.choice(columns)
    step = Fraction(1) if column in ("gap_ppb", "taken_from") else Fraction(1, 100)
    row[column] = str(Decimal(row[column]) + Decimal("0.01")) if column.endswith("_eur") else str(Fraction(row[column]) + step)
    rewrite(folder, name, rows)


@pytest.mark.parametrize("change", [a_following_row_less, a_following_row_twice, a_following_number_more, one_cent_more, one_cent_to_another_row, one_payment_less, one_nano_unit_more,
                                    one_unit_more, a_better_stage_value])
def test_a_changed_result_does_not_verify(change, scratch):
    import leps

    from oracle.generate import generate

    tried = 0
    for seed in SEEDS:
        generate(seed, scratch / "plan", False)
        plan = leps.read_plan(scratch / "plan")
        result = leps.allocate(plan, progress=False)
        if result.status != "allocated" or not len(result.spend):
            continue
        shutil.rmtree(scratch / "result", ignore_errors=True)
        result.write(scratch / "result")
        assert leps.verify(plan, leps.read_allocation(scratch / "result", plan)).ok, seed
        if change(scratch / "result", random.Random(seed)) is False:
            continue
        tried += 1
        assert not leps.verify(plan, leps.read_allocation(scratch / "result", plan)).ok, seed
    assert tried >= 15


MONEY = {"funds": "used", "pooled": "amount", "mappafondo": "used", "dues_beyond_horizon": "amount"}


@pytest.mark.parametrize("table", MONEY)
def test_the_oracle_names_a_cent_moved_in_a_table_of_money(table, oracle, scratch):
    import leps
    from answers import plain

    from oracle.generate import generate
    from oracle.judge import judge_exact_part

    tried = 0
    for seed in range(7000, 7400):  # few plans have money that is pooled
        generate(seed, scratch / "plan", False)
        answer = plain(leps.allocate(leps.read_plan(scratch / "plan"), progress=False))
        if answer["status"] != "allocated" or not answer[table]:
            continue
        rows = answer[table]
        row = random.Random(seed).choice(rows)
        others = [r for r in rows if r is not row]
        assert oracle.submit(judge_exact_part, str(scratch / "plan"), answer).result().problems == [], seed
        for changed in ([*others, row | {MONEY[table]: row[MONEY[table]] + 1}], others, [*rows, row]):
            (problem,) = oracle.submit(judge_exact_part, str(scratch / "plan"), answer | {table: changed}).result().problems
            assert problem.startswith(f"{table} ("), (seed, problem)
        tried += 1
        if tried == 5:
            return
    assert False, f"only {tried} plans have rows of {table}"


def test_the_oracle_names_more_unusable_money_than_is_left(oracle, scratch):
    import leps
    from answers import plain

    from oracle.generate import generate
    from oracle.judge import judge_exact_part

    generate(7000, scratch / "plan", False)
    answer = plain(leps.allocate(leps.read_plan(scratch / "plan"), progress=False))
    assert answer["status"] == "allocated"
    row, *others = answer["funds"]
    changed = answer | {"funds": [row | {"unusable": row["left"] + 1}, *others]}
    assert oracle.submit(judge_exact_part, str(scratch / "plan"), answer).result().problems == []
    (problem,) = oracle.submit(judge_exact_part, str(scratch / "plan"), changed).result().problems
    assert problem.startswith("unusable (")
