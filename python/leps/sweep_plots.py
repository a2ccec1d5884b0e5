"""Pictures of many scenarios. Drawn with plotly; numbers come exact from the frames and become floats only on the canvas."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from leps import style
from leps.plots import MOST_ZONES, _finish, _plain, _shorten

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from leps.sweeping import Sweep

__all__ = ["SweepPlots"]

#: Values of stages as people say them: the unit, and what the exact value is multiplied by.
UNITS = {"shortfall": ("points", 1), "worst_zone": ("% missing", 100), "leximin": ("% missing", 100)}


class SweepPlots:
    """Pictures of one sweep; each method returns a plotly figure that can be changed further."""

    __slots__ = ("_sweep",)

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep

    def tornado(self, objective: str = "shortfall", priority_class: int | None = None) -> go.Figure:
        """Draw by how much each scenario moves the value of an objective away from the base, the largest on top.

        Parameters
        ----------
        objective
            One of the plan's stages.
        priority_class
            The class of a stage that has one; the first that there is if not given.

        Raises
        ------
        ValueError
            If no stage is of that objective and class.
        """
        values = _values(self._sweep, objective, priority_class)
        base = values.pop("base")
        moved = sorted(((name, value - base) for name, value in values.items()), key=lambda pair: (-abs(pair[1]), pair[0]))
        return _tornado(moved[:MOST_ZONES], len(moved), objective)

    def spread(self, level: str | None = None, period: str | None = None) -> go.Figure:
        """Draw, zone by zone, in which part of the scenarios a level is missed by how much: the 5 %, 50 % and 95 % quantiles of its gap.

        Parameters
        ----------
        level
            One level; the first that is due if not given.
        period
            First and last day as results write it; the last in which the level is due if not given.

        Raises
        ------
        ValueError
            If that level is not due in that period.
        """
        rows = [row for row in self._sweep.quantiles() if level in (None, row["level"])]
        level = level or (rows[0]["level"] if rows else None)
        periods = sorted({row["period"] for row in rows if row["level"] == level})
        wanted = period or (periods[-1] if periods else None)
        rows = [row for row in rows if row["level"] == level and row["period"] == wanted]
        if not rows:
            raise ValueError(f"{level!r} is not due in {wanted!r}")
        return _spread(self._sweep, rows)

    def __repr__(self) -> str:
        return "<SweepPlots: tornado(), spread()>"


def _values(sweep: Sweep, objective: str, priority_class: int | None) -> dict[str, Fraction]:
    """The value of one stage by scenario, the base among them."""
    rows = [row for row in sweep.stages if row["objective"] == objective and priority_class in (None, row["class"])]
    first = next((row["class"] for row in rows if row["scenario"] == "base"), None)
    values = {row["scenario"]: Fraction(row["value"]) for row in rows if row["class"] == first}
    if "base" not in values:
        raise ValueError(f"the base has no stage {objective!r}" + (f" of class {priority_class}" if priority_class is not None else ""))
    return values


def _tornado(moved: list[tuple[str, Fraction]], count: int, objective: str) -> go.Figure:
    import plotly.graph_objects as go

    unit, factor = UNITS.get(objective, ("euro" if objective != "persons" else "persons", 1))
    steps = [step * factor for _, step in moved]
    figure = go.Figure(
        go.Bar(
            orientation="h", y=list(range(len(moved))), x=[float(step) for step in steps],
            marker={"color": [style.MISSING if step > 0 else style.REACHED for step in steps]},
            customdata=[(_plain(name), style.quantity(step)) for (name, _), step in zip(moved, steps, strict=True)],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]} " + unit + "<extra></extra>",
        )
    )  # fmt: skip
    figure.update_yaxes(tickvals=list(range(len(moved))), ticktext=[_plain(_shorten(name, 44)) for name, _ in moved], autorange="reversed")
    figure.update_xaxes(showgrid=True, gridcolor=style.RULE, zeroline=True, zerolinecolor=style.MUTED, side="top", title=None)
    note = "" if count == len(moved) else f", the {len(moved)} of {count} scenarios that move it most"
    _finish(figure, title=f"Change of {objective.replace('_', ' ')} against the base, {unit}{note}", height=120 + 22 * max(4, len(moved)))
    return figure


def _spread(sweep: Sweep, rows: list[dict[str, Any]]) -> go.Figure:
    import plotly.graph_objects as go

    names = {row["territory"]: row["name"] for row in sweep.base.plan.territories}
    low, middle, high = ("q_1/20", "q_1/2", "q_19/20")
    rows = sorted(rows, key=lambda row: (-row[middle], -row[high], row["territory"]))[:MOST_ZONES]
    labels = [_plain(_shorten(names.get(row["territory"]) or row["territory"], 44)) for row in rows]
    share = lambda row, name: row[name] / 1e7  # noqa: E731  (parts per billion as percent)
    figure = go.Figure(
        go.Scatter(
            x=[share(row, middle) for row in rows], y=list(range(len(rows))), mode="markers", marker={"color": style.MISSING, "size": 9},
            error_x={"type": "data", "symmetric": False, "color": style.MUTED, "thickness": 2,
                     "array": [share(row, high) - share(row, middle) for row in rows],
                     "arrayminus": [share(row, middle) - share(row, low) for row in rows]},
            customdata=[(label, *(f"{share(row, name):.1f} %" for name in (low, middle, high))) for label, row in zip(labels, rows, strict=True)],
            hovertemplate="%{customdata[0]}<br>missing: %{customdata[1]} · %{customdata[2]} · %{customdata[3]}<extra></extra>",
        )
    )  # fmt: skip
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=labels, autorange="reversed")
    figure.update_xaxes(ticksuffix=" %", showgrid=True, gridcolor=style.RULE, rangemode="tozero", side="top")
    title = f"Missing of {_plain(rows[0]['level'])}, {rows[0]['period']}: 5 %, 50 % and 95 % of {rows[0]['scenarios']} scenarios"
    _finish(figure, title=title, height=120 + 22 * max(4, len(rows)))
    return figure
