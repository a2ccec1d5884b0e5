"""Compares a published result with the oracle. Everything here works on plain rows, so that it runs in a process apart.

What is compared, with R_i the optimum of stage i over the oracle's rows under the published caps of the stages before, and
T_i the same with half of what each of those stages may move (the library keeps the other half for the rounding of cents):
  1. every rule, by the verifier, and every stage value and table, recomputed;
  2. value_i >= R_i, because R contains every exact allocation (no tolerance but the engine's);
  3. bound_i <= R_i + slack_i, because a bound above an optimum is no bound; slack_i is what the two relaxations may differ
     by: one cent for each separate rounding and one unit of the published bound;
  4. reached_i and claimed_i <= T_i + slack_i, reached_i with a thousandth more, or with what it publishes as left open by whole
     units (their part of the gap, or down to what the engine claims): a stage stops at a relative gap of 0.1 %, or at its
     limit of nodes.
     Left out where the oracle finds nothing within half of a cap; how often is counted;
  5. value_i <= cap_i.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import zip_longest

from .check import allocation_of, check, published_split
from .money_tables import KEYS, MoneyTables, differences
from .package import read_package
from .relaxation import Relaxation
from .semantics import Model
from .stages import Stage, Values, stages_of
from .timeline import period_text
from .workers import Found


@dataclass
class Verdict:
    status: str = ""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    compared: int = 0  # optima that a stage was held against
    left_out: int = 0  # those that the oracle did not find

    def say(self, *words) -> None:
        self.problems.append(" ".join(str(w) for w in words))


def slack_of(relaxation: Relaxation, stage: Stage) -> Fraction:
    """What one cent in each separate rounding is worth to the stage, at the best price of a unit."""
    terms, _ = relaxation.objective(stage)
    worth: dict[int, Fraction] = defaultdict(Fraction)
    direct = Fraction(0)
    helpers = {j: abs(v) for j, v in terms.items()}
    for j, v in helpers.items():
        kind = relaxation.columns[j].name[0]
        if kind in ("x", "moved"):
            direct = max(direct, v)
        elif kind == "a":
            worth[j] += v
    by_name = {c.name: j for j, c in enumerate(relaxation.columns)}
    for row in relaxation.rows:
        if row.name[0] == "level_floor":
            g = by_name["g", *row.name[1:]]
            weight = helpers.get(g)
            if weight is None and stage.objective in ("worst_zone", "leximin"):
                weight = Fraction(10**9)
            if weight:
                for j, v in row.terms.items():
                    if j != g:
                        worth[j] += abs(v) / row.terms[g] * weight
        elif row.name[0] == "lost":
            weight = helpers.get(by_name[row.name], 0)
            for j, v in row.terms.items():
                if relaxation.columns[j].name[0] == "a":
                    worth[j] += abs(v) * weight
    out = Fraction(2)
    for telescope in relaxation.model.telescopes:
        last = telescope.steps[-1].cumulative
        best = max((worth.get(relaxation.index["a", telescope.site, telescope.measure, c], Fraction(0)) / rate
                    for c, rate in last if rate), default=Fraction(0))
        out += len(telescope.steps) * (best + 2 * direct)
    return out


class Judge:
    def __init__(self, folder: str, result: dict) -> None:
        self.result = result
        self.model = Model(read_package(folder))
        self.stages = stages_of(self.model)
        self.verdict = Verdict(result["status"])

    def number(self, stage: Stage, text: str | None) -> Fraction | None:
        return None if text in (None, "") else Fraction(text) * stage.scale

    def readable(self) -> bool:
        """Whether there are stages to compare; an allocation is first checked exactly."""
        if self.result["status"] == "allocated":
            return self.exactly()
        if not self.result.get("stages"):
            return False
        # not roundable: what the engine reached and what is proved are claims about the same optima
        self.values = [None] * len(self.stages)
        self.allocation, _ = allocation_of(self.model, self.result["starts"], [])
        return True

    def exactly(self) -> bool:
        """Rules, stage values and the tables that follow from the starts."""
        say = self.verdict.say
        self.allocation, bad = allocation_of(self.model, self.result["starts"], self.result["spend"])
        for violation in [*bad, *check(self.model, self.allocation)]:
            say("rule", violation)
        if bad:
            return False
        for violation in published_split(self.model, self.allocation)[:2]:
            say("split", violation)
        published = self.result["stages"]
        named = [(s["objective"], s["class"], s["depth"]) for s in published]
        if named != [(s.objective, s.priority, s.depth) for s in self.stages]:
            say("stages", named, "expected", self.stages)
            return False
        values = Values(self.model, self.allocation)
        self.values: list[int] = []
        for stage, row in zip(self.stages, published):
            value = values.value(stage)
            self.values.append(value)
            if self.number(stage, row["value"]) != value:
                say("stage value", stage, "published", row["value"], "recomputed", Fraction(value, stage.scale))
            if self.number(stage, row["cap"]) is not None and value > self.number(stage, row["cap"]):
                say("cap", stage, "value", row["value"], "cap", row["cap"])
        self.tables(values)
        return True

    def tables(self, values: Values) -> None:
        """coverage and units; then every row of funds, pooled, mappafondo and dues_beyond_horizon, of unusable_eur the ends."""
        say, model = self.verdict.say, self.model
        wanted = {}
        for (zone, level, t), need in model.required.items():
            key = (zone, level, t)
            wanted[zone, level, period_text(model.periods[t])] = (values.gap[key], values.after[key])
        found = {}
        for row in self.result.get("coverage", []):
            found[row["territory"], row["level"], row["period"]] = (int(row["gap_ppb"]), Fraction(row["after"]))
        if set(wanted) != set(found):
            say("coverage rows", sorted(set(wanted) ^ set(found))[:3])
        for key in set(wanted) & set(found):
            if wanted[key][0] != found[key][0] or abs(wanted[key][1] - found[key][1]) > Fraction(1, 10**8):
                say("coverage", key, "published", found[key], "recomputed", wanted[key])
        for row in self.result.get("units", []):
            t = next((p.index for p in model.horizon if period_text(p) == row["period"]), None)
            if t is not None:
                units = values.service(row["territory"], row["measure"], t)
                if abs(units - Fraction(row["units"])) > Fraction(1, 10**8):
                    say("units", row, "recomputed", float(units))
        money = MoneyTables(model, self.allocation)
        for table in KEYS:
            for difference in differences(table, self.result[table], getattr(money, table))[:3]:
                say(difference)
        for row in self.result["funds"]:
            key = tuple(row[name] for name in KEYS["funds"])
            least, most = money.unusable.get(key, (0, 0))
            if not least <= row["unusable"] <= most:
                say("unusable", key, "published", row["unusable"], "expected from", least, "to", most)

    def no_room(self, stage: Stage, *words) -> None:
        """The oracle finds nothing under the caps: false for an allocation, telling for a plan called not roundable."""
        if self.result["status"] == "allocated":
            self.verdict.say("allocated, but the oracle finds no allocation under the caps before", stage, *words)
        else:
            self.verdict.notes.append("no exact allocation can keep the published caps")

    def bounds(self, optima: list[tuple[Fraction | None, Fraction | None]], tight: list[Fraction | None],
               tolerance: Fraction) -> None:
        """optima[i]: (proved lower value, reachable value) under the caps; tight[i]: reachable within half the caps."""
        say = self.verdict.say
        tight = tight + [None] * (len(self.stages) - len(tight))
        # What the engine's tolerance on the caps so far is of the room that half of them leave; tenfold, for a stage pays more
        # for the first part of that room than for the rest
        hair = Fraction(0)
        for stage, row, value, (low, high), top in zip(self.stages, self.result["stages"], self.values, optima, tight,
                                                       strict=True):
            self.verdict.compared += sum(end is not None for end in (low, high, top))
            self.verdict.left_out += sum(end is None for end in (low, high, top))
            size = max(abs(low or 0), abs(high or 0), abs(top or 0), 1)
            slack = slack_of(self.relaxation, stage) + tolerance * size
            if low is not None and value is not None and value < low - tolerance * size:
                say("better than the optimum", stage, "value", float(value), "optimum", float(low), "of", float(stage.scale))
            bound = self.number(stage, row["bound"])
            if None not in (bound, high) and bound > high + slack:
                say("bound above the optimum", stage, "bound", float(bound), "optimum", float(high), "slack", float(slack))
            # Within half a cap the same tolerance of the engine weighs more: by what that half is published to be worth.
            slack += 9 * tolerance * size + hair * abs(self.number(stage, row["gap_rounding"]) or 0)
            claimed, reached = self.number(stage, row.get("claimed")), self.number(stage, row["reached"])
            if None not in (claimed, top) and claimed > top + slack:
                say("claimed above the optimum", stage, "claimed", float(claimed), "optimum", float(top), "slack", float(slack))
            cap = self.number(stage, row["cap"])
            if None not in (reached, cap) and cap > reached:
                hair += 20 * tolerance * max(abs(cap), 1) / (cap - reached)
            open_units = self.number(stage, row["gap_whole_units"]) or 0
            if None not in (claimed, reached):
                open_units = max(open_units, reached - claimed)
            if None not in (reached, top) and reached > top + slack + max(max(abs(top), abs(reached)) / 1000, open_units):
                say("worse than the optimum", stage, "reached", float(reached), "optimum", float(top), "slack", float(slack),
                    "gaps published", row["gap_engine"], row["gap_whole_units"])

    def half_caps(self) -> list[Fraction]:
        """Within which later stages were solved: what was reached and half of what the cap lets it move, rounded down."""
        out = []
        for stage, row in zip(self.stages, self.result["stages"]):
            reached, cap = self.number(stage, row["reached"]), self.number(stage, row["cap"])
            out.append(reached + (cap - reached) // 2)
        return out


def judge_tiny(folder: str, result: dict) -> Verdict:
    """A tiny plan, decided exactly."""
    from .exact import ExactOracle

    judge = Judge(folder, result)
    verdict = judge.verdict
    if result["status"] != "allocated":
        loose = ExactOracle(judge.model, []).feasible()
        if loose.status == "infeasible":
            if result["status"] != "infeasible":
                verdict.notes.append(f"infeasible, called {result['status']}")
            return verdict
        strict = ExactOracle(judge.model, [], bands=False).feasible()
        if strict.status == "optimal" and result["status"] == "infeasible":
            verdict.say("called infeasible, but feasible without any rounding")
        elif strict.status != "optimal":
            verdict.notes.append(f"feasible in its roundings only, called {result['status']}")
    if not judge.readable():
        return verdict
    oracle = ExactOracle(judge.model, judge.stages)
    judge.relaxation = oracle.relaxation
    caps = [judge.number(s, row["cap"]) for s, row in zip(judge.stages, result["stages"])]
    optima = oracle.run(caps)
    if optima[-1].status == "infeasible":
        judge.no_room(judge.stages[len(optima) - 1])
        return verdict
    verdict.notes += [f"open {s}" for s, o in zip(judge.stages, optima) if o.lower is None or o.upper is None]
    tight = ExactOracle(judge.model, judge.stages).run(judge.half_caps())
    judge.bounds([(o.lower, o.upper) for o in optima], [o.upper for o in tight], Fraction(1, 10**12))
    return verdict


def judge_larger(folder: str, result: dict, nodes: int | None = None) -> Verdict:
    """A larger plan: linear relaxation from below, the published whole units from above (whole if `nodes` is given)."""
    from .model import FloatOracle

    judge = Judge(folder, result)
    verdict = judge.verdict
    if result["status"] != "allocated":
        loose = FloatOracle(judge.model, [Stage("cost")], whole="whole").run(seconds=30, gap=1.0)[0]
        if loose.status == "infeasible":
            if result["status"] != "infeasible":
                verdict.notes.append(f"infeasible, called {result['status']}")
            return verdict
        strict = FloatOracle(judge.model, [Stage("cost")], bands=False, whole="whole").run(seconds=30, gap=1.0)[0]
        if strict.status in ("optimal", "feasible") and result["status"] == "infeasible":
            verdict.say("called infeasible, but feasible without any rounding")
        elif strict.status not in ("optimal", "feasible"):
            verdict.notes.append(f"feasible in its roundings only, called {result['status']}")
    if not judge.readable():
        return verdict
    judge.relaxation = Relaxation(judge.model)
    caps = [judge.number(s, row["cap"]) for s, row in zip(judge.stages, result["stages"])]
    haired = [_hair(cap, s) for cap, s in zip(caps, judge.stages)]

    def optima(whole: str, caps: list[Fraction]) -> list[Found]:
        return FloatOracle(judge.model, judge.stages, whole=whole, starts=judge.allocation.starts,
                           relaxation=judge.relaxation).run(caps, nodes=nodes, gap=1e-4 if nodes else 0.0)

    # From below a hair on the caps is on the safe side; from above it is not, for a later stage may pay a high price for it.
    below = optima("relaxed" if nodes is None else "whole", haired)
    above = optima("fixed", caps)
    for found, words in ((below, "relaxed"), (above, "fixed")):
        if found[-1].status == "infeasible" and (found is below or optima("fixed", haired)[-1].status == "infeasible"):
            judge.no_room(judge.stages[len(found) - 1], words)
            return verdict
    ends = [(_fraction(low.bound), _fraction(high.value)) for low, high in zip_longest(below, above, fillvalue=Found("unknown"))]
    verdict.notes += [f"no answer from above: {s}" for s, (_, high) in zip(judge.stages, ends) if high is None]
    tight = optima("fixed", judge.half_caps())
    judge.bounds(ends, [_fraction(found.value) for found in tight], Fraction(1, 10**6))
    return verdict


def judge_exact_part(folder: str, result: dict) -> Verdict:
    """Rules, split, stage values, tables: no engine."""
    judge = Judge(folder, result)
    judge.exactly()
    return judge.verdict


def _hair(cap: Fraction, stage: Stage) -> Fraction:
    """A cap and a hair: the engine counts in floats, and a cap leaves it little more than its own tolerance."""
    return cap + max(abs(cap), Fraction(stage.scale if stage.priority is not None else 1)) / 10**7


def _fraction(value: float) -> Fraction | None:
    return Fraction(value) if math.isfinite(value) else None
