"""One file that was handed in, and what its path says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from grader.assistant.collect.archive import Entry
from grader.lms.words import is_participant

HIDDEN = "anon_"  # before the number of somebody whom Canvas hides
_LATE = re.compile(r"(?P<name>.+?)(?:[ _-]LATE| ?\((?i:late)\))", re.DOTALL)
_ATTEMPT = re.compile(r"(?P<stem>.+?)(?:-(?P<n>\d{1,3})| ?\((?P<m>\d{1,3})\))", re.DOTALL)


@dataclass(frozen=True)
class HandedIn:
    """One file and whose it is, as its path says.

    ``who`` is the name in the path, ``lms_id`` the LMS's number for it ("" in plain folders);
    ``file`` is the path of the file in what this student handed in; ``number`` is Canvas's number
    of the upload, which grows with time.
    """

    entry: Entry
    layout: str
    who: str
    file: tuple[str, ...]
    lms_id: str = ""
    number: int = 0
    late: bool | None = None
    attempt: int = 0

    @property
    def base(self) -> str:
        """The file's own name without the number of the attempt, for telling new from old."""
        return split_attempt(self.file[-1])[0].casefold()

    @property
    def hidden(self) -> bool:
        """Whether the LMS hides whose it is, as it does with anonymous grading."""
        blind = self.layout == "moodle" and is_participant(self.who)
        return blind or self.lms_id.startswith(HIDDEN)


class Asked(Protocol):
    """What the roster knows, as far as paths must ask it."""

    def is_student(self, folder: str) -> bool:
        """Whether a folder's name is somebody."""

    def is_number(self, number: str) -> bool:
        """Whether somebody has this number in the LMS."""

    def file_of(self, name: str) -> str:
        """Whose id a loose file's name begins with, or ""."""


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
    """Return a name without a mark of lateness; without a mark nothing is known."""
    match = _LATE.fullmatch(name)
    return (match["name"], True) if match else (name, None)
