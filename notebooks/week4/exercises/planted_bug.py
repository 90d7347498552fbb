"""A backward pass with a bug in it: does the mended one give the right gradients?"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise

from ._networks import (
    NAMES,
    hidden_mistakes,
    random_network,
    sigmoid,
    tanh_deltas,
    weight_gradients,
)


def _network(rng: np.random.Generator, n: int = 8, d: int = 3, h: int = 4) -> tuple[Any, ...]:
    X, y = rng.normal(size=(n, d)), rng.integers(2, size=(n, 1)).astype(np.float64)
    return X, y, *random_network((d, h, 1), rng)


@promise(draw=_network, whole=("X", "y"))
def fixed_backward(X: Array, y: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Case:
    """Return the case of a tanh network with a sigmoid output and the binary cross-entropy."""
    weights, n = [W1, b1, W2, b2], len(X)

    def loss(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        a = sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)
        return -(y * np.log(a) + (1 - y) * np.log(1 - a)).mean()

    right = dict(zip(NAMES, weight_gradients(loss, X, y, weights), strict=True))
    Z1 = X @ W1 + b1
    A1 = np.tanh(Z1)
    a2 = sigmoid(A1 @ W2 + b2)
    delta2 = (a2 - y) / n
    twice = delta2 * a2 * (1 - a2)
    text = "the sigmoid's derivative is there twice. With cross-entropy it cancels in delta2."
    mistakes = hidden_mistakes(
        X, {**tanh_deltas(delta2 @ W2.T, Z1), text: (twice @ W2.T) * (1 - A1**2)}
    )
    spread = delta2 * W2.sum() * (1 - A1**2)
    lost = "the weights of the second layer are summed. Each hidden unit has its own way back."
    mistakes["dW1"][lost], mistakes["db1"][lost] = X.T @ spread, spread.sum(axis=0)
    mistakes["dW2"] = {text: A1.T @ twice, "it is made with Z1": Z1.T @ delta2}
    mistakes["db2"] = {text: twice.sum(axis=0)}
    squared = (
        "this is the gradient of the squared error. The colleague's loss is the cross-entropy."
    )
    mistakes["dW2"][squared], mistakes["db2"][squared] = 2 * A1.T @ twice, 2 * twice.sum(axis=0)
    for said, zero in (("the biases are", (1, 3)), ("b1 is", (1,)), ("b2 is", (3,))):
        without = [0 * w if i in zero else w for i, w in enumerate(weights)]
        for name, wrong in zip(NAMES, weight_gradients(loss, X, y, without), strict=True):
            mistakes[name][f"{said} missing in the forward pass"] = wrong
    return Case("fixed_backward", (X, y, *weights), right, mistakes, n=n)
