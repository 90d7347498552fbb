"""Gradescope's zip in a container: built, unpacked, run as root without a network."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.grader.sandbox.test_container import Run, container

pytestmark = [pytest.mark.container, pytest.mark.slow]
__all__ = ["container"]  # the fixture

# What Gradescope's page on results.json names, with the values that it allows.
TEST_FIELDS = {"name", "score", "max_score", "status", "output", "output_format", "visibility"}
VISIBILITIES = {"visible", "hidden", "after_due_date", "after_published"}
REASON = "Student code cannot be confined"


def _graded(
    run: Run, kind: str, *, landlock: bool = True, accepted: bool = False
) -> tuple[int, list[dict[str, Any]]]:
    """Return the exit code and the tests, which are checked against the published fields."""
    script = "tests/grader/sandbox/container/gradescope_run.py"
    command = f"PYTHONPATH=. .venv/bin/python {script} {kind} {'accepted' if accepted else 'no'}"
    done = run(command, 0, landlock=landlock)
    assert done.stdout.startswith("{"), done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found.keys() == {"stdout_visibility", "tests", "execution_time"}
    assert found["stdout_visibility"] == "hidden"
    for test in found["tests"]:
        assert test.keys() <= TEST_FIELDS
        assert test["visibility"] in VISIBILITIES
        assert test.get("status", "passed") in {"passed", "failed"}
        assert test.get("output_format", "text") == "text"
        assert 0 <= test.get("score", 0) <= test.get("max_score", 0)
    return done.returncode, found["tests"]


@pytest.mark.parametrize("kind", ["right", "renamed"])
def test_a_right_answer_gets_all_points(container: Run, kind: str) -> None:
    """It gets them under any file name, and hidden tests are shown after publication only."""
    code, tests = _graded(container, kind)
    assert code == 0
    assert len(tests) > 20
    assert all(test["score"] == test["max_score"] > 0 for test in tests)
    assert "after_published" in {test["visibility"] for test in tests}


def test_an_untouched_notebook_gets_nothing_and_reasons(container: Run) -> None:
    """Each test has 0 points and says why."""
    code, tests = _graded(container, "wrong")
    assert code == 0
    assert all(test["score"] == 0 and test["output"] for test in tests)


def test_a_hostile_notebook_cannot_write_its_grade(container: Run) -> None:
    """A notebook that writes results.json and ends its process gets no point."""
    _, tests = _graded(container, "hostile")
    assert not any(test.get("score") for test in tests)


def test_a_broken_file_is_an_error_and_no_zero(container: Run) -> None:
    """There is no score at all; a file with some cells left is a matter for staff."""
    code, (test,) = _graded(container, "broken")
    assert code == 1
    assert "score" not in test
    assert test["visibility"] == "hidden"
    assert "01_activations" in test["output"]


def test_without_confinement_only_staff_are_told(container: Run) -> None:
    """Nothing is graded, and the reason is hidden from students."""
    code, (test,) = _graded(container, "right", landlock=False)
    assert code == 1
    assert "score" not in test
    assert test["visibility"] == "hidden"
    assert REASON in test["output"]


def test_the_flag_accepts_a_run_without_confinement(container: Run) -> None:
    """It is graded, and staff read that it was not confined."""
    code, tests = _graded(container, "right", landlock=False, accepted=True)
    assert code == 0
    assert [t["name"] for t in tests if t["visibility"] == "hidden"] == ["Confinement"]
    assert all(test["score"] == test["max_score"] for test in tests)
