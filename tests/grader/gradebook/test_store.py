"""Records survive the way to the disk and back, whole or not at all."""

from pathlib import Path

import pytest

from grader.base.course import Course
from grader.base.records import (
    ExerciseResult,
    LostPoints,
    NotebookResult,
    Repair,
    SubmissionResult,
)
from grader.gradebook.store import Stored, load, store

EXERCISE = ExerciseResult(
    "a", "a_test", "n", 1.5, 2.0, "failed", (LostPoints("µ", 0.5, "“quoted”", "hint"),)
)
NOTEBOOK = NotebookResult(
    "n", "n (1).ipynb", (EXERCISE,), (Repair("renamed", "n (1).ipynb"),), ("slow",), 1.0, 10
)
STORED = Stored("ada", "d1", SubmissionResult((NOTEBOOK,), {"x.ipynb": "unknown"}, isolated=False))


def test_a_record_comes_back_equal(tmp_path: Path) -> None:
    """What was stored is loaded, except the notebook with outputs, which lies elsewhere."""
    course = Course(tmp_path)
    assert store(course, "week1", STORED) == STORED
    assert load(course, "week1", "ada") == STORED
    assert load(course, "week1", "bob") is None


def test_an_interrupted_write_keeps_the_old_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the last step fails (injected here), the record of before is still there."""
    course = Course(tmp_path)
    store(course, "week1", STORED)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.base.files.os.replace", full)
    with pytest.raises(OSError, match="No space"):
        store(course, "week1", Stored("ada", "d2", SubmissionResult(())))
    assert load(course, "week1", "ada") == STORED
