"""Plans and results in a terminal."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from leps import style
from leps.html_view import PLAN_TABLES
from leps.plots import period_words
from leps.style import visible
from leps.summary import Money, Summary
from leps.words import STATUSES, assumptions_of, stages_of

if TYPE_CHECKING:
    from leps.allocation import Allocation
    from leps.plan import Plan

__all__ = ["AllocationView", "Sheet", "plan_rich", "words"]

BAR_CELLS = 20
#: A terminal narrower than this shows rounded amounts, no bars and no parts of gaps: numbers are never cut.
WIDE = 118


def words(text: str, style: str = "") -> Text:
    """Return text that may come from a file, for a terminal."""
    return Text(visible(text), style=style)


class Sheet(Table):
    """A table whose numbers are never cut: on a terminal too narrow for their columns they go on in the next line."""

    def __init__(self, title: str) -> None:
        super().__init__(title=words(title, "bold") if title else None, title_justify="left", box=None, pad_edge=False,
                         padding=(0, 2, 0, 0), header_style="dim")  # fmt: skip

    def add(self, *names: str) -> None:
        """Add columns: numbers (their names begin with '>') and bars keep their width, words give way and wrap."""
        for name in names:
            number = name.startswith(">")
            self.add_column(words(name.removeprefix(">")), justify="right" if number else "left", no_wrap=number or not name,
                            overflow="fold")  # fmt: skip

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.update(width=10_000)
        fixed = [column for column in self.columns if column.no_wrap]
        needed = sum(
            2 + max(Measurement.get(console, wide, cell).maximum for cell in (column.header, *column.cells)) for column in fixed
        )
        if needed + 6 * (len(self.columns) - len(fixed)) > options.max_width:
            for column in fixed:
                column.no_wrap = False
        yield from super().__rich_console__(console, options)


def plan_rich(plan: Plan) -> Group:
    """Return what a terminal shows of a plan."""
    horizon = plan.header["horizon"]
    counts = " · ".join(f"{count:,} {label}" for table, label in PLAN_TABLES if (count := len(plan.table(table))))
    return Group(
        words(plan.title, "bold"),
        Text(f"{horizon['from']} to {horizon['to']} by {horizon.get('period', 'year')} · {counts}", style="dim"),
        Text(f"plan {plan.hash}", style="dim"),
    )


class AllocationView:
    """What a terminal shows of a result, as wide as it is: levels, money, worst zones, the proof."""

    def __init__(self, result: Allocation) -> None:
        self.result = result

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        result, wide = self.result, options.max_width >= WIDE
        summary = Summary(result)
        yield words(result.plan.title, "bold")
        yield _status(result)
        if result.reasons:
            yield from (Text(), _reasons(result))
        if summary.coverage:
            yield from (Text(), _levels(summary, wide), Text(), _funds(summary, wide), Text(), _zones(summary), Text(),
                        _stages(result, wide), Text(assumptions_of(result), style="dim"))  # fmt: skip
        if result.issues:
            yield words(f"{style.counted(len(result.issues), 'finding')}; the first: {result.issues[0]}", "dim")


def _status(result: Allocation) -> Text:
    good = result.status == "allocated"
    line = Text(STATUSES.get(result.status, result.status), style="green" if good else "red")
    line.append(f" · {visible(result.engine)}", style="dim")
    if good:
        check = result.certified()
        line.append(" · certificate checked" if check else f" · certificate does not hold: {visible(check.problems[0])}",
                    style="green" if check else "red")  # fmt: skip
        line.append(f" · unique: {result.unique}", style="dim")
    if not result.reproducible:
        line.append(" · not reproducible", style="yellow")
    return line


def _levels(summary: Summary, wide: bool) -> Sheet:
    period = period_words(summary.periods[-1] if summary.periods else None)
    table = Sheet(f"Levels before and after, {period}")
    table.add("level", ">class", ">due", "unit", ">before", *([""] if wide else []), ">after", ">zones reached")
    for level in summary.levels():
        before, after = level.share_before or Fraction(0), level.share_after or Fraction(0)
        table.add_row(
            words(level.name), str(level.priority), style.quantity(level.required), words(level.unit, "dim"),
            style.percent(before), *([_bar([(before, "bright_black"), (after - before, "cyan")])] if wide else []),
            style.percent(after),
            f"{level.reached_before} → {level.reached_after} of {level.zones}",
        )  # fmt: skip
    return table


def _funds(summary: Summary, wide: bool) -> Sheet:
    table = Sheet("Money by fund, euro")
    table.add("fund", ">to plan", ">used", *([""] if wide else []), ">%", ">left for later", ">lapses")
    for fund in summary.funds:
        _money_row(table, fund.name, fund.total, wide)
    table.add_section()
    _money_row(table, "All funds", summary.money, wide)
    return table


def _money_row(table: Sheet, name: str, money: Money, wide: bool) -> None:
    whole = Fraction(money.amount) or Fraction(1)
    parts = [(Fraction(money.used) / whole, "cyan"), (Fraction(money.kept) / whole, "bright_black"),
             (Fraction(money.lapses) / whole, "yellow")]  # fmt: skip
    write = style.euros if wide else style.short_euros
    table.add_row(
        words(name), write(money.amount), write(money.used), *([_bar(parts)] if wide else []),
        style.percent(money.share_used), write(money.kept) if money.kept else "–",
        Text(write(money.lapses), style="yellow") if money.lapses else "–",
    )  # fmt: skip


def _zones(summary: Summary) -> Sheet:
    zones = summary.zones(6)
    table = Sheet("Zones most behind")
    classes = sorted(zones[0].index) if zones else []
    period = period_words(summary.periods[-1] if summary.periods else None)
    table.add("zone", *(f">gap, class {c}" for c in classes), f"still missing in {period}")
    for zone in zones:
        missing = ", ".join(f"{summary.name('service_levels', level)} {style.percent(gap)}" for level, gap in zone.largest)
        table.add_row(words(zone.name), *(style.percent(zone.index[c], digits=1) for c in classes), words(missing or "nothing"))
    return table


def _stages(result: Allocation, wide: bool) -> Sheet:
    table = Sheet("What is proved")
    table.add("objective, in order", ">value", ">not better than", ">gap", *(["of which"] if wide else []))
    for stage in stages_of(result):
        parts = [Text(stage.parts, style="dim")] if wide else []
        table.add_row(Text(stage.title), stage.value, stage.bound, stage.gap, *parts)
    return table


def _reasons(result: Allocation) -> Sheet:
    table = Sheet("Why")
    table.add("rule", "subject", ">found", ">limit", "what it means")
    for reason in result.reasons[:30]:
        table.add_row(*(words(part) for part in (reason.rule or reason.code, reason.subject, reason.found, reason.limit, reason.message)))
    return table


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
