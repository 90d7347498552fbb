"""Grading again after a test was mended: first the differences, then, if wanted, the grades."""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbgrader import api
from typer.testing import CliRunner

from grader import cli
from grader.assistant import regrade as module
from grader.assistant.autograde import Progress, alone, autograde
from grader.assistant.regrade import Change, Comparison, regrading
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import Grade, opened, read, reading
from grader.gradebook.results import table
from grader.workers import pool

pytestmark = pytest.mark.usefixtures("warm")

HandIn = Callable[..., Path]
SIGN = "def double(x):\n    return abs(2 * x)"
TRIPLE = "def square(x):\n    return 3 * x"


def mend(course: Course, old: str, new: str) -> None:
    """Replace a text in the master."""
    path = course.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    assert any(old in cell.source for cell in notebook.cells)
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, path)


def kinder(course: Course) -> None:
    """Forgive a lost sign in ``double``: 1 of 4 points become 4."""
    mend(course, "double(-5.0), -10.0", "double(5.0), 10.0")


def rows(course: Course) -> list[Grade]:
    """Return the whole gradebook."""
    with reading(course, "week1") as gradebook:
        return read(gradebook, "week1")


def scores(course: Course, student: str) -> dict[str, float | None]:
    """Return one student's scores by exercise."""
    return next(row.scores for row in table(course, "week1")[1] if row.student == student)


def compared(course: Course, *, write: bool = False) -> tuple[Comparison, list[str]]:
    """Return what would change, and who was graded for it just now."""
    seen: list[str] = []

    def watch(state: Progress) -> None:
        seen.append(state.student)

    with regrading(course, "week1") as run:
        found = run.grade(workers=pool.here(1), watch=watch)
        if write:
            run.write()
    return found, seen


def test_old_and_new_scores_stand_side_by_side(course: Course, hand_in: HandIn) -> None:
    """Up, down, unchanged and newly graded are told apart, and nothing is written."""
    mend(course, "square(4.0), 16.0", "square(4.0), 17.0")  # wrong, so nobody's can be graded
    hand_in("ada")
    hand_in("bob", double=SIGN)
    hand_in("cleo", square=TRIPLE)
    hand_in("dan").write_text("%PDF-1.7", encoding="utf-8")
    autograde(course, "week1")
    assert scores(course, "ada") == {"double": 4, "square": None, "essay": None}
    mend(course, "square(4.0), 17.0", "square(4.0), 16.0")
    before = rows(course)
    records = {path: path.read_bytes() for path in (course.work / "records").rglob("*.json")}
    found, _ = compared(course)
    assert [(item.student, item.total, item.exercises) for item in found.changes] == [
        ("ada", Change("", 4, 6), (Change("square", None, 2),)),
        ("bob", Change("", 1, 3), (Change("square", None, 2),)),
        ("cleo", Change("", 4, 5), (Change("square", None, 1),)),
        ("dan", Change("", None, None), ()),
    ]
    assert rows(course) == before
    assert {path: path.read_bytes() for path in records} == records


def test_who_loses_points_is_marked(course: Course, hand_in: HandIn) -> None:
    """A student may rise in one exercise and fall in the sum of all."""
    hand_in("ada", double=SIGN, square=TRIPLE)
    hand_in("bob", square=TRIPLE)
    autograde(course, "week1")
    kinder(course)
    mend(course, "square(3.0), 9.0", "square(5.0), 25.0")
    found, _ = compared(course)
    ada, bob = found.changes
    assert (ada.total, ada.total.rises) == (Change("", 2, 4), True)
    assert (bob.total, bob.total.falls) == (Change("", 5, 4), True)
    assert found.by_exercise() == {"double": (1, 0), "square": (0, 2)}
    assert Change("", 3, None).falls
    assert Change("", None, 0).rises


