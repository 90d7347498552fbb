"""Ridge regression in closed form, its bias without a penalty."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.memo import computed_once

from ._least_squares import (
    READY_FITS,
    SCALED,
    fit_case,
    other_lambdas,
    regression,
    require_bias,
    ridge_weights,
)

__all__ = ["READY_FITS", "require_bias", "ridge_fit"]


@computed_once
def ridge_fit(n: int, d: int, *, lam: float, seed: int, twins: bool = False) -> Case:
    """Return the case of a ridge fit; with ``twins`` the first two columns are equal."""
    X, y = regression(n, d, seed)
    if twins:
        X[:, 1] = X[:, 0]
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
