"""The picture of a front. Drawn with plotly; numbers come exact and become floats only on the canvas."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from leps import style
from leps.plots import _finish, _plain
from leps.stage_choice import shown_size
from leps.words import EUROS, SHARES

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from leps.tradeoffs import Front

__all__ = ["FrontPlots"]


class FrontPlots:
    """The picture of one front: ``front.plot()`` returns a plotly figure that can be changed further."""

    __slots__ = ("_front",)

    def __init__(self, front: Front) -> None:
        self._front = front

    def __eq__(self, other: object) -> bool:
        return self._front == other._front if isinstance(other, FrontPlots) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._front)

    def __call__(self) -> go.Figure:
        """Draw the points, and below them what is proved: no plan lies under the lower line.

        Raises
        ------
        ValueError
            If the front has no points.
        """
        return _drawn(self._front)

    def __repr__(self) -> str:
        return "<FrontPlots: call it>"


def _drawn(front: Front) -> go.Figure:
    import plotly.graph_objects as go

    rows = front.points.to_pylist()
    if not rows:
        raise ValueError("the front has no points: there is nothing to draw")
    one, other = front._state["first"], front._state["second"]
    names = [_plain(name) for name in front.objectives]
    points = [(_canvas(one[0], row["first"]), _canvas(other[0], row["second"])) for row in rows]
    # A bound speaks of every plan up to the limit of its point: a step down where the next limit begins.
    bound = [(_canvas(one[0], row["limit"]), _canvas(other[0], row["second_bound"])) for row in rows]
    figure = go.Figure()
    figure.add_trace(
        go.Scatter(x=[x for x, _ in bound], y=[y for _, y in bound], mode="lines", name="proved: no plan lies below",
                   line={"color": style.BEFORE, "width": 1.5, "dash": "dot", "shape": "vh"}, hoverinfo="skip")
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=[x for x, _ in points], y=[y for _, y in points], mode="lines+markers", name="answers, each with its plan",
            line={"color": style.with_alpha(style.REACHED, 0.5), "width": 1.5},
            marker={"color": style.REACHED, "size": 9, "line": {"color": "white", "width": 1}},
            customdata=[[row["point"], shown_size(one, row["first"]), shown_size(other, row["second"]), shown_size(other, row["second_bound"])]
                        for row in rows],
            hovertemplate="<b>point %{customdata[0]}</b><br>" + names[0] + ": %{customdata[1]}<br>" + names[1]
            + ": %{customdata[2]}, proved not less than %{customdata[3]}<extra></extra>",
        )
    )  # fmt: skip
    for axis, name, objective in ((figure.update_xaxes, names[0], one[0]), (figure.update_yaxes, names[1], other[0])):
        axis(title={"text": name, "font": {"size": 12, "color": style.MUTED}}, showgrid=True, gridcolor=style.RULE, zeroline=False,
             tickfont={"size": 11, "color": style.MUTED}, automargin=True, **_ticks(objective))  # fmt: skip
    _finish(figure, f"{names[1]} against {names[0][:1].lower()}{names[0][1:]}", height=460)
    return figure


def _canvas(objective: str, value: str) -> float:
    """A value as it is drawn: persons without the sign that minimizing gives them."""
    exact = Fraction(value)
    return float(-exact if objective == "persons" else exact)


def _ticks(objective: str) -> dict[str, Any]:
    if objective in SHARES:
        return {"tickformat": ".3~%"}
    return {"tickformat": "~s", "ticksuffix": " €"} if objective in EUROS else {"tickformat": "~s"}
