"""``grader regrade``: grades again after a test was mended, shows what changes, and then writes.

What was graded lies as one draft for each student in ``grader/work/regrade`` until it is written
or declined, so nothing is graded twice, memory does not grow with the class, and a run that was
stopped goes on where it was. A draft counts only for the files, masters and grader it was made
with.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from grader.assistant.autograde import (
    Progress,
    Watch,
    alone,
    chosen_students,
    grade_each,
    keep,
    submission_digests,
    unchanged,
)
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import Grade, opened, read, reading, register
from grader.gradebook.store import Stored
from grader.gradebook.store import read as read_draft
from grader.gradebook.store import write as write_draft
from grader.masters.exercise import Exercise, exercises
from grader.workers import pool

_TINY = 1e-9


@dataclass(frozen=True)
class Change:
    """A score before and after; None is "not graded"."""

    name: str
    before: float | None
    after: float | None

    @property
    def falls(self) -> bool:
        """Whether there are fewer points than before, or none any more."""
        return self.before is not None and (self.after is None or self.after < self.before - _TINY)

    @property
    def rises(self) -> bool:
        """Whether there are more points than before, or some for the first time."""
        return self.after is not None and (self.before is None or self.after > self.before + _TINY)


@dataclass(frozen=True)
class StudentChange:
    """What happens to one student: the sum, the exercises that change, and those that must not.

    ``kept`` are exercises with a person's score, which stays, although the test now says something
    else.
    """

    student: str
    total: Change
    exercises: tuple[Change, ...]
    kept: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """What a new grading would change; ``graded`` students were graded again for it."""

    students: int
    graded: int
    changes: tuple[StudentChange, ...]
    manual: int
    isolated: bool

    @property
    def changed(self) -> list[StudentChange]:
        """Those of whom at least one exercise has another score."""
        return [item for item in self.changes if item.exercises]

    def by_exercise(self) -> dict[str, tuple[int, int]]:
        """Return for each exercise how many students rise and how many fall."""
        all_changes = [change for item in self.changed for change in item.exercises]
        return {
            name: (
                sum(change.rises for change in all_changes if change.name == name),
                sum(change.falls for change in all_changes if change.name == name),
            )
            for name in dict.fromkeys(change.name for change in all_changes)
        }


@contextmanager
def regrading(
    course: Course, assignment: str, *, student: str | None = None, isolate: bool = True
) -> Iterator[Regrading]:
    """Give the steps of a new grading, and let no other run into the course meanwhile.

    Raises
    ------
    GraderError : the assignment or the student is unknown, nothing was graded yet, or another run
        is grading this course.
    """
    course.masters(assignment)
    students = chosen_students(course, assignment, student)
    with alone(course):
        yield Regrading(course, assignment, students, isolate)


class Regrading:
    """The steps: :meth:`grade`, then :meth:`write` or :meth:`discard`."""

    def __init__(self, course: Course, assignment: str, students: list[str], isolate: bool) -> None:
        self.course, self.assignment, self.isolate = course, assignment, isolate
        self.students = students
        self.folder = course.work / "regrade" / assignment
        self.asked = exercises(course.masters(assignment))
        self.before = self._grades()

    @cached_property
    def digests(self) -> dict[str, str]:
        """What each new result depends on, from the moment when it was first asked for."""
        return submission_digests(self.course, self.assignment, self.students, self.isolate)

    def grade(
        self, *, workers: pool.Workers | None = None, watch: Watch = lambda progress: None
    ) -> Comparison:
        """Grade into drafts whatever has none, and say what would change."""
        same = unchanged(self.course, self.assignment, self.digests)
        again = {name: self.digests[name] for name in self.students if name not in same}
        ready = self._ready(again)
        todo = {name: digest for name, digest in again.items() if name not in ready}
        graded = grade_each(
            self.course, self.assignment, todo, workers=workers, isolate=self.isolate
        )
        done, troubled = len(ready), 0
        with closing(graded):
            for stored in graded:
                write_draft(self._path(stored.student), stored)
                done, troubled = done + 1, troubled + bool(stored.not_graded)
                watch(Progress(stored.student, done, len(again), troubled))
        return self._comparison(self._drafts(again))

    def write(self, watch: Callable[[int, int], None] = lambda done, total: None) -> int:
        """Write what was graded, student by student; return how many. Manual grades stay."""
        register(self.course, self.assignment)
        total = len(list(self.folder.glob("*.json")))
        done = 0
        with opened(self.course, self.assignment) as gradebook:
            for stored in self._drafts(self.students):
                keep(self.course, self.assignment, gradebook, stored)
                self._path(stored.student).unlink()
                done += 1
                watch(done, total)
        self.discard()
        return done

    def discard(self) -> None:
        """Delete all drafts."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, student: str) -> Path:
        return self.folder / f"{student}.json"

    def _ready(self, again: Mapping[str, str]) -> set[str]:
        """Return whose draft is from a run that was stopped; delete every other draft."""
        ready = set()
        for path in self.folder.glob("*.json"):
            stored = read_draft(path)
            if stored and stored.digest == again.get(stored.student):
                ready.add(stored.student)
            else:
                path.unlink()
        return ready

    def _drafts(self, students: Iterable[str]) -> Iterator[Stored]:
        return filter(None, (read_draft(self._path(name)) for name in students))

    def _grades(self) -> dict[str, dict[str, Grade]]:
        """Return the gradebook's rows by student and cell.

        Raises
        ------
        GraderError : there are none, or they are of other exercises.
        """
        with reading(self.course, self.assignment) as gradebook:
            rows = read(gradebook, self.assignment)
        if not rows:
            raise GraderError(
                f"Nothing of {self.assignment} was graded yet",
                hint=f"Run `grader autograde {self.assignment}` first.",
            )
        other = {row.cell for row in rows} ^ {item.cell for item in self.asked}
        if other:
            raise GraderError(
                f"The set of exercises in {self.assignment} changed after submissions were "
                f"graded: {', '.join(sorted(other))}",
                hint="Undo that change: only the tests of existing exercises can be mended.",
            )
        found: dict[str, dict[str, Grade]] = {}
        for row in rows:
            found.setdefault(row.student, {})[row.cell] = row
        return found

    def _comparison(self, drafts: Iterator[Stored]) -> Comparison:
        changes, isolated = [], True
        for stored in drafts:
            changes.append(compare(stored, self.asked, self.before.get(stored.student, {})))
            isolated &= stored.result.isolated
        rows = (row for name in self.students for row in self.before.get(name, {}).values())
        manual = sum(row.manual_score is not None for row in rows)
        return Comparison(len(self.students), len(changes), tuple(changes), manual, isolated)


def compare(stored: Stored, asked: list[Exercise], before: Mapping[str, Grade]) -> StudentChange:
    """Return what a new grading changes for one student; a person's score always stays."""
    automatic = {item.cell: item.points for item in stored.exercises}
    changed, kept = [], []
    old_scores, new_scores = [], []
    for item in asked:
        old = before.get(item.cell)
        points = automatic.get(item.cell)
        if old and old.wants_second_look:  # its points count nowhere, before as after
            old_score = new_score = None
        else:
            new_score = replace(old, auto_score=points).score if old else points
            old_score = old.score if old else None
        old_scores.append(old_score)
        new_scores.append(new_score)
        change = Change(item.name, old_score, new_score)
        if change.rises or change.falls:
            changed.append(change)
        elif old and old.manual_score is not None:
            test = Change(item.name, old.auto_score, points)
            if test.rises or test.falls:
                kept.append(Change(item.name, old_score, points))
    total = Change("", _sum(old_scores), _sum(new_scores))
    return StudentChange(stored.student, total, tuple(changed), tuple(kept))


def _sum(scores: list[float | None]) -> float | None:
    """Return the sum of what is graded; None, and not 0, if nothing is."""
    graded = [score for score in scores if score is not None]
    return sum(graded) if graded else None
