"""The smallest input on which a result is wrong: a reader can compute it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.errors import HintError
from course_lib.hints.promise import Promise
from course_lib.hints.wording import shown

Call = Callable[..., Any]
_READABLE = 100  # characters of inputs
_MOST = 12  # examples, of which one that shows it is looked for


@dataclass(frozen=True)
class Probe:
    """A case and what the answer gave for it."""

    case: Case
    got: Any

    def wrong(self, name: str, rtol: float) -> bool:
        """Return whether the named result is not the right one."""
        return not self.case.fits(self.got, name, rtol=rtol)

    def came(self, name: str) -> Any:
        """Return the named result."""
        return self.case.results(self.got)[name]


def smallest(call: Call, promise: Promise, name: str, probes: Sequence[Probe]) -> str:
    """Return where a result is wrong in words, "" if there is no input that can be read.

    Drawn inputs of size 1 to 3 are tried first, then single examples of the probes. The mean and
    the median of two are equal, hence 3.
    """
    for probe in _candidates(call, promise, name, probes):
        text = _written(probe, name)
        if text:
            return text
    return ""


def not_finite(call: Call, promise: Promise, name: str, probe: Probe) -> str:
    """Return the smallest input of a probe for which the result is NaN or infinite."""
    if not _shows(probe, lambda p: bool(_odd(p, name))):
        return ""
    found = _cut(call, promise, probe, lambda p: bool(_odd(p, name)))
    if (inputs := _inputs(found.case)) is None:
        return ""
    return f"{name} is {_odd(found, name)} for {inputs}."


def _candidates(
    call: Call, promise: Promise, name: str, probes: Sequence[Probe]
) -> Iterator[Probe]:
    rtol = promise.rtol
    bad = [probe for probe in probes if probe.wrong(name, rtol)]
    for size in (1, 2, 3):
        like = bad[0].case if bad else None
        sizes: dict[str, Any] = {one: max(size, _fewest(promise, one)) for one in promise.sizes}
        tried = _tried(call, partial(_first, promise, like, sizes))
        if tried and tried.wrong(name, rtol):
            yield tried
    for probe in bad[:2]:
        yield _cut(call, promise, probe, lambda p: p.wrong(name, rtol))


def _fewest(promise: Promise, size: str) -> int:
    """Return 2 where the exercise says that one alone has no meaning, as one class."""
    return 2 if f"one {size}" in promise.without else 1


def _first(promise: Promise, like: Case | None, sizes: dict[str, Any]) -> Case:
    return promise.panel(like=like, **sizes)[0]


def _tried(call: Call, make: Callable[[], Case]) -> Probe | None:
    with suppress(Exception):  # the inputs may be none, and the answer may stop
        case = make()
        probe = Probe(case, call(*case.arguments))
        case.results(probe.got)
        return probe
    return None


def _cut(call: Call, promise: Promise, probe: Probe, shows: Callable[[Probe], bool]) -> Probe:
    """Return the probe with one example, or one entry, of each size if that shows it too."""
    cuttable = [places for name, places in promise.axes.items() if _fewest(promise, name) == 1]
    for places in [*cuttable, *_alone(probe.case)]:
        arguments = [*probe.case.inputs]
        with suppress(IndexError, TypeError, ValueError):
            length = min(np.shape(arguments[i])[axis] for i, axis in places)
            for k in range(min(length, _MOST)) if length > 1 else ():
                cut = [*arguments]
                for i, axis in places:
                    cut[i] = _taken(arguments[i], k, axis)
                tried = _tried(call, partial(promise, *cut))
                if tried and _shows(tried, shows):
                    probe = tried
                    break
    return probe


def _shows(probe: Probe, shows: Callable[[Probe], bool]) -> bool:
    with suppress(HintError, TypeError, ValueError, KeyError):
        return shows(probe)
    return False


def _alone(case: Case) -> Iterator[list[tuple[int, int]]]:
    """Yield the axes of a single array among numbers: its entries stand for themselves."""
    arrays = [i for i, value in enumerate(case.inputs) if isinstance(value, np.ndarray)]
    if len(arrays) == 1:
        yield from ([(arrays[0], axis)] for axis in range(case.inputs[arrays[0]].ndim))


def _taken(value: Any, k: int, axis: int) -> Any:
    if isinstance(value, list):
        return value[k : k + 1]
    return np.take(value, [k], axis=axis)


def _odd(probe: Probe, name: str) -> str:
    """Return "NaN" or "infinite" if the result is so where the right one is finite, else ""."""
    if np.asarray(probe.came(name)).dtype.kind != "f":
        return ""  # None, or a text
    came = np.asarray(probe.came(name), dtype=np.float64)
    right = np.asarray(probe.case.right[name], dtype=np.float64)
    bad = ~np.isfinite(came) & np.isfinite(right).all()
    if not bad.any():
        return ""
    return "NaN" if np.isnan(came).any() else "infinite"


def _written(probe: Probe, name: str) -> str:
    inputs, came = _inputs(probe.case), probe.came(name)
    if inputs is None or not 0 < np.size(came) <= 4:
        return ""
    return f"for {inputs} it is {shown(came)}."


def _inputs(case: Case) -> str | None:
    """Return the inputs in words if a reader can compute with them."""
    named = {k: v for k, v in case.named().items() if not isinstance(v, np.random.Generator)}
    told = ", ".join(f"{key} = {shown(value)}" for key, value in named.items())
    return told if len(told) < _READABLE and "an array of" not in told else None
