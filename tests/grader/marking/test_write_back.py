"""A rubric that was changed while people marked becomes the master's scheme, and is the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.check import check
from grader.instructor.release import release
from grader.marking import editing
from grader.marking.desk import Desk
from grader.marking.write_back import write_back
from grader.masters.pieces import Bullet, Piece, in_full, take_apart
from tests.grader.marking.test_desk import STEPS

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(
    lambda text: " ".join(text.split())
)
POINTS = st.sampled_from([0.25, 0.5, 1.0, 1.75])


@given(st.lists(st.builds(Piece, WORDS.filter(bool), POINTS, st.booleans()), min_size=1))
def test_the_long_form_is_read_as_it_was_written(pieces: list[Piece]) -> None:
    """Whatever the words are: numbers, brackets, dollars, another bullet."""
    bullet = Bullet("(a)", tuple(pieces))
    text = in_full(bullet, 1.5)
    assert take_apart(text.removeprefix("- "), 1.5) == bullet


def change(desk: Desk, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Change the rubric of ``why``."""
    version = desk.store.scheme("why")[0]
    asked = {"exercise": "why", "items": items, "version": version, "marker": "ana", **more}
    return editing.change(desk, {**asked, "step": f"s{next(STEPS)}"})


def items(desk: Desk) -> list[dict[str, Any]]:
    """Return the rubric's items as the page sends them."""
    return [dict(item) for item in editing.scheme(desk, {"exercise": "why"})["items"]]


def test_the_changed_scheme_is_the_masters(desk: Desk, graded: Course) -> None:
    """Only the bullet that changed is written anew; check finds it right, the desk the same."""
    rows = items(desk)
    rows[0] |= {"points": 0.5, "words": "Outputs (1.5) are zero. Nothing else. 2"}
    rows[1] |= {"points": 0.5}
    change(desk, rows, down=True)
    assert write_back(graded, desk) == {"why": "01_tiny"}
    text = graded.masters("week1")[0].read_text()
    assert "- (b) 1 point. A constant. The word alone 0.5." in text
    assert "  - 0.5: Outputs (1.5) are zero. Nothing else. 2" in text
    release(graded, "week1")
    findings = check(graded, "week1", only="why")[1]
    assert {f.exercise: f.problem for f in findings if f.what == "points"}["why"] == ""
    assert [f.problem for f in findings if f.problem] == []
    again = Desk.of_course(graded, "week1")
    assert again.store.masters["why"].down
    assert not editing.scheme(again, {"exercise": "why"})["newer"]
    assert write_back(graded, again) == {}
    again.close()


def test_a_rubric_that_does_not_add_up_is_not_written(desk: Desk, graded: Course) -> None:
    """The message says what is wrong, and the master stays."""
    before = graded.masters("week1")[0].read_bytes()
    change(desk, items(desk)[:-2])
    with pytest.raises(GraderError, match="adds up to 1, not to the 2"):
        write_back(graded, desk)
    assert graded.masters("week1")[0].read_bytes() == before


def test_a_master_that_was_changed_since_is_not_written_over(desk: Desk, graded: Course) -> None:
    """Neither where nobody changed the rubric, nor where somebody did; then it is said."""
    master = graded.masters("week1")[0]
    master.write_text(master.read_text().replace("A constant.", "The mean of all."))
    new = master.read_bytes()
    again = Desk.of_course(graded, "week1")
    assert write_back(graded, again) == {}
    rows = items(again)
    rows[0]["words"] = "Another"
    change(again, rows)
    with pytest.raises(GraderError, match="changed since people began to mark"):
        write_back(graded, again)
    assert master.read_bytes() == new
    again.close()
