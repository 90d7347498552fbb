"""What a student, or a class, lost points for, as grading said it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from grader.base.course import Course
from grader.base.records import by_cause
from grader.gradebook.mistakes import by_test, is_empty, mistakes, told
from grader.gradebook.results import Row, table
from grader.gradebook.store import Stored, load
from grader.masters.exercise import Exercise

MISTAKE, LOST, EMPTY, MISSING = "mistake", "lost", "left empty", "not handed in"
_TINY = 1e-9
_LONGEST = 150  # characters of what was told


@dataclass(frozen=True)
class Loss:
    """Points lost in one exercise for one cause.

    ``kind`` is ``MISTAKE`` if grading said what was wrong, then ``told`` has it; ``LOST`` if a
    person took points and the reason is not known here; ``EMPTY`` or ``MISSING`` if there was no
    answer. ``students`` is how many of a class lost points by it.
    """

    exercise: str
    points: float
    kind: str
    told: str = ""
    parts: tuple[str, ...] = ()
    students: int = 1


@dataclass(frozen=True)
class Grades:
    """The grades of an assignment, with the records that say why."""

    asked: tuple[Exercise, ...]
    rows: tuple[Row, ...]
    records: Mapping[str, Stored]


def grades(course: Course, assignment: str) -> Grades:
    """Return the grades of an assignment as they stand in the gradebook.

    Raises
    ------
    GraderError : nothing was graded yet.
    """
    asked, rows = table(course, assignment)
    found = ((row.student, load(course, assignment, row.student)) for row in rows)
    return Grades(tuple(asked), tuple(rows), {name: kept for name, kept in found if kept})


def of_student(row: Row, stored: Stored | None) -> list[Loss]:
    """Return a student's losses, the costliest first, and what has no answer behind all others.

    What is not graded, for whatever reason, or waits for a person, is no loss.
    """
    found, told_of = [], set()
    for _, result in by_test([row], {row.student: stored} if stored else {}):
        told_of.add(result.exercise)
        for cause, parts in by_cause(result.lost):
            kind = EMPTY if is_empty(cause.reason) else MISTAKE
            if kind == EMPTY:
                found.append(Loss(result.exercise, cause.points, kind))
                continue
            said = _short(*told(cause))
            found.append(Loss(result.exercise, cause.points, kind, said, tuple(parts)))
    for item in row.asked:
        score = row.scores.get(item.name)
        if score is not None and item.name not in told_of and item.points - score > _TINY:
            found.append(Loss(item.name, item.points - score, LOST))
        elif item.name in row.missing:
            found.append(Loss(item.name, item.points, MISSING))
    return _ordered(found)


def of_class(rows: Sequence[Row], records: Mapping[str, Stored]) -> list[Loss]:
    """Return the losses of a class, the costliest first.

    A mistake of one student alone is left out, if others made some together: the sheet goes to
    all. So is what only one student's words would explain.
    """
    found = [
        Loss(
            one.exercise,
            one.points,
            EMPTY if one.left_empty else MISTAKE,
            "" if one.left_empty or "`" in one.reason else _short(one.reason, one.hint),
            students=len(one.students),
        )
        for one in mistakes(rows, records)
    ]
    return _ordered([loss for loss in found if loss.students > 1] or found)


def points(rows: Iterable[Row]) -> tuple[float, float]:
    """Return the points that were reached and those that could be, in what is graded."""
    graded = [(score, item.points) for row in rows for item in row.asked
              if (score := row.scores.get(item.name)) is not None]  # fmt: skip
    return fsum(score for score, _ in graded), fsum(possible for _, possible in graded)


def _ordered(found: list[Loss]) -> list[Loss]:
    return sorted(found, key=lambda one: (one.kind in (EMPTY, MISSING), -one.points))


def _short(reason: str, hint: str) -> str:
    """Return what was told, without the hint or the end where that would be too long.

    Examples
    --------
    >>> _short("w: t is counted twice.", "Once is enough."), _short("a " * 100, "")[-5:]
    ('w: t is counted twice. Once is enough.', 'a a …')
    """
    whole = " ".join(f"{reason} {hint}".split())
    if len(whole) > _LONGEST:
        whole = " ".join(reason.split())
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rstrip() + " …"
