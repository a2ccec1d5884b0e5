#!/usr/bin/env python3
"""Every public header compiles alone, without a warning.

    check_headers.py --compiler CXX --include DIR... --system DIR... HEADER_ROOT...

Only the syntax is checked (-fsyntax-only), two compilers at a time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror", "-x", "c++"]
# Without collecting garbage in between, GCC needs a sixth less time.
GCC_FLAGS = ["--param", "ggc-min-expand=1000", "--param", "ggc-min-heapsize=4000000"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--system", action="append", default=[])
    parser.add_argument("roots", nargs="+", type=Path)
    options = parser.parse_args()

    headers = sorted(path.relative_to(root) for root in options.roots for path in root.rglob("*.hpp"))
    search = [f"-I{path}" for path in options.include]
    for path in options.system:
        if path == "/usr/include":  # Named again, it would hide the C headers from those of C++.
            continue
        search += ["-isystem", path]

    version = subprocess.run([options.compiler, "--version"], capture_output=True, text=True, check=True).stdout
    flags = FLAGS if "clang" in version else FLAGS + GCC_FLAGS

    with tempfile.TemporaryDirectory() as directory:

        def compile_alone(header: Path) -> str:
            # Twice, so that a header without a guard is found too.
            unit = Path(directory) / (header.as_posix().replace("/", "_") + ".cpp")
            unit.write_text(f'#include "{header.as_posix()}"\n#include "{header.as_posix()}"\n', encoding="utf-8")
            done = subprocess.run(
                [options.compiler, *flags, *search, str(unit)], capture_output=True, text=True, check=False
            )
            return "" if done.returncode == 0 else f"{header} does not compile alone:\n{done.stderr}"

        with ThreadPoolExecutor(max_workers=2) as pool:
            findings = [text for text in pool.map(compile_alone, headers) if text]

    for finding in findings:
        print(finding)
    print(f"{len(headers)} public headers compiled alone, {len(findings)} failed")
    return 1 if findings or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
