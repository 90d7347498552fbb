"""What may come in, and the one place where it is decided.

An error has four parts: who complains, what the argument must be, what it is, and the
likely mistake::

    Dense.backward: upstream must have shape (n, 4), got (4, 3). Did you transpose it?

Every function of ``course_lib`` passes what it is given through this file first, so that a NaN,
a mask or a wrong shape is refused where it enters and not ten lines later:

- :func:`as_array` takes everything that NumPy can read as real numbers, of any dtype and order,
  and makes float64 of it. It refuses text, complex numbers, objects, NaN, infinity and masked
  entries. What comes in is never changed.
- :func:`own` copies what is kept for later, or handed out while it is still needed.
- :mod:`course_lib.check_entries` says what the entries must be: probabilities, sums of 1, labels.
- :func:`as_number`, :func:`as_count`, :func:`as_rng`, :func:`as_function`, :func:`choose` and
  :func:`require_methods` are for single values.

Code that has checked its arrays and now hands them from layer to layer says so:
``with already_checked():``.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.check_values import (
    as_count,
    as_function,
    as_list,
    as_number,
    as_rng,
    choose,
    digits,
    message,
    require_methods,
    short,
)

__all__ = [
    "FloatArray",
    "Shape",
    "already_checked",
    "as_array",
    "as_count",
    "as_function",
    "as_list",
    "as_number",
    "as_rng",
    "as_rows",
    "choose",
    "digits",
    "is_checked",
    "message",
    "own",
    "require_methods",
    "require_shape",
    "shape_text",
    "short",
]

FloatArray = NDArray[np.float64]
Shape = Sequence[int | str]
"""A shape in which a number is required and a letter stands for any length, ``("n", 4)``."""

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
    _refuse_masks(value, who, name)
    try:
        array = np.asarray(value)
    except ValueError:
        got = "rows of different lengths"
        raise ValueError(message(who, name, "a rectangular array", got)) from None
    except OverflowError:
        got = "a whole number beyond them"
        raise ValueError(message(who, name, "an array of float64 numbers", got)) from None
    if array.dtype.kind not in "buif":
        got = f"{type(value).__name__} of {array.dtype}"
        raise TypeError(message(who, name, "an array of real numbers", got))
    with np.errstate(over="ignore"):  # a long double may be larger than any float64
        return array.astype(np.float64, copy=False)


def _refuse_masks(value: object, who: str, name: str) -> None:
    """NumPy would take what lies under the mask for numbers, in silence."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    masked = (part for part in parts if isinstance(part, np.ma.MaskedArray))
    hidden = sum(int(np.ma.getmaskarray(part).sum()) for part in masked)
    if hidden:
        hint = "Use .filled(value), or leave these rows out."
        raise ValueError(message(who, name, "have no masked entries", f"{hidden} of them", hint))


def as_rows(
    value: ArrayLike, *, who: str, name: str, like: NDArray[Any] | None = None
) -> NDArray[Any]:
    """Return ``value`` as an array with a first axis, of any dtype: rows that are only passed on.

    Raises
    ------
    ValueError : there is no first axis, it has masked entries, or not as many rows as ``like``.
    TypeError : it is no array and no sequence.

    Examples
    --------
    >>> as_rows(["cat", "dog"], who="augment", name="y", like=np.zeros((2, 5))).shape
    (2,)
    """
    _refuse_masks(value, who, name)
    if not hasattr(value, "__array__") and not isinstance(value, Sequence):
        raise TypeError(message(who, name, "be an array or a list", short(value)))
    try:
        array = np.asarray(value)
    except ValueError:
        got = "rows of different lengths"
        raise ValueError(message(who, name, "a rectangular array", got)) from None
    if array.ndim == 0 or (like is not None and len(array) != len(like)):
        must = "have rows" if like is None else f"have as many rows as X, shape {like.shape}"
        raise ValueError(message(who, name, must, array.shape))
    return array


def own(array: FloatArray) -> FloatArray:
    """Return a copy that nobody else can change; inside ``already_checked()`` the array itself.

    Examples
    --------
    >>> x = np.zeros(2)
    >>> own(x) is x, np.shares_memory(own(x), x)
    (False, False)
    """
    return array if _CHECKED.get() else array.copy()


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
