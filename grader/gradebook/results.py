"""The grades of a class as one table, from the gradebook and the records together."""

from __future__ import annotations

from dataclasses import dataclass

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook.connection import reading
from grader.gradebook.grades import Grade, read
from grader.gradebook.store import load
from grader.masters.exercise import Exercise, exercises

COMPLETE, WAITING = "complete", "waiting for a person"
NOT_GRADED, UNREADABLE, NOT_HANDED_IN = "not graded", "unreadable", "not handed in"


@dataclass(frozen=True)
class Row:
    """One student's grades: ``scores`` has a number for each exercise, or None: not graded.

    Of the exercises without one, ``waiting`` are to be read by a person, ``missing`` are of
    notebooks that were not handed in, ``unreadable`` of files that came and cannot be read.
    ``reasons`` are for all but those that wait.
    """

    student: str
    scores: dict[str, float | None]
    max_points: float
    waiting: tuple[str, ...]
    reasons: tuple[str, ...]
    isolated: bool = True
    missing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def points(self) -> float | None:
        """The sum of what is graded; None, and not 0, if nothing is."""
        graded = [score for score in self.scores.values() if score is not None]
        return sum(graded) if graded else None

    @property
    def status(self) -> str:
        """``complete``, or why it is not: ``not graded``, ``unreadable``, ``not handed in`` or
        ``waiting for a person``, behind ``partly graded:`` where there are points."""
        if None not in self.scores.values():
            return COMPLETE
        if not self.reasons:
            return WAITING
        known = {*self.missing, *self.unreadable, *self.waiting}
        rest = [name for name, score in self.scores.items() if score is None and name not in known]
        kinds = ((rest, NOT_GRADED), (self.unreadable, UNREADABLE), (self.missing, NOT_HANDED_IN),
                 (self.waiting, WAITING))  # fmt: skip
        words = ", ".join(word for names, word in kinds if names)
        if self.points is None:
            return words
        return "partly graded" if words == NOT_GRADED else f"partly graded: {words}"

    @property
    def explanation(self) -> str:
        """Which exercises have no score, and why."""
        waiting = [f"to be read: {', '.join(self.waiting)}"] if self.waiting else []
        return "; ".join((*self.reasons, *waiting))


def table(course: Course, assignment: str) -> tuple[list[Exercise], list[Row]]:
    """Return the exercises of an assignment and a row for each graded student.

    Raises
    ------
    GraderError : nothing was graded yet.
    """
    asked = exercises(course.masters(assignment))
    with reading(course, assignment) as gradebook:
        grades = read(gradebook, assignment)
    if not grades:
        raise GraderError(
            f"Nothing of {assignment} was graded yet",
            hint=f"Run `grader autograde {assignment}` first.",
        )
    students: dict[str, dict[str, Grade]] = {}
    for grade in grades:
        students.setdefault(grade.student, {})[grade.cell] = grade
    return asked, [_row(course, assignment, asked, name, students[name]) for name in students]


def _row(
    course: Course, assignment: str, asked: list[Exercise], student: str, grades: dict[str, Grade]
) -> Row:
    stored = load(course, assignment, student)
    scores = {item.name: grades[item.cell].score if item.cell in grades else None for item in asked}
    faults: dict[str, list[str]] = {}
    for result in stored.not_graded if stored else ():
        if scores.get(result.exercise) is None:
            faults.setdefault(result.reason_not_graded, []).append(result.exercise)
    explained = {name for names in faults.values() for name in names}
    lacking: dict[str, list[str]] = {}
    for notebook in stored.result.notebooks if stored else ():
        names = [item.exercise for item in notebook.exercises if item.exercise in explained]
        lacking.setdefault(notebook.lack, []).extend(names)
    return Row(
        student=student,
        scores=scores,
        max_points=sum(item.points for item in asked),
        waiting=tuple(n for n, score in scores.items() if score is None and n not in explained),
        reasons=tuple(f"{', '.join(names)}: {reason}" for reason, names in faults.items()),
        isolated=stored is None or stored.result.isolated,
        missing=tuple(lacking.get(NOT_HANDED_IN, ())),
        unreadable=tuple(lacking.get(UNREADABLE, ())),
    )
