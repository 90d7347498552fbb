"""A wrong result that is the right one of other arguments: "as if lam were halved".

The exercise's file can compute what is right for any arguments. So the engine finds without a
named mistake that an argument was doubled, squared, left out, sorted or exchanged with another.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.promise import Promise
from course_lib.hints.smallest import Call, Probe

Inputs = tuple[Any, ...]


class Otherwise:
    """What would be right for changed arguments of some cases, computed when it is asked.

    Examples
    --------
    >>> from course_lib.hints.promise import promise
    >>> @promise(draw=lambda rng, n=3: (rng.normal(size=n), 2.5))
    ... def scaled(x, by):
    ...     return Case("scaled", (x, by), {"scaled": x * by})
    >>> other = Otherwise(np.add, scaled, [Probe(case, None) for case in scaled.panel()])
    >>> [text for text in other.texts if text.startswith("by")][:2]
    ['by were doubled', 'by were halved']
    """

    def __init__(self, call: Call, promise: Promise, probes: Sequence[Probe]) -> None:
        self._call, self._promise, self._probes = call, promise, probes
        self._made: dict[tuple[str, int], Case | None] = {}

    @functools.cached_property
    def probes(self) -> list[Probe]:
        """Return the probes, and one whose sizes are others, so that none is taken for another."""
        with suppress(Exception):  # the answer may stop on it
            sizes: dict[str, Any] = {
                size: usual + i + 1 for i, (size, usual) in enumerate(self._promise.sizes.items())
            }
            case = self._promise.panel(like=self._probes[0].case, **sizes)[0]
            probe = Probe(case, self._call(*case.arguments))
            case.results(probe.got)
            return [*self._probes, probe]
        return [*self._probes]

    @functools.cached_property
    def _changed(self) -> list[dict[str, Inputs]]:
        with np.errstate(all="ignore"):  # a column may be constant
            return [dict(_changes(self._promise, probe.case.inputs)) for probe in self.probes]

    @functools.cached_property
    def texts(self) -> list[str]:
        """Return the changes that can be made on every probe, in words."""
        return [text for text in self._changed[0] if all(text in c for c in self._changed)]

    def right(self, text: str, probe: int, name: str) -> Any:
        """Return the right result of a changed case, None if it has none."""
        if (text, probe) not in self._made:
            self._made[text, probe] = None
            with suppress(Exception), np.errstate(all="ignore"):  # no case may be made of it
                self._made[text, probe] = self._promise(*self._changed[probe][text])
        case = self._made[text, probe]
        return None if case is None else case.right.get(name)


def _changes(promise: Promise, inputs: Inputs) -> Iterator[tuple[str, Inputs]]:
    """Yield changed arguments and how a sentence tells them, the usual slips first."""
    sizes = promise.lengths(inputs)
    for i, (argument, value) in enumerate(zip(promise.arguments, inputs, strict=False)):
        for words, other in _others(value, sizes):
            yield f"{argument} {words}", (*inputs[:i], other, *inputs[i + 1 :])
    for i, one in enumerate(inputs):
        for j in range(i + 1, len(inputs)):
            if _alike(one, inputs[j]):
                both = f"{promise.arguments[i]} and {promise.arguments[j]}"
                moved = (*inputs[:i], inputs[j], *inputs[i + 1 : j], one, *inputs[j + 1 :])
                yield f"{both} were exchanged", moved


def _alike(one: Any, two: Any) -> bool:
    plain = all(isinstance(v, (float, int, np.ndarray)) and type(v) is not bool for v in (one, two))
    return plain and np.shape(one) == np.shape(two)


def _others(value: Any, sizes: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    if type(value) is float:
        yield from _numbers(value, sizes)
    elif type(value) is int:
        yield from (("were 1 larger", value + 1), ("were 1 smaller", value - 1), ("were 1", 1))
    elif isinstance(value, np.ndarray) and value.ndim and value.dtype.kind == "f":
        yield from _arrays(value)
    elif isinstance(value, list) and all(type(item) in (int, float) for item in value):
        slips = [dict(_numbers(float(item), sizes)) for item in value]
        for words in slips[0] if slips else ():
            yield words, [slip[words] for slip in slips]
        yield "were sorted", sorted(value)
        yield "were in reversed order", value[::-1]


def _numbers(value: float, sizes: Mapping[str, int]) -> Iterator[tuple[str, float]]:
    yield "were doubled", 2 * value
    yield "were halved", value / 2
    yield "were 4 times as large", 4 * value
    yield "were a quarter of it", value / 4
    yield "were squared", value**2
    yield "were its square root", abs(value) ** 0.5
    yield "were 1 larger", value + 1
    yield "were 1 smaller", value - 1
    yield "were 0", 0.0
    yield "were 1", 1.0
    yield "were 1 minus it", 1 - value
    yield "had the other sign", -value
    yield "were one over it", 1 / value if value else np.nan
    for name, size in sizes.items():
        yield f"were multiplied by {name}", size * value
        yield f"were divided by {name}", value / size
        yield f"were multiplied by 2{name}", 2 * size * value
        yield f"were divided by 2{name}", value / (2 * size)


def _arrays(value: Any) -> Iterator[tuple[str, Any]]:
    yield "were 0", np.zeros(value.shape)
    yield "were doubled", 2 * value
    yield "were halved", value / 2
    yield "had the other sign", -value
    yield "had no signs", np.abs(value)
    yield "were squared", value**2
    yield "were cut to whole numbers", np.trunc(value)
    yield "had its negative entries set to 0", np.maximum(value, 0)
    yield "were only signs", np.sign(value)
    yield "had its largest entry taken off", value - value.max(initial=-np.inf)
    yield "were sorted", np.sort(value, axis=0)
    yield "were in reversed order", value[::-1]
    if value.ndim == 2:
        yield "were centred by one mean", value - value.mean()
        yield "were centred column by column", value - value.mean(axis=0)
        yield "were centred row by row", value - value.mean(axis=1, keepdims=True)
        yield "were standardised", (value - value.mean(axis=0)) / value.std(axis=0)
        if value.shape[0] == value.shape[1]:
            yield "were transposed", value.T
    elif value.ndim == 1:
        yield "were centred", value - value.mean()
        yield "were standardised", (value - value.mean()) / value.std()
        yield "were scaled to length 1", value / np.linalg.norm(value)
        yield "were scaled to the sum 1", value / value.sum()
