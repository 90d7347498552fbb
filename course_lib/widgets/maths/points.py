"""The points of the playground: some draws of each data set, scaled to the picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.checks import FloatArray
from course_lib.datasets import make_circles, make_moons, make_spiral, make_xor
from course_lib.datasets.record import Dataset

COUNT = 200
DRAWS = 3  # of each kind are stored
REACH = 2.5  # the points fill the square from -REACH to REACH
LIMIT = 3.0  # what is drawn

Maker = Callable[[np.random.Generator], tuple[FloatArray, FloatArray]]


def _plane(rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    X = rng.uniform(-1, 1, size=(COUNT, 2))
    return X, X.sum(axis=1) / 2


def _hills(rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    X = rng.uniform(-1, 1, size=(COUNT, 2))
    up, down = (np.exp(-4 * ((X - centre) ** 2).sum(axis=1)) for centre in (0.45, -0.45))
    return X, up - down


MAKERS: dict[str, Maker] = {
    "moons": lambda rng: _pair(make_moons(COUNT, noise=0.15, rng=rng)),
    "circles": lambda rng: _pair(make_circles(COUNT, noise=0.1, rng=rng)),
    "xor": lambda rng: _pair(make_xor(COUNT, noise=0.08, rng=rng)),
    "spiral": lambda rng: _pair(make_spiral(COUNT // 2, classes=2, noise=0.12, rng=rng)),
    "plane": _plane,
    "hills": _hills,
}


def _pair(data: Dataset) -> tuple[FloatArray, FloatArray]:
    return data.X, data.y.astype(np.float64)


def stored_points(name: str) -> tuple[FloatArray, str]:
    """Return all draws, of shape (DRAWS, COUNT, 3), as a plot's arrays have them.

    A row is x₁, x₂, label; the rows are in random order.

    Examples
    --------
    >>> drawn, _ = stored_points("circles")
    >>> drawn.shape, float(np.abs(drawn[..., :2]).max())
    ((3, 200, 3), 2.5)
    """
    return np.stack([_points(MAKERS[name], seed) for seed in range(DRAWS)]).round(3), "f4"


def _points(maker: Maker, seed: int) -> FloatArray:
    rng = np.random.default_rng(seed)
    X, y = maker(rng)
    X = X - (X.min(axis=0) + X.max(axis=0)) / 2
    rows = np.column_stack([X * REACH / np.abs(X).max(), y])
    return rows[rng.permutation(len(rows))]
