"""Why a grade does not hold as it stands, and the command that settles it."""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.gradebook.grades import Grade
from grader.gradebook.store import Stored
from grader.masters.basis import Basis
from grader.masters.exercise import Exercise

SECOND_LOOK = "waiting for a second look"
OUTSIDE = "points outside the bounds"
OTHER_MASTERS = "graded with other masters"
OTHER_FILES = "other files count since"
_TINY = 1e-9


@dataclass(frozen=True)
class Doubts:
    """What does not hold of one student's grades.

    ``second_look`` are the exercises with points that a person gave to another text,
    ``outside`` those with points below 0 or above the most; neither has a score in the table.
    ``other_masters`` says what changed in an exercise since, ``added`` are those asked since.
    With ``other_files``, other files count than those that were graded.
    """

    second_look: Mapping[str, str] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)
    other_masters: Mapping[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    other_files: bool = False
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def exercises(self) -> set[str]:
        """The exercises that have no score for it."""
        return {*self.second_look, *self.outside, *self.added}

    @property
    def words(self) -> tuple[str, ...]:
        """What it is called in a status, the worst first."""
        return tuple(kind for kind, _ in self._kinds)

    @property
    def lines(self) -> tuple[str, ...]:
        """The same with the exercises."""
        return tuple(f"{kind}{': ' if told else ''}{told}" for kind, told in self._kinds)

    @property
    def settle(self) -> tuple[str, ...]:
        """For each of the words the command that settles it."""
        return tuple(self.commands[kind][0] for kind in self.words)

    @property
    def _kinds(self) -> list[tuple[str, str]]:
        tables = (
            (OUTSIDE, self.outside), (OTHER_MASTERS, self.other_masters),
            (SECOND_LOOK, self.second_look),
        )  # fmt: skip
        found = [(kind, "; ".join(f"{name} ({what})" for name, what in table.items()))
                 for kind, table in tables if table]  # fmt: skip
        return [*found, (OTHER_FILES, "")] if self.other_files else found


def doubts_of(
    assignment: str,
    student: str,
    graded: Sequence[Exercise],
    grades: Mapping[str, Grade],
    stored: Stored | None,
    asked: Sequence[Exercise],
    today: Mapping[str, Basis],
    other_files: bool,
) -> Doubts:
    """Return what does not hold of one student's grades.

    Parameters
    ----------
    graded, grades : the exercises as they were graded, and the gradebook's rows by cell.
    asked, today : the exercises of today's masters, and what their points depend on.
    """
    there = [(item, grades[item.cell]) for item in graded if item.cell in grades]
    outside = {item.name: said for item, grade in there if (said := _outside(grade, item.points))}
    cells = {item.cell for item in graded}
    added = {item.name: "asked since then; regrading adds none, take it out"
             for item in asked if item.cell not in cells}  # fmt: skip
    changed = {item.name: said for item in graded if (said := _changed(item, stored, today))}
    who = shlex.quote(student)
    mark = f"grader formgrader {assignment}"
    return Doubts(
        second_look={item.name: f"{_given(grade)} to another text" for item, grade in there
                     if grade.wants_second_look and item.name not in outside},
        outside=outside,
        other_masters={**changed, **added},
        added=tuple(added),
        other_files=other_files,
        commands={
            OUTSIDE: (mark,),
            OTHER_MASTERS: (f"grader regrade {assignment}",),
            SECOND_LOOK: (mark, f"{mark} --keep {who}"),
            OTHER_FILES: (f"grader autograde {assignment}",),
        },
    )  # fmt: skip


def _given(grade: Grade) -> str:
    base = "no" if grade.base is None else f"{grade.base:g}"
    extra = f" and {grade.extra_credit:g} on top" if grade.extra_credit else ""
    return f"{base} points{extra} given"


def _outside(grade: Grade, most: float) -> str:
    """Return in words the points that are not between 0 and the most; "" if they are.

    Extra credit is nbgrader's word for more than the most, and may be.
    """
    base, total = grade.base, grade.score
    if base is None or total is None:
        return ""
    if -_TINY <= base <= most + _TINY and -_TINY <= total < math.inf:
        return ""
    by = "a person" if grade.is_by_person else "the test"
    extra = f" with {grade.extra_credit:g} on top" if grade.extra_credit else ""
    return f"{base:g} of {most:g} points{extra}, given by {by}"


def _changed(item: Exercise, stored: Stored | None, today: Mapping[str, Basis]) -> str:
    """Return in words what is another in today's masters, "" if nothing that alters points is.

    A record from before it was kept says only what the exercise was worth.
    """
    now = today.get(item.cell)
    if now is None:
        return "not asked any more; regrading removes none, put it back"
    unknown = Basis(item.points, now.test, now.around)
    return (stored.basis.get(item.cell, unknown) if stored else unknown).change_to(now)
