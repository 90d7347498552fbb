"""Promises of the explanations that every exercise shares."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.hints.recognition import explain_shape, explain_values


@pytest.mark.parametrize("size", [1e-200, 5e-324, 1e200, 1e308])
def test_values_at_the_ends_of_floating_point_are_explained(size: float) -> None:
    """Squares that underflow or overflow cost neither an error nor a warning."""
    right = np.array([1.0, 2.0, 4.0])
    answer = size * np.array([1.0, 1.0, 0.0])
    reason, _ = explain_values(answer, right, np.allclose, name="dW", n=3, hint="")
    said = "dW is far too large, about 1e+" if size > 1 else "dW has the right shape"
    assert reason.startswith(said)


def test_an_early_return_is_told_from_other_wrong_entries() -> None:
    """Zeros after right entries are a loop that ended early; a zero among others is not."""
    right = np.array([1.0, -2.0, 4.0, 3.0])
    early, hint = explain_values(
        np.array([1.0, -2.0, 0.0, 0.0]), right, np.allclose, name="dW", n=None, hint=""
    )
    assert early == "dW is right at first, and 0 in its last 2 entries."
    assert "return inside" in hint
    for other in ([1.0, 0.0, 4.0, 0.0], [1.0, -2.0, 4.0, 0.0], [1.0, -2.0, 0.0, 5.0]):
        reason, _ = explain_values(np.array(other), right, np.allclose, name="dW", n=None, hint="")
        assert "right at first" not in reason


def test_a_pair_of_arrays_is_told_from_one_value_per_example() -> None:
    """What a function returned as two arrays was used as one."""
    right = np.zeros((5, 3))
    assert "return two things" in explain_shape(np.zeros((2, 5, 3)), right, name="A")[1]
    assert "Sum over the examples" in explain_shape(np.zeros((4, 5, 3)), right, name="A")[1]
