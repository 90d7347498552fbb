"""Cases of the exercises on layers and networks: their backward passes.

The right gradients come from the forward formulas by a complex step, so they do not depend on
anybody's backward pass. Each mistake is one that students make.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case, complex_step
from course_lib.hints.memo import computed_once

Weights = list[Array]
NAMES = ("dW1", "db1", "dW2", "db2")


def sigmoid(z: Any) -> Any:
    """Return the sigmoid, for real or complex z of moderate size."""
    return 1 / (1 + np.exp(-z))


@computed_once
def dense_backward(n: int, d: int, k: int, *, seed: int) -> Case:
    """Return the case of a dense layer with n examples, d inputs and k neurons."""
    rng = np.random.default_rng(seed)
    upstream, X, W, b = (rng.normal(size=s) for s in ((n, k), (n, d), (d, k), (k,)))
    right = {
        "dW": complex_step(lambda W: (upstream * (X @ W + b)).sum(), W),
        "db": complex_step(lambda b: (upstream * (X @ W + b)).sum(), b),
        "dX": complex_step(lambda X: (upstream * (X @ W + b)).sum(), X),
    }
    mistakes: dict[str, dict[str, object]] = {
        "dW": {
            "only the last example is counted. Does each one replace the one before?": np.outer(
                X[-1], upstream[-1]
            ),
            "the examples are not used, only their sum": np.outer(X.sum(0), upstream.sum(0)),
            "only the first example is counted. W is used by all of them.": np.outer(
                X[0], upstream[0]
            ),
        },
        "db": {
            "only the first example is counted. b is used by all of them.": upstream[0],
            "only the last example is counted. b is used by all of them.": upstream[-1],
            "this is dW summed. b has a path of its own, without an input.": right["dW"].sum(
                axis=0
            ),
        },
        "dX": {"X is a factor. The derivative of XW by X is made of W alone.": X * right["dX"]},
    }
    one, unused = np.ones((n, k)), "upstream is not used. It says how much each entry of Z matters."
    for name, wrong in zip(right, (X.T @ one, one.sum(axis=0), one @ W.T), strict=True):
        mistakes[name][unused] = wrong
    if n == k:
        mistakes["db"]["this is a sum over the neurons. Sum over the examples, axis 0."] = (
            upstream.sum(axis=1)
        )
    if d == k:
        mistakes["dX"]["W is not in it"] = upstream
        mistakes["dX"]["W must be transposed. Row i of W belongs to input i."] = upstream @ W
    if n == d == k:
        mistakes["dW"]["X must be transposed. The sum runs over the examples."] = X @ upstream
    return Case("dense_backward", (upstream, X, W), right, mistakes, n=n)


def _random_network(sizes: Sequence[int], rng: np.random.Generator, spread: float = 1.0) -> Weights:
    d, h, k = sizes
    return [rng.normal(scale=spread, size=shape) for shape in ((d, h), (h,), (h, k), (k,))]


def _with_one(
    loss: Callable[..., Any], X: Array, y: Array, weights: Weights, i: int, w: Any
) -> Any:
    return loss(X, y, *weights[:i], w, *weights[i + 1 :])


def weight_gradients(loss: Callable[..., Any], X: Array, y: Array, weights: Weights) -> Weights:
    """Return the gradient of ``loss(X, y, W1, b1, W2, b2)`` for each of the four weights."""
    return [complex_step(partial(_with_one, loss, X, y, weights, i), weights[i]) for i in range(4)]


def _hidden_mistakes(X: Array, deltas: dict[str, Array]) -> dict[str, dict[str, object]]:
    return {
        "dW1": {text: X.T @ delta for text, delta in deltas.items()},
        "db1": {text: delta.sum(axis=0) for text, delta in deltas.items()},
    }


def _tanh_deltas(back: Array, Z1: Array) -> dict[str, Array]:
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
        "1 - A1 is not the derivative of tanh. Is a square lost?": back * (1 - A1),
    }


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


@computed_once
def two_layer_backward(n: int, d: int, h: int, k: int, *, seed: int) -> Case:
    """Return the case of a tanh network with a linear output and the mean squared error."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), rng.normal(size=(n, k))
    weights = _random_network((d, h, k), rng)

    def loss(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        return ((np.tanh(X @ W1 + b1) @ W2 + b2 - y) ** 2).mean()

    right = dict(zip(NAMES, weight_gradients(loss, X, y, weights), strict=True))
    W1, b1, W2, b2 = weights
    Z1 = X @ W1 + b1
    delta2 = 2 * (np.tanh(Z1) @ W2 + b2 - y) / (n * k)
    mistakes: dict[str, dict[str, object]] = {
        **_hidden_mistakes(X, _tanh_deltas(delta2 @ W2.T, Z1)),
        "dW2": {"it is made with Z1. The second layer sees A1.": Z1.T @ delta2},
        "db2": {},
    }
    for name, wrong in _other_networks(X, y, weights).items():
        mistakes[name].update(wrong)
    outputs = np.tanh(Z1) @ W2 + b2
    at_output = (delta2 * (1 - outputs**2)) @ W2.T
    text = "the derivative of tanh stands at the output. It belongs to the hidden layer."
    mistakes["dW1"][text], mistakes["db1"][text] = X.T @ at_output, at_output.sum(axis=0)
    lost = delta2.sum(axis=1, keepdims=True) * (1 - np.tanh(Z1) ** 2)
    mistakes["dW1"]["W2 is missing on the way back to the hidden layer"] = X.T @ lost
    mistakes["db1"]["W2 is missing on the way back to the hidden layer"] = lost.sum(axis=0)
    if d == h:
        delta1 = (delta2 @ W2.T) * (1 - np.tanh(Z1) ** 2)
        mistakes["dW1"]["it is made with A1. The first layer sees X."] = np.tanh(Z1).T @ delta1
    if k > 1:
        only_n = "too large by a factor of k, the number of outputs. The mean is over n k entries."
        without_two = "the mean is over n k entries, and the derivative of a square has a 2"
        for name in NAMES:
            mistakes[name][only_n] = k * right[name]
            mistakes[name][without_two] = k / 2 * right[name]
    return Case("two_layer_backward", (X, y, *weights), right, mistakes, n=n)


@computed_once
def planted_bug(n: int, d: int, h: int, *, seed: int) -> Case:
    """Return the case of a tanh network with a sigmoid output and the binary cross-entropy."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), rng.integers(2, size=(n, 1)).astype(np.float64)
    weights = _random_network((d, h, 1), rng)

    def loss(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        a = sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)
        return -(y * np.log(a) + (1 - y) * np.log(1 - a)).mean()

    right = dict(zip(NAMES, weight_gradients(loss, X, y, weights), strict=True))
    W1, b1, W2, b2 = weights
    Z1 = X @ W1 + b1
    A1 = np.tanh(Z1)
    a2 = sigmoid(A1 @ W2 + b2)
    delta2 = (a2 - y) / n
    twice = delta2 * a2 * (1 - a2)
    text = "the sigmoid's derivative is there twice. With cross-entropy it cancels in delta2."
    mistakes = _hidden_mistakes(
        X, {**_tanh_deltas(delta2 @ W2.T, Z1), text: (twice @ W2.T) * (1 - A1**2)}
    )
    mistakes["dW2"] = {text: A1.T @ twice, "it is made with Z1": Z1.T @ delta2}
    mistakes["db2"] = {text: twice.sum(axis=0)}
    squared = (
        "this is the gradient of the squared error. The colleague's loss is the cross-entropy."
    )
    mistakes["dW2"][squared], mistakes["db2"][squared] = 2 * A1.T @ twice, 2 * twice.sum(axis=0)
    return Case("fixed_backward", (X, y, *weights), right, mistakes, n=n)
