"""The page after ``collect`` and ``autograde``: what there is to look at for each student.

What was not graded, chosen, skipped and repaired, the worst first, each with the command that
settles it. The page has no script and no address of another place; what students wrote stands on
it as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.assistant import leftovers, roster
from grader.assistant.roster import Person, original_id
from grader.assistant.worklist.entries import Entry, Kind, of_student
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.files import write_whole
from grader.base.names import shown
from grader.base.pages import page_template
from grader.gradebook.results import Row, table

_ORDER = list(Kind)


@dataclass(frozen=True)
class Looked:
    """A student and what there is to look at, the worst first."""

    person: Person
    entries: tuple[Entry, ...]

    @property
    def worst(self) -> Kind:
        """The kind of the first entry."""
        return self.entries[0].kind


@dataclass(frozen=True)
class Worklist:
    """The page, and how many students wait for a person's decision."""

    path: Path
    waiting: int
    looked: tuple[Looked, ...]

    @property
    def line(self) -> str:
        """What a person is told."""
        return f"What to look at, the worst first ({self.waiting} need you): {self.path}"


def worklist(course: Course, assignment: str, rows: Sequence[Row] | None = None) -> Worklist:
    """Write the page of an assignment.

    Parameters
    ----------
    rows : the grades of the class, if they were read already.
    """
    if rows is None:
        try:
            rows = table(course, assignment)[1]
        except GraderError:
            rows = []  # nothing was graded yet
    graded = {row.student: row for row in rows}
    people = {person.folder: person for person in roster.load(course)}
    there = {*course.students(assignment), *graded}
    left = leftovers.load(course, assignment)
    looked = []
    for name in sorted({*there, *people}):
        person = people.get(name) or Person(original_id(name))
        own = [item for item in left if item.may_be_of(person.student, name)]
        entries = of_student(course, assignment, name, graded.get(name), own, name in there)
        if entries:
            looked.append(Looked(person, tuple(entries)))
    looked.sort(key=lambda one: (_ORDER.index(one.worst), one.person.student))
    path = course.work / "reports" / f"{assignment}-to-do.html"
    nobodys = [item for item in left if not item.student]
    write_whole(path, _page(assignment, looked, nobodys, len({*there, *people})))
    return Worklist(path, sum(one.worst.needs_somebody for one in looked), tuple(looked))


def _page(
    assignment: str, looked: Sequence[Looked], nobodys: Sequence[leftovers.Leftover], students: int
) -> str:
    by_kind = {kind: [one for one in looked if one.worst is kind] for kind in Kind}
    absent = by_kind.pop(Kind.ABSENT)
    template = page_template("worklist.html", clean=shown)
    return template.render(
        assignment=assignment,
        groups={kind: those for kind, those in by_kind.items() if those},
        absent=[one.person for one in absent],
        nobodys=nobodys,
        students=students,
        quiet=students - len(looked),
    )
