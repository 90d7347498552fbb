"""What a run of ``grader collect`` did, in a few lines."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import lms
from grader.assistant import counting, receipts
from grader.assistant.collect.archive import Reader
from grader.assistant.receipts import Receipt
from grader.assistant.roster import Person, original_id
from grader.base.course import Course
from grader.base.names import printable

_SHOWN = 300  # lines of one kind; an archive with more is not one class's


@dataclass(frozen=True, order=True)
class Unplaced:
    """Files that belong to nobody.

    ``guess`` is whom a name is like, in words, and ``student`` the id; both may be empty.
    ``hidden`` are files whose owner the LMS knows and does not tell. ``paths`` are all of them in
    the archive, and ``layout`` is the system, "" where none wrote whose they are.
    """

    name: str
    reason: str
    guess: str
    hidden: bool = False
    student: str = ""
    paths: tuple[tuple[str, ...], ...] = ()
    layout: str = ""

    @property
    def is_loose(self) -> bool:
        """Whether it is a file of which nothing says whose it is."""
        return not self.layout

    @property
    def line(self) -> str:
        """What a person is told."""
        guess = f" Is it {self.guess}?" if self.guess else " Nobody has a name like it."
        return f"{self.name}: {self.reason}.{'' if self.hidden else guess}"


@dataclass(frozen=True)
class Collected:
    """What a run did.

    ``new`` and ``unchanged`` are students as folders; ``late`` are those of them with a mark;
    ``missing`` have handed in nothing so far, by the roster; ``refused`` has a line for each thing
    that was not taken, and ``files`` counts those that were; ``renamed`` are the ids that had to
    be written in another way; ``undecided`` says who has two files with different answers, each
    with the commands that choose, and ``passed`` what came later and is empty. ``guesses`` is the
    table of what could not be placed, if there is any, and ``unused`` counts the lines of such a
    table that name nothing in the archive. ``roster_read`` says how the roster was read, if its
    headings did not tell.
    """

    assignment: str
    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    late: tuple[str, ...]
    without_notebook: tuple[str, ...]
    missing: tuple[str, ...]
    unplaced: tuple[Unplaced, ...]
    refused: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    noise: int
    has_roster: bool
    files: int = 1
    guesses: Path | None = None
    unused: int = 0
    undecided: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    roster_read: str = ""

    def lines(self) -> Iterator[str]:
        """Yield what a person is told, the most important last."""
        if self.roster_read:
            yield self.roster_read
        if not self.files:
            yield "There is no file in the archive."
        if self.noise:
            yield f"{self.noise} file(s) of the operating system or of Jupyter were left out."
        yield from _listed("Not taken", self.refused)
        renamed = [f"{original} is {folder}" for original, folder in self.renamed]
        yield from _in_a_row("Ids as folders, in the letters that nbgrader allows", renamed)
        yield from _in_a_row("Handed in no notebook", self.without_notebook)
        yield from _listed("Newer but without answers, so the one before counts", self.passed)
        yield from _in_a_row("Marked late by the LMS", [original_id(name) for name in self.late])
        if self.has_roster:
            yield from _listed("Nothing handed in", self.missing)
        yield from _listed("Not graded before somebody chooses", self.undecided)
        yield from self._of_nobody()
        yield (
            f"{len(self.new) + len(self.unchanged)} student(s) collected: {len(self.new)} with "
            f"something new, {len(self.unchanged)} as before."
        )
        if self.has_roster:
            yield f"{len(self.missing)} of the roster have handed in nothing so far."
        else:
            yield "Without a roster (--roster FILE) nobody knows who has not handed in."

    def _of_nobody(self) -> Iterator[str]:
        """Yield what could not be placed, and what to do about it."""
        yield from _listed("Could not be placed", [item.line for item in self.unplaced])
        if any(item.hidden for item in self.unplaced):
            yield (
                "Grading is anonymous in the LMS. Show the names there and download again, or "
                "write the hidden ids (anon_...) into the column lms_id of the roster."
            )
        layouts = {item.layout for item in self.unplaced} - {lms.by_hand().name}
        yield from sorted({lms.get(layout).advice for layout in layouts} - {""})
        if self.guesses:
            yield (
                f"Whose these are you can say in {self.guesses}: look through the guesses, write "
                f"the student beside each file, and run the command with --accept "
                f"{shlex.quote(str(self.guesses))}."
            )
        if self.unused:
            yield f"Lines of the accepted guesses that name nothing in the archive: {self.unused}."


def _in_a_row(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"{title} ({len(items)}): {', '.join(items)}"


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"{title} ({len(items)}):"
        yield from (f"  {item}" for item in items[:_SHOWN])
    if len(items) > _SHOWN:
        yield f"  and {len(items) - _SHOWN} more"


def _files(receipt: Receipt) -> str:
    """Return the names of what was handed in."""
    names = [printable(path.partition("/")[2]) for path in receipt.graded]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def summary(
    course: Course,
    assignment: str,
    people: Sequence[Person],
    students: Collection[str],
    fresh: Collection[str],
    unplaced: Sequence[Unplaced],
    reader: Reader,
    guesses: Path | None = None,
    unused: int = 0,
) -> Collected:
    """Return what a run did for ``students``; something is new for those in ``fresh``."""
    here = {name: receipts.load(course, assignment, name) for name in sorted(students)}
    there = set(course.students(assignment))
    absent = [person for person in people if person.folder not in there]
    return Collected(
        assignment=assignment,
        new=tuple(name for name in here if name in fresh),
        unchanged=tuple(name for name in here if name not in fresh),
        late=tuple(name for name, receipt in here.items() if receipt.late),
        without_notebook=tuple(
            f"{original_id(name)} ({_files(receipt)})"
            for name, receipt in here.items()
            if not any(path.lower().endswith(".ipynb") for path in receipt.graded)
        ),
        missing=tuple(f"{p.student} ({p.name})" if p.name else p.student for p in absent),
        unplaced=tuple(sorted(unplaced)),
        refused=tuple(reader.refused),
        renamed=tuple((original_id(n), n) for n in here if original_id(n) != n),
        noise=reader.noise,
        has_roster=bool(people),
        files=reader.files,
        guesses=guesses,
        unused=unused,
        undecided=tuple(
            f"{original_id(name)}, {notebook}: {_versus(assignment, name, receipt, rivals)}"
            for name, receipt in here.items()
            for notebook, rivals in counting.rivals(receipt)
        ),
        passed=tuple(
            f"{original_id(name)}: {printable(file.name)}"
            for name, receipt in here.items()
            for count in counting.counts(receipt).values()
            for _, file in count.passed
        ),
    )


def _versus(
    assignment: str, student: str, receipt: Receipt, rivals: Sequence[counting.Kept]
) -> str:
    """Return the names of files that contradict each other, and the commands below."""
    names = " and ".join(printable(file.name) for _, file in rivals)
    commands = (counting.command(receipt, assignment, student, file) for _, file in rivals)
    return "".join([f"{names} have different answers", *(f"\n    {one}" for one in commands)])
