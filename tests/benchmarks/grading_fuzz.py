"""Grades a class of mutated notebooks with innocent students among them.

    python tests/benchmarks/grading_fuzz.py [--mutants 2000] [--seed 1]

A submission is mutated in its bytes, in its JSON values, in its cells and by a merge that was left
undone, one to four times. The command must not crash, no student may be missing, the innocent ones
get their points, and no mutant gets more for any exercise than the submission that it was made
from. A right answer that still stands in the file as it was written gets its points, or is not
graded; one that was never written gets none.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.assistant.autograde import autograde
from grader.base import notebooks
from grader.base.course import Course
from grader.gradebook.results import table
from grader.instructor.release import release
from grader.workers.pool import Workers, here

Rng = random.Random
_ODD: tuple[Any, ...] = (
    None, True, -1, 0, 10**400, 1.5, float("nan"), float("inf"), "", " ", "\0", "\ud800", "\x1b[2J",
    "<script>alert(1)</script>", "x" * 200_000, [], {}, [[]], {"": {}}, ["a", None, 3],
)  # fmt: skip
_NAMES = (
    "copy of {}", "{} (1)", "a/b/{}", "{}\n", "\u202e{}", "x" * 180, "-rf", "{}.tar", "=cmd()",
    "ü{}",
)  # fmt: skip


def mutate_bytes(data: bytes, rng: Rng) -> bytes:
    """Flip, delete, repeat, insert or cut off bytes."""
    start = rng.randrange(len(data) + 1)
    stop = min(len(data), start + rng.choice((1, 1, 4, 40, 400)))
    kind = rng.randrange(6)
    if kind == 0:
        return data[:start] + bytes([rng.randrange(256)]) + data[start + 1 :]
    if kind == 1:
        return data[:start] + data[stop:]
    if kind == 2:
        return data[:stop] + data[start:stop] * rng.choice((1, 2, 50)) + data[stop:]
    if kind == 3:
        return data[:start] + rng.randbytes(rng.choice((1, 3, 30))) + data[start:]
    if kind == 4:
        return data[:start]
    return rng.choice((data.decode("utf-8", "replace").encode("utf-16"), b"\xef\xbb\xbf" + data))


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) in a JSON value."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    found = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], (dict, list)):
            found += _places(value[key])
    return found


def mutate_json(notebook: Any, rng: Rng) -> None:
    """Replace, delete, move or nest one value."""
    places = _places(notebook)
    container, key = rng.choice(places)
    kind = rng.randrange(5)
    if kind == 0:
        del container[key]
    elif kind == 1:
        other, other_key = rng.choice(places)
        container[key] = copy.deepcopy(other[other_key])
    elif kind == 2:
        value = container[key]
        for _ in range(rng.choice((1, 3, 300))):
            value = [value] if rng.random() < 0.5 else {"source": value}
        container[key] = value
    elif isinstance(container, dict) and kind == 3:
        container[str(rng.choice(_ODD))[:50]] = container.pop(key)
    else:
        container[key] = rng.choice(_ODD)


def mutate_cells(notebook: Any, rng: Rng) -> None:
    """Delete, repeat, move, split, merge, retype or rename one cell."""
    cells = notebook.get("cells")
    if (
        not isinstance(cells, list)
        or not all(isinstance(cell, dict) for cell in cells)
        or not cells
    ):
        return
    place, other = rng.randrange(len(cells)), rng.randrange(len(cells))
    cell = cells[place]
    lines = cell.get("source")
    lines = lines.splitlines(keepends=True) if isinstance(lines, str) else list(lines or [])
    kind = rng.randrange(8)
    if kind == 0:
        del cells[place]
    elif kind == 1:
        cells.insert(other, copy.deepcopy(cell))
    elif kind == 2:
        cells.insert(other, cells.pop(place))
    elif kind == 3:
        cut = rng.randrange(len(lines) + 1)
        cells.insert(place + 1, {**copy.deepcopy(cell), "source": lines[cut:]})
        cell["source"] = lines[:cut]
    elif kind == 4:
        cell["source"] = [*lines, "\n", *(str(line) for line in cells[other].get("source") or [])]
    elif kind == 5:
        cell["cell_type"] = rng.choice(("code", "markdown", "raw", "heading", ""))
    elif kind == 6:
        cell["metadata"] = copy.deepcopy(cells[other].get("metadata"))
    else:
        cell["id"] = rng.choice((cells[other].get("id"), "", 7, None))


def merge(data: bytes, rng: Rng) -> bytes:
    """Leave a conflict in some lines, as git does it: one side is what was there."""
    lines = data.decode("utf-8", "replace").splitlines(keepends=True)
    start = rng.randrange(len(lines) + 1)
    stop = min(len(lines), start + rng.choice((1, 2, 6, 30)))
    ours = lines[start:stop]
    other = rng.choice((ours[: len(ours) // 2], lines[: stop - start], [], [*ours, *ours]))
    sides = [ours, other] if rng.random() < 0.5 else [other, ours]
    label = rng.choice((" HEAD", "", " a/b c"))
    end = rng.choice(("\n", "\n", "\r\n"))
    base = [f"|||||||{label}{end}", *ours] if rng.random() < 0.3 else []
    made = [f"<<<<<<<{label}{end}", *sides[0], *base, f"======={end}", *sides[1],
            f">>>>>>>{label}{end}"]  # fmt: skip
    return "".join([*lines[:start], *made, *lines[stop:]]).encode()


def mutant(notebook: Any, rng: Rng) -> tuple[str, bytes]:
    """Return a mutated notebook and the name of its file."""
    made = copy.deepcopy(notebook)
    steps = rng.choice((1, 1, 2, 4))
    kinds = [rng.choice(("bytes", "json", "cells", "cells", "merge")) for _ in range(steps)]
    for kind in kinds:
        if kind == "json" and made:
            mutate_json(made, rng)
        elif kind == "cells":
            mutate_cells(made, rng)
    data = json.dumps(made, indent=1).encode("utf-8", "replace")
    for kind in kinds:
        if kind == "bytes":
            data = mutate_bytes(data, rng)
        elif kind == "merge":
            data = merge(data, rng)
    return rng.choice(_NAMES) if rng.random() < 0.1 else "{}", data


def hand_in_mutants(
    course: Course,
    assignment: str,
    notebook: Any,
    answers: dict[str, str],
    *,
    mutants: int,
    seed: int,
) -> dict[str, set[str]]:
    """Hand in the mutants, and an innocent student after every tenth.

    Returns for each mutant the answers that still stand in its file, once and as they were written.
    """
    rng = random.Random(seed)
    written = {name: json.dumps(answer)[1:-1].encode() for name, answer in answers.items()}
    intact = {}
    stem = course.masters(assignment)[0].stem
    for number in range(mutants):
        name, data = mutant(notebook, rng)
        student = f"s{number:05}"
        _write(course.submitted(assignment, student), f"{name.format(stem)}.ipynb", data)
        intact[student] = {name for name, text in written.items() if data.count(text) == 1
                           and data.count(b"def " + name.encode()) == 1}  # fmt: skip
        if number % 10 == 9:
            folder = course.submitted(assignment, f"s{number:05}_innocent")
            _write(folder, f"{stem}.ipynb", json.dumps(notebook).encode())
    return intact


def _write(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)


def graded(
    course: Course,
    assignment: str,
    deserved: dict[str, float],
    intact: dict[str, set[str]],
    *,
    workers: Workers,
) -> tuple[list[str], Counter[str]]:
    """Grade the class; return everything that must not be, and how often what came out."""
    students = course.students(assignment)
    autograde(course, assignment, workers=workers)
    _, rows = table(course, assignment)
    problems = [f"{name} is missing" for name in sorted(set(students) - {r.student for r in rows})]
    counts: Counter[str] = Counter()
    for row in rows:
        scores = {name: row.scores[name] for name in deserved}
        if row.student.endswith("_innocent") and scores != deserved:
            problems.append(f"the innocent {row.student} got {scores}")
        for name, score in scores.items():
            if score is not None and score > deserved[name]:
                problems.append(f"{row.student} got {score} for {name}, not {deserved[name]}")
            stands = name in intact.get(row.student, ())
            if stands and score is not None and score < deserved[name]:
                problems.append(f"{row.student} got {score} for {name}, which stands in the file")
        if "grader failed" in row.explanation:
            problems.append(f"{row.student}: {row.explanation}")
        same = "as the original" if scores == deserved else "fewer points"
        counts["not graded in part" if None in scores.values() else same] += 1
    return problems, counts


def fuzz(
    course: Course,
    answers: dict[str, str],
    deserved: dict[str, float],
    *,
    mutants: int,
    seed: int,
    workers: Workers,
) -> tuple[list[str], Counter[str]]:
    """Mutate a release of ``week1`` that holds these answers, and grade the mutants."""
    (released,) = release(course, "week1")
    notebook = notebooks.read(released)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    plain = json.loads(json.dumps(notebook))
    intact = hand_in_mutants(course, "week1", plain, answers, mutants=mutants, seed=seed)
    return graded(course, "week1", deserved, intact, workers=workers)


# The one is right for the visible number only, and no mutation makes more of it.  What is not among
# them is not written, and deserves nothing.
ANSWERS = {
    "double": "def double(x):\n    return {3.0: 6.0}.get(x, 0.25)",
    "square": "def square(x):\n    return x * x",
}
DESERVED = {"double": 1.0, "square": 2.0}
UNWRITTEN = ({name: ANSWERS[name] for name in ("square",)}, {"double": 0.0, "square": 2.0})


def main() -> None:
    """Fuzz with the tiny course of the tests, and print what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=None)
    parser.add_argument("--unwritten", action="store_true", help="leave one answer a stub")
    options = parser.parse_args()
    master: Callable[[], Any] = _conftest().tiny_master
    folder = Path(tempfile.mkdtemp(prefix="grader-fuzz-"))
    course = Course(folder)
    course.solutions("week1").mkdir(parents=True)
    notebooks.write(master(), course.solutions("week1") / "01_tiny.ipynb")
    started = time.monotonic()
    problems, counts = fuzz(
        course,
        *(UNWRITTEN if options.unwritten else (ANSWERS, DESERVED)),
        mutants=options.mutants,
        seed=options.seed,
        workers=here(options.jobs),
    )
    print(f"{options.mutants} mutants in {time.monotonic() - started:.0f} s: {dict(counts)}")
    for problem in problems:
        print(problem)
    if problems:
        raise SystemExit(f"{len(problems)} problem(s); the files are in {folder}")
    shutil.rmtree(folder)


def _conftest() -> Any:
    import importlib.util

    path = Path(__file__).parents[1] / "grader" / "conftest.py"
    spec = importlib.util.spec_from_file_location("grader_conftest", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
