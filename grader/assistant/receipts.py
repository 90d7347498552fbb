"""What was collected from a student: every version, and which files are graded.

The versions lie in ``grader/work/collected/<student>/<assignment>/<number>-<digest>/`` and
``receipts.json`` beside them says where each file came from and whether it was marked late.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from grader import lms
from grader.base.course import Course
from grader.base.files import write_whole

TIMESTAMP = "timestamp.txt"
BY_HAND = "found in its place"  # the source of what a person put into the graded folder
_DAY = timedelta(days=1)
_LONGEST_TIME = 100  # characters; what reads times takes minutes for a long text


@dataclass(frozen=True)
class File:
    """A file of a version: ``path`` in the version's folder, ``name`` in the archive.

    ``key`` is equal for the old and the new state of one piece of work. ``number`` is the LMS's
    number of the upload, ``attempt`` the 2 of ``name-2.ipynb``, and ``modified`` what the archive
    says; these three say which state is newer. ``late`` is None where the archive says nothing, and
    ``layout`` is the system that named the file, "" in receipts from before it was kept.
    ``answered`` is False for an untouched notebook, and None where nobody had to know.
    """

    path: str
    key: str
    sha256: str
    name: str = ""
    number: int = 0
    attempt: int = 0
    modified: str = ""
    late: bool | None = None
    layout: str = ""
    answered: bool | None = None

    @property
    def label(self) -> lms.Label:
        """What the system wrote on it; a file that a person named has an empty label."""
        return lms.label_of(self.name, self.layout, self.number)

    @property
    def age(self) -> tuple[int, str, int]:
        """What orders the states of one piece of work in one archive, the oldest first."""
        return self.number, self.modified, self.attempt

    def is_older_than(self, earlier: File) -> bool:
        """Whether this file, which was collected later, is nevertheless the older state.

        Only what both say counts: Canvas's number before the time.
        """
        if self.number and earlier.number and self.number != earlier.number:
            return self.number < earlier.number
        return bool(self.modified and earlier.modified) and self.modified < earlier.modified


@dataclass(frozen=True)
class Version:
    """What was handed in at one time; ``source`` is the archive."""

    folder: str
    source: str
    files: tuple[File, ...]


@dataclass(frozen=True)
class Choice:
    """Which file a person chose for a notebook, and the digests of all that there were."""

    sha256: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
    """All versions of one student's work, the oldest first, and the files that are graded.

    ``late`` is the LMS's mark, None if it made none; ``modified`` is the newest time that an
    archive gives for a graded file, without a zone; ``placed`` stands for the graded folder.
    ``choices`` are by the key of a piece of work, and so are ``undecided``: the files between which
    somebody must choose.
    """

    versions: tuple[Version, ...] = ()
    graded: tuple[str, ...] = ()
    late: bool | None = None
    modified: str = ""
    placed: str = ""
    choices: Mapping[str, Choice] = field(default_factory=dict)
    undecided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def files(self) -> list[tuple[Version, File]]:
        """All files of all versions, each with its version."""
        return [(version, file) for version in self.versions for file in version.files]


def collected(course: Course, assignment: str, student: str) -> Path:
    """The folder with all versions of one student's work."""
    return course.work / "collected" / student / assignment


def graded_files(receipt: Receipt) -> list[File]:
    """Return the files that are graded, as the archives had them."""
    chosen = set(receipt.graded)
    return [file for version, file in receipt.files if f"{version.folder}/{file.path}" in chosen]


def timestamp(course: Course, assignment: str, student: str) -> datetime | None:
    """Return the time in ``timestamp.txt`` of the graded folder, in UTC and without a zone.

    A student can have written it. None if it is missing, says nothing, or says what no other zone
    has a date for.
    """
    try:
        path = course.submitted(assignment, student) / TIMESTAMP
        with path.open(encoding="utf-8") as file:
            from nbgrader.utils import parse_utc  # here, since most have no such file

            found = parse_utc(file.read(_LONGEST_TIME).strip())
    except (OSError, ValueError, OverflowError):
        return None
    if not isinstance(found, datetime):
        return None
    return found if datetime.min + _DAY < found < datetime.max - _DAY else None


def load(course: Course, assignment: str, student: str) -> Receipt:
    """Return the receipt; an empty one if nothing was collected or the file is damaged."""
    try:
        path = collected(course, assignment, student) / "receipts.json"
        plain = json.loads(path.read_text(encoding="utf-8"))
        versions = tuple(
            Version(item["folder"], item["source"], tuple(File(**file) for file in item["files"]))
            for item in plain.pop("versions")
        )
        receipt = Receipt(**plain)
        return replace(
            receipt,
            versions=versions,
            graded=tuple(receipt.graded),
            choices={key: Choice(one["sha256"], tuple(one["among"]))
                     for key, one in plain.get("choices", {}).items()},
            undecided={key: tuple(paths) for key, paths in receipt.undecided.items()},
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Receipt()


def store(course: Course, assignment: str, student: str, receipt: Receipt) -> None:
    """Write a receipt; it is whole or not there."""
    path = collected(course, assignment, student) / "receipts.json"
    write_whole(path, json.dumps(asdict(receipt), ensure_ascii=False, indent=1))
