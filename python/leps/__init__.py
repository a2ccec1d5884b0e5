"""Exact allocation of the money of a social plan: to the cent, with a proof.

>>> import leps
>>> plan = leps.datasets.tuscany()      # or leps.read_plan("folder")     # doctest: +SKIP
>>> result = leps.allocate(plan)                                          # doctest: +SKIP
>>> result.coverage.to_pandas()                                           # doctest: +SKIP
>>> result.plot.mappafondo()                                              # doctest: +SKIP
"""

from leps.errors import DataError, Error, FileError, InvalidValue, SolverError, Unsupported  # isort: skip
from leps import datasets
from leps._leps import Issue, Money, Progress, Ratio, Reason, Units, __version__, available_engines
from leps.allocation import Allocation, Verification, read_allocation, verify
from leps.base_plan import BasePlan
from leps.comparison import Comparison, compare
from leps.conflicts import Conflict, Repair, Repairs
from leps.explaining import Why, WhyNot
from leps.frames import Frame
from leps.goals import GoalSeek, goal_seek
from leps.near_optimal import Alternatives, alternatives
from leps.plan import Plan, check, read_plan
from leps.sampling import Choice, Triangular, Uncertain, Uniform, monte_carlo, sampled
from leps.solving import allocate
from leps.sweeping import Sweep, SweepInterrupted, read_scenarios, sweep
from leps.tradeoffs import Front, front

__all__ = [
    "Allocation",
    "Alternatives",
    "BasePlan",
    "Choice",
    "Comparison",
    "Conflict",
    "DataError",
    "Error",
    "FileError",
    "Frame",
    "Front",
    "GoalSeek",
    "InvalidValue",
    "Issue",
    "Money",
    "Plan",
    "Progress",
    "Ratio",
    "Reason",
    "Repair",
    "Repairs",
    "SolverError",
    "Sweep",
    "SweepInterrupted",
    "Triangular",
    "Uncertain",
    "Uniform",
    "Units",
    "Unsupported",
    "Verification",
    "Why",
    "WhyNot",
    "__version__",
    "allocate",
    "alternatives",
    "available_engines",
    "check",
    "compare",
    "datasets",
    "front",
    "goal_seek",
    "monte_carlo",
    "read_allocation",
    "read_plan",
    "read_scenarios",
    "sampled",
    "sweep",
    "verify",
]
