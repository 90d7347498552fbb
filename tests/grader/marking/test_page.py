"""The page, in a real browser, with keys only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from grader.base.course import Course
from tests.benchmarks.marking_class import HOSTILE
from tests.benchmarks.marking_page import PATIENCE, Server, chromium, serving, sit_down, start
from tests.grader.marking.test_desk import grade

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WAIT = 60_000


@pytest.fixture
def server(graded: Course) -> Iterator[Server]:
    """Return a running server of the class."""
    with serving(graded, "week1") as running:
        yield running


@pytest.fixture
def page() -> Iterator[Page]:
    """Return a page of a new browser, which fails on an error of the page's own."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def to_why(page: Page) -> None:
    """Choose the question ``why`` with keys, and wait for an answer to it."""
    press(page, "t", "w")
    page.keyboard.press("Enter")
    expect(page.locator("#items .item")).to_have_count(5, timeout=WAIT)
    expect(page.locator("#saved")).to_have_text("saved", timeout=WAIT)


def test_an_evening_with_keys_only(page: Page, server: Server, graded: Course) -> None:
    """Items, comments, zero, undo, flag, previous; a killed server loses nothing."""
    sit_down(page, server, "ana")
    to_why(page)
    where = page.locator("#where")
    first = where.inner_text()
    press(page, "1", "4")
    expect(page.locator("#points")).to_have_text("1.25 of 2")
    press(page, "3")  # counts instead of 1, and gives its place back
    expect(page.locator("#points")).to_have_text("1.5 of 2")
    press(page, "3")
    expect(page.locator("#points")).to_have_text("1.25 of 2")
    press(page, "c")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("Say why.")
    press(page, "Escape", "Enter")
    expect(where).not_to_have_text(first, timeout=WAIT)
    press(page, "3", "c")
    page.keyboard.type("sa")
    expect(page.locator("#offered button")).to_have_text(["Say why."], timeout=WAIT)
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#comment")).to_have_value("Say why.")
    press(page, "Escape", "m", "5")
    expect(page.locator("#points")).to_have_text("1 of 2")
    second = where.inner_text()
    expect(page.locator("#saved")).to_have_text("saved", timeout=WAIT)
    server.kill()
    again = start(graded, "week1", server.port)
    try:
        assert again.address == server.address
        press(page, "Enter")
        expect(where).not_to_have_text(second, timeout=WAIT)
        third = where.inner_text()
        press(page, "Enter")
        expect(page.locator("#say")).to_contain_text("A zero is given with the key 0")
        press(page, "0", "Enter")
        expect(where).not_to_have_text(third, timeout=WAIT)
        press(page, "u")
        expect(where).to_have_text(third, timeout=WAIT)
        press(page, "p")
        expect(page.locator("#saved")).to_have_text("saved", timeout=WAIT)
    finally:
        again.stop()
    given = sorted(row.score for name in ("ada", "bob", "cleo", "dan", "eve")
                   if (row := grade(graded, name)).manual_score is not None)  # fmt: skip
    assert given == [1.0, 1.25]


def test_a_rubric_is_changed_and_a_group_marked(page: Page, server: Server, graded: Course) -> None:
    """The panels do with keys what the desk does."""
    sit_down(page, server, "ana")
    to_why(page)
    press(page, "g")
    button = page.get_by_role("button", name="Mark 2 at once")
    expect(button).to_be_visible(timeout=WAIT)
    expect(page.locator(".differs")).to_have_text(
        re.compile(r"first: (zero → zero\.|zero\. → zero)$")
    )
    button.focus()
    press(page, "Enter")
    expect(page.locator("#facts")).to_contain_text("all 2 answers", timeout=WAIT)
    press(page, "3", "Enter")
    expect(page.locator("#say")).to_contain_text("2 answers marked", timeout=WAIT)
    press(page, "e")
    points = page.locator(".edit input[type=number]")
    expect(points).to_have_count(5, timeout=WAIT)
    points.nth(2).fill("0.25")
    show = page.get_by_role("button", name="Show what changes")
    show.focus()
    press(page, "Enter")
    expect(page.locator("#panel-body")).to_contain_text("2 of 2 marks change their points")
    expect(page.locator("#panel-body tbody tr").first).to_contain_text("0.5")
    press(page, "Enter")
    expect(page.locator("#panel")).to_be_hidden(timeout=WAIT)
    expect(page.locator("#saved")).to_have_text("saved", timeout=WAIT)
    assert [grade(graded, name).manual_score for name in ("bob", "cleo")] == [0.25, 0.25]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_answer_does_nothing(text: str) -> None:
    """Nothing of it becomes an element that acts, and what it says can be read."""
    from grader.marking.typeset import typeset

    with chromium() as browser:
        page = browser.new_page(java_script_enabled=True)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(f"<!doctype html><body>{typeset(text)}</body>")
        names = page.evaluate("[...document.body.querySelectorAll('*')].map(e => e.localName)")
        acting = {"script", "svg", "iframe", "style", "link", "img", "a", "object", "use", "form"}
        assert not acting & set(names)
        assert (
            page.evaluate("""[...document.body.querySelectorAll('*')]
            .flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on') || n == 'style')""")
            == []
        )
        assert page.title() == ""
        assert asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 820])
def test_nothing_serious_for_who_cannot_see_well(
    server: Server, page: Page, scheme: str, width: int, tmp_path: Path
) -> None:
    """axe finds nothing serious on the page and in its panels; nothing is cut off sideways."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its two words
    page.set_viewport_size({"width": width, "height": 900})
    page.context.set_default_timeout(PATIENCE)
    sit_down(page, server, "ana")
    to_why(page)
    for key in ("", "q", "g", "e", "o", "/", "?"):
        if key:
            press(page, key)
            expect(page.locator("#panel-body")).not_to_have_text("…", timeout=WAIT)
        found = Axe().run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found
                   if one["impact"] in ("serious", "critical")]  # fmt: skip
        assert serious == [], key
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if key:
            press(page, "Escape")
