"""Which mistake explains everything that came back?

When a part is lost, the answer is probed on a panel of inputs in general position. A mistake is
named only if it gives what came back on every one of them; one mistake alone comes before two.
What no mistake explains is shown on the smallest input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from course_lib.hints.cases import Case, Evidence
from course_lib.hints.comparison import close, is_plain, numbers, sentence
from course_lib.hints.errors import HintError
from course_lib.hints.promise import PANEL, Promise
from course_lib.hints.randomness import equal
from course_lib.hints.recognition import explain_values, transforms
from course_lib.hints.wording import shown

Call = Callable[..., Any]
_SQUARE = 4  # all sizes, where a wrong product has a right shape
_READABLE = 100  # characters of inputs
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


@dataclass(frozen=True)
class _Probe:
    case: Case
    got: Any


def diagnose(call: Call, promise: Promise) -> list[Cause]:
    """Return the causes of wrong results on the panel, one for each, the named ones first.

    Examples
    --------
    >>> from course_lib.hints.promise import promise
    >>> @promise(draw=lambda rng, n=4: (rng.normal(size=n),))
    ... def total(x):
    ...     return Case("total", (x,), {"total": sum(x.tolist())},
    ...                 {"total": {"this is the mean. Do not divide.": x.mean()}})
    >>> diagnose(np.sum, total), diagnose(np.mean, total)[0].reason
    ([], 'total: this is the mean.')
    """
    probes = []
    for case in _panel(call, promise):
        if not case.right:
            return []  # a random answer is explained by the checks of its own parts
        got = call(*case.arguments)
        try:
            case.results(got)
        except HintError as error:
            return [Cause(error.reason, error.hint, tuple(case.right))]
        probes.append(_Probe(case, got))
    return _joined(list(_causes(call, promise, probes)))


def _panel(call: Call, promise: Promise) -> list[Case]:
    """Return the panel; of equal sizes if the function stops on others, as a transpose lets it."""
    cases = promise.panel()
    try:
        call(*cases[0].arguments)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        if len(promise.sizes) < 2:
            raise
        return promise.panel(**dict.fromkeys(promise.sizes, _SQUARE))
    return cases


def _causes(call: Call, promise: Promise, probes: Sequence[_Probe]) -> Iterator[Cause]:
    wrong = [
        name
        for name in probes[0].case.right
        if not all(p.case.fits(p.got, name, rtol=promise.rtol) for p in probes)
    ]
    exchanged = [c for name in wrong for c in _elsewhere(probes, name, wrong, promise.rtol)]
    if exchanged:
        yield replace(exchanged[0], results=tuple(wrong))
        return
    told = _widest(promise, probes, wrong)
    if told:
        more = (other for name in told.results for other in _following(promise, name))
        told = replace(told, results=(*told.results, *more))
        yield told
    for name in wrong:
        if told and name in told.results:
            continue
        if set(wrong) & set(promise.follows.get(name, ())):
            continue  # it was computed from what is wrong
        found = next(_explanations(call, promise, probes, name), None)
        found = found or _smallest(call, promise, probes, name)
        yield replace(found, results=(name, *_following(promise, name)))


def _widest(promise: Promise, probes: Sequence[_Probe], wrong: Sequence[str]) -> Cause | None:
    """Return the mistake that alone explains more than one wrong result, and most of them."""
    mistakes = probes[0].case.mistakes
    found: dict[str, list[str]] = {}
    for name in wrong:
        for text in mistakes.get(name, {}):
            shared = sum(text in mistakes.get(other, {}) for other in wrong) > 1
            if shared and all(e.explained(text) for e in _seen(probes, name, promise.rtol)):
                found.setdefault(text, []).append(name)
    text, names = max(found.items(), key=lambda item: len(item[1]), default=("", []))
    return Cause(*sentence(names[0], text), tuple(names), text) if len(names) > 1 else None


def _seen(probes: Sequence[_Probe], name: str, rtol: float) -> list[Evidence]:
    return [Evidence(p.case, name, p.got, rtol) for p in probes]


def _following(promise: Promise, name: str) -> list[str]:
    """Return the results that are computed from this one, and may be wrong on other inputs."""
    return [other for other, of in promise.follows.items() if name in of]


def _joined(causes: list[Cause]) -> list[Cause]:
    """Return one cause for each sentence; what is not sure is told only if nothing else is."""
    sure = [cause for cause in causes if cause.sure]
    told = sure or causes[:1]
    if sure and len(sure) < len(causes):
        every = tuple(name for cause in causes for name in cause.results)
        return [replace(told[0], results=every), *told[1:]]
    found: dict[str, Cause] = {}
    for cause in told:
        key = cause.text or cause.reason
        same = found.get(key)
        found[key] = replace(same, results=(*same.results, *cause.results)) if same else cause
    if not sure and told:
        return [replace(told[0], results=tuple(name for c in causes for name in c.results))]
    return list(found.values())


def _explanations(
    call: Call, promise: Promise, probes: Sequence[_Probe], name: str
) -> Iterator[Cause]:
    """Yield what gives this result on every probe, the most telling first."""
    rtol = promise.rtol
    seen = _seen(probes, name, rtol)
    for text in probes[0].case.mistakes.get(name, {}):
        if all(evidence.explained(text) for evidence in seen):
            yield Cause(*sentence(name, text), (name,), text)
    yield from _constant(probes, name)
    for cause in _elsewhere(probes, name, probes[0].case.right, rtol):
        yield replace(cause, hint="Both came out equal. Is it one array under two names?")
    yield from _odd(probes, name)
    yield from _unused(call, promise, name)
    yield from _general(probes, name, rtol)
    yield from _pairs(probes, name, rtol)


def _odd(probes: Sequence[_Probe], name: str) -> Iterator[Cause]:
    """Yield what a result is that is no array of the right shape made of finite numbers."""
    for probe in probes:
        try:
            is_plain(probe.case.results(probe.got)[name], probe.case.right[name], name=name)
        except HintError as error:
            yield Cause(error.reason, error.hint, (name,))
            return


def _elsewhere(
    probes: Sequence[_Probe], name: str, others: Iterable[str], rtol: float
) -> Iterator[Cause]:
    """Yield that the value belongs to another place of the results."""
    for other in others:
        if other != name and all(
            np.shape(p.case.right[other]) == np.shape(p.case.results(p.got)[name])
            and _same(p.case.results(p.got)[name], p.case.right[other], rtol)
            for p in probes
        ):
            order = ", ".join(probes[0].case.right)
            yield Cause(f"{name} has the value of {other}.", f"The order is {order}.", (name,))


def _general(probes: Sequence[_Probe], name: str, rtol: float) -> Iterator[Cause]:
    """Yield a mistake that every exercise shares, if it is the same on every probe."""
    found = {_explained(p, p.case.right[name], name, rtol) for p in probes}
    if len(found) == 1 and (only := found.pop()) is not None:
        yield Cause(*only, (name,))


def _pairs(probes: Sequence[_Probe], name: str, rtol: float) -> Iterator[Cause]:
    """Yield a named mistake together with a general one, such as a lost sign."""
    for text in probes[0].case.mistakes.get(name, {}):
        found = set()
        for p in probes:
            value = p.case.mistakes.get(name, {}).get(text)
            value = value() if callable(value) else value
            found.add(None if value is None else _explained(p, value, name, rtol, exactly=True))
        if len(found) == 1 and (only := found.pop()) is not None:
            reason, hint = sentence(name, text)
            more = only[0].removeprefix(f"{name} ")
            yield Cause(f"{reason} And the rest {more}", hint, (name,), text)


def _explained(
    probe: _Probe, value: Any, name: str, rtol: float, *, exactly: bool = False
) -> tuple[str, str] | None:
    """Return how the result comes from a value by a change of all entries, or None."""
    if isinstance(value, (str, tuple)) or value is None:
        return None
    try:
        answer = numbers(probe.case.results(probe.got)[name], name=name)
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
    general = f"{name} has the right shape" in reason or reason == f"{name} is wrong."
    return None if general or " entries are wrong" in reason else (reason, hint)


def _same(got: Any, value: Any, rtol: float) -> bool:
    try:
        return close(numbers(got, name=""), np.asarray(value, dtype=np.float64), rtol, None)
    except (HintError, TypeError, ValueError):
        return False


def _constant(probes: Sequence[_Probe], name: str) -> Iterator[Cause]:
    """Yield that a result is the same for all inputs, as one that was copied from a test is."""
    came = [p.case.results(p.got)[name] for p in probes]
    rights = [p.case.right[name] for p in probes]
    constant = all(equal(came[0], other) for other in came[1:])
    if constant and not any(equal(rights[0], other) for other in rights[1:]) and _any(came[0]):
        if probes[0].case.fits(probes[0].got, name):
            yield Cause(f"{name} is that of the first call, whatever comes later.", MEMORY, (name,))
        yield Cause(f"{name} is {shown(came[0])} for every input.", NO_WORK, (name,))


def _unused(call: Call, promise: Promise, name: str) -> Iterator[Cause]:
    """Yield that a result never moves with an argument with which the right one moves."""
    cases = promise.panel()
    for i, argument in enumerate(promise.arguments[: len(cases[0].inputs)]):
        moves = [_moved(call, promise, name, i, one, cases[k - 1]) for k, one in enumerate(cases)]
        known = [move for move in moves if move is not None]
        if _any(cases[0].results(call(*cases[0].arguments))[name]) and (
            sum(right for right, _ in known) > 1 and not any(came for _, came in known)
        ):
            reason = f"{name} does not depend on {argument}."
            yield Cause(reason, f"Where should {argument} come in?", (name,))


def _moved(
    call: Call, promise: Promise, name: str, i: int, case: Case, other: Case
) -> tuple[bool, bool] | None:
    """Return whether the right result and the one that came move with argument i; None: unknown."""
    one, two = case.inputs[i], other.inputs[i]
    if isinstance(one, np.random.Generator) or np.shape(one) != np.shape(two) or equal(one, two):
        return None
    with suppress(ArithmeticError, LookupError, TypeError, ValueError, HintError):
        mixed = promise(*case.arguments[:i], other.arguments[i], *case.arguments[i + 1 :])
        before, after = call(*case.arguments), call(*mixed.arguments)
        came = case.results(before)[name], mixed.results(after)[name]
        return not _same(case.right[name], mixed.right[name], 1e-9), not _same(*came, 1e-9)
    return None  # the argument cannot be exchanged alone


def _any(value: Any) -> bool:
    try:
        return bool(np.any(np.asarray(value, dtype=np.float64)))
    except (TypeError, ValueError):
        return False


def _smallest(call: Call, promise: Promise, probes: Sequence[_Probe], name: str) -> Cause:
    """Return what came on the smallest input, which a reader can compute by hand."""
    for probe in (*_small(call, promise), *probes):
        if probe.case.fits(probe.got, name, rtol=promise.rtol):
            continue
        came = probe.case.results(probe.got)[name]
        inputs = ", ".join(f"{key} = {shown(value)}" for key, value in probe.case.named().items())
        if len(inputs) < _READABLE and np.size(came) <= 4:
            reason = f"{name} is wrong: for {inputs} it is {shown(came)}."
            return Cause(reason, probe.case.hint, (name,), sure=False)
    return Cause(f"{name} has wrong values.", probes[0].case.hint, (name,), sure=False)


def _small(call: Call, promise: Promise) -> Iterator[_Probe]:
    for size in (1, 2):
        with suppress(ArithmeticError, LookupError, TypeError, ValueError, HintError):
            case = promise.drawn(PANEL[0], **dict.fromkeys(promise.sizes, size))
            probe = _Probe(case, call(*case.arguments))
            case.results(probe.got)
            yield probe
