"""What is in Gradescope's zip, and what a result becomes there."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from grader.base.course import Course
from grader.base.records import ExerciseResult, NotebookResult, SubmissionResult
from grader.instructor.gradescope import ACCEPTED, results, write_gradescope_zip
from grader.judge.assignment import Assignment, compile_assignment

ROOT = Path(__file__).resolve().parents[3]
MASTER = ROOT / "tests/grader/judge/hostile/master"


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    """Return the assignment of the hostile cases."""
    return compile_assignment(MASTER)


@pytest.mark.parametrize("unconfined", [False, True])
def test_the_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unconfined: bool) -> None:
    """Both scripts stand at its root and can be run; no stored answer and no question is in it."""
    monkeypatch.setattr(Course, "work", tmp_path)
    path = write_gradescope_zip(Course(ROOT), "week4", unconfined=unconfined)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for script in ("setup.sh", "run_autograder"):
            assert archive.getinfo(script).external_attr >> 16 & 0o111
        assert (ACCEPTED in archive.read("run_autograder").decode()) is unconfined
    assert {"solutions/week4/01_activations.ipynb", "course_lib/__init__.py"} <= names
    assert not [name for name in names if "/answers/" in name and name.startswith("solutions")]
    assert not [n for n in names if n.startswith(("solutions/week4/questions", "grader/work/"))]


@pytest.mark.parametrize(("lack", "seen"), [("unreadable", "visible"), ("", "hidden")])
def test_what_is_not_graded_has_no_score(assignment: Assignment, lack: str, seen: str) -> None:
    """One exercise without a grade leaves no score; only what a file lacks is told the student."""
    good = ExerciseResult("a", "a_test", "n", 2.0, 2.0, "passed")
    bad = replace(good, points=None, verdict="not graded", reason_not_graded="why")
    notebook = NotebookResult("n", "n.ipynb", (good, bad), lack=lack)  # type: ignore[arg-type]  # a Lack
    (test,) = results(assignment, SubmissionResult((notebook,)))["tests"]
    assert "score" not in test
    assert test["visibility"] == seen
    assert "why" in test["output"]


def test_written_answers_are_left_to_the_rubric(assignment: Assignment) -> None:
    """A written answer is no test, not even an untouched one."""
    good = ExerciseResult("a", "a_test", "n", 2.0, 2.0, "passed")
    essay = ExerciseResult("essay", "essay", "n", 0.0, 2.0, "manual")
    found = results(assignment, SubmissionResult((NotebookResult("n", "f", (good, essay)),)))
    assert [test["name"] for test in found["tests"]] == ["n: a"]
