"""A student's function that never ends, and a cell that is run again and again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab import until
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
plot = widgets.gradient_microscope(mine)
plot
"""
COUNTED = """
import gc, threading
from ipywidgets.widgets.widget import _instances
from matplotlib.figure import Figure
from course_lib import widgets
plot = widgets.{name}()
plot
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
    picture = reader.picture()
    reader.sees("true")
    looping = reader.lab.folder / "looping"
    for _ in range(2):
        reader.run(1)
        picture.canvas.focus()
        reader.page.keyboard.press("ArrowRight")
        until(looping.exists, "the function to be called")
        reader.interrupt()
        reader.sees("Interrupted. Change a control to go on.")
        reader.run(2)
        looping.unlink()
        reader.nudge("x", "ArrowRight")
        reader.sees("true")


@pytest.mark.parametrize("name", ["backprop_stepper"])
def test_running_a_cell_again_leaves_nothing_of_the_earlier_plot(
    open_notebook: Callable[..., Reader], name: str
) -> None:
    """After five runs there are as many widgets, threads and figures as after one."""
    reader = open_notebook(COUNTED.format(name=name))
    reader.picture()
    first = reader.ask(ALIVE)
    assert first[2] == 1
    for _ in range(5):
        reader.run(0)
    reader.picture()
    reader.finds(ALIVE, lambda alive: alive == first)
    until(lambda: reader.page.locator("canvas.picture").count() == 1, "one picture to be left")
