"""Cases of the exercises on activations: values, slopes, maxout, and the output layer of a task.

Right values come from decimal arithmetic with 50 digits and from plain Python sums, slopes from
a complex step. Nothing here is the array formula that the exercises ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.hints.cases import Array, Case, complex_step
from course_lib.hints.memo import computed_once


def _each(function: Callable[[Decimal], Decimal], z: Array) -> Array:
    """Return an exact function of every entry: decimals do not overflow at e^10000."""
    with localcontext() as context:
        context.prec = 50
        values = [float(function(Decimal(float(entry)))) for entry in z.ravel()]
    return np.array(values).reshape(z.shape)


def _moderate(z: Array) -> Array:
    """Return z where NumPy's own exp is safe, for mistakes that are recognised near 0."""
    return np.clip(z, -30, 30)


@computed_once
def sigmoid(z: ArrayLike) -> Case:
    """Return the case of the sigmoid and its slope at the places z."""
    z = np.asarray(z, dtype=np.float64)
    a = _each(lambda v: 1 / (1 + (-v).exp()), z)
    slope = _each(lambda v: (-v).exp() / (1 + (-v).exp()) ** 2, z)
    near = _moderate(z)
    mistakes: dict[str, dict[str, object]] = {
        "a": {
            "this is the sigmoid of -z. Which sign has the exponent?": 1 / (1 + np.exp(near)),
            "this is tanh. The sigmoid lies between 0 and 1.": np.tanh(z),
            "the slope came first. Return a, then its slope.": slope,
            "-z and z give the same, so the sign is lost": 1 / (1 + np.exp(-np.abs(near))),
            "1 is divided by 1 only. Mind the brackets.": 1 + np.exp(-near),
            "a negative z gives 1 - a, not -a. The sigmoid is never negative.": (
                np.where(z < 0, -1, 1) / (1 + np.exp(-np.abs(near)))
            ),
            "this is softmax over all entries. The sigmoid treats each one alone.": (
                np.exp(near - near.max()) / np.exp(near - near.max()).sum()
            ),
            **{
                f"z is cut off at {end}, too early. Far out it must be 0 or 1.": 1
                / (1 + np.exp(-np.clip(z, -end, end)))
                for end in (4, 5, 6, 8, 10)
                if np.abs(z).max() > end
            },
        },
        "slope": {
            "this is a itself, not its slope": a,
            "1 - a^2 is the slope of tanh. What is that of the sigmoid?": 1 - a**2,
            "this is the slope of tanh. What is that of the sigmoid?": 1 - np.tanh(z) ** 2,
            "z stands where a belongs. The slope is written with a.": z * (1 - z),
            "the slope was taken at a, not at z": 0.25 / np.cosh(a / 2) ** 2,
            "only one of the two factors is there": 1 - a,
            "the factors are a and 1 + a. Which sign stands between 1 and a?": a * (1 + a),
            "the denominator must be squared, as the quotient rule says": np.minimum(a, 1 - a),
        },
    }
    if (z > 709).any():
        text = "far right it is 0, where the curve is near 1. A NaN was replaced, not avoided."
        mistakes["a"][text] = np.where(z > 709, 0, a)
    if (z == 0).any():
        mistakes["a"]["z = 0 is left out. On which side does it count?"] = np.where(z == 0, 0, a)
    if z.ndim == 1 and len(z) > 1 and (np.diff(z) > 0).all():
        text = "these are differences along the array. Each z has a slope of its own."
        mistakes["slope"][text] = np.gradient(a, z)
    return Case("stable_sigmoid", (z,), {"a": a, "slope": slope}, mistakes)


@computed_once
def leaky_relu(z: ArrayLike, slope: float) -> Case:
    """Return the case of the leaky ReLU and its slope; at z = 0 the slope is that of the left."""
    z = np.asarray(z, dtype=np.float64)
    a = _each(lambda v: v if v > 0 else Decimal(slope) * v, z)
    right = _each(lambda v: Decimal(1) if v > 0 else Decimal(slope), z)
    mistakes: dict[str, dict[str, object]] = {
        "leaky_relu(z)": {
            "this is ReLU. The negative side leaks.": np.maximum(0, z),
            "the slope stands alone where slope times z belongs": np.maximum(slope, z),
            "the smaller of the two was taken. The formula says max.": np.minimum(slope * z, z),
            "the slope is always 0.1. Use the argument.": np.maximum(0.1 * z, z),
            "the slope is always 0.01, as in many libraries. Use the argument.": np.maximum(
                0.01 * z, z
            ),
            "the negative side is mirrored": np.where(z > 0, z, -slope * z),
            "the slope came first. Return a, then its slope.": right,
        },
        "leaky_relu'(z)": {
            "this is the slope of ReLU. The negative side leaks.": np.where(z > 0, 1.0, 0.0),
            "the slope is always 0.1. Use the argument.": np.where(z > 0, 1.0, 0.1),
            "the two sides are exchanged": np.where(z > 0, slope, 1.0),
            "this is a itself, not its slope": a,
            "the slope is always 0.01, as in many libraries. Use the argument.": np.where(
                z > 0, 1.0, 0.01
            ),
            "it is 1 everywhere. The negative side is less steep.": np.ones(z.shape),
            "there is a factor z too many. What is the derivative of a multiple of z?": np.where(
                z > 0, 1.0, slope * z
            ),
            **{
                f"at z = 0 it must be the slope of the left side, by our convention{dot}": np.where(
                    z == 0, other, right
                )
                for dot, other in (("", 1.0), (", not 0", 0.0), (", no mean", (1 + slope) / 2))
            },
        },
    }
    results = {"leaky_relu(z)": a, "leaky_relu'(z)": right}
    return Case("leaky_relu", (z, slope), results, mistakes)


