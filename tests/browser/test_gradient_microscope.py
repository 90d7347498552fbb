"""The gradient microscope in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reader import Reader

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.gradient_microscope()\nplot"


def test_dragging_h_changes_the_error_as_theory_says(open_notebook: Callable[..., Reader]) -> None:
    """For x³ the centred difference is off by exactly h²: 1e-4 at h = 1e-2."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    reader.sees("error 1.0e-04")
    before = picture.pixels()
    picture.drag((0.7, 0.5), (0.98, 0.5), steps=15)
    exponent = "plot.control('log₁₀ h').value"
    reader.finds(exponent, lambda now: now > -1.7)
    reader.sees(lambda: f"error {10 ** (2 * reader.ask(exponent)):.1e}")
    picture.differs(before)


def test_a_kink_inside_the_step_is_pointed_out(open_notebook: Callable[..., Reader]) -> None:
    """ReLU at x = 0: the centred difference says 1/2, and the line names the kink."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    picture.after(lambda: reader.choose("f", "ReLU (kink at 0)"))
    reader.sees("ReLU (kink at 0) at x = 0.700")
    field = reader.control("x").locator(".widget-readout")
    field.click()
    reader.page.keyboard.press("Control+a")
    reader.page.keyboard.type("0")
    reader.page.keyboard.press("Enter")
    reader.sees("The kink lies within the step")
    reader.sees("gives 0.5;")
