"""Which mistake explains everything that came back?

When a part is lost, the answer is probed on a panel of inputs in general position. A mistake is
named only if it gives what came back on every one of them; one mistake alone comes before two.
What no mistake explains is shown on the smallest input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from course_lib.hints.as_if import Otherwise
from course_lib.hints.cases import Case, Evidence
from course_lib.hints.comparison import sentence
from course_lib.hints.contract import changed
from course_lib.hints.errors import HintError
from course_lib.hints.explanations import (
    Cause,
    cut_off,
    displaced,
    elsewhere,
    explanations,
    seen_by,
    unmoved,
)
from course_lib.hints.places import where_wrong
from course_lib.hints.plain import is_plain
from course_lib.hints.promise import Promise
from course_lib.hints.smallest import Call, Probe, not_finite, smallest

_MORE = (201, 301)  # seeds of more inputs of the kind of the panel
NO_EXAMPLE = "has wrong values."
_SQUARE = 4  # all sizes, where a wrong product has a right shape


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
    return Diagnosis.of(call, promise).causes


@dataclass
class Diagnosis:
    """What is wrong with an answer on a panel, and whether that is what one part says."""

    call: Call
    promise: Promise
    probes: list[Probe] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)

    @classmethod
    def of(cls, call: Call, promise: Promise, like: Case | None = None) -> Diagnosis:
        """Return the diagnosis on a panel whose branches are those of a case."""
        made = cls(call, promise)
        for case, got in _panel(call, promise, like):
            if not case.right:
                return made  # a random answer is explained by the checks of its own parts
            try:
                case.results(got)
            except HintError as error:
                made.probes.clear()
                made.causes = [Cause(error.reason, error.hint, tuple(case.right))]
                return made
            made.probes.append(Probe(case, got))
        found = _joined(list(_causes(call, promise, made.probes)))
        made.causes = _after_changes(call, promise, made.probes, found)
        return made

    def only_there(self, seen: Evidence, mistake: str, *, vague: bool) -> Cause | None:
        """Return what explains a result that is wrong in a part and right on the panel.

        None: what the part says holds. A mistake that it names must hold on the panel too.
        """
        shown = seen_by(self.probes, seen.name, seen.rtol)
        refuted = bool(mistake) and any(each.refuted(mistake) for each in shown)
        probe = Probe(seen.case, seen.got)
        try:
            is_plain(probe.came(seen.name), seen.case.right[seen.name], name=seen.name)
        except HintError as error:
            reason = not_finite(self.call, self.promise, seen.name, probe)
            return Cause(reason, error.hint, (seen.name,)) if reason else None
        except (TypeError, ValueError):
            return None  # a text, or None
        if not (refuted or vague):
            return None
        if cut := next(cut_off([probe], seen.name, seen.rtol), None):
            return replace(cut, reason=f"{seen.where}{cut.reason}")
        unused = next(unmoved(self.call, self.promise, self.probes, seen.name), None)
        lengths = self.promise.lengths(seen.case.inputs)
        found = unused or self._known(seen, lengths) or self._of_a_size(seen)
        if found is None:
            found = _example(self.call, self.promise, seen.name, [probe], seen.where)
            if refuted and seen.telling(mistake) and found.reason.endswith(NO_EXAMPLE):
                return None
        return found

    def _known(self, seen: Evidence, lengths: Mapping[str, int]) -> Cause | None:
        """Return the known mistake that explains inputs of these sizes, the part and the panel."""
        sizes: dict[str, Any] = dict(lengths)
        with suppress(Exception):  # the sizes may be none that are drawn, and the answer may stop
            cases = self.promise.panel(like=seen.case, **sizes)
            probes = [Probe(case, self.call(*case.arguments)) for case in cases]
            if any(probe.wrong(seen.name, seen.rtol) for probe in probes):
                for text in seen.case.mistakes.get(seen.name, {}):
                    every = seen_by([*self.probes, *probes], seen.name, seen.rtol)
                    if seen.explained(text) and not any(each.refuted(text) for each in every):
                        return Cause(*sentence(seen.name, text), (seen.name,), text)
        return None

    def _of_a_size(self, seen: Evidence) -> Cause | None:
        """Return that a result is right with the usual size only, as one with a fixed n is."""
        name, promise = seen.name, self.promise
        if not all(self._wrong(name, seen.case, first, {}) is False for first in _MORE):
            return None
        for size, usual in promise.sizes.items():
            others = [{size: usual + more} for more in (1, 3)]
            if all(self._wrong(name, seen.case, first, other) for first in _MORE
                   for other in others):  # fmt: skip
                if known := self._known(seen, others[0]):
                    return known
                reason = f"{name} is right with {size} = {usual}, and not with {usual + 1}."
                hint = f"Does a number stand where {size} is to be taken from the data?"
                return Cause(reason, hint, (name,))
        return None

    def _wrong(self, name: str, like: Case, first: int, sizes: dict[str, int]) -> bool | None:
        """Return whether a result is wrong on drawn inputs, None if it stops there."""
        with suppress(Exception):  # there may be no such size, too
            case = self.promise.panel(first, like, **sizes)[0]
            return Probe(case, self.call(*case.arguments)).wrong(name, self.promise.rtol)
        return None


def _after_changes(
    call: Call, promise: Promise, probes: Sequence[Probe], causes: list[Cause]
) -> list[Cause]:
    """Return the causes; those that no file names follow from a changed argument, if one is."""
    error = changed(call, promise, probes[0].case) if causes else None
    if error is None:
        return causes
    named = [cause for cause in causes if cause.text]
    others = tuple(name for cause in causes if not cause.text for name in cause.results)
    return [Cause(error.reason, error.hint, others), *named]


def _panel(call: Call, promise: Promise, like: Case | None) -> Iterator[tuple[Case, Any]]:
    """Yield the panel, each case with what came of it.

    It is one of equal sizes if the function stops on others, as a transpose lets it.
    """
    first, *others = promise.panel(like=like)
    try:
        got = call(*first.arguments)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        if len(promise.sizes) < 2:
            raise
        first, *others = promise.panel(like=like, **dict.fromkeys(promise.sizes, _SQUARE))
        got = call(*first.arguments)
    yield first, got
    yield from ((case, call(*case.arguments)) for case in others)


def _causes(call: Call, promise: Promise, probes: Sequence[Probe]) -> Iterator[Cause]:
    wrong = [
        name for name in probes[0].case.right if any(p.wrong(name, promise.rtol) for p in probes)
    ]
    exchanged = [c for name in wrong for c in elsewhere(probes, name, wrong, promise.rtol)]
    moved = list(displaced(probes, wrong))
    if exchanged or moved:
        first, order = (exchanged or moved)[0], moved[0].hint if moved else exchanged[0].hint
        yield replace(first, hint=order + _also(probes, first.results[0], promise.rtol),
                      results=tuple(wrong))  # fmt: skip
        return
    otherwise = Otherwise(call, promise, probes)
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
        found = next(explanations(call, promise, probes, name, otherwise), None)
        found = found or _example(call, promise, name, probes)
        yield replace(found, results=(name, *_following(promise, name)))


def _also(probes: Sequence[Probe], name: str, rtol: float) -> str:
    """Return the known mistake that gives the same as an exchange, as a sentence, or ""."""
    for text in probes[0].case.mistakes.get(name, {}):
        if all(each.explained(text) for each in seen_by(probes, name, rtol)):
            return f" Or {sentence('', text)[0].removeprefix(': ')}"
    return ""


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


def _example(
    call: Call, promise: Promise, name: str, probes: Sequence[Probe], where: str = ""
) -> Cause:
    """Return where a result is wrong, and what came on the smallest input."""
    hint, place = probes[0].case.hint, _place(probes, name, promise.rtol)
    example = smallest(call, promise, name, probes)
    if place:
        only = f" only {place}" if place.startswith("in its") else f" only where {place}"
        return Cause(f"{where}{name} is wrong{only}{':' if example else '.'} {example}".strip(),
                     hint, (name,), sure=False)  # fmt: skip
    if example:
        return Cause(f"{where}{name} is wrong: {example}", hint, (name,), sure=False)
    return Cause(f"{where}{name} {NO_EXAMPLE}", hint, (name,), sure=False)


def _place(probes: Sequence[Probe], name: str, rtol: float) -> str:
    """Return what the wrong entries have in common, if the results are arrays of one shape."""
    seen = []
    for probe in probes:
        right = np.asarray(probe.case.right[name])
        came = np.asarray(probe.came(name))
        if came.dtype.kind not in "biuf" or right.dtype.kind not in "biuf":
            return ""
        if came.shape != right.shape:
            return ""
        seen.append((probe.case, came.astype(np.float64), right.astype(np.float64)))
    return where_wrong(seen, rtol)
