"""Which tests concern a file: found by what files are called and what they import."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
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
