"""How much more alike two students' work is than that of others in their class.

In each exercise, of what either has the share that both have counts, each fragment weighed by its
rarity in the class. This share is multiplied by the surprise at it, ``-log`` of the part of the
class that is as close to either of the two; where all write the same, that is nothing. The sum
over exercises is compared with the sums of all pairs: over all notebooks, and over the one, two,
... notebooks in which the two are most alike, so that a copy of a part is found too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.similarity.chance import Tail

Matrix: TypeAlias = NDArray[np.float32]
Keys = frozenset[int]
_NOTHING: Keys = frozenset()
_EQUAL = 1e-6


@dataclass(frozen=True)
class Evidence:
    """Of one exercise: ``shares`` and ``surprises`` of all pairs, and how many students have
    each fragment."""

    shares: Matrix
    surprises: Matrix
    holders: Mapping[int, int]

    @property
    def nats(self) -> Matrix:
        """What the exercise says about each pair."""
        return self.shares * self.surprises


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
    surprises = _surprises(shares, int((totals > 0).sum()))
    return Evidence(shares.astype(np.float32), surprises, holders)


def _surprises(shares: NDArray[np.float64], answered: int) -> Matrix:
    """Return for each pair the mean of -log of the part of the class as close to each of them."""
    found = np.zeros_like(shares)
    for row, values in enumerate(shares):
        closer = np.sort(values)
        as_close = len(values) - np.searchsorted(closer, values - _EQUAL, side="left")
        found[row] = -np.log(np.clip(as_close / max(1, answered), None, 1))
    found[shares <= 0] = 0
    return np.asarray((found + found.T) / 2, np.float32)


def pair_scores(notebooks: Sequence[Matrix]) -> NDArray[np.float64]:
    """Return one score for each pair (of ``np.triu_indices``) from the notebooks' evidence.

    A score of x is, for what is most surprising about the pair, reached by one in e**x pairs.
    """
    upper = np.triu_indices(len(notebooks[0]), 1)
    sums = np.sort(np.stack([matrix[upper] for matrix in notebooks]), axis=0)[::-1]
    best = [Tail.of(values).surprise(values) for values in np.cumsum(sums, axis=0)]
    return np.asarray(np.max(best, axis=0), np.float64)
