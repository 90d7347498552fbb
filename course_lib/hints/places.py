"""Where a result is wrong: only below 0, only in the last column, only where y is 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.cases import Array, Case

_EXACT = re.compile(r"[<>] -?[a-z]|^.* lies ")  # other limits may lie near an argument
_SEVERAL = 3  # wrong entries of a single input, from which something may be concluded
Mask = NDArray[np.bool_]
Seen = tuple[Case, Array, Array]
"""A case, what came, and what is right, the last two of one shape."""


def where_wrong(seen: Sequence[Seen], rtol: float) -> str:
    """Return what all wrong entries have in common, "" if that is nothing.

    Examples
    --------
    >>> x = np.array([-1.0, 2.0, -3.0, 4.0])
    >>> case = Case("size", (x,), {"size": abs(x)}, arguments_of=("x",))
    >>> where_wrong([(case, x, np.abs(x))] * 2, 1e-5)
    'x < 0'
    """
    wrong = [_wrong(came, right, rtol) for _, came, right in seen]
    kept = [i for i, mask in enumerate(wrong) if mask.any()]
    if not kept or any(wrong[i].size < 2 for i in kept):
        return ""
    few = len(kept) < 2
    if few and sum(int(wrong[i].sum()) for i in kept) < _SEVERAL:
        return ""
    told = [dict(_conditions(seen[i][0], wrong[i].shape)) for i in kept]
    for text in told[0]:
        if few and text.startswith("in its"):
            continue  # one input has a place for it by chance
        if all(text in each for each in told) and all(
            _just(wrong[i], each[text], exactly=bool(_EXACT.search(text)))
            for i, each in zip(kept, told, strict=True)
        ):
            return text
    return ""


def _wrong(came: Array, right: Array, rtol: float) -> Mask:
    atol = rtol * float(np.abs(right).max(initial=0.0)) or 1e-8
    return np.asarray(~np.isclose(came, right, rtol=rtol, atol=atol, equal_nan=True))


def _just(wrong: Mask, place: Mask, *, exactly: bool) -> bool:
    """Return whether what is wrong lies inside, and is most of it, or all; some are outside."""
    inside = not (wrong & ~place).any() and not place.all()
    return bool(inside and wrong.sum() * (1 if exactly else 2) > place.sum() - exactly)


def _conditions(case: Case, shape: tuple[int, ...]) -> Iterator[tuple[str, Mask]]:
    """Yield places by the words that name them, the narrow ones first."""
    named = case.named()
    numbers = {k: float(v) for k, v in named.items() if type(v) in (int, float)}
    limits = {k: v for k, v in numbers.items() if v > 0 and len(numbers) == 1}  # else by chance
    for name, value in named.items():
        entries = _entries(value, shape)
        if entries is None:
            continue
        if entries.dtype.kind == "b" or set(np.unique(entries)) == {0.0, 1.0}:
            yield f"{name} is {'True' if entries.dtype.kind == 'b' else 1}", entries == 1
            yield f"{name} is {'False' if entries.dtype.kind == 'b' else 0}", entries == 0
            continue
        yield f"{name} is 0", entries == 0
        yield f"{name} < 0", entries < 0
        yield f"{name} > 0", entries > 0
        for other, limit in limits.items():
            yield f"{name} > {other}", entries > limit
            yield f"{name} < -{other}", entries < -limit
            yield f"{name} lies between -{other} and {other}", np.abs(entries) < limit
            yield f"{name} lies outside of -{other} and {other}", np.abs(entries) > limit
    if len(shape) and min(shape) > 1:
        yield from _ends(shape)


def _entries(value: Any, shape: tuple[int, ...]) -> Any:
    """Return an argument whose entries belong to those of the result, else None."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "bif" or not shape:
        return None
    if value.shape == shape:
        return value
    return None


def _ends(shape: tuple[int, ...]) -> Iterator[tuple[str, Mask]]:
    words: Sequence[tuple[str, Callable[[int], int]]] = (
        ("first", lambda size: 0),
        ("last", lambda size: size - 1),
    )
    for axis, what in enumerate(("row", "column") if len(shape) == 2 else ("entry",)):
        for word, place in words:
            inside = np.zeros(shape, dtype=np.bool_)
            np.moveaxis(inside, axis, 0)[place(shape[axis])] = True
            yield f"in its {word} {what}", inside
