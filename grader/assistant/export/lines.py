"""What every format is made from: one line for each student, the absent ones too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader import lms
from grader.assistant import leftovers, receipts, roster
from grader.assistant.late import Lateness, Rule, of_class
from grader.assistant.leftovers import Leftover
from grader.assistant.receipts import Receipt
from grader.assistant.returns import lms_label, stamp
from grader.assistant.roster import Person, original_id
from grader.base.course import Course
from grader.base.names import printable
from grader.gradebook.results import COMPLETE, NOT_HANDED_IN, UNREADABLE, Row, table
from grader.lms.names import agree, plain
from grader.masters.exercise import Exercise

_SHOWN = 10  # names in one line


@dataclass(frozen=True)
class Line:
    """One student; ``points`` and ``final`` are None, and not 0, where nothing was graded.

    ``lms_id`` is the LMS's number for the student as a person, ``participant`` that for the student
    in this one assignment; an LMS has one or the other, and "" is where nobody knows it.
    ``missing`` are the exercises of notebooks that were not handed in. ``doubts`` are the kinds of
    what does not hold of the grades, and ``commands`` settle it; ``standing`` is what the roster
    says. ``stamp`` is what a feedback page of today carries, "" if there are no grades.
    """

    person: Person
    scores: dict[str, float | None]
    max_points: float
    points: float | None
    status: str
    explanation: str
    late: Lateness = field(default_factory=Lateness)
    lms_id: str = ""
    participant: str = ""
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    standing: str = ""
    stamp: str = ""

    @property
    def is_absent(self) -> bool:
        """Whether nothing at all was handed in."""
        return len(self.missing) == len(self.scores)

    @property
    def lacks_more(self) -> bool:
        """Whether an exercise has no score for another reason than that nothing came."""
        return any(s is None and name not in self.missing for name, s in self.scores.items())

    @property
    def final(self) -> float | None:
        """The points after the late rule."""
        return self.late.final(self.points)

    @property
    def is_complete(self) -> bool:
        """Whether every exercise has a score that holds, so that the sum is a grade."""
        return None not in self.scores.values() and not self.doubts


def lines(course: Course, assignment: str, rule: Rule) -> tuple[list[Exercise], list[Line]]:
    """Return the exercises, and a line for everyone who is graded, handed in or in the roster.

    Raises
    ------
    GraderError : nothing was graded yet.
    """
    asked, rows = table(course, assignment)
    graded = {row.student: row for row in rows}
    people = {person.folder: person for person in roster.load(course)}
    handed_in = set(course.students(assignment))
    everyone = sorted({*people, *graded, *handed_in})
    received = {name: receipts.load(course, assignment, name) for name in everyone}
    late = of_class(course, assignment, handed_in | set(graded), rule)
    shared = _shared(received)
    left = leftovers.load(course, assignment)
    ever, words = roster.ever(course), roster.words(course, people, everyone)
    found = []
    for name in everyone:
        person = people.get(name) or _former(name, ever, received[name])
        own = [item for item in left if item.may_be_of(person.student, name)]
        row = _row(graded.get(name), name, asked, name in handed_in, assignment)
        row = _excused(row, own) if row.missing and own else row
        lms_id, participant = _numbers(person, received[name], shared)
        found.append(
            Line(
                person=person,
                scores=row.scores,
                max_points=row.max_points,
                points=row.points,
                status=row.status,
                explanation=_explained(row),
                late=late.get(name, Lateness()),
                lms_id=lms_id,
                participant=participant,
                missing=row.missing,
                doubts=row.doubts.words,
                commands=row.doubts.settle,
                standing=words.get(name, ""),
                stamp=stamp(graded[name], late[name]) if name in graded else "",
            )
        )
    return asked, found


def _former(name: str, ever: Mapping[str, Person], receipt: Receipt) -> Person:
    """Return whoever is in no roster any more, with the name by which the work came."""
    if name in ever:
        return ever[name]
    label = lms_label(receipt)
    return Person(original_id(name), "" if label.hidden or label.loose else label.who)


def _shown(person: Person) -> Person:
    """Return a person with names that no program stumbles over."""
    return replace(person, student=printable(person.student), name=printable(person.name))


def _row(
    row: Row | None, student: str, asked: list[Exercise], handed_in: bool, assignment: str
) -> Row:
    """Return a student's row, made for whoever is not graded: nothing came, or nobody ran it."""
    if row is not None:
        return row
    scores: dict[str, float | None] = dict.fromkeys(item.name for item in asked)
    total = sum(item.points for item in asked)
    if handed_in:
        reason = f"handed in, but not graded yet: run `grader autograde {assignment}`"
        return Row(student, scores, total, (), (reason,))
    return Row(student, scores, total, (), (NOT_HANDED_IN,), missing=tuple(scores))


def _excused(row: Row, own: Sequence[Leftover]) -> Row:
    """Return the row of a student of whom something came that nobody could take or place."""
    came = f"{UNREADABLE}: {own[0].name} ({own[0].reason}) may be it"
    reasons = tuple(reason for reason in row.reasons if reason != NOT_HANDED_IN)
    return replace(
        row, reasons=(*reasons, came), missing=(), unreadable=(*row.unreadable, *row.missing)
    )


def with_zeros(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with 0 for what was not handed in, and for nothing else."""
    return [_zeroed(line) if line.missing else line for line in lines]


def _zeroed(line: Line) -> Line:
    scores = {name: 0.0 if name in line.missing and score is None else score
              for name, score in line.scores.items()}  # fmt: skip
    there = [score for score in scores.values() if score is not None]
    done = not line.is_absent and None not in scores.values()
    status = (", ".join(line.doubts) or COMPLETE) if done else line.status
    return replace(line, scores=scores, points=sum(there) if there else None, status=status)


def _explained(row: Row) -> str:
    parts = [row.explanation, "" if row.isolated else "graded without a sandbox"]
    return "; ".join(part for part in parts if part)


def _shared(received: dict[str, Receipt]) -> set[str]:
    """Return the LMS's numbers under which the work of several students came in: groups'."""
    numbers = Counter(lms_label(receipt).lms_id for receipt in received.values())
    return {number for number, count in numbers.items() if count > 1}


def _numbers(person: Person, receipt: Receipt, shared: set[str]) -> tuple[str, str]:
    """Return the numbers of a person; that of a group's work is nobody's own.

    A wrong number would give the grade to somebody else, so a doubtful one is left out.
    """
    came = lms_label(receipt)
    known = person.numbers
    of_group = came.lms_id in shared or (person.group and plain(came.who) == plain(person.group))
    told = (lms.get(came.layout).personal or came.hidden or not person.name or not came.who
            or came.lms_id in known)  # fmt: skip
    names = (came.who, *came.also)
    theirs = any(agree(person.name, who) or plain(who) == plain(person.student) for who in names)
    of_group = of_group or not (told or theirs)
    own = "" if of_group else came.lms_id
    if not lms.get(came.layout).personal:
        return known[0] if known else "", own
    own = "" if came.hidden else own
    return own if own and (own in known or not known) else known[0] if known else "", ""


def named(names: Sequence[str]) -> str:
    """Return the first few of some names, for one line.

    Examples
    --------
    >>> named(["ada", "bob"])
    'ada, bob'
    """
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
