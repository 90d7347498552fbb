"""Curves of every degree fitted to samples from a known world: bias, variance, error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.datasets import make_curve, true_curve
from course_lib.widgets.maths.curves import name_of
from course_lib.widgets.maths.pace import Paced

HIGHEST = 12
X = np.linspace(0, 1, 121)  # where fits are drawn
INSIDE = (X >= 0.05) & (X <= 0.95)  # where they are judged: beyond the points fits run away
SAMPLES = 40  # for bias and variance
SEED = 10_000  # of the first of them
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


class OwnFit:
    """The student's fit, whose answers are checked and whose calls are timed."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.pace = Paced(function, name_of(function))

    def __call__(self, x: FloatArray, y: FloatArray, degree: int, x_new: FloatArray) -> FloatArray:
        """Return the predictions at ``x_new``."""
        answer = self.pace(x.copy(), y.copy(), degree, x_new.copy())
        return as_array(answer, who=self.pace.name, name="its result", shape=x_new.shape)


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


def decomposition(n: int, noise: float, fit: Fit) -> Decomposition:
    """Return bias and variance of any fit over many samples of n points."""
    spots = X[INSIDE]
    shape = (SAMPLES, HIGHEST + 1)
    fits, training = np.empty((*shape, spots.size)), np.empty(shape)
    for k in range(SAMPLES):
        x, y = sample(n, noise, SEED + k)
        for degree in range(HIGHEST + 1):
            both = np.asarray(fit(x, y, degree, np.concatenate([spots, x])))
            fits[k, degree] = both[: spots.size]
            training[k, degree] = np.mean((both[spots.size :] - y) ** 2)
    variance = fits.var(axis=0, ddof=1)
    return Decomposition(_bias(fits, variance), variance.mean(axis=1), training.mean(axis=0))


def _bias(fits: FloatArray, variance: FloatArray) -> FloatArray:
    # The mean of few fits is itself off by variance / SAMPLES, which is no bias of the method.
    off = (fits.mean(axis=0) - true_curve(X[INSIDE])) ** 2 - variance / SAMPLES
    return np.asarray(np.maximum(off.mean(axis=1), 0.0), dtype=np.float64)


def polynomial_decomposition(n: int, noise: float) -> Decomposition:
    """Return bias and variance of least squares, computed from curve and noise apart.

    A least-squares fit is linear in y, so it is the fit to the true curve plus ``noise`` times
    the fit to standard normal noise, and the second has mean 0. So noise does not disturb the
    bias, and any noise level costs nothing.
    """
    fits, noises, missed, moved = _fits_to_curve_and_noise(n)
    by_place = fits.var(axis=0, ddof=1)
    return Decomposition(
        bias=_bias(fits, by_place),
        variance=by_place.mean(axis=1) + noise**2 * np.mean(noises**2, axis=(0, 2)),
        training=np.mean(missed**2, axis=(0, 2)) + noise**2 * np.mean(moved**2, axis=(0, 2)),
    )


@lru_cache(maxsize=64)
def _fits_to_curve_and_noise(n: int) -> tuple[FloatArray, ...]:
    """Return fits to the true curve and to pure noise, and the residuals of both.

    Each is of shape (SAMPLES, HIGHEST + 1, places). One QR decomposition serves all degrees: the
    fit of degree d is the sum of the first d + 1 projections.
    """
    spots = X[INSIDE]
    pairs = [(sample(n, 0.0, SEED + k), sample(n, 1.0, SEED + k)[1]) for k in range(SAMPLES)]
    x = np.array([clean[0] for clean, _ in pairs])
    y = np.array([np.column_stack([clean[1], noisy - clean[1]]) for clean, noisy in pairs])
    terms = min(n, HIGHEST + 1)
    places = np.concatenate([np.broadcast_to(spots, (SAMPLES, spots.size)), x], axis=1)
    Q, R = np.linalg.qr(np.polynomial.chebyshev.chebvander(2 * x - 1, terms - 1))
    basis = np.polynomial.chebyshev.chebvander(2 * places - 1, terms - 1) @ np.linalg.inv(R)
    weights = np.swapaxes(Q, 1, 2) @ y
    fits = np.cumsum(basis[..., None] * weights[:, None], axis=2)  # sample, place, degree, two
    fits = np.moveaxis(fits, 2, 1)
    for degree in range(terms, HIGHEST + 1):  # more coefficients than points
        extra = [polynomial(x[k], y[k], degree, places[k]) for k in range(SAMPLES)]
        fits = np.concatenate([fits, np.array(extra)[:, None]], axis=1)
    new, seen = fits[:, :, : spots.size], fits[:, :, spots.size :] - y[:, None]
    return new[..., 0], new[..., 1], seen[..., 0], seen[..., 1]
