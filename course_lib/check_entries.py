"""What the entries of an array must be: probabilities, sums of 1, class numbers, not all the same.

Where a number must equal another, it may differ by the rounding of the dtype in which the caller
gave it: a third in float32 is off by 1e-8, and no mistake.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.checks import FloatArray, as_array, digits, message


def rounding_of(value: ArrayLike) -> float:
    """Return the rounding unit of the dtype that the values come in.

    Examples
    --------
    >>> rounding_of(np.float32([0.1])) == np.finfo(np.float32).eps, rounding_of([1]) < 1e-15
    (np.True_, True)
    """
    dtype = np.asarray(value).dtype
    eps = float(np.finfo(np.float64).eps)
    return max(eps, float(np.finfo(dtype).eps)) if dtype.kind == "f" else eps


def require(
    legal: NDArray[np.bool_], array: NDArray[Any], *, who: str, name: str, must: str, hint: str = ""
) -> None:
    """Raise ValueError with the first entry of ``array`` that is not legal, and its place.

    Examples
    --------
    >>> y = np.array([1.0, 3.0])
    >>> require(y <= 2, y, who="f", name="y", must="be at most 2")
    Traceback (most recent call last):
        ...
    ValueError: f: y must be at most 2, got 3 at index (1,).
    """
    if not np.all(legal):
        place = tuple(int(i) for i in np.argwhere(~legal)[0])
        number = digits(float(array[place]))
        got = f"{number} at index {place}" if place else number
        raise ValueError(message(who, name, must, got, hint))


def require_some(array: NDArray[Any], *, who: str, name: str) -> None:
    """Raise ValueError if there is nothing in ``array``.

    Examples
    --------
    >>> require_some(np.zeros((0, 2)), who="train", name="X")
    Traceback (most recent call last):
        ...
    ValueError: train: X must have at least one entry, got shape (0, 2).
    """
    if array.size == 0:
        raise ValueError(message(who, name, "have at least one entry", f"shape {array.shape}"))


def require_probabilities(
    given: ArrayLike, array: FloatArray, *, who: str, name: str, hint: str
) -> None:
    """Raise ValueError unless all entries are in [0, 1], up to the rounding of ``given``."""
    near = 4 * rounding_of(given)
    legal = (array >= -near) & (array <= 1 + near)
    require(legal, array, who=who, name=name, must="be probabilities in [0, 1]", hint=hint)


def sums_to_one(given: ArrayLike, array: FloatArray) -> NDArray[np.bool_]:
    """Return whether the last axis sums to 1, up to the rounding of ``given``.

    A difference below 1e-6 is never a mistake: float32 numbers are often made float64 on the way.
    """
    near = max(1e-6, array.shape[-1] * rounding_of(given))
    return np.asarray(np.abs(array.sum(axis=-1) - 1) <= near)


def as_labels(
    labels: ArrayLike, *, who: str, name: str = "labels", classes: int | None = None
) -> NDArray[np.int64]:
    """Return class numbers as int64, shape (n,), or raise if they are not whole numbers.

    With ``classes`` they must also lie between 0 and ``classes - 1``.
    """
    values = as_array(labels, who=who, name=name, shape=("n",))
    if classes is None:
        legal, must = values == np.rint(values), "be whole numbers"
    else:
        legal, must = np.isin(values, np.arange(classes)), f"be class numbers 0 to {classes - 1}"
    require(legal, values, who=who, name=name, must=must)
    return values.astype(np.int64)


def constant_columns(X: FloatArray) -> NDArray[np.bool_]:
    """Return which columns of X (n, d) differ by no more than rounding, shape (d,).

    Examples
    --------
    >>> constant_columns(np.array([[0.3, 1.0], [0.1 * 3, 2.0]])).tolist()
    [True, False]
    """
    noise = len(X) * np.finfo(float).eps * np.linalg.norm(X, axis=0)
    constant: NDArray[np.bool_] = np.linalg.norm(X - X.mean(axis=0), axis=0) <= noise
    return constant
