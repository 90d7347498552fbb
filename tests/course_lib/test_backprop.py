"""Backpropagation: one neuron on paper, and the whole network's contract."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.activations import ACTIVATIONS, IDENTITY, sigmoid, softmax
from course_lib.backprop import backprop, one_neuron
from course_lib.losses import LOSSES, CustomLoss, mse
from course_lib.mlp import MLP


def test_one_neuron_on_paper() -> None:
    """Sigmoid neuron with z = 0 exactly: a = 1/2, φ' = 1/4, and every product by hand."""
    step = one_neuron([2.0, -1.0], [0.5, 3.0], 2.0, 1.0, activation=sigmoid, loss=mse)
    assert (step.z, step.a, step.L) == (0.0, 0.5, 0.25)
    assert (step.dL_da, step.da_dz, step.dz_db) == (-1.0, 0.25, 1.0)
    assert step.dz_dw.tolist() == [2.0, -1.0]
    assert step.dL_dw.tolist() == [-0.5, 0.25]
    assert step.dL_db == -0.25


def test_the_update_goes_downhill() -> None:
    """w ← w − α dL/dw with the numbers above: one step, and the loss is smaller."""
    w, b = np.array([0.5, 3.0]), 2.0
    step = one_neuron([2.0, -1.0], w, b, 1.0, activation=sigmoid, loss=mse)
    new_w, new_b = step.updated(w, b, learning_rate=0.1)
    np.testing.assert_allclose(new_w, [0.55, 2.975])
    assert new_b == pytest.approx(2.025)
    assert w.tolist() == [0.5, 3.0]  # the old weights stay
    after = one_neuron([2.0, -1.0], new_w, new_b, 1.0, activation=sigmoid, loss=mse)
    assert after.L < step.L


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "identity"])
@given(seed=st.integers(0, 2**32))
def test_one_neuron_is_a_network_of_size_one(name: str, seed: int) -> None:
    """The product of local derivatives equals what the matrix form computes for a [d, 1] MLP."""
    rng = np.random.default_rng(seed)
    x, w, b, y = rng.normal(size=3), rng.normal(size=3), rng.normal(), rng.normal()
    activation = {**ACTIVATIONS, "identity": IDENTITY}[name]
    model = MLP.of([3, 1], output=name, rng=rng)
    model.parameters()[0][:, 0], model.parameters()[1][0] = w, b
    step = one_neuron(x, w, b, y, activation=activation, loss=mse)
    dW, db = backprop(model, x[None, :], [[y]], mse)
    np.testing.assert_allclose(step.dL_dw, dW[:, 0], rtol=1e-10, atol=1e-12)
    assert step.dL_db == pytest.approx(db[0], rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "hinge", "credit_risk"])
def test_one_neuron_by_finite_differences(loss: str, finite_difference) -> None:
    """dL/dw and dL/db agree with finite differences for the other losses as well."""
    x, w, b = np.array([0.4, -1.1]), np.array([0.9, 0.2]), 0.3

    def value(w: np.ndarray, b: float) -> float:
        return one_neuron(x, w, b, 1.0, activation=sigmoid, loss=LOSSES[loss]).L

    step = one_neuron(x, w, b, 1.0, activation=sigmoid, loss=LOSSES[loss])
    np.testing.assert_allclose(step.dL_dw, finite_difference(lambda q: value(q, b), w), rtol=1e-8)
    expected = finite_difference(lambda q: value(w, float(q[0])), np.array([b]))
    assert step.dL_db == pytest.approx(expected[0], rel=1e-8)


def test_one_neuron_takes_a_custom_loss() -> None:
    """A custom loss without gradient works: d|a − y|/da = −1 here."""
    absolute = CustomLoss(lambda p, y: float(np.abs(p - y)))
    step = one_neuron([1.0], [2.0], 0.0, 5.0, activation=IDENTITY, loss=absolute)
    assert step.dL_dw.tolist() == pytest.approx([-1.0])


def test_softmax_is_no_neuron() -> None:
    """Softmax needs several neurons and is refused for one."""
    with pytest.raises(TypeError, match="one_neuron: activation must be elementwise"):
        one_neuron([1.0], [1.0], 0.0, 1.0, activation=softmax, loss=mse)


@pytest.mark.parametrize(
    ("x", "w", "b", "says"),
    [
        ([1.0, 2.0], [1.0], 0.0, r"w must have shape \(2,\), got \(1,\)"),
        ([[1.0]], [1.0], 0.0, r"x must have shape \(d,\), got \(1, 1\)"),
        ([np.nan], [1.0], 0.0, "x must be finite"),
        ([1.0], [1.0], np.nan, "b must be in"),
    ],
)
def test_one_neuron_refuses_bad_arguments(x, w, b, says: str) -> None:
    """Lengths that differ, matrices and NaN are refused by name."""
    with pytest.raises(ValueError, match=f"one_neuron: {says}"):
        one_neuron(x, w, b, 1.0, activation=sigmoid, loss=mse)


def test_backprop_returns_one_gradient_per_parameter() -> None:
    """Same order, same shapes, and the parameters stay as they are."""
    model = MLP.of([3, 5, 2], hidden="tanh", rng=np.random.default_rng(0))
    before = [p.copy() for p in model.parameters()]
    gradients = backprop(model, np.ones((4, 3)), np.ones((4, 2)), mse)
    assert [g.shape for g in gradients] == [p.shape for p in before]
    for old, new in zip(before, model.parameters(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_backprop_is_the_mean_over_examples() -> None:
    """The gradient of a batch is the mean of the gradients of its examples."""
    rng = np.random.default_rng(1)
    model = MLP.of([3, 5, 1], hidden="tanh", output="sigmoid", rng=rng)
    X, y = rng.normal(size=(6, 3)), np.array([[0.0], [1.0]] * 3)
    loss = LOSSES["binary_cross_entropy"]
    singles = [backprop(model, X[i : i + 1], y[i : i + 1], loss) for i in range(6)]
    for place, gradient in enumerate(backprop(model, X, y, loss)):
        mean = np.mean([single[place] for single in singles], axis=0)
        np.testing.assert_allclose(gradient, mean, rtol=1e-12, atol=1e-15)


def test_training_decides_whether_dropout_drops() -> None:
    """By default dropout is on, as in training; training=False gives the plain gradient."""
    model = MLP.of([2, 30, 1], dropout=0.5, rng=np.random.default_rng(2))
    X, y = np.ones((3, 2)), np.ones((3, 1))
    plain = [backprop(model, X, y, mse, training=False)[0] for _ in range(2)]
    noisy = [backprop(model, X, y, mse)[0] for _ in range(2)]
    np.testing.assert_array_equal(*plain)
    assert (noisy[0] != noisy[1]).any()
