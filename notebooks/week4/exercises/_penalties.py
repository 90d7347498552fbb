"""Penalties and the step that shrinks: what the exercises on L1 and L2 share."""

from __future__ import annotations

import numpy as np

from course_lib.hints.cases import Array
from course_lib.hints.errors import NotDoneError, require


def require_zeros(got: object, expected: Array, *, name: str) -> None:
    """Lose the part unless the entries that must be 0 are exactly 0, and the others are not."""
    if got is None or got is ...:
        raise NotDoneError(name)
    w = np.asarray(got, dtype=np.float64)
    require(w.shape == expected.shape, f"{name} must have shape {expected.shape}, got {w.shape}.")
    require(
        not np.isnan(w).any(),
        f"{name} is NaN somewhere.",
        "Is 0 divided by 0, or do the steps grow?",
    )
    off, tiny = expected == 0, 1e-2 * np.abs(expected).max(initial=1e-9)
    missed = int((w[off] != 0).sum())
    nearly = missed and np.abs(w[off]).max() < tiny
    require(
        not missed,
        f"{name}: {missed} of the {off.sum()} weights that must be zero are not exactly 0.",
        "They are tiny. Gradient steps jump over zero; the soft threshold stops there."
        if nearly
        else "",
    )
    lost = int((w[~off] == 0).sum())
    require(not lost, f"{name}: {lost} of {(~off).sum()} weights are zero and must not be.")


def shrunk(w: Array, l1: float, l2: float, step: float) -> Array:
    """Return argmin over v of (v - w)^2 / (2 step) + l1 |v| + l2 v^2, by bisection of its slope.

    The slope rises with v and jumps by 2 l1 at 0, so the interval closes around its zero.
    """
    low, high = -np.abs(w) - 1, np.abs(w) + 1
    for _ in range(64):  # 2^-64 of the interval is less than rounding
        v = (low + high) / 2
        rising = (v - w) / step + l1 * np.sign(v) + 2 * l2 * v > 0
        low, high = np.where(rising, low, v), np.where(rising, v, high)
    v = (low + high) / 2
    return np.where(np.abs(v) < 1e-12, 0.0, v)


def cut(w: Array, t: float) -> Array:
    return shrunk(w, t, 0.0, 1.0)
