"""What is in Gradescope's zip, and what a result becomes there."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from grader.base.course import Course
from grader.base.records import ExerciseResult, NotebookResult, SubmissionResult
from grader.instructor.gradescope import ACCEPTED, main, results, write_gradescope_zip
from grader.judge.assignment import Assignment, MasterCell, compile_assignment

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


GOOD = ExerciseResult("a", "a_test", "n", 2.0, 2.0, "passed")
BAD = replace(GOOD, exercise="b", points=None, verdict="not graded", reason_not_graded="why")


@pytest.mark.parametrize(("lack", "seen"), [("unreadable", "visible"), ("", "hidden")])
def test_what_is_not_graded_has_no_score(assignment: Assignment, lack: str, seen: str) -> None:
    """One exercise without a grade leaves no sum, but the others keep their points and reasons."""
    notebook = NotebookResult("n", "n.ipynb", (GOOD, BAD), lack=lack)  # type: ignore[arg-type]  # a Lack
    good, bad = results(assignment, SubmissionResult((notebook,)))["tests"]
    assert (good["score"], good["max_score"]) == (2.0, 2.0)
    assert "score" not in bad
    assert (bad["visibility"], bad["max_score"], bad["output"]) == (seen, 2.0, "Not graded: why")


@pytest.mark.parametrize("unused", [{}, {"x.ipynb": "no notebook of this course"}])
def test_a_notebook_that_is_not_there(assignment: Assignment, unused: dict[str, str]) -> None:
    """It has 0 points and a reason, but none where another file may be it."""
    absent = NotebookResult("m", "", (replace(BAD, notebook="m"),), lack="not handed in")
    here = NotebookResult("n", "n.ipynb", (GOOD,))
    good, gone = results(assignment, SubmissionResult((here, absent), unused))["tests"]
    assert good["score"] == 2.0
    assert ("score" in gone) is not unused
    assert gone.get("score", 0.0) == 0.0
    assert gone["visibility"] == "visible"


def test_written_answers_are_left_to_the_rubric(assignment: Assignment) -> None:
    """A written answer is no test: not an untouched one, nor one that nobody could find."""
    cell = MasterCell("manual", "k", "essay", "", 2.0, {}, exercise="essay")
    master = replace(assignment.masters[0], cells=(cell,))
    essay = ExerciseResult("essay", "essay", "n", 0.0, 2.0, "manual")
    lost = replace(essay, points=None, verdict="not graded", reason_not_graded="why")
    for item in (essay, lost):
        graded = SubmissionResult((NotebookResult("n", "f", (GOOD, item)),))
        found = results(replace(assignment, masters=(master,)), graded)
        assert [test["name"] for test in found["tests"]] == ["n: a"]


def test_staff_get_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no sum, the run ends with 1 and tells staff why, on its output."""
    (tmp_path / "submission").mkdir()
    assert main(["no_such_week"], place=tmp_path, root=ROOT) == 1
    assert "Give it by hand:" in capsys.readouterr().out
