"""The gradebook: three-valued scores, manual grades that stay, one transaction, clear errors."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader import api

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import (
    Grade,
    Mark,
    graded_students,
    manual_comments,
    opened,
    read,
    reading,
    register,
    registration,
    save,
)
from grader.gradebook.registration import make_tables

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
    with reading(course, "week1") as gradebook:
        return {grade.cell: grade.score for grade in read(gradebook, "week1")}


def test_register_makes_the_rows_nbgrader_makes(registered: Course) -> None:
    """nbgrader's own interface finds assignment, notebook, cells, points and hidden tests."""
    with api.Gradebook(f"sqlite:///{registered.database}") as gradebook:
        assert gradebook.find_assignment("week1").max_score == 9
        assert gradebook.find_grade_cell("double_test", "01_tiny", "week1").max_score == 4
        source = gradebook.find_source_cell("double_test", "01_tiny", "week1").source
        assert "secret minus five" in source


def test_a_new_gradebook_is_one_that_nbgrader_makes(course: Course, tmp_path: Path) -> None:
    """The same tables and the same version as nbgrader's own, which asks the program alembic."""
    make_tables(f"sqlite:///{tmp_path / 'ours.db'}")
    program = f"from nbgrader.api import Gradebook; Gradebook('sqlite:///{tmp_path / 'its.db'}')"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run([sys.executable, "-c", program], env={**os.environ, "PATH": path}, check=True)
    found = []
    for name in ("ours.db", "its.db"):
        with closing(sqlite3.connect(tmp_path / name)) as made:
            tables = made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            version = made.execute("SELECT version_num FROM alembic_version")
            found.append((sorted(tables), version.fetchall()))
    assert found[0] == found[1]


def test_what_is_read_is_what_nbgrader_shows(registered: Course) -> None:
    """Each grade and comment is that of nbgrader's own objects, also of a task cell."""
    with opened(registered, "week1") as gradebook:
        gradebook.add_task_cell("plot", "01_tiny", "week1", max_score=3, cell_type="markdown")
        save(gradebook, "week1", "ada", ALL)
        save(gradebook, "week1", "bob", {TEST: Mark(1.0, "Try again.")})
        grade = gradebook.find_grade("plot", "01_tiny", "week1", "bob")
        grade.manual_score, grade.extra_credit = 2.0, 0.5
        gradebook.find_comment("essay", "01_tiny", "week1", "bob").manual_comment = "Nice."
        gradebook.db.commit()
        shown = [
            Grade(row.student.id, row.notebook.name, row.name, row.auto_score, row.manual_score,
                  row.extra_credit or 0.0, row.needs_manual_grade, row.cell.max_score)
            for row in gradebook.db.query(api.Grade)
        ]  # fmt: skip
        comments = {
            (row.student.id, row.notebook.name, row.name): row.manual_comment
            for row in gradebook.db.query(api.Comment)
            if row.manual_comment is not None
        }
        students = {row.id for row in gradebook.students}
    with reading(registered, "week1") as tables:
        found = read(tables, "week1")
        assert len(found) == 8
        assert found == sorted(shown, key=lambda row: (row.student, row.notebook, row.cell))
        assert manual_comments(tables, "week1") == comments
        assert graded_students(tables, "week1") == students
        assert read(tables, "week2") == []


def test_what_is_registered_is_not_registered_again(
    registered: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nbgrader is asked again if a master changed, or what the gradebook has of it, and only then.

    A gradebook from a backup and one that another program changed are noticed by what is in them.
    """
    asked: list[str] = []
    real = registration.generate

    def generate(course: Course, assignment: str, folder: Path, *, database: bool) -> None:
        asked.append(assignment)
        real(course, assignment, folder, database=database)

    monkeypatch.setattr(registration, "generate", generate)
    register(registered, "week1")
    assert asked == []
    backup = registered.database.read_bytes()

    path = registered.masters("week1")[0]
    path.write_text(path.read_text().replace('"points": 4', '"points": 5'))
    register(registered, "week1")
    assert len(asked) == 1
    registered.database.write_bytes(backup)
    register(registered, "week1")
    assert len(asked) == 2
    for change in (
        "DELETE FROM source_cell WHERE name = 'double_test'",
        "UPDATE source_cell SET source = '' WHERE name = 'double_test'",
        "UPDATE grade_cells SET max_score = 7",
        "UPDATE notebook SET kernelspec = 'none'",
    ):
        with closing(sqlite3.connect(registered.database)) as other, other:
            other.execute(change)
        asked.clear()
        register(registered, "week1")
        register(registered, "week1")
        assert len(asked) == 1, change
    registered.database.unlink()
    register(registered, "week1")
    with api.Gradebook(registered.db_url) as gradebook:
        assert gradebook.find_grade_cell("double_test", "01_tiny", "week1").max_score == 5


def test_an_empty_file_is_no_gradebook(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of no bytes, as a full disk leaves it, is said to be empty, and is filled by grading.

    No program is looked for: alembic is not on the PATH of a person who activated nothing.
    """
    course.database.write_bytes(b"")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GraderError, match="is empty") as caught, reading(course, "week1"):
        pass
    assert "grader autograde week1" in caught.value.hint
    register(course, "week1")
    with opened(course, "week1") as gradebook:
        assert gradebook.find_assignment("week1").max_score == 9


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
            save(gradebook, "week1", "ada", ALL, changed=[("01_tiny", "essay")] * changed)
            rows = read(gradebook.db.connection(), "week1")
            (essay,) = (item for item in rows if item.cell == "essay")
            assert (essay.score, essay.needs_manual) == (2.5, changed)
        comments = manual_comments(gradebook.db.connection(), "week1")
        assert comments == {("ada", "01_tiny", "essay"): "Nice."}


def test_a_failed_save_leaves_nothing_behind(registered: Course) -> None:
    """A submission is in the gradebook whole or not at all."""
    bad = {TEST: Mark(4.0), ("01_tiny", "square_test"): Mark("no number")}  # type: ignore[arg-type]
    with opened(registered, "week1") as gradebook:
        with pytest.raises(Exception, match="could not convert"):
            save(gradebook, "week1", "ada", bad)
        assert graded_students(gradebook.db.connection(), "week1") == set()
        save(gradebook, "week1", "bob", ALL)
        assert graded_students(gradebook.db.connection(), "week1") == {"bob"}


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
