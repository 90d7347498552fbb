"""A mistake that has many values: one that stops too early, say, after any number of steps.

Or one that chance has a part in, and that only a look at the answer recognises.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike

_given: WeakKeyDictionary[Callable[[], Any], Any] = WeakKeyDictionary()


class AnyOf:
    """What one mistake can give, one value for each number of steps, or of whatever it hangs on.

    Parameters
    ----------
    values : the values along the first axis, or what makes them when they are asked for. Those
        that are not finite are left out.

    Examples
    --------
    >>> halves = AnyOf([[2.0, 4.0], [1.0, 2.0], [0.5, 1.0]])
    >>> halves.nearest([1.1, 2.0])
    array([1., 2.])
    """

    def __init__(self, values: ArrayLike | Callable[[], ArrayLike]) -> None:
        self._made: Any = values

    @functools.cached_property
    def values(self) -> Any:
        """Return the values that are finite, one after the other along the first axis."""
        every = np.asarray(self._made() if callable(self._made) else self._made, dtype=np.float64)
        return every[np.isfinite(every).reshape(len(every), -1).all(axis=1)]

    def nearest(self, answer: Any) -> Any:
        """Return the value nearest to an answer of the same shape, NaN if there is none."""
        try:
            came = np.asarray(answer, dtype=np.float64)
        except (TypeError, ValueError):
            return np.nan
        if came.shape != self.values.shape[1:] or not len(self.values):
            return np.nan
        far = np.abs(self.values - came).reshape(len(self.values), -1).max(axis=1)
        return self.values[int(far.argmin())]


class Known(AnyOf):
    """What one mistake gives if no list of values holds it, because it was drawn.

    Parameters
    ----------
    looks : says whether an answer, an array, is such a value.

    Examples
    --------
    >>> Known(lambda a: (a == 0).any()).nearest([0.0, 2.5]), Known(np.all).nearest([0.0])
    (array([0. , 2.5]), nan)
    """

    def __init__(self, looks: Callable[[Any], Any]) -> None:
        super().__init__([])
        self._looks = looks

    def nearest(self, answer: Any) -> Any:
        """Return the answer itself if it is such a value, else NaN."""
        try:
            came = np.asarray(answer, dtype=np.float64)
        except (TypeError, ValueError):
            return np.nan
        return came if self._looks(came) else np.nan


def value_of(wrong: Any, answer: Any) -> Any:
    """Return what a known mistake gives; of several values the one nearest to the answer.

    Examples
    --------
    >>> value_of(lambda: 3.0, 1.0), float(value_of(AnyOf([1.0, 2.0]), 1.9))
    (3.0, 2.0)
    """
    try:
        value = _once(wrong) if callable(wrong) else wrong
        return value.nearest(answer) if isinstance(value, AnyOf) else value
    except (ArithmeticError, np.linalg.LinAlgError):  # it cannot be made of these inputs
        return np.nan


def _once(wrong: Callable[[], Any]) -> Any:
    """Return what a function gives; an answer is held against the same mistakes many times."""
    if wrong not in _given:
        try:
            _given[wrong] = wrong()
        except (ArithmeticError, np.linalg.LinAlgError):
            _given[wrong] = np.nan
    return _given[wrong]
