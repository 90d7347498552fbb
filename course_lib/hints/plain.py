"""What an answer is: numbers, of the right shape, finite; and whether it is near enough."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.errors import HintError, NotDoneError
from course_lib.hints.recognition import explain_shape

Array = NDArray[np.float64]


def is_plain(got: object, expected: Any, *, name: str) -> tuple[Array, Array]:
    """Return answer and right value as arrays of one shape, right or wrong.

    Raises
    ------
    HintError : the answer is not made of numbers, has another shape, or is not finite.

    Examples
    --------
    >>> is_plain([1, 2], np.array([1.0, 3.0]), name="w")
    (array([1., 2.]), array([1., 3.]))
    """
    right = np.asarray(expected, dtype=np.float64)
    answer = numbers(got, name=name)
    if answer.shape != right.shape:
        if not answer.size == right.size == 1:
            raise HintError(*explain_shape(answer, right, name=name))
        answer = answer.reshape(right.shape)  # a number in brackets is that number
    require_finite(answer, right, name=name)
    return answer, right


def numbers(got: object, *, name: str) -> Array:
    """Return the answer as float64, or say why it is not made of numbers."""
    if got is None or got is ...:
        raise NotDoneError(name)
    if callable(got):
        raise HintError(f"{name} is a function, not its result.", "Call it with brackets: f(...).")
    try:
        array = np.asarray(got)
    except ValueError:
        raise HintError(f"{name} has rows of different lengths.") from None
    if array.dtype == object and any(item is None for item in array.ravel()):
        raise HintError(f"A part of {name} is None.", "Does a branch end without return?")
    if array.dtype == object and all(np.isscalar(item) for item in array.ravel()):
        array = np.asarray(array.tolist())  # np.frompyfunc makes such arrays of numbers
    if array.dtype.kind == "c" and not np.any(array.imag):
        array = array.real
    if array.dtype.kind not in "buif":
        raise HintError(f"{name} must be numbers, got {kind_of(got)}.")
    return array.astype(np.float64)


def close(a: Array, b: Array, rtol: float, atol: float | None) -> bool:
    """Return whether two arrays agree; without ``atol`` it is rtol times the largest magnitude."""
    sizes = np.abs(b)
    finite = np.isfinite(sizes)
    if atol is None:
        largest = float(sizes.max(initial=0.0, where=finite))
        atol = rtol * largest if largest > 0 else 1e-8
    if finite.all() and np.isfinite(a).all():  # as isclose, in a third of its time
        return bool((np.abs(a - b) <= atol + rtol * sizes).all())
    return bool(np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=True).all())


def kind_of(value: object) -> str:
    """Return what a student calls this type."""
    return {"str": "text", "dict": "dictionary", "bool": "truth value"}.get(
        type(value).__name__, type(value).__name__
    )


def require_finite(answer: Array, right: Array, *, name: str) -> None:
    """Lose the part if an entry is NaN or infinite where the right one is not."""
    for test, what, hint in (
        (
            np.isnan,
            "NaN",
            "Look for 0/0, inf/inf, 0 * inf, inf - inf, log of a negative number, or a loop that "
            "runs away.",
        ),
        (
            np.isinf,
            "infinite",
            "Look for an overflow in exp, a division by 0, log(0), or a loop that runs away.",
        ),
    ):
        bad = test(answer) & ~test(right)
        if bad.any():
            if answer.ndim == 0:
                raise HintError(f"{name} is {what}.", hint)
            place = tuple(int(i) for i in np.argwhere(bad)[0])
            raise HintError(f"{name} is {what} at index {place}.", hint)


def alike(got: Any, value: Any, rtol: float) -> bool:
    """Return whether numbers that came agree with these; what is no number does not."""
    try:
        return close(numbers(got, name=""), np.asarray(value, dtype=np.float64), rtol, None)
    except (HintError, TypeError, ValueError):
        return False


def shape_of(value: Any) -> Any:
    """Return the shape, None of rows that have different lengths."""
    try:
        return np.shape(value)
    except ValueError:
        return None


def has_any(value: Any) -> bool:
    """Return whether a value is made of numbers that are not all 0."""
    try:
        return bool(np.any(np.asarray(value, dtype=np.float64)))
    except (TypeError, ValueError):
        return False
