"""The files that belong to nobody, as a table: ``collect`` writes it, ``--accept`` reads it.

A line is a file, or a folder with all that is in it, and the student whose it is. ``collect`` fills
in whom it guesses, as long as nobody else may be meant; a person looks through it, changes what is
wrong, and gives it back. What has no student stays where it is.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.assistant.collect.archive import Entry
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.naming import common_folders
from grader.assistant.collect.people import People
from grader.assistant.collect.summary import Unplaced
from grader.base.errors import GraderError
from grader.base.files import write_whole
from grader.base.names import printable
from grader.base.tables import read_table
from grader.lms import Label, by_hand, split_attempt

_HEADINGS = ["file", "student", "name", "reason"]
_TAKEN = "accepted"


@dataclass
class Accepted:
    """Whose files are by the word of a person: students, as folders, by what stands in a line."""

    students: dict[str, list[str]] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def of(self, entry: Entry) -> tuple[list[str], HandedIn]:
        """Return the students of a file, and the file for what says nothing of itself."""
        parts, student = entry.parts, list[str]()
        for end in range(len(parts), 0, -1) if self.students else ():
            line = _line(parts[:end])
            if student := self.students.get(line, []):
                self.used.add(line)
                parts = parts[end:] or parts[-1:]
                break
        label = Label(who=" ".join(student), file=parts, layout=by_hand().name)
        return student, HandedIn(entry=entry, **vars(label))

    @property
    def unused(self) -> int:
        """How many lines name nothing that is in the archive."""
        return len(self.students.keys() - self.used)


def read(file: Path, people: People) -> Accepted:
    """Read a table back.

    Raises
    ------
    GraderError : it is no such table, or a line has a student who is not in the roster.
    """
    table = read_table(file, "table of guesses", lambda table: {*_HEADINGS[:2]} <= {*table.header})
    if not {*_HEADINGS[:2]} <= {*table.header}:
        raise GraderError(
            f"{table.who} must have the columns file and student, got {', '.join(table.header)!r}",
            hint="Take the file that `grader collect` wrote.",
        )
    at, who = (table.header.index(heading) for heading in _HEADINGS[:2])
    found = Accepted()
    for row in table.rows:
        line, student = table.cell(row, at), table.cell(row, who)
        if not line or not student:
            continue
        named = people.named(student)
        if not named:
            raise GraderError(
                f"{table.who}, line {row.line}: {student!r} is nobody in the roster",
                hint="Write the id, and look whether a spreadsheet has taken its zeros away.",
            )
        found.students[line.rstrip("/")] = named
        found.rows.append([line, student, table.cell(row, 2), _TAKEN])
    return found


def write(
    path: Path,
    unplaced: Sequence[Unplaced],
    entries: Iterable[Entry],
    placed: Collection[str],
    accepted: Accepted,
) -> None:
    """Write the table: first what was accepted, so that it can be given once more."""
    inside = Counter(entry.parts[:end] for entry in entries for end in range(1, len(entry.parts)))
    meant = Counter(_work(item) for item in unplaced)
    rows = [_HEADINGS, *accepted.rows]
    for item in unplaced:
        sure = item.student and item.student not in placed and meant[_work(item)] == 1
        student, name = (_text(item.student), item.guess) if sure else ("", "")
        for line in _lines(item, inside):
            rows.append([_shown(line), student, _shown(name), _shown(item.reason)])
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    data = out.getvalue().encode("utf-8-sig")
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)


def _work(item: Unplaced) -> tuple[str, str]:
    """Return what two may not both be: one student's work, of a loose file also its name."""
    return item.student, split_attempt(item.paths[0][-1])[0].casefold() if item.is_loose else ""


def _lines(item: Unplaced, inside: Counter[tuple[str, ...]]) -> list[str]:
    """Return the folder that has these files and no other, else each of them."""
    shared = common_folders(list(item.paths)) if len(item.paths) > 1 else 0
    folder = item.paths[0][:shared]
    if shared and inside[folder] == len(item.paths):
        return [f"{_line(folder)}/"]
    return [_line(path) for path in item.paths]


def _line(parts: tuple[str, ...]) -> str:
    return printable("/".join(parts))


def _shown(text: str) -> str:
    """Return a text that no spreadsheet runs; the apostrophe is taken off when it is read."""
    return f"'{text}" if text.startswith(tuple("=+-@")) else text


def _text(student: str) -> str:
    """Return an id so that a spreadsheet leaves it its zeros."""
    number = student.isdecimal() and (student.startswith("0") or len(student) > 11)
    return f'="{student}"' if number else _shown(student)
