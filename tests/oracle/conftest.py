"""The oracle's own tests load an engine, so they run apart: tests/property/test_oracle.py starts them."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if os.environ.get("LEPS_ORACLE_APART") != "1":
    collect_ignore_glob = ["test_*.py"]
