"""Compares a class: every pair's score, and what the pairs at the top have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.assistant.similarity.chance import Tail
from grader.assistant.similarity.reading import ClassWork, Place, Work
from grader.assistant.similarity.scoring import (
    Evidence,
    Keys,
    Matrix,
    differences,
    notebook_evidence,
    pair_scores,
    together,
)


@dataclass(frozen=True)
class Part:
    """What one exercise says about a pair: the shared part, and the surprise in nats."""

    place: Place
    share: float
    nats: float


@dataclass(frozen=True)
class Pair:
    """Two works; by chance ``expected`` pairs of a class like this are as alike as they."""

    left: Work
    right: Work
    score: float
    expected: float
    parts: list[Part]

    @property
    def same_group(self) -> bool:
        """Whether the roster has the two in one group."""
        return bool(self.left.group) and self.left.group == self.right.group


@dataclass(frozen=True)
class Comparison:
    """All scores, and the pairs at the top, the most alike first."""

    scores: NDArray[np.float64]
    pairs: list[Pair]
    evidence: dict[Place, Evidence]


def compare(read: ClassWork, most: int) -> Comparison:
    """Compare all pairs of a class and return the ``most`` that are most alike."""
    evidence: dict[Place, Evidence] = {}
    nats: dict[Place, Matrix] = {}
    sums: list[Matrix] = []
    pieces = [_pieces(read, work) for work in read.works]
    words = [_words(read, work) for work in read.works]
    for notebook in dict.fromkeys(place[0] for place in read.places):
        places = [place for place in read.places if place[0] == notebook]
        structure, wording = _evidence(places, pieces), _evidence(places, words)
        for place, one, other in zip(places, structure, wording, strict=True):
            evidence[place], nats[place] = one, together(one, other)
        against = map(differences, structure, wording)
        sums.append(np.sum([nats[place] for place in places], axis=0) - sum(against))
    scores = pair_scores(sums)
    rows, columns = np.triu_indices(len(read.works), 1)
    tail = Tail.of(scores)
    shared = np.sum(list(nats.values()), axis=0)[rows, columns]
    order = np.lexsort((-shared, -scores))[:most]
    pairs = [
        Pair(
            read.works[rows[at]],
            read.works[columns[at]],
            float(scores[at]),
            tail.expected(float(scores[at]), len(scores)),
            _parts(evidence, nats, int(rows[at]), int(columns[at])),
        )
        for at in order
        if shared[at] > 0
    ]
    return Comparison(scores, pairs, evidence)


def _evidence(places: Sequence[Place], said: Sequence[Mapping[Place, Keys]]) -> list[Evidence]:
    return notebook_evidence([[keys[place] for keys in said] for place in places])


def _pieces(read: ClassWork, work: Work) -> dict[Place, Keys]:
    return {place: work.pieces.get(place, frozenset()) for place in read.places}


def _words(read: ClassWork, work: Work) -> dict[Place, Keys]:
    """Return how a student words each answer, without what is in several of the answers.

    Who writes ``# my own work`` everywhere has a habit; two with the same are alike in one thing,
    and not in thirty.
    """
    said = {place: work.words.get(place, frozenset()) for place in read.places}
    places = Counter(key for keys in said.values() for key in keys)
    return {
        place: frozenset(key for key in keys if places[key] == 1) for place, keys in said.items()
    }


def _parts(
    evidence: dict[Place, Evidence], nats: dict[Place, Matrix], left: int, right: int
) -> list[Part]:
    parts = [
        Part(place, float(evidence[place].shares[left, right]), float(found[left, right]))
        for place, found in nats.items()
    ]
    return sorted(parts, key=lambda part: -part.nats)
