"""The backprop stepper in a real browser."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from lab import Reader, until

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.backprop_stepper()\nplot"


def loss(w1: float, w2: float, b: float) -> float:
    """The loss of the neuron as it opens, written out by hand: x = (1, 2), y = 1, sigmoid."""
    return (1 / (1 + math.exp(-(w1 + 2 * w2 + b))) - 1) ** 2


def test_stepping_shows_gradients_that_equal_finite_differences_and_updates_the_weights(
    open_notebook: Callable[..., Reader],
) -> None:
    """Three steps forward, four backward, one update: every number is the right one."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    for _ in range(3):
        picture.after(lambda: reader.press("Forward"))
    assert f"{loss(0.8, -0.4, 0.1):.4g}" in reader.line()
    for _ in range(4):
        picture.after(lambda: reader.press("Backward"))
    h = 1e-6
    slope = (loss(0.8 + h, -0.4, 0.1) - loss(0.8 - h, -0.4, 0.1)) / (2 * h)
    until(lambda: f"∂L/∂w₁ = ∂L/∂z · x₁ = {slope:.4g}" in reader.line(), "dL/dw1 on the screen")
    reader.press("Update")
    new = 0.8 - 0.5 * slope
    until(
        lambda: float(reader.ask("plot.control('w₁').value")) == pytest.approx(new, abs=1e-5),
        "w1 to be updated",
    )


def test_a_typed_wrong_derivative_is_named_and_the_right_one_praised(
    open_notebook: Callable[..., Reader],
) -> None:
    """A wrong sign is called so; after mending it the line says that all is right."""
    reader = open_notebook(CELL)
    reader.picture()
    field = reader.control("∂L/∂a").locator("input")
    field.fill("0.95")  # true: 2 (a - 1) = -0.9500
    field.press("Enter")
    until(lambda: "the sign is wrong" in reader.line(), "the hint")
    field.fill("-0.95")
    field.press("Enter")
    until(lambda: "all right" in reader.line(), "the praise")


def test_an_impossible_value_is_one_line_and_the_plot_goes_on(
    open_notebook: Callable[..., Reader],
) -> None:
    """Text where a number belongs is refused in one line; the keys still work afterwards."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    field = reader.control("w₁").locator("input")
    field.fill("a lot")
    field.press("Enter")
    until(lambda: "w₁ must be a number, got 'a lot'" in reader.line(), "the error")
    field.fill("1")
    field.press("Enter")
    picture.canvas.focus()
    reader.page.keyboard.press("f")
    until(lambda: "z = w₁x₁ + w₂x₂ + b = 0.3" in reader.line(), "the forward step")
    before = picture.pixels()
    assert picture.after(lambda: reader.choose("View", "matrix form")) != before
