"""A tiny course, built by code: two exercises with hidden tests and one written answer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.base.course import Course
from grader.gradebook.registration import make_tables
from grader.judge.running.seats import close_servers
from grader.workers import pool
from tests.benchmarks import postgres_server

DOUBLE = """\
def double(x):
    \"\"\"Return twice x.\"\"\"
    ### BEGIN SOLUTION
    twice_the_value = 2 * x
    return twice_the_value
    ### END SOLUTION"""

DOUBLE_TEST = """\
report = hints.Report("double", points=4)
with report.part("three", points=1):
    hints.compare(double(3.0), 6.0, name="double(3)")
### BEGIN HIDDEN TESTS
with report.part("secret minus five", points=3):
    hints.compare(double(-5.0), -10.0, name="double(-5)")
### END HIDDEN TESTS
report.score()"""

SQUARE = """\
def square(x):
    ### BEGIN SOLUTION
    return x ** 2
    ### END SOLUTION"""

SQUARE_TEST = """\
report = hints.Report("square", points=2)
with report.part("three", points=1):
    hints.compare(square(3.0), 9.0, name="square(3)")
### BEGIN HIDDEN TESTS
with report.part("secret four", points=1):
    hints.compare(square(4.0), 16.0, name="square(4)")
### END HIDDEN TESTS
report.score()"""

ESSAY = "The derivative of a sum is the sum of the derivatives: the model answer."


STORED = {
    "double/right_add.py": "# score: 4 of 4\ndef double(x):\n    return x + x\n",
    "double/wrong_sign.py": (
        "# score: 1 of 4\n# mistake: the sign is lost\n# hint: sign\n"
        "def double(x):\n    return abs(2 * x)\n"
    ),
    "double/wrong_crash.py": (
        "# score: 0 of 4\n# mistake: it divides by zero\n# hint: ZeroDivisionError\n"
        "def double(x):\n    return x / 0\n"
    ),
    "square/right_product.py": "# score: 2 of 2\ndef square(x):\n    return x * x\n",
    "square/wrong_nine.py": (
        "# score: 1 of 2\n# mistake: it knows one result\ndef square(x):\n    return 9.0\n"
    ),
}


def _about(grade_id: str, *, points: float | None = None, solution: bool = False) -> dict[str, Any]:
    about = {
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
        "schema_version": 3,
    }
    return {"nbgrader": about | ({"points": points} if points is not None else {})}


def tiny_master() -> nbformat.NotebookNode:
    """Return the master notebook ``01_tiny``: 4 + 2 points and an essay of 3."""
    cells = [
        new_markdown_cell("# Tiny", id="title"),
        new_code_cell("from course_lib import hints", id="imports", metadata=_about("imports")),
        new_code_cell(DOUBLE, id="double", metadata=_about("double", solution=True)),
        new_code_cell(DOUBLE_TEST, id="double-test", metadata=_about("double_test", points=4)),
        new_code_cell(SQUARE, id="square", metadata=_about("square", solution=True)),
        new_code_cell(SQUARE_TEST, id="square-test", metadata=_about("square_test", points=2)),
        new_markdown_cell(ESSAY, id="essay", metadata=_about("essay", points=3, solution=True)),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


class KeptThread(ThreadPoolExecutor):
    """One thread whose warm sandbox serves all tests; starting one for each takes seconds."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stay for the next test."""


@pytest.fixture(scope="session")
def kept_thread() -> Iterator[KeptThread]:
    """Return an executor that outlives a run of the grader."""
    executor = KeptThread(1)
    yield executor
    executor.submit(close_servers).result()
    ThreadPoolExecutor.shutdown(executor)


@pytest.fixture
def warm(kept_thread: KeptThread, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grade in this process's kept thread and not in a new pool of processes."""
    monkeypatch.setattr(pool, "processes", lambda jobs: kept_thread)


@pytest.fixture(scope="session")
def no_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a folder whose gradebook has no assignment; making one takes nbgrader a second."""
    course = Course(tmp_path_factory.mktemp("empty"))
    course.work.mkdir(parents=True)
    make_tables(course.db_url)
    return course


@pytest.fixture
def course(tmp_path: Path, no_course: Course) -> Course:
    """Return a course with the one assignment ``week1``, its one master and five stored answers."""
    course = Course(tmp_path / "course")
    course.solutions("week1").mkdir(parents=True)
    nbformat.write(tiny_master(), course.solutions("week1") / "01_tiny.ipynb")
    course.work.mkdir(parents=True)
    shutil.copy(no_course.database, course.database)
    for name, code in STORED.items():
        path = course.root / "solutions" / "week1" / "answers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    return course


@pytest.fixture
def hand_in(course: Course) -> Callable[..., Path]:
    """Return a function that hands in the master with some cells replaced."""

    def submit(student: str, **answers: str) -> Path:
        notebook = nbformat.read(course.masters("week1")[0], as_version=4)
        for cell in notebook.cells:
            if cell.id in answers:
                cell.source = answers[cell.id]
        folder = course.submitted("week1", student)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "01_tiny.ipynb"
        nbformat.write(notebook, path)
        return path

    return submit


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server for all tests of a process; return its address."""
    installed = postgres_server.programs()
    if installed is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed, and CI must test with it")
        pytest.skip("PostgreSQL is not installed: no /usr/lib/postgresql/*/bin/initdb")
    with postgres_server.server(installed) as address:
        yield address
