"""One page that can be sent to anybody: it opens without a network and loads nothing."""

from __future__ import annotations

import html
import os
import tempfile
from importlib import resources
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from leps import html_view
from leps.errors import FileError
from leps.summary import Summary

if TYPE_CHECKING:
    from leps.allocation import Allocation

__all__ = ["report_html", "write_report"]

PICTURES = (
    ("levels", "Levels, zone by zone",
     "Each line is a zone, those most behind on top. The grey dot is what exists already, the coloured dot what the plan "
     "reaches; red stays short. 100 % is what is due."),
    ("mappafondo", "Who pays what",
     "From the fund to the measure to the level that it serves; the thickness is money spent in the horizon."),
    ("funds", "Money by fund and year",
     "What each competence year gives, what is used of it, and what would lapse inside the horizon."),
)  # fmt: skip


def report_html(result: Allocation) -> str:
    """Return the page: the summary that is read in a minute, then the three pictures.

    plotly.js is inlined once, every name is escaped, and a content security policy forbids any load from outside.
    """
    summary = Summary(result)
    page = Template(resources.files("leps").joinpath("page.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=html.escape(result.plan.title),
        style=html_view.STYLE,
        status=html_view.status_line(result),
        body=_reasons(result) + (_answer(result, summary) if summary.coverage else ""),
        colophon=_colophon(result),
    )


def write_report(result: Allocation, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write the page aside and rename it: there is never half a page.

    Raises
    ------
    FileError
        If the file exists and ``force`` is not given, or cannot be written.
    """
    target = Path(path)
    if target.exists() and not force:
        raise FileError(str(target), f"{target}: exists already; nothing is overwritten without force")
    page = report_html(result)
    try:
        handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(page)
            os.chmod(aside, 0o644)
            os.replace(aside, target)
        except BaseException:
            os.unlink(aside)
            raise
    except OSError as error:
        raise FileError(str(target), f"{target}: {error.strerror or error}") from error
    return target


def _answer(result: Allocation, summary: Summary) -> str:
    from plotly.offline import get_plotlyjs

    plot = result.plot
    sections = [
        f"<p class='leps-lead'>{html_view.headline(summary)}</p>",
        _section("Levels before and after", html_view.levels_table(summary)),
        _section("Money by fund, euro", html_view.funds_table(summary)),
        _section("Zones most behind", html_view.zones_table(summary, 8),
                 "The weighted mean of what a zone misses, class by class over all periods; then its largest gaps."),
        _section("What is proved", html_view.stages_table(result) + html_view.assumptions_note(result),
                 "Objectives in order of importance. No plan that keeps the rules, and what the objectives before it reached, "
                 "can be better than the bound; anybody can check that from the plan and the result package, without a solver."),
        f"<script>{get_plotlyjs()}</script>",
    ]  # fmt: skip
    for name, heading, words in PICTURES:
        figure = getattr(plot, name)()
        figure.update_layout(title=None, margin_t=figure.layout.margin.t - 40)
        drawing = figure.to_html(full_html=False, include_plotlyjs=False, div_id=f"picture-{name}",
                                 config={"displaylogo": False, "responsive": True, "displayModeBar": False})  # fmt: skip
        sections.append(f"<section class='picture'><h2>{heading}</h2><p class='leps-note'>{words}</p>{drawing}</section>")
    return "".join(sections)


def _reasons(result: Allocation) -> str:
    return _section("Why", html_view.reasons_table(result)) if result.reasons else ""


def _section(heading: str, content: str, words: str = "") -> str:
    note = f"<p class='leps-note'>{words}</p>" if words else ""
    return f"<section><h2>{heading}</h2>{note}{content}</section>"


def _colophon(result: Allocation) -> str:
    from leps import __version__

    sources = [source.get("title", "") for source in result.plan.header.get("sources", [])]
    listed = "".join(f"<li>{html.escape(str(source))}</li>" for source in sources if source)
    origin = result.provenance
    words = (
        f"leps {__version__} · {html.escape(result.engine)} · {html.escape(origin.options)}"
        f"<br>plan {html.escape(result.plan_hash)}<br>problem {html.escape(origin.problem_hash)}"
    )
    return f"<p>{words}</p>" + (f"<p>Sources of the plan:</p><ul>{listed}</ul>" if listed else "")
