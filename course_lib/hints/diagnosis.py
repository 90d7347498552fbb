"""Which mistake explains everything that came back?

When a part is lost, the answer is probed on a panel of inputs in general position. A mistake is
named only if it gives what came back on every one of them; one mistake alone comes before two.
What no mistake explains is shown on the smallest input.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.comparison import sentence
from course_lib.hints.errors import HintError
from course_lib.hints.explanations import Call, Cause, Probe, elsewhere, explanations, seen_by
from course_lib.hints.promise import PANEL, Promise
from course_lib.hints.wording import shown

_SQUARE = 4  # all sizes, where a wrong product has a right shape
_READABLE = 100  # characters of inputs


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
        probes.append(Probe(case, got))
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


def _causes(call: Call, promise: Promise, probes: Sequence[Probe]) -> Iterator[Cause]:
    wrong = [
        name
        for name in probes[0].case.right
        if not all(p.case.fits(p.got, name, rtol=promise.rtol) for p in probes)
    ]
    exchanged = [c for name in wrong for c in elsewhere(probes, name, wrong, promise.rtol)]
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
        found = next(explanations(call, promise, probes, name), None)
        found = found or _smallest(call, promise, probes, name)
        yield replace(found, results=(name, *_following(promise, name)))


def _widest(promise: Promise, probes: Sequence[Probe], wrong: Sequence[str]) -> Cause | None:
    """Return the mistake that alone explains more than one wrong result, and most of them."""
    mistakes = probes[0].case.mistakes
    found: dict[str, list[str]] = {}
    for name in wrong:
        for text in mistakes.get(name, {}):
            shared = sum(text in mistakes.get(other, {}) for other in wrong) > 1
            if shared and all(e.explained(text) for e in seen_by(probes, name, promise.rtol)):
                found.setdefault(text, []).append(name)
    text, names = max(found.items(), key=lambda item: len(item[1]), default=("", []))
    return Cause(*sentence(names[0], text), tuple(names), text) if len(names) > 1 else None


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


def _smallest(call: Call, promise: Promise, probes: Sequence[Probe], name: str) -> Cause:
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


def _small(call: Call, promise: Promise) -> Iterator[Probe]:
    for size in (1, 2):
        with suppress(ArithmeticError, LookupError, TypeError, ValueError, HintError):
            case = promise.drawn(PANEL[0], **dict.fromkeys(promise.sizes, size))
            probe = Probe(case, call(*case.arguments))
            case.results(probe.got)
            yield probe
