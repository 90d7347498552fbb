"""Tests of SGD and Adam against scikit-learn's optimizers and against hand computation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer, SGDOptimizer

from course_lib.checks import already_checked
from course_lib.optimizers import SGD, Adam, Optimizer

SHAPES = [(3, 2), (2,), (2, 1)]


def gradients(steps: int) -> list[list[np.ndarray]]:
    rng = np.random.default_rng(3)
    return [[rng.normal(size=shape) for shape in SHAPES] for _ in range(steps)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (SGD(0.1), lambda p: SGDOptimizer(p, 0.1, momentum=0.0, nesterov=False)),
        (SGD(0.05, momentum=0.9), lambda p: SGDOptimizer(p, 0.05, momentum=0.9, nesterov=False)),
        (Adam(0.01), lambda p: AdamOptimizer(p, 0.01)),
        (
            Adam(0.01, beta1=0.5, beta2=0.9),
            lambda p: AdamOptimizer(p, 0.01, beta_1=0.5, beta_2=0.9),
        ),
    ],
)
def test_agrees_with_scikit_learn(
    ours: Optimizer, theirs: Callable[[Sequence[np.ndarray]], SGDOptimizer | AdamOptimizer]
) -> None:
    """Thirty random steps end at scikit-learn 1.6+'s parameters.

    SGD to 1e-12; Adam to 1e-6, because scikit-learn adds epsilon before the bias correction and
    we add it after, as algorithm 1 of Kingma & Ba does.
    """
    mine = [np.ones(shape) for shape in SHAPES]
    yours = [np.ones(shape) for shape in SHAPES]
    reference = theirs(yours)
    tolerance = 1e-12 if isinstance(ours, SGD) else 1e-6
    for step in gradients(30):
        ours.step(mine, step)
        reference.update_params(yours, step)
    for a, b in zip(mine, yours, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=tolerance)


def test_momentum_by_hand() -> None:
    """Gradients 1, 1, 0 with rate 0.1 and momentum 0.5 move by -0.1, -0.15, -0.075."""
    w, sgd, path = np.zeros(1), SGD(0.1, momentum=0.5), []
    for g in (1.0, 1.0, 0.0):
        sgd.step([w], [np.array([g])])
        path.append(float(w[0]))
    assert path == pytest.approx([-0.1, -0.25, -0.325], abs=1e-15)


def test_adam_by_hand() -> None:
    """Two steps of algorithm 1 of Kingma & Ba for gradients 1 and 3, worked out on paper.

    beta1 = 0.5, beta2 = 0.75: m_hat = 1, then (0.25 + 1.5) / 0.75; v_hat = 1, then
    (0.1875 + 2.25) / 0.4375.
    """
    w, adam = np.zeros(1), Adam(0.1, beta1=0.5, beta2=0.75, epsilon=1e-300)
    adam.step([w], [np.array([1.0])])
    assert w[0] == pytest.approx(-0.1, abs=1e-15)
    adam.step([w], [np.array([3.0])])
    second = 0.1 * (1.75 / 0.75) / (2.4375 / 0.4375) ** 0.5
    assert w[0] == pytest.approx(-0.1 - second, abs=1e-15)


def test_adam_steps_do_not_depend_on_the_gradients_scale() -> None:
    """Gradients 1e12 times larger give the same path, to 1e-6."""
    ends = []
    for scale in (1.0, 1e12):
        w, adam = np.zeros(4), Adam(0.1)
        for g in np.random.default_rng(1).normal(size=(20, 4)):
            adam.step([w], [scale * g])
        ends.append(w)
    np.testing.assert_allclose(ends[0], ends[1], rtol=1e-6)


@pytest.mark.parametrize("optimizer", [SGD(0.1), SGD(0.1, momentum=0.9), Adam(0.1)])
def test_step_is_in_place_and_leaves_gradients_alone(optimizer: Optimizer) -> None:
    """The parameter array itself changes; the gradient keeps its values."""
    w = np.ones((2, 2))
    view, g = w[:], np.full((2, 2), 0.5)
    for _ in range(3):
        optimizer.step([w], [g])
    assert (view == w).all()
    assert (w < 1).all()
    assert (g == 0.5).all()


@pytest.mark.parametrize("optimizer", [SGD(0.1), SGD(0.01, momentum=0.9), Adam(0.1, beta2=0.9)])
def test_effective_step_is_the_speed_under_a_constant_gradient(optimizer: Optimizer) -> None:
    """After many steps against the slope 2 each step moves by twice the effective step, to 1e-9."""
    w, g = np.zeros(1), np.array([2.0])
    for _ in range(400):
        before = w.copy()
        optimizer.step([w], [g])
    assert before - w == pytest.approx(2 * optimizer.effective_step(0), rel=1e-9)


@pytest.mark.parametrize("optimizer", [SGD(0.02, momentum=0.9), Adam(0.05)])
def test_finds_the_bottom_of_a_narrow_valley(optimizer: Optimizer) -> None:
    """A quadratic whose curvatures differ by 50 is minimised to 1e-3."""
    w, centre, curvature = np.zeros(2), np.array([1.0, -2.0]), np.array([1.0, 50.0])
    for _ in range(1500):
        optimizer.step([w], [curvature * (w - centre)])
    np.testing.assert_allclose(w, centre, atol=1e-3)


@pytest.mark.parametrize("make", [lambda: SGD(0.1, momentum=0.5), lambda: Adam(0.1)])
def test_another_model_is_refused(make: Callable[[], Optimizer]) -> None:
    """The memory of one model is not used for another, even where checks are off."""
    optimizer = make()
    optimizer.step([np.zeros(3)], [np.ones(3)])
    with already_checked(), pytest.raises(ValueError, match="make a new one for a new model"):
        optimizer.step([np.zeros(1)], [np.ones(1)])


@pytest.mark.parametrize("optimizer", [SGD(0.1), Adam(0.1)])
@pytest.mark.parametrize(
    ("parameters", "slopes", "error", "text"),
    [
        ([np.zeros(3)], [np.zeros((3, 1))], ValueError, r"gradients\[0\] must have shape \(3,\)"),
        ([np.zeros(3)], [], ValueError, "as many arrays as there are parameters, 1, got 0"),
        ([np.zeros(2)], [np.array([1, np.nan])], ValueError, r"finite, got nan at index \(1,\)"),
        ([np.zeros(2, dtype=int)], [np.zeros(2)], TypeError, "an array of floats, .*got int64"),
        ([[1.0, 2.0]], [np.zeros(2)], TypeError, "an array of floats, .*got list"),
    ],
)
def test_bad_steps_are_refused(
    optimizer: Optimizer,
    parameters: list[np.ndarray],
    slopes: list[np.ndarray],
    error: type[Exception],
    text: str,
) -> None:
    """What NumPy would broadcast, round or turn into NaN is refused with the reason."""
    with pytest.raises(error, match=text):
        optimizer.step(parameters, slopes)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: SGD(0.0), r"SGD: learning_rate must be in \(0, inf\), got 0"),
        (lambda: SGD(0.1, momentum=1.0), r"SGD: momentum must be in \[0, 1\), got 1.0"),
        (lambda: Adam(-1.0), r"Adam: learning_rate must be in \(0, inf\), got -1"),
        (lambda: Adam(0.1, beta2=1.5), r"Adam: beta2 must be in \[0, 1\), got 1.5"),
        (lambda: Adam(0.1, epsilon=0.0), r"Adam: epsilon must be in \(0, inf\S, got 0"),
    ],
)
def test_bad_settings_are_refused(call: Callable[[], object], text: str) -> None:
    """A setting outside its interval is named with the interval."""
    with pytest.raises(ValueError, match=text):
        call()
