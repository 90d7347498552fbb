"""The assistant's evening on a small class: every command in order, as processes, in each layout.

The steps and what must hold after each are in ``tests/benchmarks``, where the same evening runs
with 300 students, six notebooks and a browser.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader import cli
from grader.base.course import Course

EVENING = Path(__file__).resolve().parents[2] / "benchmarks" / "assistants_day.py"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "students"), [("canvas", 22), ("moodle", 22), ("teams", 66), ("plain", 22)]
)
def test_nobody_is_lost_between_the_archive_and_the_grades(
    course: Course, layout: str, students: int
) -> None:
    """With every oddity in the archive, each student has the points that the answers deserve."""
    words = ["--layout", layout, "--students", str(students), "--no-browser"]
    where = ["--course", str(course.root), "--assignment", "week1"]
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EVENING), *words, *where],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{layout}: everything as expected." in done.stdout


# What each command needs, and the command that provides it.
FIRST_STEPS = {
    "check": "grader release week1",
    "autograde": "grader collect week1 ARCHIVE",
    "formgrader": "grader autograde week1",
    "feedback": "grader autograde week1",
    "export": "grader autograde week1",
    "regrade": "grader collect week1 ARCHIVE",
    "report": "grader autograde week1",
    "similarity": "grader collect week1 ARCHIVE",
}


@pytest.mark.parametrize(("command", "step"), FIRST_STEPS.items())
def test_a_command_that_comes_too_early_names_the_missing_step(
    course: Course, command: str, step: str
) -> None:
    """In a course where nothing was done yet, one message says what to run first."""
    course.database.unlink()
    done = CliRunner().invoke(cli.app, [command, "week1", "--course", str(course.root)])
    assert done.exit_code == 1, done.output
    assert f"Run `{step}`" in " ".join(done.output.split())


@pytest.mark.parametrize("command", ["formgrader", "feedback", "export", "regrade", "report"])
def test_what_was_only_collected_is_to_be_graded_first(
    course: Course, hand_in: Callable[..., Path], command: str
) -> None:
    """Between ``collect`` and ``autograde``, every command that needs grades says so."""
    hand_in("ada")
    done = CliRunner().invoke(cli.app, [command, "week1", "--course", str(course.root)])
    assert done.exit_code == 1, done.output
    assert "Run `grader autograde week1` first" in " ".join(done.output.split())
