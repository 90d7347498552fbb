"""The backward pass of a network with one hidden layer."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise

from ._networks import (
    NAMES,
    Weights,
    hidden_mistakes,
    random_network,
    sigmoid,
    tanh_deltas,
    weight_gradients,
)


def _other_networks(X: Array, y: Array, weights: Weights) -> dict[str, dict[str, object]]:
    """Return the gradients of networks that are mistaken for the one of two_layer_backward."""

    def predicted(hidden: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        return hidden(X @ W1 + b1) @ W2 + b2

    W1, b1, W2, b2 = weights
    unused = {  # who forgets a bias has the gradients at a bias of 0
        "the biases are missing in the forward pass": [W1, 0 * b1, W2, 0 * b2],
        "b1 is missing in the forward pass": [W1, 0 * b1, W2, b2],
        "b2 is missing in the forward pass": [W1, b1, W2, 0 * b2],
    }
    outputs: dict[str, Any] = {
        "tanh is missing in the forward pass": lambda *w: predicted(lambda z: z, *w),
        **dict.fromkeys(unused, partial(predicted, np.tanh)),
        "there is a tanh at the output too. The output is linear.": lambda *w: np.tanh(
            predicted(np.tanh, *w)
        ),
        "the hidden layer is a sigmoid. It must be tanh.": partial(predicted, sigmoid),
    }
    found: dict[str, dict[str, object]] = {name: {} for name in NAMES}
    for text, output in outputs.items():
        wrong = weight_gradients(
            lambda X, y, *w, output=output: ((output(*w) - y) ** 2).mean(),
            X,
            y,
            unused.get(text, weights),
        )
        for name, gradient in zip(NAMES, wrong, strict=True):
            found[name][text] = gradient
    return found


def _other_deltas(X: Array, y: Array, weights: Weights) -> dict[str, tuple[Array, Array, Array]]:
    """Return wrong deltas of the output, with A1 and the derivative at the hidden layer."""
    W1, b1, W2, b2 = weights
    Z1 = X @ W1 + b1
    A1, ramp = np.tanh(Z1), np.maximum(Z1, 0)
    error = A1 @ W2 + b2 - y
    return {
        "the squared error stands where its derivative belongs": (
            error**2 / y.size, A1, 1 - A1**2,
        ),
        "the output passed through tanh before y was taken off. The output is linear.": (
            2 * (np.tanh(A1 @ W2 + b2) - y) / y.size, A1, 1 - A1**2,
        ),
        "the hidden layer is a ReLU. It must be tanh.": (
            2 * (ramp @ W2 + b2 - y) / y.size, ramp, np.where(Z1 > 0, 1.0, 0.0),
        ),
        "A1 holds whole numbers, which cut tanh to 0. Make its array with floats.": (
            2 * (b2 - y) / y.size, np.zeros(A1.shape), np.ones(A1.shape),
        ),
        "the hidden layer is a ReLU, but the derivative is that of tanh": (
            2 * (ramp @ W2 + b2 - y) / y.size, ramp, 1 - ramp**2,
        ),
    }  # fmt: skip


def _network(
    rng: np.random.Generator, n: int = 7, d: int = 3, h: int = 5, k: int = 3
) -> tuple[Any, ...]:
    return rng.normal(size=(n, d)), rng.normal(size=(n, k)), *random_network((d, h, k), rng)


@promise(draw=_network, whole=("X",))
def two_layer_backward(X: Array, y: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Case:
    """Return the case of a tanh network with a linear output and the mean squared error."""
    weights, (n, d), (h, k) = [W1, b1, W2, b2], X.shape, W2.shape

    def loss(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        return ((np.tanh(X @ W1 + b1) @ W2 + b2 - y) ** 2).mean()

    right = dict(zip(NAMES, weight_gradients(loss, X, y, weights), strict=True))
    Z1 = X @ W1 + b1
    delta2 = 2 * (np.tanh(Z1) @ W2 + b2 - y) / (n * k)
    mistakes: dict[str, dict[str, object]] = {
        **hidden_mistakes(X, tanh_deltas(delta2 @ W2.T, Z1)),
        "dW2": {"it is made with Z1. The second layer sees A1.": Z1.T @ delta2},
        "db2": {},
    }
    for name, wrong in _other_networks(X, y, weights).items():
        mistakes[name].update(wrong)
    outputs = np.tanh(Z1) @ W2 + b2
    at_output = (delta2 * (1 - outputs**2)) @ W2.T
    text = "the derivative of tanh stands at the output. It belongs to the hidden layer."
    mistakes["dW1"][text], mistakes["db1"][text] = X.T @ at_output, at_output.sum(axis=0)
    found = _other_deltas(X, y, weights)
    for text, (of_output, hidden, prime) in found.items():
        delta1 = (of_output @ W2.T) * prime
        gradients = (X.T @ delta1, delta1.sum(axis=0), hidden.T @ of_output, of_output.sum(axis=0))
        told = NAMES[:2] if "derivative is that" in text else NAMES  # dW2 does not see it
        for name, gradient in zip(told, gradients, strict=False):
            if gradient.any():
                mistakes[name][text] = gradient
    text = "it is zero. Is it computed, or does A1 hold whole numbers, which cut tanh to 0?"
    mistakes["dW2"][text] = np.zeros((h, k))
    lost = delta2.sum(axis=1, keepdims=True) * (1 - np.tanh(Z1) ** 2)
    mistakes["dW1"]["W2 is missing on the way back to the hidden layer"] = X.T @ lost
    mistakes["db1"]["W2 is missing on the way back to the hidden layer"] = lost.sum(axis=0)
    if d == h:
        delta1 = (delta2 @ W2.T) * (1 - np.tanh(Z1) ** 2)
        mistakes["dW1"]["it is made with A1. The first layer sees X."] = np.tanh(Z1).T @ delta1
    if k > 1:
        only_n = "too large by a factor of k, the number of outputs. The mean is over n k entries."
        summed = "the squares are summed. The mean squared error divides by all n k entries."
        without_two = "the mean is over n k entries, and the derivative of a square has a 2"
        for name in NAMES:
            mistakes[name][only_n] = k * right[name]
            mistakes[name][summed] = n * k * right[name]
            mistakes[name][without_two] = k / 2 * right[name]
    return Case("two_layer_backward", (X, y, *weights), right, mistakes, n=n)
