"""``grader choose``: a person says which of a student's files counts for a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.assistant import receipts
from grader.assistant.collect import alone
from grader.assistant.collect.decide import chosen
from grader.assistant.collect.place import settle, with_present
from grader.assistant.counting import NOTEBOOK, Kept, candidates, command, counts, handle
from grader.assistant.receipts import Receipt
from grader.assistant.roster import original_id, safe_id
from grader.base.course import Course, did_you_mean
from grader.base.errors import GraderError
from grader.judge.assignment import compile_assignment

_FEWEST = 6  # signs of a digest that are enough


@dataclass(frozen=True)
class Choosable:
    """A file that may count for a notebook: what is typed for it, and whether it counts now."""

    notebook: str
    name: str
    source: str
    command: str
    counts: bool
    answered: bool | None

    @property
    def line(self) -> str:
        """What a person is told."""
        empty = ", no answers" if self.answered is False else ""
        mark = "counts" if self.counts else self.command
        return f"  {self.notebook}: {self.name} (from {self.source}{empty}): {mark}"


def choosable(course: Course, assignment: str, student: str) -> list[Choosable]:
    """Return the files between which there is something to choose.

    Raises
    ------
    GraderError : the assignment is unknown, or the student handed in nothing.
    """
    name, receipt = _receipt(course, assignment, student)
    return list(_choosable(assignment, name, receipt))


def choose(course: Course, assignment: str, student: str, file: str) -> Choosable:
    """Let one file count for its notebook; other notebooks stay as they are.

    It holds until the student hands in another file for that notebook.

    Parameters
    ----------
    file : its name, or the beginning of its digest.

    Raises
    ------
    GraderError : the assignment, the student or the file is unknown, or the name is that of two.
    """
    with alone(course):
        name, receipt = _receipt(course, assignment, student)
        masters = compile_assignment(course.solutions(assignment))
        receipt = with_present(course, masters, name, receipt)
        kept = _meant(assignment, name, receipt, file)
        receipt = settle(course, masters, name, chosen(receipt, kept))
        receipts.store(course, assignment, name, receipt)
    return next(one for one in _choosable(assignment, name, receipt, alone_too=True)
                if one.notebook == _notebook(kept) and one.counts)  # fmt: skip


def _receipt(course: Course, assignment: str, student: str) -> tuple[str, Receipt]:
    course.masters(assignment)
    there = course.students(assignment)
    name = student if student in there else safe_id(student)
    if name not in there:
        known = [original_id(one) for one in there]
        hint = did_you_mean(student, known, "") if len(known) < 20 else ""
        raise GraderError(f"{student!r} handed in nothing for {assignment}", hint=hint)
    return name, receipts.load(course, assignment, name)


def _notebook(kept: Kept) -> str:
    return kept[1].key.removeprefix(NOTEBOOK)


def _choosable(
    assignment: str, student: str, receipt: Receipt, *, alone_too: bool = False
) -> Iterator[Choosable]:
    for key, count in counts(receipt).items():
        some = candidates(receipt, key)
        used = (
            {file.sha256 for _, file in count.decisive} if key not in receipt.undecided else set()
        )
        if not key.startswith(NOTEBOOK) or len(some) < 2 - alone_too:
            continue
        for version, file in some:
            yield Choosable(
                _notebook((version, file)),
                handle(receipt, file),
                version.source,
                command(receipt, assignment, student, file),
                file.sha256 in used,
                file.answered,
            )


def _meant(assignment: str, student: str, receipt: Receipt, file: str) -> Kept:
    """Return the file that a person means."""
    notebooks = [kept for kept in receipt.files if kept[1].key.startswith(NOTEBOOK)]
    named = {kept[1].sha256: kept for kept in notebooks
             if file in (kept[1].path, f"{kept[0].folder}/{kept[1].path}", kept[1].name)
             or (len(file) >= _FEWEST and kept[1].sha256.startswith(file))}  # fmt: skip
    if len(named) == 1:
        return next(iter(named.values()))
    names = ", ".join(dict.fromkeys(handle(receipt, kept[1]) for kept in notebooks)) or "none"
    raise GraderError(
        f"{original_id(student)} has {len(named) or 'no'} notebooks {file!r} in {assignment}",
        hint=f"There are: {names}.",
    )
