"""Everything that one λ decides: weights, effective degrees of freedom, errors, geometry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.datasets import load_houses, standardize
from course_lib.linear_models import ElasticNet, lasso_path, ridge_degrees_of_freedom, ridge_path
from course_lib.widgets.maths.curves import name_of

EXPONENTS = np.linspace(-2, 4, 73)  # of the λ grid, a power of ten
LAMS = 10.0**EXPONENTS
TRUE_WEIGHTS = np.array([3.0, 1.0, 0.0, 0.0, 1.5, 0.0])
HOUSES, MADE = "house prices (real)", "made, with known weights"
HOUSE_ROWS = 30  # so few that the penalty helps
HOUSE_FEATURES = (
    "living_area", "rooms", "bedrooms", "basement_area", "garage_cars", "garage_area",
    "year_built", "fireplaces",
)  # fmt: skip
ANGLES = np.linspace(0, 2 * np.pi, 181)

Fit = Callable[[FloatArray, FloatArray, float], object]


@dataclass(frozen=True, eq=False)  # told apart by identity: its arrays have no hash
class Problem:
    """Centred training and validation data of one regression."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)
    X_new: FloatArray
    y_new: FloatArray
    names: tuple[str, ...]
    reach: float  # of the weights, for the axes


@lru_cache(maxsize=32)
def problem(name: str, correlation: float, seed: int) -> Problem:
    """Return a problem; the correlation of the first two features only matters if it is made."""
    rng = np.random.default_rng(seed)
    if name == HOUSES:
        data = load_houses()
        rows = rng.permutation(len(data.X))
        X, y = data.columns(*HOUSE_FEATURES)[rows], np.asarray(data.y, float)[rows]
        train, new = slice(0, HOUSE_ROWS), slice(HOUSE_ROWS, HOUSE_ROWS + 200)
        A, B = standardize(X[train], X[new])
        t, u = standardize(y[train, None], y[new, None])
        return Problem(A, t[:, 0], B, u[:, 0], HOUSE_FEATURES, 1.1)
    X = rng.normal(size=(340, TRUE_WEIGHTS.size))
    X[:, 1] = correlation * X[:, 0] + np.sqrt(1 - correlation**2) * X[:, 1]
    y = X @ TRUE_WEIGHTS + 2.5 * rng.normal(size=len(X))
    A, B = X[:40] - X[:40].mean(axis=0), X[40:] - X[:40].mean(axis=0)
    names = tuple(f"x{i + 1}" for i in range(TRUE_WEIGHTS.size))
    return Problem(A, y[:40] - y[:40].mean(), B, y[40:] - y[:40].mean(), names, 4.5)


@lru_cache(maxsize=32)
def path(name: str, correlation: float, seed: int, mix: float) -> FloatArray:
    """Return the weights for each λ of the grid, shape (len(LAMS), d)."""
    p = problem(name, correlation, seed)
    return weights(p, mix, LAMS)


@lru_cache(maxsize=4)
def _corners(p: Problem) -> tuple[FloatArray, FloatArray]:
    """Return the λ at which the lasso's path bends, rising, and the weights there."""
    corners = lasso_path(p.X, p.y)
    order = np.argsort(corners.lams)
    return corners.lams[order], corners.coefs[order]


def weights(p: Problem, mix: float, lams: FloatArray) -> FloatArray:
    """Return the exact weights for each λ, shape (len(lams), d).

    ``mix`` is the share of L1: the penalty is λ (mix Σ|w| + (1 − mix) Σ w²).
    """
    if mix == 0:
        return ridge_path(p.X, p.y, lams).coefs
    if mix == 1:
        # The lasso's path is a broken line in λ, so between its corners it is exact.
        at, coefs = _corners(p)
        return np.column_stack([np.interp(lams, at, column) for column in coefs.T])
    return np.array([ElasticNet(mix * lam, (1 - mix) * lam).fit(p.X, p.y).coef_ for lam in lams])


def own_path(fit: Fit, p: Problem) -> FloatArray:
    """Return the weights that the student's ``fit(X, y, lam)`` gives for every third λ.

    Raises
    ------
    ValueError, TypeError : it returns another shape or no finite numbers.
    """
    d = p.X.shape[1]
    who = name_of(fit)
    return np.array([
        as_array(fit(p.X.copy(), p.y.copy(), float(lam)), who=who, name="its result", shape=(d,))  # type: ignore[arg-type]  # checked there
        for lam in LAMS[::3]
    ])  # fmt: skip


def degrees_of_freedom(
    p: Problem, weights: FloatArray, mix: float, lams: FloatArray = LAMS
) -> FloatArray:
    """Return the effective number of free weights for each λ and its row of ``weights``.

    Ridge: Σ s²/(s² + λ). With an L1 part: the same sum for the features that are left, which
    for the lasso is their number (Zou, Hastie and Tibshirani, 2007).
    """
    if mix == 0:
        return ridge_degrees_of_freedom(p.X, lams)
    free = np.zeros(len(lams))
    for i, (lam, w) in enumerate(zip(lams, weights, strict=True)):
        active = p.X[:, np.abs(w) > 1e-9]
        s = np.linalg.svd(active, compute_uv=False)
        free[i] = np.sum(s**2 / (s**2 + (1 - mix) * lam))
    return free


def errors(p: Problem, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the mean squared error on training and on new data for each row of ``weights``."""
    train = np.mean((p.y - weights @ p.X.T) ** 2, axis=1)
    new = np.mean((p.y_new - weights @ p.X_new.T) ** 2, axis=1)
    return train, new


def ball(first: float, second: float, mix: float) -> tuple[FloatArray, FloatArray]:
    """Return the curve of all (w1, w2) with the same penalty as the given pair.

    On a ray at an angle, mix r (|cos| + |sin|) + (1 − mix) r² = level is solved for r.

    Examples
    --------
    >>> x, y = ball(1.0, 1.0, 1.0)  # the L1 ball is the diamond |w1| + |w2| = 2
    >>> bool(np.allclose(abs(x) + abs(y), 2))
    True
    """
    level = mix * (abs(first) + abs(second)) + (1 - mix) * (first**2 + second**2)
    edge = mix * (np.abs(np.cos(ANGLES)) + np.abs(np.sin(ANGLES)))
    if mix == 1:
        r = level / edge
    else:
        r = (np.sqrt(edge**2 + 4 * (1 - mix) * level) - edge) / (2 * (1 - mix))
    return r * np.cos(ANGLES), r * np.sin(ANGLES)


def loss_ellipses(
    p: Problem, w: FloatArray, pair: tuple[int, int]
) -> tuple[FloatArray, list[FloatArray]]:
    """Return the loss's minimum over two weights and curves of equal loss around it.

    The other weights stay at ``w``. The first curve passes through ``w``: there it touches the
    ball. The others stay the same size while λ moves. Each curve has shape (2, k).
    """
    X = p.X[:, pair]
    others = p.y - p.X @ w + X @ w[list(pair)]
    H = X.T @ X
    centre = np.asarray(np.linalg.solve(H, X.T @ others), dtype=np.float64)
    away = w[list(pair)] - centre
    level = max(float(away @ H @ away), 1e-9)
    circle = np.stack([np.cos(ANGLES), np.sin(ANGLES)])
    unit = np.linalg.solve(np.linalg.cholesky(H).T, circle)  # uᵀ H u = 1
    sizes = np.trace(H) / 2 * (p.reach * np.array([0.12, 0.3, 0.6])) ** 2
    offsets = [np.sqrt(k) * unit for k in (level, *sizes)]
    return centre, [np.asarray(centre[:, None] + offset, dtype=np.float64) for offset in offsets]
