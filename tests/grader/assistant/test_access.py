"""The pages that people read, in a real browser: nothing serious by axe, in both themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from grader.assistant.autograde import autograde
from grader.assistant.feedback import feedback
from grader.assistant.report import report
from grader.assistant.similarity import similarity
from grader.assistant.worklist import worklist
from grader.base.course import Course
from tests.benchmarks.marking_page import chromium

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("warm")]
LONG = "\n".join(f"    value_{n} = {n} * x + {n}" for n in range(30))


@pytest.fixture
def pages(course: Course, hand_in: Callable[..., Path]) -> list[Path]:
    """Return every page about a class with right, wrong, alike, empty and unreadable work."""
    hand_in("ada", double="def double(x):\n    return abs(2 * x)")
    for name in ("bob", "cyd"):
        hand_in(name, double=f"def double(x):\n{LONG}\n    return 2 * x", essay="Sums. " * 60)
    hand_in("dan", square="def square(x):\n    pass", essay="")
    hand_in("eve").write_text("%PDF", encoding="utf-8")
    autograde(course, "week1")
    made = [make(course, "week1").path for make in (report, worklist, similarity)]
    return [*feedback(course, "week1"), *made]


def test_axe_finds_nothing_serious_on_any_page(pages: list[Path]) -> None:
    """With all that is folded open; nothing is wider than a phone."""
    found = []
    with chromium() as browser:
        for scheme, width in (("light", 1280), ("dark", 390)):
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]  # playwright wants a Literal
            for path in pages:
                page.goto(path.as_uri())
                page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
                result = Axe().run(page).response
                assert len(result["passes"]) > 5  # it has looked
                found += [
                    (path.name, scheme, one["id"], one["nodes"][0]["html"])
                    for one in result["violations"]
                    if one["impact"] in ("serious", "critical")
                ]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append((path.name, scheme, "wider than the screen", str(width)))
    assert found == []
