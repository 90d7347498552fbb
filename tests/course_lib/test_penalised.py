"""Which parameters a penalty applies to: weights, never biases, in layers of all kinds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from course_lib.layers import Dense, Layer
from course_lib.losses import mse
from course_lib.mlp import MLP
from course_lib.optimizers import SGD
from course_lib.regularizers import L2
from course_lib.training import train


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def fit(model: MLP) -> None:
    X = np.random.default_rng(5).normal(size=(60, 3))
    train(
        model, X, X[:, :1] - 2 * X[:, 1:2], loss=mse, optimizer=SGD(0.01), epochs=8, batch_size=10,
        regularizer=L2(0.5), rng=rng(),
    )  # fmt: skip


class Shift(Dense):
    """A layer whose bias has two axes, under the name that is given."""

    def __init__(self, name: str) -> None:
        super().__init__(3, 1, rng=rng())
        self.name = name
        setattr(self, name, np.full((1, 1), 5.0))

    def parameters(self) -> list[np.ndarray]:
        return [self.W, getattr(self, self.name)]

    def gradients(self) -> list[np.ndarray]:
        return [0 * self.W, np.zeros((1, 1))]


class Loose:
    """The same without the base class: what is penalised is found by name."""

    def __init__(self, name: str) -> None:
        self._layer = Shift(name)
        setattr(self, name, getattr(self._layer, name))
        for method in ("forward", "backward", "parameters", "gradients"):
            setattr(self, method, getattr(self._layer, method))


class Direct(Layer):
    """The same, inheriting from the base class and from nothing else."""

    def __init__(self, name: str) -> None:
        self._layer = Shift(name)
        setattr(self, name, getattr(self._layer, name))

    def forward(self, x: np.ndarray, *, training: bool = False) -> np.ndarray:
        return self._layer.forward(x, training=training)

    def backward(self, upstream: np.ndarray) -> np.ndarray:
        return self._layer.backward(upstream)

    def parameters(self) -> list[np.ndarray]:
        return self._layer.parameters()

    def gradients(self) -> list[np.ndarray]:
        return self._layer.gradients()


@pytest.mark.parametrize("name", ["b", "bias", "_bias", "bias_"])
@pytest.mark.parametrize("kind", [Shift, Direct, Loose])
def test_a_bias_of_two_axes_is_not_penalised(kind, name: str) -> None:
    """A bias of shape (1, n) is not pulled towards zero, whether or not the layer says so."""
    layer = kind(name)
    before = layer.parameters()[0].copy()
    fit(MLP([layer]))
    weights, bias = layer.parameters()
    assert bias.item() == 5.0
    assert np.abs(weights).max() < np.abs(before).max()


def test_penalised_must_name_parameters() -> None:
    """A layer whose penalised() returns copies would not be penalised; it is refused."""
    layer = Dense(3, 1, rng=rng())
    layer.penalised = lambda: [layer.W.copy()]
    with pytest.raises(ValueError, match=r"penalised\(\) of the model must return arrays of param"):
        fit(MLP([layer]))


def test_weights_of_one_column_are_penalised() -> None:
    """Dense(1, n) and Dense(n, 1) have weights with an axis of length 1, and they are weights."""
    model = MLP([Dense(a, b, rng=rng()) for a, b in pairwise([1, 3, 1])])
    assert [w.shape for w in model.penalised()] == [(1, 3), (3, 1)]
