"""Like answers: those that are empty, equal, nearly equal; like the scheme, and like each other.

It says what may be read together. It gives no points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from grader.assistant.similarity.fragments import text_fragments
from grader.marking.material import Answer

NEAR = 0.8  # of the fragments that either has; fewer are another answer
_ALIKE = 0.6  # from here on two answers are worth a look side by side
_COPIED = 0.75  # of an answer that stands in the scheme in the same words
_FEWEST = 8  # fragments; shorter answers are alike by chance
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Group:
    """Answers that may be marked at once: ``kind`` is empty, equal, near or single."""

    kind: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """The answer most like one: whose, and the share of their fragments that both have."""

    student: str
    share: float


@dataclass(frozen=True)
class Likeness:
    """All about one question's answers: groups, what is like the scheme, what is like another."""

    groups: tuple[Group, ...]
    scheme: Mapping[str, float]
    alike: Mapping[str, Alike]


def normal(text: str) -> str:
    """Return what is equal for answers that need not be read twice.

    Examples
    --------
    >>> normal("All  are\\nZERO.") == normal("all are zero.")
    True
    >>> normal("$W = 0$") == normal("$W \\\\ne 0$")
    False
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def differences(first: str, other: str) -> list[tuple[str, str]]:
    """Return the words in which a text differs from a like one: what stands there, and here.

    Examples
    --------
    >>> differences("All weights stay zero.", "All  weights become zero, always.")
    [('stay zero.', 'become zero, always.')]
    """
    there, here = first.split(), other.split()
    matches = SequenceMatcher(None, [normal(word) for word in there],
                              [normal(word) for word in here], autojunk=False)  # fmt: skip
    return [(" ".join(there[a:b]), " ".join(here[c:d]))
            for kind, a, b, c, d in matches.get_opcodes() if kind != "equal"]  # fmt: skip


def likeness(answers: Mapping[str, Answer], scheme: str, question: str) -> Likeness:
    """Return which answers to a question are alike; what the question says is nobody's."""
    names = sorted(answers)
    texts = [normal(answers[name].text) for name in names]
    keys = [frozenset(item.key for item in text_fragments(text)) for text in texts]
    asked = frozenset(item.key for item in text_fragments(normal(question)))
    model = frozenset(item.key for item in text_fragments(normal(scheme))) - asked
    shares = _shares(keys)
    like_scheme = {
        name: round(len(own & model) / len(own), 2)
        for name, own in zip(names, keys, strict=True)
        if len(own) >= _FEWEST and len(own & model) >= _COPIED * len(own)
    }
    return Likeness(_groups(names, texts, shares), like_scheme, _alike(names, keys, shares))


def _shares(keys: Sequence[frozenset[int]]) -> Shares:
    """Return for each pair the fragments that both have, as a share of those that either has."""
    column = {key: at for at, key in enumerate(sorted({key for own in keys for key in own}))}
    marked = np.zeros((len(keys), len(column)), np.float32)
    for row, own in enumerate(keys):
        marked[row, [column[key] for key in own]] = 1
    both = (marked @ marked.T).astype(np.float64)
    sizes = np.array([len(own) for own in keys], np.float64)
    either = sizes[:, None] + sizes - both
    return np.divide(both, either, out=np.zeros_like(both), where=either > 0)


def _groups(names: Sequence[str], texts: Sequence[str], shares: Shares) -> tuple[Group, ...]:
    """Return the groups, the largest first; each text is near to the first one of its group."""
    equal: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        equal.setdefault(text, []).append(at)
    empty = [names[at] for at in equal.pop("", [])]
    left = sorted(equal.values(), key=lambda places: (-len(places), places[0]))
    found: list[Group] = []
    while left:
        first = left[0]
        near = [places for places in left if places is first
                or shares[first[0], places[0]] >= NEAR]  # fmt: skip
        left = [places for places in left if not any(places is other for other in near)]
        members = tuple(names[at] for places in near for at in places)
        kind = "near" if len(near) > 1 else "equal" if len(members) > 1 else "single"
        found.append(Group(kind, members))
    found.sort(key=lambda group: -len(group.students))
    return (*([Group("empty", tuple(empty))] if empty else []), *found)


def _alike(
    names: Sequence[str], keys: Sequence[frozenset[int]], shares: Shares
) -> dict[str, Alike]:
    others = shares.copy()
    np.fill_diagonal(others, 0)
    found = {}
    for at, own in enumerate(keys):
        if len(own) >= _FEWEST and others[at].max(initial=0) >= _ALIKE:
            best = int(others[at].argmax())
            found[names[at]] = Alike(names[best], round(float(others[at, best]), 2))
    return found
