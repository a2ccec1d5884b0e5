"""The library's answer as plain rows, and one verdict for many seeds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path

import leps

from oracle.generate import generate


CANNOT_HOLD = {"reserve_cannot_hold", "quota_cannot_hold", "committed_beyond_money", "obligation_above_limit"}


def rows(frame) -> list[dict]:
    return frame.to_pylist()


def in_cents(row: dict) -> dict:
    """Columns in euro as cents under their name without the unit, days as text."""
    out = {}
    for name, value in row.items():
        if name.endswith("_eur"):
            out[name.removesuffix("_eur")] = int(Fraction(value) * 100)
        else:
            out[name] = value.isoformat() if isinstance(value, dt.date) else value
    return out


def plain(result) -> dict:
    """What the oracle looks at, as text and integers."""
    out = {"status": str(result.status)}
    if out["status"] not in ("allocated", "not_roundable"):
        return out
    out["stages"] = [{name: row.get(name) for name in ("objective", "class", "depth", "value", "reached", "cap", "bound",
                                                       "gap_engine", "gap_whole_units", "gap_rounding", "claimed")}
                     for row in rows(result.stages)]
    out["starts"] = [row | {"units": str(row["units"])} for row in rows(result.starts)]
    out["spend"] = [row | {"cents": int(Fraction(row["amount_eur"]) * 100), "amount_eur": None} for row in rows(result.spend)]
    for table in ("funds", "pooled", "mappafondo", "dues_beyond_horizon"):
        out[table] = [in_cents(row) for row in rows(getattr(result, table))]
    out["units"] = [row | {"units": str(row["units"])} for row in rows(result.units)]
    out["coverage"] = [{"territory": row["territory"], "level": row["level"], "period": row["period"],
                        "gap_ppb": int(row["gap_ppb"]), "after": str(row["after"])} for row in rows(result.coverage)]
    return out


class Trial:
    """Seeds one after the other; the oracle judges meanwhile; everything found is told at once."""

    def __init__(self, pool: ProcessPoolExecutor, judge, folder: Path, large: bool) -> None:
        self.pool, self.judge, self.folder, self.large = pool, judge, folder, large
        self.problems: list[str] = []
        self.seen: Counter[str] = Counter()
        self.optima: Counter[str] = Counter()  # compared, left_out
        self.waiting: list = []

    def run(self, seeds, *options) -> None:
        for seed in seeds:
            self.one(seed, *options)
        for seed, future in self.waiting:
            verdict = future.result()
            self.seen.update([verdict.status, *(note.split(":")[0] for note in verdict.notes)])
            self.optima.update(compared=verdict.compared, left_out=verdict.left_out)
            self.problems += [f"seed {seed}: {problem}" for problem in verdict.problems]
        self.waiting.clear()

    def one(self, seed: int, *options) -> None:
        folder = self.folder / str(seed)
        generate(seed, folder, self.large)
        try:
            plan = leps.read_plan(folder)
        except leps.DataError as error:
            # a promise that no money can keep is refused as data: then the oracle has to find the plan infeasible
            if {issue.code for issue in error.issues if issue.severity == "error"} <= CANNOT_HOLD:
                self.seen["refused"] += 1
                answer = {"status": "infeasible"}
                self.waiting.append((seed, self.pool.submit(self.judge, str(folder), answer, *options)))
            else:
                self.problems.append(f"seed {seed}: refused: {error}")
            return
        result = leps.allocate(plan, progress=False)
        if result.status not in ("allocated", "infeasible", "not_roundable"):
            self.problems.append(f"seed {seed}: {result.status} without a limit: {[r.message for r in result.reasons]}")
        if result.status == "allocated":
            checked = leps.verify(plan, result)
            if not checked.ok:
                self.problems.append(f"seed {seed}: verify: {[(v.rule, v.subject) for v in checked.violations][:3]}")
            certificate = result.certified()
            if not certificate:
                self.problems.append(f"seed {seed}: certificate: {certificate.problems[:3]}")
        self.waiting.append((seed, self.pool.submit(self.judge, str(folder), plain(result), *options)))
