"""Approving loans: a linear score, and the loss it is fitted with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_lib.checks import FloatArray, as_array, message
from course_lib.datasets import load_credit, standardize, train_validation_test_split
from course_lib.widgets.maths.own import name_of
from course_lib.widgets.maths.pace import Paced

SCORES = np.linspace(-0.2, 1.2, 141)
P = np.linspace(0.01, 0.99, 50)  # where a loss is drawn
WEIGHTS = np.linspace(0, 20, 101)  # λ, in steps of 0.2
RANK = 12  # the scores of all λ lie this near to 12 patterns: within 1e-9
RIDGE = 0.3  # of every fit
TINY = 1e-6
Loss = Callable[[FloatArray, FloatArray], object]
Tables = tuple[FloatArray, FloatArray, FloatArray, FloatArray]  # good, its slope, risky, its slope


@dataclass(frozen=True)
class Borrowers:
    """Standardised features with a column of ones, and y: 1 for a good borrower, 0 for risky."""

    X: FloatArray
    y: FloatArray


@lru_cache(maxsize=1)
def borrowers() -> tuple[Borrowers, Borrowers]:
    """Return training and validation borrowers of the German credit data."""
    data = load_credit()
    rng = np.random.default_rng(4)
    split = train_validation_test_split(
        data.X, data.y, fractions=(0.5, 0.3, 0.2), rng=rng, stratify=True
    )
    (X, y), (V, t) = split.train, split.validation
    A, B = standardize(X, V)
    ones = [np.column_stack([M, np.ones(len(M))]) for M in (A, B)]
    return Borrowers(ones[0], y.astype(float)), Borrowers(ones[1], t.astype(float))


def fit_credit_risk(data: Borrowers, risk_weight: float) -> FloatArray:
    """Return the weights that minimise the slide's loss for a score x w, with some ridge.

    The loss is a squared error in which risky borrowers count 1 + λ times, so the minimum is
    found by one linear solve.
    """
    weight = np.where(data.y == 1, 1.0, 1.0 + risk_weight)
    n, d = data.X.shape
    penalty = RIDGE * np.eye(d)
    penalty[-1, -1] = 0.0  # the intercept
    A = data.X.T @ (weight[:, None] * data.X) / n + penalty
    return np.asarray(np.linalg.solve(A, data.X.T @ (weight * data.y) / n), dtype=np.float64)


@lru_cache(maxsize=1)
def score_table() -> tuple[FloatArray, FloatArray]:
    """Return A (WEIGHTS × RANK) and B (RANK × borrowers): the score for WEIGHTS[k] is A[k] B.

    Training borrowers come first. So a page has the fits of all λ without a solver, and a table
    of λ × borrowers need not travel: it is this product, to 1e-9.
    """
    train, validation = borrowers()
    weights = np.array([fit_credit_risk(train, float(weight)) for weight in WEIGHTS])
    scores = weights @ np.concatenate([train.X, validation.X]).T
    left, sizes, right = np.linalg.svd(scores, full_matrices=False)
    return left[:, :RANK] * sizes[:RANK], right[:RANK]


def own_tables(loss: Loss) -> dict[str, FloatArray]:
    """Return what a student's loss gives: scores, and loss and slope on P for both borrowers.

    Raises
    ------
    Exception : see :func:`slopes_of`.
    """
    tables = slopes_of(loss)
    train, validation = borrowers()
    scores = np.concatenate([train.X, validation.X]) @ fit_own(train, tables)
    curves = np.array([np.interp(P, SCORES, table) for table in tables])
    return {"own_scores": scores, "own_curves": curves}


def slopes_of(loss: Loss) -> Tables:
    """Return loss and slope of the student's loss on SCORES, for a good and a risky borrower.

    Raises
    ------
    ValueError, TypeError : the loss is not a finite number for a score between 0 and 1.
    TimeoutError : it is too slow.
    """
    who = name_of(loss)
    paced = Paced(loss, who)

    def value(score: float, target: float) -> float:
        result = paced(np.array([score]), np.array([target]))
        array = as_array(result, who=who, name="its result")
        if array.size != 1:
            raise ValueError(message(who, "its result", "be one number", f"shape {array.shape}"))
        return float(array.item())

    value(0.5, 1.0)
    paced.require(2 * SCORES.size)
    inside = np.clip(SCORES, 0.0, 1.0)
    tables = []
    for target in (1.0, 0.0):
        values = np.array([value(s, target) for s in inside])
        tables += [values, np.gradient(values, SCORES)]
    return tables[0], tables[1], tables[2], tables[3]


def fit_own(data: Borrowers, tables: Tables, steps: int = 60) -> FloatArray:
    """Return the weights that minimise a loss on SCORES plus the ridge, by Newton's method."""
    good, good_slope, risky, risky_slope = tables
    is_good = data.y == 1
    floor = 0.1 * max(np.abs(good_slope).mean(), np.abs(risky_slope).mean(), TINY)
    bends = [np.maximum(np.gradient(s, SCORES), floor) for s in (good_slope, risky_slope)]
    shrink = np.append(np.full(data.X.shape[1] - 1, RIDGE), 0.0)

    def read(score: FloatArray, of_good: FloatArray, of_risky: FloatArray) -> FloatArray:
        tables = np.interp(score, SCORES, of_good), np.interp(score, SCORES, of_risky)
        return np.where(is_good, *tables)

    # Outside of [0, 1] a loss of probabilities is not defined: there a square pushes back.
    def cost(w: FloatArray) -> float:
        score = data.X @ w
        out = score - np.clip(score, 0, 1)
        return float(np.mean(read(score, good, risky) + out**2) + shrink @ w**2)

    w = np.append(np.zeros(data.X.shape[1] - 1), 0.5)
    for _ in range(steps):
        score = data.X @ w
        out = score - np.clip(score, 0, 1)
        slope = read(score, good_slope, risky_slope) + 2 * out
        bend = read(score, *bends) + 2 * (out != 0)
        gradient = data.X.T @ slope / data.y.size + 2 * shrink * w
        curvature = (data.X.T * bend) @ data.X / data.y.size + 2 * np.diag(shrink)
        move = np.linalg.solve(curvature, gradient)
        size = next((s for s in 0.5 ** np.arange(12) if cost(w - s * move) < cost(w)), 0.0)
        w = w - size * move
        if size * np.abs(move).max() < TINY:
            break
    return w
