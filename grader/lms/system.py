"""What the grader must know of a learning management system: one record, filled in by one file.

Who a file is from is read only from what the system wrote: the outermost part of a path. What
stands further in was named by a student, and says nothing of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from grader.base.tables import Table
from grader.lms.sheets import Grades, Sheet

PAGE = "feedback.html"
Parts = tuple[str, ...]  # of a path
_LATE = re.compile(r"(?P<name>.+?)(?:[ _-]LATE| ?\((?i:late)\))", re.DOTALL)
_ATTEMPT = re.compile(r"(?P<stem>.+?)(?:-(?P<n>\d{1,3})| ?\((?P<m>\d{1,3})\))", re.DOTALL)


class Asked(Protocol):
    """What the roster knows, as far as a name is read with its help."""

    def is_student(self, folder: str) -> bool:
        """Whether a folder's name is somebody."""

    def is_team(self, name: str) -> bool:
        """Whether a group of the roster is called so."""

    def is_number(self, number: str) -> bool:
        """Whether somebody has this number in the LMS."""

    def file_of(self, name: str) -> str:
        """Whose id a loose file's name begins with, or ""."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a system wrote on one file, and the file's path in what this student handed in.

    Parameters
    ----------
    who : the name, or the login, as the system writes it; ``also`` are other readings of it.
    lms_id : the system's number for who handed in, "" if it writes none.
    owner : what is equal for all files of one person, where there is no ``lms_id``.
    number : the system's number of the upload, which grows with time; 0 if it writes none.
    attempt : the 2 of ``name-2.ipynb``.
    late : the system's mark, None if it makes none.
    when : the time of the upload as the system wrote it, in ISO format without a zone.
    hidden : the system does not tell who it is.
    loose : only the name of a file says who it is, which a student may have written.
    page : where the system looks for this student's page in the zip that it takes back.
    ends : how many signs of the outermost part are the system's.
    layout : the system's name.
    """

    who: str
    file: Parts
    also: tuple[str, ...] = ()
    lms_id: str = ""
    owner: str = ""
    number: int = 0
    attempt: int = 0
    late: bool | None = None
    when: str = ""
    hidden: bool = False
    loose: bool = False
    page: str = ""
    ends: int = 0
    layout: str = ""


@dataclass(frozen=True)
class Download:
    """All files of an archive, by their paths; ``others`` are the course's other assignments.

    ``outer`` are the folders around all of them, and ``content`` gives what is in one, for what a
    system wrote itself. ``sure`` if it is known which system wrote the names.
    """

    paths: Sequence[Parts]
    asked: Asked
    assignment: str = ""
    others: Collection[str] = ()
    outer: Parts = ()
    content: Callable[[int], bytes] = lambda at: b""
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class Lms:
    """One system.

    Parameters
    ----------
    name : the word for ``--format``; ``title`` is what people call it.
    read : says of each path of a download who it is from: a label, the reason why nobody can
        know, "" where this system did not write the name, None for what is the teacher's.
    extras : names of files that it adds to a download, and that are nobody's work.
    around : a pattern for the folder that it puts around a download.
    personal : its numbers are a person's everywhere; else they are new in each assignment.
    counts_files : its number of the upload is that of one file, so that the files of one hand-in
        have several, and ``name-1.ipynb`` is a newer state of ``name.ipynb``.
    by_hand : people gave the names and put the files there, so their times are believed.
    table : reads the class list or gradebook that it gives; None for another table.
    grades : the table of grades that it takes; None if it takes none.
    feedback : the menu where it takes a zip of pages; "" if it takes none.
    by_student : the zip has a folder for each student, named by login, address or id, whatever the
        download looks like.
    advice : what to do if its download does not say whose the work is.
    remark : what a person should know who returns pages.
    """

    name: str
    title: str
    read: Callable[[Download], Sequence[Label | str | None]]
    extras: frozenset[str] = frozenset()
    around: str = ""
    personal: bool = True
    counts_files: bool = False
    by_hand: bool = False
    table: Callable[[Table], Sheet | None] = lambda table: None
    grades: Grades | None = None
    feedback: str = ""
    by_student: bool = False
    advice: str = ""
    remark: str = ""


def each(
    read: Callable[[Parts, Asked], Label | str | None],
) -> Callable[[Download], Sequence[Label | str | None]]:
    """Return a reader for a system in which each path says all by itself."""
    return lambda download: [read(parts, download.asked) for parts in download.paths]


def told(name: str, asked: Asked) -> tuple[str, bool]:
    """Return who is meant by ``King_Ada_aking``, and whether the roster knows that.

    It is the login behind the last ``_``, or one with a ``_`` in it, if that is one person; else
    the name before it; else the login all the same.
    """
    words = name.split("_")
    logins = {"_".join(words[at:]) for at in range(1, len(words))}
    known = sorted(filter(asked.is_student, logins))
    if len(known) == 1:
        return known[0], True
    names = {" ".join(words[:at]) for at in range(2, len(words) + 1)}
    people = sorted(filter(asked.is_student, names)) if not known else []
    return (people[0], True) if len(people) == 1 else (words[-1] if not known else name, False)


def split_attempt(name: str) -> tuple[str, int]:
    """Return a file's name without the number of the attempt, and that number.

    Examples
    --------
    >>> split_attempt("01_activations-2.ipynb"), split_attempt("nn (1).ipynb")
    (('01_activations.ipynb', 2), ('nn.ipynb', 1))
    """
    stem, dot, suffix = name.rpartition(".")
    match = _ATTEMPT.fullmatch(stem) if dot else None
    if match is None:
        return name, 0
    return match["stem"] + dot + suffix, int(match["n"] or match["m"])


def split_late(name: str) -> tuple[str, bool | None]:
    """Return a name without a mark of lateness; without a mark nothing is known.

    Examples
    --------
    >>> split_late("ada_LATE"), split_late("Ada King (late)"), split_late("ada")
    (('ada', True), ('Ada King', True), ('ada', None))
    """
    match = _LATE.fullmatch(name)
    return (match["name"], True) if match else (name, None)
