"""Linear regression with a penalty: ridge, lasso and elastic net, and their paths.

All minimise the slide's cost.  Its loss is a *sum* over the rows, not a mean, and the intercept b
is not penalised:

    sum over i of (y_i - x_i w - b)^2  +  penalty(w)

So the same lambda weighs less when there are more rows.  Features are used as they are: put them
on one scale first, or the penalty depends on their units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from course_lib.checks import FloatArray, as_array, as_number, message
from course_lib.regularization_paths import (
    ROUNDING,
    Centred,
    RegularizationPath,
    centred,
    lasso_path,
    ridge_degrees_of_freedom,
    ridge_path,
    svd,
)

__all__ = [
    "ElasticNet",
    "Lasso",
    "LinearModel",
    "RegularizationPath",
    "Ridge",
    "lasso_path",
    "ridge_degrees_of_freedom",
    "ridge_path",
]


class LinearModel:
    """Fitting and predicting; a subclass adds its way to the weights, ``_weights``."""

    coef_: FloatArray
    """The weights (d,), set by fit."""
    intercept_: float
    """The intercept, set by fit."""

    def fit(self, X: ArrayLike, y: ArrayLike) -> LinearModel:
        """Find the weights with the least cost, and return the model itself.

        Parameters
        ----------
        X : (n, d).  y : (n,) or (n, 1).

        Raises
        ------
        TypeError, ValueError : a wrong shape, a NaN or an infinity.
        RuntimeError : coordinate descent has not reached the minimum; see :class:`ElasticNet`.
        """
        data = centred(X, y, who=f"{type(self).__name__}.fit")
        self.coef_ = self._weights(data)
        self.intercept_ = float(data.intercept(self.coef_))
        self._column = np.shape(y)[1:]
        return self

    def predict(self, X: ArrayLike) -> FloatArray:
        """Return X w + b for the rows of X (n, d), in the shape that y had in fit.

        Raises
        ------
        RuntimeError : the model has not been fitted.
        TypeError, ValueError : a wrong shape, a NaN or an infinity.
        """
        who = f"{type(self).__name__}.predict"
        if not hasattr(self, "coef_"):
            raise RuntimeError(message(who, "the model", "fitted", "no data yet", "Call fit."))
        X = as_array(X, who=who, name="X", shape=("n", len(self.coef_)))
        return (X @ self.coef_ + self.intercept_).reshape(len(X), *self._column)

    def _weights(self, data: Centred) -> FloatArray:
        raise NotImplementedError


@dataclass(eq=False)
class Ridge(LinearModel):
    """Least squares with an L2 penalty:  sum (y - X w - b)^2 + lam * sum w^2.

    Parameters
    ----------
    lam : lambda on the slide, at least 0; 0 is least squares.

    Raises
    ------
    TypeError, ValueError : lam is not a number of at least 0.

    Notes
    -----
    The same as scikit-learn's ``Ridge(alpha=lam)``.  Solved by the singular value decomposition,
    so correlated, equal or more features than rows do no harm.

    References
    ----------
    Slide "L2 Regularization"; Hoerl & Kennard (1970).

    Examples
    --------
    >>> ridge = Ridge(lam=2.0).fit([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0])
    >>> ridge.coef_.round(3).tolist(), round(ridge.intercept_, 3)
    ([0.5], 0.5)
    """

    lam: float

    def __post_init__(self) -> None:
        as_number(self.lam, who="Ridge", name="lam", low=0, high=np.inf, high_open=True)

    def _weights(self, data: Centred) -> FloatArray:
        return ridge_path(data.X, data.y, [self.lam]).coefs.reshape(-1)


@dataclass(eq=False)
class Lasso(LinearModel):
    """Least squares with an L1 penalty:  sum (y - X w - b)^2 + lam * sum |w|.

    Parameters
    ----------
    lam : lambda on the slide, at least 0; from ``lasso_path(X, y).lams[0]`` on all weights are 0.

    Raises
    ------
    TypeError, ValueError : lam is not a number of at least 0.

    Notes
    -----
    The same as scikit-learn's ``Lasso(alpha=lam / (2 * n))`` for n rows.  Weights that are not
    needed are exactly 0.0.  Solved as :class:`ElasticNet` with l2 = 0.

    References
    ----------
    Slide "L1 Regularization"; Tibshirani (1996).

    Examples
    --------
    >>> X, y = [[0.0, 1.0], [1.0, 0.0], [2.0, 1.0]], [0.0, 1.0, 2.0]
    >>> Lasso(lam=2.0).fit(X, y).coef_.round(3).tolist()
    [0.5, 0.0]
    """

    lam: float

    def __post_init__(self) -> None:
        as_number(self.lam, who="Lasso", name="lam", low=0, high=np.inf, high_open=True)

    def _weights(self, data: Centred) -> FloatArray:
        return _coordinate_descent(data, self.lam, 0.0, who="Lasso.fit")


@dataclass(eq=False)
class ElasticNet(LinearModel):
    """Both penalties:  sum (y - X w - b)^2 + l1 * sum |w| + l2 * sum w^2.

    Parameters
    ----------
    l1, l2 : the two strengths, at least 0.

    Raises
    ------
    TypeError, ValueError : a strength is not a number of at least 0.

    Notes
    -----
    The same as scikit-learn's ``ElasticNet(alpha=a, l1_ratio=l1 / (2 * n * a))`` with
    ``a = l1 / (2 * n) + l2 / n`` for n rows.

    Solved by coordinate descent, with a jump to the exact minimum whenever the signs of the
    weights allow it.  It ends when the conditions of the minimum hold to rounding; should this
    not happen, ``fit`` raises RuntimeError and never returns a half-way answer.

    References
    ----------
    Slide "Comparison: L1 vs L2"; Zou & Hastie (2005), the naive elastic net;
    Friedman, Hastie & Tibshirani (2010).

    Examples
    --------
    Equal features get equal weights.

    >>> X, y = [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]], [0.0, 1.0, 2.0]
    >>> ElasticNet(l1=1.0, l2=0.5).fit(X, y).coef_.round(3).tolist()
    [0.333, 0.333]
    """

    l1: float
    l2: float

    def __post_init__(self) -> None:
        as_number(self.l1, who="ElasticNet", name="l1", low=0, high=np.inf, high_open=True)
        as_number(self.l2, who="ElasticNet", name="l2", low=0, high=np.inf, high_open=True)

    def _weights(self, data: Centred) -> FloatArray:
        return _coordinate_descent(data, self.l1, self.l2, who="ElasticNet.fit")


def _coordinate_descent(data: Centred, l1: float, l2: float, *, who: str) -> FloatArray:
    """Return the elastic net's weights: descend, jump, and check that this is the minimum."""
    if l1 == 0:
        return ridge_path(data.X, data.y, [l2]).coefs.reshape(-1)
    d = data.X.shape[1]
    # The L2 penalty is the squared error of d more rows, so what is left is a lasso.
    X = np.vstack([data.X, np.sqrt(l2) * np.eye(d)]) if l2 else data.X
    y = np.concatenate([data.y, np.zeros(d)]) if l2 else data.y
    gram, pull = X.T @ X, X.T @ y  # (d, d), (d,)
    w = np.zeros(d)
    for sweep in range(10_000):
        signs = np.sign(w)
        _sweep(w, gram, pull, l1)
        settled = (np.sign(w) == signs).all()  # which weights are zero
        if settled or sweep % 10 == 9:
            while not _jump(w, X, y, l1):
                pass
            if _is_minimum(w, X, y, l1):
                return w
    hint = "Put the features on one scale, or use a larger penalty."
    raise RuntimeError(message(who, "X", "features that can be told apart", "ties", hint))


