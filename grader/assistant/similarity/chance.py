"""How often chance makes two students as alike as that, judged by the class itself.

Whoever works alone takes each answer on its own: in every exercise, any of the others could stand
beside this student. So the sum over the exercises of one student's likeness to *somebody*, drawn
anew for each exercise, is what chance makes. Its distribution is the convolution of the rows that
the class has; nothing is fitted, and ties and zeros are in it as they are. A class is a sample:
one more student is added who is as alike as the most alike (Laplace), so that in a class of n no
single exercise can say more than 2 in n. (Tests for copied answers of multiple-choice exams reason
like this: given one's answers, how many would an independent other share? See van der Linden and
Sotaridona, 2006.) Both students of a pair are asked, and the one who finds it less odd is believed.

The number of such pairs that a class is expected to have bounds the probability of one, however
pairs depend on each other. What students really share (a school, a tutorial, an ability) makes all
exercises alike at once; that shows among the pairs of the class as too many at every level, and
all surprises are divided by it, as geneticists do ("genomic control", Devlin and Roeder, 1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BEYOND = 0.5  # expected pairs; what chance makes less often than in every second class stands out
FEWEST = 10  # works: of fewer, nobody can say what chance does
_RARE = 1e-3  # nothing is claimed beyond that
_SAYABLE = 0.1  # whoever could not even reach that has written too little
_STEPS = 4096  # of the sum
_SMALLEST = 1e-12  # probability that rounding leaves readable
_LEVELS = (0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.998, 0.999)
_ENOUGH = 8  # pairs above a level, so that some copies do not speak for the class

Matrix = NDArray[np.floating]


@dataclass(frozen=True)
class Chance:
    """The sums of all pairs, and how surprising each is, as ``-log`` of a probability.

    ``most`` is for each student the surprise at somebody who is as alike as anyone in everything.
    """

    scores: NDArray[np.float64]
    surprise: NDArray[np.float64]
    most: NDArray[np.float64]

    @classmethod
    def of(cls, exercises: Sequence[Matrix]) -> Chance:
        """Return what chance does in a class.

        Parameters
        ----------
        exercises : for each, the likeness of any two students, (n, n), symmetric, at least 0.

        Examples
        --------
        >>> alike = np.zeros((20, 20))
        >>> alike[0, 1] = alike[1, 0] = 1.0
        >>> found = Chance.of([alike] * 5)
        >>> bool(np.isclose(found.surprise[0, 1], 5 * np.log(20 / 2)))
        True
        """
        step = max(sum(float(values.max()) for values in exercises) / _STEPS, 1e-9)
        grids = [np.rint(values / step).astype(np.intp) for values in exercises]
        for grid in grids:
            np.fill_diagonal(grid, 0)
        reached = sum(grids)
        tails = _tails(grids)
        surprise = -np.log(np.take_along_axis(tails, reached, axis=1))
        surprise = np.minimum(surprise, surprise.T)
        best = sum(grid.max(axis=1) for grid in grids)
        most = -np.log(np.take_along_axis(tails, best[:, None], axis=1))[:, 0]
        stretch = _stretch(surprise[np.triu_indices(len(surprise), 1)])
        return cls(reached * step, surprise / stretch, most / stretch)

    def expected(self, one: int, other: int) -> float | None:
        """Return how many pairs chance makes as alike as these two in a class of this size, or
        None if nobody can say: the class is too small, or they wrote too little."""
        works = len(self.scores)
        pairs = works * (works - 1) / 2
        if works < FEWEST or pairs * np.exp(-min(self.most[one], self.most[other])) > _SAYABLE:
            return None
        return float(pairs * np.exp(-self.surprise[one, other]))


def _tails(grids: Sequence[NDArray[np.intp]]) -> NDArray[np.float64]:
    """Return for each student the probability that the sum is at least 0, 1, 2, ... steps."""
    works = len(grids[0])
    rows, columns = np.nonzero(~np.eye(works, dtype=bool))
    width = sum(int(grid.max()) for grid in grids) + 1
    size = 1 << (width - 1).bit_length()
    product = np.ones((works, size // 2 + 1), complex)
    for grid in grids:
        high = int(grid.max()) + 1
        places = np.append(rows * high + grid[rows, columns],
                           np.arange(works) * high + grid.max(axis=1))  # fmt: skip
        counts = np.bincount(places, minlength=works * high).reshape(works, high)
        product *= np.fft.rfft(counts / works, size, axis=1)
    parts = np.fft.irfft(product, size, axis=1)[:, :width]
    return np.clip(np.cumsum(parts[:, ::-1], axis=1)[:, ::-1], _SMALLEST, 1)


def _stretch(surprises: NDArray[np.float64]) -> float:
    """Return by how much the pairs of the class are more surprising than independent work."""
    levels = [level for level in _LEVELS if len(surprises) * (1 - level) >= _ENOUGH]
    return max([1.0, *(float(np.quantile(surprises, v) / -np.log(1 - v)) for v in levels)])


def in_words(expected: float | None) -> str:
    """Return what an expected number of pairs means; nothing is claimed beyond 1 in 1000.

    Examples
    --------
    >>> in_words(1e-9), in_words(0.04)
    ('by chance in fewer than 1 class in 1000', 'by chance in about 1 class in 25')
    >>> in_words(3.2)
    'chance alone makes about 3 such pairs in a class like this one'
    >>> in_words(None)
    'cannot be said: too little to tell chance from copying'
    """
    if expected is None:
        return "cannot be said: too little to tell chance from copying"
    if expected < _RARE:
        return "by chance in fewer than 1 class in 1000"
    if expected < BEYOND:
        return f"by chance in about 1 class in {1 / expected:.0f}"
    count = max(1, round(expected))
    pairs = "1 such pair" if count == 1 else f"{count} such pairs"
    return f"chance alone makes about {pairs} in a class like this one"
