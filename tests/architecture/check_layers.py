#!/usr/bin/env python3
"""The layer rules of the project, checked on its source text.

    check_layers.py [ROOT]      every finding on a line of its own; exit code 1 if there is one
    check_layers.py --self-test builds trees that break one rule each and expects the finding

There is no list of exceptions: when a rule is wrong, the table below is changed, and include/leps/README.md says why.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Folder -> folders it may include, besides itself. The same for include/leps/<folder> and src/<folder>.
MAY_INCLUDE: dict[str, set[str]] = {
    "core": set(),
    "domain": {"core"},
    "read": {"core", "domain", "apportion"},
    "apportion": {"core", "domain"},
    "problem": {"core"},
    "compile": {"core", "domain", "apportion", "problem"},
    "solve": {"core", "problem"},
    "verify": {"core", "domain"},
    "allocate": {"core", "domain", "apportion", "problem", "compile", "solve", "verify"},
    "analyze": {"core", "domain", "apportion", "problem", "compile", "solve", "verify", "allocate"},
    "audit": {"core", "problem", "solve"},
}
EVERYTHING = set(MAY_INCLUDE)

# Headers of third parties that no public header may include: slow, or part of nobody's interface but ours. They stand
# under src/, Eigen in a .cpp only (its types change with the vector flags of who compiles them).
PRIVATE = {
    "Eigen": re.compile(r"^(Eigen|unsupported/Eigen)/"),
    "HiGHS": re.compile(r"^(Highs\.h|HConfig\.h|interfaces/highs_c_api\.h|(lp_data|util|mip|simplex|ipm|io)/H\w*\.h)$"),
    "Boost.Multiprecision": re.compile(r"^boost/multiprecision/"),
    "Boost.JSON": re.compile(r"^boost/json"),
}
# The one public header that gives big fractions to those who ask for them; no other public header may include it.
BIG_RATIONAL = "leps/core/big_rational.hpp"
NEVER_EIGEN = {"core", "domain"}

# problem and solve could be a library of their own: no word of the law or of the ground may name anything there.
ALGEBRA_ONLY = ("problem", "solve")
DOMAIN_WORDS = {
    "annuity", "annuities", "association", "associations", "beneficiary", "beneficiaries", "category", "categories",
    "decree", "decrees", "euro", "euros", "fund", "funds", "grant", "grants", "household", "households", "indicator",
    "indicators", "level", "levels", "measure", "measures", "ministry", "municipal", "municipality", "municipalities",
    "payer", "payers", "person", "persons", "plan", "plans", "province", "provinces", "recipient", "recipients",
    "region", "regions", "territory", "territories", "zone", "zones",
}  # fmt: skip

MACHINE_PATH = re.compile(r"(?<![\w.$}~])/(?:work|home|root|Users|farm|opt|mnt|srv)/[\w.-]+")
TEXT_SUFFIXES = {
    "", ".cmake", ".cpp", ".csv", ".hpp", ".in", ".ipynb", ".json", ".md", ".py", ".pyi", ".sh", ".toml", ".txt",
    ".yaml", ".yml",
}  # fmt: skip
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENTS_AND_STRINGS = re.compile(
    r'R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL
)


def code_only(text: str) -> str:
    """The text without comments, strings and the file names of includes; lines keep their numbers."""
    text = INCLUDE.sub("", text)
    return COMMENTS_AND_STRINGS.sub(lambda match: "\n" * match.group().count("\n"), text)


def parts_of(identifier: str) -> list[str]:
    """`ZoneCount` and `zone_count_` both give ["zone", "count"]."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", identifier)
    return [part.lower() for part in spaced.split("_") if part]


