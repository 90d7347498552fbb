"""A class with two written questions, graded, and its marks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from grader.assistant.autograde import autograde
from grader.base.course import Course
from grader.marking.desk import Desk
from grader.workers import pool
from tests.grader.conftest import KeptThread, tiny_master

WHY = """\
### Written answer (2 points)

(a) Which gradients vanish, and why? (b) What is learnt? See section 1.

### BEGIN SOLUTION
**Marking scheme (2 points)**

- (a) 1 point. $A_1 = 0$, so $\\partial L/\\partial W_2 = 0$ (0.25).
  $W_2 = 0$ (0.75). "All" gets 0.5.
- (b) 1 point. A constant. The word alone 0.5.

Do not ask for particular words.
### END SOLUTION"""
TEXTS = {
    "ada": "The outputs of the hidden layer are zero, so $\\partial L/\\partial W_2 = 0$.",
    "bob": "All gradients are zero.",
    "cleo": "all gradients  are zero",
    "dan": "W_2 is zero. Only the last bias moves, so it learns a constant.",
    "eve": "",
}


def about(name: str, points: float) -> dict[str, object]:
    """Return the metadata of a written answer."""
    return {"nbgrader": {"grade_id": name, "grade": True, "solution": True, "locked": False,
                         "task": False, "schema_version": 3, "points": points}}  # fmt: skip


def question() -> str:
    """Return what students see of the question."""
    return WHY.partition("### BEGIN SOLUTION")[0].rstrip()


@pytest.fixture(scope="session")
def graded_once(
    tmp_path_factory: pytest.TempPathFactory, no_course: Course, kept_thread: KeptThread
) -> Course:
    """Return a course with five students' work, graded; nobody may change it."""
    course = Course(tmp_path_factory.mktemp("graded") / "course")
    course.solutions("week1").mkdir(parents=True)
    notebook = tiny_master()
    notebook.cells.insert(1, new_markdown_cell("## 1. Zero\n\nWe saw $A_1 = 0$.", id="s1"))
    notebook.cells.append(new_markdown_cell(WHY, id="why", metadata=about("why", 2)))
    nbformat.write(notebook, course.solutions("week1") / "01_tiny.ipynb")
    course.work.mkdir(parents=True)
    shutil.copy(no_course.database, course.database)
    for student, text in TEXTS.items():
        for cell in notebook.cells:
            if cell.id == "why":
                cell.source = f"{question()}\n\n{text or '*Write your answer here.*'}"
            if cell.id == "essay":
                cell.source = f"About {student}."
        folder = course.submitted("week1", student)
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "01_tiny.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "processes", lambda jobs: kept_thread)
        autograde(course, "week1")
    return course


@pytest.fixture
def graded(graded_once: Course, tmp_path: Path) -> Course:
    """Return a copy of the graded class for one test."""
    shutil.copytree(graded_once.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def desk(graded: Course) -> Iterator[Desk]:
    """Return the desk of the class."""
    opened = Desk.of_course(graded, "week1")
    yield opened
    opened.close()
