"""Plans that come with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from leps.plan import Plan, read_plan

__all__ = ["tuscany", "tuscany_path"]


def tuscany_path() -> Path:
    """Return the folder of the Tuscany plan: CSV tables that a person can read."""
    return Path(str(resources.files("leps") / "data" / "tuscany"))


def tuscany() -> Plan:
    """Return the plan of the 28 zones of Tuscany, 2024-2027: real money, real people.

    Each row of its tables says where it comes from (``source``) and what that is worth (``basis``).
    """
    return read_plan(tuscany_path())
