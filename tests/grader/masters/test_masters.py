"""What the masters ask, and which mistakes of their author are named."""

import nbformat
import pytest

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.masters.exercise import Exercise, exercises, nothing_graded


def test_exercises_are_named_with_points(course: Course) -> None:
    """Each solution cell with its test cell is an exercise; a written answer is one by itself."""
    assert exercises(course.masters("week1")) == [
        Exercise("double", "double_test", "01_tiny", 4.0, False),
        Exercise("square", "square_test", "01_tiny", 2.0, False),
        Exercise("essay", "essay", "01_tiny", 3.0, True),
    ]


def test_a_name_in_two_notebooks_is_refused(course: Course) -> None:
    """Names are unique in the whole assignment, since grades are kept by name."""
    master = course.masters("week1")[0]
    (master.parent / "02_copy.ipynb").write_bytes(master.read_bytes())
    with pytest.raises(GraderError, match="occurs twice"):
        exercises(course.masters("week1"))


def test_a_test_without_its_exercise_is_refused(course: Course) -> None:
    """A test cell must be named after the solution cell above it."""
    master = course.masters("week1")[0]
    notebook = nbformat.read(master, as_version=4)
    for cell in notebook.cells:
        if cell.id == "double-test":
            cell.metadata["nbgrader"]["grade_id"] = "twice_test"
    nbformat.write(notebook, master)
    with pytest.raises(GraderError, match="'twice_test' has no solution cell 'twice'"):
        exercises([master])


def test_nothing_graded_is_none_everywhere(course: Course) -> None:
    """The record of a failure has every exercise, without points, with the reason."""
    result = nothing_graded(course.masters("week1"), "the disk burned")
    (notebook,) = result.notebooks
    assert [item.points for item in notebook.exercises] == [None] * 3
    assert {item.reason_not_graded for item in notebook.exercises} == {"the disk burned"}
