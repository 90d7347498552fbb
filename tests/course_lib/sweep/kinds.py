"""Odd kinds of argument, and the verdict about one call: right, refused or wrong.

A call with the same numbers in another dress (float32, a list, a view, ...) is right if its
result is that of the plain call. Anything else must be refused by an error that says who, what
it must be and what it got; a shape that the function allows must give finite numbers. In every
case the argument stays as it was, and no result shares memory with it.
"""

from __future__ import annotations

import copy
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

SAME, REFUSED, EITHER, ALLOWED = "same", "refused", "either", "allowed"
ERROR = re.compile(r"^[^:]+: .+ must .+, got .+", re.DOTALL)
EARLY = re.compile(r"^[^:]+: call \w+ first")


@dataclass(frozen=True)
class Argument:
    """One argument of a call: a plain value, and which other shapes the function allows.

    ``kind``: "array", "number", "count", "rng", "function", "object", "choice" or "fixed".
    ``free``: axes of an array that may be longer; None: any shape will do.
    ``may`` names odd kinds that this argument may also be, ``skip`` those that say nothing: a
    class can be called, so it is a function that fails in its own way.
    """

    kind: str
    value: Any
    free: tuple[int, ...] | None = ()
    may: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()


class Subclass(np.ndarray):
    """An array of a class of its own, as packages hand out."""


class Holder:
    """What offers itself as an array without being one, as a data frame or a tensor does."""

    def __init__(self, values: Any) -> None:
        self._values = np.asarray(values)

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return self._values.astype(dtype) if dtype else self._values.copy()


def _strided(a: np.ndarray) -> np.ndarray:
    wide = np.repeat(a[..., None], 2, axis=-1)
    return wide[..., 0]


def _masked(a: np.ndarray, *, any_masked: bool) -> np.ma.MaskedArray:
    mask = np.zeros(a.shape, bool)
    mask.flat[0] = any_masked
    return np.ma.MaskedArray(a, mask)


def _with(a: np.ndarray, entry: float) -> np.ndarray:
    changed = a.astype(float)
    changed.flat[-1] = entry
    return changed


def _locked(a: np.ndarray) -> np.ndarray:
    locked = a.copy()
    locked.flags.writeable = False
    return locked


NOT_NUMBERS: dict[str, Any] = {
    "None": None,
    "a text": "abc",
    "a number as text": "0.5",
    "bytes": b"abc",
    "an object": object(),
    "a dictionary": {"a": 1.0},
    "a set": {1.0, 2.0},
    "a class": int,
    "a module": np,
    "complex": 1.0 + 2.0j,
    "a whole number beyond float64": 10**400,
}


def array_kinds(of: Argument) -> Iterator[tuple[str, str, Any]]:
    """Yield (name, expectation, value) for an argument that is an array."""
    a = np.asarray(of.value)
    for name, dress in {
        "a list": lambda: a.tolist(),
        "a tuple": lambda: tuple(a.tolist()) if a.ndim else a.item(),
        "float32": lambda: a.astype(np.float32),
        "float16": lambda: a.astype(np.float16),
        "long double": lambda: a.astype(np.longdouble),
        "big-endian": lambda: a.astype(">f8"),
        "column order": lambda: np.asfortranarray(a.astype(float)),
        "a strided view": lambda: _strided(a),
        "a reversed view": lambda: a[::-1].copy()[::-1] if a.ndim else a,
        "read-only": lambda: _locked(a),
        "a subclass": lambda: a.copy().view(Subclass),
        "an __array__": lambda: Holder(a),
        "masked, no mask set": lambda: _masked(a, any_masked=False),
        "a list of arrays": lambda: list(a.copy()) if a.ndim > 1 else a.tolist(),
        "whole numbers": lambda: a.astype(int) if (a == a.astype(int)).all() else a,
    }.items():
        yield name, SAME, dress()
    if a.ndim == 2:
        with warnings.catch_warnings():  # NumPy advises against it, and students meet it
            warnings.simplefilter("ignore")
            yield "np.matrix", SAME, np.matrix(a)
    yield "objects that are numbers", EITHER, a.astype(object)
    for name, value in NOT_NUMBERS.items():
        yield name, REFUSED, value
    if a.ndim == 0:
        return
    yield "complex numbers", REFUSED, a + 1j
    yield "texts", REFUSED, a.astype(str)
    yield "dates", REFUSED, np.full(a.shape, "2026-11-28", dtype="datetime64[D]")
    yield "NaN in it", REFUSED, _with(a, np.nan)
    yield "infinity in it", REFUSED, _with(a, np.inf)
    yield "float32 NaN in it", REFUSED, _with(a, np.nan).astype(np.float32)
    yield "a masked entry", REFUSED, _masked(a, any_masked=True)
    yield "a list of masked rows", REFUSED, [_masked(np.atleast_1d(r), any_masked=True) for r in a]
    yield "ragged", REFUSED, [[1.0], [1.0, 2.0]]
    yield "a generator", REFUSED, (row for row in a)
    yield from _shapes(of, a)


def _shapes(of: Argument, a: np.ndarray) -> Iterator[tuple[str, str, Any]]:
    def expect(axis: int | None = None) -> str:
        return EITHER if of.free is None or axis in of.free else REFUSED

    yield from (("empty", EITHER, a[:0]), ("an empty list", EITHER, []))
    yield "one number", expect(), np.float64(a.flat[0])
    yield "an axis more", expect(), a[..., None].repeat(2, axis=-1)
    yield "an axis less", expect(), a[0]
    yield "a row more", expect(0), np.concatenate([a, a[-1:]])
    if a.ndim > 1:
        yield "a column more", expect(1), np.concatenate([a, a[:, -1:]], axis=1)
    if a.shape != a.T.shape and not (of.free and set(range(a.ndim)) <= set(of.free)):
        yield "transposed", expect(), a.T.copy()


