"""``grader collect``: takes what an LMS gives and puts each student's work where it is graded.

Everything is first unpacked into a scratch folder, then placed student by student. Whatever
cannot be taken costs one line and not the run.
"""

from __future__ import annotations

import fcntl
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from grader import lms
from grader.assistant import leftovers, roster
from grader.assistant.collect import earlier, guesses
from grader.assistant.collect.archive import Entry, Limits, Reader
from grader.assistant.collect.guesses import Accepted
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.naming import read_names
from grader.assistant.collect.people import People
from grader.assistant.collect.place import place
from grader.assistant.collect.summary import Collected, Unplaced, summary
from grader.assistant.leftovers import Leftover
from grader.assistant.roster import original_id
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.names import printable
from grader.judge.assignment import compile_assignment

Watch = Callable[[int, int], None]


def collect(
    course: Course,
    assignment: str,
    archive: Path,
    *,
    roster_file: Path | None = None,
    groups: bool = False,
    accept: Path | None = None,
    limits: Limits | None = None,
    watch: Watch = lambda done, total: None,
) -> Collected:
    """Collect an archive for an assignment; the same archive again changes nothing.

    Parameters
    ----------
    archive : a zip or a folder, in which an LMS or a person named things.
    roster_file : the class; remembered for later commands. Without it, the remembered one.
    groups : what one of a group hands in counts for everyone with the same group in the roster.
    accept : a table of :mod:`guesses`, in which a person says whose a file is.

    Raises
    ------
    GraderError : the assignment is unknown, or there is no such archive or roster.
    """
    course.masters(assignment)
    if not archive.exists():
        raise GraderError(f"There is no archive {archive}")
    masters = compile_assignment(course.solutions(assignment))
    with alone(course), _scratch(course) as scratch:
        people = roster.remember(course, roster_file) if roster_file else roster.load(course)
        asked = People(people, groups, course.students(assignment))
        accepted = guesses.read(accept, asked) if accept else Accepted()
        reader = Reader(scratch, limits or Limits())
        entries = [*reader.read(archive), *reader.left]
        others = set(course.assignments()) - {assignment}
        items, unclear = read_names(entries, assignment, others, asked)
        items += [accepted.of(entry)[1] for entry, _ in unclear if accepted.of(entry)[0]]
        unclear = [one for one in unclear if not (one[0].refused or accepted.of(one[0])[0])]
        told = [(item, students) for item in items if (students := accepted.of(item.entry)[0])]
        found = [(item, asked.students(item)) for item in items if not accepted.of(item.entry)[0]]
        doubtful = {**earlier.others(course, assignment, asked, found), **_doubtful(asked, found)}
        all_owned, nobodys = _by_student(asked, told, found, doubtful)
        owned = {student: work for student, items in all_owned.items()
                 if (work := [item for item in items if not item.entry.refused])}  # fmt: skip
        fresh = set()
        for done, (student, work) in enumerate(sorted(owned.items()), 1):
            if place(course, masters, student, work, archive.name):
                fresh.add(student)
            watch(done, len(owned))
        unplaced = [_unplaced(asked, entry, reason) for entry, reason in unclear] + nobodys
        leftovers.store(course, assignment, archive.name, _left(archive.name, all_owned, unplaced))
    table = _guesses(course, unplaced, entries, owned, accepted)
    collected = summary(
        course, assignment, people, owned, fresh, unplaced, reader, table, accepted.unused
    )
    return replace(collected, roster_read=lms.seen(roster_file, "roster") if roster_file else "")


def _guesses(
    course: Course,
    unplaced: list[Unplaced],
    entries: list[Entry],
    placed: Collection[str],
    accepted: Accepted,
) -> Path | None:
    """Write the table of guesses, and return where it is if there is anything to say in it."""
    path = course.work / "guesses.csv"
    shown = [item for item in unplaced if not item.hidden]
    if shown or accepted.rows:
        there = {original_id(student) for student in placed}
        guesses.write(path, shown, entries, there, accepted)
    return path if shown else None


