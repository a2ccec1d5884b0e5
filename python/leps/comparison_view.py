"""Two answers in a notebook, in a terminal and as text. Everything that comes from data is escaped."""

from __future__ import annotations

import html
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from leps import style
from leps.comparison_highlights import MOST_FALLS, Highlights, Pair, signed
from leps.html_view import STYLE, table
from leps.plots import period_words
from leps.style import visible
from leps.terminal_view import Sheet, words

if TYPE_CHECKING:
    from leps.comparison import Comparison

__all__ = ["comparison_html", "comparison_rich", "comparison_text"]

FALLS = "Levels that fall"
FALLS_HEAD = ("zone", "level", "in", ">due", ">first", ">second")
FUNDS_HEAD = ("fund", ">to plan, first", ">second", ">used, first", ">second", ">change", ">lapses, first", ">second")
STAGES_HEAD = ("objective, in order", ">first", ">second", ">change", "the second is")


def comparison_text(comparison: Comparison) -> str:
    """Return the headline and the levels that fall, as lines of text."""
    known = Highlights(comparison)
    lines = [*_title(known), *known.warnings, known.headline()]
    lines += [f"- {zone}, {level}, {when}: {first} → {second} of {due} due" for zone, level, when, due, first, second in _falls(known)]
    return "\n".join(visible(line) for line in [*lines, *_more(known)])


def comparison_html(comparison: Comparison) -> str:
    """Return what a notebook shows: the headline, the levels that fall, the money by fund, the objectives."""
    known = Highlights(comparison)
    parts = [f"<div class='leps-title'>{html.escape(' → '.join(_title(known)))}</div>"]
    parts += [f"<p class='leps-note'><span class='bad'>{html.escape(line)}</span></p>" for line in known.warnings]
    parts.append(f"<p class='leps-lead'>{html.escape(known.headline())}</p>")
    if known.falls:
        parts += [f"<h4>{FALLS}</h4>", _html_table(FALLS_HEAD, _falls(known))]
        parts += [f"<p class='leps-note'>{html.escape(line)}</p>" for line in _more(known)]
    parts += ["<h4>Money by fund, euro</h4>", _html_table(FUNDS_HEAD, _funds(known))]
    if known.stages:
        parts += ["<h4>Objectives</h4>", _html_table(STAGES_HEAD, _stages(known))]
    names = ", ".join(f"<code>{name}</code>" for name in comparison.tables)
    return f"<div class='leps'>{STYLE}{''.join(parts)}<p class='leps-note'>tables: {names}</p></div>"


def comparison_rich(comparison: Comparison) -> Group:
    """Return what a terminal shows of the same."""
    known = Highlights(comparison)
    parts: list[Any] = [words(" → ".join(_title(known)), "bold")]
    parts += [words(line, "red") for line in known.warnings]
    parts.append(words(known.headline()))
    if known.falls:
        parts += [Text(), _sheet(FALLS, FALLS_HEAD, _falls(known)), *(words(line, "dim") for line in _more(known))]
    parts += [Text(), _sheet("Money by fund, euro", FUNDS_HEAD, _funds(known))]
    if known.stages:
        parts += [Text(), _sheet("Objectives", STAGES_HEAD, _stages(known))]
    return Group(*parts)


def _title(known: Highlights) -> list[str]:
    first, second = known.titles
    return [first] if first == second else [first, second]


def _falls(known: Highlights) -> list[tuple[str, ...]]:
    return [
        (
            known.name("territories", row["territory"]), known.name("service_levels", row["level"]), period_words(row["period"]),
            *(style.quantity(Fraction(row[column])) for column in ("required_second", "after_first", "after_second")),
        )
        for row in known.falls[:MOST_FALLS]
    ]  # fmt: skip


def _more(known: Highlights) -> list[str]:
    left = len(known.falls) - MOST_FALLS
    lines = [f"and {style.counted(left, 'more level')} that fall"] if left > 0 else []
    return [*lines, f"{style.counted(known.rises, 'level')} reached in the second answer alone"] if known.rises else lines


def _funds(known: Highlights) -> list[tuple[str, ...]]:
    rows = [(known.name("funds", fund.fund), fund.amount, fund.used, fund.lapses) for fund in known.funds]
    return [
        (name, _euros(amount.first), _euros(amount.second), _euros(used.first), _euros(used.second), _change(used), _euros(lapses.first),
         _euros(lapses.second))
        for name, amount, used, lapses in rows
    ]  # fmt: skip


def _stages(known: Highlights) -> list[tuple[str, ...]]:
    return [(stage.title, stage.first, stage.second, stage.delta, stage.verdict) for stage in known.stages]


def _euros(amount: Decimal | None) -> str:
    return "–" if amount is None else style.euros(amount)


def _change(pair: Pair) -> str:
    return "–" if pair.delta is None else signed(pair.delta, style.euros(abs(pair.delta)))


def _html_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    classes = ["n" if name.startswith(">") else "" for name in head]
    body = [[f"<td class='{kind}'>{html.escape(cell)}</td>" for kind, cell in zip(classes, row, strict=True)] for row in rows]
    return table(head, body)


def _sheet(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Sheet:
    sheet = Sheet(title)
    sheet.add(*head)
    for row in rows:
        sheet.add_row(*(words(cell) for cell in row))
    return sheet
