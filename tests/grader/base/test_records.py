"""The records survive the way through JSON."""

import json

from grader.base.records import (
    ExerciseResult,
    LostPoints,
    NotebookResult,
    Repair,
    SubmissionResult,
    submission_from_plain,
    to_plain,
)


def test_a_full_submission_survives_json() -> None:
    """A record written as JSON text and read again equals the record."""
    exercise = ExerciseResult(
        "relu", "relu_test", "01", 1.5, 2.0, "failed", (LostPoints("sign", 0.5, "was -1", "max"),)
    )
    ungraded = ExerciseResult("elu", "elu_test", "01", None, 2.0, "not graded", (), "broken test")
    notebook = NotebookResult(
        "01", "01 (1).ipynb", (exercise, ungraded), (Repair("cell restored", "relu"),), ("late",),
        autograded={"cells": []},
    )  # fmt: skip
    result = SubmissionResult((notebook,), {"x.ipynb": "unknown"}, isolated=False)
    assert submission_from_plain(json.loads(json.dumps(to_plain(result)))) == result
