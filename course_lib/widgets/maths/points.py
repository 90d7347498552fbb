"""The points of the playground: a data set, and what the reader adds and removes by clicking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from course_lib.checks import FloatArray, choose
from course_lib.datasets import make_circles, make_moons, make_spiral, make_xor
from course_lib.datasets.record import Dataset

COUNT = 200
REACH = 2.5  # the generated points fill the square from -REACH to REACH
LIMIT = 3.0  # what is drawn
MOST_ADDED = 500

Maker = Callable[[np.random.Generator], Dataset]
MAKERS: dict[str, Maker] = {
    "moons": lambda rng: make_moons(COUNT, noise=0.15, rng=rng),
    "circles": lambda rng: make_circles(COUNT, noise=0.1, rng=rng),
    "xor": lambda rng: make_xor(COUNT, noise=0.08, rng=rng),
    "spiral": lambda rng: make_spiral(COUNT // 2, classes=2, noise=0.12, rng=rng),
}


@dataclass
class Points:
    """Points of two classes. A third of the generated ones is held out for validation.

    The data set is a function of ``name``, ``seed`` and ``noise``, so these, ``removed`` and
    ``added`` are the whole state. Added points are trained on. ``noise`` is the standard deviation
    of an extra shift of each generated point; the draws are the same for all values of it.

    Examples
    --------
    >>> points = Points("circles", 0)
    >>> points.add(0.5, 2.0, 1)
    >>> X, y = points.training()
    >>> X[-1], y[-1]
    (array([0.5, 2. ]), array([1.]))
    """

    name: str = "circles"
    seed: int = 0
    removed: list[int] = field(default_factory=list)
    added: list[tuple[float, float, int]] = field(default_factory=list)
    noise: float = 0.0

    def __post_init__(self) -> None:
        maker = choose(self.name, MAKERS, who="Points", name="data set")
        rng = np.random.default_rng(self.seed)
        X, labels = maker(rng)
        order = rng.permutation(len(X))
        middle = (X.min(axis=0) + X.max(axis=0)) / 2
        X = X - middle
        X = (X * REACH / np.abs(X).max())[order]
        self._X: FloatArray = np.clip(X + self.noise * rng.normal(size=X.shape), -LIMIT, LIMIT)
        self._y: FloatArray = labels[order].astype(np.float64)
        self._held_out: NDArray[np.bool_] = np.arange(len(X)) % 3 == 2

    def add(self, x: float, y: float, label: int) -> None:
        """Add a point to the training set; outside of the picture it is ignored.

        Raises
        ------
        ValueError : there are MOST_ADDED already.
        """
        if len(self.added) >= MOST_ADDED:
            raise ValueError(f"{MOST_ADDED} points are added already: remove some first.")
        if max(abs(x), abs(y)) <= LIMIT:
            self.added.append((round(float(x), 2), round(float(y), 2), int(label)))

    def remove_nearest(self, x: float, y: float, within: float = 0.3) -> bool:
        """Remove the point nearest to (x, y), if one is near; tell whether one was removed."""
        everything = np.vstack([self._X, *[[a[:2]] for a in self.added]])
        distance = np.hypot(*(everything - [x, y]).T)
        distance[self.removed] = np.inf
        nearest = int(distance.argmin())
        if distance[nearest] > within:
            return False
        if nearest < len(self._X):
            self.removed.append(nearest)
        else:
            del self.added[nearest - len(self._X)]
        return True

    def training(self) -> tuple[FloatArray, FloatArray]:
        """Return inputs (n, 2) and classes (n, 1) of the points that are trained on."""
        X, y = self._part(~self._held_out)
        if self.added:
            extra = np.array(self.added)
            X, y = np.vstack([X, extra[:, :2]]), np.append(y, extra[:, 2])
        return X, y[:, None]

    def validation(self) -> tuple[FloatArray, FloatArray]:
        """Return inputs and classes of the points that are held out."""
        X, y = self._part(self._held_out)
        return X, y[:, None]

    def _part(self, mask: NDArray[np.bool_]) -> tuple[FloatArray, FloatArray]:
        mask = mask.copy()
        mask[self.removed] = False
        return self._X[mask], self._y[mask]
