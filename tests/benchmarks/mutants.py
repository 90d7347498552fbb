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
import difflib
import importlib
import importlib.util
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import pytest
from mutant_sites import Site, sites
from mutant_tests import ROOT, Tests, packages, tracked

WARM = (
    "ipywidgets",
    "matplotlib.pyplot",
    "nbgrader.api",
    "scipy.stats",
    "typer.testing",
)
LIMIT = 300.0  # seconds for the tests of one batch


class Failures:
    """A plugin of pytest that writes the names of failed tests into a pipe."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that failed, or could not be set up."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that could not be imported."""
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed:
            os.write(self.pipe, f"{report.nodeid}\n".encode()[:4000])


def run(names: list[str], copy: Path, limit: float) -> list[str] | None:
    """Return the first test that fails, in a list; an empty list if none does, None if late.

    The tests run in a fork, so that NumPy, Matplotlib and pytest are imported once for all.
    """
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        _run_here(names, copy, into)
    os.close(into)
    end = time.monotonic() + limit
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() > end:
            os.killpg(child, 9)
            os.waitpid(child, 0)
            os.close(out)
            return None
        time.sleep(0.1)
    if ended[1]:
        raise SystemExit(f"pytest could not run {names}")
    with os.fdopen(out) as pipe:
        return pipe.read().split("\n")[:-1][:1]


def _run_here(names: list[str], copy: Path, into: int) -> None:
    try:
        _run_tests(names, copy, into)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)


def _run_tests(names: list[str], copy: Path, into: int) -> None:
    os.setsid()
    os.chdir(copy)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    os.environ["PYTHONPATH"] = str(copy)
    sys.path[0] = str(copy)
    options = ["-x", "-q", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider"]
    pytest.main([*options, "-m", "not browser and not slow", *names], plugins=[Failures(into)])


def write(target: Path, content: bytes) -> None:
    """Write a file of the copy; what Python had compiled of it is not used again."""
    target.write_bytes(content)
    Path(importlib.util.cache_from_source(str(target))).unlink(missing_ok=True)


def judge(site: Site, tests: Tests, copy: Path) -> tuple[str, str]:
    """Return "noticed" or "not noticed", and which test said so, which passes without the break."""
    target = copy / site.path.relative_to(ROOT)
    honest, tried = target.read_bytes(), 0
    for batch in tests.of(site.path):
        names = [str(path.relative_to(ROOT)) for path in batch]
        write(target, site.broken())
        failed = run(names, copy, LIMIT)
        write(target, honest)
        if failed is None and run(names, copy, LIMIT / 4) == []:
            return "noticed", "endless"
        if failed and run(failed, copy, LIMIT) == []:
            return "noticed", failed[0].rpartition("/")[2]
        tried += len(batch)
    return "NOT NOTICED", f"by {tried} files"


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
    for name in WARM:
        importlib.import_module(name)
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