def number_kinds(of: Argument) -> Iterator[tuple[str, str, Any]]:
    """Yield (name, expectation, value) for a number or a count."""
    v = of.value
    if of.kind == "count":
        for kind in (np.int64, np.int8, np.uint8):
            yield kind.__name__, SAME, kind(v)
        yield "a float", REFUSED, float(v)
        yield "a fraction", REFUSED, v + 0.5
        yield "below zero", REFUSED, -1
    else:
        for kind in (np.float64, np.float32, np.float16):
            yield kind.__name__, SAME, kind(v)
        if v == int(v):
            yield "a whole number", SAME, int(v)
            yield "np.int64", SAME, np.int64(v)
        yield "a Fraction", EITHER, Fraction(v)
        yield "a Decimal", EITHER, Decimal(v)
    yield "an array of no axes", EITHER, np.array(v)
    for name, value in NOT_NUMBERS.items():
        yield name, REFUSED, value
    for name, value in {
        "NaN": np.nan,
        "infinity": np.inf,
        "float32 NaN": np.float32("nan"),
        "a list": [v],
        "an array": np.array([v]),
        "a truth value": True,
        "masked": np.ma.masked,
    }.items():
        yield name, REFUSED, value


def other_kinds(of: Argument) -> Iterator[tuple[str, str, Any]]:
    """Yield what a generator, a function, an object or a name may not be."""
    wrong: dict[str, Any] = {
        "None": None,
        "3": 3,
        "0.5": 0.5,
        "a text": "abc",
        "bytes": b"relu",
        "a list": [],
        "an object": object(),
        "a dictionary": {},
        "an array": np.zeros(3),
        "a module": np,
        "NaN": np.nan,
        "a tuple": (1, 2),
        "a range": range(3),
        "an ellipsis": ...,
        "a truth value": True,
        "a set": {1},
        "complex": 1j,
    }
    if of.kind != "function":
        wrong |= {"a class": dict, "a function": np.mean, "a lambda": lambda *a: 0.0}
    if of.kind == "rng":
        wrong |= {"RandomState": np.random.RandomState(0), "default_rng": np.random.default_rng}
    if of.kind == "function":
        for name, result in {
            "None": None,
            "a text": "a",
            "NaN": np.nan,
            "an object": object(),
            "five axes": np.zeros((1, 1, 2, 2, 2)),
            "complex": 1j,
        }.items():
            wrong[f"a function that returns {name}"] = lambda *a, _r=result, **k: _r
    for name, value in wrong.items():
        yield name, REFUSED, value


def kinds(of: Argument) -> Iterator[tuple[str, str, Any]]:
    """Yield all odd kinds of an argument; what it may be by itself is not asked."""
    if of.kind == "fixed":
        return
    source = {"array": array_kinds, "number": number_kinds, "count": number_kinds}
    for name, expected, value in source.get(of.kind, other_kinds)(of):
        if name in of.skip:
            continue
        yield name, ALLOWED if name in of.may else expected, value


def flat(result: Any) -> list[np.ndarray]:
    """Return all numbers of a result as arrays, whatever holds them."""
    if isinstance(result, np.ndarray | np.generic | int | float):
        return [np.asarray(result)]
    if isinstance(result, dict):
        return [part for value in result.values() for part in flat(value)]
    if isinstance(result, list | tuple):
        return [part for value in result for part in flat(value)]
    if is_dataclass(result) and not isinstance(result, type):
        return [part for f in fields(result) for part in flat(getattr(result, f.name))]
    return []


def verdict(
    call: Callable[..., Any],
    arguments: dict[str, Any],
    name: str,
    expected: str,
    value: Any,
    plain: Any,
) -> str:
    """Return "right", "refused", or "wrong: ..." for the call with one argument changed."""
    before = _frozen(value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = call(**{**arguments, name: value})
    except (TypeError, ValueError, RuntimeError) as error:
        text = str(error)
        if not (ERROR.match(text) or EARLY.match(text)):
            return f"wrong: {type(error).__name__} without who, must and got: {text[:150]}"
        return "wrong: refused" if expected == SAME else "refused"
    except Exception as error:  # the sweep is about exactly these
        return f"wrong: {type(error).__name__}: {str(error)[:150]}"
    if expected == REFUSED:
        return "wrong: accepted"
    if _frozen(value) != before:
        return "wrong: the argument was changed"
    numbers = flat(result)
    if isinstance(value, np.ndarray) and any(np.shares_memory(part, value) for part in numbers):
        return "wrong: the result shares memory with the argument"
    if expected == SAME:
        return _equal(numbers, flat(plain))
    finite = expected == ALLOWED or all(
        np.isfinite(part).all() for part in numbers if part.dtype.kind == "f"
    )
    return "right" if finite else "wrong: a result that is not finite"


def _frozen(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return np.asarray(value).tobytes(), value.shape, value.dtype.str
    return repr(copy.copy(value)) if isinstance(value, list | tuple | dict | set) else None


def _equal(found: list[np.ndarray], wanted: list[np.ndarray]) -> str:
    if [part.shape for part in found] != [part.shape for part in wanted]:
        return "wrong: another shape of the result"
    for a, b in zip(found, wanted, strict=True):
        same = (
            np.allclose(a, b, rtol=1e-9, atol=1e-12) if a.dtype.kind in "fiub" else (a == b).all()
        )
        if not same:
            return f"wrong: {a.ravel()[:3]} instead of {b.ravel()[:3]}"
    return "right"
