"""Single values that come in: numbers, counts, generators, functions and names; and the messages.

:mod:`course_lib.checks` gives these names to the rest of the library, beside the arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, TypeVar

import numpy as np

MOST = 10**9
_VERBS = ("be ", "have ", "not ", "contain ", "agree ", "return ")
_Item = TypeVar("_Item")


def message(who: str, argument: str, must: str, got: object, hint: str = "") -> str:
    """Return the sentence of an error: who, what it must be, what it got, a hint.

    Examples
    --------
    >>> message("Dropout", "p", "be in [0, 1]", 1.5, "p is the probability of dropping.")
    'Dropout: p must be in [0, 1], got 1.5. p is the probability of dropping.'
    """
    must = must if must.startswith(_VERBS) else f"be {must}"
    return f"{who}: {argument} must {must}, got {got}.{' ' + hint if hint else ''}"


def as_number(
    value: float | np.generic,
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
    try:
        number = float(value)
    except OverflowError:  # a whole number beyond all floats
        number = np.inf
    too_low = number <= low if low_open else number < low
    too_high = number >= high if high_open else number > high
    if not np.isfinite(number) or too_low or too_high:
        left = "(" if low_open or np.isinf(low) else "["
        right = ")" if high_open or np.isinf(high) else "]"
        interval = f"in {left}{low:g}, {high:g}{right}"
        raise ValueError(message(who, name, f"be {interval}", value, hint))
    return number


def as_count(value: int, *, who: str, name: str, low: int = 1, hint: str = "") -> int:
    """Return ``value`` as an int of at least ``low``, and at most a billion.

    Raises
    ------
    TypeError : the value is not a whole number (True and 3.0 are not).
    ValueError : it is smaller than ``low``, or larger than anything can be counted here.

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
    if value > MOST:
        raise ValueError(message(who, name, f"be at most {MOST:,}", "a larger one", hint))
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


def as_function(
    value: Callable[..., Any], *, who: str, name: str, of: str, hint: str = ""
) -> Callable[..., Any]:
    """Return ``value`` if it can be called; ``of`` says with what.

    Raises
    ------
    TypeError : it cannot.

    Examples
    --------
    >>> as_function(3, who="gradient_check", name="function", of="x")
    Traceback (most recent call last):
        ...
    TypeError: gradient_check: function must be a function of x, got 3.
    """
    if not callable(value):
        raise TypeError(message(who, name, f"be a function of {of}", short(value), hint))
    return value


def as_list(
    value: Iterable[_Item], *, who: str, name: str, of: str, count: int | None = None
) -> list[_Item]:
    """Return the items of a list, tuple, range, set or array; a text is no list of letters.

    Raises
    ------
    TypeError : ``value`` is none of these.
    ValueError : there are not ``count`` of them.

    Examples
    --------
    >>> as_list("ab", who="confusion_matrix", name="class_names", of="names")
    Traceback (most recent call last):
        ...
    TypeError: confusion_matrix: class_names must be a list of names, got 'ab'.
    """
    if isinstance(value, (str, bytes)) or not isinstance(value, (Sequence, Set, np.ndarray)):
        raise TypeError(message(who, name, f"be a list of {of}", short(value)))
    items = list(value) if getattr(value, "shape", None) != () else []
    if count is not None and len(items) != count:
        raise ValueError(message(who, name, f"have {count} entries", len(items)))
    return items


def require_methods(value: object, *methods: str, who: str, name: str, hint: str = "") -> None:
    """Raise TypeError unless ``value`` is an object that has all these methods.

    Examples
    --------
    >>> require_methods(0.1, "step", who="train", name="optimizer", hint="For example SGD(0.1).")
    Traceback (most recent call last):
        ...
    TypeError: train: optimizer must have the method step, got 0.1. For example SGD(0.1).
    """
    missing = [method for method in methods if not callable(getattr(value, method, None))]
    if isinstance(value, type):
        hint = f"Did you forget the brackets, {value.__name__}(...)?"
        raise TypeError(message(who, name, "be an object, not a class", value.__name__, hint))
    if missing:
        plural = "s" if len(missing) > 1 else ""
        must = f"have the method{plural} {', '.join(missing)}"
        raise TypeError(message(who, name, must, short(value), hint))


def short(value: object) -> str:
    """Return a value as an error shows it: its repr, or its type where that is long.

    Examples
    --------
    >>> short("relu"), short(np.zeros((50, 50)))
    ("'relu'", 'a ndarray')
    """
    text = repr(value)
    return text if len(text) <= 60 and "\n" not in text else f"a {type(value).__name__}"


def digits(value: float) -> str:
    """Return a number with six digits, or with all where six would show another number.

    Examples
    --------
    >>> digits(0.5), digits(1.0000001)
    ('0.5', '1.0000001')
    """
    return f"{value:g}" if float(f"{value:g}") == value else repr(float(value))
