"""Reads from a path in an archive who handed in what: Canvas, Moodle and plain folders.

Canvas  ``lovelaceada_LATE_1815_90210_01_activations-2.ipynb``, with anonymous grading
        ``anon_x7Qb2_90210_01_activations.ipynb``, for typed text ``lovelaceada_1815_text.html``
Moodle  ``Ada Lovelace_1815_assignsubmission_file_/01_activations.ipynb``
plain   ``ada/01_activations.ipynb`` or ``ada/week4/01_activations.ipynb``

A zip inside an archive is a folder here, so ``..._work.zip/week4/01_activations.ipynb`` is fine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from grader.collect.archive import Entry

_UPLOAD = r"_(?:(?P<number>\d+)_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"
# Canvas drops what is neither letter nor digit, so that nothing may be left of a name.
_CANVAS = re.compile(rf"(?P<name>[^/]*?)_(?P<late>LATE_)?(?P<user>\d+){_UPLOAD}", re.DOTALL)
_ANONYMOUS = re.compile(
    rf"(?P<late>LATE_)?(?P<name>anon)_(?P<user>[A-Za-z0-9]+){_UPLOAD}", re.DOTALL
)
_HIDDEN = "anon_"
_MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)", re.DOTALL
)
_LATE = re.compile(r"(?P<name>.+?)(?:[ _-]LATE| ?\((?i:late)\))", re.DOTALL)
_ATTEMPT = re.compile(r"(?P<stem>.+?)(?:-(?P<n>\d{1,3})| ?\((?P<m>\d{1,3})\))", re.DOTALL)
_WRAPPERS = {"submissions", "submitted", "submission", "collected", "downloaded"}


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
        blind = self.layout == "moodle" and self.who == "Participant"
        return blind or self.lms_id.startswith(_HIDDEN)


def read_names(
    entries: Sequence[Entry],
    assignment: str,
    others: Collection[str],
    is_student: Callable[[str], bool],
) -> tuple[list[HandedIn], list[tuple[Entry, str]]]:
    """Return whose each file is, and the files that say it in no way, with the reason.

    Parameters
    ----------
    others : the other assignments of the course; folders of their names are left out.
    is_student : whether a folder's name is somebody of the roster.
    """
    found: list[HandedIn] = []
    unclear: list[tuple[Entry, str]] = []
    plain: list[Entry] = []
    common = common_folders([entry.parts for entry in entries])
    for entry in entries:
        known = None if is_student(entry.parts[0]) else _lms(entry, common)
        if known is None:
            plain.append(entry)
        else:
            found.append(known)
    wrapper = _wrapper([entry.parts for entry in plain], assignment)
    for entry in plain:
        at = next((i for i, part in enumerate(entry.parts[:-1]) if is_student(part)), wrapper)
        parts = entry.parts[at:]
        if len(parts) < 2:
            unclear.append((entry, "its name does not say whose it is"))
        elif parts[1] in others:
            unclear.append((entry, f"it belongs to {parts[1]}"))
        else:
            found.append(_plain(entry, parts))
    return [_trimmed(item, assignment) for item in found], unclear


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


def _lms(entry: Entry, common: int) -> HandedIn | None:
    """Return what a path says in the manner of an LMS; folders around the class are passed over.

    Further in, a name that looks like Canvas's is the student's own.
    """
    for at, part in enumerate(entry.parts):
        inside = entry.parts[at + 1 :]
        known = _moodle(entry, part, inside)
        if known is None and at <= common:
            known = _canvas(entry, part, inside)
        if known is not None:
            return known
    return None


def _canvas(entry: Entry, part: str, inside: tuple[str, ...]) -> HandedIn | None:
    anonymous = _ANONYMOUS.fullmatch(part)
    match = anonymous or _CANVAS.fullmatch(part)
    if match is None:
        return None
    file = match["file"] or match["typed"]
    return HandedIn(
        entry,
        "canvas",
        who="" if anonymous else match["name"],
        file=inside or (file,),
        lms_id=(_HIDDEN if anonymous else "") + match["user"],
        number=int(match["number"] or 0),
        late=bool(match["late"]),
        attempt=split_attempt(file)[1],  # of the zip, if it was one
    )


def _moodle(entry: Entry, part: str, inside: tuple[str, ...]) -> HandedIn | None:
    match = _MOODLE.fullmatch(part)
    if match is None or not (inside or match["file"]):
        return None
    name, late = _late(match["name"])
    file = inside or (match["file"],)
    attempt = split_attempt(file[-1])[1]
    return HandedIn(entry, "moodle", name, file, match["user"], late=late, attempt=attempt)


def _plain(entry: Entry, parts: tuple[str, ...]) -> HandedIn:
    """Return what ``<student>/.../name`` says; a zip of the student's name is a folder too."""
    folder = parts[0][:-4] if parts[0].lower().endswith(".zip") else parts[0]
    name, late = _late(folder)
    return HandedIn(entry, "plain", name, parts[1:], late=late, attempt=split_attempt(parts[-1])[1])


def _late(name: str) -> tuple[str, bool | None]:
    """Return a name without a mark of lateness; without a mark nothing is known."""
    match = _LATE.fullmatch(name)
    return (match["name"], True) if match else (name, None)


def common_folders(paths: list[tuple[str, ...]]) -> int:
    """Return how many outer folders all paths share."""
    folders = [parts[:-1] for parts in paths]
    low, high = min(folders, default=()), max(folders, default=())
    pairs = enumerate(zip(low, high, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(low), len(high)))


def _wrapper(paths: list[tuple[str, ...]], assignment: str) -> int:
    """Return how many outer folders hold the whole class: usually none, or the archive's name."""
    depth = 0
    while True:
        deep = [parts for parts in paths if len(parts) > depth + 2]
        if not deep or len({parts[depth] for parts in paths if len(parts) > depth}) != 1:
            return depth
        name = deep[0][depth].lower().removesuffix(".zip")
        inside = {parts[depth + 1] for parts in deep}
        strange = len(inside) < 2 or assignment in inside or len(deep) < len(paths)
        if strange and name not in {*_WRAPPERS, assignment.lower()}:
            return depth
        depth += 1


def _trimmed(item: HandedIn, assignment: str) -> HandedIn:
    """Drop folders and zips around the work that say nothing: ``work.zip/week4/01.ipynb``."""
    file = item.file
    while len(file) > 1 and (file[0] == assignment or file[0].lower().endswith(".zip")):
        file = file[1:]
    return replace(item, file=file)
