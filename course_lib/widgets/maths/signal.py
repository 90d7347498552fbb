"""What happens to a gradient on its way back through many layers."""

from __future__ import annotations

import numpy as np

from course_lib.checks import FloatArray
from course_lib.initializers import Initializer, glorot, he
from course_lib.widgets.maths.curves import Curve

WIDTH, BATCH = 64, 32
LOWEST, HIGHEST, BINS = -12.0, 4.0, 48  # powers of ten shown


def small_normal(n_in: int, n_out: int, rng: np.random.Generator) -> FloatArray:
    """Return normal weights with standard deviation 0.01, whatever the width."""
    return rng.normal(0.0, 0.01, size=(n_in, n_out))


def large_normal(n_in: int, n_out: int, rng: np.random.Generator) -> FloatArray:
    """Return normal weights with standard deviation 0.5, whatever the width."""
    return rng.normal(0.0, 0.5, size=(n_in, n_out))


STARTS: dict[str, Initializer] = {
    "He: variance 2/n": he,
    "Glorot: variance 2/(n + n)": glorot,
    "too small: sd 0.01": small_normal,
    "too large: sd 0.5": large_normal,
}


def gradients_by_layer(
    curve: Curve, depth: int, start: Initializer, rng: np.random.Generator
) -> list[FloatArray]:
    """Return dL/dz of each layer, first layer first, each of shape (BATCH, WIDTH).

    The network has ``depth`` layers ``z = a W``, ``a = g(z)``. The gradient that enters at the
    top is standard normal, so a ratio of 1 means that a layer keeps the size of the gradient.
    """
    a = rng.normal(size=(BATCH, WIDTH))
    weights, slopes = [], []
    for _ in range(depth):
        W = start(WIDTH, WIDTH, rng)
        z = np.clip(a @ W, -1e150, 1e150)  # an exploding network stays a picture, not a NaN
        weights.append(W)
        slopes.append(curve.slope(z))
        a = curve.value(z)
    upstream = rng.normal(size=(BATCH, WIDTH))
    gradients = []
    for W, slope in zip(reversed(weights), reversed(slopes), strict=True):
        upstream = upstream * slope
        gradients.append(upstream)
        upstream = upstream @ W.T
    return gradients[::-1]


def rms(values: FloatArray) -> float:
    """Return the root of the mean square.

    Examples
    --------
    >>> rms(np.array([3.0, 4.0])) == 12.5 ** 0.5
    True
    """
    return float(np.sqrt(np.mean(np.square(values))))


def histogram_columns(gradients: list[FloatArray], columns: int) -> FloatArray:
    """Return the share of gradient entries by size: shape (BINS + 1, columns), NaN if no layer.

    Row 0 is the share that is exactly 0; row i + 1 is the i-th bin of log10 |gradient|. Sizes
    outside of the bins count in the first or the last one.
    """
    shares = np.full((BINS + 1, columns), np.nan)
    for column, gradient in enumerate(gradients):
        size = np.abs(gradient).ravel()
        alive = size[size > 0]
        shares[0, column] = 1 - alive.size / size.size
        logs = np.clip(np.log10(alive), LOWEST, HIGHEST - 1e-9)
        counts, _ = np.histogram(logs, bins=BINS, range=(LOWEST, HIGHEST))
        shares[1:, column] = counts / size.size
    return shares
