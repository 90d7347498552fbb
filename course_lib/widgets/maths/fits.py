"""Curves of every degree fitted to samples from a known world: bias, variance, error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.datasets import make_curve, true_curve
from course_lib.widgets.maths.curves import name_of

HIGHEST = 12
X = np.linspace(0, 1, 121)  # where fits are drawn
INSIDE = (X >= 0.05) & (X <= 0.95)  # where they are judged: beyond the points fits run away
SAMPLES = 40  # for bias and variance
Fit = Callable[[FloatArray, FloatArray, int, FloatArray], object]


def polynomial(x: FloatArray, y: FloatArray, degree: int, x_new: FloatArray) -> FloatArray:
    """Return the predictions of the least-squares polynomial of this degree.

    Chebyshev polynomials on [-1, 1] instead of powers: the same curves, without rounding noise.
    With fewer points than coefficients the smallest coefficients are taken.

    Examples
    --------
    >>> line = polynomial(np.array([0.0, 1.0]), np.array([1.0, 3.0]), 1, np.array([0.5]))
    >>> line.round(6).tolist()
    [2.0]
    """
    A = np.polynomial.chebyshev.chebvander(2 * x - 1, degree)
    B = np.polynomial.chebyshev.chebvander(2 * x_new - 1, degree)
    coefficients = np.linalg.lstsq(A, y, rcond=1e-12)[0]
    return np.asarray(B @ coefficients, dtype=np.float64)


def own_fit(function: Callable[..., object]) -> Fit:
    """Return the student's fit, whose answers are checked."""
    name = name_of(function)

    def fit(x: FloatArray, y: FloatArray, degree: int, x_new: FloatArray) -> FloatArray:
        answer = function(x.copy(), y.copy(), degree, x_new.copy())
        return as_array(answer, who=name, name="its result", shape=x_new.shape)  # type: ignore[arg-type]  # checked there

    return fit


def sample(n: int, noise: float, seed: int) -> tuple[FloatArray, FloatArray]:
    """Return n points of the world with this noise."""
    data = make_curve(n, noise=noise, rng=np.random.default_rng(seed))
    return data.X[:, 0].copy(), data.y.astype(np.float64)


@dataclass(frozen=True)
class Decomposition:
    """Mean over X for each degree from 0: squared bias, variance, and errors of new points."""

    bias: FloatArray
    variance: FloatArray
    training: FloatArray  # mean squared error on the training points

    def total(self, noise: float) -> FloatArray:
        """Return the expected squared error on a new point: bias² + variance + noise²."""
        return self.bias + self.variance + noise**2


@lru_cache(maxsize=64)
def decomposition(n: int, noise: float, fit: Fit = polynomial) -> Decomposition:
    """Return bias and variance over many samples of n points."""
    spots = X[INSIDE]
    truth = true_curve(spots)
    shape = (HIGHEST + 1, SAMPLES)
    fits, training = np.empty((*shape, int(INSIDE.sum()))), np.empty(shape)
    for k in range(SAMPLES):
        x, y = sample(n, noise, 10_000 + k)
        for degree in range(HIGHEST + 1):
            both = np.asarray(fit(x, y, degree, np.concatenate([spots, x])))
            fits[degree, k] = both[: spots.size]
            training[degree, k] = np.mean((both[spots.size :] - y) ** 2)
    variance = fits.var(axis=1, ddof=1).mean(axis=1)
    # The mean of few fits is itself off by variance / SAMPLES, which is no bias of the method.
    off = np.mean((fits.mean(axis=1) - truth) ** 2, axis=1) - variance / SAMPLES
    return Decomposition(
        bias=np.maximum(off, 0.0),
        variance=variance,
        training=training.mean(axis=1),
    )
