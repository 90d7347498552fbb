"""The λ-dial in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reader import Reader

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.lambda_dial()\nplot"
DIAL = "plot._draw.__self__"


def test_dragging_the_path_to_a_large_lambda_makes_all_lasso_weights_zero(
    open_notebook: Callable[..., Reader],
) -> None:
    """A drag to the right end of the path ends with exact zeros in the kernel and on screen."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    before = picture.pixels()
    picture.drag((0.65, 0.75), (0.97, 0.75), steps=20)
    # The drag ends right of the axes; however few of its positions arrived, it ends at the edge.
    reader.finds("plot.control('log₁₀ λ').value", lambda now: now == 4)
    reader.sees("6 of 6 weights are exactly 0")
    picture.differs(before)


def test_a_drag_that_began_elsewhere_only_passes_the_picture(
    open_notebook: Callable[..., Reader],
) -> None:
    """Whoever lets the hand slip from a control across the picture changes nothing in it."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    mouse = reader.page.mouse
    mouse.move(*reader.middle(reader.control("Correlation of x₁, x₂").locator("label")))
    mouse.down()
    mouse.move(*picture.spot(0.85, 0.75), steps=10)
    mouse.up()
    # The answer to a key comes after whatever the drag has sent.
    picture.canvas.focus()
    picture.after(lambda: reader.page.keyboard.press("ArrowRight"))
    reader.finds("plot.control('log₁₀ λ').value", lambda now: now == pytest.approx(1.04))


def test_ridge_keeps_all_weights_and_brings_the_correlated_ones_together(
    open_notebook: Callable[..., Reader],
) -> None:
    """With L2 no weight is 0, and the first two weights are nearer to each other."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    gap = f"abs(float({DIAL}.weights[40][0] - {DIAL}.weights[40][1]))"
    lasso = reader.ask(gap)
    picture.after(lambda: reader.choose("Penalty", "L2 (ridge)"))
    reader.sees("0 of 6 weights are exactly 0")
    reader.finds(gap, lambda ridge: ridge < lasso)
    picture.after(lambda: reader.choose("Data", "house prices (real)"))
    reader.sees("of 8 weights")
    picture.after(lambda: reader.nudge("log₁₀ λ", "ArrowRight", 5))
