"""Loss designer and fit explorer: what is on the picture."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from course_lib import widgets
from course_lib.widgets.maths import fits


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


def test_earlier_samples_follow_the_degree_and_their_mean_is_drawn() -> None:
    """After a change of the degree every thin line is NumPy's fit of that degree to its sample."""
    plot = widgets.fit_explorer()
    me = plot._draw.__self__
    for _ in range(3):
        plot.perform(me.new_sample)()
    plot.control("Degree").value = 4
    seen = [ghost.get_ydata() for ghost in me.ghosts if ghost.get_visible()]
    count, noise = int(me.count.value), float(me.noise.value)
    wanted = [np.polyval(np.polyfit(*fits.sample(count, noise, k), 4), fits.X) for k in range(4)]
    assert len(seen) == 3
    for line, fit in zip(seen, reversed(wanted[:3]), strict=True):
        np.testing.assert_allclose(line, fit, atol=1e-6)
    np.testing.assert_allclose(me.mean.get_ydata(), np.mean(wanted, axis=0), atol=1e-6)
    plot.close()


def _slow_fit(x: np.ndarray, y: np.ndarray, degree: int, x_new: np.ndarray) -> np.ndarray:
    time.sleep(0.015)
    return np.full(x_new.shape, y.mean())


def _slow_loss(prediction: np.ndarray, target: np.ndarray) -> float:
    time.sleep(0.02)
    return float(np.mean((prediction - target) ** 2))


@pytest.mark.parametrize(
    ("name", "function", "words"),
    [
        ("fit_explorer", _slow_fit, "The right picture is left out: one call of"),
        ("loss_designer", _slow_loss, "TimeoutError: one call of"),
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
