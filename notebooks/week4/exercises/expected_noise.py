"""The expected noise that dropout adds to a linear model."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise


def _unit(rng: np.random.Generator, n: int = 6, d: int = 4, p: float = np.nan) -> tuple[Any, ...]:
    """Draw the inputs and the targets of a linear unit with a bias away from 0."""
    p = float(rng.uniform(0.15, 0.45)) if np.isnan(p) else p
    X, y = rng.normal(size=(n, d)), rng.normal(size=n)
    return X, y, rng.normal(size=d), float(rng.normal()) + 1.5, p


@promise(
    draw=_unit,
    whole=("X", "y", "w"),
    follows={"cost": ("mean", "variance")},
    examples={"no dropout, p = 0": _unit(np.random.default_rng(9), p=0.0)},
)
def dropout_noise(X: Array, y: Array, w: Array, b: float, p: float) -> Case:
    """Return the case of a linear unit behind dropout; p is below 1.

    The right values are weighted sums over all 2^d masks, so they know no formula for a variance.
    """
    n, d = X.shape
    masks = np.array(list(product((0.0, 1.0), repeat=d)))  # (2^d, d)
    chance = np.prod(np.where(masks == 1, 1 - p, p), axis=1)  # (2^d,)
    outputs = (masks[:, None, :] * X / (1 - p)) @ w + b  # (2^d, n)
    mean = chance @ outputs
    right = {
        "mean": mean,
        "variance": chance @ (outputs - mean) ** 2,
        "cost": float((chance @ (outputs - y) ** 2).mean()),
    }
    mistakes = _noise_mistakes(X, y, w, b, p) if p > 0 else {}
    hint = "" if p > 0 else "With p = 0 nothing is random."
    return Case("dropout_noise", (X, y, w, b, p), right, mistakes, n=n, hint=hint)


def _noise_mistakes(X: Array, y: Array, w: Array, b: float, p: float) -> dict[str, Any]:
    clean, squares, ratio = X @ w, X**2 @ w**2, p / (1 - p)
    error, variance = ((clean + b - y) ** 2).mean(), ratio * squares
    text = "this is dropout without the scale 1/(1 - p). The survivors are divided by 1 - p."
    wrong: dict[str, dict[str, Any]] = {
        "mean": {
            text: (1 - p) * clean + b,
            "the bias is missing": clean,
            "the bias is scaled. Only x passes through dropout.": (1 - p) * (clean + b),
            "it is divided by 1 - p. The dropped entries undo that.": clean / (1 - p) + b,
        },
        "variance": {
            "this is (1 - p)/p. p is the probability of dropping.": squares / ratio,
            text: p * (1 - p) * squares,
            "this is a mean square. Subtract the square of the mean.": squares / (1 - p),
            "the scale 1/(1 - p) is not in it": p * squares,
            "this is the standard deviation": np.sqrt(variance),
            "it is divided by 1 - p once too often": variance / (1 - p),
            "p/(1 - p) is squared. It is the variance of a scaled coin already.": ratio * variance,
            "this is the variance over the examples. It is asked over the masks, for each.": (
                np.full(len(X), (clean + b).var())
            ),
            "the sum is squared. The entries are independent: their variances add.": ratio
            * clean**2,
            "neither x nor w is squared": ratio * clean,
            "this is the size of the output. Square x and w, and then add up.": (
                ratio * np.abs(clean)
            ),
            "w is not squared": ratio * (X**2 @ w),
            "x is not squared": ratio * (X @ w**2),
            "the bias is in it. A constant has no variance.": variance + ratio * b**2,
        },
        "cost": {
            "the noise is missing. Only the mean of the output is unchanged.": error,
            "this is the noise alone": variance.mean(),
            "the variances are summed, and the squares averaged": error + variance.sum(),
            text: (((1 - p) * clean + b - y) ** 2 + p * (1 - p) * squares).mean(),
            "the variance is squared. It is a mean square already.": error + (variance**2).mean(),
            "the sizes of the errors are averaged. Square each error.": (
                np.abs(clean + b - y).mean() + variance.mean()
            ),
            "the mean error is squared. Square each error, then average.": (
                (clean + b - y).mean() ** 2 + variance.mean()
            ),
            "the noise lowers the cost": error - variance.mean(),
            "the standard deviation is added, not the variance": error + np.sqrt(variance).mean(),
        },
    }
    return wrong
