"""What a long solve shows: one line in a terminal or a notebook, nothing where nobody looks."""

from __future__ import annotations

import html
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leps.style import REACHED

if TYPE_CHECKING:
    from leps._leps import Progress

Report = Callable[["Progress"], None]


@contextmanager
def progress_of(wanted: bool | Report | None) -> Iterator[Report | None]:
    """Yield the function that receives progress, or None for silence.

    Parameters
    ----------
    wanted
        None: show it where somebody looks (a terminal, a notebook); a bool: always or never; else the function itself.
    """
    if wanted is None:
        wanted = sys.stderr.isatty() or notebook_is_running()
    if wanted is False:
        yield None
    elif wanted is True:
        with shown() as report:
            yield report
    elif callable(wanted):
        yield wanted
    else:
        raise TypeError(f"progress is None, a bool or a function, not {type(wanted).__name__}")


@contextmanager
def shown() -> Iterator[Report]:
    """Show one line that says which objective is being reached and for how long; it disappears at the end."""
    with in_notebook() if notebook_is_running() else in_terminal() as report:
        yield report


@contextmanager
def in_terminal() -> Iterator[Report]:
    """Show the line on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress as Bar, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[detail]}", style="dim", markup=False),
        TimeElapsedColumn(),
    )
    with Bar(*columns, transient=True, console=Console(stderr=True), refresh_per_second=8) as bar:
        task = bar.add_task("preparing", total=None, detail="")

        def report(progress: Progress) -> None:
            bar.update(task, description=words_of(progress), total=progress.stage_count or None,
                       completed=max(0, progress.stage_number - 1), detail=detail_of(progress))  # fmt: skip
            if progress.stopping:
                bar.refresh()

        yield report


@contextmanager
def in_notebook() -> Iterator[Report]:
    """Show the line below the cell. It needs no widgets, and leaves nothing in the stored notebook."""
    from IPython.display import HTML, display

    handle = display(HTML(line_of("preparing", 0, 0, "")), display_id=True)
    last = 0.0

    def report(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < 0.1 and not progress.stopping:
            return
        last = now
        detail = " · ".join(part for part in (f"{progress.seconds:.0f} s", detail_of(progress)) if part)
        handle.update(HTML(line_of(words_of(progress), progress.stage_number - 1, progress.stage_count, detail)))

    try:
        yield report
    finally:
        handle.update(HTML(""))


def words_of(progress: Progress) -> str:
    """Say what is being done."""
    return "stopping at the next interrupt point" if progress.stopping else progress.stage or "working"


def detail_of(progress: Progress) -> str:
    """Say how much work that took."""
    return f"{progress.nodes:,} nodes" if progress.nodes else ""


def line_of(words: str, done: int, total: int, detail: str) -> str:
    """Return the line as HTML."""
    part = max(0.0, min(1.0, done / total)) if total else 0.0
    return (
        "<div style='font:13px system-ui,sans-serif;display:flex;align-items:center;gap:12px'>"
        "<span style='width:160px;height:5px;border-radius:3px;overflow:hidden;"
        "background:color-mix(in srgb,currentColor 12%,transparent)'>"
        f"<i style='display:block;height:100%;width:{part * 100:.1f}%;background:{REACHED}'></i></span>"
        f"<span>{html.escape(words)}</span><span style='opacity:.6'>{html.escape(detail)}</span></div>"
    )


def notebook_is_running() -> bool:
    """Whether this process is the kernel of a notebook."""
    shell = sys.modules.get("IPython")
    if shell is None:
        return False
    kernel = shell.get_ipython()
    return kernel is not None and "IPKernelApp" in kernel.config