def cpp_files(root: Path) -> Iterator[Path]:
    for top in ("include", "src", "bindings"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in {".hpp", ".cpp", ".in"} and path.is_file():
                yield path


def folder_of(relative: Path) -> str:
    """The layer of a file, or "" for leps.hpp, version.hpp and the bindings, which may include every layer."""
    parts = relative.parts
    inner = parts[2:] if parts[:2] == ("include", "leps") else parts[1:]
    return inner[0] if len(inner) > 1 and parts[0] != "bindings" else ""


def check_include(root: Path, relative: Path, quote: str, target: str) -> Iterator[str]:
    folder = folder_of(relative)
    public = relative.parts[0] == "include"
    allowed = EVERYTHING if not folder else MAY_INCLUDE[folder] | {folder}

    for name, pattern in PRIVATE.items():
        if pattern.match(target):
            opt_in = relative.as_posix() == f"include/{BIG_RATIONAL}" and name == "Boost.Multiprecision"
            if relative.parts[0] != "src" and not opt_in:
                yield f"{name} may be included under src only: {target}"
            if name == "Eigen" and relative.suffix != ".cpp":
                yield f"{name} may be included in a .cpp only: {target}"
            if name == "Eigen" and folder in NEVER_EIGEN:
                yield f"{folder} may not use Eigen"
            if name == "HiGHS" and folder != "solve":
                yield f"only solve may use HiGHS, not {folder or relative.parts[0]}"
            return

    if ".." in Path(target).parts:
        yield f"an include leaves its folder by '..': {target}"
        return
    if target.startswith("leps/"):
        if quote != '"':
            yield f"headers of the project are included in quotes: {target}"
        inner = target.split("/")[1:]
        if len(inner) == 1:
            if inner[0] == "leps.hpp" and folder:
                yield f"{folder} may not include the umbrella leps.hpp"
            return
        if inner[0] not in MAY_INCLUDE:
            yield f"{target} is in no folder of the layer table"
        elif inner[0] not in allowed:
            yield f"{folder} may not include {inner[0]}: {target}"
        if public and target == BIG_RATIONAL:
            yield f"a public header may not include {BIG_RATIONAL}"
        return
    if quote == "<":
        return
    if public:
        yield f"a public header includes a private one: {target}"
        return
    # A private header: beside the including file, or named from src.
    if (root / relative).parent.joinpath(target).is_file():
        return
    if target.split("/")[0] not in allowed - (EVERYTHING - {folder} if folder else set()):
        yield f"{folder or 'bindings'} may not include a private header of another folder: {target}"


def check_sources(root: Path) -> Iterator[str]:
    for path in cpp_files(root):
        relative = path.relative_to(root)
        text = path.read_text(encoding="utf-8")
        folder = folder_of(relative)
        if folder and folder not in MAY_INCLUDE:
            yield f"{relative}:1: folder {folder} is not in the layer table"
            continue
        if relative.suffix == ".hpp" and "#pragma once" not in text:
            yield f"{relative}:1: the header has no #pragma once"
        for match in INCLUDE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            for finding in check_include(root, relative, match[1], match[2]):
                yield f"{relative}:{line}: {finding}"
        if folder in ALGEBRA_ONLY:
            for number, line_text in enumerate(code_only(text).split("\n"), 1):
                for identifier in re.findall(r"[A-Za-z_]\w*", line_text):
                    words = DOMAIN_WORDS.intersection(parts_of(identifier))
                    if words:
                        yield f"{relative}:{number}: {folder} knows no domain word: {identifier}"


def check_machine_paths(root: Path) -> Iterator[str]:
    """Nothing in the repository may name a directory of one particular machine."""
    skipped = {".git", "build", "dist", "__pycache__", ".pytest_cache", ".hypothesis"}
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if skipped.intersection(relative.parts) or any(part.startswith(".venv") for part in relative.parts):
            continue
        if path.is_symlink() or not path.is_file() or path.suffix not in TEXT_SUFFIXES:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # Cases of wrong encodings live under tests/cases.
        for match in MACHINE_PATH.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{relative}:{line}: a path of one machine: {match.group()}"


def check(root: Path) -> list[str]:
    return [*check_sources(root), *check_machine_paths(root)]


# File, its text, and what must be found; None: nothing may be found.
SELF_TEST: list[tuple[str, str, str | None]] = [
    ("include/leps/domain/a.hpp", '#include "leps/core/b.hpp"', None),
    ("include/leps/core/a.hpp", '#include "leps/domain/b.hpp"', "core may not include domain"),
    ("include/leps/verify/a.hpp", '#include "leps/compile/b.hpp"', "verify may not include compile"),
    ("src/verify/a.cpp", '#include "leps/solve/b.hpp"', "verify may not include solve"),
    ("src/verify/a.cpp", '#include "compile/b.hpp"', "private header of another folder"),
    ("src/verify/a.cpp", '#include "verify/b.hpp"', None),
    ("src/verify/a.cpp", '#include "../compile/b.hpp"', "leaves its folder"),
    ("src/solve/a.cpp", "#include <interfaces/highs_c_api.h>", None),
    ("include/leps/solve/a.hpp", "#include <interfaces/highs_c_api.h>", "HiGHS may be included under src only"),
    ("include/leps/solve/a.hpp", '#include "interfaces/highs_c_api.h"', "HiGHS may be included under src only"),
    ("src/solve/a.hpp", "#include <Eigen/Dense>", "Eigen may be included in a .cpp only"),
    ("bindings/a.cpp", "#include <boost/json.hpp>", "Boost.JSON may be included under src only"),
    ("src/allocate/a.cpp", '#include "interfaces/highs_c_api.h"', "only solve may use HiGHS"),
    ("include/leps/allocate/a.hpp", "#include <boost/multiprecision/cpp_int.hpp>", "under src only"),
    ("src/allocate/a.cpp", "#include <boost/multiprecision/cpp_int.hpp>", None),
    ("include/leps/core/big_rational.hpp", "#include <boost/multiprecision/cpp_int.hpp>", None),
    ("include/leps/allocate/a.hpp", '#include "leps/core/big_rational.hpp"', "public header may not include"),
    ("include/leps/read/a.hpp", "#include <boost/json.hpp>", "Boost.JSON may be included under src only"),
    ("src/domain/a.cpp", "#include <Eigen/Dense>", "domain may not use Eigen"),
    ("include/leps/problem/a.hpp", "int zone_count = 0;", "no domain word: zone_count"),
    ("include/leps/problem/a.hpp", "class FundRow {};", "no domain word: FundRow"),
    ("include/leps/solve/a.hpp", '// the measure of a zone\nconst char* s = "zone";', None),
    ("include/leps/solve/a.hpp", "int refund_ = measured(explain);", None),
    ("include/leps/fund/a.hpp", "", "not in the layer table"),
    ("include/leps/compile/a.hpp", '#include "leps/leps.hpp"', "may not include the umbrella"),
    ("include/leps/leps.hpp", '#include "leps/analyze/b.hpp"', None),
    ("bindings/a.cpp", '#include "leps/read/b.hpp"', None),
    ("README.md", "see /" + "home/somebody/plan", "a path of one machine"),
    ("README.md", "see https://example.org/" + "home/page", None),
]


def self_test() -> int:
    failures = 0
    for name, text, expected in SELF_TEST:
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(("#pragma once\n" if path.suffix == ".hpp" else "") + text, encoding="utf-8")
            findings = check(Path(directory))
        found = any(expected in finding for finding in findings) if expected else not findings
        if not found:
            failures += 1
            print(f"{name}: {text!r}: expected {expected or 'no finding'!r}, got {findings}")
    print(f"{len(SELF_TEST)} trees checked, {failures} judged wrongly")
    return 1 if failures else 0


def main(arguments: list[str]) -> int:
    if arguments == ["--self-test"]:
        return self_test()
    root = Path(arguments[0] if arguments else ".").resolve()
    findings = check(root)
    for finding in findings:
        print(finding)
    print(f"layer check: {len(list(cpp_files(root)))} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
