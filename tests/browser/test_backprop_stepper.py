"""The backprop stepper in a real browser."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from reader import Reader

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
    reader.sees(f"{loss(0.8, -0.4, 0.1):.4g}")
    for _ in range(4):
        picture.after(lambda: reader.press("Backward"))
    h = 1e-6
    slope = (loss(0.8 + h, -0.4, 0.1) - loss(0.8 - h, -0.4, 0.1)) / (2 * h)
    reader.sees(f"∂L/∂w₁ = ∂L/∂z · x₁ = {slope:.4g}".replace("-", "−"))
    reader.press("Update")
    new = pytest.approx(0.8 - 0.5 * slope, abs=1e-5)
    reader.finds("plot.control('w₁').value", lambda text: float(text) == new)


def test_a_typed_wrong_derivative_is_named_and_the_right_one_praised(
    open_notebook: Callable[..., Reader],
) -> None:
    """A wrong sign is called so; after mending it the line says that all is right."""
    reader = open_notebook(CELL)
    reader.picture()
    reader.types("∂L/∂a", "0.95")  # true: 2 (a - 1) = -0.9500
    reader.sees("the sign is wrong")
    reader.types("∂L/∂a", "-0.95")
    reader.sees("all right")


def test_an_impossible_value_is_one_line_and_the_plot_goes_on(
    open_notebook: Callable[..., Reader],
) -> None:
    """Text where a number belongs is refused in one line; the keys still work afterwards."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    reader.types("w₁", "a lot")
    reader.sees("w₁ must be a number, got 'a lot'")
    reader.types("w₁", "1")
    reader.sees("Press Forward")
    picture.canvas.focus()
    reader.page.keyboard.press("f")
    reader.sees("z = w₁x₁ + w₂x₂ + b = 0.3")
    before = picture.pixels()
    reader.choose("View", "matrix form")
    reader.sees("Matrix form")
    picture.differs(before)
