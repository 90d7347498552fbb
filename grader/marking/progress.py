"""How the marking goes: what is left, how long an answer takes, and whether the measure drifts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from grader.marking.lines import Line, Lines
from grader.masters.scheme import Scheme

_WINDOWS = 10
_AWAY = 600.0  # seconds; whoever looks at one answer for longer is somewhere else


@dataclass(frozen=True)
class Pace:
    """Of one marker: how many marks, and the median of seconds for an answer."""

    marker: str
    marks: int
    seconds: float


def first_marks(lines: Lines, exercise: str) -> list[Line]:
    """Return the line with which each answer got its mark in the end, in the order of marking."""
    found = []
    for (name, _, round_), numbered in lines.of.items():
        given = [line for _, line in sorted(numbered.items())
                 if line.state.final and line.kind in ("mark", "group")]  # fmt: skip
        if name == exercise and round_ == 1 and given and lines.last((name, _, 1)).state.final:
            found.append(given[0])
    return sorted(found, key=lambda line: line.at)


def paces(marks: Iterable[Line]) -> list[Pace]:
    """Return the pace of each marker, who marked most first."""
    by_marker: dict[str, list[float]] = {}
    for line in marks:
        by_marker.setdefault(line.marker, []).append(min(line.seconds, _AWAY))
    found = [
        Pace(name, len(times), round(median([t for t in times if t > 0] or [0.0]), 1))
        for name, times in by_marker.items()
    ]
    return sorted(found, key=lambda pace: (-pace.marks, pace.marker))


def drift(marks: Sequence[Line], scheme: Scheme) -> list[float]:
    """Return the mean points of ten stretches of the marks in the order in which they were given.

    Examples
    --------
    >>> from grader.gradebook.history import State
    >>> lines = [Line(1, State(by_hand=points, final=True)) for points in (0.0, 1.0, 1.0, 2.0)]
    >>> drift(lines, Scheme(2, (), ()))
    [0.0, 1.0, 1.0, 2.0]
    """
    points = [sum(line.state.points(scheme)) for line in marks]
    count = min(_WINDOWS, len(points))
    cuts = [round(number * len(points) / count) for number in range(count + 1)] if count else []
    return [round(fmean(points[a:b]), 3) for a, b in pairwise(cuts)]