def test_what_was_shown_is_what_is_written(course: Course, hand_in: HandIn) -> None:
    """A look without writing keeps the drafts: the next run grades nobody and writes them."""
    hand_in("ada", double=SIGN)
    hand_in("bob")
    autograde(course, "week1")
    kinder(course)
    first, seen = compared(course)
    assert sorted(seen) == ["ada", "bob"]
    second, seen = compared(course, write=True)
    assert (second, seen) == (first, [])
    assert scores(course, "ada") == {"double": 4, "square": 2, "essay": None}
    assert not (course.work / "regrade" / "week1").exists()
    found, seen = compared(course)
    assert (found.graded, seen) == (0, [])
    assert autograde(course, "week1", watch=lambda state: pytest.fail("graded again"))


def test_a_persons_grade_stays(course: Course, hand_in: HandIn) -> None:
    """Manual scores and extra credit stay, are shown as kept, and want no second look."""
    hand_in("ada", double=SIGN, essay="It is linear.")
    autograde(course, "week1")
    with opened(course, "week1") as gradebook:
        for cell, score in (("double_test", 2.5), ("essay", 3.0)):
            grade = gradebook.find_grade(cell, "01_tiny", "week1", "ada")
            grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.find_grade("square_test", "01_tiny", "week1", "ada").extra_credit = 0.5
        gradebook.db.commit()
    kinder(course)
    found, _ = compared(course, write=True)
    (ada,) = found.changes
    assert (ada.total, ada.exercises) == (Change("", 8, 8), ())
    assert ada.kept == (Change("double", 2.5, 4),)
    assert found.manual == 2
    after = {row.cell: row for row in rows(course)}
    assert (after["double_test"].score, after["double_test"].auto_score) == (2.5, 4)
    assert (after["essay"].score, after["square_test"].score) == (3, 2.5)
    assert not any(row.needs_manual for row in after.values())


def test_killed_while_writing(
    course: Course, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after the first student, the next run grades nobody and writes the others."""
    for student in ("ada", "bob", "cleo"):
        hand_in(student, double=SIGN)
    autograde(course, "week1")
    kinder(course)
    real, calls = module.keep, []

    def stops(course: Course, assignment: str, gradebook: api.Gradebook, stored: object) -> None:
        calls.append(stored)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(course, assignment, gradebook, stored)  # type: ignore[arg-type]  # passed through

    with monkeypatch.context() as patch:
        patch.setattr(module, "keep", stops)
        with pytest.raises(KeyboardInterrupt):
            compared(course, write=True)
    found, seen = compared(course, write=True)
    assert (found.graded, seen) == (2, [])
    assert [scores(course, name)["double"] for name in ("ada", "bob", "cleo")] == [4, 4, 4]


@pytest.mark.slow
def test_a_process_that_is_killed_loses_nothing(course: Course, hand_in: HandIn) -> None:
    """After SIGKILL in the middle of writing, the next run completes it without grading again."""
    students = [f"student{number}" for number in range(12)]
    for student in students:
        hand_in(student, double=SIGN)
    autograde(course, "week1")
    kinder(course)
    compared(course)
    drafts = course.work / "regrade" / "week1"
    command = [sys.executable, "-m", "grader", "regrade", "week1", "--yes"]
    process = subprocess.Popen([*command, "--course", str(course.root)], stdin=subprocess.DEVNULL)
    while process.poll() is None and len(list(drafts.glob("*.json"))) > 8:
        time.sleep(0.01)
    process.kill()
    process.wait()
    _, seen = compared(course, write=True)
    assert seen == []
    assert {scores(course, student)["double"] for student in students} == {4}
    found, seen = compared(course)
    assert (found.graded, seen) == (0, [])


def test_a_draft_of_another_test_is_not_written(course: Course, hand_in: HandIn) -> None:
    """When the mending is taken back, or the student hands in anew, old drafts go.

    What a run left that was killed while it wrote one is in nobody's way.
    """
    hand_in("ada", double=SIGN)
    autograde(course, "week1")
    kinder(course)
    compared(course)
    (course.work / "regrade" / "week1" / ".draft-killed").mkdir()
    mend(course, "double(5.0), 10.0", "double(-5.0), -10.0")
    found, _ = compared(course, write=True)
    assert (found.graded, scores(course, "ada")["double"]) == (0, 1)
    kinder(course)
    compared(course)
    hand_in("ada", double="def double(x):\n    return 0 * x")
    found, seen = compared(course, write=True)
    assert (seen, found.changes[0].total) == (["ada"], Change("", 3, 2))


def test_one_student_only(course: Course, hand_in: HandIn) -> None:
    """With a student's name nobody else is graded or written."""
    hand_in("ada", double=SIGN)
    hand_in("bob", double=SIGN)
    autograde(course, "week1")
    kinder(course)
    with regrading(course, "week1", student="bob") as run:
        assert [item.student for item in run.grade(workers=pool.here(1)).changes] == ["bob"]
        assert run.write() == 1
    assert (scores(course, "ada")["double"], scores(course, "bob")["double"]) == (1, 4)


def test_a_step_that_is_missing_is_named(course: Course, hand_in: HandIn) -> None:
    """Nothing handed in, nothing graded, other exercises, and another run at work."""
    with pytest.raises(GraderError, match="Nothing was handed in"), regrading(course, "week1"):
        pass
    hand_in("ada")
    with (
        pytest.raises(GraderError, match="Nothing of week1 was graded yet") as caught,
        regrading(course, "week1"),
    ):
        pass
    assert "grader autograde week1" in caught.value.hint
    autograde(course, "week1")
    with alone(course), pytest.raises(GraderError, match="at work"), regrading(course, "week1"):
        pass
    path = course.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "essay"]
    nbformat.write(notebook, path)
    with pytest.raises(GraderError, match=r"changed after.*: essay"), regrading(course, "week1"):
        pass


