"""Which changes of the masters alter points, and which cannot."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.base.course import Course
from grader.masters.basis import bases

Change = Callable[[nbformat.NotebookNode], None]
TEST = "the code that its test uses changed"


def source(name: str, old: str, new: str) -> Change:
    """Return a change of one cell's text."""

    def change(notebook: nbformat.NotebookNode) -> None:
        cell = next(one for one in notebook.cells if one.id == name)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)

    return change


def points(notebook: nbformat.NotebookNode) -> None:
    """Lower the essay from 3 points to 2."""
    notebook.cells[-1].metadata["nbgrader"]["points"] = 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (source("title", "# Tiny", "# Tiny, with a longer text"), {}),
        (source("essay", "model answer", "better model answer"), {}),
        (source("double-test", "report.score()", "# all of it\nreport.score( )"), {}),
        (source("double", "    return", "    # twice\n    return"), {}),
        (lambda n: n.cells.insert(1, new_markdown_cell("A picture.", id="p")), {}),
        (lambda n: n.metadata.update(authors=[{"name": "A"}]), {}),
        (points, {"essay": "3 points then, 2 today"}),
        (source("double-test", "-10.0", "-11.0"), {"double_test": "its test changed"}),
        (source("double", "2 * x", "x + x"), {"double_test": TEST, "square_test": TEST}),
        (lambda n: n.cells.insert(2, new_code_cell("scale = 2", id="s")),
         {"double_test": TEST, "square_test": TEST}),
    ],
    ids=["a text", "the marking scheme", "layout of a test", "a comment", "a text cell",
         "metadata", "points", "a test", "a solution", "a code cell"],
)  # fmt: skip
def test_only_what_can_alter_points_is_a_change(
    course: Course, change: Change, said: dict[str, str]
) -> None:
    """Text, comments and layout are none; points, tests and the code beside them are."""
    week = course.solutions("week1")
    before = bases(week)
    assert sorted(before) == ["double_test", "essay", "square_test"]
    notebook = nbformat.read(week / "01_tiny.ipynb", as_version=4)
    change(notebook)
    nbformat.write(notebook, week / "01_tiny.ipynb")
    after = bases(week)
    assert {c: text for c in before if (text := before[c].change_to(after[c]))} == said


def test_an_exercise_s_file_and_a_data_file_are_part_of_it(course: Course) -> None:
    """What tests import and what notebooks read alter points; an essay's do not depend on it."""
    week = course.solutions("week1")
    seen = [bases(week)]
    (week / "exercises").mkdir()
    (week / "exercises" / "double.py").write_text("RIGHT = 2\n")
    seen.append(bases(week))
    (week / "data.csv").write_text("1\n")
    (week / "week.toml").write_text('files = ["data.csv"]\n')
    seen.append(bases(week))
    for before, after in pairwise(seen):
        assert before["double_test"].change_to(after["double_test"]) == TEST
        assert before["essay"] == after["essay"]
