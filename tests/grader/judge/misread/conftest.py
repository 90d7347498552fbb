"""A week of two exercises and two questions, its released notebook with right answers, and grading.

``Notebook`` is what the builders of the tests change: by cells, or as text or bytes.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.base.records import NotebookResult
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.running.seats import close_servers
from grader.judge.source import code

NAME = "01_pairs"
PAIR = '''\
def forward(x):
    """Return the larger of x and 0."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0.0)
    ### END SOLUTION


def backward(x):
    """Return the slope at x."""
    ### BEGIN SOLUTION
    return np.where(x > 0, 1.0, 0.0)
    ### END SOLUTION'''
TABLE = "### BEGIN SOLUTION\ntable = {'low': 1, 'high': 2}\n### END SOLUTION"
WHY = "### Written answer (2 points)\n\nWhy is the slope **zero** on the left?\n\n"
HOW = "### Written answer (2 points)\n\nHow would you cure that, and at what price?\n\n"
SCHEME = "### BEGIN SOLUTION\nIt is flat there.\n### END SOLUTION"
SUMMARY = "## Summary\n\n- Forward remembers, backward multiplies.\n- What is flat learns nothing."
CELLS = [
    ("title", "markdown", "# Pairs\n\nTwo functions, a table and two questions for you."),
    ("setup", "locked", "import numpy as np"),
    ("pair_text", "markdown", "### Exercise: a pair (2 points)\n\nWrite both of them."),
    ("pair", "solution", PAIR),
    ("pair_test", 2, "assert forward(np.array([2.0]))[0] == 2\nscore = 1\n"
     "score += bool(backward(np.array([2.0, -1.0]))[1] == 0)\nscore"),
    ("picture", "demo", "# The picture of the slide shows where it is flat.\nprint('flat here')"),
    ("table_text", "markdown", "### Exercise: a table (1 point)\n\nFill the table in."),
    ("table", "solution", TABLE),
    ("table_test", 1, "assert table['high'] == 2"),
    ("why_text", "markdown", "## The left side\n\nNothing flows back where the slope is zero."),
    ("picture_of_zero", "demo", "print('zero and nothing else, on every side of it')"),
    ("why", "question", WHY + SCHEME),
    ("more_text", "markdown", "## The cure\n\nA little slope on the left is all that it takes."),
    ("how", "question", HOW + SCHEME),
    ("summary_text", "markdown", SUMMARY),
]  # fmt: skip


def _cell(key: str, what: str | int, source: str) -> dict[str, Any]:
    """Return a cell of the master; a number is what a test is worth."""
    is_test, is_question = isinstance(what, int), what == "question"
    about: dict[str, Any] = {"grade_id": key, "schema_version": 3, "task": False}
    about |= {"grade": is_test or is_question, "solution": what in ("solution", "question")}
    about |= {"locked": is_test or what == "locked"}
    about |= {"points": what if is_test else 2} if is_test or is_question else {}
    metadata: dict[str, Any] = {"nbgrader": about}
    if what in ("markdown", "demo"):
        metadata = {"tags": ["demo"]} if what == "demo" else {}
    made = {"cell_type": "markdown", "id": key, "metadata": metadata}
    if what in ("markdown", "question"):
        return made | {"source": source}
    extra = {"cell_type": "code", "execution_count": None, "outputs": []}
    return made | extra | {"source": source}


class Notebook:
    """A notebook to hand in, as a student's editor would write it."""

    def __init__(self, cells: list[dict[str, Any]]) -> None:
        self.cells = copy.deepcopy(cells)
        version = {"name": "python", "version": "3.11.4"}
        self.metadata: dict[str, Any] = {"language_info": version}

    def __getitem__(self, key: str) -> dict[str, Any]:
        """Return a cell by its id."""
        return next(cell for cell in self.cells if cell.get("id") == key)

    def place(self, key: str) -> int:
        """Return the number of a cell."""
        return self.cells.index(self[key])

    def own(self, key: str, source: str, *, kind: str = "code", below: bool = False) -> None:
        """Put a cell of the student's own above or below one."""
        made: dict[str, Any] = {
            "cell_type": kind,
            "id": f"f00d{len(self.cells):04}",
            "metadata": {},
        }
        made |= {"execution_count": None, "outputs": []} if kind == "code" else {}
        self.cells.insert(self.place(key) + below, made | {"source": source})

    def write(self, **sources: str) -> None:
        """Write into cells."""
        for key, source in sources.items():
            self[key]["source"] = source

    def drop(self, *keys: str) -> None:
        """Delete cells."""
        self.cells = [cell for cell in self.cells if cell.get("id") not in keys]

    def strip(self) -> None:
        """Take all names of cells away, as some editors do."""
        for number, cell in enumerate(self.cells):
            cell["id"], cell["metadata"] = f"{number:08x}", {}

    def text(self) -> str:
        """Return the file, with a line for each line of a source."""
        cells = [
            {**cell, "source": cell["source"].splitlines(keepends=True)} for cell in self.cells
        ]
        made = {"cells": cells, "metadata": self.metadata, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True)


STUB = PAIR.replace("    ### BEGIN SOLUTION\n", "").replace("\n    ### END SOLUTION", "")
STUB = STUB.replace("return np.maximum(x, 0.0)", "...  # YOUR CODE HERE")
STUB = STUB.replace("return np.where(x > 0, 1.0, 0.0)", "...  # YOUR CODE HERE")
RIGHT = {
    "pair": STUB.replace("...  # YOUR CODE HERE", "return x * (x > 0)", 1).replace(
        "...  # YOUR CODE HERE", "return 1.0 * (x > 0)"
    ),
    "table": "table = {'low': 1, 'high': 2}",
}
EMPTY = {"pair": STUB, "table": "...  # YOUR CODE HERE"}


@pytest.fixture
def right() -> Notebook:
    """Return the release with right answers; the two questions are not answered."""
    made = Notebook([_cell(*cell) for cell in CELLS])
    made.write(
        **RIGHT, why=f"{WHY}*Write your answer here.*", how=f"{HOW}*Write your answer here.*"
    )
    return made


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assignment]:
    """Return the week of the master."""
    folder = tmp_path_factory.mktemp("week")
    cells = [_cell(*cell) for cell in CELLS]
    made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{NAME}.ipynb").write_text(json.dumps(made))
    assert code.visible(PAIR).count("return") == 0
    yield compile_assignment(Path(folder))
    close_servers()


Graded = Callable[..., NotebookResult]


@pytest.fixture
def grade(week: Assignment) -> Graded:
    """Return a function that grades one file, and what was handed in beside it."""

    def graded(file: str | bytes, beside: Mapping[str, bytes] | None = None) -> NotebookResult:
        data = file.encode() if isinstance(file, str) else file
        return grade_submission(week, {f"{NAME}.ipynb": data, **(beside or {})}).notebooks[0]

    return graded


@pytest.fixture
def outcome(grade: Graded) -> Callable[[str | bytes], str]:
    """Return a function that says in short what each exercise got.

    A number is its points, ``?`` is not graded, ``read`` waits for a person.
    """

    def said(file: str | bytes) -> str:
        words = []
        for result in grade(file).exercises:
            unread = "read" if result.verdict == "manual" else "?"
            words.append(unread if result.points is None else f"{result.points:g}")
        return " ".join(words)

    return said
