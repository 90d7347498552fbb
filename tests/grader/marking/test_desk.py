"""Marks go into nbgrader's gradebook and come from it, with a history that loses nothing."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from grader.base.course import Course
from grader.gradebook import Grade, manual_comments, read, reading
from grader.marking.desk import Desk
from grader.marking.store import ConflictError

STEPS = itertools.count()


def marking(desk: Desk, n: int, earned: list[str], **more: Any) -> dict[str, Any]:
    """Give one answer to ``why`` a mark, as the page does."""
    rest = {name: more.pop(name) for name in ("round", "seen", "step") if name in more}
    marker = more.pop("marker", "ana")
    state = {"earned": earned, "final": True, **more}
    view = desk.view({"exercise": "why", "n": n, "marker": marker, **rest})
    return desk.mark({
        "exercise": "why", "n": n, "seen": view["seq"], "version": view["version"],
        "step": f"s{next(STEPS)}", "marker": marker, "state": state, **rest,
    })  # fmt: skip


def of(desk: Desk, student: str) -> int:
    """Return the number of a student's answer to ``why``."""
    return desk.number(("why", student, 1))


def grade(course: Course, student: str) -> Grade:
    """Return the gradebook's row for ``why``."""
    with reading(course, "week1") as gradebook:
        return next(row for row in read(gradebook, "week1", student) if row.cell == "why")


def test_a_mark_is_in_nbgraders_gradebook(desk: Desk, graded: Course) -> None:
    """Points follow from items, a free adjustment counts, comments stand with what they are on."""
    marking(
        desk, of(desk, "ada"), ["1", "4"], adjustment=0.25, comments={"1": "Good."}, comment="Go on"
    )
    row = grade(graded, "ada")
    assert (row.manual_score, row.extra_credit, row.needs_manual) == (1.5, 0.0, False)
    with reading(graded, "week1") as gradebook:
        said = manual_comments(gradebook, "week1")
    assert said["ada", "01_tiny", "why"] == "(a) Good.\nGo on"


def test_a_key_alone_gives_no_points(desk: Desk, graded: Course) -> None:
    """What is pressed is remembered, but the answer waits until the mark is given."""
    marking(desk, of(desk, "ada"), ["1"], final=False)
    assert grade(graded, "ada").manual_score is None
    view = desk.view({"exercise": "why", "n": of(desk, "ada"), "marker": "bo"})
    assert view["state"]["earned"] == ("1",)
    assert view["waits"]


def test_two_on_one_answer_do_not_overwrite(desk: Desk, graded: Course) -> None:
    """Who was shown an older line is refused, and the first mark stands."""
    n = of(desk, "ada")
    seen = desk.view({"exercise": "why", "n": n, "marker": "ana"})["seq"]
    marking(desk, n, ["1"], marker="bo")
    with pytest.raises(ConflictError):
        marking(desk, n, ["2"], seen=seen)
    assert grade(graded, "ada").manual_score == 0.25
