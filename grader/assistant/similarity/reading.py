"""What each student wrote, exercise by exercise, read from the files that were handed in.

Nothing is run, and nothing has to be graded before. A cell of the student's own belongs to the
exercise above it. What the release has is not counted as the student's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.assistant.receipts import BY_HAND, Receipt
from grader.assistant.receipts import load as load_receipt
from grader.assistant.roster import load as load_roster
from grader.assistant.similarity.bounded import BoundedReader
from grader.assistant.similarity.cells import Place, Work, owners
from grader.assistant.similarity.given import Reader
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.judge.assignment import compile_assignment
from grader.judge.submitted.submission import read_submission

Watch = Callable[[int, int], None]


@dataclass
class ClassWork:
    """The work of a class; ``places`` in the masters' order; ``unread`` says what is left out."""

    works: list[Work]
    places: list[Place]
    unread: list[str]
    reader: Reader | BoundedReader


def read_class(course: Course, assignment: str, watch: Watch) -> ClassWork:
    """Read what the class handed in.

    Raises
    ------
    GraderError : the assignment is unknown, or fewer than two handed something in.
    """
    course.masters(assignment)
    students = course.students(assignment)
    if len(students) < 2:
        raise GraderError(
            f"{'Only one student' if students else 'Nobody'} handed in {assignment}: there is "
            "nothing to compare",
            hint=f"Run `grader collect {assignment} ARCHIVE` first, with the zip of your LMS.",
        )
    compiled = compile_assignment(course.solutions(assignment))
    reader = BoundedReader(course, compiled)
    groups = {person.folder: person.group.strip() for person in load_roster(course)}
    works: list[Work] = []
    unread: list[str] = []
    for number, student in enumerate(students, 1):
        files = read_submission(course.submitted(assignment, student))
        work = Work([student], groups.get(student, ""), content=hash(tuple(files.items())))
        receipt = load_receipt(course, assignment, student)
        work.origin = _origin(receipt)
        work, more = reader.read(work, files)
        unread += more
        works.append(work)
        watch(number, len(students))
    places = [(m.name, p) for m in compiled.masters for p in dict.fromkeys(owners(m)) if p]
    return ClassWork(_together(works), places, unread, reader)


def _origin(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    """Return archive and name of each graded file; nothing if a person put one there."""
    files = [(version, file) for version in receipt.versions for file in version.files]
    graded = set(receipt.graded)
    found = [(v.source, f.name) for v, f in files if f"{v.folder}/{f.path}" in graded]
    return () if any(source == BY_HAND for source, _ in found) else tuple(sorted(found))


def _together(works: list[Work]) -> list[Work]:
    """Make one of those to whom one upload was given as their common work.

    A group in the roster is none: it may be that of a tutorial.
    """
    kept: dict[tuple[object, ...], Work] = {}
    for work in works:
        key = (work.origin, work.content) if work.origin else (work.students[0],)
        if key in kept:
            kept[key].students += work.students
        else:
            kept[key] = work
    return list(kept.values())