def test_without_a_terminal_only_yes_writes(course: Course, hand_in: HandIn) -> None:
    """The table names student, exercise and both scores; then it is said what was written."""
    hand_in("ada", double=SIGN)
    hand_in("bob")
    autograde(course, "week1")
    kinder(course)
    command = ["regrade", "week1", "--course", str(course.root)]
    shown = CliRunner().invoke(cli.app, command)
    assert shown.exit_code == 0, shown.output
    assert "ada" in shown.output
    assert "3 → 6" in shown.output
    assert "double 1 → 4" in shown.output
    assert "1 of 2 change: 1 up, 0 down" in shown.output
    assert "Nothing was written" in shown.output
    assert scores(course, "ada")["double"] == 1
    written = CliRunner().invoke(cli.app, [*command, "--yes"])
    assert "2 submission(s) written" in written.output
    assert scores(course, "ada")["double"] == 4
    nothing = CliRunner().invoke(cli.app, command)
    assert "nothing to grade again" in nothing.output


@pytest.mark.parametrize(("answer", "score"), [("n", 1), ("y", 4)])
def test_at_a_terminal_it_asks(course: Course, hand_in: HandIn, answer: str, score: int) -> None:
    """As a real process on a terminal: "n" writes nothing and forgets, "y" writes."""
    hand_in("ada", double=SIGN)
    autograde(course, "week1")
    kinder(course)
    compared(course)  # the drafts, so that the process need not grade
    keyboard, terminal = pty.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    command = [sys.executable, "-m", "grader", "regrade", "week1", "--course", str(course.root)]
    done = subprocess.run(command, stdin=terminal, capture_output=True, text=True, check=False)
    os.close(keyboard)
    os.close(terminal)
    assert done.returncode == 0, done.stderr
    assert "Write these grades?" in done.stdout
    assert scores(course, "ada")["double"] == score
    assert not (course.work / "regrade" / "week1").exists()


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (2.0, 3.0, "rises"), (3.0, 2.0, "falls"), (2.0, 2.0, ""), (0.3, 0.1 + 0.2, ""),
        (None, 0.0, "rises"), (0.0, None, "falls"), (None, None, ""),
    ],
)  # fmt: skip
def test_equal_points_are_no_change(before: float | None, after: float | None, change: str) -> None:
    """Equal scores, dust apart, neither rise nor fall; none at all is less than zero points."""
    found = Change("relu", before, after)
    assert (found.rises, found.falls) == (change == "rises", change == "falls")
