"""Mutated notebooks never stop the command, cost nobody else, and earn nothing.

The full set of 2,000 is ``python tests/benchmarks/grading_fuzz.py``.
"""

import importlib.util
from pathlib import Path

import pytest

from grader.base.course import Course
from grader.workers import pool

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "grading_fuzz.py"
spec = importlib.util.spec_from_file_location("grading_fuzz", SCRIPT)
assert spec is not None
assert spec.loader is not None
fuzzing = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fuzzing)


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_two_hundred_mutants(course: Course) -> None:
    """No crash, nobody missing, innocent students untouched, no point more than deserved."""
    problems, counts = fuzzing.fuzz(
        course, fuzzing.ANSWERS, fuzzing.DESERVED, mutants=200, seed=7, workers=pool.here(1)
    )
    assert problems == []
    assert counts.total() == 220
    # The mutants are neither all harmless nor all hopeless.
    assert counts["as the original"] > 50
    assert counts["fewer points"] + counts["not graded in part"] > 20
    assert counts["fewer points"] > 0
