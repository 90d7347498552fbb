"""Cases of the exercises on fits with a penalty: ridge and lasso.

The right values come by other roads than the ones that are taught: ridge as least squares with
extra rows, lasso by trying every pattern of signs. Both use the slide's cost, the sum of squares
plus lambda times the penalty, with a bias that is not penalised.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes, compare, scalar, unpack
from course_lib.hints.errors import NotDoneError, require
from course_lib.hints.memo import computed_once

_HERE = "course_lib.hints.regularization_cases"
READY_FITS = (
    "course_lib.linear_models.LinearModel.fit",
    "course_lib.linear_models._coordinate_descent",
    "course_lib.linear_models._sweep",
    "course_lib.regularization_paths.ridge_path",
    "course_lib.regularization_paths.lasso_path",
    "sklearn.linear_model._ridge._BaseRidge.fit",
    "sklearn.linear_model._ridge._BaseRidgeCV.fit",
    "sklearn.linear_model._ridge.ridge_regression",
    "sklearn.linear_model._coordinate_descent.ElasticNet.fit",
    "sklearn.linear_model._coordinate_descent.enet_path",
    "sklearn.linear_model._coordinate_descent.LinearModelCV.fit",
    "sklearn.linear_model._least_angle.Lars.fit",
    "sklearn.linear_model._least_angle.lars_path",
    f"{_HERE}.ridge_weights",
    f"{_HERE}._lasso",
)
"""What would be a ready solution: the test cells forbid it."""

_MORE = " Enough steps? In coordinate descent: is feature j out of r_j, and r_j new for each j?"
_SCALED = "these are weights of standardised columns. The exercise takes the columns as they are."


def with_ones(X: Array) -> Array:
    return np.column_stack([X, np.ones(len(X))])


def ridge_weights(X: Array, y: Array, lam: float, *, of_bias: float = 0.0) -> Array:
    """Return (w, b) as least squares with d + 1 more rows, sqrt(lam) w = 0 and the bias's own."""
    more = np.diag(np.sqrt([*[lam] * X.shape[1], of_bias]))
    rows = np.vstack([with_ones(X), more])
    return np.asarray(np.linalg.lstsq(rows, np.append(y, np.zeros(len(more))), rcond=None)[0])


def _lasso(X: Array, y: Array, lam: float) -> Array:
    """Return (w, b) with the least cost of all sign patterns; only for a few columns."""
    A, target = X - X.mean(axis=0), y - y.mean()
    best, least = np.zeros(X.shape[1]), float(target @ target)
    for signs in product((-1.0, 0.0, 1.0), repeat=X.shape[1]):
        s = np.array(signs)
        on = s != 0
        w = np.zeros(len(s))
        w[on] = np.linalg.solve(A[:, on].T @ A[:, on], A[:, on].T @ target - lam / 2 * s[on])
        cost = float(((target - A @ w) ** 2).sum() + lam * np.abs(w).sum())
        if (np.sign(w) == s).all() and cost < least:
            best, least = w, cost
    return np.append(best, (y - X @ best).mean())