@computed_once
def elu(z: ArrayLike, alpha: float) -> Case:
    """Return the case of the ELU and its slope; at z = 0 the slope is 1."""
    z, size = np.asarray(z, dtype=np.float64), Decimal(alpha)
    a = _each(lambda v: v if v >= 0 else size * (v.exp() - 1), z)
    slope = _each(lambda v: Decimal(1) if v >= 0 else size * v.exp(), z)
    e, left = np.exp(_moderate(np.minimum(z, 0))), z < 0
    mistakes: dict[str, dict[str, object]] = {
        "elu(z)": {
            "this is ReLU. The negative side is bent, not cut.": np.maximum(0, z),
            "alpha is not used": np.where(left, e - 1, z),
            "the -1 is missing, so the curve jumps at 0": np.where(left, alpha * e, z),
            "alpha multiplies e^z only. Mind the brackets.": np.where(left, alpha * e - 1, z),
            "the exponent has the wrong sign": np.where(
                left, alpha * (np.exp(-_moderate(z)) - 1), z
            ),
            "alpha times z stands on the left. Where is the exponential?": np.where(
                left, alpha * z, z
            ),
            "the slope came first. Return a, then its slope.": slope,
            "the left side lies above 0. Which comes first, e^z or 1?": np.where(
                left, alpha * (1 - e), z
            ),
            "alpha stands in the exponent. It multiplies the bracket.": np.where(
                left, np.exp(alpha * _moderate(np.minimum(z, 0))) - 1, z
            ),
        },
        "elu'(z)": {
            "alpha is not used": np.where(left, e, 1.0),
            "g(z) + 1 is right for alpha = 1 only. What is it in general?": np.where(
                left, a + 1, 1.0
            ),
            "this is a on the left. Differentiate it.": np.where(left, a, 1.0),
            "this is the slope of ReLU. The negative side still learns.": np.where(left, 0.0, 1.0),
            "alpha alone is the slope just left of 0, not everywhere": np.where(left, alpha, 1.0),
            "a constant keeps its place. The derivative of alpha (e^z - 1) has no -1.": np.where(
                left, alpha * e - 1, 1.0
            ),
            "this is a itself, not its slope": a,
            "a + alpha is right on the left only. What is the slope on the right?": a + alpha,
            "alpha is subtracted from a. Which sign does the formula give?": np.where(
                left, a - alpha, 1.0
            ),
            "alpha stands in the exponent. It multiplies the bracket.": np.where(
                left, alpha * np.exp(alpha * _moderate(np.minimum(z, 0))), 1.0
            ),
            "it is z itself on the right, where the slope of z belongs": np.where(
                left, alpha * e, z
            ),
            **{
                f"at z = 0 it must be 1: the slide's first line holds for x >= 0{dot}": np.where(
                    z == 0, other, slope
                )
                for dot, other in (("", alpha), (", so it is not 0", 0.0))
            },
        },
    }
    results = {"elu(z)": a, "elu'(z)": slope}
    return Case("elu", (z, alpha), results, mistakes)


Pieces = tuple[Array, Array, float, Array, float]


def random_pieces(n: int, d: int, *, seed: int) -> Pieces:
    """Return X (n, d), w1 (d,), b1, w2 (d,), b2 such that each piece wins somewhere.

    The first example is v, the second -v, for v along w1 - w2; the biases are of equal size.
    """
    rng = np.random.default_rng(seed)
    X, w1, w2 = rng.normal(size=(n, d)), rng.normal(size=d), rng.normal(size=d)
    X[0], X[1] = w1 - w2, w2 - w1
    low = 0.3 * float((w1 - w2) @ (w1 - w2))
    return X, w1, low, w2, -low


@computed_once
def maxout(pieces: Pieces) -> Case:
    """Return the case of the forward pass: per example the larger of two plain Python sums."""
    X, w1, b1, w2, b2 = pieces

    def line(x: Array, w: Array, b: float) -> float:
        return fsum([*(float(p) * float(q) for p, q in zip(x, w, strict=True)), b])

    first = np.array([line(x, w1, b1) for x in X])
    second = np.array([line(x, w2, b2) for x in X])
    right = np.array([max(pair) for pair in zip(first, second, strict=True)])
    mistakes: dict[str, object] = {
        "the smaller piece was taken": np.minimum(first, second),
        "the pieces are added. Only the larger one counts.": first + second,
        "the biases are missing": np.maximum(first - b1, second - b2),
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
    return Case("maxout", pieces, {"maxout": right}, {"maxout": mistakes}, n=len(X))


def _larger(first: Any, second: Any) -> Any:
    """Return the larger value, of a tie the first, also for the complex step's numbers."""
    return np.where(np.real(first) >= np.real(second), first, second)


@computed_once
def maxout_backward(upstream: Array, pieces: Pieces) -> Case:
    """Return the case of the backward pass, by a complex step through the forward formula."""
    X, w1, b1, w2, b2 = pieces

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
    return Case("maxout_backward", (upstream, *pieces), right, mistakes, n=len(X))
