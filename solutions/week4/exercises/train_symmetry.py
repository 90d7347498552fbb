"""The symmetry task of 1986: sweeps of gradient descent with momentum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import unpack
from course_lib.hints.errors import require
from course_lib.hints.promise import promise

from ._networks import Weights, sigmoid, weight_gradients


def symmetry_start(d: int, h: int, *, seed: int) -> Weights:
    """Return W1, b1, W2, b2 uniform in (-0.3, 0.3), as in the paper of 1986."""
    rng = np.random.default_rng(seed)
    return [rng.uniform(-0.3, 0.3, size=shape) for shape in ((d, h), (h,), (h, 1), (1,))]


def _output(X: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)


def _half_sum(X: Array, y: Array, *weights: Any) -> Any:
    return ((_output(X, *weights) - y) ** 2).sum() / 2


def _without_output_sigmoid(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return ((sigmoid(X @ W1 + b1) @ W2 + b2 - y) ** 2).sum() / 2


def _tanh_hidden(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return ((sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2) - y) ** 2).sum() / 2


def _no_hidden_slope(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    """Return the half sum; to a complex step the hidden units pass on z instead of a."""
    z = X @ W1 + b1
    a = sigmoid(np.real(z)) + 1j * np.imag(z)
    return ((sigmoid(a @ W2 + b2) - y) ** 2).sum() / 2


def _rounded_outputs(X: Array, y: Array, *weights: Any) -> Any:
    """Return a sum whose gradient is that of E with outputs of 0 or 1 in the error."""
    out = _output(X, *weights)
    return (((np.real(out) > 0.5) - y) * out).sum()


def _cross_entropy(X: Array, y: Array, *weights: Any) -> Any:
    a = _output(X, *weights)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a)).sum()


def _hasty_sweeps(
    parts: Sequence[Any],
    X: Array,
    y: Array,
    start: Weights,
    sweeps: int,
    rate: float,
    momentum: float,
) -> Weights:
    """Return the weights if they are updated after each part of the patterns.

    With a single part, the second layer is updated before the error goes back through it.
    """
    weights, velocities = list(start), [np.zeros(w.shape) for w in start]

    def move(i: int, gradient: Array) -> None:
        velocities[i] = momentum * velocities[i] - rate * gradient
        weights[i] = weights[i] + velocities[i]

    for part in [part for _ in range(sweeps) for part in parts]:
        A1 = sigmoid(X[part] @ weights[0] + weights[1])
        output = sigmoid(A1 @ weights[2] + weights[3])
        delta2 = (output - y[part]) * output * (1 - output)
        W2 = weights[2]
        move(2, A1.T @ delta2)
        move(3, delta2.sum(axis=0))
        delta1 = (delta2 @ (weights[2] if len(parts) == 1 else W2).T) * A1 * (1 - A1)
        move(0, X[part].T @ delta1)
        move(1, delta1.sum(axis=0))
    return weights


def _stale_sweeps(
    X: Array, y: Array, start: Weights, sweeps: int, rate: float, momentum: float
) -> Weights:
    """Return the weights if the activations of the start are used in all sweeps."""
    weights, velocities = list(start), [np.zeros(w.shape) for w in start]
    A1 = sigmoid(X @ start[0] + start[1])
    output = sigmoid(A1 @ start[2] + start[3])
    delta2 = (output - y) * output * (1 - output)
    for _ in range(sweeps):
        delta1 = (delta2 @ weights[2].T) * A1 * (1 - A1)
        gradients = [X.T @ delta1, delta1.sum(axis=0), A1.T @ delta2, delta2.sum(axis=0)]
        velocities = [momentum * v - rate * g for v, g in zip(velocities, gradients, strict=True)]
        weights = [w + v for w, v in zip(weights, velocities, strict=True)]
    return weights


def _task(rng: np.random.Generator, n: int = 7, d: int = 3, h: int = 4) -> tuple[Any, ...]:
    """Draw patterns, targets and a start; rate and momentum are not those of the paper."""
    X, y = rng.normal(size=(n, d)), rng.integers(2, size=(n, 1)).astype(np.float64)
    start = symmetry_start(d, h, seed=int(rng.integers(1000)))
    return X, y, *start, 3, float(rng.uniform(0.2, 0.4)), float(rng.uniform(0.4, 0.7))


@promise(draw=_task, rtol=1e-6)
def train_symmetry(
    X: Array,
    y: Array,
    W1: Array,
    b1: Array,
    W2: Array,
    b2: Array,
    sweeps: int,
    learning_rate: float,
    momentum: float,
) -> Case:
    """Return the case of a few sweeps through E = 1/2 sum (prediction - y)^2.

    Momentum is tested apart from the slope, so the right weights here use the textbook recursion.
    """
    start: Weights = [W1, b1, W2, b2]
    rate = learning_rate

    def run(
        scale: float = 1.0, kept: float = momentum, count: int = sweeps, error: Any = _half_sum
    ) -> tuple[Weights, Weights]:
        weights, velocities = start, [np.zeros(w.shape) for w in start]
        for _ in range(count):
            gradients = weight_gradients(error, X, y, weights)
            velocities = [
                kept * v - scale * rate * g for v, g in zip(velocities, gradients, strict=True)
            ]
            weights = [w + v for w, v in zip(weights, velocities, strict=True)]
        return weights, velocities

    def stale() -> Weights:
        return _stale_sweeps(X, y, start, sweeps, rate, momentum)

    def hasty(parts: Sequence[Any]) -> Weights:
        return _hasty_sweeps(parts, X, y, start, sweeps, rate, momentum)

    def other(**changed: Any) -> Callable[[], Weights]:
        return lambda: run(**changed)[0]

    right, last_step = run()
    wrong: dict[str, Callable[[], Weights]] = {
        "it did not move at all. Is the step kept, and can its array hold fractions?": (
            lambda: start
        ),
        "these are the velocities. Return the weights.": lambda: last_step,
        "the sigmoid's derivative is missing at the output. E is not the cross-entropy.": other(
            error=_cross_entropy
        ),
        "the output has no sigmoid. Every unit is a sigmoid here.": other(
            error=_without_output_sigmoid
        ),
        "the hidden layer is tanh. Every unit is a sigmoid here.": other(error=_tanh_hidden),
        "a (1 - a) is missing at the hidden layer. The error passes through its sigmoids too.": (
            other(error=_no_hidden_slope)
        ),
        "the outputs are rounded to 0 or 1 before they meet y. The error is prediction - y.": (
            other(error=_rounded_outputs)
        ),
        "E is half the sum of squares. Its gradient has no factor 2.": other(scale=2.0),
        "E is a sum over the patterns, not a mean. Do not divide by n.": other(scale=1 / len(X)),
        "E is half a sum, not a mean. There is no 2/n.": other(scale=2 / len(X)),
        "the step goes uphill": other(scale=-1.0),
        "the gradient is averaged into v. It is multiplied by the learning rate alone.": other(
            scale=1 - momentum
        ),
        "one sweep too many": other(count=sweeps + 1),
        "W2 was updated before W1's gradient. First all gradients, then all steps.": (
            lambda: hasty([slice(None)])
        ),
        "there is an update for each pattern. A sweep is one update with all.": (
            lambda: hasty([[i] for i in range(len(X))])
        ),
    }
    if (rate, momentum) != (0.1, 0.9):
        text = "learning rate and momentum are always those of the paper. Use the arguments."
        wrong[text] = other(scale=0.1 / rate, kept=0.9)
    hint = "Are the weights passed in the start? Does a (1 - a) stand at both layers?"
    if sweeps > 1:
        hint = "If one sweep is right: what must be made anew in each sweep, and what is kept?"
        wrong["one sweep too few"] = other(count=sweeps - 1)
        wrong["only one sweep was made. Is return inside the loop?"] = other(count=1)
        wrong["the forward pass is done once. It belongs into every sweep."] = stale
        wrong["momentum is not used, or v starts at zero again in each sweep"] = other(kept=0.0)
    names = ("W1", "b1", "W2", "b2")
    once = {text: cache(make) for text, make in wrong.items()}  # few answers ask for any of them
    mistakes: dict[str, dict[str, object]] = {
        name: {text: partial(_one_of, make, i) for text, make in once.items()}
        for i, name in enumerate(names)
    }
    inputs = (X, y, *start, sweeps, rate, momentum)
    return Case("train_symmetry", inputs, dict(zip(names, right, strict=True)), mistakes, hint=hint)


def _one_of(make: Callable[[], Weights], i: int) -> Array:
    return make()[i]


def require_symmetry_solved(got: object, X: Array, y: Array) -> None:
    """Lose the part unless these weights solve the task in the way the paper reports.

    All outputs on the right side, weights antisymmetric about the middle, sizes 1 : 2 : 4 on each
    side (Nature 323, figure 1). To be asked after convergence only: the ratios settle late.
    """
    weights = unpack(got, "W1", "b1", "W2", "b2", name="train_symmetry")
    W1, b1, W2, b2 = (np.asarray(w, dtype=np.float64) for w in weights)
    shapes_fit = W1.shape == (X.shape[1], 2) and W2.size == 2
    require(shapes_fit, "W1 and W2 must keep the shapes they start with.")
    output = _output(X, W1, b1, W2.reshape(2, 1), b2)
    require(
        np.abs(output - y).max() < 0.5,
        "the task is not solved at the end.",
        "From this start the paper's method needs far fewer sweeps.",
    )
    mirrored = np.abs(W1 + W1[::-1]).max() < 0.1 * np.abs(W1).max()
    require(mirrored, "the weights are not antisymmetric about the middle.")
    sizes = np.sort(np.abs(W1[:3]), axis=0)
    ratios = sizes / sizes[0]
    require(
        np.abs(ratios - [[1], [2], [4]]).max() < 0.25, "the weights are not in the ratio 1 : 2 : 4."
    )


TRAINS = {
    "uphill": ["step_picture"],
    "sigmoid | tanh": ["activation_derivative:2", "symmetry_unit"],
    "sweep | before | pattern": ["order_of_steps", "full_step"],
    "": ["symmetry_unit", "order_of_steps", "two_layer_backward"],
}
