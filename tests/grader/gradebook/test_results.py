"""A row of the table: sum, status and explanation."""

import pytest

from grader.gradebook.results import Row


def row(scores: dict[str, float | None], *, waiting: str = "", reason: str = "") -> Row:
    """Return a row with what is missing."""
    return Row("ada", scores, 5, (waiting,) if waiting else (), (reason,) if reason else ())


@pytest.mark.parametrize(
    ("shown", "points", "status", "explanation"),
    [
        (row({"a": 0, "b": 2.5}), 2.5, "complete", ""),
        (row({"a": 0, "b": 0}), 0, "complete", ""),
        (row({"a": 1, "b": None}, waiting="b"), 1, "waiting for a person", "to be read: b"),
        (row({"a": 1, "b": None}, reason="b: no file"), 1, "partly graded", "b: no file"),
        (row({"a": None, "b": None}, reason="a, b: no file"), None, "not graded", "a, b: no file"),
    ],
)
def test_a_row_says_what_is_missing(
    shown: Row, points: float | None, status: str, explanation: str
) -> None:
    """The sum counts what is graded; without any it is None and not 0."""
    assert (shown.points, shown.status, shown.explanation) == (points, status, explanation)
