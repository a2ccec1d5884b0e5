"""Every object that leps hands out pickles, copies, compares, hashes and prints; none exists without a value inside."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import leps
from leps import _leps


@pytest.fixture(scope="module")
def values(plan: leps.Plan, result: leps.Allocation) -> dict[str, Any]:
    limits = plan.measure_limits.to_pylist()
    limits[0] |= {"min_units": 4000, "kind": "obligation"}
    infeasible = leps.allocate(plan.replace(measure_limits=limits), progress=False)
    spend = result.table("spend").to_pylist()
    assert spend
    violated = leps.verify(plan.replace(annuities=plan.annuities.where(fund="STATE")), result)
    progress: list[leps.Progress] = []
    leps.allocate(plan, progress=progress.append)
    return {
        "Money": leps.Money.euros("-12.34"), "Units": leps.Units.parse("0.5"), "Ratio": leps.Ratio.parse("1/3"),
        "Issue": _leps.Issue("error", "code", "table", 1, 2, "field", "found", "expected", "message"),
        "Reason": infeasible.reasons[0], "Progress": (progress or [_leps.Progress("x", 1, 2, 0.5, 3, 4, 5.0, 6.0, True)])[0],
        "Verification": violated, "Violation": violated.violations[0], "StageCheck": leps.verify(plan, result).stages[-1],
        "CertificateCheck": result.certified(), "CertifiedStage": result.certified().stages[0], "Certificate": result.provenance,
        "Work": result.work, "Plan": plan, "core Plan": plan._core, "Allocation": result, "Frame": result.spend,
        "TextTable": plan._core.table("annuities"), "InvalidValue": leps.InvalidValue("a", "b", "c", "d", "e"),
        "FileError": leps.FileError("path", "message"), "SolverError": leps.SolverError("highs", "no memory"),
        "Unsupported": leps.Unsupported("sums"), "DataError": leps.DataError(violated_issues(plan)), "Plots": result.plot,
    }  # fmt: skip


def violated_issues(plan: leps.Plan) -> list[leps.Issue]:
    with pytest.raises(leps.DataError) as error:
        plan.replace(annuities=[{"fund": "STAET"}])
    return error.value.issues


NAMES = ("Money", "Units", "Ratio", "Issue", "Reason", "Progress", "Verification", "Violation", "StageCheck", "CertificateCheck",
         "CertifiedStage", "Certificate", "Work", "Plan", "core Plan", "Allocation", "Frame", "TextTable", "InvalidValue", "FileError",
         "SolverError", "Unsupported", "DataError", "Plots")  # fmt: skip
UNHASHABLE = ("Frame", "TextTable")


@pytest.mark.parametrize("name", NAMES)
def test_it_pickles_copies_compares_hashes_and_prints(values: dict[str, Any], name: str) -> None:
    value = values[name]
    for again in (*(pickle.loads(pickle.dumps(value, protocol)) for protocol in (2, 5)), copy.copy(value), copy.deepcopy(value)):
        assert again == value
        assert type(again) is type(value)
        assert repr(again) == repr(value)
        if name not in UNHASHABLE:
            assert hash(again) == hash(value)
    assert value != object()
    assert "object at 0x" not in repr(value)


def test_values_that_differ_in_one_field_differ() -> None:
    fields = ["error", "code", "table", 1, 2, "field", "found", "expected", "message"]
    whole = _leps.Issue(*fields)
    for i, other in enumerate(["information", "x", "x", 9, 9, "x", "x", "x", "x"]):
        assert _leps.Issue(*fields[:i], other, *fields[i + 1 :]) != whole
    huge = _leps.CertifiedStage("cost", None, None, "all", -(2**100), 2**100, -1)
    assert pickle.loads(pickle.dumps(huge)) == huge
    assert huge != _leps.CertifiedStage("cost", None, None, "all", -(2**100), 2**100, 2**64 - 1)
    assert huge != _leps.CertifiedStage("cost", None, None, "last", -(2**100), 2**100, -1)


CLASSES: list[type] = [value for value in vars(_leps).values() if isinstance(value, type)]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_no_object_is_without_a_value(kind: Any) -> None:
    ways: list[Callable[[], object]] = [kind, lambda: kind.__new__(kind), lambda: kind(object(), object())]
    for way in ways:
        try:
            made = way()
        except TypeError:
            continue
        assert made == kind()  # numbers alone are made of nothing: zero
        assert repr(made) == f"{kind.__name__}.{'euros' if kind is leps.Money else 'parse'}(\"{kind()}\")"
    with pytest.raises(TypeError):
        kind(*[object()] * 9)
    with pytest.raises(TypeError):
        type("Mine", (kind,), {})  # values have no subclasses
