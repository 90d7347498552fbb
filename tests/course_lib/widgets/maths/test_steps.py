"""A student's function under the microscope, against its slope and its kink worked out by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib import widgets
from course_lib.widgets.maths import steps


def leaky(x: Any) -> Any:
    """A leaky ReLU moved to 0.3."""
    return np.maximum(x - 0.3, 0.1 * (x - 0.3))


def test_a_kink_is_found_and_the_truth_taken_beside_it() -> None:
    """Slope 1 right of the kink and 0.1 left of it, however near."""
    own = steps.own(leaky, None)
    assert own.kink == 0.3
    assert own.derivative(0.301) == pytest.approx(1, abs=1e-9)
    assert own.derivative(0.299) == pytest.approx(0.1, abs=1e-9)


@pytest.mark.parametrize("f", [np.exp, np.cos, lambda x: x**4, lambda x: np.tanh(20 * x)])
def test_a_smooth_function_has_no_kink(f: Callable[[Any], Any]) -> None:
    """Neither a constant bend nor a sharp but smooth one is taken for a kink."""
    assert steps.find_kink(f) is None


def test_every_step_of_the_control_is_one_of_the_distances() -> None:
    """So the page finds f(x ± h) in the table; and the picture's edge, three steps, is in it."""
    assert steps.DISTANCES[:: steps.FINE][: len(steps.STEPS)].tolist() == steps.STEPS
    assert (np.diff(steps.DISTANCES) > 0).all()
    assert steps.DISTANCES[-1] >= 3 * steps.STEPS[-1]


def test_the_function_is_looked_at_in_both_precisions() -> None:
    """Values at x ± h, rounded before and after in float32; imaginary parts above x."""
    found = steps.beside(steps.own(np.exp, np.exp), 0.5)
    middle, place = len(steps.DISTANCES), steps.FINE * 88
    h = steps.STEPS[88]
    wide, narrow = found["values"]
    assert (wide[middle + place + 1], wide[middle - place - 1]) == (
        np.exp(0.5 + h),
        np.exp(0.5 - h),
    )
    small = np.float32
    assert narrow[middle + place + 1] == np.exp(small(0.5) + small(h))
    assert found["turned"][0][88] == pytest.approx(np.exp(0.5) * np.sin(h), rel=1e-14)
    assert found["truth"] == np.exp(0.5)
    assert np.isnan(found["kink"])


def test_what_takes_no_complex_numbers_has_none() -> None:
    """A function that drops the imaginary part is no analytic one."""
    dropped = steps.beside(steps.own(lambda x: np.real(x) ** 2, None), 0.5)
    assert np.isnan(dropped["turned"]).all()


def test_a_slow_function_and_a_wrong_gradient_are_refused_in_one_line() -> None:
    """The course's own functions are there instead, and no bridge is needed."""
    for functions, words in (
        ((lambda x: time.sleep(0.15) or x,), "TimeoutError: one call of your function takes"),
        ((np.exp, lambda x: x[:0]), "ValueError: gradient: its result must have shape (1,)"),
    ):
        found = widgets.gradient_microscope(*functions).description
        assert found["trouble"].startswith(words)
        assert (found["live"], found["state"]["kind"], found["own"]) == (False, "cube", "")
