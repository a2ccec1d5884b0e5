"""Random plans, the library in this process, the oracle in processes of its own."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))
sys.path.insert(0, str(Path(__file__).resolve().parent))


def pytest_collection_modifyitems(items):
    missing = [name for name in ("leps", "highspy", "ortools") if importlib.util.find_spec(name) is None]
    if missing:
        for item in items:
            if Path(item.fspath).parent == Path(__file__).resolve().parent:
                item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing)}"))


@pytest.fixture(scope="module")
def oracle():
    """Fresh processes for each file: one file needs highspy, another OR-tools, and they must not meet."""
    from oracle.workers import worker

    with worker(max(1, (os.cpu_count() or 2) - 1)) as pool:
        yield pool


@pytest.fixture()
def scratch():
    """A folder in memory where there is one: thousands of small files are written."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None, prefix="leps-plans-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
