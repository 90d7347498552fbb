"""Checks of arguments, and the one place where their messages are made.

A message has four parts: who complains, what the argument must be, what it is, and the
likely mistake::

    Dense.backward: upstream must have shape (n, 4), got (4, 3). Did you transpose it?

Every function of ``course_lib`` that takes an array passes it through :func:`as_array` first,
so a NaN or a wrong shape is refused where it enters and not ten lines later.  Code that has
checked its arrays and now hands them from layer to layer says so: ``with already_checked():``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Shape = Sequence[int | str]
"""A shape in which a number is required and a letter stands for any length, ``("n", 4)``."""

_VERBS = ("be ", "have ", "not ", "contain ", "agree ", "return ")
_Item = TypeVar("_Item")
_CHECKED: ContextVar[bool] = ContextVar("already_checked", default=False)


class already_checked:  # noqa: N801 - used like a function, as np.errstate is
    """Inside this block arrays are taken as they are: the caller has checked them already.

    A network checks ``X`` once and not again in every layer of every step; that is what makes
    training fast. The counterpart in scikit-learn is ``config_context(assume_finite=True)``.

    Examples
    --------
    >>> with already_checked():
    ...     as_array(np.array([np.nan]), who="predict", name="X")
    array([nan])
    """

    def __enter__(self) -> None:
        self._token = _CHECKED.set(True)

    def __exit__(self, *error: object) -> None:
        _CHECKED.reset(self._token)


def is_checked() -> bool:
    """Return whether this code runs inside ``with already_checked()``.

    Examples
    --------
    >>> is_checked()
    False
    """
    return _CHECKED.get()


def message(who: str, argument: str, must: str, got: object, hint: str = "") -> str:
    """Return the sentence of an error: who, what it must be, what it got, a hint.

    Examples
    --------
    >>> message("Dropout", "p", "be in [0, 1]", 1.5, "p is the probability of dropping.")
    'Dropout: p must be in [0, 1], got 1.5. p is the probability of dropping.'
    """
    must = must if must.startswith(_VERBS) else f"be {must}"
    return f"{who}: {argument} must {must}, got {got}.{' ' + hint if hint else ''}"


def as_array(
    value: ArrayLike,
    *,
    who: str,
    name: str,
    shape: Shape | None = None,
    hint: str = "",
    allow_infinite: bool = False,
) -> FloatArray:
    """Return ``value`` as a float64 array, or say exactly why it cannot be used.

    Parameters
    ----------
    value : anything NumPy can turn into an array of real numbers.
    who : the function that asks, as the reader calls it, for example ``"Dense.forward"``.
    name : the argument's name in that function.
    shape : the shape required; a letter stands for any length. None accepts every shape.
    hint : the likely mistake if the shape is wrong. A transposed array is recognised by itself.
    allow_infinite : accept plus and minus infinity, where the function has a limit there.

    Returns
    -------
    The values as float64. No copy is made when the argument already is such an array.

    Raises
    ------
    TypeError : the value is not made of real numbers.
    ValueError : it has a NaN, an infinity, or another shape.

    Examples
    --------
    >>> as_array([[1, 2], [3, 4]], who="predict", name="X", shape=("n", 2)).dtype
    dtype('float64')
    >>> as_array(np.zeros((4, 3)), who="Dense.backward", name="upstream", shape=(3, 4))
    Traceback (most recent call last):
        ...
    ValueError: Dense.backward: upstream must have shape (3, 4), got (4, 3). Did you transpose it?
    """
    if _CHECKED.get() and isinstance(value, np.ndarray):
        return value
    array = _real_array(value, who=who, name=name)
    if shape is not None:
        require_shape(array, shape, who=who, name=name, hint=hint)
    bad = np.isnan(array) if allow_infinite else ~np.isfinite(array)
    if bad.any():
        place = tuple(int(i) for i in np.argwhere(bad)[0])
        where = f"{array[place]} at index {place}" if place else f"{array[()]}"
        raise ValueError(
            message(who, name, "not contain NaN" if allow_infinite else "be finite", where,
                    "Look for 0/0, log(0) or an overflow in the step before.")
        )  # fmt: skip
    return array


def _real_array(value: ArrayLike, *, who: str, name: str) -> FloatArray:
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            message(who, name, "a rectangular array", "rows of different lengths")
        ) from None
    if array.dtype.kind not in "buif":
        got = f"{type(value).__name__} of {array.dtype}"
        raise TypeError(message(who, name, "an array of real numbers", got))
    return array.astype(np.float64, copy=False)


def require_shape(
    array: NDArray[Any], shape: Shape, *, who: str, name: str, hint: str = ""
) -> None:
    """Raise ValueError unless ``array`` has the given shape; a letter stands for any length.

    Examples
    --------
    >>> require_shape(np.zeros((5, 2)), ("n", 2), who="predict", name="X")
    >>> require_shape(np.zeros(5), ("n", 1), who="mse.value", name="target")
    Traceback (most recent call last):
        ...
    ValueError: mse.value: target must have shape (n, 1), got (5,). Use target.reshape(-1, 1)?
    """
    if _fits(array.shape, shape):
        return
    if not hint and array.ndim == 2 and _fits(array.shape[::-1], shape):
        hint = "Did you transpose it?"
    elif not hint and array.ndim == 1 and _fits((*array.shape, 1), shape):
        hint = f"Use {name}.reshape(-1, 1)?"
    elif not hint and array.ndim == 1 and _fits((1, *array.shape), shape):
        hint = f"Use {name}.reshape(1, -1) for one example?"
    raise ValueError(message(who, name, f"have shape {shape_text(shape)}", array.shape, hint))


def _fits(actual: Sequence[int], wanted: Shape) -> bool:
    return len(actual) == len(wanted) and all(
        isinstance(w, str) or a == w for a, w in zip(actual, wanted, strict=True)
    )


def shape_text(shape: Shape) -> str:
    """Return a shape as it is written in a message, ``(n, 4)`` or ``(4,)``.

    Examples
    --------
    >>> shape_text(("n", 4)), shape_text((4,))
    ('(n, 4)', '(4,)')
    """
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def as_number(
    value: float,
    *,
    who: str,
    name: str,
    low: float = -np.inf,
    high: float = np.inf,
    low_open: bool = False,
    high_open: bool = False,
    hint: str = "",
) -> float:
    """Return ``value`` as a float inside the interval, whose finite ends may be open.

    Raises
    ------
    TypeError : the value is not a real number.
    ValueError : it is NaN, infinite or outside the interval.

    Examples
    --------
    >>> as_number(0.5, who="Dropout", name="p", low=0, high=1)
    0.5
    >>> as_number(0, who="SGD", name="learning_rate", low=0, low_open=True)
    Traceback (most recent call last):
        ...
    ValueError: SGD: learning_rate must be in (0, inf), got 0.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        raise TypeError(message(who, name, "a number", repr(value), hint))
    number = float(value)
    too_low = number <= low if low_open else number < low
    too_high = number >= high if high_open else number > high
    if not np.isfinite(number) or too_low or too_high:
        left = "(" if low_open or np.isinf(low) else "["
        right = ")" if high_open or np.isinf(high) else "]"
        interval = f"in {left}{low:g}, {high:g}{right}"
        raise ValueError(message(who, name, f"be {interval}", value, hint))
    return number


