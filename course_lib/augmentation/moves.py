"""Moves along the last axis that signals and images share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_lib.checks import FloatArray, as_count, as_number, as_rng, message


def draw_steps(
    n: int, max_shift: int, length: int, *, who: str, rng: np.random.Generator
) -> NDArray[np.int64]:
    limit = as_count(max_shift, who=who, name="max_shift", low=0)
    if limit >= length:
        hint = "Nothing would be left of some examples."
        raise ValueError(message(who, "max_shift", f"be below {length}", limit, hint))
    return as_rng(rng, who=who).integers(-limit, limit + 1, size=n)


def moved(x: FloatArray, steps: NDArray[np.int64], fill: float) -> FloatArray:
    """Shift along the last axis by ``steps``, which has the axes of x, each of length 1 or n."""
    source = np.arange(x.shape[-1]) - steps
    inside = (source >= 0) & (source < x.shape[-1])
    return np.where(inside, np.take_along_axis(x, source.clip(0, x.shape[-1] - 1), -1), fill)


def mirrored(x: FloatArray, p: float, *, who: str, rng: np.random.Generator) -> FloatArray:
    p = as_number(p, who=who, name="p", low=0, high=1)
    chosen = as_rng(rng, who=who).random(len(x)) < p
    return np.where(chosen.reshape(-1, *[1] * (x.ndim - 1)), x[..., ::-1], x)
