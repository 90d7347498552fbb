"""How often chance makes two students as alike as that, judged by the class itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BEYOND = 0.5  # expected pairs; what chance makes less often than in every second class stands out
FEWEST = 20  # works: of fewer, nobody can say what chance does
_ENOUGH = 2000  # pairs, for the far levels: 64 students


@dataclass(frozen=True)
class Tail:
    """The upper end of the class's distribution: above ``start`` lies the part ``part`` of all
    values, and that falls by the factor e each time the value grows by ``scale``.

    An exponential tail is fitted to quantiles, which a few copies do not move. It falls slower
    than a sum of independent parts does, so chance is rather overstated.
    """

    start: float
    part: float
    scale: float

    @classmethod
    def of(cls, values: NDArray[np.floating]) -> Tail:
        """Fit it to the scores of all pairs of a class."""
        low, high = (0.95, 0.99) if len(values) >= _ENOUGH else (0.5, 0.9)
        start, end = np.quantile(values, [low, high])
        steps = np.log((1 - low) / (1 - high))
        least = 1e-3 * max(1.0, float(np.abs(values).max()))  # where all are equal
        return cls(float(start), 1 - low, max(float(end - start) / float(steps), least))

    def surprise(self, values: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return -log of the part of pairs that chance makes as high as each value."""
        beyond = (np.asarray(values, np.float64) - self.start) / self.scale
        return np.asarray(np.maximum(beyond - np.log(self.part), 0))

    def expected(self, value: float, pairs: int) -> float:
        """Return how many of so many pairs chance makes as high as a value."""
        return pairs * float(np.exp(-self.surprise(np.array([value]))[0]))


def in_words(expected: float) -> str:
    """Return what an expected number of pairs means; nothing is claimed beyond 1 in 1000.

    Examples
    --------
    >>> in_words(1e-9), in_words(0.04)
    ('by chance in fewer than 1 class in 1000', 'by chance in about 1 class in 25')
    >>> in_words(3.2)
    'chance alone makes about 3 such pairs in a class like this one'
    """
    if expected < 1e-3:
        return "by chance in fewer than 1 class in 1000"
    if expected < BEYOND:
        return f"by chance in about 1 class in {1 / expected:.0f}"
    count = max(1, round(expected))
    pairs = "1 such pair" if count == 1 else f"{count} such pairs"
    return f"chance alone makes about {pairs} in a class like this one"
