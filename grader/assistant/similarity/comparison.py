"""Compares a class: every pair's score, and what the pairs at the top have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.assistant.similarity.cells import Place, Work
from grader.assistant.similarity.chance import BEYOND, Chance, in_words
from grader.assistant.similarity.library import Borrowed, borrowed
from grader.assistant.similarity.proof import Numbers, Proof, proofs
from grader.assistant.similarity.reading import ClassWork
from grader.assistant.similarity.scoring import (
    Evidence,
    Keys,
    Matrix,
    notebook_evidence,
    together,
    weight,
)


@dataclass(frozen=True)
class Part:
    """What one exercise says about a pair: the shared part, and the surprise in nats."""

    place: Place
    share: float
    nats: float


@dataclass(frozen=True)
class Pair:
    """Two works; by chance ``expected`` pairs of a class like this are as alike as they, or None
    if that cannot be said; ``proof`` is what they share to the letter."""

    left: Work
    right: Work
    score: float
    expected: float | None
    proof: Proof | None
    parts: list[Part]

    @property
    def stands_out(self) -> bool:
        """Whether there is proof, or chance makes such a pair in fewer than every second class."""
        return bool(self.proof) or (self.expected is not None and self.expected < BEYOND)

    @property
    def words(self) -> str:
        """What to think of it, in words."""
        return f"proof: {self.proof.in_words}" if self.proof else in_words(self.expected)

    @property
    def group(self) -> str:
        """The group in which the roster has both, or ""."""
        same = self.left.group.casefold() == self.right.group.casefold()
        return self.left.group if same and self.left.group.strip("-– ") else ""


@dataclass(frozen=True)
class Comparison:
    """What chance does, the pairs at the top (proof first, then the least likely), and what is
    like the library."""

    chance: Chance
    pairs: list[Pair]
    evidence: dict[Place, Evidence]
    borrowed: list[Borrowed]


def compare(read: ClassWork, most: int) -> Comparison:
    """Compare all pairs of a class and return the ``most`` that are most alike."""
    evidence: dict[Place, Evidence] = {}
    nats: dict[Place, Matrix] = {}
    whole = [_pieces(read, work) for work in read.works]
    pieces = [{at: keys - read.reader.librarys for at, keys in said.items()} for said in whole]
    words = [_words(read, work) for work in read.works]
    for notebook in dict.fromkeys(place[0] for place in read.places):
        places = [place for place in read.places if place[0] == notebook]
        structure, wording = _evidence(places, pieces), _evidence(places, words)
        for place, one, other in zip(places, structure, wording, strict=True):
            evidence[place], nats[place] = one, together(one, other) * weight(one)
    chance = Chance.of(list(nats.values()))
    proved = proofs(read)
    pairs = [
        Pair(
            read.works[one],
            read.works[other],
            float(chance.scores[one, other]),
            chance.expected(one, other),
            proved.get((one, other)),
            _parts(evidence, nats, one, other),
        )
        for one, other in in_order(chance, proved, most)
    ]
    return Comparison(chance, pairs, evidence, borrowed(read, whole))


def in_order(chance: Chance, proved: Mapping[Numbers, Proof], most: int) -> list[Numbers]:
    """Return the pairs that share anything: all with proof, and the least likely of the others."""
    rows, columns = np.triu_indices(len(chance.scores), 1)
    scores, surprises = chance.scores[rows, columns], chance.surprise[rows, columns]
    order = np.lexsort((-scores, -surprises))
    order = order[scores[order] > 0]
    first = sorted(
        proved, key=lambda p: (-chance.surprise[p], not proved[p].files, -proved[p].words)
    )
    pairs = [(int(rows[at]), int(columns[at])) for at in order[: most + len(first)]]
    return first + [pair for pair in pairs if pair not in proved][:most]


def _evidence(places: Sequence[Place], said: Sequence[Mapping[Place, Keys]]) -> list[Evidence]:
    return notebook_evidence([[keys[place] for keys in said] for place in places])


def _pieces(read: ClassWork, work: Work) -> dict[Place, Keys]:
    return {place: _keys(read, work, place) for place in read.places}


def _words(read: ClassWork, work: Work) -> dict[Place, Keys]:
    """Return how a student words each answer, without what is in several of the answers.

    Who writes ``# my own work`` everywhere has a habit; two with the same are alike in one thing,
    and not in thirty.
    """
    said = {
        place: {key for cell in work.sources.get(place, []) for key in read.reader.wording(*cell)}
        for place in read.places
    }
    places = Counter(key for keys in said.values() for key in keys)
    return {
        place: frozenset(key for key in keys if places[key] == 1) for place, keys in said.items()
    }


def _keys(read: ClassWork, work: Work, place: Place) -> Keys:
    cells = work.sources.get(place, [])
    return frozenset().union(*(read.reader.keys(*cell) for cell in cells))


def _parts(
    evidence: dict[Place, Evidence], nats: dict[Place, Matrix], left: int, right: int
) -> list[Part]:
    parts = [
        Part(place, float(evidence[place].shares[left, right]), float(found[left, right]))
        for place, found in nats.items()
    ]
    return sorted(parts, key=lambda part: -part.nats)
