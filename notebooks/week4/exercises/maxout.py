"""A maxout layer, forward and backward."""

from __future__ import annotations

from math import fsum
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise
from course_lib.hints.roads import complex_step

TIED = (
    np.array([[1.0, 1.0], [2.0, 1.0], [1.0, 3.0], [-2.0, -2.0]]),
    np.array([1.0, 0.0]), 0.25, np.array([0.0, 1.0]), 0.25,
)  # fmt: skip


def pieces(rng: np.random.Generator, n: int = 8, d: int = 3) -> tuple[Any, ...]:
    """Draw X (n, d), w1 (d,), b1, w2 (d,), b2 such that each piece wins somewhere.

    The first example is v, the second -v, for v along w1 - w2. For the third both are positive.
    """
    X, w1, w2 = rng.normal(size=(n, d)), rng.normal(size=d), rng.normal(size=d)
    X[:1], X[1:2] = w1 - w2, w2 - w1
    low = 0.3 * float((w1 - w2) @ (w1 - w2))
    both = np.array([3.3 - low, 2.4 + low])  # what the pieces must be without their biases
    X[2:3] = np.linalg.lstsq(np.stack([w1, w2]), both, rcond=None)[0]
    return X, w1, low - 0.8, w2, -low - 0.8


@promise(draw=pieces, whole=("X",))
def maxout(X: Array, w1: Array, b1: float, w2: Array, b2: float) -> Case:
    """Return the case of the forward pass: per example the larger of two plain Python sums."""

    def line(x: Array, w: Array, b: float) -> float:
        return fsum([*(float(p) * float(q) for p, q in zip(x, w, strict=True)), b])

    first = np.array([line(x, w1, b1) for x in X])
    second = np.array([line(x, w2, b2) for x in X])
    right = np.array([max(pair) for pair in zip(first, second, strict=True)])
    mistakes: dict[str, object] = {
        "the smaller piece was taken": np.minimum(first, second),
        "the pieces are added. Only the larger one counts.": first + second,
        "the biases are missing": np.maximum(first - b1, second - b2),
        "the biases are subtracted. They are added.": np.maximum(first - 2 * b1, second - 2 * b2),
        "both biases are added to the winner. Each piece has its own.": (
            np.maximum(first - b1, second - b2) + b1 + b2
        ),
        "the sizes of the pieces are compared, and their signs are lost": (
            np.maximum(np.abs(first), np.abs(second))
        ),
        "each weight was compared with its partner. First the sums, then the larger.": (
            X @ np.maximum(w1, w2) + max(b1, b2)
        ),
        "it is cut at 0. Maxout may be negative.": np.maximum(right, 0),
        "this is the first piece alone": first,
        "this is the second piece alone": second,
        "the number of the winning piece came out, not its value": (second > first).astype(float),
        "the larger was taken feature by feature. First the sums, then the larger.": np.maximum(
            X * w1 + b1, X * w2 + b2
        ).sum(axis=1),
        "the larger size won, not the larger value": np.where(
            np.abs(first) >= np.abs(second), first, second
        ),
    }
    return Case("maxout", (X, w1, b1, w2, b2), {"maxout": right}, {"maxout": mistakes}, n=len(X))


def _larger(first: Any, second: Any) -> Any:
    """Return the larger value, of a tie the first, also for the complex step's numbers."""
    return np.where(np.real(first) >= np.real(second), first, second)


def _backward(rng: np.random.Generator, n: int = 8, d: int = 3) -> tuple[Any, ...]:
    return rng.normal(size=n), *pieces(rng, n, d)


@promise(
    draw=_backward,
    whole=("upstream",),
    examples={"ties": (np.array([1.0, 2.0, -4.0, 3.0]), *TIED)},
)
def maxout_backward(upstream: Array, X: Array, w1: Array, b1: float, w2: Array, b2: float) -> Case:
    """Return the case of the backward pass, by a complex step through the forward formula."""

    def loss(w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
        return (upstream * _larger(X @ w1 + b1, X @ w2 + b2)).sum()

    right = {
        "dw1": complex_step(lambda w: loss(w, b1, w2, b2), w1),
        "db1": complex_step(lambda b: loss(w1, b, w2, b2), b1),
        "dw2": complex_step(lambda w: loss(w1, b1, w, b2), w2),
        "db2": complex_step(lambda b: loss(w1, b1, w2, b), b2),
    }
    gap = X @ w1 + b1 - X @ w2 - b2
    shares = {"1": (gap >= 0).astype(float), "2": (gap < 0).astype(float)}
    values = {"1": X @ w1 + b1, "2": X @ w2 + b2}
    larger = np.abs(values["1"]) >= np.abs(values["2"])
    sizes = {"1": larger.astype(float), "2": (~larger).astype(float)}
    positive = {piece: (value > 0).astype(float) for piece, value in values.items()}
    mistakes: dict[str, dict[str, object]] = {}
    for piece, won in shares.items():
        unbiased = (X @ w1 >= X @ w2) == (piece == "1")
        strictly = (gap > 0 if piece == "1" else gap <= 0).astype(float)
        wrong = {
            "this piece hears of every example. Only of those that it won. Are dw1 and dw2 two "
            "arrays?": np.ones(len(X)),
            "the loser gets the gradient": 1 - won,
            "upstream is not used": won / upstream,
            "the winner was found without the biases": unbiased.astype(float),
            "the winner is the larger size, not the larger value": sizes[piece],
            "a piece learns wherever it is positive, as with ReLU. Compare the two pieces.": (
                positive[piece]
            ),
            "the value a is a factor. Its derivative belongs there.": won * values[piece],
            "~ turns 1 into -2 and 0 into -1. It means `not` for True and False only.": won - 2,
            "a tie must go to the first piece": strictly,
            "a tie is shared, and it must go to the first piece whole": np.where(
                gap == 0, 0.5, won
            ),
        }
        wrong = {text: w for text, w in wrong.items() if not np.array_equal(w, won)}
        if won.sum() > 1:
            wrong["this is the mean over the examples it won. The sum is asked."] = won / won.sum()
        mistakes[f"dw{piece}"] = {text: (upstream * w) @ X for text, w in wrong.items()}
        mistakes[f"dw{piece}"]["x is not used: each weight has its own input"] = np.full(
            len(w1), (upstream * won).sum()
        )
        weights, bias = (w1, b1) if piece == "1" else (w2, b2)
        mistakes[f"dw{piece}"]["w stands where x belongs"] = weights * (upstream * won).sum()
        mistakes[f"db{piece}"] = {
            "b is a factor here. What is the derivative of ... + b?": bias * (upstream * won).sum(),
            **{text: (upstream * w).sum() for text, w in wrong.items()},
        }
    return Case("maxout_backward", (upstream, X, w1, b1, w2, b2), right, mistakes, n=len(X))
