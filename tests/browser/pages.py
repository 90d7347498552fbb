"""Plots on a plain page, opened from a file, as the course site has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from course_lib.widgets.page import web_page
from course_lib.widgets.plot import Plot


class Leaf:
    """A page with some plots; ``asked`` are the requests that left the page, ``errors`` its own."""

    def __init__(self, browser: Browser, folder: Path, *plots: Plot, **context: Any) -> None:
        text = web_page("Plots", [(p.name, p.name, p.description, p.words, p.front) for p in plots])
        self.file = folder / "plots.html"
        self.file.write_text(text, encoding="utf-8")
        self.page: Page = browser.new_context(**context).new_page()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open()

    def open(self, hash_: str = "") -> None:
        """Open the page, or open it anew, and wait for its first picture."""
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + hash_)
        self.page.locator(".course-plot[data-frame]").first.wait_for()

    def plot(self, place: int = 0) -> Locator:
        """Return the host of a plot."""
        return self.page.locator(".course-plot").nth(place)

    def maths(self, call: str, argument: Any = None, place: int = 0) -> Any:
        """Return the value of a JavaScript expression of ``m``, the plot's arithmetic."""
        code = f"(host, a) => {{ const m = host.plot.front.maths; return {call}; }}"
        return self.plot(place).evaluate(code, argument)

    def close(self) -> None:
        """Close the page."""
        self.page.context.close()
