"""Ridge regression in closed form, its bias without a penalty."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise

from ._least_squares import (
    READY_FITS,
    SCALED,
    drawn,
    fit_case,
    other_lambdas,
    regression,
    require_bias,
    ridge_weights,
)

__all__ = ["require_bias", "ridge_fit"]


def _twins(rng: np.random.Generator) -> tuple[Array, Array, float]:
    """Return data whose first two columns are equal."""
    X, y = regression(9, 4, rng)
    X[:, 1] = X[:, 0]
    return X, y, 0.7


@promise(
    draw=drawn,
    whole=("X", "y"),
    examples={
        "two equal columns": _twins(np.random.default_rng(2)),
        "more columns than rows": (*regression(5, 9, np.random.default_rng(12)), 1.5),
    },
    without={"one n": "one row has no spread to learn from"},
    follows={"b": ("w",)},
    forbid=READY_FITS,
    rtol=1e-4,
)
def ridge_fit(X: Array, y: Array, lam: float) -> Case:
    """Return the case of a ridge fit."""
    n, d = X.shape
    A = X - X.mean(axis=0)

    def solve(left: Any, right: Any) -> Any:
        return np.linalg.lstsq(left, right, rcond=None)[0]

    wrong: dict[str, object] = {
        "the bias is penalised. Centre X and y first, and leave b out.": (
            ridge_weights(X, y, lam, of_bias=lam)[:-1]
        ),
        "there is no bias in the fit. Centre X and y first.": solve(
            X.T @ X + lam * np.eye(d), X.T @ y
        ),
        "lambda is added to every entry. It belongs on the diagonal, times the identity.": (
            solve(A.T @ A + lam, A.T @ (y - y.mean()))
        ),
        "the penalty is not in it": np.linalg.lstsq(A, y - y.mean(), rcond=None)[0],
        **other_lambdas(partial(ridge_weights, X, y), lam, n),
        SCALED: ridge_weights(A / A.std(axis=0), y, lam)[:-1],
        "the penalty acted on standardised columns. The exercise takes the columns as they are.": (
            ridge_weights(A / A.std(axis=0), y, lam)[:-1] / A.std(axis=0)
        ),
        "lambda multiplies the squares. It multiplies the penalty.": (
            ridge_weights(X, y, 1 / lam)[:-1] / lam
        ),
        "X is not centred, only y": solve(X.T @ X + lam * np.eye(d), X.T @ (y - y.mean())),
        "each column was fitted alone. The columns share what they explain.": (
            A.T @ y / ((A**2).sum(axis=0) + lam)
        ),
        "X.T y is made with X and y as they are, and the rest is centred": solve(
            A.T @ A + lam * np.eye(d), X.T @ y
        ),
        "one part is divided by n, and the other is not. Both are sums.": (
            n * ridge_weights(X, y, n * lam)[:-1]
        ),
        "the bias stands first, and w was read as if it stood last": np.append(
            ridge_weights(X, y, lam)[-1], ridge_weights(X, y, lam)[:-2]
        ),
        "lambda is subtracted. The penalty is added to the cost.": (
            solve(A.T @ A - lam * np.eye(d), A.T @ (y - y.mean()))
        ),
        "one mean was taken off all of X. Each column has its own.": solve(
            (X - X.mean()).T @ (X - X.mean()) + lam * np.eye(d),
            (X - X.mean()).T @ (y - y.mean()),
        ),
        "the mean of each row was taken off. Centre the columns, axis 0.": solve(
            (rows := X - X.mean(axis=1, keepdims=True)).T @ rows + lam * np.eye(d),
            rows.T @ (y - y.mean()),
        ),
    }
    return fit_case("ridge_fit", X, y, lam, ridge_weights(X, y, lam), wrong)
