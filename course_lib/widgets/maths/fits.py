"""Samples from a known world, and what a student's fit makes of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.datasets import true_curve
from course_lib.widgets.maths.own import name_of
from course_lib.widgets.maths.pace import Paced

HIGHEST = 12
LEAST, MOST = 15, 60  # points: more than any degree has coefficients
LOW, HIGH = -2.4, 2.6  # of the picture, and of a point that is dragged
X = np.linspace(0, 1, 121)  # where fits are drawn
SPOTS = slice(6, 115)  # from 0.05 to 0.95: fits are judged there, as they run away at the ends
SAMPLES = 40  # of the world: those that are shown, and those that bias and variance are of
EARLIER = 12  # samples that stay in the picture


@cache
def drawn() -> FloatArray:
    """Return x (uniform) and noise (standard normal) of each sample, shape (samples, 2, MOST).

    A sample of n points has the first n of them. The numbers are those that the page has.
    """
    rng = np.random.default_rng(10_000)
    both = rng.random((SAMPLES, MOST)), rng.standard_normal((SAMPLES, MOST))
    return np.stack(both, axis=1).astype(np.float32).astype(np.float64)


def sample(n: int, noise: float, k: int, moved: str = "") -> tuple[FloatArray, FloatArray]:
    """Return sample k with n points, by x; ``moved`` holds points that were dragged, "3:1.2"."""
    x, e = drawn()[k % SAMPLES, :, :n]
    y = true_curve(x) + noise * e
    for pair in moved.split(",") if moved else []:
        i, height = pair.split(":")
        if int(i) < n:
            y[int(i)] = float(height)
    order = np.argsort(x)
    return x[order], y[order]


class OwnFit:
    """The student's fit, whose answers are checked and whose calls are timed."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.pace = Paced(function, name_of(function))
        self._known: dict[tuple[int, float], dict[str, Any]] = {}

    def __call__(self, x: FloatArray, y: FloatArray, degree: int, x_new: FloatArray) -> FloatArray:
        """Return the predictions at ``x_new``."""
        answer = self.pace(x.copy(), y.copy(), degree, x_new.copy())
        return as_array(answer, who=self.pace.name, name="its result", shape=x_new.shape)

    def seen(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return what the page needs of the fit in this state: curves, and errors by degree."""
        n, noise, degree, seed = (state[key] for key in ("count", "noise", "degree", "seed"))
        x, y = sample(n, noise, seed, state["moved"])
        both = self(x, y, degree, np.concatenate([X, x]))
        earlier = range(max(0, seed - EARLIER), seed)
        slow = self.pace.too_slow_for(len(earlier))
        curves = [self(*sample(n, noise, k), degree, X) for k in ([] if slow else earlier)]
        errors = self.errors(n, noise) if state["errors"] else {}
        curve = {"fit": both[: X.size], "fitted": both[X.size :], "mark": state.get("mark", 0)}
        return {**curve, "earlier": curves, **errors}

    def errors(self, n: int, noise: float) -> dict[str, Any]:
        """Return bias², variance and training error of each degree over all samples.

        Where that would take too long, the line says so.
        """
        calls = SAMPLES * (HIGHEST + 1)
        if (n, noise) not in self._known and self.pace.too_slow_for(calls):
            return {"line": f" The right picture is left out: {self.pace.complaint(calls)}."}
        if (n, noise) not in self._known:
            self._known[n, noise] = decomposition(n, noise, self)
        return self._known[n, noise]


def decomposition(n: int, noise: float, fit: Callable[..., FloatArray]) -> dict[str, FloatArray]:
    """Return squared bias, variance and training error by degree, over all samples of n points."""
    spots = X[SPOTS]
    shape = (SAMPLES, HIGHEST + 1)
    fits, training = np.empty((*shape, spots.size)), np.empty(shape)
    for k in range(SAMPLES):
        x, y = sample(n, noise, k)
        for degree in range(HIGHEST + 1):
            both = fit(x, y, degree, np.concatenate([spots, x]))
            fits[k, degree] = both[: spots.size]
            training[k, degree] = np.mean((both[spots.size :] - y) ** 2)
    variance = fits.var(axis=0, ddof=1)
    # The mean of few fits is itself off by variance / SAMPLES, which is no bias of the method.
    off = (fits.mean(axis=0) - true_curve(spots)) ** 2 - variance / SAMPLES
    return {
        "bias": np.maximum(off.mean(axis=1), 0.0),
        "variance": variance.mean(axis=1),
        "training": training.mean(axis=0),
    }
