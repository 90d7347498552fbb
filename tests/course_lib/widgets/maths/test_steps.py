"""Numerical derivatives against the quotients written out and against theory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib.widgets.maths import steps


def test_difference_quotients_have_the_errors_of_theory() -> None:
    """For x³: forward is off by 3xh + h², centred by h², the complex step by h²."""
    cube, x, h = steps.examples()["x³"], 0.7, 1e-3
    wanted = {steps.FORWARD: 3 * x * h + h * h, steps.CENTRED: h * h, steps.COMPLEX: h * h}
    for method, error in wanted.items():
        found = steps.estimate(cube, x, h, method, "float64") - 3 * x * x
        assert abs(found) == pytest.approx(error, rel=1e-5)


def test_all_steps_at_once_are_the_steps_one_by_one() -> None:
    """Each estimate equals the quotient written out for one number of that precision."""
    cube = steps.examples()["x³"]
    for name, kind in steps.PRECISIONS.items():
        found = steps.estimates(cube, 0.7, steps.STEPS, steps.CENTRED, name)
        for i in (3, 40, 90):
            x, h = kind(0.7), kind(steps.STEPS[i])
            wanted = (np.power(x + h, 3) - np.power(x - h, 3)) / (2 * h)
            assert found[i] == pytest.approx(wanted, rel=1e-6, abs=1e-7 / float(h) * 1e-6)


def test_the_best_centred_step_is_near_the_cube_root_of_the_rounding_error() -> None:
    """Between 1e-7 and 1e-4 in float64; the complex step has no valley at all."""
    example = steps.examples()["exp(sin 3x)"]
    centred = steps.errors(example, 0.7, steps.CENTRED, "float64")
    assert 1e-7 < steps.STEPS[centred.argmin()] < 1e-4
    assert steps.errors(example, 0.7, steps.COMPLEX, "float64")[0] < 1e-14


def test_a_kink_of_an_own_function_is_found_and_the_truth_taken_beside_it() -> None:
    """A leaky ReLU moved to 0.3: slope 1 right of it and 0.1 left, however near."""
    own = steps.own_example(lambda x: np.maximum(x - 0.3, 0.1 * (x - 0.3)), None)
    example = steps.examined(own)
    assert example.kink == 0.3
    assert example.derivative(0.301) == pytest.approx(1, abs=1e-9)
    assert example.derivative(0.299) == pytest.approx(0.1, abs=1e-9)


@pytest.mark.parametrize("f", [np.exp, np.cos, lambda x: x**4, lambda x: np.tanh(20 * x)])
def test_a_smooth_function_has_no_kink(f: Callable[[Any], Any]) -> None:
    """Neither a constant bend nor a sharp but smooth one is taken for a kink."""
    assert steps.find_kink(f) is None
