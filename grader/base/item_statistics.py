"""How well an exercise or a question tells strong from weak, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from math import atanh, sqrt, tanh
from statistics import correlation

FEWEST = 10  # students below which a correlation says nothing
_TINY = 1e-9
_SURE = 1.96  # standard deviations to either side have 95% of a normal distribution


def discrimination(pairs: Sequence[tuple[float, float]]) -> tuple[float | None, str]:
    """Return the corrected item-total correlation, or None and why there is none.

    Parameters
    ----------
    pairs : for each student the score of the item, and the share of the points of all others.
        Without the item itself in it: a total that contains it goes with it in any case.

    Examples
    --------
    >>> discrimination([(float(i >= 5), float(i)) for i in range(10)])
    (0.87, '')
    >>> discrimination([(1.0, float(i)) for i in range(10)])
    (None, 'all have the same')
    """
    if len(pairs) < FEWEST:
        return None, "too few to tell"
    scores, rests = zip(*pairs, strict=True)
    if max(scores) - min(scores) < _TINY:
        return None, "all have the same"
    if max(rests) - min(rests) < _TINY:
        return None, "the rest is the same for all"
    return round(correlation(scores, rests), 2), ""


def interval(correlated: float, count: int) -> tuple[float, float]:
    """Return where a correlation of ``count`` pairs lies with 95% confidence, by Fisher's z.

    Examples
    --------
    >>> low, high = interval(0.5, 28)
    >>> round(low, 2), round(high, 2)
    (0.16, 0.74)
    """
    if count < 4 or abs(correlated) >= 1:
        return (correlated, correlated) if count >= 4 else (-1.0, 1.0)
    middle, half = atanh(correlated), _SURE / sqrt(count - 3)
    return tanh(middle - half), tanh(middle + half)
