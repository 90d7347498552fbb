"""A grader that is killed with SIGKILL at any moment goes on and ends with the same gradebook.

The full proof, 25 kills in a class of 60, is ``tests/benchmarks/grading_kills.py``.
"""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grader.base.course import Course

HandIn = Callable[..., Path]
SCRIPT = Path(__file__).parents[2] / "benchmarks" / "grading_kills.py"
spec = importlib.util.spec_from_file_location("grading_kills", SCRIPT)
assert spec is not None
assert spec.loader is not None
kills = importlib.util.module_from_spec(spec)
spec.loader.exec_module(kills)

ANSWERS = ("def double(x):\n    return abs(2 * x)", "double = None", "def double(x):\n    1 / 0")


@pytest.mark.slow
def test_killed_three_times_and_resumed(course: Course, hand_in: HandIn) -> None:
    """Every table ends as in a run that nobody disturbed, and so do notebooks and records."""
    for number in range(8):
        hand_in(f"student{number}", double=ANSWERS[number % 3], essay=f"Essay {number}")
    whole = kills.uninterrupted(course, "week1")
    assert len(whole["grade"]) == 8 * 3
    moments = kills.killed_and_resumed(course, "week1", kills=3, seed=4)
    assert len(moments) == 3
    assert kills.state(course, "week1") == whole
    for number in range(8):
        path = course.autograded("week1", f"student{number}") / "01_tiny.ipynb"
        nbformat.validate(nbformat.read(path, as_version=4))
