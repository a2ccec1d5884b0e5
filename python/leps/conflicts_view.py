"""Conflicts and repairs in a notebook and in a terminal. Everything that comes from data is escaped or made visible."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.text import Text

from leps.conflicts import cost_words
from leps.html_view import STYLE, table
from leps.terminal_view import WIDE, Sheet, words

if TYPE_CHECKING:
    from leps.conflicts import Conflict, Repair

__all__ = ["RepairsView", "conflict_html", "conflict_rich", "repairs_html"]


def conflict_html(conflict: Conflict) -> str:
    """Return what a notebook shows of a conflict: the verdict, its members, the circumstances."""
    parts = [f"<p class='leps-lead'>{html.escape(conflict.summary)}</p>"]
    members = conflict.members.to_pylist()
    if members:
        body = [[_cell(row["table"]), f"<td class='n'>{row['row']}</td>", _cell(row["subject"]), _cell(row["statement"], "w"), _claim(row["claim"])]
                for row in members]  # fmt: skip
        parts.append(table(["Table", ">row", "subject", "what it says", "claim"], body))
    if conflict.circumstances:
        parts.append("<h4>Circumstances</h4>")
        parts += [f"<p class='leps-note'>{html.escape(sentence)}</p>" for sentence in conflict.circumstances]
    return _box("".join(parts))


def conflict_rich(conflict: Conflict) -> Group:
    """Return what a terminal shows of a conflict."""
    lines: list[Text | Sheet] = [words(conflict.summary, "bold" if conflict else "")]
    members = conflict.members.to_pylist()
    if members:
        sheet = Sheet("")
        sheet.add("table", ">row", "subject", "what it says", "claim")
        for row in members:
            color = "green" if row["claim"] == "proved" else "yellow"
            sheet.add_row(words(row["table"]), str(row["row"]), words(row["subject"]), words(row["statement"]), Text(row["claim"], style=color))
        lines += [Text(), sheet]
    if conflict.circumstances:
        lines += [Text(), *(words(sentence, "dim") for sentence in conflict.circumstances)]
    return Group(*lines)


def repairs_html(repairs: list[Repair], notes: list[str]) -> str:
    """Return what a notebook shows of repairs: each with its cost, its sentences and its cells."""
    parts = []
    for number, repair in enumerate(repairs, start=1):
        parts.append(f"<h4>Repair {number}, cost {html.escape(cost_words(repair.cost))}</h4>")
        parts += [f"<p class='leps-lead'>{html.escape(sentence)}</p>" for sentence in repair.sentences]
        body = [[_cell(row[name]) for name in ("table", "key", "column", "before", "after", "change")] for row in repair.changes.to_pylist()]
        parts.append(table(["Table", "key", "column", "before", "after", "change"], body))
    if repairs:
        parts.append("<p class='leps-note'>Each was applied, allocated and verified; its plan is <code>.plan</code>.</p>")
    parts += [f"<p class='leps-note'>{html.escape(note)}</p>" for note in notes]
    return _box("".join(parts))


class RepairsView:
    """What a terminal shows of repairs: their sentences, and where it is wide enough the cells that change."""

    def __init__(self, repairs: list[Repair], notes: list[str]) -> None:
        self.repairs, self.notes = repairs, notes

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for number, repair in enumerate(self.repairs, start=1):
            yield words(f"Repair {number}, cost {cost_words(repair.cost)}", "bold")
            yield from (words(sentence) for sentence in repair.sentences)
            if options.max_width >= WIDE:
                sheet = Sheet("")
                sheet.add("table", "key", "column", ">before", ">after", "change")
                for row in repair.changes.to_pylist():
                    sheet.add_row(*(words(row[name] or "") for name in ("table", "key", "column", "before", "after", "change")))
                yield sheet
            yield Text()
        yield from (words(note, "dim") for note in self.notes)


def _claim(claim: str) -> str:
    return f"<td class='{'ok' if claim == 'proved' else 'warn'}'>{html.escape(claim)}</td>"


def _cell(value: str | None, kind: str = "") -> str:
    return f"<td class='{kind}'>{html.escape(value or '')}</td>"


def _box(content: str) -> str:
    return f"<div class='leps'>{STYLE}{content}</div>"
