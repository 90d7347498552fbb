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
from grader.assistant.late import load_rule, of_class
from grader.assistant.returns import outdated, stamp
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
        line = f"What to look at, the worst first ({self.waiting} need you): {self.path}"
        return f"{'Not in the roster: ' if self.left else ''}{', '.join(self.left)}\n{line}".strip()

    @property
    def left(self) -> list[str]:
        """Who has work and is not in the roster."""
        return [one.person.student for one in self.looked for entry in one.entries
                if entry.kind is Kind.ROSTER and entry.what.startswith(roster.LEFT)]  # fmt: skip


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
    ever, words = roster.ever(course), roster.words(course, people, {*there, *people})
    old = _outdated(course, assignment, rows)
    looked = []
    for name in sorted({*there, *people}):
        person = ever.get(name) or Person(original_id(name))
        own = [item for item in left if item.may_be_of(person.student, name)]
        entries = of_student(course, assignment, name, graded.get(name), own, name in there)
        if name in old:
            entries.append(Entry(Kind.FEEDBACK, "", "the page says something else than the grades",
                                 (f"grader feedback {assignment}",)))  # fmt: skip
        if name in words:
            entries.append(Entry(Kind.ROSTER, "", words[name]))
        entries.sort(key=lambda entry: _ORDER.index(entry.kind))
        if entries:
            looked.append(Looked(person, tuple(entries)))
    looked.sort(key=lambda one: (_ORDER.index(one.worst), one.person.student))
    path = course.work / "reports" / f"{assignment}-to-do.html"
    nobodys = [item for item in left if not item.student]
    write_whole(path, _page(assignment, looked, nobodys, len({*there, *people})))
    return Worklist(path, sum(one.worst.needs_somebody for one in looked), tuple(looked))


def _outdated(course: Course, assignment: str, rows: Sequence[Row]) -> list[str]:
    """Return whose feedback page says something else than the grades and the late rule."""
    written = [row for row in rows if course.feedback(assignment, row.student).is_file()]
    if not written:
        return []
    rule = load_rule(course, assignment)
    late = of_class(course, assignment, [row.student for row in written], rule)
    stamps = {row.student: stamp(row, late[row.student]) for row in written}
    return outdated(course, assignment, stamps)


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
