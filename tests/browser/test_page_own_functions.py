"""Plots that ask a student's function again, inside JupyterLab; and the keys that run its cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab import until
from playwright.sync_api import Locator, expect
from reader import Reader

pytestmark = pytest.mark.browser
RIDGE = """
import numpy as np
from course_lib import widgets
def ridge(X, y, lam):
    print("noise in the cell")
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
widgets.lambda_dial(ridge, penalty="l2")
"""
FIT = """
import numpy as np
from course_lib import widgets
def constant(x, y, degree, x_new):
    if degree == 5:
        raise ZeroDivisionError("my mistake")
    return np.full(x_new.shape, y.mean() + degree)
widgets.fit_explorer(constant)
"""
CHANGE = """
from course_lib import widgets
def same(X, rng):
    return X
widgets.augmentation_viewer(same)
"""


def alive(reader: Reader) -> Locator:
    """Return the plot, once it has been painted and a kernel answers."""
    host = reader.page.locator(".course-plot[data-frame][data-kernel=ready]")
    host.wait_for(state="attached")
    return host


def test_an_own_path_is_asked_for_other_data(open_notebook: Callable[..., Reader]) -> None:
    """The circles lie on the path of the new sample too; nothing is printed into the cell."""
    reader = open_notebook(RIDGE)
    host = alive(reader)
    host.get_by_label("Sample").select_option("3")
    reader.page.wait_for_function(
        "() => { const p = document.querySelector('.course-plot').plot;"
        " return p.state.sample === 3 && p.result.own0; }"
    )
    off = (
        "h => Math.max(...h.plot.result.own0.map((v, i) => Math.abs(v - h.plot.result.w0[3 * i])))"
    )
    assert host.evaluate(off) < 1e-9
    host.get_by_label("Data", exact=True).select_option("houses")
    expect(host.locator(".sentence")).to_contain_text("of 8 weights")
    until(lambda: host.evaluate("h => Boolean(h.plot.result.own7)"), "eight paths")
    seen = reader.page.locator(":not(.unseen)")  # what is read out comes later
    told = reader.page.get_by_text("noise in the cell").and_(seen)
    assert told.count() == 2  # code, and the plot's line


def test_an_own_fit_is_asked_for_each_change(open_notebook: Callable[..., Reader]) -> None:
    """Another degree, a dragged point, all errors; what it raises is one line, then it goes on."""
    reader = open_notebook(FIT)
    host = alive(reader)
    degree, line = host.get_by_label("Degree", exact=True), host.locator(".sentence")
    for _ in range(3):
        degree.press("ArrowRight")
    height = "h => h.plot.result.fit[0] - h.plot.result.points_y.reduce((s, y) => s + y, 0) / 20"
    until(lambda: abs(host.evaluate(height) - 4) < 1e-9, "the fit of degree 4")
    expect(line).not_to_contain_text("not answered")
    host.get_by_role("slider", name="Point 3", exact=True).press("Shift+ArrowUp")
    until(lambda: abs(host.evaluate(height) - 4) < 1e-9, "the fit to the moved point")
    degree.press("ArrowRight")
    expect(host.locator(".trouble")).to_have_text("ZeroDivisionError: my mistake")
    degree.press("ArrowRight")
    expect(host.locator(".trouble")).to_be_hidden()
    until(lambda: abs(host.evaluate(height) - 6) < 1e-9, "the fit of degree 6")


def test_an_own_change_is_measured_with_its_copies(open_notebook: Callable[..., Reader]) -> None:
    """A change that changes nothing is told from chance by nobody."""
    reader = open_notebook(CHANGE)
    host = alive(reader)
    host.get_by_role("button", name="Measure the error").click()
    line = host.locator(".sentence")
    expect(line).to_contain_text("(8 seeds, not told from chance)", timeout=180_000)


@pytest.mark.parametrize("keys", ["Shift+Enter", "Control+Enter", "Alt+Enter"])
def test_the_cell_of_a_plot_runs_by_the_keyboard(
    open_notebook: Callable[..., Reader], keys: str
) -> None:
    """The ways to run a cell work with the focus on a part of the picture too."""
    reader = open_notebook("from course_lib import widgets\nwidgets.lambda_dial()", "")
    reader.page.locator(".course-plot[data-frame]").wait_for(state="attached")
    reader.page.locator(".course-plot .handle").first.focus()
    prompt = reader.page.locator(".jp-CodeCell .jp-InputPrompt").first
    before = prompt.inner_text()
    reader.page.keyboard.press(keys)
    until(lambda: prompt.inner_text() not in (before, "[*]:"), "a run", prompt.inner_text)
