"""The grades of a class as one table, from the gradebook and the records together.

It is the one place where a sum and a status are made. A grade stands beside what it was made with:
the masters, the files that count, the text that a person marked. Where one of these is another
today, the row says so, is not complete, and carries the command that settles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from grader.base.course import Course
from grader.base.digest import digest, files_in
from grader.base.errors import GraderError
from grader.gradebook.connection import reading
from grader.gradebook.doubts import Doubts, doubts_of
from grader.gradebook.grades import Grade, read
from grader.gradebook.store import Stored, load
from grader.masters.basis import Basis, bases
from grader.masters.exercise import Exercise, exercises

COMPLETE, WAITING = "complete", "waiting for a person"
NOT_GRADED, UNREADABLE, NOT_HANDED_IN = "not graded", "unreadable", "not handed in"


@dataclass(frozen=True)
class Row:
    """One student's grades: ``scores`` has a number for each exercise, or None: not graded.

    Of the exercises without one, ``waiting`` are to be read by a person, ``missing`` are of
    notebooks that were not handed in, ``unreadable`` of files that came and cannot be read.
    ``reasons`` are for all but those that wait. ``asked`` are the exercises as they were when they
    were graded, and ``max_points`` is their sum. What of all this does not hold today is in
    ``doubts``.
    """

    student: str
    scores: dict[str, float | None]
    max_points: float
    waiting: tuple[str, ...]
    reasons: tuple[str, ...]
    isolated: bool = True
    missing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    asked: tuple[Exercise, ...] = ()
    doubts: Doubts = field(default_factory=Doubts)

    @property
    def points(self) -> float | None:
        """The sum of what is graded; None, and not 0, if nothing is."""
        graded = [score for score in self.scores.values() if score is not None]
        return sum(graded) if graded else None

    @property
    def status(self) -> str:
        """``complete``, or why it is not: ``not graded``, ``unreadable``, ``not handed in`` or
        ``waiting for a person``, behind ``partly graded:`` where there are points; and then what
        does not hold today."""
        return ", ".join(filter(None, (self._lack, *self.doubts.words))) or COMPLETE

    @property
    def _lack(self) -> str:
        doubtful = self.doubts.exercises
        without = [n for n, score in self.scores.items() if score is None and n not in doubtful]
        if not without:
            return ""
        if not self.reasons:
            return WAITING
        known = {*self.missing, *self.unreadable, *self.waiting}
        rest = [name for name in without if name not in known]
        waiting = [name for name in self.waiting if name not in doubtful]
        kinds = ((rest, NOT_GRADED), (self.unreadable, UNREADABLE), (self.missing, NOT_HANDED_IN),
                 (waiting, WAITING))  # fmt: skip
        words = ", ".join(word for names, word in kinds if names)
        if self.points is None:
            return words
        return "partly graded" if words == NOT_GRADED else f"partly graded: {words}"

    @property
    def explanation(self) -> str:
        """Which exercises have no score, and why; and what does not hold today."""
        waiting = [name for name in self.waiting if name not in self.doubts.exercises]
        told = [f"to be read: {', '.join(waiting)}"] if waiting else []
        return "; ".join((*self.reasons, *told, *self.doubts.lines))


def table(course: Course, assignment: str, student: str = "") -> tuple[list[Exercise], list[Row]]:
    """Return the exercises of an assignment and a row for each graded student.

    Parameters
    ----------
    student : only this one's row; "" for everybody's.

    Raises
    ------
    GraderError : nothing was graded yet.
    """
    asked = exercises(course.masters(assignment))
    with reading(course, assignment) as gradebook:
        grades = read(gradebook, assignment, student)
    if not grades:
        raise GraderError(
            f"Nothing of {assignment} was graded yet",
            hint=f"Run `grader autograde {assignment}` first.",
        )
    today = bases(course.solutions(assignment))
    students: dict[str, dict[str, Grade]] = {}
    for grade in grades:
        students.setdefault(grade.student, {})[grade.cell] = grade
    return asked, [_row(course, assignment, asked, today, *one) for one in students.items()]


def _row(
    course: Course,
    assignment: str,
    asked: list[Exercise],
    today: Mapping[str, Basis],
    student: str,
    grades: dict[str, Grade],
) -> Row:
    stored = load(course, assignment, student)
    graded = _as_graded(asked, grades, stored)
    doubts = doubts_of(assignment, student, graded, grades, stored, asked, today,
                       _has_other_files(course, assignment, student, stored))  # fmt: skip
    scores = {
        item.name: grades[item.cell].score if item.cell in grades else None for item in graded
    }
    scores |= dict.fromkeys(doubts.exercises)
    faults: dict[str, list[str]] = {}
    for result in stored.not_graded if stored else ():
        if scores.get(result.exercise) is None and result.exercise not in doubts.exercises:
            faults.setdefault(result.reason_not_graded, []).append(result.exercise)
    explained = {name for names in faults.values() for name in names}
    lacking: dict[str, list[str]] = {}
    for notebook in stored.result.notebooks if stored else ():
        names = [item.exercise for item in notebook.exercises if item.exercise in explained]
        lacking.setdefault(notebook.lack, []).extend(names)
    closed = explained | (doubts.exercises - doubts.second_look.keys())
    return Row(
        student=student,
        scores=scores,
        max_points=sum(item.points for item in graded),
        waiting=tuple(n for n, score in scores.items() if score is None and n not in closed),
        reasons=tuple(f"{', '.join(names)}: {reason}" for reason, names in faults.items()),
        isolated=stored is None or stored.result.isolated,
        missing=tuple(lacking.get(NOT_HANDED_IN, ())),
        unreadable=tuple(lacking.get(UNREADABLE, ())),
        asked=tuple(graded),
        doubts=doubts,
    )


def _as_graded(
    asked: list[Exercise], grades: dict[str, Grade], stored: Stored | None
) -> list[Exercise]:
    """Return the exercises with the points that they had, those of today's masters first.

    The record knows them; without one the gradebook says what a cell is worth.
    """
    names = {item.cell: item.name for item in asked}
    found = {
        cell: Exercise(names.get(cell, cell.removesuffix("_test")), cell, grade.notebook,
                       grade.max_score, not cell.endswith("_test"))
        for cell, grade in grades.items()
    }  # fmt: skip
    for item in stored.exercises if stored else ():
        found[item.cell] = Exercise(item.exercise, item.cell, item.notebook, item.max_points,
                                    item.verdict == "manual")  # fmt: skip
    today = {item.cell: item for item in asked}
    known = [replace(today[cell], points=found[cell].points) for cell in today if cell in found]
    return [*known, *(item for cell, item in found.items() if cell not in today)]


def _has_other_files(course: Course, assignment: str, student: str, stored: Stored | None) -> bool:
    """Whether what counts of the hand-in is not what was graded."""
    folder = course.submitted(assignment, student)
    return stored is not None and folder.is_dir() and digest(files_in(folder)) != stored.handed_in
