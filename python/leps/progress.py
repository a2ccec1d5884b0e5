"""What a long solve shows: one line in a terminal or a notebook, nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
        wanted = sys.stderr.isatty() or _in_notebook()
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
    from rich.console import Console
    from rich.progress import BarColumn, Progress as Bar, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[detail]}", style="dim"),
        TimeElapsedColumn(),
    )
    console = None if _in_notebook() else Console(stderr=True)
    with Bar(*columns, transient=True, console=console, refresh_per_second=8) as bar:
        task = bar.add_task("compiling", total=None, detail="")

        def report(progress: Progress) -> None:
            if progress.stopping:
                bar.update(task, description="stopping at the next interrupt point")
                bar.refresh()
                return
            detail = f"{progress.nodes:,} nodes" if progress.nodes else ""
            bar.update(
                task,
                description=progress.stage or "working",
                total=progress.stage_count or None,
                completed=max(0, progress.stage_number - 1),
                detail=detail,
            )

        yield report


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    if shell is None:
        return False
    kernel = shell.get_ipython()
    return kernel is not None and "IPKernelApp" in kernel.config
