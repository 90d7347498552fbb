"""The formgrader opens at the first answer that waits, and its formulas need no net."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from grader.assistant.formgrader.first import first_waiting
from grader.base.course import Course
from grader.marking.desk import Desk
from tests.benchmarks.formgrader_page import formgrader_page
from tests.grader.marking.test_desk import marking

SEEN = """name => {
  const box = document.getElementById(name).getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


def test_nothing_waits_once_all_is_marked(graded: Course) -> None:
    """Then the formgrader opens with its list."""
    assert first_waiting(graded, "week1")
    desk = Desk.of_course(graded, "week1")
    for exercise, students in desk.order.items():
        for n in range(1, len(students) + 1):
            view = desk.view({"exercise": exercise, "n": n, "marker": "ana"})
            desk.mark({"exercise": exercise, "n": n, "marker": "ana", "seen": view["seq"],
                       "version": 1, "step": f"{exercise}{n}",
                       "state": {"by_hand": 1, "final": True}})  # fmt: skip
    desk.close()
    assert first_waiting(graded, "week1") == ""


@pytest.mark.browser
@pytest.mark.slow
def test_it_opens_at_the_answer_with_typeset_formulas(desk: Desk, graded: Course) -> None:
    """What is marked on the page is there; the answer that waits is on the screen."""
    for n in range(1, 6):
        marking(desk, n, ["1", "4"], comment="From the page.")
    with formgrader_page(graded, "week1") as (page, _):
        expect(page.locator("#essay-comment")).to_be_visible(timeout=60_000)
        page.wait_for_function(SEEN, arg="essay")
        expect(page.locator("input#why")).to_have_value("1.25")
        expect(page.locator("#why-comment")).to_have_value("From the page.")
        assert page.locator(".marking-scheme math").count() >= 3
