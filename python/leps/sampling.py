"""Monte Carlo: uncertain data of a plan as scenarios, the same for a seed on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy

from leps import _leps
from leps.edits import edit
from leps.errors import InvalidValue

__all__ = ["Choice", "Triangular", "Uncertain", "Uniform", "monte_carlo", "sampled"]

#: Drawn factors are exact: multiples of a millionth.
GRID = 1_000_000


@dataclass(frozen=True)
class Uniform:
    """Every factor between the two is as likely."""

    low: Any
    high: Any

    def __post_init__(self) -> None:
        in_order("Uniform", self.low, self.high)

    def at(self, quantile: float) -> Fraction:
        """Return the factor at a quantile in [0, 1)."""
        low, high = _exact(self.low), _exact(self.high)
        return min(max(_on_grid(low + (high - low) * Fraction(quantile)), low), high)


@dataclass(frozen=True)
class Triangular:
    """Most likely at ``mode``, never outside ``low`` and ``high``."""

    low: Any
    mode: Any
    high: Any

    def __post_init__(self) -> None:
        in_order("Triangular", self.low, self.mode, self.high)

    def at(self, quantile: float) -> Fraction:
        """Return the factor at a quantile in [0, 1)."""
        least, most = _exact(self.low), _exact(self.high)
        low, mode, high = float(least), float(_exact(self.mode)), float(most)
        if most == least:
            return least
        below = quantile < (mode - low) / (high - low)
        factor = low + (quantile * (high - low) * (mode - low)) ** 0.5 if below else high - ((1 - quantile) * (high - low) * (high - mode)) ** 0.5
        return min(max(_on_grid(Fraction(factor)), least), most)


@dataclass(frozen=True)
class Choice:
    """One of some factors, each as likely."""

    factors: Sequence[Any]

    def __post_init__(self) -> None:
        if not self.factors:
            raise InvalidValue("empty_choice", "Choice", "factors", "none", "at least one factor")
        for factor in self.factors:
            in_order("Choice", factor)

    def at(self, quantile: float) -> Fraction:
        """Return the factor at a quantile in [0, 1)."""
        return _exact(self.factors[min(int(quantile * len(self.factors)), len(self.factors) - 1)])


@dataclass(frozen=True)
class Uncertain:
    """Cells of a plan that are multiplied by a factor that is not known.

    Parameters
    ----------
    table, where, column
        Which cells, as in a table of scenarios: ``"annuities"``, ``"fund=FNA;year=2025"``, ``"amount_eur"``.
    factor
        How the factor is distributed: `Uniform`, `Triangular`, `Choice`, or anything with ``at(quantile)``.
    """

    table: str
    where: str
    column: str
    factor: Any

    def edit(self, factor: Fraction) -> _leps.CellEdit:
        """Return the edit that multiplies the cells."""
        return _leps.CellEdit(self.table, self.where, self.column, "multiply", edit(self.table, self.column, "multiply", factor).value, "any")


def monte_carlo(
    data: Iterable[Uncertain], count: int, *, seed: int = 0, method: str = "latin_hypercube",
) -> list[tuple[str, list[_leps.CellEdit]]]:  # fmt: skip
    """Draw scenarios for `leps.sweep`.

    Parameters
    ----------
    data
        What is uncertain; each datum is drawn by itself.
    count
        How many scenarios.
    seed
        The same seed draws the same scenarios, on every machine.
    method
        ``"latin_hypercube"``: each datum meets each of ``count`` equal parts of its distribution once; or ``"random"``.

    Returns
    -------
    list of (str, list of CellEdit)
        Named ``mc-1`` ... in order.

    Raises
    ------
    InvalidValue
        If the method is unknown or the count is not positive.

    Notes
    -----
    Latin hypercube: McKay, Beckman and Conover, Technometrics 21 (1979).
    """
    listed = list(data)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise InvalidValue("option_out_of_range", "monte_carlo", "count", repr(count), "a whole number >= 1")
    if method not in ("latin_hypercube", "random"):
        raise InvalidValue("unknown_word", "monte_carlo", "method", repr(method), "'latin_hypercube' or 'random'")
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    quantiles = random.random((count, len(listed)))
    if method == "latin_hypercube":
        for i in range(len(listed)):
            quantiles[:, i] = (random.permutation(count) + quantiles[:, i]) / count
    factors = [[datum.factor.at(float(quantile)) for datum, quantile in zip(listed, row, strict=True)] for row in quantiles]
    return _scenarios(listed, factors)


def sampled(data: Iterable[Uncertain], samples: Any) -> list[tuple[str, list[_leps.CellEdit]]]:
    """Turn an array of factors, such as SALib draws, into scenarios for `leps.sweep`.

    Parameters
    ----------
    data
        What each column of the array multiplies; their own distributions are not used.
    samples
        Array of shape (scenarios, data); each factor is taken to the nearest millionth.

    Returns
    -------
    list of (str, list of CellEdit)
        Named ``mc-1`` ... in the order of the rows.

    Raises
    ------
    InvalidValue
        If the array has another shape, or holds what is no number >= 0.
    """
    listed = list(data)
    array = numpy.asarray(samples, dtype=float)
    if array.ndim != 2 or array.shape[1] != len(listed):
        raise InvalidValue("wrong_shape", "samples", "shape", str(array.shape), f"(scenarios, {len(listed)})")
    if not numpy.isfinite(array).all() or (array < 0).any():
        raise InvalidValue("out_of_range", "samples", "factor", "a factor that is negative or no number", "numbers >= 0")
    return _scenarios(listed, [[_on_grid(Fraction(float(factor))) for factor in row] for row in array])


def _scenarios(data: list[Uncertain], factors: list[list[Fraction]]) -> list[tuple[str, list[_leps.CellEdit]]]:
    return [
        (f"mc-{number}", [datum.edit(factor) for datum, factor in zip(data, row, strict=True)])
        for number, row in enumerate(factors, start=1)
    ]


def in_order(name: str, *factors: Any) -> None:
    """Raise InvalidValue unless the factors are shares >= 0 that do not fall."""
    exact = [Fraction(0), *map(_exact, factors)]
    if sorted(exact) != exact:
        raise InvalidValue("not_in_order", name, "factors", ", ".join(map(str, factors)), "shares >= 0, none below the one before")


def _exact(value: Any) -> Fraction:
    ratio = _leps.Ratio.parse(value)  # refuses floats
    return Fraction(str(ratio))


def _on_grid(value: Fraction) -> Fraction:
    return Fraction(round(value * GRID), GRID)
