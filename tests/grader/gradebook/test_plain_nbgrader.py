"""Plain ``nbgrader autograde`` and this grader agree about an honest class.

The same comparison on week4, with twelve students and six notebooks each, is
``tests/benchmarks/nbgrader_scores.py``.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assistant.autograde import autograde
from grader.base.course import CONFIG, Course
from grader.gradebook import Grade, read, reading, register
from grader.instructor.release import release

HandIn = Callable[..., Path]


def grades(course: Course) -> list[Grade]:
    """Return every row of the gradebook."""
    with reading(course, "week1") as gradebook:
        return read(gradebook, "week1")


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_the_same_scores_from_both(course: Course, hand_in: HandIn) -> None:
    """Right, partly right, failing, untouched: each score and each "not graded" is the same."""
    (released,) = release(course, "week1")
    hand_in("ada", essay="Because it is linear.")
    hand_in("bob", double="def double(x):\n    return abs(2 * x)", essay="It is.")
    hand_in("cleo", double="def double(x):\n    return x / 0", square="square = None", essay="No.")
    untouched = course.submitted("week1", "dana")
    untouched.mkdir(parents=True)
    shutil.copy(released, untouched)
    autograde(course, "week1")
    ours = grades(course)
    course.database.unlink()
    shutil.rmtree(course.work / "autograded")
    shutil.copy(CONFIG, course.root / "grader")
    register(course, "week1")
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "week1"],
        cwd=course.root / "grader",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(ours) == 4 * 3
    assert grades(course) == ours
