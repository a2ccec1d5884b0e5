"""The picture of prices: what one euro more and less of each annuity does. Numbers come exact and become floats on the canvas."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from leps import style
from leps.plots import _finish, _plain, _shorten

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from leps.explaining import Why

__all__ = ["price_figure"]


def price_figure(why: Why) -> go.Figure:
    """Draw the prices of `Why`: a bar for one euro more, a bar for one euro less, those that help most on top."""
    import plotly.graph_objects as go

    rows = [row for row in why.prices if row["more"] is not None or row["less"] is not None]
    names = [_plain(_shorten(f"{row['fund']}, {row['year']}, {row['recipient']}" + (f", {row['act']}" if row["act"] else ""), 48)) for row in rows]
    figure = go.Figure()
    for side, label, color in (("more", "one euro more", style.REACHED), ("less", "one euro less", style.MISSING)):
        figure.add_trace(
            go.Bar(
                y=names, x=[None if row[side] is None else float(Fraction(row[side])) for row in rows], name=label, orientation="h",
                marker={"color": color, "line": {"width": 0}}, customdata=[_plain(row["statement"]) for row in rows],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(barmode="group", bargap=0.35)
    figure.update_xaxes(title={"text": f"change of the {_plain(why.stage)}; to the left is better", "font": {"size": 11}}, showgrid=True,
                        gridcolor=style.RULE, zeroline=True, zerolinecolor=style.MUTED, tickfont={"size": 11, "color": style.MUTED})  # fmt: skip
    figure.update_yaxes(autorange="reversed", ticks="", tickfont={"size": 11}, automargin=True)
    held = ", with the whole units of this plan" if any(row["scope"] != "any units" for row in rows) else ""
    _finish(figure, f"What one euro does for {_plain(why.title)}{held}", height=190 + 34 * max(4, len(rows)))
    figure.update_layout(margin_b=60)
    return figure
