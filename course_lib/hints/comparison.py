"""Compare an answer with the expected values and recognise the usual mistakes.

The order matters. First what the thing is (done at all, numbers, shape, finite), then whether
it is right, then the exercise's own named mistakes, then the general ones in ``recognition``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.errors import HintError, NotDoneError
from course_lib.hints.family import value_of
from course_lib.hints.plain import Array, close, is_plain, kind_of, numbers, require_finite
from course_lib.hints.recognition import explain_values, is_vague

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
            f"{must}, got one {kind_of(result)}.", hint or "Return them separated by commas."
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
    require_finite(array, np.zeros(array.shape), name=name)
    return float(array.reshape(()))


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
        raise HintError(f"{name} must be text, got {kind_of(got)}.")
    word = got.strip().lower()
    if word == expected.strip().lower():
        return
    for text, wrong in (mistakes or {}).items():
        if isinstance(wrong, str) and word == wrong.strip().lower():
            raise _named(name, text)
    raise HintError(f"{name} is not right.", hint)
