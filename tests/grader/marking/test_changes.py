"""The rubric changes while people mark: marks follow, are shown before, and come back."""

from __future__ import annotations

from typing import Any

import pytest

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.marking import editing
from grader.marking.desk import Desk
from grader.marking.store import ConflictError
from tests.grader.marking.test_desk import STEPS, grade, marking, of
from tests.grader.marking.test_write_back import change, items


@pytest.fixture
def marked(desk: Desk) -> Desk:
    """Return the desk after ada has items 1 and 4, bob the half item 3, dan 1.5 by hand."""
    marking(desk, of(desk, "ada"), ["1", "4"])
    marking(desk, of(desk, "bob"), ["3"])
    marking(desk, of(desk, "dan"), [], by_hand=1.5)
    return desk


def scores(course: Course) -> list[float | None]:
    """Return the gradebook's points of ada, bob and dan."""
    return [grade(course, name).manual_score for name in ("ada", "bob", "dan")]


def undo(desk: Desk) -> Any:
    """Take ana's last step back."""
    return desk.undo({"marker": "ana", "step": f"s{next(STEPS)}"})["undone"]


def test_every_mark_follows_and_is_shown_before(marked: Desk, graded: Course) -> None:
    """Old and new points for each mark that changes; a mark typed by hand is counted and stays."""
    assert scores(graded) == [1.25, 0.5, 1.5]
    rows = items(marked)
    rows[0]["points"], rows[1]["points"] = 0.75, 0.25
    shown = editing.preview(marked, {"exercise": "why", "items": rows})
    assert shown["rows"] == [{"n": of(marked, "ada"), "before": 1.25, "after": 1.75}]
    assert (shown["kept"], shown["problems"]) == (1, [])
    assert scores(graded) == [1.25, 0.5, 1.5]
    change(marked, rows)
    assert scores(graded) == [1.75, 0.5, 1.5]
    assert undo(marked) == "rubric"
    assert scores(graded) == [1.25, 0.5, 1.5]


def test_a_deleted_item_takes_its_points_and_comes_back(marked: Desk, graded: Course) -> None:
    """Undo restores item, points and who had it; what was said of it is kept meanwhile."""
    marking(marked, of(marked, "ada"), ["1", "4"], comments={"1": "Well seen."})
    rows = items(marked)
    change(marked, rows[1:])
    view = marked.view({"exercise": "why", "n": of(marked, "ada"), "marker": "ana"})
    assert (scores(graded)[0], view["state"]["comment"]) == (1.0, "Well seen.")
    undo(marked)
    view = marked.view({"exercise": "why", "n": of(marked, "ada"), "marker": "ana"})
    assert (scores(graded)[0], view["state"]["comments"]) == (1.25, {"1": "Well seen."})


def test_a_split_item_and_marks_made_since(marked: Desk, graded: Course) -> None:
    """Who had it has both parts; one part given since keeps its points when the split goes back."""
    rows = items(marked)
    half = {"group": 0, "points": 0.125, "instead": False, "origin": "1", "id": ""}
    change(marked, [{**half, "words": "This"}, {**half, "words": "That"}, *rows[1:]])
    assert scores(graded) == [1.25, 0.5, 1.5]
    first = marked.store.scheme("why")[1].items[0].id
    marking(marked, of(marked, "bob"), [first], marker="bo")
    undo(marked)
    assert scores(graded) == [1.25, 0.125, 1.5]
    assert marked.store.scheme("why")[1].names["1"].points == 0.25


def test_an_item_of_another_bullet_excludes_nothing_there(marked: Desk, graded: Course) -> None:
    """Alone means alone in its bullet: moved to another, both count."""
    rows = items(marked)
    marking(marked, of(marked, "ada"), ["4", "3"])
    assert scores(graded)[0] == 1.5
    rows[3]["group"] = 0
    change(marked, rows)
    assert scores(graded)[0] == 0.5


def test_who_marks_with_the_old_rubric_is_told(marked: Desk) -> None:
    """A mark from a version that was shown before the change is not written."""
    change(marked, items(marked)[:-1])
    mark = {"exercise": "why", "n": of(marked, "cleo"), "seen": 0, "version": 1, "step": "old"}
    with pytest.raises(ConflictError):
        marked.mark({**mark, "marker": "bo", "state": {"earned": ["1"], "final": True}})


def test_what_is_no_item_is_refused(marked: Desk) -> None:
    """No words, no number, no item at all: a sentence each."""
    row = items(marked)[0]
    for rows, words in (
        ([{**row, "words": " "}], "Item 1 must have words"),
        ([{**row, "points": None}], "points must be a number"),
        ([], "must have an item"),
        ([row, row], "Two items have one name"),
    ):
        with pytest.raises(GraderError, match=words):
            editing.preview(marked, {"exercise": "why", "items": rows})


def test_a_master_that_changed_is_offered_and_not_taken_by_itself(
    marked: Desk, graded: Course
) -> None:
    """Its items keep their names where the words or the place are the same."""
    master = graded.masters("week1")[0]
    master.write_text(master.read_text().replace("A constant. The word", "The mean. The word"))
    again = Desk.of_course(graded, "week1")
    assert scores(graded) == [1.25, 0.5, 1.5]
    assert editing.scheme(again, {"exercise": "why"})["newer"]
    editing.change(
        again, {"exercise": "why", "master": True, "version": 1, "marker": "bo", "step": "m"}
    )
    assert [(item.id, item.words) for item in again.store.scheme("why")[1].items][3] == (
        "4",
        "The mean.",
    )
    assert scores(graded) == [1.25, 0.5, 1.5]
    again.close()
