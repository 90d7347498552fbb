"""The page: how alike the class is, and the pairs at the top side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.assistant.similarity.cells import Work
from grader.assistant.similarity.comparison import Comparison, Pair, Part
from grader.assistant.similarity.library import Borrowed
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
    sides: list[Sides]
    more: list[Part]


def page(
    assignment: str, read: ClassWork, found: Comparison, pairs: Sequence[Pair], more: int
) -> str:
    """Return the HTML; ``more`` pairs with proof are not shown."""
    scores = found.chance.scores[np.triu_indices(len(read.works), 1)]
    top = max(1.0, float(scores.max()))
    return page_template("similarity.html").render(
        assignment=assignment,
        works=len(read.works),
        count=len(scores),
        told=any(pair.expected is not None for pair in pairs),
        bars=bars(scores),
        ticks=[100 * pair.score / top for pair in pairs if pair.stands_out],
        top=top,
        pairs=[_shown(read, found, pair) for pair in pairs],
        more=more,
        borrowed=[(item, _answer(item.works[0], item)) for item in found.borrowed],
        unread=read.unread,
    )


def _answer(work: Work, item: Borrowed) -> str:
    return "\n\n".join(source for source, _ in work.sources[item.place])


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
    first = [place for place, _ in pair.proof.rows] if pair.proof else []
    alike = [part for part in pair.parts if part.place in first or part.nats >= _WORTH]
    alike = sorted(alike or pair.parts[:1], key=lambda part: part.place not in first)
    sides = []
    for part in alike[:_SHOWN]:
        holders = found.evidence[part.place].holders
        left, right = (
            marked(read.reader, one, other, part.place, holders, len(read.works))
            for one, other in ((pair.left, pair.right), (pair.right, pair.left))
        )
        sides.append(Sides(part, left, right))
    return Shown(pair, sides, alike[_SHOWN:])
