"""How the weights of a linear model move as lambda grows: ridge and lasso paths.

Both paths minimise the slide's cost, with an intercept b that is not penalised:

    sum over i of (y_i - x_i w - b)^2  +  lam * penalty(w)

:mod:`course_lib.linear_models` gives these names to its readers, beside the models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.check_entries import constant_columns
from course_lib.checks import FloatArray, as_array, message

ROUNDING = 1e-9
"""Relative difference below which two numbers of a path count as equal."""


class RegularizationPath(NamedTuple):
    """The solutions for several lambdas; row i of ``coefs`` belongs to ``lams[i]``."""

    lams: FloatArray  # (k,)
    coefs: FloatArray  # (k, d)
    intercepts: FloatArray  # (k,)


class Centred(NamedTuple):
    """The data minus their means: fitting these without intercept gives the same weights."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)
    X_mean: FloatArray  # (d,)
    y_mean: float

    def intercept(self, coef: FloatArray) -> FloatArray:
        """Return the intercepts of one (d,) or several (k, d) weight vectors."""
        return self.y_mean - coef @ self.X_mean


def centred(X: ArrayLike, y: ArrayLike, *, who: str) -> Centred:
    """Check the data of a linear model and return them centred.

    Raises
    ------
    TypeError, ValueError : X is not (n, d), y is not (n,) or (n, 1), there is no row or no
        column, or a value is NaN or infinite.
    """
    X = as_array(X, who=who, name="X", shape=("n", "d"))
    if 0 in X.shape:
        raise ValueError(message(who, "X", "have at least one row and one column", X.shape))
    y = as_array(y, who=who, name="y")
    y = as_array(y[:, 0] if y.shape[1:] == (1,) else y, who=who, name="y", shape=(len(X),))
    X_mean, y_mean = X.mean(axis=0), float(y.mean())
    X_centred = X - X_mean
    # A constant column leaves a remainder of rounding, which would count as a feature.
    X_centred[:, constant_columns(X)] = 0.0
    return Centred(X_centred, y - y_mean, X_mean, y_mean)


def ridge_path(X: ArrayLike, y: ArrayLike, lams: ArrayLike) -> RegularizationPath:
    """Return the ridge solutions for all the given lambdas, from one decomposition of X.

    Minimises  sum (y - X w - b)^2 + lam * sum w^2  for each lam.  With X = U diag(s) V^T after
    centring,  w = V diag(s / (s^2 + lam)) U^T y.

    Parameters
    ----------
    X : (n, d); more features than rows, equal and constant columns are welcome.
    y : (n,) or (n, 1).
    lams : (k,), none of them negative; 0 is least squares, of the smallest norm if several fit.

    Returns
    -------
    RegularizationPath in the order of ``lams``.

    Raises
    ------
    TypeError, ValueError : a wrong shape, a NaN or infinity, a negative lambda.

    References
    ----------
    Slide "L2 Regularization"; Hoerl & Kennard (1970).

    Examples
    --------
    >>> path = ridge_path([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0], lams=[0.0, 2.0])
    >>> path.coefs.round(3).tolist(), path.intercepts.round(3).tolist()
    ([[1.0], [0.5]], [0.0, 0.5])
    """
    data = centred(X, y, who="ridge_path")
    lams = _as_lams(lams, who="ridge_path")
    U, s, Vt = svd(data.X)
    shrunk = s / (s**2 + lams[:, None]) * (U.T @ data.y)  # (k, r)
    coefs = shrunk @ Vt  # (k, d)
    return RegularizationPath(lams, coefs, data.intercept(coefs))


def ridge_degrees_of_freedom(X: ArrayLike, lams: ArrayLike) -> FloatArray:
    """Return how many free weights ridge has in effect for each lambda: sum s^2 / (s^2 + lam).

    Parameters
    ----------
    X : (n, d); s are its singular values after centring, so the intercept is not counted.
    lams : (k,), none of them negative.

    Returns
    -------
    (k,); the rank of the centred X at lam = 0, falling towards 0.

    Raises
    ------
    TypeError, ValueError : a wrong shape, a NaN or infinity, a negative lambda.

    References
    ----------
    Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning", 2009, equation 3.50.

    Examples
    --------
    >>> ridge_degrees_of_freedom([[0.0], [1.0], [2.0]], [0.0, 2.0]).round(3).tolist()
    [1.0, 0.5]
    """
    X = as_array(X, who="ridge_degrees_of_freedom", name="X", shape=("n", "d"))
    data = centred(X, np.zeros(len(X)), who="ridge_degrees_of_freedom")
    lams = _as_lams(lams, who="ridge_degrees_of_freedom")
    _, s, _ = svd(data.X)
    return np.asarray((s**2 / (s**2 + lams[:, None])).sum(axis=1))


def _as_lams(lams: ArrayLike, *, who: str) -> FloatArray:
    lams = as_array(lams, who=who, name="lams", shape=("k",))
    if (lams < 0).any():
        raise ValueError(message(who, "lams", "not be negative", lams.min()))
    return lams.copy()  # they are handed out with the path


