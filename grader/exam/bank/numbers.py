"""Numbers that a person can work with by hand: small whole numbers, halves, quarters, tenths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def pick(rng: np.random.Generator, values: Sequence[T]) -> T:
    """Return one of the values."""
    return values[int(rng.integers(len(values)))]


def distinct(rng: np.random.Generator, values: Sequence[T], count: int) -> list[T]:
    """Return ``count`` different ones of the values, in random order."""
    return [values[i] for i in rng.choice(len(values), size=count, replace=False)]


def steps(
    rng: np.random.Generator, low: float, high: float, step: float = 1.0, *, zero: bool = False
) -> float:
    """Return a multiple of ``step`` between two ends, both included; zero only if asked for."""
    first, last = round(low / step), round(high / step)
    values = [k * step for k in range(first, last + 1) if zero or k]
    return float(round(pick(rng, values), 4))
