"""The three pictures of a result. Drawn with plotly; numbers come exact and become floats only on the canvas."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leps import style
from leps.sankey import order_by_sources, stack
from leps.summary import Coverage, Summary

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from leps.allocation import Allocation

__all__ = ["Plots"]

#: More zones than this make a picture that nobody can read: the worst are drawn, and the title says so.
MOST_ZONES = 60
#: Part of the height of the mappafondo that stays free between the nodes of its longest column.
FREE_HEIGHT = 0.24


class Plots:
    """Pictures of one result; each method returns a plotly figure that can be changed further."""

    __slots__ = ("_result",)

    def __init__(self, result: Allocation) -> None:
        self._result = result

    def __eq__(self, other: object) -> bool:
        return self._result == other._result if isinstance(other, Plots) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._result)

    def levels(self, period: str | None = None) -> go.Figure:
        """Draw each level before and after, zone by zone, those that stay most behind on top.

        Parameters
        ----------
        period
            First and last day as results write it, e.g. ``"2027-01-01/2027-12-31"``; the last one if not given.

        Raises
        ------
        ValueError
            If nothing is due in that period.
        """
        return _levels(Summary(self._result), period)

    def mappafondo(self) -> go.Figure:
        """Draw who pays what: fund, measure, level (Sankey diagram). Thickness is money spent in the horizon."""
        return _mappafondo(Summary(self._result))

    def funds(self) -> go.Figure:
        """Draw the money of each fund and competence year: used, still spendable after the horizon, lapsing."""
        return _funds(Summary(self._result))

    def __repr__(self) -> str:
        return "<Plots: levels(), mappafondo(), funds()>"


def _levels(summary: Summary, period: str | None) -> go.Figure:
    from plotly.subplots import make_subplots

    levels = summary.levels(period)
    period = summary._known_period(period)
    zones = [zone for zone in summary.zones() if any(row.zone == zone.zone and row.period == period for row in summary.coverage)]
    shown = zones[:MOST_ZONES]
    names = _distinct({zone.zone: _plain(zone.name) for zone in shown})
    columns = min(4, max(1, len(levels)))
    lines = -(-len(levels) // columns) or 1
    panel, between = 17 * max(5, len(shown)) + 8, 122
    drawn = lines * panel + (lines - 1) * between
    figure = make_subplots(
        rows=lines, cols=columns, shared_yaxes=True, horizontal_spacing=0.022, vertical_spacing=between / drawn if lines > 1 else 0,
        subplot_titles=[_panel_title(level) for level in levels],
    )  # fmt: skip
    rows = {(row.zone, row.level): row for row in summary.coverage if row.period == period}
    for i, level in enumerate(levels):
        cells = [rows[zone.zone, level.level] for zone in shown if (zone.zone, level.level) in rows]
        place = {"row": i // columns + 1, "col": i % columns + 1}
        for trace in _dumbbells(cells, names, level.unit, legend=i == 0):
            figure.add_trace(trace, **place)
    figure.update_xaxes(
        range=[-0.04, 1.08], tickvals=[0, 0.5, 1], ticktext=["0", "50", "100 %"], showgrid=True, gridcolor=style.RULE,
        zeroline=False, ticks="", tickfont={"size": 11, "color": style.MUTED},
    )  # fmt: skip
    figure.update_yaxes(
        autorange="reversed", categoryorder="array", categoryarray=[names[zone.zone] for zone in shown], showgrid=True,
        gridcolor="#f0f2f5", ticks="", tickfont={"size": 11}, automargin=True, showline=False,
    )  # fmt: skip
    cut = f", the {len(shown)} of {len(zones)} zones most behind" if len(shown) < len(zones) else ""
    _finish(figure, f"Levels before and after, {period_words(period)}{cut}",
            height=drawn + 168)  # fmt: skip
    figure.update_layout(margin_t=128, margin_b=40)
    for note in figure.layout.annotations:
        note.update(font={"size": 12.5, "color": style.INK}, xanchor="left", x=note.x - 0.5 * _panel_width(columns), align="left")
    return figure


def _dumbbells(cells: list[Coverage], names: dict[str, str], unit: str, *, legend: bool) -> list[Any]:
    """For each zone a grey dot where it stands, a line, and a dot where the plan brings it: full where reached."""
    import plotly.graph_objects as go

    line_x: list[float | None] = []
    line_y: list[str | None] = []
    for row in cells:
        line_x += [float(row.share_before), float(row.share_after), None]
        line_y += [names[row.zone], names[row.zone], None]
    lines = go.Scatter(x=line_x, y=line_y, mode="lines", line={"color": style.with_alpha(style.REACHED, 0.35), "width": 4},
                       hoverinfo="skip", showlegend=False)  # fmt: skip
    before = go.Scatter(
        x=[float(row.share_before) for row in cells], y=[names[row.zone] for row in cells], mode="markers",
        marker={"color": style.BEFORE, "size": 7}, name="before", legendgroup="before", showlegend=legend, hoverinfo="skip",
    )  # fmt: skip
    traces = [lines, before]
    for label, color, chosen in (
        ("after: reached", style.REACHED, [row for row in cells if row.reached]),
        ("after: still short", style.MISSING, [row for row in cells if not row.reached]),
    ):
        traces.append(
            go.Scatter(
                x=[float(row.share_after) for row in chosen] or [None], y=[names[row.zone] for row in chosen] or [None],
                mode="markers", marker={"color": color, "size": 8.5, "line": {"color": "white", "width": 1}}, name=label,
                legendgroup=label, showlegend=legend,
                customdata=[
                    [style.quantity(row.required), style.quantity(row.before), style.quantity(row.after), unit,
                     style.percent(row.share_after, digits=1)]
                    for row in chosen
                ],
                hovertemplate="<b>%{y}</b><br>due %{customdata[0]} %{customdata[3]}<br>before %{customdata[1]}, "
                "after %{customdata[2]}<br>covered %{customdata[4]}<extra></extra>",
            )
        )  # fmt: skip
    return traces


def _mappafondo(summary: Summary) -> go.Figure:
    import plotly.graph_objects as go

    paid, reached = summary.flows()
    total = sum(paid.values(), Decimal(0))
    payers = {source for source, _ in paid}
    funds = [fund.fund for fund in summary.funds if fund.fund in payers]
    funds += sorted(payers.difference(funds))  # a result that somebody else wrote may pay from what it does not list
    measures = order_by_sources(paid, funds)
    targets = order_by_sources(reached, measures)
    sums = [_sums(paid, 0), _sums(paid, 1), _sums(reached, 1)]
    height = max(480, 40 * max(len(funds), len(measures), len(targets), 1) + 110)
    longest = max(len(funds), len(measures), len(targets), 2)
    per_euro = (1 - FREE_HEIGHT) / float(total) if total else 0.0
    columns = [stack(amounts, order, per_euro) for amounts, order in zip(sums, (funds, measures, targets), strict=True)]
    colors = {fund: style.FUND_COLORS[i % len(style.FUND_COLORS)] for i, fund in enumerate(funds)}
    names = [
        [summary.name("funds", fund) for fund in funds],
        [summary.name("measures", measure) for measure in measures],
        [_target_name(summary, levels) for levels in targets],
    ]
    start = [0, len(funds), len(funds) + len(measures)]
    place = [{placed.node: start[i] + k for k, placed in enumerate(column)} for i, column in enumerate(columns)]
    links = [(place[0][f], place[1][m], v, style.with_alpha(colors[f], 0.42)) for (f, m), v in paid.items()]
    links += [(place[1][m], place[2][t], v, style.with_alpha(style.BEFORE, 0.32)) for (m, t), v in reached.items()]
    nodes = [placed for column in columns for placed in column]
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            node={
                "label": [""] * len(nodes),
                "x": [x for x, column in zip((0.001, 0.5, 0.999), columns, strict=True) for _ in column],
                "y": [min(max(placed.center, 0.001), 0.999) for placed in nodes],
                "color": [*colors.values(), *["#64748b"] * len(measures), *[style.REACHED] * len(targets)],
                "pad": FREE_HEIGHT * (height - 120) / (longest - 1), "thickness": 11, "line": {"width": 0},
                "customdata": [f"<b>{_plain(name)}</b><br>{style.euros(placed.amount)} €"
                               for placed, name in zip(nodes, [name for column in names for name in column], strict=True)],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            link={
                "source": [source for source, *_ in links], "target": [target for _, target, *_ in links],
                "value": [float(amount) for _, _, amount, _ in links], "color": [color for *_, color in links],
                "customdata": [style.euros(amount) for _, _, amount, _ in links],
                "hovertemplate": "%{customdata} €<extra></extra>",
            },
        )
    )  # fmt: skip
    _finish(figure, "Who pays what: fund, measure, level (mappafondo)", height=height)
    figure.update_layout(margin={"l": 275, "r": 285, "t": 96, "b": 24})
    for column, labels, x, anchor, shift in zip(columns, names, (0, 0.5, 1), ("right", "left", "left"), (-8, 10, 8), strict=True):
        for placed, name in zip(column, labels, strict=True):
            words = _plain(_shorten(name, 33))
            figure.add_annotation(
                x=x, y=1 - placed.center, xref="paper", yref="paper", xanchor=anchor, yanchor="middle", xshift=shift,
                showarrow=False, align=anchor, font={"size": 12, "color": style.INK},
                text=f"{words} <span style='color:{style.MUTED}'>{style.short_euros(placed.amount)}</span>",
            )  # fmt: skip
    for x, anchor, shift, text in ((0, "right", -8, "FUND"), (0.5, "left", 10, "MEASURE"), (1, "left", 8, "LEVEL")):
        figure.add_annotation(x=x, y=1, yanchor="bottom", yshift=12, xref="paper", yref="paper", text=text, showarrow=False,
                              xanchor=anchor, xshift=shift, font={"size": 10.5, "color": style.MUTED})  # fmt: skip
    return figure


def _sums(links: Mapping[tuple[Any, Any], Decimal], end: int) -> dict[Any, Decimal]:
    amounts: dict[Any, Decimal] = {}
    for ends, amount in links.items():
        amounts[ends[end]] = amounts.get(ends[end], Decimal(0)) + amount
    return amounts


def _funds(summary: Summary) -> go.Figure:
    import plotly.graph_objects as go

    labels: list[list[str]] = [[], []]
    money = []
    for fund in summary.funds:
        years = [(year, part) for year, part in sorted(fund.years.items()) if part.amount]
        for year, part in years:
            labels[0].append(_plain(_shorten(fund.name, 38)))
            labels[1].append(f"{year}  ")
            money.append(part)
    figure = go.Figure()
    for name, color, values in (
        ("used", style.REACHED, [part.used for part in money]),
        ("left, spendable after the horizon", style.KEPT, [part.kept for part in money]),
        ("left, lapses inside the horizon", style.LAPSES, [part.lapses for part in money]),
    ):
        figure.add_trace(
            go.Bar(
                y=labels, x=[float(v) for v in values], name=name, orientation="h", marker={"color": color, "line": {"width": 0}},
                customdata=[[style.euros(v), style.euros(part.amount), style.percent(part.share_used, digits=1)]
                            for v, part in zip(values, money, strict=True)],
                hovertemplate="%{y}<br>" + name + " %{customdata[0]} €<br>of %{customdata[1]} €, %{customdata[2]} used<extra></extra>",
            )
        )  # fmt: skip
    ends = [f"{style.short_euros(part.amount)} · {style.percent(part.share_used)} used" for part in money]
    figure.add_trace(
        go.Scatter(y=labels, x=[float(part.amount) for part in money], mode="text", text=[f" {end}" for end in ends],
                   textposition="middle right", textfont={"size": 10.5, "color": style.MUTED}, showlegend=False,
                   hoverinfo="skip", cliponaxis=False)  # fmt: skip
    )
    largest = max((float(part.amount) for part in money), default=1.0)
    figure.update_layout(barmode="stack", bargap=0.3, legend_traceorder="normal")
    figure.update_xaxes(range=[0, largest * 1.22], side="top", tickformat="~s", ticksuffix=" €", showgrid=True, gridcolor=style.RULE,
                        zeroline=False, tickfont={"size": 11, "color": style.MUTED})  # fmt: skip
    figure.update_yaxes(autorange="reversed", ticks="", tickfont={"size": 11}, automargin=True, dividercolor=style.RULE,
                        dividerwidth=1)  # fmt: skip
    _finish(figure, "Money by fund and competence year", height=150 + 21 * max(6, len(money)))
    return figure


def _finish(figure: go.Figure, title: str, *, height: int) -> None:
    figure.update_layout(
        title={"text": title, "font": {"size": 17, "color": style.INK}, "x": 0, "xref": "paper", "y": 1, "yref": "container",
               "yanchor": "top", "pad": {"t": 14}},
        font={"family": style.FONT, "size": 12, "color": style.INK},
        paper_bgcolor="white", plot_bgcolor="white", height=height, margin={"l": 10, "r": 20, "t": 96, "b": 30},
        legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top", "xanchor": "left",
                "font": {"size": 12}},
        hoverlabel={"bgcolor": "white", "font": {"family": style.FONT, "size": 12, "color": style.INK},
                    "bordercolor": style.RULE},
        separators=".\u202f",
    )  # fmt: skip


def _panel_title(level: Any) -> str:
    reached = f"{level.reached_before} → {level.reached_after} of {level.zones} zones reached"
    lines = textwrap.wrap(_shorten(level.name, 50), 26)
    name = "<br>".join(_plain(line) for line in lines)
    return f"<b>{name}</b><br><span style='font-size:11px;color:{style.MUTED}'>{reached}</span>"


def _panel_width(columns: int) -> float:
    return (1 - 0.022 * (columns - 1)) / columns


def _target_name(summary: Summary, levels: tuple[str, ...]) -> str:
    return " + ".join(summary.name("service_levels", level) for level in levels) or "no level of the plan"


def period_words(period: str | None) -> str:
    """Write a period as people do: a whole year is its number."""
    if period is None:
        return "nothing is due"
    first, last = period.split("/")
    return first[:4] if first.endswith("-01-01") and last == f"{first[:4]}-12-31" else f"{first} to {last}"


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip(" ,;(") + "…"


def _distinct(names: dict[str, str]) -> dict[str, str]:
    """Two zones of one name are two lines: both also show their id."""
    seen = list(names.values())
    return {key: f"{name} ({_plain(key)})" if seen.count(name) > 1 else name for key, name in names.items()}


def _plain(text: str) -> str:
    """Names are text, not markup: plotly reads a few HTML tags in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
