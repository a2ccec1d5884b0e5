"""Where answers of the command line are written: refused before anything is computed, not after."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leps import _leps

if TYPE_CHECKING:
    from leps.plan import Plan


class WrongCall(Exception):
    """What the caller asked for cannot be done as asked."""


def refuse_places(out: Path, page: Path | None, force: bool) -> None:
    """Raise WrongCall, before anything is computed, if the answer could not be written there."""
    refused(out, lambda: refuse_out(out, force))
    if page is not None:
        refused(page, lambda: refuse_page(page, out, force))


def refused(path: Path, look: Callable[[], None]) -> None:
    """Look at a place; WrongCall as well if the system refuses the look: a name too long, a loop of links."""
    try:
        look()
    except OSError as error:
        raise WrongCall(f"{path} cannot be written: {error.strerror or error}") from error


def refuse_out(out: Path, force: bool) -> None:
    """Raise WrongCall if the result package could not be written there."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise WrongCall(f"{out} exists and is not a folder")
    if out.is_dir() and any(out.iterdir()):
        if not force:
            raise WrongCall(f"{out} exists already; nothing is overwritten without --force")
        if not is_result(out):
            raise WrongCall(f"{out} is not a result package, so it is not overwritten: choose another folder")
    refuse_parent(out)


def refuse_page(page: Path, out: Path, force: bool) -> None:
    """Raise WrongCall if the page could not be written there, or not without harm to the package that is written before it."""
    place, package = place_of(page), place_of(out)
    if place == package or page.is_dir() or place.name in ("", ".."):
        raise WrongCall(f"{page} is a folder: name the file of the page")
    if place.parent == package:  # which is written before it
        if place.name.casefold() in {name.casefold() for name in package_files()}:
            raise WrongCall(f"{page} is a file of the result package: choose another name for the page")
        refuse_name(package.with_name(place.name))
    else:
        refuse_parent(page)
    if page.exists() and not force:
        raise WrongCall(f"{page} exists already; nothing is overwritten without --force")


def place_of(path: Path) -> Path:
    """Return the one path of a place: its folder without links. What stands there is not followed, since it is replaced."""
    path = path.absolute()
    return Path(os.path.realpath(path.parent)) / path.name


def package_files() -> list[str]:
    """Return the names of the files that result packages consist of."""
    return ["datapackage.json", *(f"{table}.csv" for table in _leps.result_table_names())]


def refuse_parent(path: Path) -> None:
    """Raise WrongCall if nothing can be made in the folder of a path."""
    parent = path.absolute().parent
    if not parent.is_dir():
        raise WrongCall(f"{path} cannot be written: there is no folder {parent}")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise WrongCall(f"{path} cannot be written: the folder {parent} is closed to you")
    refuse_name(path)


def refuse_name(path: Path) -> None:
    """Raise OSError if the name has no room for what is added to it while the file or folder is written aside."""
    with suppress(FileNotFoundError):
        path.absolute().with_name(f".{path.absolute().name}.{'x' * 20}").lstat()


def properties_of(folder: Path) -> dict[str, Any]:
    """Return the properties of the data package in a folder; none where there is no package that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        file = folder / "datapackage.json"
        package = json.loads(file.read_bytes()) if file.is_file() else None
        return package if isinstance(package, dict) else {}
    return {}


def is_result(folder: Path) -> bool:
    """Whether a folder holds a result package."""
    return "plan_hash" in properties_of(folder)


def refuse_plan(folder: Path) -> None:
    """Raise WrongCall if a result stands where a plan is asked for."""
    if is_result(folder):
        raise WrongCall(f"{folder} is a result package, not a plan")


def refuse_result(folder: Path) -> None:
    """Raise WrongCall if a plan stands where a result is asked for, or a folder that has it below, as `leps demo` writes it."""
    if is_result(folder):
        return
    if is_result(folder / "result"):
        raise WrongCall(f"{folder} is no result package; {folder / 'result'} is one")
    if "horizon" in properties_of(folder):
        raise WrongCall(f"{folder} is a plan, not a result package")


def refuse_swap(plans: list[Plan], results: list[Path]) -> None:
    """Raise WrongCall if each of two results answers the other one's plan."""
    answered = [properties_of(result).get("plan_hash") for result in results]
    own = [plan.hash for plan in plans]
    if answered == own[::-1] and answered != own:
        raise WrongCall(f"the results are swapped: {results[0]} answers the second plan, {results[1]} the first")


@contextmanager
def folder_of_answers(folder: Path, force: bool) -> Iterator[None]:
    """Make a folder for several answers; one that is made here and gets none goes again.

    WrongCall if it cannot be a folder, or holds other things and may not be mixed with them.
    """
    made = not os.path.lexists(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        full = any(folder.iterdir())
    except OSError as error:
        raise WrongCall(f"{folder} cannot be a folder: {error.strerror}") from error
    if full and not force:
        raise WrongCall(f"{folder} is not empty; nothing is written into it without --force")
    try:
        yield
    finally:
        if made:
            with suppress(OSError):  # it is not empty
                folder.rmdir()


def free_folder(wanted: Path, force: bool) -> Path:
    """Return the folder itself, or the first of folder-2, folder-3 … that is not there yet."""
    folder, number = wanted, 1
    while os.path.lexists(folder) and not force:
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder
