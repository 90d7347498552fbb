"""Bounds of points, and what is said where little is known of how a grade was made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.gradebook.doubts import doubts_of
from grader.gradebook.grades import Grade
from grader.gradebook.results import Row
from grader.masters.basis import Basis
from grader.masters.exercise import Exercise

ESSAY = Exercise("essay", "essay", "01", 4.0, True)
TODAY = {"essay": Basis(4.0, "", "")}
GRADE = Grade("ada", "01", "essay", None, None, 0.0, False, 4.0)


def outside(grade: Grade) -> str:
    """Return what is said of points that are not between 0 and 4."""
    found = doubts_of("week1", "ada", [ESSAY], {"essay": grade}, None, [ESSAY], TODAY, False)
    return found.outside.get("essay", "")


@pytest.mark.parametrize(
    ("auto", "manual", "extra", "said"),
    [
        (None, 4.0, 0.0, ""),
        (None, 0.0, 0.0, ""),
        (3.9999999999, None, 0.0, ""),
        (None, 4.0 + 1e-12, 0.0, ""),
        (None, 4.0, 2.5, ""),
        (3.0, None, 0.5, ""),
        (None, 1.0, -1.0, ""),
        (None, None, 5.0, ""),
        (None, 10.0, 0.0, "10 of 4 points, given by a person"),
        (None, -1.0, 0.0, "-1 of 4 points, given by a person"),
        (None, 4.25, 1.0, "4.25 of 4 points with 1 on top, given by a person"),
        (None, 1.0, -2.0, "1 of 4 points with -2 on top, given by a person"),
        (5.0, None, 0.0, "5 of 4 points, given by the test"),
        (None, float("nan"), 0.0, "nan of 4 points, given by a person"),
        (None, 4.0, float("inf"), "4 of 4 points with inf on top, given by a person"),
    ],
)
def test_points_have_bounds(
    auto: float | None, manual: float | None, extra: float, said: str
) -> None:
    """Only extra credit is more than the most, and nothing is less than 0."""
    grade = replace(GRADE, auto_score=auto, manual_score=manual, extra_credit=extra)
    assert outside(grade) == said


def test_a_gradebook_without_a_record_says_what_it_knows() -> None:
    """Points and the set of exercises are compared; that the test is the same nobody can tell."""
    more = Exercise("cube", "cube_test", "01", 2.0, False)
    today = {"essay": Basis(5.0, "", ""), "cube_test": Basis(2.0, "t", "a")}
    found = doubts_of("week1", "a b", [ESSAY], {"essay": replace(GRADE, manual_score=1.0)}, None,
                      [replace(ESSAY, points=5.0), more], today, False)  # fmt: skip
    assert found.other_masters["essay"] == "4 points then, 5 today"
    assert list(found.added) == ["cube"]
    assert found.settle == ("grader regrade week1",)
    assert found.commands["waiting for a second look"][1] == "grader formgrader week1 --keep 'a b'"


def test_all_doubts_stand_in_the_status_the_worst_first() -> None:
    """A row with several of them names each, and has a command for each."""
    grades = {"essay": replace(GRADE, manual_score=9.0),
              "more": replace(GRADE, cell="more", manual_score=1.0, needs_manual=True)}  # fmt: skip
    more = replace(ESSAY, name="more", cell="more")
    found = doubts_of("w", "ada", [ESSAY, more], grades, None, [ESSAY], TODAY, True)
    row = Row("ada", {"essay": None, "more": None}, 8.0, ("more",), (), doubts=found)
    assert row.status == ("points outside the bounds, graded with other masters, "
                          "waiting for a second look, other files count since")  # fmt: skip
    assert len(found.settle) == len(found.words) == 4
    assert row.points is None
