"""Tests of the penalties: values by hand, slopes by finite differences, prox by definition."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course_lib.regularizers import L1, L2, ElasticNet

WEIGHTS = arrays(
    float, array_shapes(max_dims=3, max_side=4), elements=st.floats(-10, 10, allow_subnormal=False)
)
STRENGTH = st.floats(0, 5, allow_subnormal=False)
STEP = st.floats(1e-3, 5)
PENALTIES = st.one_of(
    st.builds(L1, STRENGTH), st.builds(L2, STRENGTH), st.builds(ElasticNet, STRENGTH, STRENGTH)
)


@pytest.mark.parametrize(
    ("penalty", "expected"),
    [
        (L1(2.0), 2 * (3 + 1 + 0.5)),
        (L2(2.0), 2 * (9 + 1 + 0.25)),
        (ElasticNet(l1=2.0, l2=4.0), 2 * 4.5 + 4 * 10.25),
    ],
)
def test_penalty_has_the_slides_scale(penalty: L1, expected: float) -> None:
    """The penalty is lambda times the plain sum, without 1/2 and without a mean."""
    assert penalty.penalty([[3.0, -1.0], [0.0, 0.5]]) == pytest.approx(expected, rel=1e-15)


@given(PENALTIES, WEIGHTS)
def test_gradient_is_the_slope_of_the_penalty(penalty: L1, W: np.ndarray) -> None:
    """Central differences agree to 1e-6 wherever the weight is not near the kink at 0."""
    gradient = penalty.gradient(W)
    assert gradient.shape == W.shape
    h = 1e-6
    for index in np.argwhere(np.abs(W) > 1e-3):
        place = tuple(index)
        up, down = W.copy(), W.copy()
        up[place] += h
        down[place] -= h
        slope = (penalty.penalty(up) - penalty.penalty(down)) / (2 * h)
        assert gradient[place] == pytest.approx(slope, rel=1e-6, abs=1e-5)


@given(PENALTIES)
def test_subgradient_at_zero_is_zero(penalty: L1) -> None:
    """At w = 0 the stated convention is a slope of 0."""
    assert (penalty.gradient(np.zeros((2, 3))) == 0).all()


@given(PENALTIES, WEIGHTS, STEP, st.data())
def test_prox_is_the_minimiser(
    penalty: L1, W: np.ndarray, step: float, data: st.DataObject
) -> None:
    """No other point has a lower  (V - W)^2 / (2 step) + penalty(V)."""

    def objective(V: np.ndarray) -> float:
        return float(((V - W) ** 2).sum() / (2 * step) + penalty.penalty(V))

    best = objective(penalty.prox(W, step))
    noise = data.draw(arrays(float, W.shape, elements=st.floats(-1, 1)))
    for scale in (1.0, 1e-2, 1e-4):
        moved = objective(penalty.prox(W, step) + scale * noise)
        assert best <= moved + 1e-12 * (1 + abs(moved))


def test_l1_prox_sets_small_weights_exactly_to_zero() -> None:
    """Weights within step * lam of zero, the border included, become 0.0, not nearly 0."""
    shrunk = L1(2.0).prox([1.0, -1.0, 0.3, -2.0, 1.25], step=0.5)
    assert shrunk.tolist() == [0.0, 0.0, 0.0, -1.0, 0.25]


def test_prox_takes_a_step_for_each_weight() -> None:
    """An array of steps treats each weight as its own step alone would."""
    W, steps = np.array([3.0, -3.0, 0.5]), np.array([1.0, 0.0, 2.0])
    both = ElasticNet(l1=1.0, l2=0.5)
    alone = [both.prox(w, step) for w, step in zip(W, steps.tolist(), strict=True)]
    assert both.prox(W, steps).tolist() == [float(value) for value in alone]


@given(WEIGHTS, STRENGTH, STEP)
def test_elastic_net_contains_the_other_two(W: np.ndarray, lam: float, step: float) -> None:
    """With one strength 0 the elastic net is L1 or L2, in all three faces."""
    for net, alone in ((ElasticNet(lam, 0.0), L1(lam)), (ElasticNet(0.0, lam), L2(lam))):
        assert net.penalty(W) == alone.penalty(W)
        np.testing.assert_array_equal(net.gradient(W), alone.gradient(W))
        np.testing.assert_array_equal(net.prox(W, step), alone.prox(W, step))


@given(PENALTIES, WEIGHTS)
def test_parts_add_up_to_the_whole(penalty: L1, W: np.ndarray) -> None:
    """What training follows by gradient and what it follows by prox are the penalty together."""
    total = sum(part.penalty(W) for part in penalty.parts() if part is not None)
    assert total == pytest.approx(penalty.penalty(W), rel=1e-15)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: L1(-1.0), "L1: lam must be in [0, inf), got -1.0"),
        (lambda: L2(float("nan")), "L2: lam must be in [0, inf), got nan"),
        (lambda: ElasticNet(1.0, -2.0), "ElasticNet: l2 must be in [0, inf), got -2.0"),
        (lambda: L1(float("inf")), "L1: lam must be in [0, inf), got inf"),
        (lambda: L1(1.0).penalty([1.0, float("nan")]), "L1.penalty: W must be finite, got nan"),
        (lambda: L2(1.0).gradient([float("inf")]), "L2.gradient: W must be finite, got inf"),
        (lambda: L1(1.0).prox([1.0], -0.1), "L1.prox: step must be in [0, inf), got -0.1"),
        (lambda: L2(1.0).prox([1.0], np.array([-0.1])), "L2.prox: step must not be negative"),
        (lambda: L1(1.0).prox([1.0], np.ones(2)), "L1.prox: step must have shape (1,), got (2,)"),
    ],
)
def test_bad_arguments_are_refused(call: Callable[[], object], text: str) -> None:
    """A wrong strength, weight or step is named, with what was expected and given."""
    with pytest.raises(ValueError, match="must") as caught:
        call()
    assert str(caught.value).startswith(text)
