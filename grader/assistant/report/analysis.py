"""Item analysis: how hard each exercise was, and how well it tells strong from weak.

A score that does not exist takes part in nothing here. It is never counted as 0. While answers to
an exercise wait for a person, the exercise has no numbers: those scored so far are mostly those
who left it empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles

from grader.base.item_statistics import discrimination
from grader.gradebook.results import Row
from grader.masters.exercise import Exercise

_TINY = 1e-9


@dataclass(frozen=True)
class Item:
    """One exercise in numbers.

    ``facility`` is the mean share of its points, None if nobody's answer is graded, or not yet
    everybody's. ``discrimination`` is the corrected item-total correlation, or None, and then
    ``unknown`` says why. ``empty`` students left the exercise as it was.
    """

    exercise: Exercise
    graded: int
    full: int
    none: int
    empty: int
    lost: float
    facility: float | None
    discrimination: float | None
    unknown: str = ""

    @property
    def partial(self) -> int:
        """How many have some of the points, but not all."""
        return self.graded - self.full - self.none

    @property
    def possible(self) -> float:
        """The points that those who are graded could have reached."""
        return self.graded * self.exercise.points


def analyse(asked: Sequence[Exercise], rows: Sequence[Row], empty: Mapping[str, int]) -> list[Item]:
    """Return the numbers of every exercise, in the order of the notebooks.

    Parameters
    ----------
    empty : for an exercise, how many left it as it was.
    """
    return [_item(exercise, asked, rows, empty.get(exercise.name, 0)) for exercise in asked]


def _item(exercise: Exercise, asked: Sequence[Exercise], rows: Sequence[Row], empty: int) -> Item:
    waiting = sum(exercise.name in row.waiting for row in rows)
    if waiting:
        return Item(exercise, 0, 0, 0, 0, 0.0, None, None, f"{waiting} to be read")
    scores = [score for row in rows if (score := row.scores[exercise.name]) is not None]
    found, unknown = _discrimination(exercise, asked, rows)
    return Item(
        exercise=exercise,
        graded=len(scores),
        full=sum(score >= exercise.points - _TINY for score in scores),
        none=sum(score <= _TINY < exercise.points - _TINY for score in scores),
        empty=empty,
        lost=sum(max(0.0, exercise.points - score) for score in scores),
        facility=fmean(scores) / exercise.points if scores and exercise.points else None,
        discrimination=found,
        unknown=unknown,
    )


def _discrimination(
    exercise: Exercise, asked: Sequence[Exercise], rows: Sequence[Row]
) -> tuple[float | None, str]:
    """Return the correlation of an exercise with all others, or None and why there is none."""
    others = [other for other in asked if other.name != exercise.name]
    pairs = [
        (score, rest)
        for row in rows
        if (score := row.scores[exercise.name]) is not None
        and (rest := share(row, others)) is not None
    ]
    return discrimination(pairs)


def share(row: Row, asked: Sequence[Exercise]) -> float | None:
    """Return a student's points as a share of what is graded; None if nothing is."""
    graded = [(s, item.points) for item in asked if (s := row.scores[item.name]) is not None]
    possible = sum(points for _, points in graded)
    return sum(score for score, _ in graded) / possible if possible else None


@dataclass(frozen=True)
class Spread:
    """A class in four numbers, each a share of the points."""

    mean: float
    median: float
    lower: float
    upper: float


def spread(shares: Sequence[float]) -> Spread | None:
    """Return mean, median and the quartiles between which half of the class lies.

    Examples
    --------
    >>> spread([0.2, 0.4, 0.6, 0.8, 1.0])
    Spread(mean=0.6, median=0.6, lower=0.4, upper=0.8)
    """
    if not shares:
        return None
    if len(shares) == 1:
        return Spread(shares[0], shares[0], shares[0], shares[0])
    lower, _, upper = quantiles(shares, n=4, method="inclusive")
    return Spread(fmean(shares), median(shares), lower, upper)
