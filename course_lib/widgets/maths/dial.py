"""The data of the λ-dial: rows for a student's fit, and the few sums that the page needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.datasets import load_houses, standardize
from course_lib.widgets.maths.own import name_of

EXPONENTS = np.linspace(-2, 4, 73)  # of the λ at which paths are drawn, a power of ten
LAMS = 10.0**EXPONENTS
EACH = 3  # the student's fit is called for every third of them
SAMPLES = (1, 2, 3, 4, 5)
TRUE_WEIGHTS = np.array([3.0, 1.0, 0.0, 0.0, 1.5, 0.0])
NOISE = 2.5
MADE_ROWS, NEW_ROWS = 40, 300
HOUSES, MADE = "houses", "made"
HOUSE_ROWS = 30  # so few that the penalty helps
HOUSE_FEATURES = (
    "living_area", "rooms", "bedrooms", "basement_area", "garage_cars", "garage_area",
    "year_built", "fireplaces",
)  # fmt: skip

Fit = Callable[[FloatArray, FloatArray, float], object]


@dataclass(frozen=True, eq=False)  # told apart by identity: its arrays have no hash
class Problem:
    """Training and new data of one regression, both around the means of the training data."""

    X: FloatArray  # (n, d)
    y: FloatArray  # (n,)
    X_new: FloatArray
    y_new: FloatArray


def _apart(rows: FloatArray, count: int) -> tuple[FloatArray, FloatArray]:
    """Return the first rows and the others, around the means of the first."""
    middle = rows[:count].mean(axis=0)
    return rows[:count] - middle, rows[count:] - middle


@lru_cache(maxsize=16)
def _drawn(seed: int) -> tuple[FloatArray, FloatArray]:
    """Return independent normal features and, last, normal noise: what made data is mixed of."""
    rng = np.random.default_rng(seed)
    Z = rng.normal(size=(MADE_ROWS + NEW_ROWS, TRUE_WEIGHTS.size))
    return _apart(np.column_stack([Z, rng.normal(size=len(Z))]), MADE_ROWS)


@lru_cache(maxsize=16)
def _houses(seed: int) -> Problem:
    rng = np.random.default_rng(seed)
    data = load_houses()
    rows = rng.permutation(len(data.X))[: HOUSE_ROWS + 200]
    X, y = data.columns(*HOUSE_FEATURES)[rows], np.asarray(data.y, float)[rows]
    A, B = standardize(X[:HOUSE_ROWS], X[HOUSE_ROWS:])
    t, u = standardize(y[:HOUSE_ROWS, None], y[HOUSE_ROWS:, None])
    return Problem(A, t[:, 0], B, u[:, 0])


def problem(name: str, correlation: float, seed: int) -> Problem:
    """Return a problem; the correlation of the first two features only matters if it is made."""
    if name == HOUSES:
        return _houses(seed)
    parts: list[FloatArray] = []
    for rows in _drawn(seed):
        X = rows[:, :-1].copy()
        X[:, 1] = correlation * X[:, 0] + np.sqrt(1 - correlation**2) * X[:, 1]
        parts += [X, X @ TRUE_WEIGHTS + NOISE * rows[:, -1]]
    return Problem(*parts)


def moments(name: str) -> tuple[FloatArray, FloatArray]:
    """Return the mean products of all columns, for training and for new data of each sample.

    A squared error needs no more of the data than these. Columns are those of :func:`_drawn`
    for made data, which the page mixes itself, and features and price for the houses. Both
    have shape (samples, columns, columns).
    """
    pairs = [_drawn(k) if name == MADE else _columns(_houses(k)) for k in SAMPLES]
    train, new = (
        np.array([rows.T @ rows / len(rows) for rows in part]) for part in zip(*pairs, strict=True)
    )
    return train, new


def _columns(p: Problem) -> tuple[FloatArray, FloatArray]:
    return np.column_stack([p.X, p.y]), np.column_stack([p.X_new, p.y_new])


def own_path(fit: Fit, p: Problem) -> FloatArray:
    """Return the weights that the student's ``fit(X, y, lam)`` gives, shape (d, places).

    Raises
    ------
    ValueError, TypeError : it returns another shape or no finite numbers.
    """
    shape, who = (p.X.shape[1],), name_of(fit)
    rows = [
        as_array(fit(p.X.copy(), p.y.copy(), float(lam)), who=who, name="its result", shape=shape)  # type: ignore[arg-type]  # checked there
        for lam in LAMS[::EACH]
    ]
    return np.array(rows).T
