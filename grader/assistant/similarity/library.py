"""Answers that are a function of the course's library with other names.

The library is read as one more author, so that whoever takes an answer from it stands beside it.
Short functions are left out: a formula has only one way to be written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.assistant.similarity.given import Function
from grader.assistant.similarity.reading import ClassWork, Place, Work

_LEAST = 8  # fragments that are shared
_OF_ANSWER, _OF_FUNCTION = 0.75, 0.5


@dataclass(frozen=True)
class Borrowed:
    """An exercise, a function of the library, and whose answers consist of what it does.

    ``answered`` is how many of the class have an answer there.
    """

    place: Place
    function: Function
    works: list[Work]
    answered: int


def borrowed(read: ClassWork, pieces: Sequence[Mapping[Place, frozenset[int]]]) -> list[Borrowed]:
    """Return what looks taken from the library, in the order of the exercises.

    Parameters
    ----------
    pieces : the fragments of each work's answers, those of the library among them.
    """
    whose: dict[int, list[int]] = defaultdict(list)
    for number, function in enumerate(read.reader.library):
        for key in function.keys:
            whose[key].append(number)
    found: list[Borrowed] = []
    for place in read.places:
        works: dict[int, list[Work]] = defaultdict(list)
        for work, keys in zip(read.works, pieces, strict=True):
            shared = Counter(number for key in keys[place] for number in whose.get(key, []))
            for number, count in shared.most_common(1):
                function = read.reader.library[number]
                if count >= max(_LEAST, _OF_ANSWER * len(keys[place]),
                                _OF_FUNCTION * len(function.keys)):  # fmt: skip
                    works[number].append(work)
        answered = sum(bool(keys[place]) for keys in pieces)
        found += [Borrowed(place, read.reader.library[number], who, answered)
                  for number, who in works.items()]  # fmt: skip
    return found