def _sweep(w: FloatArray, gram: FloatArray, pull: FloatArray, l1: float) -> None:
    """Minimise the cost in one weight after the other, by the soft threshold, in place."""
    for j in range(len(w)):
        if gram[j, j] > 0:  # a constant feature keeps the weight 0
            alone = pull[j] - gram[j] @ w + gram[j, j] * w[j]  # x_j . (y - all other features)
            w[j] = (alone - min(max(alone, -l1 / 2), l1 / 2)) / gram[j, j]


def _jump(w: FloatArray, X: FloatArray, y: FloatArray, l1: float) -> bool:
    """Go, in place, to the minimum for the present signs, but stop where a weight reaches zero.

    Returns whether the minimum was reached; if not, one more weight is zero.
    """
    active = np.flatnonzero(w)
    now, signs = w[active], np.sign(w[active])
    U, s, Vt = svd(X[:, active])
    free = signs - Vt.T @ (Vt @ signs)
    if np.linalg.norm(free) > ROUNDING:  # this way the predictions stay, and sum |w| falls
        direction, reached = -free, np.inf
    else:
        minimum = Vt.T @ ((U.T @ y) / s - l1 / 2 * (Vt @ signs) / s**2)
        direction, reached = minimum - Vt.T @ (Vt @ now), 1.0
    falling = direction * signs < 0
    zero_at = np.full(len(active), np.inf)
    zero_at[falling] = -now[falling] / direction[falling]
    share = min(reached, zero_at.min(initial=np.inf))
    w[active] = np.where(zero_at == share, 0.0, now + share * direction)
    return bool(share == reached)


def _is_minimum(w: FloatArray, X: FloatArray, y: FloatArray, l1: float) -> bool:
    """Whether no small change of a weight lowers the cost (its subgradient contains zero)."""
    slope = 2 * X.T @ (X @ w - y)
    excess = np.where(w == 0, np.abs(slope) - l1, np.abs(slope + l1 * np.sign(w)))
    scale = 2 * np.linalg.norm(X, axis=0) * np.linalg.norm(y) + l1
    return bool((excess <= ROUNDING * scale).all())
