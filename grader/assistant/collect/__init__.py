"""``grader collect``: takes what an LMS gives and puts each student's work where it is graded.

Everything is first unpacked into a scratch folder, then placed student by student. Whatever
cannot be taken costs one line and not the run.
"""

from __future__ import annotations

import fcntl
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.assistant import roster
from grader.assistant.collect.archive import Limits, Reader
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.members import printable
from grader.assistant.collect.naming import read_names
from grader.assistant.collect.people import People
from grader.assistant.collect.place import place
from grader.assistant.collect.summary import Collected, Unplaced, summary
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.judge.assignment import compile_assignment

Watch = Callable[[int, int], None]


def collect(
    course: Course,
    assignment: str,
    archive: Path,
    *,
    roster_file: Path | None = None,
    groups: bool = False,
    limits: Limits | None = None,
    watch: Watch = lambda done, total: None,
) -> Collected:
    """Collect an archive for an assignment; the same archive again changes nothing.

    Parameters
    ----------
    archive : a zip or a folder, named as Canvas, Moodle or a plain directory name things.
    roster_file : the class; remembered for later commands. Without it, the remembered one.
    groups : what one of a group hands in counts for everyone with the same group in the roster.

    Raises
    ------
    GraderError : the assignment is unknown, or there is no such archive or roster.
    """
    course.masters(assignment)
    if not archive.exists():
        raise GraderError(f"There is no archive {archive}")
    masters = compile_assignment(course.solutions(assignment))
    with _alone(course), _scratch(course) as scratch:
        people = roster.remember(course, roster_file) if roster_file else roster.load(course)
        asked = People(people, groups)
        reader = Reader(scratch, limits or Limits())
        entries = list(reader.read(archive))
        others = set(course.assignments()) - {assignment}
        items, unclear = read_names(entries, assignment, others, asked)
        owned, nobodys = _by_student(asked, items)
        fresh = set()
        for done, (student, work) in enumerate(sorted(owned.items()), 1):
            if place(course, masters, student, work, archive.name):
                fresh.add(student)
            watch(done, len(owned))
    unplaced = [_unplaced(asked, entry.name, reason) for entry, reason in unclear]
    return summary(course, assignment, people, owned, fresh, [*unplaced, *nobodys], reader)


def _by_student(
    people: People, items: list[HandedIn]
) -> tuple[dict[str, list[HandedIn]], list[Unplaced]]:
    """Return the files of each student, and what belongs to nobody, one line for each name."""
    owned: dict[str, list[HandedIn]] = defaultdict(list)
    nobodys: dict[tuple[str, str], list[HandedIn]] = defaultdict(list)
    for item in items:
        students = people.students(item)
        for student in students:
            owned[student].append(item)
        if not students:
            nobodys[item.who, item.lms_id].append(item)
    return owned, [_nobodys(people, who, number, work) for (who, number), work in nobodys.items()]


def _nobodys(people: People, who: str, number: str, work: list[HandedIn]) -> Unplaced:
    """Return the line for files of one name that is nobody's."""
    more = f" and {len(work) - 1} more" if len(work) > 1 else ""
    name = printable(work[0].entry.name) + more
    if work[0].hidden:
        return Unplaced(name, "the LMS hides whose it is", "", hidden=True)
    said = " ".join(word for word in (who, number) if word)
    return Unplaced(name, f"{printable(said)} {people.why_not(work[0])}", people.guess(who))


def _unplaced(people: People, name: str, reason: str) -> Unplaced:
    outer = name.partition("/")[0]
    return Unplaced(printable(name), reason, people.guess(outer.rpartition(".")[0] or outer))


@contextmanager
def _scratch(course: Course) -> Iterator[Path]:
    """Make a folder for what is unpacked, on the disk of the course; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="collect-", dir=course.work) as folder:
        yield Path(folder)


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    """Keep a second run out of this course; the kernel lets go however this one ends."""
    course.work.mkdir(parents=True, exist_ok=True)
    with (course.work / "collect.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GraderError(
                f"Another `grader collect` is at work in {course.root}", hint="Wait for it."
            ) from None
        yield
