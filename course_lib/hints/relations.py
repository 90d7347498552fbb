"""A wrong result that is the right one with something done to it: a factor, a power, a term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from course_lib.hints.cases import Array
from course_lib.hints.smallest import Probe

Told = tuple[str, str]


def related(
    probes: Sequence[Probe], name: str, lengths: Sequence[Mapping[str, int]], rtol: float
) -> Iterator[Told]:
    """Yield what was done to the right result on every probe, as a reason and a hint.

    Parameters
    ----------
    lengths : the sizes of each probe, by name. A factor of n is one only if it follows n.
    """
    with np.errstate(all="ignore"):
        pairs = [_pair(probe, name) for probe in probes]
        if any(pair is None for pair in pairs):
            return
        tables = [
            dict(_made(probe, name, pair[1], sizes))
            for probe, pair, sizes in zip(probes, pairs, lengths, strict=True)
            if pair is not None
        ]
        for text in tables[0]:
            if all(text in table and pair is not None and _same(pair[0], table[text][0], rtol)
                   for table, pair in zip(tables, pairs, strict=True)):  # fmt: skip
                yield f"{name} {text}.", tables[0][text][1]
        yield from _constant_factor([p for p in pairs if p is not None], name, rtol)


def _pair(probe: Probe, name: str) -> tuple[Array, Array] | None:
    """Return what came and what is right as arrays of one shape, if they are such."""
    came, right = np.asarray(probe.came(name)), np.asarray(probe.case.right[name])
    plain = came.dtype.kind in "biuf" and right.dtype.kind == "f" and came.shape == right.shape
    return (came.astype(np.float64), right) if plain and right.any() else None


def _same(came: Array, value: Any, rtol: float) -> bool:
    value = np.asarray(value)
    if value.shape != came.shape or not np.isfinite(value).all():
        return False
    scale = float(np.abs(value).max(initial=0.0)) or 1.0
    return bool(np.isclose(came, value, rtol=rtol, atol=rtol * scale).all())


def _made(
    probe: Probe, name: str, right: Array, sizes: Mapping[str, int]
) -> Iterator[tuple[str, tuple[Any, str]]]:
    """Yield what could be done to the right result: words, the value, a hint."""
    for size, length in sizes.items():
        sums = f"What is summed and what is averaged? {size} is a size of the inputs."
        yield f"is too small by a factor of {size}", (right / length, sums)
        yield f"is too large by a factor of {size}", (right * length, sums)
        yield f"is too small by a factor of 2{size}", (right / (2 * length), sums)
    for places in range(5):
        again = "Return it as it is computed."
        yield f"is rounded to {places} decimals", (np.round(right, places), again)
    yield "has lost its signs", (np.abs(right), "Is abs, or a square, where none belongs?")
    yield "is squared", (right**2, "Is there a square too many?")
    yield "is the square root of what is asked", (np.sqrt(right), "Is there a root too many?")
    yield "is the logarithm of what is asked", (np.log(right), "Is there a log too many?")
    yield "is one over what is asked", (1 / right, "What is divided by what?")
    yield "is 1 minus what is asked", (1 - right, "Of which of the two was it asked?")
    others = {key: value for key, value in probe.case.right.items() if key != name}
    for other, value in {**probe.case.named(), **others}.items():
        factor = _fitting(value, right.shape)
        if factor is not None:
            yield f"has a factor {other} too many", (right * factor, f"Why is {other} in it?")
            yield f"lacks a factor {other}", (right / factor, f"Where does {other} come in?")
            yield f"has {other} added to it", (right + factor, f"Why is {other} in it?")
            yield f"has {other} taken off", (right - factor, f"Why is {other} in it?")


def _fitting(value: Any, shape: tuple[int, ...]) -> Any:
    """Return a number, or an array of the result's shape, as a factor; else None."""
    if type(value) in (float, int) or isinstance(value, np.floating):
        return float(value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.shape == shape:
        return value
    return None


def _constant_factor(
    pairs: Sequence[tuple[Array, Array]], name: str, rtol: float
) -> Iterator[Told]:
    """Yield that the result is wrong by one factor, the same on all probes."""
    factors = [float(np.vdot(right, came) / np.vdot(right, right)) for came, right in pairs]
    one = factors[0]
    if not 1e-6 < abs(one) < 1e6 or not np.allclose(factors, one, rtol=1e-3):
        return
    if all(_same(came, one * right, rtol) for came, right in pairs):
        reason = f"{name} is {one:.3g} times what it must be, on every input."
        yield reason, "Which number stands in the code that the formula does not have?"
