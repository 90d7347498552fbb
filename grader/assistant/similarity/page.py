"""The page: how alike the class is, and the pairs at the top side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.assistant.similarity.chance import BEYOND, FEWEST, in_words
from grader.assistant.similarity.comparison import Comparison, Pair, Part
from grader.assistant.similarity.marks import Line, marked
from grader.assistant.similarity.reading import ClassWork
from grader.base.pages import page_template

_BARS = 40
_SHOWN = 8  # exercises of a pair, side by side
_WORTH = 1.0  # nats: about one in three is as alike as that
_HEIGHT = 100


@dataclass(frozen=True)
class Bar:
    """A bar of the histogram, in hundredths of its size; ``share`` is of the width."""

    left: float
    width: float
    height: float
    count: int


@dataclass(frozen=True)
class Sides:
    """One exercise of a pair: the lines of both."""

    part: Part
    left: list[Line]
    right: list[Line]


@dataclass(frozen=True)
class Shown:
    """A pair on the page; ``more`` are exercises that are alike too and not shown."""

    pair: Pair
    words: str
    sides: list[Sides]
    more: list[Part]


def page(assignment: str, read: ClassWork, found: Comparison, pairs: Sequence[Pair]) -> str:
    """Return the HTML."""
    top = max(1.0, float(found.scores.max()))
    return page_template("similarity.html").render(
        assignment=assignment,
        works=len(read.works),
        count=len(found.scores),
        told=len(read.works) >= FEWEST,
        fewest=FEWEST,
        bars=bars(found.scores),
        ticks=[100 * pair.score / top for pair in pairs if pair.expected < BEYOND],
        top=top,
        pairs=[_shown(read, found, pair) for pair in pairs],
        unread=read.unread,
    )


def bars(scores: NDArray[np.float64]) -> list[Bar]:
    """Return the histogram of all pairs; heights are logarithmic, so that one pair can be seen.

    Examples
    --------
    >>> [bar.count for bar in bars(np.array([0.0, 0.0, 8.0])) if bar.count]
    [2, 1]
    """
    counts, _ = np.histogram(scores, bins=_BARS, range=(0, max(1.0, float(scores.max()))))
    highest = math.log(2 * max(1, int(counts.max())))
    width = 100 / _BARS
    return [
        Bar(at * width, 0.85 * width, _HEIGHT * math.log(2 * n) / highest if n else 0, int(n))
        for at, n in enumerate(counts)
    ]


def _shown(read: ClassWork, found: Comparison, pair: Pair) -> Shown:
    alike = [part for part in pair.parts if part.nats >= _WORTH] or pair.parts[:1]
    sides = []
    for part in alike[:_SHOWN]:
        holders = found.evidence[part.place].holders
        left, right = (
            marked(read, one, other, part.place, holders, len(read.works))
            for one, other in ((pair.left, pair.right), (pair.right, pair.left))
        )
        sides.append(Sides(part, left, right))
    words = in_words(pair.expected) if len(read.works) >= FEWEST else ""
    return Shown(pair, words, sides, alike[_SHOWN:])
