"""A statement about dropout that a small network shows to be false."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import compare
from course_lib.hints.errors import HintError, NotDoneError, require
from course_lib.hints.promise import promise

from ._dropout import Function, Mask, share_dropped

__all__ = ["HiddenDropout", "honest_forward", "share_dropped"]


class HiddenDropout:
    """A ReLU layer with dropout and a linear output, whose masks can be read off the output.

    With all pre-activations positive and h small, the 2^h masks give 2^h different outputs.
    """

    def __init__(self, n: int, h: int, p: float, *, seed: int) -> None:
        rng = np.random.default_rng(seed)
        X, W1 = rng.uniform(0.5, 1.5, size=(n, 3)), rng.uniform(0.2, 1.0, size=(3, h))
        b1 = rng.uniform(0.1, 0.5, size=h)
        self.weights = (X, W1, b1, rng.normal(size=(h, 3)), rng.normal(size=3))
        self.p = p
        self._masks = np.array(list(product((0.0, 1.0), repeat=h)))  # (2^h, h)

    def masks(self, function: Function, rng: np.random.Generator) -> Mask:
        """Do one training pass and return which hidden units were kept, shape (n, h)."""
        output = self._call(function, True, rng)
        found = self._read(output, 1 / (1 - self.p))
        if found is not None:
            return found
        for factor, text in (
            (1.0, "the hidden units are not scaled by 1/(1 - p) in training."),
            (1 / self.p, "the hidden units are scaled by 1/p. p is the probability of dropping."),
            (1 - self.p, "the hidden units are multiplied by 1 - p in training."),
            (1 / (1 - self.p) ** 2, "the hidden units are scaled twice in training."),
        ):
            found = self._read(output, factor)
            require(found is None or not found.all(), "nothing is dropped with training=True.")
            require(found is None, text)
        found = self._read(output + self.weights[-1], 1 / (1 - self.p))
        require(found is None, "b2 is missing in the output.")
        found = self._read(output * (1 - self.p), 1.0)
        text = "the whole output is divided by 1 - p, and b2 with it."
        require(found is None, text, "Only the survivors are scaled.")
        if any(self._read(output, factor) is not None for factor in self._factors(output)):
            said = "the hidden units are not scaled by 1/(1 - p) in training."
            raise HintError(said, "Which factor is it, and does it follow p?")
        raise HintError(
            "the output cannot come from dropped hidden units.",
            "Dropout stands after the ReLU and before W2, and nowhere else.",
        )

    def predict(self, function: Function, rng: np.random.Generator) -> None:
        """Pass if nothing is dropped and nothing scaled with training=False."""
        output = self._call(function, False, rng)
        found = self._read(output, 1.0)
        if found is not None and found.all():
            return
        found = self._read(output, 1 / (1 - self.p))
        if found is not None and found.all():
            raise HintError("the prediction is scaled.", "Only the survivors of training need it.")
        require(found is None, "units are dropped in prediction too.", "What is training for?")
        found = self._read(output, 1 - self.p)
        require(
            found is None or not found.all(),
            "the prediction is multiplied by 1 - p.",
            "The scale of the training pass has done that.",
        )
        raise HintError("the prediction is wrong.", "It is relu(X W1 + b1) W2 + b2.")

    def _call(self, function: Function, training: bool, rng: np.random.Generator) -> Array:
        output = function(*(array.copy() for array in self.weights), self.p, training, rng)
        shape = (len(self.weights[0]), 3)
        if output is None or output is ...:
            raise NotDoneError("honest_forward")
        if isinstance(output, tuple):
            raise HintError(
                f"honest_forward must return one array, got {len(output)} values.",
                "Return the output alone.",
            )
        if np.shape(output) != shape:
            compare(output, np.ones(shape), name="the output")  # says what is wrong with it
        return np.asarray(output, dtype=np.float64)

    def _factors(self, output: Array) -> list[float]:
        """Return the scales that could explain the first row of an output."""
        X, W1, b1, W2, b2 = self.weights
        way = (self._masks * (X[0] @ W1 + b1)) @ W2  # (2^h, 3), the output without b2 for scale 1
        squares = (way**2).sum(axis=1)
        scales = way @ (output[0] - b2) / np.where(squares > 0, squares, 1.0)
        fits = np.abs(scales[:, None] * way - (output[0] - b2)).max(axis=1) < 1e-4
        return [float(scale) for scale in scales[fits & (squares > 0)]]

    def _read(self, output: Array, factor: float) -> Mask | None:
        """Return the masks that give this output with the given scale, or None."""
        X, W1, b1, W2, b2 = self.weights
        hidden = factor * (X @ W1 + b1)  # (n, h), positive
        possible = (self._masks[:, None, :] * hidden) @ W2 + b2  # (2^h, n, 3)
        far = np.abs(possible - output).max(axis=2)  # (2^h, n)
        best = far.argmin(axis=0)
        # Generous to float32.  Not ">": a NaN is not close to anything.
        if not far.min(axis=0).max() <= 1e-4 * np.abs(possible).max():
            return None
        kept: Mask = self._masks[best].astype(np.bool_)
        return kept


def _network(
    rng: np.random.Generator, n: int = 9, d: int = 4, h: int = 7, k: int = 2, training: bool = False
) -> tuple[Any, ...]:
    arrays = (rng.normal(size=s) for s in ((n, d), (d, h), (h,), (h, k), (k,)))
    return *arrays, 0.3, training, np.random.default_rng(rng.integers(1000))


@promise(
    draw=_network,
    whole=("X",),
    examples={"one pass of training": _network(np.random.default_rng(1), training=True)},
)
def honest_forward(
    X: Array, W1: Array, b1: Array, W2: Array, b2: Array, p: float, training: bool, rng: Any
) -> Case:
    """Return the case of a prediction, in which the ReLU switches units off."""
    Z1 = X @ W1 + b1
    right = np.array([[sum(max(z, 0.0) * w for z, w in zip(row, column, strict=True)) + b
                       for column, b in zip(W2.T, b2, strict=True)] for row in Z1])  # fmt: skip
    mistakes: dict[str, object] = {
        "the ReLU is missing": Z1 @ W2 + b2,
        "the hidden units pass through tanh. The text asks for ReLU.": np.tanh(Z1) @ W2 + b2,
        "the hidden units pass through the sigmoid. The text asks for ReLU.": (
            1 / (1 + np.exp(-Z1)) @ W2 + b2
        ),
        "the hidden units are scaled in prediction. Only survivors of training need it.": (
            (right - b2) / (1 - p) + b2
        ),
        "the hidden units are multiplied by 1 - p in prediction": (right - b2) * (1 - p) + b2,
        "the whole prediction is divided by 1 - p": right / (1 - p),
        "the whole prediction is multiplied by 1 - p": right * (1 - p),
        "b2 is missing in the output": right - b2,
        "b1 is missing in the hidden layer": np.maximum(X @ W1, 0) @ W2 + b2,
        "a ReLU stands at the output too. The output layer is linear.": np.maximum(right, 0),
    }
    hint = "With training=False nothing is dropped and nothing scaled."
    results = ({}, {}) if training else ({"the output": right}, {"the output": mistakes})
    return Case("honest_forward", (X, W1, b1, W2, b2, p, training, rng), *results, hint=hint)
