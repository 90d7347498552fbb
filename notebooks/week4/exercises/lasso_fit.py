"""Lasso regression: the weights at the minimum, zeros exact."""

from __future__ import annotations

from functools import partial
from itertools import product

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import compare, scalar, unpack
from course_lib.hints.errors import require
from course_lib.hints.family import AnyOf
from course_lib.hints.promise import promise

from ._descents import hard, slips
from ._least_squares import (
    READY_FITS,
    SCALED,
    drawn,
    fit_case,
    other_lambdas,
    regression,
    require_bias,
    ridge_weights,
    unless_zero,
    with_ones,
)
from ._penalties import require_zeros

__all__ = ["lasso_fit", "require_bias", "require_lasso_minimum", "require_zeros"]


def _lasso(X: Array, y: Array, lam: float) -> Array:
    """Return (w, b) with the least cost of all sign patterns; only for a few columns."""
    A, target = X - X.mean(axis=0), y - y.mean()
    gram, pull = A.T @ A, A.T @ target
    best, least = np.zeros(X.shape[1]), float(target @ target)
    for chosen in product((False, True), repeat=X.shape[1]):
        on = np.array(chosen, dtype=bool)
        signs = np.array([*product((-1.0, 1.0), repeat=int(on.sum()))]).T  # a pattern a column
        ends = np.linalg.solve(gram[on][:, on], pull[on][:, None] - lam / 2 * signs)
        for k in np.flatnonzero((np.sign(ends) == signs).all(axis=0)):
            w = np.zeros(X.shape[1])
            w[on] = ends[:, k]
            cost = float(((target - A @ w) ** 2).sum() + lam * np.abs(w).sum())
            best, least = (w, cost) if cost < least else (best, least)
    return np.append(best, (y - X @ best).mean())


def _alike(rng: np.random.Generator) -> tuple[Array, Array, float]:
    """Return data whose columns go together."""
    X, y = regression(20, 4, rng)
    return X + 1.5 * rng.normal(size=(20, 1)), y, 3.0


@promise(
    draw=partial(drawn, n=15, d=4),
    whole=("X", "y"),
    examples={"columns that go together": _alike(np.random.default_rng(9))},
    without={"one n": "one row has no spread to learn from"},
    follows={"b": ("w",)},
    forbid=READY_FITS,
    rtol=1e-3,
)
def lasso_fit(X: Array, y: Array, lam: float) -> Case:
    """Return the case of a lasso fit with at most 5 columns."""
    n, d = X.shape
    A = X - X.mean(axis=0)
    pull, top = A.T @ y, float(np.linalg.eigvalsh(A.T @ A)[-1])
    wrong: dict[str, object] = {
        # first: zeros are also what some of the others give for a large lambda
        "every weight is zero. Is the threshold too large, or is w never changed?": np.zeros(d),
        "the penalty is not in it": lambda: ridge_weights(X, y, 0.0)[:-1],
        "these are the weights of ridge. The penalty is the sum of |w|.": (
            lambda: ridge_weights(X, y, lam)[:-1]
        ),
        "there is no bias in the fit. Centre X and y first.": (lambda: _through_zero(X, y, lam)),
        "the penalty acted on standardised columns. The exercise takes the columns as they are.": (
            lambda: _lasso(X / X.std(axis=0), y, lam)[:-1] / X.std(axis=0)
        ),
        "the threshold is lambda. A step of size eta shrinks by eta times lambda.": (
            partial(unless_zero, partial(_lasso, X, y), 2 * top * lam)
        ),
        "this is a hard threshold. Those that stay must be shortened too.": (
            hard(A, y - y.mean(), lam)
        ),
        **other_lambdas(partial(_lasso, X, y), lam, n),
        "the bias is penalised. Centre X and y first, and leave b out.": lambda: _lasso(
            np.vstack([with_ones(X), -with_ones(X)]), np.concatenate([y, -y]), 2 * lam
        )[:d],
        "it was divided before the threshold. First the threshold, then the division.": (
            AnyOf(lambda: [_divided_first(X, y, lam)])
        ),
        "only one step was made. Is return inside the loop?": (
            (pull - np.clip(pull, -lam / 2, lam / 2)) / top
        ),
        SCALED: lambda: _lasso(X / X.std(axis=0), y, lam)[:-1],
        "X is not centred, only y": lambda: _through_zero(X, y - y.mean(), lam),
        "one mean was taken off all of X. Each column has its own.": (
            lambda: _through_zero(X - X.mean(), y - y.mean(), lam)
        ),
        **slips(A, y - y.mean(), lam),
    }
    return fit_case("lasso_fit", X, y, lam, _lasso(X, y, lam), wrong)


def _divided_first(X: Array, y: Array, lam: float) -> Array:
    """Return w of a coordinate descent that divides and then thresholds."""
    squares = ((X - X.mean(axis=0)) ** 2).sum(axis=0)
    return np.asarray(_lasso(X / squares, y, lam)[:-1] / squares)


def _through_zero(X: Array, y: Array, lam: float) -> Array:
    """Return the weights of a lasso without a bias: each row once more with both signs turned."""
    return _lasso(np.vstack([X, -X]), np.concatenate([y, -y]), 2 * lam)[:-1]


def require_lasso_minimum(got: object, X: Array, y: Array, lam: float) -> None:
    """Lose the part unless no small change of w or b lowers the cost, to 2 parts in a thousand."""
    w, b = unpack(got, "w", "b", name="lasso_fit")
    weights = np.asarray(w, dtype=np.float64)
    require(weights.shape == (X.shape[1],), f"w must have shape ({X.shape[1]},).")
    rest = y - X @ weights - scalar(b, name="b")
    pull = 2 * (X - X.mean(axis=0)).T @ rest  # how hard the data pull at each weight
    on, slack = weights != 0, 2e-3 * lam
    low = int((np.abs(pull[~on]) > lam + slack).sum())
    require(not low, f"{low} weights are 0, though moving them would lower the cost.")
    far = int((np.abs(pull[on] - lam * np.sign(weights[on])) > slack).sum())
    require(
        not far,
        f"{far} of {on.sum()} weights are not at their minimum.",
        "More steps? The step size must be at most 1 / (2 * largest eigenvalue of X.T @ X).",
    )
    compare(b, (y - X @ weights).mean(), name="b", rtol=1e-3)
