"""All ten plots for who does not see well and for who has no mouse: axe, and the tab key alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import Leaf
from playwright.sync_api import Browser

from course_lib import widgets

pytestmark = pytest.mark.browser
PLOTS = sorted(widgets.__all__)
MOST = 120  # presses of the tab key; a plot with more would be no pleasure


@pytest.fixture(params=PLOTS)
def leaf(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Leaf]:
    """Return a page with one plot, in the theme of the test."""
    scheme = getattr(request.node, "callspec").params.get("scheme", "light")  # noqa: B009  # untyped
    opened = Leaf(browser, tmp_path, getattr(widgets, request.param)(), color_scheme=scheme)
    yield opened
    assert opened.errors == []
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(leaf: Leaf, scheme: str) -> None:
    """With all that is folded open: settings, steps, tables, the state as code."""
    leaf.plot().locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
    result = Axe().run(leaf.page).response
    assert len(result["passes"]) > 10  # it has looked
    assert [
        (one["id"], one["nodes"][0]["html"])
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
    ] == []


# What has the focus: its role and name, whether one sees that it has it, and whether it is the end.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const probe = document.createElement("i");
  probe.style.color = getComputedStyle(e).getPropertyValue("--plot-focus");
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  const style = getComputedStyle(e);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    || e instanceof SVGElement
    && [e, ...e.querySelectorAll("*")].some(part => getComputedStyle(part).stroke === colour);
  const rect = e.getBoundingClientRect();
  return [e.id || e.dataset.id || e.tagName + e.textContent.slice(0, 20), seen,
    rect.width > 0 && rect.height > 0];
}"""
# All that can have the focus and is in sight.
REACHABLE = """(host) => [...host.querySelectorAll(
  "button, input, select, summary, [tabindex='0'], a[href]")].filter(e => e.checkVisibility()
  && !e.disabled && !(e.type === "radio" && !e.checked)).length"""


def test_the_tab_key_reaches_everything_and_one_sees_where_it_is(leaf: Leaf) -> None:
    """Each stop is in sight and marked; the last one leads out of the plot again."""
    wanted = leaf.plot().evaluate(REACHABLE)
    stops: list[Any] = []
    for _ in range(MOST):
        leaf.page.keyboard.press("Tab")
        stop = leaf.page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) < MOST
    assert [name for name, seen, there in stops if not (seen and there)] == []
    assert len(stops) >= wanted > 3
