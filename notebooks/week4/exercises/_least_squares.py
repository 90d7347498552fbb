"""Least squares with a penalty: what the exercises on ridge and lasso share."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes, compare, scalar, unpack
from course_lib.hints.errors import require

READY_FITS = (
    "sklearn.linear_model._ridge._BaseRidge.fit",
    "sklearn.linear_model._ridge._BaseRidgeCV.fit",
    "sklearn.linear_model._ridge.ridge_regression",
    "sklearn.linear_model._coordinate_descent.ElasticNet.fit",
    "sklearn.linear_model._coordinate_descent.enet_path",
    "sklearn.linear_model._coordinate_descent.LinearModelCV.fit",
    "sklearn.linear_model._least_angle.Lars.fit",
    "sklearn.linear_model._least_angle.lars_path",
)
"""What outside the library would be a ready solution."""

MORE = " Enough steps? In coordinate descent: is feature j out of r_j, and r_j new for each j?"

SCALED = "these are weights of standardised columns. The exercise takes the columns as they are."


def with_ones(X: Array) -> Array:
    return np.column_stack([X, np.ones(len(X))])


def ridge_weights(X: Array, y: Array, lam: float, *, of_bias: float = 0.0) -> Array:
    """Return (w, b) as least squares with d + 1 more rows, sqrt(lam) w = 0 and the bias's own."""
    more = np.diag(np.sqrt([*[lam] * X.shape[1], of_bias]))
    rows = np.vstack([with_ones(X), more])
    return np.asarray(np.linalg.lstsq(rows, np.append(y, np.zeros(len(more))), rcond=None)[0])


def drawn(rng: np.random.Generator, n: int = 11, d: int = 3, lam: float = np.nan) -> Any:
    """Draw X (n, d), y (n,) and a lambda unlike 1, 2, its root and n."""
    return *regression(n, d, rng), float(rng.uniform(2.5, 4.5)) if np.isnan(lam) else lam


def regression(n: int, d: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw columns of unlike means and scales, and a target far from zero; half do not matter."""
    X = rng.normal(size=(n, d)) * rng.uniform(0.6, 1.6, size=d) + rng.uniform(1, 3, size=d)
    true = rng.choice([-1, 1], size=d) * rng.uniform(1, 2, size=d) * (np.arange(d) % 2 == 0)
    return X, X @ true + 5 + 0.7 * rng.normal(size=n)


def fit_case(name: str, X: Array, y: Array, lam: float, right: Array, wrong: Mistakes) -> Case:
    return Case(
        name,
        (X, y, lam),
        {"w": right[:-1], "b": right[-1]},
        {"w": wrong, "b": wrong_biases(X, y, right[:-1])},
        n=len(X),
        hint="Are X and y centred, and is it the slide's lambda?" + MORE * (name == "lasso_fit"),
    )


def wrong_biases(X: Array, y: Array, w: Array) -> Mistakes:
    return {
        "this is the mean of y. The means of the columns of X move it.": y.mean(),
        "the means of the columns of X go the other way": (y + X @ w).mean(),
        "the mean of y is missing": -(X @ w).mean(),
        "one mean of all of X was used. Each column has its own.": y.mean() - X.mean() * w.sum(),
        "this is a median. The mean of the errors is asked.": float(np.median(y - X @ w)),
        "this is the error of one example. The mean over all is asked.": float((y - X @ w)[0]),
    }


def other_lambdas(fit: Any, lam: float, n: int) -> dict[str, object]:
    two = "Differentiate the cost: the squares bring a 2"
    texts = {
        f"lambda weighs twice what it should. {two}.": 2 * lam,
        f"lambda weighs half of what it should. {two}.": lam / 2,
        "the squares are averaged. The slide's cost is a sum, not a mean.": n * lam,
        "the squares are averaged and halved. That is scikit-learn's alpha.": 2 * n * lam,
        "lambda is divided by n. The slide's cost is a sum, not a mean.": lam / n,
        "lambda is squared": lam**2,
        "the squares are averaged over n - 1. The slide's cost is a sum, not a mean.": (n - 1)
        * lam,
    }
    return {text: partial(unless_zero, fit, other) for text, other in texts.items()}


def unless_zero(fit: Any, lam: float) -> Array:
    """Return the weights; all zeros fit too many mistakes to name one, so NaN then."""
    w = np.asarray(fit(lam)[:-1])
    return w if w.any() else np.full(w.shape, np.nan)


def require_bias(got: object, X: Array, y: Array, *, name: str) -> None:
    """Lose the part unless b fits the weights it comes with, right or wrong: b = mean(y - X w)."""
    w, b = unpack(got, "w", "b", name=name)
    weights = np.asarray(w, dtype=np.float64).reshape(-1)
    first = "The order is w, b." if np.size(b) > 1 else ""
    require(weights.size == X.shape[1], f"w must have shape ({X.shape[1]},).", first)
    hint = "With a free bias the errors of the fit sum to zero."
    right, wrong = (y - X @ weights).mean(), wrong_biases(X, y, weights)
    compare(scalar(b, name="b"), right, name="b", mistakes=wrong, n=len(X),
            rtol=1e-3, hint=hint)  # fmt: skip
