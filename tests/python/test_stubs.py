"""The committed stub of the extension module says what the module says."""

import subprocess
import sys
from pathlib import Path

import pytest

import leps

pytest.importorskip("pybind11_stubgen")


def test_the_committed_stub_is_the_generated_one(repository: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pybind11_stubgen", "leps._leps", "-o", str(tmp_path), "--numpy-array-use-type-var"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    generated = (tmp_path / "leps" / "_leps.pyi").read_text(encoding="utf-8")
    committed = (repository / "python" / "leps" / "_leps.pyi").read_text(encoding="utf-8")
    assert without_version(generated) == without_version(committed), "run tests/python/update_stub.py"


def without_version(stub: str) -> list[str]:
    return [line for line in stub.splitlines() if not line.startswith("__version__")]


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(leps.__file__).parent / "py.typed").exists()
    assert (Path(leps.__file__).parent / "_leps.pyi").exists()


@pytest.mark.parametrize("name", leps.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    if name != "__version__":
        assert getattr(leps, name).__doc__