def _regression(n: int, d: int, seed: int) -> tuple[Array, Array]:
    """Draw columns of unlike means and scales, and a target far from zero; half do not matter."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) * rng.uniform(0.6, 1.6, size=d) + rng.uniform(1, 3, size=d)
    true = rng.choice([-1, 1], size=d) * rng.uniform(1, 2, size=d) * (np.arange(d) % 2 == 0)
    return X, X @ true + 5 + 0.7 * rng.normal(size=n)


def _fit_case(name: str, X: Array, y: Array, lam: float, right: Array, wrong: Mistakes) -> Case:
    return Case(
        name,
        (X, y, lam),
        {"w": right[:-1], "b": right[-1]},
        {"w": wrong, "b": _wrong_biases(X, y, right[:-1])},
        hint="Are X and y centred, and is it the slide's lambda?" + _MORE * (name == "lasso_fit"),
    )


def _wrong_biases(X: Array, y: Array, w: Array) -> Mistakes:
    return {
        "this is the mean of y. The means of the columns of X move it.": y.mean(),
        "the means of the columns of X go the other way": (y + X @ w).mean(),
    }


@computed_once
def ridge_fit(n: int, d: int, *, lam: float, seed: int, twins: bool = False) -> Case:
    """Return the case of a ridge fit; with ``twins`` the first two columns are equal."""
    X, y = _regression(n, d, seed)
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
        **_other_lambdas(partial(ridge_weights, X, y), lam, n),
        _SCALED: ridge_weights(A / A.std(axis=0), y, lam)[:-1],
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
    return _fit_case("ridge_fit", X, y, lam, ridge_weights(X, y, lam), wrong)


@computed_once
def lasso_fit(n: int, d: int, *, lam: float, seed: int, alike: bool = False) -> Case:
    """Return the case of a lasso fit with at most 5 columns, ``alike`` if they go together."""
    X, y = _regression(n, d, seed)
    if alike:
        X += 1.5 * np.random.default_rng([seed, 1]).normal(size=(n, 1))
    A = X - X.mean(axis=0)
    pull, top = A.T @ y, float(np.linalg.eigvalsh(A.T @ A)[-1])
    wrong: dict[str, object] = {
        "the penalty is not in it": lambda: ridge_weights(X, y, 0.0)[:-1],
        "these are the weights of ridge. The penalty is the sum of |w|.": (
            lambda: ridge_weights(X, y, lam)[:-1]
        ),
        "there is no bias in the fit. Centre X and y first.": (
            lambda: _lasso(np.vstack([X, -X]), np.concatenate([y, -y]), 2 * lam)[:-1]
        ),
        "the penalty acted on standardised columns. The exercise takes the columns as they are.": (
            lambda: _lasso(X / X.std(axis=0), y, lam)[:-1] / X.std(axis=0)
        ),
        "the threshold is lambda. A step of size eta shrinks by eta times lambda.": (
            partial(_unless_zero, partial(_lasso, X, y), 2 * top * lam)
        ),
        "this is a hard threshold. Those that stay must be shortened too.": (
            partial(_hard_steps, A.T @ A, pull, lam)
        ),
        **_other_lambdas(partial(_lasso, X, y), lam, n),
        "the bias is penalised. Centre X and y first, and leave b out.": lambda: _lasso(
            np.vstack([with_ones(X), -with_ones(X)]), np.concatenate([y, -y]), 2 * lam
        )[:d],
        "it was divided before the threshold. First the threshold, then the division.": (
            lambda: _lasso(X / (A**2).sum(axis=0), y, lam)[:-1] / (A**2).sum(axis=0)
        ),
        "only one step was made. Is return inside the loop?": (
            (pull - np.clip(pull, -lam / 2, lam / 2)) / top
        ),
        _SCALED: lambda: _lasso(X / X.std(axis=0), y, lam)[:-1],
    }
    return _fit_case("lasso_fit", X, y, lam, _lasso(X, y, lam), wrong)


def _hard_steps(gram: Array, pull: Array, lam: float) -> Array:
    """Return where proximal steps end whose threshold cuts off and does not shorten."""
    step, w = 0.5 / float(np.linalg.eigvalsh(gram)[-1]), np.zeros(len(pull))
    for _ in range(2000):
        w = w - step * 2 * (gram @ w - pull)
        w = w * (np.abs(w) > step * lam)
    return w


def _other_lambdas(fit: Any, lam: float, n: int) -> dict[str, object]:
    two = "Differentiate the cost: the squares bring a 2"
    texts = {
        f"lambda weighs twice what it should. {two}.": 2 * lam,
        f"lambda weighs half of what it should. {two}.": lam / 2,
        "the squares are averaged. The slide's cost is a sum, not a mean.": n * lam,
        "the squares are averaged and halved. That is scikit-learn's alpha.": 2 * n * lam,
        "lambda is divided by n. The slide's cost is a sum, not a mean.": lam / n,
        "lambda is squared": lam**2,
    }
    return {text: partial(_unless_zero, fit, other) for text, other in texts.items()}


def _unless_zero(fit: Any, lam: float) -> Array:
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
    right, wrong = (y - X @ weights).mean(), _wrong_biases(X, y, weights)
    compare(scalar(b, name="b"), right, name="b", mistakes=wrong, rtol=1e-3, hint=hint)


def require_zeros(got: object, expected: Array, *, name: str) -> None:
    """Lose the part unless the entries that must be 0 are exactly 0, and the others are not."""
    if got is None or got is ...:
        raise NotDoneError(name)
    w = np.asarray(got, dtype=np.float64)
    require(w.shape == expected.shape, f"{name} must have shape {expected.shape}, got {w.shape}.")
    require(
        not np.isnan(w).any(),
        f"{name} is NaN somewhere.",
        "Is 0 divided by 0, or do the steps grow?",
    )
    off, tiny = expected == 0, 1e-2 * np.abs(expected).max(initial=1e-9)
    missed = int((w[off] != 0).sum())
    nearly = missed and np.abs(w[off]).max() < tiny
    require(
        not missed,
        f"{name}: {missed} of the {off.sum()} weights that must be zero are not exactly 0.",
        "They are tiny. Gradient steps jump over zero; the soft threshold stops there."
        if nearly
        else "",
    )
    lost = int((w[~off] == 0).sum())
    require(not lost, f"{name}: {lost} of {(~off).sum()} weights are zero and must not be.")


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
