"""Pictures of two answers. Drawn with plotly; numbers come exact from the frames and become floats only on the canvas."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from leps import style
from leps.comparison_highlights import Highlights, Pair, signed
from leps.plots import MOST_ZONES, _distinct, _finish, _panel_width, _plain, _shorten, period_words

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from leps.comparison import Comparison

__all__ = ["ComparisonPlots"]

#: What becomes less of something bad, or more of it.
BETTER, WORSE = style.REACHED, style.MISSING


class ComparisonPlots:
    """Pictures of one comparison; each method returns a plotly figure that can be changed further."""

    __slots__ = ("_comparison",)

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def __eq__(self, other: object) -> bool:
        return self._comparison == other._comparison if isinstance(other, ComparisonPlots) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._comparison)

    def waterfall(self, level: str | None = None, period: str | None = None) -> go.Figure:
        """Draw the way from the first answer to the second: money spent fund by fund, or what a level still misses zone by zone.

        What changes nothing has no bar. A fund or zone that only one answer has says so.

        Parameters
        ----------
        level
            Draws the shortfall of this level, in its unit; money if not given.
        period
            First and last day as results write it, e.g. ``"2027-01-01/2027-12-31"``; the last in which the level is due if not given.

        Raises
        ------
        ValueError
            If that level is not due in that period, in either answer; or a period is given without a level.
        """
        known = Highlights(self._comparison)
        if level is None:
            if period is not None:
                raise ValueError("money is drawn for all of the horizon: a period needs a level")
            return _money(known)
        rows = _rows(known, level, period)
        return _shortfall(known, rows)

    def before_after(self, level: str | None = None, period: str | None = None) -> go.Figure:
        """Draw how much of each level is covered in the first answer and in the second, those that lose most on top.

        Parameters
        ----------
        level
            One level; all that are due if not given.
        period
            First and last day as results write it; the last in which something is due if not given.

        Raises
        ------
        ValueError
            If that level, or anything, is not due in that period, in either answer.
        """
        known = Highlights(self._comparison)
        return _before_after(known, _rows(known, level, period))

    def __repr__(self) -> str:
        return "<ComparisonPlots: waterfall(), before_after()>"


def _rows(known: Highlights, level: str | None, period: str | None) -> list[dict[str, Any]]:
    """The rows of `levels` to be drawn: of one period."""
    rows = [row for row in known.comparison.levels if level in (None, row["level"])]
    periods = sorted({row["period"] for row in rows})
    if not periods:
        raise ValueError(f"{'nothing' if level is None else repr(level)} is due in either answer")
    wanted = period or periods[-1]
    if wanted not in periods:
        raise ValueError(f"{'nothing' if level is None else repr(level)} is due in {wanted!r}; periods are {', '.join(periods)}")
    return [row for row in rows if row["period"] == wanted]


def _money(known: Highlights) -> go.Figure:
    funds: dict[str, Pair] = {}
    for row in known.comparison.money:
        funds.setdefault(row["fund"], Pair()).add(row, "spent_eur")
    names = _labels({fund: known.name("funds", fund) for fund in funds})
    steps = [(names[fund], pair) for fund, pair in funds.items()]
    return _waterfall(steps, title="Money spent, fund by fund", write=style.euros, short=style.short_euros,
                      colors={"more": style.REACHED, "less": style.LAPSES})  # fmt: skip


def _shortfall(known: Highlights, rows: list[dict[str, Any]]) -> go.Figure:
    level = rows[0]["level"]
    units = [summary.level_rows[level]["unit"] for summary in known.summaries if level in summary.level_rows]
    unit = f" {units[0]}" if units and units[0] else ""
    names = _labels({row["territory"]: known.name("territories", row["territory"]) for row in rows})
    steps = [(names[row["territory"]], Pair(_exact(row["shortfall_first"]), _exact(row["shortfall_second"]))) for row in rows]
    name = _plain(_shorten(known.name("service_levels", level), 60))
    return _waterfall(
        steps, title=f"Still missing of {name}, {period_words(rows[0]['period'])}",
        write=lambda value: style.quantity(value) + unit, short=style.quantity, colors={"more": WORSE, "less": BETTER},
    )  # fmt: skip


def _exact(cell: str | None) -> Fraction | None:
    return None if cell is None else Fraction(cell)


def _labels(names: dict[str, str]) -> dict[str, str]:
    return _distinct({key: _plain(_shorten(name, 44)) for key, name in names.items()})


def _waterfall(steps: list[tuple[str, Pair]], *, title: str, write: Any, short: Any, colors: dict[str, str]) -> go.Figure:
    import plotly.graph_objects as go

    first, second = (sum(getattr(pair, side) or 0 for _, pair in steps) for side in ("first", "second"))
    moved = sorted(((name, pair) for name, pair in steps if pair.step), key=lambda step: -abs(step[1].step))
    drawn = [(_label(name, pair), pair.step) for name, pair in moved[:MOST_ZONES]]
    if rest := moved[MOST_ZONES:]:
        drawn.append((f"{len(rest)} others", sum(pair.step for _, pair in rest)))
    labels = ["First answer", *(name for name, _ in drawn), "Second answer"]
    values = [first, *(step for _, step in drawn), second]
    words = [write(first), *(signed(step, write(abs(step))) for _, step in drawn), write(second)]
    figure = go.Figure(
        go.Waterfall(
            orientation="h", y=list(range(len(labels))), x=[float(value) for value in values],
            measure=["absolute", *["relative"] * len(drawn), "total"],
            text=[short(first), *(signed(step, short(abs(step))) for _, step in drawn), short(second)], textposition="outside",
            cliponaxis=False, customdata=list(zip(labels, words, strict=True)),
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
            increasing={"marker": {"color": colors["more"]}}, decreasing={"marker": {"color": colors["less"]}},
            totals={"marker": {"color": style.BEFORE}}, connector={"line": {"color": style.RULE, "width": 1}},
        )
    )  # fmt: skip
    figure.update_xaxes(tickformat="~s", showgrid=True, gridcolor=style.RULE, zeroline=False, side="top",
                        tickfont={"size": 11, "color": style.MUTED}, rangemode="tozero")  # fmt: skip
    figure.update_yaxes(autorange="reversed", tickvals=list(range(len(labels))), ticktext=labels, ticks="", tickfont={"size": 11},
                        automargin=True)  # fmt: skip
    _finish(figure, title, height=150 + 24 * max(6, len(labels)))
    figure.update_layout(showlegend=False, margin_r=90)
    return figure


def _label(name: str, pair: Pair) -> str:
    if pair.first is None:
        return f"{name} (second only)"
    return name if pair.second is not None else f"{name} (first only)"


def _share(row: dict[str, Any], side: str) -> Fraction | None:
    """What is covered of a requirement, at most 1."""
    if row[f"after_{side}"] is None:
        return None
    required = Fraction(row[f"required_{side}"])
    return min(Fraction(row[f"after_{side}"]), required) / required if required else Fraction(1)


def _before_after(known: Highlights, rows: list[dict[str, Any]]) -> go.Figure:
    from plotly.subplots import make_subplots

    lost: dict[str, Fraction] = {}
    for row in rows:
        shares = _share(row, "first"), _share(row, "second")
        change = Fraction(0) if None in shares else shares[1] - shares[0]
        lost[row["territory"]] = min(lost.get(row["territory"], Fraction(0)), change)
    zones = sorted(lost, key=lambda zone: (lost[zone], zone))
    shown = zones[:MOST_ZONES]
    names = _distinct({zone: _plain(known.name("territories", zone)) for zone in shown})
    levels = sorted({row["level"] for row in rows})
    columns = min(4, len(levels))
    lines = -(-len(levels) // columns)
    panel, between = 17 * max(5, len(shown)) + 8, 100
    drawn = lines * panel + (lines - 1) * between
    figure = make_subplots(
        rows=lines, cols=columns, shared_yaxes=True, horizontal_spacing=0.022, vertical_spacing=between / drawn if lines > 1 else 0,
        subplot_titles=[f"<b>{_plain(_shorten(known.name('service_levels', level), 34))}</b>" for level in levels],
    )  # fmt: skip
    for i, level in enumerate(levels):
        cells = [row for row in rows if row["level"] == level and row["territory"] in names]
        for trace in _dumbbells(cells, names, legend=i == 0):
            figure.add_trace(trace, row=i // columns + 1, col=i % columns + 1)
    figure.update_xaxes(
        range=[-0.04, 1.08], tickvals=[0, 0.5, 1], ticktext=["0", "50", "100 %"], showgrid=True, gridcolor=style.RULE,
        zeroline=False, ticks="", tickfont={"size": 11, "color": style.MUTED},
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=[names[zone] for zone in shown], showgrid=True,
                        gridcolor="#f0f2f5", ticks="", tickfont={"size": 11}, automargin=True)  # fmt: skip
    cut = f", the {len(shown)} of {len(zones)} zones that lose most" if len(shown) < len(zones) else ""
    _finish(figure, f"Covered in the first and in the second answer, {period_words(rows[0]['period'])}{cut}", height=drawn + 168)
    figure.update_layout(margin_t=128, margin_b=40)
    for note in figure.layout.annotations:
        note.update(font={"size": 12.5, "color": style.INK}, xanchor="left", x=note.x - 0.5 * _panel_width(columns), align="left")
    return figure


def _dumbbells(cells: list[dict[str, Any]], names: dict[str, str], *, legend: bool) -> list[Any]:
    """For each zone a grey dot where the first answer stands, a line, and a dot for the second: red where it covers less."""
    import plotly.graph_objects as go

    points = [(names[row["territory"]], _share(row, "first"), _share(row, "second"), row) for row in cells]
    both = [point for point in points if point[1] is not None and point[2] is not None]
    lines = go.Scatter(
        x=[value for _, first, second, _ in both for value in (float(first), float(second), None)],
        y=[value for name, *_ in both for value in (name, name, None)], mode="lines",
        line={"color": style.with_alpha(style.BEFORE, 0.6), "width": 4}, hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    traces = [lines]
    for label, color, side, chosen in (
        ("first", style.BEFORE, "first", [point for point in points if point[1] is not None]),
        ("second: as much or more", BETTER, "second", [point for point in points if point[2] is not None and (point[1] or 0) <= point[2]]),
        ("second: less", WORSE, "second", [point for point in both if point[2] < point[1]]),
    ):
        traces.append(
            go.Scatter(
                x=[float(_share(row, side)) for *_, row in chosen] or [None], y=[name for name, *_ in chosen] or [None], mode="markers",
                marker={"color": color, "size": 7 if side == "first" else 8.5, "line": {"color": "white", "width": 1}}, name=label,
                legendgroup=label, showlegend=legend,
                customdata=[[style.percent(first, digits=1), style.percent(second, digits=1)] for _, first, second, _ in chosen],
                hovertemplate="<b>%{y}</b><br>first %{customdata[0]}, second %{customdata[1]}<extra></extra>",
            )
        )  # fmt: skip
    return traces
