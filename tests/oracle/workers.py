"""Engines in processes of their own: two libraries that each carry HiGHS must not meet in one process."""

from __future__ import annotations

import math
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Found:
    """status: optimal, feasible (stopped at a limit), infeasible, unknown. Values in the stage's integer unit."""

    status: str
    value: float = math.inf
    bound: float = -math.inf


def _prepare(path: str) -> None:
    sys.path.insert(0, path)
    os.environ["OMP_NUM_THREADS"] = "1"


def worker(count: int = 1) -> ProcessPoolExecutor:
    """A pool of fresh processes in which `oracle` can be imported."""
    tests = str(Path(__file__).resolve().parents[1])
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare,
                               initargs=(tests,))


def float_values(folder: str, caps=None, whole: str = "whole", bands: bool = True):
    """FloatOracle(...).run(caps) of the plan in `folder`."""
    from .model import FloatOracle
    from .package import read_package
    from .semantics import Model
    from .stages import stages_of

    model = Model(read_package(folder))
    return FloatOracle(model, stages_of(model), bands, whole).run(caps)
