"""Soft thresholding: each entry moves towards 0 and stops there."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.promise import promise

from ._penalties import cut, require_zeros

__all__ = ["require_zeros", "soft_threshold"]


def _weights(rng: np.random.Generator, n: int = 8) -> tuple[Any, ...]:
    """Draw weights on both sides of both thresholds, t and 2 t."""
    t = float(rng.uniform(0.6, 1.4))
    sizes = t * rng.uniform(0.1, 0.9, size=n) + t * (np.arange(n) // 2 % 3)
    return rng.permutation(np.where(np.arange(n) % 2, 1, -1) * sizes), t


@promise(
    draw=_weights,
    whole=("w",),
    examples={
        "a matrix with zeros": (np.array([[0.0, -1.2], [0.3, 0.0]]), 0.5),
        "t = 0": (np.array([0.4, -1.0, 0.0]), 0.0),
        "t above all weights": (np.array([0.4, -1.0, 0.2]), 3.0),
    },
)
def soft_threshold(w: Any, t: float) -> Case:
    """Return the case of the soft threshold of w, of any shape, by t."""
    given, w = w, np.asarray(w, dtype=np.float64)
    wrong: dict[str, object] = {
        "this is a hard threshold. Those that stay must be shortened too.": w * (np.abs(w) > t),
        "the sign is lost": np.abs(cut(w, t)),
        "small weights change their sign. They must stop at zero.": w - t * np.sign(w),
        "negative weights are cut off. Shrink from both sides.": np.maximum(w - t, 0),
        "all weights are moved to the left. Shrink towards zero.": w - t,
        "this is the part that is cut away. Return what is left.": w - cut(w, t),
        "t is counted twice": cut(w, 2 * t),
        "t is halved": cut(w, t / 2),
        "nothing was shrunk": w,
        "small weights are sent back from zero. They must stop there.": (
            np.sign(w) * np.abs(np.abs(w) - t)
        ),
        "weights grow. Shrink towards zero.": w + t * np.sign(w),
        "weights below -t move away from zero. Shrink from both sides.": np.where(
            w < -t, w - t, cut(w, t)
        ),
        "small weights are made larger, to t. They must stop at zero.": (
            np.where(w < 0, -1, 1) * np.maximum(np.abs(w), t) * (w != 0)
        ),
        "min stands where max belongs: what is too small is kept, and the rest is 0": (
            np.sign(w) * np.minimum(np.abs(w) - t, 0)
        ),
        "weights are multiplied. Each must be shortened by t, whatever its size.": w * (1 - t),
        "weights are multiplied, and never below 0. Each must be shortened by t.": (
            w * max(1 - t, 0) if t < 1 else np.nan
        ),
        "the weights are squared before t is taken off": np.sign(w) * np.maximum(w**2 - t, 0),
        "all weights are shortened together, by their length. Each one has its own.": (
            w * max(1 - t / (float(np.linalg.norm(w)) or np.nan), 0)
        ),
        "a weight was tested again after it had moved. Decide by the old w.": (
            cut(w, t) * (np.abs(w) > 2 * t)
        ),
    }
    return Case(
        "soft_threshold", (given, t), {"soft_threshold": cut(w, t)}, {"soft_threshold": wrong},
        hint="Shorten each weight by t, and stop at zero.",
    )  # fmt: skip
