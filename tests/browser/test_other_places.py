"""The plots in Notebook 7, and in JupyterLab after the kernel has gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab import until
from reader import Reader

pytestmark = pytest.mark.browser
Z = "plot.control('log₁₀ λ').value"
CELL = "from course_lib import widgets\nplot = widgets.lambda_dial()\nplot"


def test_a_plot_works_in_notebook_7(open_notebook: Callable[..., Reader]) -> None:
    """A drag reaches the kernel and its frame the screen."""
    reader = open_notebook(CELL, app="notebooks")
    picture = reader.picture()
    before = picture.pixels()
    picture.drag((0.6, 0.75), (0.9, 0.75), steps=20)
    reader.finds(Z, lambda z: z > 2)
    picture.differs(before)


def test_the_plot_fits_beside_the_side_bar_of_a_small_screen(
    open_notebook: Callable[..., Reader],
) -> None:
    """On a screen 1366 pixels wide nothing is cut off, and the picture is at full size."""
    reader = open_notebook(CELL, app="lab/tree")
    picture = reader.picture()
    until(lambda: picture.canvas.evaluate("c => c.getBoundingClientRect().width") == 920, "it")
    widths = "e => e.scrollWidth <= e.clientWidth"
    until(lambda: reader.page.locator(".plot").first.evaluate(widths), "the plot to fit")


def test_a_reload_of_the_page_brings_the_plot_back(open_notebook: Callable[..., Reader]) -> None:
    """After a reload the picture is there again and still follows the keys."""
    reader = open_notebook(CELL)
    reader.picture()
    reader.save()
    reader.page.reload()
    picture = reader.picture()
    before = reader.ask(Z)
    picture.canvas.focus()
    picture.after(lambda: reader.page.keyboard.press("ArrowRight"))
    reader.finds(Z, lambda z: z == pytest.approx(before + 0.04))


def test_without_its_kernel_the_saved_notebook_shows_a_still_picture(
    open_notebook: Callable[..., Reader],
) -> None:
    """While the plot is alive its still picture is hidden; opened without the kernel it shows."""
    reader = open_notebook(CELL)
    reader.picture()
    still = reader.page.locator(".jp-OutputArea img")
    until(lambda: still.count() == 1 and not still.is_visible(), "the still picture to be hidden")
    reader.save()
    reader.restart_kernel()
    reader.page.reload()
    still.wait_for(state="visible")
    assert reader.page.locator("canvas.picture").count() == 0
