"""What can explain one wrong result: each finds the same story on every probe, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.as_if import Otherwise
from course_lib.hints.cases import Evidence
from course_lib.hints.comparison import sentence
from course_lib.hints.errors import HintError
from course_lib.hints.family import value_of
from course_lib.hints.moves import stays
from course_lib.hints.plain import alike, close, has_any, is_plain, numbers, shape_of
from course_lib.hints.promise import Promise
from course_lib.hints.randomness import equal
from course_lib.hints.recognition import CUT_OFF, explain_values, is_vague, transforms
from course_lib.hints.relations import related
from course_lib.hints.smallest import Call, Probe, not_finite
from course_lib.hints.wording import shown

NO_WORK = "Where does the result come from? Nothing of what is passed in changes it."
MEMORY = "What does the function keep from one call to the next?"


@dataclass(frozen=True)
class Cause:
    """Why results are wrong: a sentence, a hint, and the results that it explains.

    ``text`` is the mistake as the exercise's file names it, "" for what no file names.
    ``sure`` causes explain every probe; others only say what came.
    """

    reason: str
    hint: str
    results: tuple[str, ...]
    text: str = ""
    sure: bool = True


def seen_by(probes: Sequence[Probe], name: str, rtol: float) -> list[Evidence]:
    """Return what each probe shows of one result."""
    return [Evidence(p.case, name, p.got, rtol) for p in probes]


def explanations(
    call: Call, promise: Promise, probes: Sequence[Probe], name: str, otherwise: Otherwise
) -> Iterator[Cause]:
    """Yield what gives this result on every probe, the most telling first."""
    rtol = promise.rtol
    seen = seen_by(probes, name, rtol)
    for text in probes[0].case.mistakes.get(name, {}):
        if all(evidence.explained(text) for evidence in seen):
            yield Cause(*sentence(name, text), (name,), text)
    yield from _constant(probes, name)
    for cause in elsewhere(probes, name, probes[0].case.right, rtol):
        yield replace(cause, hint="Both came out equal. Is it one array under two names?")
    yield from _odd(call, promise, probes, name)
    yield from cut_off(probes, name, rtol)
    yield from unmoved(call, promise, probes, name)
    yield from _general(probes, name, rtol, exactly=True)
    yield from _as_if(otherwise, name, rtol)
    yield from _pairs(probes, name, rtol)
    sizes = [promise.lengths(probe.case.inputs) for probe in otherwise.probes]
    for reason, hint in related(otherwise.probes, name, sizes, rtol):
        yield Cause(reason, hint, (name,))
    yield from _general(probes, name, rtol)
    yield from _whole_numbers(probes, name)


def _odd(call: Call, promise: Promise, probes: Sequence[Probe], name: str) -> Iterator[Cause]:
    """Yield what a result is that is no array of the right shape made of finite numbers."""
    for probe in probes:
        try:
            is_plain(probe.came(name), probe.case.right[name], name=name)
        except HintError as error:
            reason = not_finite(call, promise, name, probe) or error.reason
            yield Cause(reason, error.hint, (name,))
            return


def cut_off(probes: Sequence[Probe], name: str, rtol: float) -> Iterator[Cause]:
    """Yield that an array of whole numbers cuts off what stands behind the point."""
    wrong = [probe for probe in probes if probe.wrong(name, rtol)]
    for probe in wrong:
        if np.asarray(probe.came(name)).dtype.kind not in "iu" or not alike(
            probe.came(name), np.trunc(probe.case.right[name]), rtol
        ):
            return
    reason, hint = CUT_OFF
    yield Cause(f"{name} {reason}", hint, (name,))


def _whole_numbers(probes: Sequence[Probe], name: str) -> Iterator[Cause]:
    """Yield that the array is one of whole numbers, which may have cut at every step of a sum."""
    if all(
        np.ndim(probe.came(name))
        and np.asarray(probe.came(name)).dtype.kind in "iu"
        and np.any(np.asarray(probe.case.right[name]) % 1)
        for probe in probes
    ):
        reason, hint = f"{name} holds whole numbers.", f"They cut fractions off. {CUT_OFF[1]}"
        yield Cause(reason, hint, (name,), sure=False)


def _whole(value: Any) -> bool:
    return np.asarray(value).dtype.kind in "biu"


def _as_if(otherwise: Otherwise, name: str, rtol: float) -> Iterator[Cause]:
    """Yield a change of the arguments that makes what came the right result."""
    if not all(has_any(probe.came(name)) for probe in otherwise.probes):
        return  # zeros fit too many changes
    if all(_whole(probe.case.right[name]) for probe in otherwise.probes):
        return  # and so do counts
    for text in otherwise.texts:
        if all(alike(p.came(name), otherwise.right(text, i, name), rtol)
               for i, p in enumerate(otherwise.probes)):  # fmt: skip
            reason = f"{name} comes out as if {text}."
            hint = f"Read where {text.split()[0]} stands in the task, and in your code."
            yield Cause(reason, hint, (name,), f"as if {text}")
            return


def elsewhere(
    probes: Sequence[Probe], name: str, others: Iterable[str], rtol: float
) -> Iterator[Cause]:
    """Yield that the value belongs to another place of the results."""
    for other in others:
        if other != name and all(
            np.shape(p.case.right[other]) == np.shape(p.came(name))
            and alike(p.came(name), p.case.right[other], rtol)
            for p in probes
        ):
            exchanged = all(alike(p.came(other), p.case.right[name], rtol) for p in probes)
            hint = f"The order is {', '.join(probes[0].case.right)}."
            hint = hint if exchanged else f"Is {name} computed from what belongs to {other}?"
            yield Cause(f"{name} has the value of {other}.", hint, (name,))


def displaced(probes: Sequence[Probe], wrong: Sequence[str]) -> Iterator[Cause]:
    """Yield that results of unlike shapes stand in another order, right or wrong."""
    want = [{n: np.shape(p.case.right[n]) for n in wrong} for p in probes]
    have = [{n: shape_of(p.came(n)) for n in wrong} for p in probes]
    if any(sorted(map(str, w.values())) != sorted(map(str, h.values()))
           for w, h in zip(want, have, strict=True)):  # fmt: skip
        return
    for name in wrong:
        for other in wrong:
            if all(h[name] == w[other] != w[name] and h[other] != w[other]
                   for w, h in zip(want, have, strict=True)):  # fmt: skip
                hint = f"The order is {', '.join(probes[0].case.right)}."
                yield Cause(f"{name} has the shape of {other}.", hint, (name,))


def _general(
    probes: Sequence[Probe], name: str, rtol: float, *, exactly: bool = False
) -> Iterator[Cause]:
    """Yield a mistake that every exercise shares, if it is the same on every probe."""
    made = (_explained(p, p.case.right[name], name, rtol, exactly=exactly) for p in probes)
    if (only := _same_each(made)) is not None:
        yield Cause(*only, (name,))


def _pairs(probes: Sequence[Probe], name: str, rtol: float) -> Iterator[Cause]:
    """Yield a named mistake together with a general one, such as a lost sign."""
    for text in probes[0].case.mistakes.get(name, {}):
        values = (value_of(p.case.mistakes.get(name, {}).get(text), p.came(name)) for p in probes)
        made = (_explained(p, value, name, rtol, exactly=True)
                for p, value in zip(probes, values, strict=True))  # fmt: skip
        if (only := _same_each(made)) is not None:
            reason, hint = sentence(name, text)
            more = only[0].removeprefix(f"{name} ")
            yield Cause(f"{reason} And the rest {more}", hint, (name,), text)


def _same_each(found: Iterator[tuple[str, str] | None]) -> tuple[str, str] | None:
    """Return what is found on every probe; what the first contradicts is not tried on others."""
    first = next(found)
    return first if first is not None and all(other == first for other in found) else None


def _explained(
    probe: Probe, value: Any, name: str, rtol: float, *, exactly: bool = False
) -> tuple[str, str] | None:
    """Return how the result comes from a value by a change of all entries, or None."""
    if isinstance(value, (str, tuple)) or value is None:
        return None
    try:
        answer = numbers(probe.came(name), name=name)
    except HintError:
        return None
    right = np.asarray(value, dtype=np.float64)
    if right.shape != answer.shape or np.isnan(right).any():
        return None
    same = partial(close, rtol=rtol, atol=None)
    if same(answer, right):
        return None
    if exactly:
        return next(transforms(answer, right, same, name, probe.case.n), None)
    reason, hint = explain_values(answer, right, same, name=name, n=probe.case.n, hint="")
    reason = reason.partition(", about ")[0].rstrip(".") + "."  # how far differs
    return None if is_vague(reason, name) else (reason, hint or probe.case.hint)


def _constant(probes: Sequence[Probe], name: str) -> Iterator[Cause]:
    """Yield that a result is the same for all inputs, as one that was copied from a test is."""
    came = [p.came(name) for p in probes]
    rights = [p.case.right[name] for p in probes]
    constant = all(equal(came[0], other) for other in came[1:])
    if constant and not any(equal(rights[0], other) for other in rights[1:]) and has_any(came[0]):
        if probes[0].case.fits(probes[0].got, name):
            yield Cause(f"{name} is that of the first call, whatever comes later.", MEMORY, (name,))
        yield Cause(f"{name} is {shown(came[0])} for every input.", NO_WORK, (name,))


def unmoved(call: Call, promise: Promise, probes: Sequence[Probe], name: str) -> Iterator[Cause]:
    """Yield that a result never moves with an argument with which the right one moves."""
    if not has_any(probes[0].came(name)):
        return
    for i, argument in enumerate(promise.arguments[: len(probes[0].case.inputs)]):
        if stays(call, promise, probes, name, i):
            reason = f"{name} does not depend on {argument}."
            hint = f"Where should {argument} come in? Does a number stand in its place?"
            yield Cause(reason, hint, (name,))
