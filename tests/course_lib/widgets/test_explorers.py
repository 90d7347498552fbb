"""Microscope and fit explorer: what is on the picture."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from course_lib import widgets
from course_lib.widgets.maths import fits


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


@pytest.mark.parametrize(
    ("name", "function", "words"),
    [
        ("fit_explorer", _slow_fit, "The right picture is left out: one call of"),
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
