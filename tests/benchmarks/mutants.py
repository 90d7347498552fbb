"""Break the code on purpose in many small places, and see whether a test notices.

    python tests/benchmarks/mutants.py --seed 1                  # 60 breaks
    python tests/benchmarks/mutants.py --seed 1 --first 10 --last 20   # a part of the same 60

Every break is made in a copy of the project. First the tests that are named after the broken file
or import it are run, then, nearest first, those that reach it through other files. A break that
makes the tests endless counts as noticed only if they are over in a quarter of the limit without
it. Files are found by what they are called and what they import, so they may move.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from mutant_sites import Site, sites

ROOT = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
LIMIT = 300.0  # seconds for the tests of one batch
MOST_FILES = 8  # that reach a broken file only through others


def packages() -> list[str]:
    """Return the names of the packages that the project consists of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [n.rstrip("*.") for n in project["tool"]["setuptools"]["packages"]["find"]["include"]]


def tracked(pattern: str) -> list[Path]:
    """Return the files of the project, also those that are not committed yet."""
    options = ["--cached", "--others", "--exclude-standard", "--", pattern]
    out = subprocess.run(["git", "ls-files", *options], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / line for line in sorted({*out.stdout.splitlines()}) if (ROOT / line).is_file()]


def module_name(path: Path) -> str:
    """Return the dotted name under which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, known: set[str]) -> set[str]:
    """Return the project's modules that a file imports, or names in a text (a lazy import)."""
    found: set[str] = set()
    if path.suffix == ".ipynb":
        for package, names in re.findall(r"from ([\w.]+) import ([\w, ]+)", path.read_text()):
            found |= {package, *(f"{package}.{name.strip()}" for name in names.split(","))}
        return found & known
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            package = module_name(path)
            words = node.value.split() if len(node.value) < 200 else []
            found |= {name for word in words for name in (word, f"{package}.{word}")}
    return found & known


class Tests:
    """Which test files concern a module, nearest first."""

    def __init__(self) -> None:
        names = [path for package in packages() for path in tracked(f"{package}/*.py")]
        self.modules = {module_name(path): path for path in names}
        known = {*self.modules}
        self.uses = {name: imports(path, known) for name, path in self.modules.items()}
        here = Path(__file__).parent
        files = [
            p for p in tracked("*test_*.py") if p.name.startswith("test_") and here != p.parent
        ]
        files = [
            p for p in files if "playwright" not in p.read_text() and p.parent.name != "browser"
        ]
        self.uses_of_test = {path: imports(path, known) for path in files}
        for path in files:  # these look at every module
            if "walk_packages" in path.read_text():
                roots = tuple(f"{name}." for name in self.uses_of_test[path] if "." not in name)
                self.uses_of_test[path] |= {name for name in known if name.startswith(roots)}
        books = {n for p in tracked("*.ipynb") if "tests" not in p.parts for n in imports(p, known)}
        self.through_books = {p: books for p in files if self._reads_masters(p)}
        self.grades = {p for p in self.through_books if "answers=" in p.read_text()}

    @staticmethod
    def _reads_masters(path: Path) -> bool:
        shared = path.with_name("conftest.py")
        texts = [p.read_text() for p in (path, shared) if p.exists()]
        return any("solutions" in text and re.search(r"ROOT|parents\[", text) for text in texts)

    def of(self, path: Path) -> Iterator[list[Path]]:
        """Yield batches of test files for a module; the file itself has its doctests."""
        name = module_name(path)
        words = {*name.split(".")[1:]}
        near: dict[Path, float] = {}
        reached, distance = {name}, 0.0
        while len(near) < len(self.uses_of_test) and distance < 6:
            for test, used in self.uses_of_test.items():
                named = {*test.stem.split("_")[1:], *test.parent.parts} & words
                if distance > 0:
                    used = used | self.through_books.get(test, set())
                if used & reached or (distance == 0 and test.stem == f"test_{path.stem}"):
                    graded = test in self.grades and distance > 0  # stored answers, before others
                    near.setdefault(test, distance - 0.2 * len(named) - 0.3 * graded)
            reached |= {m for m, used in self.uses.items() if used & reached}
            distance += 1
        order = sorted(near, key=lambda test: (near[test], test.stat().st_size))
        first = [test for test in order if near[test] <= 0]
        yield [path, *first[:6]]
        rest = [test for test in order if test not in first[:6]][:MOST_FILES]
        yield from (rest[at : at + 4] for at in range(0, len(rest), 4))


def run(files: list[Path], copy: Path, limit: float) -> tuple[str, float]:
    """Return "failed", "passed" or "late", and the seconds that it took."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:randomly"]
    command += ["-p", "no:cacheprovider", "-m", "not browser", "--no-header"]
    command += [str(copy / path.relative_to(ROOT)) for path in files]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    started = time.monotonic()
    with subprocess.Popen(
        command, cwd=copy, env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return "late", limit
    # 5: nothing to run, as in a file without doctests
    return ("passed" if code in (0, 5) else "failed"), time.monotonic() - started


def judge(site: Site, tests: Tests, copy: Path) -> tuple[str, str]:
    """Return "noticed" or "not noticed", and which tests said so."""
    target = copy / site.path.relative_to(ROOT)
    honest = target.read_bytes()
    tried: list[Path] = []
    try:
        target.write_bytes(site.broken())
        for batch in tests.of(site.path):
            said, _ = run(batch, copy, LIMIT)
            if said == "late":
                target.write_bytes(honest)
                said = "failed" if run(batch, copy, LIMIT / 4)[0] == "passed" else "passed"
                target.write_bytes(site.broken())
            if said == "failed":
                return "noticed", ", ".join(p.name for p in batch[-2:])
            tried += batch
    finally:
        target.write_bytes(honest)
    return "NOT NOTICED", f"by {len(tried)} files"


def chosen(count: int, seed: int) -> list[Site]:
    """Return so many breaks: files by their size, at most one break in a function."""
    rng = random.Random(seed)
    files = [path for package in packages() for path in tracked(f"{package}/*.py")]
    everywhere = [site for path in files for site in sites(path)]
    rng.shuffle(everywhere)
    one_each: dict[tuple[Path, str], Site] = {}
    for site in everywhere:
        one_each.setdefault((site.path, site.function), site)
    return [*one_each.values()][:count]


def difference(site: Site) -> str:
    """Return the lines that a break changes."""
    old, new = site.path.read_text().splitlines(), site.broken().decode().splitlines()
    lines = [*difflib.unified_diff(old, new, lineterm="", n=0)][2:]
    return "\n".join(f"    {line.rstrip()}" for line in lines if not line.startswith("@@"))


def main() -> None:
    """Make the breaks one after the other and tell which were noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last", type=int)
    options = parser.parse_args()
    tests, noticed, survivors = Tests(), 0, []
    part = chosen(options.count, options.seed)[options.first : options.last]
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copy = Path(scratch) / "copy"
        for path in tracked("."):
            target = copy / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        for number, site in enumerate(part, options.first + 1):
            verdict, who = judge(site, tests, copy)
            noticed += verdict == "noticed"
            place = f"{site.path.relative_to(ROOT)}:{site.line} {site.function} ({site.kind})"
            survivors += [] if verdict == "noticed" else [place]
            print(f"{number:3} {verdict}: {place}; {who}\n{difference(site)}", flush=True)
    print(f"{noticed} of {len(part)} breaks were noticed", *survivors, sep="\n  ")


if __name__ == "__main__":
    main()
