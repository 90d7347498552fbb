"""The gradebook: three-valued scores, manual grades that stay, one transaction, clear errors."""

import sqlite3
from pathlib import Path

import pytest
from nbgrader import api

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import Mark, graded_students, manual_comments, opened, read, register, save

TEST = ("01_tiny", "double_test")
ALL = {
    TEST: Mark(4.0),
    ("01_tiny", "square_test"): Mark(0.5, "half"),
    ("01_tiny", "essay"): Mark(None),
}


@pytest.fixture
def registered(course: Course) -> Course:
    """Return the tiny course with its assignment in the gradebook."""
    register(course, "week1")
    return course


def scores(course: Course) -> dict[str, float | None]:
    """Return the scores of every cell, as this package reads them."""
    with opened(course, "week1") as gradebook:
        return {grade.cell: grade.score for grade in read(gradebook, "week1")}


def test_register_makes_the_rows_nbgrader_makes(registered: Course) -> None:
    """nbgrader's own interface finds assignment, notebook, cells, points and hidden tests."""
    with api.Gradebook(f"sqlite:///{registered.database}") as gradebook:
        assert gradebook.find_assignment("week1").max_score == 9
        assert gradebook.find_grade_cell("double_test", "01_tiny", "week1").max_score == 4
        source = gradebook.find_source_cell("double_test", "01_tiny", "week1").source
        assert "secret minus five" in source


def test_scores_are_three_valued(registered: Course) -> None:
    """A number is a score, None is not graded; nbgrader sees the flag and no score of 0."""
    with opened(registered, "week1") as gradebook:
        save(gradebook, "week1", "ada", ALL)
    assert scores(registered) == {"double_test": 4.0, "square_test": 0.5, "essay": None}
    with api.Gradebook(f"sqlite:///{registered.database}") as gradebook:
        essay = gradebook.find_grade("essay", "01_tiny", "week1", "ada")
        assert (essay.auto_score, essay.needs_manual_grade) == (None, True)
        test = gradebook.find_grade("double_test", "01_tiny", "week1", "ada")
        assert (test.auto_score, test.needs_manual_grade) == (4.0, False)


def test_a_cell_without_a_mark_is_not_graded(registered: Course) -> None:
    """What the grader says nothing about is None, not 0."""
    with opened(registered, "week1") as gradebook:
        save(gradebook, "week1", "ada", {TEST: Mark(4.0)})
    assert scores(registered) == {"double_test": 4.0, "square_test": None, "essay": None}


def test_what_a_person_entered_stays(registered: Course) -> None:
    """Manual score, extra credit and comment survive a new run; a changed answer is flagged."""
    with opened(registered, "week1") as gradebook:
        save(gradebook, "week1", "ada", ALL)
        grade = gradebook.find_grade("essay", "01_tiny", "week1", "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 2.0, 0.5, False
        gradebook.find_comment("essay", "01_tiny", "week1", "ada").manual_comment = "Nice."
        gradebook.db.commit()
        for changed in (False, True):
            save(gradebook, "week1", "ada", ALL, changed=changed)
            (essay,) = (item for item in read(gradebook, "week1") if item.cell == "essay")
            assert (essay.score, essay.needs_manual) == (2.5, changed)
        assert manual_comments(gradebook, "week1") == {("ada", "01_tiny", "essay"): "Nice."}


def test_a_failed_save_leaves_nothing_behind(registered: Course) -> None:
    """A submission is in the gradebook whole or not at all."""
    bad = {TEST: Mark(4.0), ("01_tiny", "square_test"): Mark("no number")}  # type: ignore[arg-type]
    with opened(registered, "week1") as gradebook:
        with pytest.raises(Exception, match="could not convert"):
            save(gradebook, "week1", "ada", bad)
        assert graded_students(gradebook, "week1") == set()
        save(gradebook, "week1", "bob", ALL)
        assert graded_students(gradebook, "week1") == {"bob"}


def test_a_missing_gradebook_names_the_step(course: Course) -> None:
    """Whoever reads grades too early is told which command comes first."""
    course.database.unlink()
    with pytest.raises(GraderError, match="no gradebook") as caught, opened(course, "week1"):
        pass
    assert "grader autograde week1" in caught.value.hint


def test_a_damaged_gradebook_is_one_message(course: Course) -> None:
    """A file that is no database is said to be none."""
    course.database.write_text("this is not a database, but it is long enough to be read as one")
    with pytest.raises(GraderError, match="not a database"), opened(course, "week1"):
        pass


def test_a_locked_gradebook_is_one_message(registered: Course) -> None:
    """While another program writes, saving fails with a hint, and works afterwards."""
    other = sqlite3.connect(registered.database)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(GraderError, match="locked") as caught, opened(registered, "week1"):
        pass
    assert "Close it" in caught.value.hint
    other.rollback()
    other.close()
    with opened(registered, "week1") as gradebook:
        save(gradebook, "week1", "ada", ALL)


def test_changed_exercises_after_grading_are_refused(registered: Course, tmp_path: Path) -> None:
    """An exercise that disappears from the masters would orphan grades: nothing is written."""
    import nbformat

    with opened(registered, "week1") as gradebook:
        save(gradebook, "week1", "ada", ALL)
    path = registered.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if not cell.id.startswith("square")]
    nbformat.write(notebook, path)
    with pytest.raises(GraderError, match="set of exercises in week1 changed"):
        register(registered, "week1")
    assert scores(registered)["square_test"] == 0.5
