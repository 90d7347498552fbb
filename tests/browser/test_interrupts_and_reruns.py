"""A student's function that never ends, and a cell that is run again and again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab import until
from playwright.sync_api import expect
from reader import Reader

pytestmark = pytest.mark.browser
ENDLESS = """
from pathlib import Path
import numpy as np
from course_lib import widgets
forever = [False]
def mine(z):
    if forever[0]:
        Path("looping").touch()
    while forever[0]:
        pass
    return np.maximum(z, 0)
widgets.gradient_microscope(mine)
"""
COUNTED = """
import gc, threading
from ipywidgets.widgets.widget import _instances
from matplotlib.figure import Figure
from course_lib import widgets
widgets.gradient_microscope(lambda x: x**2)
"""
# Widgets, threads and figures that are alive.
ALIVE = (
    "(gc.collect(), [len(_instances), threading.active_count(), "
    "sum(isinstance(thing, Figure) for thing in gc.get_objects())])[1]"
)


def test_an_endless_loop_ends_with_an_interrupt_and_the_plot_goes_on(
    open_notebook: Callable[..., Reader],
) -> None:
    """JupyterLab delivers the first event to the main thread and later ones to another.

    The stop button reaches the loop in both.
    """
    reader = open_notebook(ENDLESS, "forever[0] = True", "forever[0] = False")
    host = reader.page.locator(".course-plot[data-frame]")
    place = host.get_by_label("Place x")
    expect(place).to_have_attribute("aria-valuetext", "0.7")
    looping = reader.lab.folder / "looping"
    for x in ("0.702", "0.704"):
        reader.run(1)
        place.press("ArrowRight")
        until(looping.exists, "the function to be called")
        reader.interrupt()
        expect(host.locator(".trouble")).to_have_text("Interrupted. Change a control to go on.")
        reader.run(2)
        looping.unlink()
        place.press("ArrowRight")
        expect(host.locator(".sentence")).to_contain_text(f"at x = {x}:", timeout=30_000)


def test_running_a_cell_again_leaves_nothing_of_the_earlier_plot(
    open_notebook: Callable[..., Reader],
) -> None:
    """After five runs there are as many widgets, threads and figures as after one."""
    reader = open_notebook(COUNTED)
    plots = reader.page.locator(".course-plot[data-frame]")
    expect(plots).to_have_count(1)
    first = reader.ask(ALIVE)
    assert first[0] > 0  # the bridge to the function
    for _ in range(5):
        reader.run(0)
    reader.finds(ALIVE, lambda alive: alive == first)
    expect(plots).to_have_count(1)
