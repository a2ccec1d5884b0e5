"""Plans and results in a terminal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from leps import style
from leps.html_view import PLAN_TABLES
from leps.plots import period_words
from leps.summary import Money, Summary
from leps.words import STATUSES, stages_of

if TYPE_CHECKING:
    from leps.allocation import Allocation
    from leps.plan import Plan

__all__ = ["allocation_rich", "plan_rich"]

BAR_CELLS = 20


def plan_rich(plan: Plan) -> Group:
    """Return what a terminal shows of a plan."""
    horizon = plan.header["horizon"]
    counts = " · ".join(f"{count:,} {label}" for table, label in PLAN_TABLES if (count := len(plan.table(table))))
    return Group(
        Text(plan.title, style="bold"),
        Text(f"{horizon['from']} to {horizon['to']} by {horizon.get('period', 'year')} · {counts}", style="dim"),
        Text(f"plan {plan.hash}", style="dim"),
    )


def allocation_rich(result: Allocation) -> Group:
    """Return what a terminal shows of a result: levels, money, worst zones, the proof."""
    parts: list[Any] = [Text(result.plan.title, style="bold"), _status(result)]
    summary = Summary(result)
    if result.reasons:
        parts += [Text(), _reasons(result)]
    if summary.coverage:
        parts += [Text(), _levels(summary), Text(), _funds(summary), Text(), _zones(summary), Text(), _stages(result)]
    if result.issues:
        parts.append(Text(f"{len(result.issues)} findings; the first: {result.issues[0]}", style="dim"))
    return Group(*parts)


def _status(result: Allocation) -> Text:
    good = result.status == "allocated"
    line = Text(STATUSES.get(result.status, result.status), style="green" if good else "red")
    line.append(f" · {result.engine}", style="dim")
    if good:
        check = result.certified()
        line.append(" · certificate checked" if check else f" · certificate does not hold: {check.problems[0]}",
                    style="green" if check else "red")  # fmt: skip
    if not result.reproducible:
        line.append(" · not reproducible", style="yellow")
    return line


def _levels(summary: Summary) -> Table:
    period = period_words(summary.periods[-1] if summary.periods else None)
    table = _table(f"Levels before and after, {period}")
    _columns(table, "level", ">class", ">due", "unit", ">before", "", ">after", ">zones reached")
    for level in summary.levels():
        before, after = level.share_before or Fraction(0), level.share_after or Fraction(0)
        table.add_row(
            Text(level.name), str(level.priority), style.quantity(level.required), Text(level.unit, style="dim"),
            style.percent(before), _bar([(before, "bright_black"), (after - before, "cyan")]), style.percent(after),
            f"{level.reached_before} → {level.reached_after} of {level.zones}",
        )  # fmt: skip
    return table


def _funds(summary: Summary) -> Table:
    table = _table("Money by fund, euro")
    _columns(table, "fund", ">to plan", ">used", "", ">%", ">left for later", ">lapses")
    for fund in summary.funds:
        _money_row(table, fund.name, fund.total)
    table.add_section()
    _money_row(table, "All funds", summary.money)
    return table


def _money_row(table: Table, name: str, money: Money) -> None:
    whole = Fraction(money.amount) or Fraction(1)
    parts = [(Fraction(money.used) / whole, "cyan"), (Fraction(money.kept) / whole, "bright_black"),
             (Fraction(money.lapses) / whole, "yellow")]  # fmt: skip
    table.add_row(
        Text(name), style.euros(money.amount), style.euros(money.used), _bar(parts), style.percent(money.share_used),
        style.euros(money.kept) if money.kept else "–",
        Text(style.euros(money.lapses), style="yellow") if money.lapses else "–",
    )  # fmt: skip


def _zones(summary: Summary) -> Table:
    zones = summary.zones(6)
    table = _table("Zones most behind")
    classes = sorted(zones[0].index) if zones else []
    _columns(table, "zone", *(f">gap, class {c}" for c in classes), "missing most")
    for zone in zones:
        missing = ", ".join(f"{level} {style.percent(gap)}" for level, gap in zone.largest)
        table.add_row(Text(zone.name), *(style.percent(zone.index[c], digits=1) for c in classes), Text(missing or "nothing"))
    return table


def _stages(result: Allocation) -> Table:
    table = _table("What is proved")
    _columns(table, "objective, in order", ">value", ">not better than", ">gap", "of which")
    for stage in stages_of(result):
        table.add_row(Text(stage.title), stage.value, stage.bound, stage.gap, Text(stage.parts, style="dim"))
    return table


def _reasons(result: Allocation) -> Table:
    table = _table("Why")
    _columns(table, "rule", "subject", "found", "limit", "what it means")
    for reason in result.reasons[:30]:
        table.add_row(*(Text(part) for part in (reason.rule or reason.code, reason.subject, reason.found, reason.limit, reason.message)))
    return table


def _table(title: str) -> Table:
    return Table(title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0),
                 header_style="dim")  # fmt: skip


def _columns(table: Table, *names: str) -> None:
    for name in names:
        table.add_column(name.lstrip(">"), justify="right" if name.startswith(">") else "left", overflow="ellipsis", no_wrap=True)


def _bar(parts: list[tuple[Fraction, str]]) -> Text:
    """A bar of coloured parts, in whole character cells; the rest is empty."""
    bar = Text()
    edge, drawn = Fraction(0), 0
    for share, color in parts:
        edge += max(share, Fraction(0))
        cells = round(edge * BAR_CELLS)
        bar.append("━" * (cells - drawn), style=color)
        drawn = max(drawn, cells)
    bar.append("─" * (BAR_CELLS - drawn), style="dim")
    return bar