def svd(X: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the decomposition without the directions in which X has nothing but rounding."""
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    kept = s > max(X.shape) * np.finfo(float).eps * s.max(initial=0.0)
    return U[:, kept], s[kept], Vt[kept]


def lasso_path(X: ArrayLike, y: ArrayLike) -> RegularizationPath:
    """Return every corner of the lasso path; between two corners the weights are straight lines.

    Minimises  sum (y - X w - b)^2 + lam * sum |w|  for all lam at once.  While the same weights
    A are at work, with signs s, they are  w_A = (X_A^T X_A)^-1 (X_A^T y - lam/2 * s).  A corner
    is where a weight outside A begins to move, its |2 x_j . residual| having reached lam, or
    where a weight in A returns to zero.

    Parameters
    ----------
    X : (n, d), not standardised by this function.  y : (n,) or (n, 1).

    Returns
    -------
    RegularizationPath with descending ``lams``: the first is the smallest lambda at which all
    weights are zero, the last is 0, least squares.

    Raises
    ------
    TypeError, ValueError : a wrong shape, a NaN or an infinity.
    RuntimeError : features tied so closely that rounding hides the next corner.

    Notes
    -----
    A feature that is a linear combination of those at work never begins to move, so of two equal
    columns only one does.  Where the lasso has several solutions, this is one of them.
    scikit-learn's ``lars_path(X, y, method="lasso")`` counts alpha = lam / (2 n).

    References
    ----------
    Osborne, Presnell & Turlach (2000); Efron, Hastie, Johnstone & Tibshirani (2004).

    Examples
    --------
    >>> path = lasso_path([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0])
    >>> path.lams.round(3).tolist(), path.coefs.round(3).tolist()
    ([4.0, 0.0], [[0.0], [1.0]])
    """
    data = centred(X, y, who="lasso_path")
    lams: list[float] = []
    coefs: list[FloatArray] = []
    for lam, coef in _corners(data.X, data.y):
        if lams and lam >= lams[-1] * (1 - ROUNDING):  # several events at the same corner
            coefs[-1] = np.where(coefs[-1] == 0, 0.0, coef)
        else:
            lams.append(lam)
            coefs.append(coef)
    return RegularizationPath(np.array(lams), np.array(coefs), data.intercept(np.array(coefs)))


def _corners(X: FloatArray, y: FloatArray) -> Iterator[tuple[float, FloatArray]]:
    """Yield (lam, weights) at each event from the first weight that moves down to lam = 0."""
    d = X.shape[1]
    active: list[int] = []
    signs: list[float] = []
    lam = np.inf
    for _ in range(100 * (d + 1)):
        line = _Line.of(X, y, active, signs)
        leaving, leaves_at = line.next_leave(lam)
        joining, sign, joins_at = line.next_join(lam)
        lam = max(leaves_at, joins_at, 0.0)
        coef = np.zeros(d)
        coef[active] = line.weights(lam)
        if lam > 0 and leaves_at >= joins_at:
            coef[active[leaving]] = 0.0
            del active[leaving], signs[leaving]
        elif lam > 0:
            active.append(joining)
            signs.append(sign)
        yield lam, coef
        if lam == 0:
            return
    hint = "Two features may be almost the same: leave one out, or add a little noise."
    raise RuntimeError(message("lasso_path", "X", "features that can be told apart", "ties", hint))


class _Line(NamedTuple):
    """One straight piece of the path: w = start - lam/2 * slope for the active weights."""

    signs: FloatArray  # (a,)
    start: FloatArray  # (a,), least squares on the active features
    slope: FloatArray  # (a,)
    pull: FloatArray  # (d,), 2 x_j . residual at lam = 0
    pull_slope: FloatArray  # (d,), by how much the pull changes with lam
    dependent: NDArray[np.bool_]  # (d,), the feature is a combination of the active ones

    @classmethod
    def of(cls, X: FloatArray, y: FloatArray, active: list[int], signs: list[float]) -> _Line:
        XA, s = X[:, active], np.array(signs)
        Q, R = np.linalg.qr(XA)
        start = np.linalg.solve(R, Q.T @ y)
        slope = np.linalg.solve(R, np.linalg.solve(R.T, s))
        apart = np.linalg.norm(X - Q @ (Q.T @ X), axis=0)
        return cls(
            signs=s,
            start=start,
            slope=slope,
            pull=2 * X.T @ (y - XA @ start),
            pull_slope=X.T @ (XA @ slope),
            dependent=apart <= ROUNDING * np.linalg.norm(X, axis=0),
        )

    def weights(self, lam: float) -> FloatArray:
        return self.start - lam / 2 * self.slope

    def next_leave(self, lam: float) -> tuple[int, float]:
        """Return which active weight is the first to return to zero, and at which lambda."""
        returns = self.signs * self.slope < 0
        at = np.full(len(self.signs), -np.inf)
        at[returns] = 2 * self.start[returns] / self.slope[returns]
        if not returns.any():
            return -1, -np.inf
        first = int(np.argmax(at))
        return first, min(float(at[first]), lam)

    def next_join(self, lam: float) -> tuple[int, float, float]:
        """Return which feature is the first to be pulled with force lam, to which side, where."""
        at = np.full((2, len(self.pull)), -np.inf)
        for row, sign in zip(at, (1.0, -1.0), strict=True):
            closes = ~self.dependent & (1 - sign * self.pull_slope > ROUNDING)
            row[closes] = sign * self.pull[closes] / (1 - sign * self.pull_slope[closes])
        side, feature = np.unravel_index(np.argmax(at), at.shape)
        return int(feature), (1.0, -1.0)[side], min(float(at[side, feature]), lam)
