"""Gradescope's zip in a container: built, unpacked, set up, run as root without a network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.grader.sandbox.test_container import Run, container

pytestmark = [pytest.mark.container, pytest.mark.slow]
__all__ = ["container"]  # the fixture

# What Gradescope's page on results.json names, with the values that it allows.
TEST_FIELDS = {"name", "score", "max_score", "status", "output", "output_format", "visibility"}
VISIBILITIES = {"visible", "hidden", "after_due_date", "after_published"}
REASON = "Student code cannot be confined"
INSTALLED = [
    "apt-get update",
    "apt-get install -y python3-venv",
    "python3 -m venv /autograder/uv",
    "pip install uv",
    "uv venv --python >=3.11 /autograder/env into nothing",
    "uv pip install -e /autograder/source[grader] into /autograder/env",
]


@dataclass
class Graded:
    """What one run said: its exit code, the tests, and what staff read."""

    code: int
    tests: list[dict[str, Any]]
    staff: str


def _graded(run: Run, kind: str, *, landlock: bool = True, accepted: bool = False) -> Graded:
    """Return what was graded, checked against the published fields."""
    script = "tests/grader/sandbox/container/gradescope_run.py"
    command = f"PYTHONPATH=. .venv/bin/python {script} '{kind}' {'accepted' if accepted else 'no'}"
    done = run(command, 0, landlock=landlock)
    assert done.stdout.startswith("{"), done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["installed"].splitlines() == INSTALLED
    found = said["results"]
    assert found.keys() == {"stdout_visibility", "tests", "execution_time"}
    assert found["stdout_visibility"] == "hidden"
    for test in found["tests"]:
        assert test.keys() <= TEST_FIELDS
        assert test["visibility"] in VISIBILITIES
        assert test.get("status", "passed") in {"passed", "failed"}
        assert test.get("output_format", "text") == "text"
        assert 0 <= test.get("score", 0) <= test.get("max_score", 0)
    return Graded(said["code"], found["tests"], said["staff"])


@pytest.mark.parametrize("kind", ["right", "renamed"])
def test_a_right_answer_gets_all_points(container: Run, kind: str) -> None:
    """It gets them under any file name, and hidden tests are shown after publication only."""
    found = _graded(container, kind)
    assert (found.code, found.staff) == (0, "")
    assert len(found.tests) > 20
    assert all(test["score"] == test["max_score"] > 0 for test in found.tests)
    assert "after_published" in {test["visibility"] for test in found.tests}


def test_an_untouched_notebook_gets_nothing_and_reasons(container: Run) -> None:
    """Each test has 0 points and says why."""
    found = _graded(container, "wrong")
    assert found.code == 0
    assert all(test["score"] == 0 and test["output"] for test in found.tests)


def test_a_hostile_notebook_cannot_write_its_grade(container: Run) -> None:
    """A notebook that writes results.json and ends its process gets no point."""
    assert not any(test.get("score") for test in _graded(container, "hostile").tests)


def test_a_broken_file_is_an_error_and_no_zero(container: Run) -> None:
    """What is lost has no score; what stands before the break was right, and is no zero either."""
    found = _graded(container, "broken")
    assert found.code == 1
    assert len([test for test in found.tests if "score" not in test]) > len(found.tests) / 2
    assert all(test["score"] == test["max_score"] for test in found.tests if "score" in test)


def test_one_broken_file_takes_nothing_from_the_others(container: Run) -> None:
    """There is no sum; what could be graded has its points, and staff read them."""
    found = _graded(container, "one broken")
    without = [test["name"] for test in found.tests if "score" not in test]
    assert found.code == 1
    assert without
    assert all(name.startswith("01_activations") for name in without)
    others = [test for test in found.tests if not test["name"].startswith("01_")]
    assert all(test["score"] == test["max_score"] > 0 for test in others)
    assert all(f"{test['name']}: {test['score']:g} of" in found.staff for test in others)


def test_a_notebook_that_is_not_there_is_a_zero_with_a_reason(container: Run) -> None:
    """Who hands in five of six files has the sum of five."""
    found = _graded(container, "one missing")
    (gone,) = [test for test in found.tests if test["name"] == "01_activations"]
    assert found.code == 0
    assert (gone["score"], gone["visibility"]) == (0, "visible")
    assert all(test["score"] == test["max_score"] for test in found.tests if test is not gone)


def test_without_confinement_only_staff_are_told(container: Run) -> None:
    """Nothing is graded, and the reason is hidden from students."""
    found = _graded(container, "right", landlock=False)
    (test,) = found.tests
    assert found.code == 1
    assert "score" not in test
    assert test["visibility"] == "hidden"
    assert REASON in test["output"]


def test_the_flag_accepts_a_run_without_confinement(container: Run) -> None:
    """It is graded, and staff read that it was not confined."""
    found = _graded(container, "right", landlock=False, accepted=True)
    assert found.code == 0
    assert [t["name"] for t in found.tests if t["visibility"] == "hidden"] == ["Confinement"]
    assert all(test["score"] == test["max_score"] for test in found.tests)
