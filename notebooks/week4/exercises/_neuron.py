"""One sigmoid neuron, for the exercises that follow its derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.roads import complex_step


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def drawn(rng: np.random.Generator, d: int = 3) -> tuple[Any, ...]:
    """Draw w (d,), b, x (d,) and y of a neuron that is far from saturation."""
    w, x = rng.uniform(-1.5, 1.5, size=d), rng.uniform(0.3, 1.5, size=d)
    return w, float(rng.uniform(0.3, 0.9)), x, float(rng.integers(2))


def neuron(w: Any, b: float, x: Any, y: float) -> tuple[Any, ...]:
    """Return arguments, z, a, and the slopes of the loss and of the activation."""
    w, x = np.asarray(w), np.asarray(x, dtype=np.float64)
    z = float(w @ x + b)
    a = float(sigmoid(z))
    slope = float(complex_step(lambda a: (a - y) ** 2, a))
    return (w, b, x, y), z, a, slope, float(complex_step(sigmoid, z))
