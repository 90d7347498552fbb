"""What there is to look at in the work of one student, and the command that settles it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from grader.assistant import counting, receipts
from grader.assistant.leftovers import Leftover
from grader.assistant.receipts import Receipt
from grader.base.course import Course
from grader.base.records import NotebookResult
from grader.gradebook.doubts import OTHER_FILES, OTHER_MASTERS, OUTSIDE, SECOND_LOOK
from grader.gradebook.results import NOT_HANDED_IN, UNREADABLE, Row
from grader.gradebook.store import Stored, load

_MOST = 12  # lines of one kind for one notebook; a hostile file has thousands


class Kind(Enum):
    """What happened, the worst first, in the word that the page shows."""

    OUTSIDE = OUTSIDE
    OTHER_MASTERS = OTHER_MASTERS
    CHOOSE = "choose"
    NOT_GRADED = "not graded"
    UNREADABLE = "unreadable"
    NEW = "not graded yet"
    OTHER_FILES = OTHER_FILES
    SECOND_LOOK = SECOND_LOOK
    WAITING = "waiting"
    MISSING = "not handed in"
    CHOSEN = "chosen"
    SKIPPED = "skipped"
    REPAIRED = "repaired"
    FEEDBACK = "feedback"
    ROSTER = "roster"
    ABSENT = "handed in nothing"

    @property
    def needs_somebody(self) -> bool:
        """Whether nothing happens until somebody does something."""
        return _KINDS.index(self) <= _KINDS.index(Kind.WAITING)


_KINDS = list(Kind)


@dataclass(frozen=True)
class Entry:
    """One thing to look at: where, what, and the commands of which one settles it.

    ``texts`` are the one that was marked and the one of today.
    """

    kind: Kind
    where: str
    what: str
    commands: tuple[str, ...] = ()
    hint: str = ""
    texts: tuple[str, ...] = ()


def of_student(
    course: Course,
    assignment: str,
    student: str,
    row: Row | None,
    left: Sequence[Leftover],
    handed_in: bool,
) -> list[Entry]:
    """Return what there is to look at, the worst first; nothing if all went by itself."""
    collect = f"grader collect {assignment} ARCHIVE"
    left = left if row is None or row.missing or row.unreadable else ()  # else it came since
    refused = [Entry(Kind.UNREADABLE, item.archive, f"{item.name}: {item.reason}", (collect,),
                     "Get the file in another form, and collect it.") for item in left]  # fmt: skip
    if not handed_in:
        zero = f"grader export {assignment} --missing zero"
        return refused or [Entry(Kind.ABSENT, "", "nothing was handed in", (zero,))]
    receipt = receipts.load(course, assignment, student)
    stored = load(course, assignment, student)
    found = [*refused, *_choices(assignment, student, receipt)]
    if stored is None or row is None:
        found.append(Entry(Kind.NEW, "", "nothing of it is graded yet",
                           (f"grader autograde {assignment}",)))  # fmt: skip
    else:
        found += _graded(assignment, student, receipt, stored, row)
    found += _doubts(row, stored) if row else ()
    return sorted(_together(found), key=lambda entry: _KINDS.index(entry.kind))


def _together(found: Sequence[Entry]) -> list[Entry]:
    """Return the entries, one for what is the same in several places."""
    places: dict[Entry, list[str]] = {}
    for entry in found:
        places.setdefault(replace(entry, where=""), []).append(entry.where)
    return [replace(entry, where=", ".join(filter(None, where)))
            for entry, where in places.items()]  # fmt: skip


def _choices(assignment: str, student: str, receipt: Receipt) -> Iterator[Entry]:
    """Yield between which files somebody must choose, and which were passed over."""
    for notebook, rivals in counting.rivals(receipt):
        names = " and ".join(file.name for _, file in rivals)
        commands = tuple(counting.command(receipt, assignment, student, f) for _, f in rivals)
        yield Entry(Kind.CHOOSE, notebook, f"{names} have different answers", commands,
                    "One of these, then autograde:")  # fmt: skip
    for key, count in counting.counts(receipt).items():
        others = [kept for kept in counting.candidates(receipt, key) if kept not in count.used]
        notebook = key.removeprefix(counting.NOTEBOOK)
        if count.chosen:
            what = f"{count.used[0][1].name} was chosen by a person"
        elif count.passed:
            what = (
                f"{count.passed[-1][1].name} came later and has no answers; the one before counts"
            )
        else:
            continue
        commands = tuple(
            counting.command(receipt, assignment, student, file) for _, file in others[-3:]
        )
        yield Entry(Kind.CHOSEN, notebook, what, commands, "To take another one:")


def _graded(
    assignment: str, student: str, receipt: Receipt, stored: Stored, row: Row
) -> Iterator[Entry]:
    for notebook in stored.result.notebooks:
        yield from _without_score(assignment, student, receipt, notebook, row)
        some = notebook.problems[:_MOST]
        yield from (Entry(Kind.SKIPPED, notebook.notebook, text) for text in some)
        repairs = [f"{one.what} ({one.where})" if one.where else one.what
                   for one in notebook.repairs[:_MOST]]  # fmt: skip
        if repairs:
            yield Entry(Kind.REPAIRED, notebook.notebook, "; ".join(repairs))
    missing = [one.notebook for one in stored.result.notebooks if one.lack == NOT_HANDED_IN]
    if missing and row.missing:
        zero = f"grader export {assignment} --missing zero"
        yield Entry(Kind.MISSING, "", ", ".join(missing), (zero,), "To count it as 0:")
    if waiting := [name for name in row.waiting if name not in row.doubts.second_look]:
        yield Entry(Kind.WAITING, "", f"to be read: {', '.join(waiting)}",
                    (f"grader mark {assignment}",))  # fmt: skip
    undecided = {name for notebook in stored.result.notebooks for name in notebook.rivals}
    for name, reason in list(stored.result.unused_files.items())[:_MOST]:
        kind = Kind.CHOSEN if reason.endswith("answers") else Kind.SKIPPED
        if name not in undecided:
            yield Entry(kind, "", f"{name} is not graded: {reason}")


def _doubts(row: Row, stored: Stored | None) -> Iterator[Entry]:
    """Yield what does not hold of the grades; of a mark both texts."""
    commands = row.doubts.commands
    for name, what in row.doubts.outside.items():
        yield Entry(Kind.OUTSIDE, name, what, commands[OUTSIDE], "Enter other points, or extra "
                    "credit for what is meant to be more:")  # fmt: skip
    for name, what in row.doubts.other_masters.items():
        yield Entry(Kind.OTHER_MASTERS, name, what, commands[OTHER_MASTERS])
    if row.doubts.other_files:
        yield Entry(Kind.OTHER_FILES, "", "not those that were graded", commands[OTHER_FILES])
    for name, what in row.doubts.second_look.items():
        old = stored.marked.get(name) if stored else None
        new = stored.answers.get(name) if stored else None
        yield Entry(Kind.SECOND_LOOK, name, what, commands[SECOND_LOOK],
                    "Enter the points again, or let them hold for both:",
                    (old.text if old else "", new.text if new else ""))  # fmt: skip


def _without_score(
    assignment: str, student: str, receipt: Receipt, notebook: NotebookResult, row: Row
) -> Iterator[Entry]:
    """Yield the exercises of a notebook that have no score, those of one reason together."""
    again = f"grader autograde {assignment} --student {shlex.quote(student)} --force"
    by_reason: dict[str, list[str]] = {}
    for item in notebook.exercises:
        if item.verdict == "not graded" and row.scores.get(item.exercise) is None:
            by_reason.setdefault(item.reason_not_graded, []).append(item.exercise)
    for reason, names in by_reason.items():
        all_of_it = len(names) == len(notebook.exercises)
        where = notebook.notebook if all_of_it else f"{notebook.notebook}: {', '.join(names)}"
        if notebook.rivals:
            if f"{counting.NOTEBOOK}{notebook.notebook}" not in receipt.undecided:
                choose = f"grader choose {assignment} {shlex.quote(student)}"
                yield Entry(Kind.CHOOSE, where, reason, (choose,))
        elif notebook.lack == UNREADABLE:
            collect = f"grader collect {assignment} ARCHIVE"
            yield Entry(Kind.UNREADABLE, where, reason, (collect,),
                        "Ask for the file again, and collect it.")  # fmt: skip
        elif not notebook.file and not notebook.lack:
            yield Entry(Kind.NOT_GRADED, where, reason, (again,))
        elif not notebook.lack:
            yield Entry(Kind.NOT_GRADED, where, reason, (f"grader formgrader {assignment}", again),
                        "Give the points by hand, or mend the cause and grade again.")  # fmt: skip