def as_count(value: int, *, who: str, name: str, low: int = 1, hint: str = "") -> int:
    """Return ``value`` as an int of at least ``low``.

    Raises
    ------
    TypeError : the value is not a whole number (True and 3.0 are not).
    ValueError : it is smaller than ``low``.

    Examples
    --------
    >>> as_count(32, who="train", name="batch_size")
    32
    >>> as_count(0, who="train", name="batch_size")
    Traceback (most recent call last):
        ...
    ValueError: train: batch_size must be a whole number of at least 1, got 0.
    """
    must = f"a whole number of at least {low}"
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(message(who, name, must, repr(value), hint))
    if value < low:
        raise ValueError(message(who, name, must, value, hint))
    return int(value)


def as_rng(rng: np.random.Generator, *, who: str) -> np.random.Generator:
    """Return ``rng`` if it is a NumPy Generator; the course has no global seed.

    Raises
    ------
    TypeError : it is anything else, for example a seed.

    Examples
    --------
    >>> as_rng(7, who="Dropout")
    Traceback (most recent call last):
        ...
    TypeError: Dropout: rng must be a numpy.random.Generator, got 7. Use np.random.default_rng(7).
    """
    if isinstance(rng, np.random.Generator):
        return rng
    hint = f"Use np.random.default_rng({rng})." if isinstance(rng, int) else (
        "Make one with np.random.default_rng(seed)."
    )  # fmt: skip
    raise TypeError(message(who, "rng", "a numpy.random.Generator", repr(rng), hint))


def choose(key: str, table: Mapping[str, _Item], *, who: str, name: str) -> _Item:
    """Return ``table[key]``; an unknown key is answered with the names there are.

    Raises
    ------
    ValueError : there is no such key. A near miss is answered with "did you mean".

    Examples
    --------
    >>> choose("rleu", {"relu": 1, "tanh": 2}, who="MLP.of", name="hidden")
    Traceback (most recent call last):
        ...
    ValueError: MLP.of: hidden must be one of relu, tanh, got 'rleu'. Did you mean 'relu'?
    """
    if isinstance(key, str) and key in table:
        return table[key]
    from difflib import get_close_matches  # only needed for the message

    near = get_close_matches(str(key), table, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else ""
    raise ValueError(message(who, name, f"one of {', '.join(table)}", repr(key), hint))
