#!/usr/bin/env python3
"""Code that must not compile.

    check_refusals.py --compiler CXX --include DIR... --system DIR... CASE...

A case is a .cpp file with one block

    #ifdef LEPS_REFUSED
        what nobody may write
    #else
        what they write instead
    #endif

It must compile as it is, and must fail with LEPS_REFUSED defined, by an error that points into the file: so a
case that fails for another reason, such as a header that moved, is not mistaken for a refusal.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# No warning flags: what a type refuses, it refuses to every caller.
FLAGS = ["-std=c++20", "-fsyntax-only", "-fno-diagnostics-color"]


def refused_lines(text: str) -> range:
    lines = text.split("\n")
    return range(lines.index("#ifdef LEPS_REFUSED") + 2, lines.index("#else") + 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--system", action="append", default=[])
    parser.add_argument("cases", nargs="+", type=Path)
    options = parser.parse_args()

    search = [f"-I{path}" for path in options.include]
    for path in options.system:
        if path == "/usr/include":  # Named again, it would hide the C headers from those of C++.
            continue
        search += ["-isystem", path]

    def compile_case(case: Path, *defines: str) -> subprocess.CompletedProcess[str]:
        command = [options.compiler, *FLAGS, *search, *defines, str(case)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def judge(case: Path) -> str:
        allowed = compile_case(case)
        if allowed.returncode != 0:
            return f"{case.name}: the allowed form does not compile:\n{allowed.stderr}"
        refused = compile_case(case, "-DLEPS_REFUSED")
        if refused.returncode == 0:
            return f"{case.name}: the refused form compiles"
        lines = refused_lines(case.read_text(encoding="utf-8"))
        errors = re.findall(rf"{re.escape(case.name)}:(\d+):\d+: (?:error|\s*required from here)", refused.stderr)
        if not any(int(line) in lines for line in errors):
            return f"{case.name}: it fails elsewhere than in the refused lines:\n{refused.stderr}"
        return ""

    with ThreadPoolExecutor(max_workers=2) as pool:
        findings = [text for text in pool.map(judge, sorted(options.cases)) if text]

    for finding in findings:
        print(finding)
    print(f"{len(options.cases)} forms that must not compile, {len(findings)} judged wrongly")
    return 1 if findings or not options.cases else 0


if __name__ == "__main__":
    sys.exit(main())
