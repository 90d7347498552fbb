"""Grading a class: right scores, nothing twice, nothing lost, and each problem in its place."""

import inspect
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from grader.assistant import autograde as module
from grader.assistant.autograde import Progress, autograde
from grader.assistant.feedback import feedback
from grader.base.course import Course
from grader.base.digest import files_in
from grader.base.errors import GraderError
from grader.gradebook import read, reading
from grader.gradebook.results import table
from grader.gradebook.store import Stored, load
from grader.instructor.release import release
from grader.workers import pool

pytestmark = pytest.mark.usefixtures("warm")

HandIn = Callable[..., Path]
SIGN = "def double(x):\n    return abs(2 * x)"
ESSAY = "Because it is linear."


def scores(course: Course, student: str) -> dict[str, float | None]:
    """Return one student's scores by exercise."""
    _, rows = table(course, "week1")
    return next(row.scores for row in rows if row.student == student)


def record(course: Course, student: str) -> Stored:
    """Return how one student was graded."""
    stored = load(course, "week1", student)
    assert stored is not None
    return stored


def test_each_student_gets_what_the_answers_deserve(course: Course, hand_in: HandIn) -> None:
    """Full marks, partial credit, an untouched release and a written answer, in one class."""
    (released,) = release(course, "week1")
    hand_in("ada", essay=ESSAY)
    hand_in("bob", double=SIGN, essay=ESSAY)
    folder = course.submitted("week1", "cleo")
    folder.mkdir(parents=True)
    (folder / "01_tiny.ipynb").write_bytes(released.read_bytes())
    done = autograde(course, "week1", workers=pool.here(2))
    assert done == ["ada", "bob", "cleo"]
    assert scores(course, "ada") == {"double": 4, "square": 2, "essay": None}
    assert scores(course, "bob") == {"double": 1, "square": 2, "essay": None}
    cleo = scores(course, "cleo")
    assert (cleo["double"], cleo["square"]) == (0, 0)
    lost = record(course, "bob").exercises[0].lost
    assert "sign" in f"{lost[0].reason} {lost[0].hint}"


def test_a_warning_on_stderr_costs_nothing(course: Course, hand_in: HandIn) -> None:
    """nbgrader gives 0 for any text on stderr; this grader does not."""
    hand_in(
        "ada",
        double="import sys\ndef double(x):\n    print('!', file=sys.stderr)\n    return 2 * x",
    )
    autograde(course, "week1")
    assert scores(course, "ada")["double"] == 4


def test_a_file_that_is_no_notebook_is_not_graded(course: Course, hand_in: HandIn) -> None:
    """It is None with a reason, never 0, and the student after it is graded as ever."""
    hand_in("ada").write_text("%PDF-1.7", encoding="utf-8")
    hand_in("bob")
    autograde(course, "week1")
    ada, bob = record(course, "ada"), record(course, "bob")
    assert scores(course, "ada") == {"double": None, "square": None, "essay": None}
    assert all(item.reason_not_graded for item in ada.not_graded)
    assert scores(course, "bob")["double"] == 4
    assert not bob.not_graded


def test_a_timestamp_that_is_no_time_stops_nobody(course: Course, hand_in: HandIn) -> None:
    """The file may be the student's own: a number too large for a date costs no one a grade."""
    hand_in("ada").with_name("timestamp.txt").write_text("9" * 40, encoding="utf-8")
    hand_in("bob")
    assert autograde(course, "week1", workers=pool.here(1)) == ["ada", "bob"]
    assert scores(course, "ada")["double"] == scores(course, "bob")["double"] == 4


def test_folders_in_folders_stop_nobody(tmp_path: Path) -> None:
    """Folders nested deeper than Python calls itself are looked through like others."""
    (tmp_path / "/".join("d" * 300)).mkdir(parents=True)
    (tmp_path / "/".join("d" * 300) / "x.txt").write_text("x", encoding="utf-8")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    try:
        names = [path.name for path in files_in(tmp_path)]
    finally:
        sys.setrecursionlimit(limit)
    assert names == ["x.txt"]


