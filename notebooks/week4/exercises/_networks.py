"""Small networks and their gradients by a complex step, for the exercises on backpropagation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Array
from course_lib.hints.roads import complex_step

Weights = list[Array]

NAMES = ("dW1", "db1", "dW2", "db2")


def sigmoid(z: Any) -> Any:
    """Return the sigmoid, for real or complex z of moderate size."""
    return 1 / (1 + np.exp(-z))


def random_network(sizes: Sequence[int], rng: np.random.Generator, spread: float = 1.0) -> Weights:
    d, h, k = sizes
    return [rng.normal(scale=spread, size=shape) for shape in ((d, h), (h,), (h, k), (k,))]


def with_one(loss: Callable[..., Any], X: Array, y: Array, weights: Weights, i: int, w: Any) -> Any:
    return loss(X, y, *weights[:i], w, *weights[i + 1 :])


def weight_gradients(loss: Callable[..., Any], X: Array, y: Array, weights: Weights) -> Weights:
    """Return the gradient of ``loss(X, y, W1, b1, W2, b2)`` for each of the four weights."""
    return [complex_step(partial(with_one, loss, X, y, weights, i), weights[i]) for i in range(4)]


def hidden_mistakes(X: Array, deltas: dict[str, Array]) -> dict[str, dict[str, object]]:
    return {
        "dW1": {text: X.T @ delta for text, delta in deltas.items()},
        "db1": {text: delta.sum(axis=0) for text, delta in deltas.items()},
    }


def tanh_deltas(back: Array, Z1: Array) -> dict[str, Array]:
    """Return what dL/dZ1 becomes when tanh'(Z1) is taken wrongly, given ``back`` = dL/dA1."""
    A1 = np.tanh(Z1)
    return {
        "the derivative of tanh is missing": back,
        "the derivative of tanh is taken at A1. Its argument is Z1.": back * (1 - np.tanh(A1) ** 2),
        "1 - Z1^2 is not the derivative of tanh. Which letter is squared?": back * (1 - Z1**2),
        "a (1 - a) is the derivative of the sigmoid. The hidden layer is tanh.": (
            back * A1 * (1 - A1)
        ),
        "the activation A1 stands where its derivative belongs": back * A1,
        "(1 - A1)^2 is not 1 - A1^2": back * (1 - A1) ** 2,
        "1 + A1^2 is not the derivative of tanh. Which sign is it?": back * (1 + A1**2),
        "the derivative of tanh is there twice": back * (1 - A1**2) ** 2,
        "1 - A1 is not the derivative of tanh. Is a square lost?": back * (1 - A1),
    }
