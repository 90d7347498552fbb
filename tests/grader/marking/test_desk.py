"""Marks go into nbgrader's gradebook and come from it, with a history that loses nothing."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from nbgrader.api import Gradebook

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import Grade, manual_comments, read, reading
from grader.marking.desk import Desk
from grader.marking.overlook import context, groups, history, search
from grader.marking.store import ConflictError
from tests.grader.marking.conftest import TEXTS

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


def test_a_step_that_arrived_is_not_done_twice(desk: Desk, graded: Course) -> None:
    """A page whose server was killed sends its step again, and nothing changes."""
    n = of(desk, "ada")
    marking(desk, n, ["1"], step="same", seen=0)
    marking(desk, n, ["1", "2"], step="same", seen=0)
    assert grade(graded, "ada").manual_score == 0.25


def test_marks_of_the_formgrader_are_seen(desk: Desk, graded: Course) -> None:
    """A mark given, changed or taken back there has a line of its own, and nothing is lost."""
    n = of(desk, "ada")
    marking(desk, n, ["1"])
    with Gradebook(graded.db_url) as gradebook:
        row = gradebook.find_grade("why", "01_tiny", "week1", "ada")
        row.manual_score, row.extra_credit = 1.75, 0.5
        gradebook.find_comment("why", "01_tiny", "week1", "ada").manual_comment = "By hand."
        gradebook.db.commit()
    view = desk.view({"exercise": "why", "n": n, "marker": "ana"})
    assert (view["points"], view["extra"], view["marked"]["marker"]) == (1.75, 0.5, "formgrader")
    assert view["state"]["comment"] == "By hand."
    assert [line["kind"] for line in history(desk, {"exercise": "why", "n": n})["lines"]] == [
        "formgrader",
        "mark",
    ]
    with Gradebook(graded.db_url) as gradebook:
        row = gradebook.find_grade("why", "01_tiny", "week1", "ada")
        row.manual_score, row.extra_credit, row.needs_manual_grade = None, None, True
        gradebook.db.commit()
    assert desk.view({"exercise": "why", "n": n, "marker": "ana"})["waits"]


def test_a_mark_in_the_formgrader_while_one_looks_is_not_overwritten(
    desk: Desk, graded: Course
) -> None:
    """The page's mark is refused, and the formgrader's stands."""
    n = of(desk, "ada")
    view = desk.view({"exercise": "why", "n": n, "marker": "ana"})
    with Gradebook(graded.db_url) as gradebook:
        gradebook.find_grade("why", "01_tiny", "week1", "ada").manual_score = 1.0
        gradebook.db.commit()
    with pytest.raises(ConflictError):
        desk.mark({"exercise": "why", "n": n, "seen": view["seq"], "version": 1, "step": "late",
                   "marker": "ana", "state": {"earned": ["1"], "final": True}})  # fmt: skip
    assert grade(graded, "ada").manual_score == 1.0


def test_undo_goes_back_any_number_of_steps_after_a_restart(desk: Desk, graded: Course) -> None:
    """Marks, keys and a group are taken back one by one by whoever made them, and done again."""
    ada, dan = of(desk, "ada"), of(desk, "dan")
    marking(desk, ada, ["1"], final=False)
    marking(desk, ada, ["1", "2"])
    marking(desk, dan, ["4"], marker="bo")
    marking(desk, dan, ["4"], comment="and so on")
    again = Desk.of_course(graded, "week1")

    def undo(redo: bool = False, marker: str = "ana") -> Any:
        name = f"s{next(STEPS)}"
        return again.undo({"marker": marker, "step": name, "redo": redo})["undone"]

    assert [undo(), undo(), undo(), undo()] == ["mark", "mark", "draft", None]
    assert grade(graded, "ada").manual_score is None
    assert grade(graded, "dan").manual_score == 1.0
    assert [undo(redo=True), undo(redo=True)] == ["undo", "undo"]
    assert grade(graded, "ada").manual_score == 1.0
    assert undo() == "mark"
    assert undo(marker="bo") == "mark"
    assert grade(graded, "dan").manual_score is None
    again.close()


def test_what_somebody_changed_since_is_not_undone(desk: Desk, graded: Course) -> None:
    """Undoing one's mark leaves the mark that another made of it, and says so."""
    n = of(desk, "ada")
    marking(desk, n, ["1"])
    marking(desk, n, ["1", "2"], marker="bo")
    done = desk.undo({"marker": "ana", "step": "u"})
    assert (done["answers"], done["left"]) == (0, 1)
    assert grade(graded, "ada").manual_score == 1.0


def test_nothing_says_whose_an_answer_is(desk: Desk, graded: Course) -> None:
    """No reply has a student's name, unless names are asked for; orders differ by question."""
    view = desk.next({"exercise": "why", "marker": "ana"})
    said = repr([view, search(desk, {"exercise": "why", "words": "zero"}),
                 groups(desk, {"exercise": "why"})])  # fmt: skip
    assert not [name for name in ("ada", "bob", "cleo", "dan") if f"'{name}'" in said]
    named = Desk.of_course(graded, "week1", names=True)
    assert named.view({"exercise": "why", "n": 1, "marker": "ana"})["name"] == named.order["why"][0]
    named.close()


def test_only_the_answer_is_shown_with_where_it_was_found(desk: Desk) -> None:
    """The question's own lines are not in it; maths is MathML; an untouched cell is empty."""
    view = desk.view({"exercise": "why", "n": of(desk, "ada"), "marker": "ana"})
    assert view["raw"] == TEXTS["ada"]
    assert "<math" in view["html"]
    assert "Which gradients" not in view["html"]
    assert desk.view({"exercise": "why", "n": of(desk, "eve"), "marker": "ana"})["raw"] == ""
    pieces = context(desk, {"exercise": "why", "n": of(desk, "ada")})["pieces"]
    assert any("We saw" in piece["html"] for piece in pieces)


def test_bad_requests_are_refused_in_a_sentence(desk: Desk) -> None:
    """A number that is none, an item that is none, a mark beyond the points, nobody's name."""
    good = {"exercise": "why", "n": 1, "seen": 0, "version": 1, "step": "x", "marker": "ana"}
    for bad, words in (
        ({"n": 0}, "n must be between 1 and 5"),
        ({"n": "1"}, "n must be a number"),
        ({"exercise": "wy"}, "There is no question 'wy'"),
        ({"marker": " "}, "must have a name"),
        ({"state": {"earned": ["99"]}}, "no such item"),
        ({"state": {"adjustment": float("nan")}}, "adjustment must be a number"),
        ({"state": {"by_hand": 3}}, "by_hand must be between 0 and 2"),
        ({"state": {"comment": "x" * 6000}}, "at most 5000 characters"),
    ):
        with pytest.raises(GraderError, match=words):
            desk.mark({**good, "state": {}, **bad})
