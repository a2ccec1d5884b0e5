"""Where answers of the command line are written: refused before anything is computed, not after."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path


class WrongCall(Exception):
    """What the caller asked for cannot be done as asked."""


def refuse_places(out: Path, page: Path | None, force: bool) -> None:
    """Raise WrongCall, before anything is computed, if the answer could not be written there."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise WrongCall(f"{out} exists and is not a folder")
    if out.is_dir() and any(out.iterdir()):
        if not force:
            raise WrongCall(f"{out} exists already; nothing is overwritten without --force")
        if not is_result(out):
            raise WrongCall(f"{out} is not a result package, so it is not overwritten: choose another folder")
    refuse_parent(out)
    if page is None:
        return
    if page.is_dir():
        raise WrongCall(f"{page} is a folder")
    if page.exists() and not force:
        raise WrongCall(f"{page} exists already; nothing is overwritten without --force")
    if page.parent.absolute() != out.absolute():  # a page may lie in the package that is written before it
        refuse_parent(page)


def refuse_parent(path: Path) -> None:
    """Raise WrongCall if nothing can be made in the folder of a path."""
    parent = path.absolute().parent
    if not parent.is_dir():
        raise WrongCall(f"{path} cannot be written: there is no folder {parent}")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise WrongCall(f"{path} cannot be written: the folder {parent} is closed to you")


def is_result(folder: Path) -> bool:
    """Whether a folder holds a result package."""
    with suppress(OSError, ValueError):
        return "plan_hash" in json.loads((folder / "datapackage.json").read_bytes())
    return False


def free_folder(wanted: Path, force: bool) -> Path:
    """Return the folder itself, or the first of folder-2, folder-3 … that is not there yet."""
    folder, number = wanted, 1
    while folder.exists() and not force:
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder
