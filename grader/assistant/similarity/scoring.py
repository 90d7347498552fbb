"""How much more alike two students' work is than that of others in their class.

In each exercise, of what either has the share that both have counts, each fragment weighed by its
rarity in the class. This share is multiplied by the surprise at it, ``-log`` of the part of the
class that is as close to either of the two; where all write the same, that is nothing. Structure
and wording (``fragments``, ``wording``) are compared in the same way. A long answer says more
than one line: the product counts by the root of what there is to share.

Nothing speaks against a copy: what two answered differently takes nothing from what they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float32]
Keys = frozenset[int]
_EQUAL = 1e-6
_WORDS = 2.0  # how much a nat of wording counts, against one of structure: it is rarely chance
_LONG = 30.0  # nats of rarity in an answer that counts once


@dataclass(frozen=True)
class Evidence:
    """Of one exercise: ``shares`` and ``surprises`` of all pairs, how many students have each
    fragment, and each student's ``totals``, the rarity of all that is in the answer."""

    shares: Matrix
    surprises: Matrix
    holders: Mapping[int, int]
    totals: NDArray[np.float64]

    @property
    def nats(self) -> Matrix:
        """What the exercise says about each pair."""
        return self.shares * self.surprises


def together(structure: Evidence, wording: Evidence) -> Matrix:
    """Return what an exercise says in all: its structure, and how few of those who do the same
    also word it alike. Where the same is always said in the same words, wording adds nothing."""
    both = _surprises([structure.shares, wording.shares], int((structure.totals > 0).sum()))
    more = np.maximum(both - structure.surprises, 0)
    return np.asarray(structure.nats + _WORDS * wording.shares * more, np.float32)


def weight(structure: Evidence) -> Matrix:
    """Return how much an exercise counts for each pair, by the shorter of their two answers."""
    shorter = np.minimum(structure.totals[:, None], structure.totals)
    return np.asarray(np.sqrt(shorter / _LONG), np.float32)


def notebook_evidence(answers: Sequence[Sequence[Keys]]) -> list[Evidence]:
    """Return the evidence of each exercise of a notebook.

    Parameters
    ----------
    answers : for each exercise, the fragments of each student, empty where there is no answer.

    Examples
    --------
    >>> same, other = frozenset([1, 2]), frozenset([3])
    >>> [found] = notebook_evidence([[same, other, same, frozenset([4])]])
    >>> int(found.nats.argmax())  # of the pairs 0-0, 0-1, 0-2, ...
    2
    """
    students = range(len(answers[0]))
    whole = [frozenset().union(*(answer[i] for answer in answers)) for i in students]
    holders = Counter(key for keys in whole for key in keys)
    present = max(1, sum(map(bool, whole)))
    column = {key: at for at, key in enumerate(k for k, n in holders.items() if n > 1)}
    everything = _marked(whole, column)
    return [_evidence(answer, everything, column, holders, present) for answer in answers]


def _marked(sets: Sequence[Collection[int]], column: Mapping[int, int]) -> Matrix:
    found = np.zeros((len(sets), len(column)), np.float32)
    for row, keys in enumerate(sets):
        found[row, [column[key] for key in keys if key in column]] = 1
    return found


def _evidence(
    answer: Sequence[Keys],
    everything: Matrix,
    column: Mapping[int, int],
    holders: Mapping[int, int],
    present: int,
) -> Evidence:
    """Return the evidence of one exercise; what stands elsewhere in the notebook is found too."""
    own = _marked(answer, column)
    used = own.any(axis=0)
    weights = np.array([np.log((present + 1) / holders[key]) for key in column], np.float32)
    totals = np.array([
        sum(np.log((present + 1) / holders[key]) for key in keys) for keys in answer
    ])  # fmt: skip
    shared = (own[:, used] * weights[used]) @ everything[:, used].T
    shares = shared / np.where(totals > 0, totals, np.inf)[:, None]
    shares = np.where((totals > 0) & (totals > 0)[:, None], (shares + shares.T) / 2, 0)
    np.fill_diagonal(shares, 0)
    surprises = _surprises([shares], int((totals > 0).sum()))
    return Evidence(shares.astype(np.float32), surprises, holders, totals)


def _surprises(kinds: Sequence[NDArray[np.floating]], answered: int) -> Matrix:
    """Return for each pair the mean of -log of the part of the class as close to each of them.

    As close is who shares as much in every one of the ``kinds`` of shares.
    """
    found = np.zeros(kinds[0].shape)
    for row in range(len(found)):
        closer = np.ones(found.shape, bool)  # whether the second is as close as the first
        for shares in kinds:
            closer &= shares[row] >= (shares[row] - _EQUAL)[:, None]
        found[row] = -np.log(np.clip(closer.sum(axis=1) / max(1, answered), None, 1))
    found[kinds[0] <= 0] = 0
    return np.asarray((found + found.T) / 2, np.float32)