def _left(
    archive: str, owned: Mapping[str, list[HandedIn]], unplaced: list[Unplaced]
) -> list[Leftover]:
    """Return what lies in nobody's folder: what was not taken, and what could not be placed."""
    refused = [
        Leftover(archive, printable(item.entry.name), item.entry.refused, student)
        for student, items in owned.items()
        for item in items
        if item.entry.refused
    ]
    return refused + [Leftover(archive, one.name, one.reason, guess=one.guess) for one in unplaced]


def _by_student(
    people: People,
    told: list[tuple[HandedIn, list[str]]],
    found: list[tuple[HandedIn, list[str]]],
    doubtful: dict[tuple[str, str], str],
) -> tuple[dict[str, list[HandedIn]], list[Unplaced]]:
    """Return the files of each student, and what belongs to nobody, one line for each name."""
    owned: dict[str, list[HandedIn]] = defaultdict(list)
    nobodys: dict[tuple[str, str, str], list[HandedIn]] = defaultdict(list)
    for item, students in told:
        for student in students:
            owned[student].append(item)
    for item, students in found:
        for student in students:
            if (student, item.claim) not in doubtful:
                owned[student].append(item)
        why = doubtful.get((students[0], item.claim), "") if len(students) == 1 else ""
        if (why or not students) and not item.entry.refused:
            nobodys[item.who, item.lms_id or item.owner, why or people.why_not(item)].append(item)
    for (who, _, why), work in nobodys.items():
        if not owned and len(nobodys) == 1 and _is_heap(work):
            return owned, [
                _unplaced(people, item.entry, f"{printable(who)} {why}") for item in work
            ]
    return owned, [_nobodys(people, *key, work) for key, work in nobodys.items()]


def _is_heap(work: list[HandedIn]) -> bool:
    """Whether files that lie side by side in a person's folder may be the whole class's."""
    sides = {item.file[:-1] for item in work}
    return work[0].layout == lms.by_hand().name and sides == {()} and len(work) > 1


def _doubtful(
    people: People, found: list[tuple[HandedIn, list[str]]]
) -> dict[tuple[str, str], str]:
    """Return who would be replaced by somebody of the same name, and why that is not done.

    What a system gave to two persons is the work of two. The surest sign says which of them is the
    student; if that is a name, and two have it, neither is. A group's work is everybody's.
    """
    claims: dict[tuple[str, str], dict[str, HandedIn]] = defaultdict(dict)
    for item, students in found:
        if len(students) == 1:
            claims[students[0], item.layout].setdefault(item.claim, item)
    doubtful = {}
    for (student, _), those in claims.items():
        rank = {claim: people.sureness(item, student) for claim, item in those.items()}
        best = [claim for claim in those if rank[claim] == max(rank.values())]
        kept = [] if rank[best[0]] == 1 and len(best) > 1 else best
        for claim in those.keys() - {*kept}:
            other = next(item for key, item in those.items() if key in (kept or best)
                         and key != claim)  # fmt: skip
            whose = original_id(student)
            doubtful[student, claim] = (
                f"is not taken for {whose}, whose work came as {printable(other.entry.name)}"
                if kept
                else f"is the name of two people in the archive, see {printable(other.entry.name)}"
            )
    return doubtful


def _nobodys(people: People, who: str, number: str, why: str, work: list[HandedIn]) -> Unplaced:
    """Return the line for files of one name that is nobody's."""
    more = f" and {len(work) - 1} more" if len(work) > 1 else ""
    name = printable(work[0].entry.name) + more
    if work[0].hidden:
        return Unplaced(name, "the LMS hides whose it is", "", hidden=True)
    said = " ".join(word for word in (who, number) if word)
    paths = tuple(item.entry.parts for item in work)
    student, words = people.guess(who)
    layout = work[0].layout
    return Unplaced(name, f"{printable(said)} {why}", words, False, student, paths, layout)


def _unplaced(people: People, entry: Entry, reason: str) -> Unplaced:
    for part in (entry.parts[0], entry.parts[-1]):
        student, words = people.guess(part.rpartition(".")[0] or part)
        if student:
            break
    return Unplaced(printable(entry.name), reason, words, student=student, paths=(entry.parts,))


@contextmanager
def _scratch(course: Course) -> Iterator[Path]:
    """Make a folder for what is unpacked, on the disk of the course; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="collect-", dir=course.work) as folder:
        yield Path(folder)


@contextmanager
def alone(course: Course) -> Iterator[None]:
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
