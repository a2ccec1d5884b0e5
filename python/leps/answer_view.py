"""One layout for answers to questions: a title, sentences, tables. Everything that comes from data is escaped."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

from rich.console import Group
from rich.text import Text

from leps.html_view import STYLE, table
from leps.style import visible
from leps.terminal_view import Sheet, words

__all__ = ["Answer", "AnswerTable"]


@dataclass(frozen=True)
class AnswerTable:
    """A table of an answer; names in the head that begin with ``>`` are of numbers."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """What an answer shows, wherever it is shown."""

    title: str
    sentences: list[str]
    tables: list[AnswerTable] = field(default_factory=list)
    note: str = ""

    def text(self) -> str:
        """Return it as lines of text."""
        lines = [self.title, *self.sentences]
        for shown in self.tables:
            names = [name.removeprefix(">") for name in shown.head]
            lines += [f"- {', '.join(f'{name} {cell}' for name, cell in zip(names, row, strict=True))}" for row in shown.rows]
        return "\n".join(visible(line) for line in lines)

    def html(self) -> str:
        """Return what a notebook shows."""
        parts = [f"<div class='leps-title'>{html.escape(self.title)}</div>"]
        parts += [f"<p class='leps-lead'>{html.escape(line)}</p>" for line in self.sentences]
        for shown in self.tables:
            classes = ["n" if name.startswith(">") else "" for name in shown.head]
            body = [[f"<td class='{kind}'>{html.escape(cell)}</td>" for kind, cell in zip(classes, row, strict=True)] for row in shown.rows]
            parts += [f"<h4>{html.escape(shown.title)}</h4>", table(shown.head, body)]
        if self.note:
            parts.append(f"<p class='leps-note'>{html.escape(self.note)}</p>")
        return f"<div class='leps'>{STYLE}{''.join(parts)}</div>"

    def rich(self) -> Group:
        """Return what a terminal shows."""
        parts: list[Any] = [words(self.title, "bold"), *(words(line) for line in self.sentences)]
        for shown in self.tables:
            sheet = Sheet(shown.title)
            sheet.add(*shown.head)
            for row in shown.rows:
                sheet.add_row(*(words(cell) for cell in row))
            parts += [Text(), sheet]
        return Group(*parts)
