"""The feedback page shows the rubric with what was earned and what is missing."""

from __future__ import annotations

from grader.assistant.autograde import autograde
from grader.assistant.feedback import feedback
from grader.base.course import Course
from grader.gradebook import Grade
from grader.marking.desk import Desk
from grader.marking.typeset import typeset_inline
from tests.grader.marking.test_desk import grade, marking, of

Page = str


def page(course: Course, student: str) -> Page:
    """Return a student's page."""
    feedback(course, "week1", student=student, typeset=typeset_inline)
    return course.feedback("week1", student).read_text(encoding="utf-8")


def test_earned_and_missing_items_with_their_comments(desk: Desk, graded: Course) -> None:
    """Formulas are typeset, a comment stands at its item, an item not pressed is missing."""
    marking(desk, of(desk, "ada"), ["1", "4"], adjustment=0.25, comments={"1": "<b>Good</b>"},
            comment="Read on.")  # fmt: skip
    found = page(graded, "ada")
    assert "Earned:</span> (a) <math" in found
    assert "Missing:</span> (a) <math" in found
    assert "&lt;b&gt;Good&lt;/b&gt;" in found
    assert "The word alone" not in found  # only instead of another, and not given
    assert found.count("Read on.") == 1
    assert "+0.25</td><td>adjusted" in found


def test_the_page_never_shows_a_rubric_that_the_gradebook_contradicts(
    desk: Desk, graded: Course
) -> None:
    """Points changed in the formgrader are shown as they are, without items."""
    marking(desk, of(desk, "ada"), ["1"])
    from nbgrader.api import Gradebook

    with Gradebook(graded.db_url) as gradebook:
        gradebook.find_grade("why", "01_tiny", "week1", "ada").manual_score = 2.0
        gradebook.db.commit()
    assert "Earned:" not in page(graded, "ada")


def test_grading_again_keeps_marks_and_their_rubric(desk: Desk, graded: Course, warm: None) -> None:
    """All is graded anew by force: points, comment, items and history stay."""
    marking(desk, of(desk, "ada"), ["1", "4"], comment="Fine.")
    before: Grade = grade(graded, "ada")
    autograde(graded, "week1", force=True)
    assert grade(graded, "ada") == before
    assert "Earned:" in page(graded, "ada")
    view = desk.view({"exercise": "why", "n": of(desk, "ada"), "marker": "bo"})
    assert (view["state"]["earned"], view["waits"]) == (("1", "4"), False)
