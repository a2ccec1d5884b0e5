"""Answers to why and why not in a notebook and in a terminal. Everything that comes from data is escaped."""

from __future__ import annotations

import html
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from leps import style
from leps.html_view import STYLE, table
from leps.terminal_view import Sheet, words

if TYPE_CHECKING:
    from leps.explaining import Why, WhyNot

__all__ = ["why_html", "why_not_html", "why_not_rich", "why_rich"]

#: More prices and changes than this are counted, not listed.
MOST_ROWS = 40
Row = list[str]


def why_html(why: Why) -> str:
    """Return what a notebook shows of `Why`."""
    parts = [_section_html(title, head, body) for title, head, body in _why_tables(why)]
    return _box_html(f"Why: {why.title}", why.sentences, parts)


def why_rich(why: Why) -> Group:
    """Return what a terminal shows of `Why`."""
    return _group(f"Why: {why.title}", why.sentences, [_sheet(title, head, body) for title, head, body in _why_tables(why)])


def why_not_html(answer: WhyNot) -> str:
    """Return what a notebook shows of `WhyNot`."""
    parts = [_section_html(title, head, body) for title, head, body in _why_not_tables(answer)]
    return _box_html(f"Why not: {answer.title} ({answer.verdict})", answer.sentences, parts)


def why_not_rich(answer: WhyNot) -> Group:
    """Return what a terminal shows of `WhyNot`."""
    sheets = [_sheet(title, head, body) for title, head, body in _why_not_tables(answer)]
    return _group(f"Why not: {answer.title} ({answer.verdict})", answer.sentences, sheets)


def price_text(row: dict[str, Any], side: str) -> str:
    """Write one side of a price: its size with a sign, or what it is instead."""
    value = row[side]
    if value is None:
        return {"no_amount": "no euro to take", "impossible": f"breaks {row[side + '_why']}", "refused": "no plan"}.get(row[side + "_state"], "unknown")
    return _signed(Fraction(value))


def _why_tables(why: Why) -> list[tuple[str, Row, list[Row]]]:
    coverage = [[row["period"], *(style.quantity(Fraction(row[name])) for name in ("required", "before", "after", "shortfall")),
                 "yes" if row["reached"] else "no"] for row in why.coverage]  # fmt: skip
    binding = [[row["rule"], row["subject"], row["period"] or "", row["legal_source"] or ""] for row in why.binding]
    prices = [[f"{row['fund']}, {row['year']}, {row['recipient']}", price_text(row, "more"), price_text(row, "less"),
               "" if row["more_to_eur"] is None else style.euros(row["more_to_eur"])] for row in why.prices]  # fmt: skip
    scope = next((f", with {row['scope']}" for row in why.prices), "")
    return [
        ("Period by period", ["period", ">due", ">exists", ">with the plan", ">missing", "reached"], coverage),
        ("Rules that bind", ["rule", "subject", "period", "legal source"], binding),
        (f"One euro and the {why.stage}{scope}", ["annuity", ">one euro more", ">one euro less", ">same up to, euro"], prices),
    ]


def _why_not_tables(answer: WhyNot) -> list[tuple[str, Row, list[Row]]]:
    obstacles = [[row["rule"], row["subject"], row["period"] or "", row["legal_source"] or ""] for row in answer.obstacles]
    changes = [[row["subject"] + (f", {row['period']}" if row["period"] else ""),
                *(_number(Fraction(row[name])) for name in ("before", "after")), _signed(Fraction(row["change"])), row["unit"] or ""]
               for row in answer.changes]  # fmt: skip
    return [
        ("Rules that one more unit meets", ["rule", "subject", "period", "legal source"], obstacles),
        ("What would change", ["what", ">now", ">with it", ">change", "unit"], changes),
    ]


def _number(value: Fraction) -> str:
    return style.quantity(value) if value.denominator == 1 or abs(value) >= 1 else f"{float(value):.4g}"


def _signed(value: Fraction) -> str:
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return sign + _number(abs(value))


def _section_html(title: str, head: Row, body: list[Row]) -> str:
    if not body:
        return ""
    numbers = [name.startswith(">") for name in head]
    cells = [[f"<td class='{'n' if number else ''}'>{html.escape(cell)}</td>" for cell, number in zip(row, numbers, strict=True)]
             for row in body[:MOST_ROWS]]  # fmt: skip
    more = f"<p class='leps-note'>and {len(body) - MOST_ROWS} more</p>" if len(body) > MOST_ROWS else ""
    return f"<h4>{html.escape(title)}</h4>{table(head, cells)}{more}"


def _box_html(title: str, sentences: tuple[str, ...], parts: list[str]) -> str:
    lines = "".join(f"<li>{html.escape(style.visible(sentence))}</li>" for sentence in sentences)
    return f"<div class='leps'>{STYLE}<div class='leps-title'>{html.escape(title)}</div><ul>{lines}</ul>{''.join(parts)}</div>"


def _sheet(title: str, head: Row, body: list[Row]) -> Sheet | None:
    if not body:
        return None
    sheet = Sheet(title)
    sheet.add(*head)
    for row in body[:MOST_ROWS]:
        sheet.add_row(*(words(cell) for cell in row))
    return sheet


def _group(title: str, sentences: tuple[str, ...], sheets: list[Sheet | None]) -> Group:
    lines: list[Any] = [words(title, "bold"), *(words(f"• {sentence}") for sentence in sentences)]
    for sheet in sheets:
        if sheet is not None:
            lines += [Text(), sheet]
    return Group(*lines)
