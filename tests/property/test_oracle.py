"""The oracle passes its own tests, in a process of its own: it loads an engine that must not meet the library's."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_oracle_passes_its_own_tests():
    run = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/oracle"], cwd=ROOT,
                         env=os.environ | {"LEPS_ORACLE_APART": "1"}, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert " passed" in run.stdout and "skipped" not in run.stdout
