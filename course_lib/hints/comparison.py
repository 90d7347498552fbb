"""Compare an answer with the expected values and recognise the usual mistakes.

The order matters. First what the thing is (done at all, numbers, shape, finite), then whether
it is right, then the exercise's own named mistakes, then the general ones in ``recognition``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.errors import HintError, NotDoneError
from course_lib.hints.family import value_of
from course_lib.hints.recognition import explain_shape, explain_values, is_vague

Array = NDArray[np.float64]
Mistakes = Mapping[str, object | Callable[[], object]]


def compare(
    got: object,
    expected: Any,
    *,
    name: str,
    mistakes: Mistakes | None = None,
    n: int | None = None,
    rtol: float = 1e-5,
    atol: float | None = None,
    hint: str = "",
) -> None:
    """Pass if ``got`` is ``expected`` within a tolerance, else lose the part with the reason.

    Parameters
    ----------
    got : the student's answer: numbers, nested lists or arrays of any numeric type.
    expected : the right values. A tuple asks for as many answers, compared one by one; a
        text or None is compared exactly.
    name : what the student calls it, for example ``"dW"``.
    mistakes : wrong results by the mistake that makes them, ``{"the bias is penalised": wrong}``.
        A function is called only when the answer is wrong. What follows the first ``". "`` of
        the text is shown as the hint.
    n : the number of examples, so that a factor of n can be recognised. Choose it such that
        n, 1/n, 2 and 1/2 are all different.
    rtol, atol : as in ``numpy.isclose``. Without ``atol`` it is ``rtol`` times the largest
        expected magnitude, which is fair to an answer computed in float32.
    hint : shown when no mistake was recognised.

    Raises
    ------
    HintError : the answer is wrong; the message never contains the expected value.

    Examples
    --------
    >>> compare([1, 2.0], np.array([1.0, 2.0]), name="db")
    >>> compare([-1.0, -2.0], np.array([1.0, 2.0]), name="db")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: db has the wrong sign. Every entry is right up to its sign.
    """
    if isinstance(expected, tuple):
        names = [f"{name}[{i}]" for i in range(len(expected))]
        for part, value, label in zip(unpack(got, *names, name=name), expected, names, strict=True):
            compare(part, value, name=label, mistakes=mistakes, n=n, rtol=rtol, atol=atol)
        return
    if expected is None or isinstance(expected, str):
        _compare_exactly(got, expected, name=name, mistakes=mistakes, hint=hint)
        return
    answer, right = is_plain(got, expected, name=name)
    if close(answer, right, rtol, atol):
        return
    whole = np.asarray(got).dtype.kind in "iu"
    for text, wrong in (mistakes or {}).items():
        candidate = _candidate(value_of(wrong, answer), right.shape)
        if candidate is not None and close(answer, candidate, rtol, atol):
            raise _named(name, text, cut=whole and close(answer, np.trunc(right), rtol, atol))
    same = partial(close, rtol=rtol, atol=atol)
    reason, more = explain_values(answer, right, same, name=name, n=n, hint=hint, whole=whole)
    error = HintError(reason, more)
    error.vague = is_vague(reason, name)
    raise error


def agrees(got: object, expected: Any, *, rtol: float = 1e-5) -> bool:
    """Return whether :func:`compare` passes, without looking for what is wrong.

    Examples
    --------
    >>> agrees((1, "Yes"), (1.0, "yes")), agrees(None, 1.0)
    (True, False)
    """
    try:
        if isinstance(expected, tuple):
            parts = unpack(got, *map(str, range(len(expected))))
            return all(agrees(*pair, rtol=rtol) for pair in zip(parts, expected, strict=True))
        if expected is None or isinstance(expected, str):
            _compare_exactly(got, expected, name="", mistakes=None, hint="")
            return True
        return close(*is_plain(got, expected, name=""), rtol, None)
    except HintError:
        return False


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
    _require_finite(answer, right, name=name)
    return answer, right


def unpack(result: object, *parts: str, name: str = "the result", hint: str = "") -> Sequence[Any]:
    """Return the values of a function that must return exactly these ``parts``.

    With a ``hint``, the result is no function's but written down, and the hint says how.

    Examples
    --------
    >>> W, b = unpack((1, 2), "W", "b")
    >>> unpack((1, 2, 3), "W", "b")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: the result must be 2 values (W, b), got 3 values.
    """
    must = f"{name} must be {len(parts)} values ({', '.join(parts)})"
    if result is None or result is ...:
        raise NotDoneError(name if name != "the result" else ", ".join(parts), called=not hint)
    if isinstance(result, np.ndarray) and result.ndim > 0 and len(result) == len(parts):
        result = list(result)
    if not isinstance(result, (tuple, list)):
        raise HintError(
            f"{must}, got one {_kind(result)}.", hint or "Return them separated by commas."
        )
    if len(result) != len(parts):
        raise HintError(f"{must}, got {len(result)} value{'s' * (len(result) != 1)}.", hint)
    return result


def choices(got: object, allowed: Sequence[str], *, name: str) -> set[str]:
    """Return the set of texts in an answer that must be a choice out of ``allowed``.

    Examples
    --------
    >>> sorted(choices(["dW", "db"], ["dW", "db", "dX"], name="wrong_gradients"))
    ['dW', 'db']
    >>> choices("dw", ["dW", "db"], name="wrong_gradients")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: wrong_gradients must be made of dW, db, got dw.
    """
    if got is None or got is ...:
        raise NotDoneError(name)
    listed: object = [got] if isinstance(got, str) else got
    if isinstance(listed, np.ndarray):
        listed = listed.ravel().tolist()
    if not isinstance(listed, (list, tuple, set, frozenset)) or not listed:
        raise HintError(f"{name} must be a list of names out of {', '.join(allowed)}.")
    odd = [str(item) for item in listed if item not in allowed]
    if odd:
        text = isinstance(got, str) and any(item in got for item in allowed)
        raise HintError(
            f"{name} must be made of {', '.join(allowed)}, got {odd[0][:40]}.",
            "Each name has quotes of its own." if text else "",
        )
    return set(listed)


def scalar(got: object, *, name: str) -> float:
    """Return ``got`` as a float; an array with one entry counts as that number.

    Examples
    --------
    >>> scalar(np.array([[2.5]]), name="loss")
    2.5
    >>> scalar([1.0, 2.0], name="loss")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: loss must be one number, got 2 numbers of shape (2,).
    """
    array = numbers(got, name=name)
    if array.size != 1:
        raise HintError(
            f"{name} must be one number, got {array.size} numbers of shape {array.shape}."
        )
    _require_finite(array, np.zeros(array.shape), name=name)
    return float(array.reshape(()))


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
        raise HintError(f"{name} must be numbers, got {_kind(got)}.")
    return array.astype(np.float64)


def _kind(value: object) -> str:
    return {"str": "text", "dict": "dictionary", "bool": "truth value"}.get(
        type(value).__name__, type(value).__name__
    )


def _require_finite(answer: Array, right: Array, *, name: str) -> None:
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


def _candidate(value: object, shape: tuple[int, ...]) -> Array | None:
    """Return the result of a named mistake if it could be mistaken for an answer at all."""
    array = np.asarray(value, dtype=np.float64)
    if array.size == 1 and shape != () and np.prod(shape) == 1:
        array = array.reshape(shape)
    return array if array.shape == shape else None


def sentence(name: str, text: str) -> tuple[str, str]:
    """Return reason and hint of a mistake as an exercise's file names it.

    Examples
    --------
    >>> sentence("w", "the penalty is not in it. Add it.")
    ('w: the penalty is not in it.', 'Add it.')
    """
    reason, _, hint = text.partition(". ")
    return f"{name}: {reason.rstrip('.')}.", hint


def _named(name: str, text: str, *, cut: bool = False) -> HintError:
    """Return the error of a named mistake; whole numbers may also be ``cut`` off right ones."""
    reason, hint = sentence(name, text)
    if cut and "whole numbers" not in text:
        hint = f"{hint} Or do whole numbers cut off what stands behind the point?".strip()
    error = HintError(reason, hint)
    error.mistake = text
    return error


def _compare_exactly(
    got: object, expected: str | None, *, name: str, mistakes: Mistakes | None, hint: str
) -> None:
    if expected is None:
        if got is not None:
            raise HintError(f"{name} must be None here.", hint)
        return
    if got is None or got is ...:
        raise NotDoneError(name)
    if not isinstance(got, str):
        raise HintError(f"{name} must be text, got {_kind(got)}.")
    word = got.strip().lower()
    if word == expected.strip().lower():
        return
    for text, wrong in (mistakes or {}).items():
        if isinstance(wrong, str) and word == wrong.strip().lower():
            raise _named(name, text)
    raise HintError(f"{name} is not right.", hint)
