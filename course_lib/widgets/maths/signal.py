"""What happens to a gradient on its way back through many layers."""

from __future__ import annotations

from functools import lru_cache

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


@lru_cache(maxsize=256)
def _weights(start: Initializer, seed: int, layer: int) -> FloatArray:
    return start(WIDTH, WIDTH, np.random.default_rng([seed, layer]))


class Stack:
    """Layers ``z = a W``, ``a = g(z)``, one on the other; layers are added when they are needed."""

    def __init__(self, curve: Curve, start: Initializer, seed: int) -> None:
        self.curve, self.start, self.seed = curve, start, seed
        rng = np.random.default_rng(seed)
        self.inputs = rng.normal(size=(BATCH, WIDTH))
        self.upstream = rng.normal(size=(BATCH, WIDTH))
        self._a = self.inputs
        self._slopes: list[FloatArray] = []

    def gradients(self, depth: int) -> list[FloatArray]:
        """Return dL/dz of each layer of a stack so deep, first layer first, (BATCH, WIDTH) each.

        The gradient that enters at the top is standard normal, so a ratio of 1 means that a
        layer keeps the size of the gradient.
        """
        for layer in range(len(self._slopes), depth):
            # An exploding network stays a picture, not a NaN.
            z = np.clip(self._a @ self.weights(layer), -1e150, 1e150)
            self._a = self.curve.value(z)
            self._slopes.append(self.curve.slope(z))
        upstream, gradients = self.upstream, []
        for layer in reversed(range(depth)):
            upstream = upstream * self._slopes[layer]
            gradients.append(upstream)
            upstream = upstream @ self.weights(layer).T
        return gradients[::-1]

    def weights(self, layer: int) -> FloatArray:
        """Return the weights of a layer, counted from 0."""
        return _weights(self.start, self.seed, layer)


def rms(values: FloatArray) -> float:
    """Return the root of the mean square.

    Examples
    --------
    >>> rms(np.array([3.0, 4.0])) == 12.5 ** 0.5
    True
    """
    return float(np.sqrt(np.mean(np.square(values))))


def log_sizes(gradients: list[FloatArray]) -> FloatArray:
    """Return log10 of the size of each gradient, cut to what is shown."""
    sizes = np.array([rms(gradient) for gradient in gradients])
    logs = np.log10(np.maximum(sizes, 10.0**LOWEST))
    return np.asarray(np.minimum(logs, HIGHEST), dtype=np.float64)


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
        places = np.floor((np.log10(alive) - LOWEST) * (BINS / (HIGHEST - LOWEST)))
        places = np.clip(places, 0, BINS - 1).astype(int)
        shares[1:, column] = np.bincount(places, minlength=BINS) / size.size
    return shares