def test_what_was_graded_is_not_graded_again(
    course: Course, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run grades only what changed; ``force`` grades everything."""
    hand_in("ada")
    hand_in("bob")
    seen: list[str] = []

    def watch(state: Progress) -> None:
        seen.append(state.student)

    autograde(course, "week1", watch=watch, workers=pool.here(1))
    assert sorted(seen) == ["ada", "bob"]
    seen.clear()
    autograde(course, "week1", watch=watch)
    assert seen == []
    hand_in("bob", double=SIGN)
    autograde(course, "week1", watch=watch)
    assert seen == ["bob"]
    assert scores(course, "bob")["double"] == 1
    autograde(course, "week1", watch=watch, force=True, workers=pool.here(1))
    assert sorted(seen[1:]) == ["ada", "bob"]


def test_a_changed_master_grades_again(course: Course, hand_in: HandIn) -> None:
    """When a test was mended, the old scores are not kept."""
    hand_in("ada", double=SIGN)
    autograde(course, "week1")
    path = course.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id == "double-test":
            cell.source = cell.source.replace("double(-5.0), -10.0", "double(5.0), 10.0")
    nbformat.write(notebook, path)
    autograde(course, "week1")
    assert scores(course, "ada")["double"] == 4


@pytest.mark.parametrize("step", ["save", "store"])
def test_a_run_that_was_killed_goes_on(
    course: Course, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Stopped before the gradebook or before the record of a submission, the next run heals it."""
    for student in ("ada", "bob", "cleo"):
        hand_in(student, essay=ESSAY)
    autograde(course, "week1")
    with reading(course, "week1") as gradebook:
        whole = read(gradebook, "week1")
    course.database.unlink()
    for path in (course.work / "records").rglob("*.json"):
        path.unlink()
    real, calls = getattr(module, step), []

    def stops(*args: object, **kwargs: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(module, step, stops)
        with pytest.raises(KeyboardInterrupt):
            autograde(course, "week1", workers=pool.here(1))
    autograde(course, "week1")
    with reading(course, "week1") as gradebook:
        assert read(gradebook, "week1") == whole


def test_a_deleted_gradebook_is_made_again(course: Course, hand_in: HandIn) -> None:
    """Records without a gradebook count for nothing: everything is graded again."""
    hand_in("ada")
    autograde(course, "week1")
    course.database.unlink()
    autograde(course, "week1")
    assert scores(course, "ada")["double"] == 4


def test_a_fault_of_the_grader_is_no_zero(
    course: Course, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the grader itself fails on a submission, it is not graded, with the reason."""
    hand_in("ada")

    def each(task: object, items: list[str], **options: object) -> Iterator[tuple[str, Exception]]:
        for item in items:
            yield item, RuntimeError("out of cheese")

    monkeypatch.setattr(module.pool, "each", each)
    autograde(course, "week1")
    ada = record(course, "ada")
    assert scores(course, "ada") == {"double": None, "square": None, "essay": None}
    assert {item.reason_not_graded for item in ada.exercises} == {
        "the grader failed: out of cheese"
    }


def test_a_full_disk_loses_nothing(
    course: Course, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error while a record is written (injected here) stops the run; a later one completes."""
    hand_in("ada")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("grader.base.files.os.replace", full)
        with pytest.raises(OSError, match="No space"):
            autograde(course, "week1")
    assert load(course, "week1", "ada") is None
    autograde(course, "week1")
    assert scores(course, "ada")["double"] == 4


def test_the_formgrader_finds_the_notebook(course: Course, hand_in: HandIn) -> None:
    """autograded/ holds a valid notebook with the student's answer and the restored tests."""
    hand_in("ada", double=SIGN)
    autograde(course, "week1")
    path = course.autograded("week1", "ada") / "01_tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert any("abs(2 * x)" in cell.source for cell in notebook.cells)
    assert "auto_comment" not in json.dumps(notebook)


def test_nothing_handed_in_names_the_step_before(course: Course) -> None:
    """Without submissions the message says which step is missing."""
    with pytest.raises(GraderError, match="Nothing was handed in for week1") as caught:
        autograde(course, "week1")
    assert "grader collect week1" in caught.value.hint


def test_an_unknown_student_is_answered_with_a_known_one(course: Course, hand_in: HandIn) -> None:
    """``--student`` suggests the closest name."""
    hand_in("ada")
    with pytest.raises(GraderError, match="'adda' handed in nothing") as caught:
        autograde(course, "week1", student="adda")
    assert caught.value.hint == "Did you mean ada?"


def test_only_one_student(course: Course, hand_in: HandIn) -> None:
    """``--student`` grades this one and leaves the others."""
    hand_in("ada")
    hand_in("bob")
    assert autograde(course, "week1", student="bob") == ["bob"]
    assert load(course, "week1", "ada") is None


def test_a_damaged_record_is_no_record(course: Course, hand_in: HandIn) -> None:
    """A record that cannot be read means: grade again."""
    hand_in("ada")
    autograde(course, "week1")
    before = record(course, "ada")
    course.record("week1", "ada").write_text('{"digest": "x"', encoding="utf-8")
    assert load(course, "week1", "ada") is None
    autograde(course, "week1")
    assert record(course, "ada").digest == before.digest


def test_names_that_are_no_text_stop_nobody(course: Course, hand_in: HandIn) -> None:
    """Half characters in the name of a file or of a picture cost neither the class nor the page."""
    for student in ("ada", "bob", "zoe"):
        hand_in(student, essay=ESSAY)
    path = course.submitted("week1", "ada") / "01_tiny.ipynb"
    notebook = json.loads(path.read_text())
    picture = {"image/png": "iVBORw0KGgo="}
    notebook["cells"][-1]["attachments"] = {"\ud800\x1b[2J.png": picture}
    path.write_text(json.dumps(notebook))
    path = course.submitted("week1", "bob") / "01_tiny.ipynb"
    os.rename(path, os.fsencode(path.parent) + b"/\xff\x1b[2J01_tiny.ipynb")
    autograde(course, "week1")
    for student in ("ada", "bob", "zoe"):
        assert scores(course, student) == {"double": 4, "square": 2, "essay": None}
    assert record(course, "bob").result.notebooks[0].file == "01_tiny.ipynb"
    assert len(feedback(course, "week1")) == 3
