"""Answers that are the course's library with other names.

The library is read as one more author, class by class and module by module, so that whoever takes
an answer from it stands beside it. What is short is left out: a formula has only one way to be
written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.assistant.similarity.cells import Place, Work
from grader.assistant.similarity.given import Function
from grader.assistant.similarity.reading import ClassWork

_LEAST = 8  # fragments that are shared
_OF_ANSWER, _OF_FUNCTION = 2 / 3, 1 / 2


@dataclass(frozen=True)
class Borrowed:
    """An exercise, functions of one class or module of the library, and whose answers consist of
    what those do; ``answered`` is how many have an answer there."""

    place: Place
    functions: tuple[Function, ...]
    works: list[Work]
    answered: int

    @property
    def name(self) -> str:
        """What is in the answers."""
        return ", ".join(function.name for function in self.functions)


def borrowed(read: ClassWork, pieces: Sequence[Mapping[Place, frozenset[int]]]) -> list[Borrowed]:
    """Return what looks taken from the library, in the order of the exercises.

    Parameters
    ----------
    pieces : the fragments of each work's answers, those of the library among them.
    """
    owners: dict[str, list[Function]] = defaultdict(list)
    for function in read.reader.library:
        owners[function.owner].append(function)
    all_keys = read.reader.librarys
    found: list[Borrowed] = []
    for place in read.places:
        whose: dict[tuple[Function, ...], list[Work]] = defaultdict(list)
        for work, said in zip(read.works, pieces, strict=True):
            if _is_most(len(said[place] & all_keys), said[place]):
                for functions in filter(None, (_taken(said[place], of) for of in owners.values())):
                    whose[functions].append(work)
        answered = sum(bool(said[place]) for said in pieces)
        found += [Borrowed(place, functions, works, answered) for functions, works in whose.items()]
    return found


def _taken(keys: frozenset[int], functions: Sequence[Function]) -> tuple[Function, ...]:
    """Return the functions of one owner of which an answer consists, or none."""
    shared = frozenset().union(*(keys & function.keys for function in functions))
    if not _is_most(len(shared), keys):
        return ()
    return tuple(f for f in functions if len(keys & f.keys) > _OF_FUNCTION * len(f.keys))


def _is_most(shared: int, keys: frozenset[int]) -> bool:
    return shared >= _LEAST and shared > _OF_ANSWER * len(keys)
