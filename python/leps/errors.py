"""One tree of exceptions, each with the fields that a program may act on. C++ raises them too."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leps._leps import Issue

__all__ = ["DataError", "Error", "FileError", "InvalidValue", "SolverError", "Unsupported"]


class Error(Exception):
    """Root of everything that leps raises on purpose. Two are equal if their kind and their fields are."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.args == other.args

    def __hash__(self) -> int:
        return hash((type(self), str(self)))


class InvalidValue(Error, ValueError):
    """A caller broke a promise: a value that its type does not admit.

    Attributes
    ----------
    code : str
        Stable identifier, e.g. ``"number_overflow"``.
    subject, field : str
        What the value belongs to, and which of its fields.
    got, limit : str
        What was given, and what would have been accepted.
    """

    def __init__(self, code: str, subject: str, field: str, got: str, limit: str) -> None:
        super().__init__(code, subject, field, got, limit)
        self.code = code
        self.subject = subject
        self.field = field
        self.got = got
        self.limit = limit

    def __str__(self) -> str:
        place = f"{self.subject}.{self.field}" if self.field else self.subject
        return f"{self.code}: {place} is {self.got}, expected {self.limit}"


class DataError(Error, ValueError):
    """Bad data: every finding at once.

    Attributes
    ----------
    issues : list of Issue
        All findings, errors and warnings, in the order of the tables.
    """

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(issues)
        self.issues = issues

    def __str__(self) -> str:
        shown = [str(issue) for issue in self.issues[:5]]
        if len(self.issues) > len(shown):
            shown.append(f"and {len(self.issues) - len(shown)} more: see .issues")
        return "\n".join(shown) or "the data is at fault"


class Unsupported(Error, NotImplementedError):
    """Something that leps knows by name and does not do yet, or an option that an engine does not have.

    Attributes
    ----------
    feature : str
        Its name.
    """

    def __init__(self, feature: str) -> None:
        super().__init__(feature)
        self.feature = feature

    def __str__(self) -> str:
        return f"not supported yet: {self.feature}"


class SolverError(Error, RuntimeError):
    """An engine failed for a reason that is not the plan's: a defect or a lack of memory, never "infeasible".

    Attributes
    ----------
    engine : str
        Which one.
    message : str
        What it said.
    """

    def __init__(self, engine: str, message: str) -> None:
        super().__init__(engine, message)
        self.engine = engine
        self.message = message

    def __str__(self) -> str:
        return self.message


class FileError(Error):
    """A file that cannot be read or written.

    Attributes
    ----------
    path : str
        Where.
    message : str
        Why.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return self.message


def native_path(path: str | os.PathLike[str]) -> bytes:
    """Return a path as the system takes it, whatever its bytes are.

    Raises
    ------
    FileError
        If no file can have that name.
    """
    try:
        name = os.fsencode(path)
    except UnicodeEncodeError:
        name = b""
    if not name or b"\0" in name:
        raise FileError(ascii(path), f"{path!a}: no file can have that name")
    return name
