"""Microscope and loss designer: what is on the picture."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from course_lib import widgets


def test_the_kink_of_an_own_function_is_marked_and_named() -> None:
    """Beside its kink the line warns as soon as the step reaches over it, and not before."""
    plot = widgets.gradient_microscope(lambda x: np.maximum(x - 0.3, 0))
    plot.control("x").value = 0.31
    plot.control("log₁₀ h").value = -1.5
    assert "The kink lies within the step" in plot.line.value
    plot.control("log₁₀ h").value = -2.5
    assert "kink" not in plot.line.value
    assert "true 1;" in plot.line.value
    plot.close()


def test_no_curve_leaves_the_loss_designer() -> None:
    """With the largest costs and penalty, loss, cost and counts still end inside their axes."""
    plot = widgets.loss_designer()
    me = plot._draw.__self__
    for label in ("λ: penalty of approving risky", "Cost: risky approved (units)"):
        plot.control(label).value = 20
    plot.control("Cost: good refused (units)").value = 10
    for axes, lines in ((me.loss, me.curves), (me.cost, me.costs)):
        low, high = axes.get_ylim()
        for line in lines:
            assert low <= min(line.get_ydata())
            assert max(line.get_ydata()) <= high
    assert max(bar.get_data().values.max() for bar in me.bars) <= me.scores.get_ylim()[1]
    plot.close()


def test_a_loss_that_returns_one_value_too_many_is_refused_by_name() -> None:
    """The plot asks for the loss of one borrower; two numbers are no answer."""

    def pair(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
        return np.array([0.0, 1.0])

    plot = widgets.loss_designer(pair)
    assert "pair: its result must be one number, got shape (2,)" in plot.line.value
    plot.close()


def _slow_loss(prediction: np.ndarray, target: np.ndarray) -> float:
    time.sleep(0.02)
    return float(np.mean((prediction - target) ** 2))


@pytest.mark.parametrize(
    ("name", "function", "words"),
    [
        ("loss_designer", _slow_loss, "TimeoutError: one call of"),
        ("gradient_microscope", lambda x: time.sleep(0.15) or x, "TimeoutError: one call of"),
    ],
)
def test_what_a_slow_function_cannot_do_in_time_is_left_out(
    name: str, function: Any, words: str
) -> None:
    """Instead of minutes of silence one line says how slow it is and how often it is needed."""
    plot = getattr(widgets, name)(function)
    assert words in plot.line.value
    assert "and this needs" in plot.line.value
    plot.close()
