"""Exact allocation of the money of a social plan."""

from leps._leps import __version__

__all__ = ["__version__"]
