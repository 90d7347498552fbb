"""Promises of the explanations that every exercise shares."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.hints.recognition import explain_values


@pytest.mark.parametrize("size", [1e-200, 5e-324, 1e200, 1e308])
def test_values_at_the_ends_of_floating_point_are_explained(size: float) -> None:
    """Squares that underflow or overflow cost neither an error nor a warning."""
    right = np.array([1.0, 2.0, 4.0])
    answer = size * np.array([1.0, 1.0, 0.0])
    reason, _ = explain_values(answer, right, np.allclose, name="dW", n=3, hint="")
    assert reason.startswith("dW has the right shape")
