"""The learning management systems: a file for each, and what all others ask.

A file of this package that defines ``LMS`` is a system; nothing else names one. To add one, write
such a file: how its download looks, which table it gives and takes, what it takes back.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path

from grader.base.errors import GraderError
from grader.base.tables import Table, read_table
from grader.lms.lists import by_columns
from grader.lms.plain import ids_alone, is_wrapper
from grader.lms.sheets import Graded, Grades, Listed, Sheet, listed
from grader.lms.system import PAGE, Asked, Download, Label, Lms, Parts, split_attempt

__all__ = [
    "PAGE",
    "Asked",
    "Download",
    "Graded",
    "Grades",
    "Label",
    "Listed",
    "Lms",
    "Parts",
    "Sheet",
    "by_hand",
    "class_list",
    "get",
    "is_wrapper",
    "label_of",
    "listed",
    "seen",
    "sheets_of",
    "split_attempt",
    "systems",
]


@cache
def systems() -> tuple[Lms, ...]:
    """All systems by their names; those where people name the folders last, as they fit anything.

    Examples
    --------
    >>> [system.name for system in systems()]
    ['blackboard', 'brightspace', 'canvas', 'github', 'google', 'gradescope', 'ilias', 'moodle', \
'olat', 'sakai', 'teams', 'plain']
    """
    files = [import_module(f"{__name__}.{file.name}") for file in pkgutil.iter_modules(__path__)]
    found: list[Lms] = [file.LMS for file in files if hasattr(file, "LMS")]
    return tuple(sorted(found, key=lambda system: (system.by_hand, system.name)))


def by_hand() -> Lms:
    """The way in which people name folders, for what no system named."""
    return systems()[-1]


def get(name: str) -> Lms:
    """Return a system; of a name that is none's (any more), the way of people."""
    return next((system for system in systems() if system.name == name), by_hand())


def sheets_of(table: Table) -> list[tuple[Lms, Sheet]]:
    """Return the systems that may have written a table, the surest first."""
    found = [(system, system.table(table)) for system in systems()]
    return [(system, sheet) for system, sheet in found if sheet is not None]


def _is_known(table: Table) -> bool:
    return bool(sheets_of(table))


def class_list(file: Path, what: str, data: bytes | None = None) -> list[Listed]:
    """Return the students of a class list, in whichever form a person or a system wrote it.

    Parameters
    ----------
    what : what a person calls the file.
    data : what is in it, if it was read already.

    Raises
    ------
    GraderError : there is no such file or no column for the student, or a row has no id or one
        that a spreadsheet changed.

    Examples
    --------
    >>> list_ = class_list(Path("r.csv"), "roster", b"Class 4\\nName;Nr\\nAda;007\\n")
    >>> [one.student for one in list_]
    ['007']
    """
    table, sheet = _class_table(file, what, data)
    if sheet.doubtful:
        raise GraderError(
            f"{table.who} does not say it all: {sheet.doubtful}",
            hint="Call the heading of the right one `student`.",
        )
    found = [one for one in listed(sheet, table) if one and not one.ghost]
    nameless = next((one for one in found if not one.student and one.name), None)
    if nameless:
        raise GraderError(f"{table.who}, line {nameless.line}: {nameless.name} has no id")
    return [one for one in found if one.student]


def _class_table(file: Path, what: str, data: bytes | None) -> tuple[Table, Sheet]:
    """Return a class list and how it is read: by its headings, else by its columns."""
    table = read_table(file, what, _is_known, data)
    if forms := sheets_of(table):
        return table, forms[0][1]
    alone = ids_alone(table)
    if forms := sheets_of(alone):
        return alone, forms[0][1]
    if sheet := by_columns(table):
        return table, sheet
    got = ", ".join(table.header)[:80]
    raise GraderError(
        f"{table.who} must have a column `student`, got {got!r}",
        hint="The first line names the columns: student, name, lms_id, email, group. The "
        "gradebook or class list of an LMS is understood, too.",
    )


def seen(file: Path, what: str) -> str:
    """Return in a line how a class list was read, if that was by what is in its columns; or "".

    Raises
    ------
    GraderError : it is no class list.
    """
    return _class_table(file, what, None)[1].seen(None)


def label_of(name: str, layout: str, number: int) -> Label:
    """Return what a system wrote on a file that was collected; an empty label if none did.

    Parameters
    ----------
    name : the path in the archive.
    layout : the system, by its name; "" in receipts that do not tell it.
    number : the system's number of the upload.
    """
    parts = tuple(name.split("/"))
    asked = [system for system in systems() if layout in ("", system.name) and not system.by_hand]
    for at in range(len(parts)):
        download = Download([parts[at:]], _Kept(name, number), outer=parts[:at],
                            sure=bool(layout))  # fmt: skip
        found = [(system, system.read(download)[0]) for system in asked]
        labels = [replace(label, layout=system.name) for system, label in found
                  if isinstance(label, Label) and label.number == number]  # fmt: skip
        if labels:
            return min(labels, key=lambda label: label.ends)
    return Label(who="", file=parts, layout=by_hand().name)


@dataclass(frozen=True)
class _Kept:
    """What a receipt knows in place of the roster: which number was that of the upload."""

    name: str
    upload: int

    def is_student(self, folder: str) -> bool:
        """Nobody is known here."""
        return False

    def is_team(self, name: str) -> bool:
        """No group is known here."""
        return False

    def is_number(self, number: str) -> bool:
        """Whether the number stands before that of the upload."""
        return f"_{number}_{self.upload}_" in self.name

    def file_of(self, name: str) -> str:
        """Nobody is known here."""
        return ""
