"""Write the stub of the extension module again after its bindings changed: python tests/python/update_stub.py"""

import subprocess
import sys
import tempfile
from pathlib import Path

repository = Path(__file__).resolve().parents[2]
with tempfile.TemporaryDirectory() as folder:
    command = [sys.executable, "-m", "pybind11_stubgen", "leps._leps", "-o", folder, "--numpy-array-use-type-var"]
    subprocess.run(command, check=True)
    stub = (Path(folder) / "leps" / "_leps.pyi").read_text(encoding="utf-8")
(repository / "python" / "leps" / "_leps.pyi").write_text(stub, encoding="utf-8")
