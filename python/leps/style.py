"""How numbers, colours and words look: one palette and one way to write an amount, for terminal, notebook and page."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final

#: Deep teal is what the plan reaches, grey what exists already, amber what would lapse, red what stays behind.
REACHED: Final = "#0f766e"
BEFORE: Final = "#94a3b8"
KEPT: Final = "#c7d8d6"
LAPSES: Final = "#d97706"
MISSING: Final = "#b4232a"
INK: Final = "#1f2933"
MUTED: Final = "#5f6b7a"
RULE: Final = "#e3e7ec"

#: Colours of funds in the Sankey diagram, told apart also by people who do not see red and green alike.
FUND_COLORS: Final = (
    "#2f6690", "#c98b2b", "#5b8c5a", "#8d5a97", "#c8553d", "#3a7d7c",
    "#7a6c5d", "#4c5b9e", "#b0763a", "#6d8a3a", "#a04668", "#50808e",
)  # fmt: skip

FONT: Final = "Inter, 'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

#: A narrow space that no line break may follow: the thousands separator that Italian and English readers share.
THIN: Final = "\u202f"


#: Formats that reorder or hide what stands beside them.
REORDERING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def visible(text: str) -> str:
    """Write text from files so that no terminal obeys it: control characters and those that turn lines round are named."""
    return "".join(_named(char) for char in text)


def _named(char: str) -> str:
    hidden = unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in REORDERING
    return char.encode("unicode_escape").decode() if hidden else char


def euros(amount: Decimal | int, *, cents: bool = True) -> str:
    """Write an amount in full: ``1 234 567.89``.

    Parameters
    ----------
    amount
        Euro.
    cents
        Whether the two decimals are shown. Without them the amount is rounded half to even.
    """
    amount = Decimal(amount)
    if not cents:
        amount = amount.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    text = f"{amount:,.2f}" if cents else f"{amount:,}"
    return text.replace(",", THIN).replace("-", "\u2212")


def short_euros(amount: Decimal | int) -> str:
    """Write an amount in thousands or millions: ``12.3 M€``, ``840 k€``, ``52.10 €``."""
    amount = Decimal(amount)
    size = abs(amount)
    if size >= 999_500:
        digits = 1 if size >= 10_000_000 else 2
        text = f"{amount / 1_000_000:,.{digits}f}{THIN}M€"
    elif size >= 1_000:
        text = f"{amount / 1_000:,.0f}{THIN}k€"
    elif amount == 0:
        text = f"0{THIN}€"
    else:
        text = f"{amount:.2f}{THIN}€"
    return text.replace(",", THIN).replace("-", "\u2212")


def quantity(value: Decimal | Fraction | int) -> str:
    """Write a quantity of service with at most two decimals; exact where it is whole."""
    exact = Fraction(value)
    if exact.denominator == 1:
        text = f"{int(exact):,}"
    else:
        number = Decimal(exact.numerator) / Decimal(exact.denominator)
        text = f"{number:,.1f}" if abs(number) >= 100 else f"{number:,.2f}"
    return text.replace(",", THIN).replace("-", "\u2212")


def percent(share: Fraction | None, *, digits: int = 0) -> str:
    """Write a share; never says 100 % or 0 % of something that only comes near it."""
    if share is None:
        return "–"
    value = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    text = f"{value:.{digits}f}"
    step = Decimal(1).scaleb(-digits)
    if share < 1 and Decimal(text) >= 100:
        text = f">{100 - step:.{digits}f}"
    elif share > 0 and Decimal(text) <= 0:
        text = f"<{step:.{digits}f}"
    return f"{text}{THIN}%"


def counted(number: int, noun: str) -> str:
    """Write how many there are of something: ``1 error``, ``2 errors``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}".replace(",", THIN)


def large(number: int) -> str:
    """Write an integer; a very long one by its first digits and its size."""
    if abs(number) < 10**9:
        return f"{number:,}".replace(",", THIN).replace("-", "\u2212")
    digits, power = f"{number:.2e}".split("e")
    return f"{digits}{THIN}×{THIN}10" + str(int(power)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def with_alpha(color: str, alpha: float) -> str:
    """Return ``#rrggbb`` as ``rgba(…)``."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal, for showing."""
    return Decimal(value.numerator) / Decimal(value.denominator)
