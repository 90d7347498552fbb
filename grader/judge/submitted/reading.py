"""Reads a submitted file as a notebook, whatever editors, mail and half downloads did to it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from grader.judge.source.code import significant
from grader.judge.source.prose import code_in, mended
from grader.judge.submitted.conflicts import Side, is_marker, one_source, unmerged
from grader.judge.submitted.encoding import LATIN, decoded, what_it_is
from grader.judge.submitted.salvage import MOST_CELLS, salvage
from grader.judge.text import clean, one_line

LARGEST_FILE = 64_000_000  # what JSON makes of it in memory is many times as much
LARGEST_SUBMISSION = 256_000_000
LEFT_OUT = b"\0left out"  # stands for a file that did not fit into the submission
LARGEST_TEXT = 2_000_000
_LARGEST_PICTURE = 8_000_000  # characters of base64: a photograph of a page of paper
_LARGEST_PICTURES = 24_000_000  # of all pictures of a notebook
_MOST_PICTURES = 40
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*\Z")
_DAMAGE = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]+")  # a hole, bytes that are no text
_PYTHON = re.compile(
    r'"language_info"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)?"version"\s*:\s*"(3\.\d{1,3})[^"\d]*[".]'
)

DEFINED = re.compile(r"\bdef (\w{1,100})")


@dataclass
class StudentCell:
    """A cell of a submission: its kind, its text, and the two names it may be known by.

    ``torn`` says that there are signs of damage in its text.
    """

    kind: str
    source: str
    key: str = ""
    grade_id: str = ""
    attachments: dict[str, Any] = field(default_factory=dict)
    torn: bool = False

    @cached_property
    def code(self) -> str:
        """What of the cell can be run, also if it became a text or went through a text editor."""
        return mended(self.source if self.kind == "code" else code_in(self.source), ())


@dataclass
class Submitted:
    """A submitted file as cells, and what was done to read it; ``reason`` if it was impossible.

    ``copies`` are other files of the submission that are made from the same notebook, and the other
    ``side`` of a conflict; ``rivals`` are those between which a person must choose.  ``python`` is
    the version that the notebook names, or "".  ``lost`` are the places among the cells where some
    could not be read.
    """

    file: str
    cells: list[StudentCell] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    reason: str = ""
    copies: list[Submitted] = field(default_factory=list)
    rivals: list[str] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)  # their sizes
    python: str = ""
    lost: list[int] = field(default_factory=list)
    salvaged: bool = False  # it is no JSON as it stands
    conflicts: int = 0
    side: str = ""
    defines: frozenset[str] = frozenset()  # what its text defines, also outside of cells

    @property
    def damaged(self) -> bool:
        """Whether not all of the file is what was saved."""
        return bool(self.lost) or any(cell.torn for cell in self.cells)

    def has_room_for(self, picture: str) -> bool:
        """Whether one more picture may be kept; it is counted if it may."""
        fits = len(self.pictures) < _MOST_PICTURES
        fits = fits and sum(self.pictures) + len(picture) <= _LARGEST_PICTURES
        self.pictures += [len(picture)] if fits else []
        return fits


def read(file: str, data: bytes | str) -> Submitted:
    """Return the cells of a file.  Never raises: what cannot be read has a ``reason``.

    A text instead of bytes is that reason.
    """
    reason = data if isinstance(data, str) else _unreadable(data)
    if isinstance(data, str) or reason:
        return Submitted(one_line(file), reason=reason)
    text, repairs = decoded(data)
    chosen = _of_all_versions(file, text, repairs)
    chosen.defines = frozenset(DEFINED.findall(text))
    return chosen


def _of_all_versions(file: str, text: str, repairs: list[str]) -> Submitted:
    """Return the cells of a text, of which a merge may have left two versions."""
    best = _version(file, text, repairs, "better")
    if best.conflicts == 0:
        return best
    sides = [_version(file, text, repairs, side) for side in ("ours", "theirs")]
    whole = [v for v in (best, *sides) if v.cells and not v.lost and not v.salvaged]
    chosen = whole[0] if whole else best
    chosen.copies = [side for side in sides if side in whole and side is not chosen]
    if chosen.salvaged and not chosen.lost:  # cells may have run into each other
        chosen.lost = [0]
    return chosen


def _version(file: str, text: str, repairs: list[str], side: Side) -> Submitted:
    """Return the cells of a file with this side of each conflict."""
    found = Submitted(one_line(file), repairs=[*repairs], side="" if side == "better" else side)
    text, found.conflicts = unmerged(text, side)
    version = _PYTHON.search(text)
    found.python = version[1] if version else ""
    cells = _cells(_json(text, found))
    if cells is None:
        saved = salvage(text)
        cells, found.lost, found.salvaged = saved.cells, saved.lost, True
        if not cells:
            found.reason = f"the file is {what_it_is(text)}"
            return found
        found.repairs.append(f"the file is damaged; {len(cells)} cells of it could be read")
    _fill(found, cells, side)
    if found.conflicts:
        found.repairs.append("conflicts of a merge were resolved to the first version with answers")
    return found


def _fill(found: Submitted, cells: list[Any], side: Side) -> None:
    """Put in the cells; a file whose end there is no room for is not graded."""
    left = LARGEST_TEXT
    for raw in cells:
        if not isinstance(raw, dict):  # there may be a cell in it
            found.lost += [len(found.cells)] if raw else []
            continue
        cell = _cell(raw, found, side)
        found.conflicts += is_marker(cell.source)
        if (cell.source or cell.key or cell.grade_id) and not is_marker(cell.source):
            found.cells.append(cell)
            left -= len(cell.source)
        if len(found.cells) > MOST_CELLS or left < 0:  # what comes then may be the answers
            what = f"{MOST_CELLS} cells" if left >= 0 else f"{LARGEST_TEXT:,} characters of cells"
            found.reason = f"the file has more than {what}"
            break


def _unreadable(data: bytes) -> str:
    """Return why a file is not even tried to be read, or ""."""
    if data == LEFT_OUT:
        limit = f"{LARGEST_SUBMISSION // 1_000_000} MB"
        return f"all files together are larger than {limit}, and this one had no room left"
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "the file is empty"
    large = len(data) > LARGEST_FILE
    return f"the file is larger than {LARGEST_FILE // 1_000_000} MB" if large else ""


def _json(text: str, found: Submitted) -> Any:
    try:
        value = json.loads(text)
        if text.count('"source"') > len(_cells(value) or ()):
            value = json.loads(text, object_pairs_hook=one_source)
        return value
    except (ValueError, RecursionError):
        pass
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, len(text) - len(text.lstrip()))
    except (ValueError, RecursionError):
        return None
    if not text[end:].strip("\0\x1a \t\r\n"):
        _once(found, "control characters in the file were accepted")
        return value
    if _cells(value) is None:
        return None
    _once(found, "the file is damaged; something else follows the notebook in it")
    behind = salvage(text[end:]).cells
    if behind:
        found.copies.append(Submitted(found.file, side="behind"))
        _fill(found.copies[-1], behind, "better")
    return value


def _cells(notebook: Any) -> list[Any] | None:
    """Return the list of cells of nbformat 4, or of nbformat 3 and its worksheets."""
    if not isinstance(notebook, dict):
        return None
    if isinstance(notebook.get("cells"), list):
        return list(notebook["cells"])
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _cell(raw: Mapping[str, Any], found: Submitted, side: Side) -> StudentCell:
    kind = raw.get("cell_type")
    text = raw.get("source", raw.get("input"))
    source = _joined(text)
    if kind == "heading":
        kind, source = "markdown", "# " * ("level" in raw) + source  # others are no headings
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        _once(found, "Windows line ends were changed")
    source, conflicts = unmerged(source, side)
    found.conflicts += conflicts
    whole = isinstance(text, str) or (
        isinstance(text, list) and all(isinstance(line, str) for line in text)
    )
    torn = not whole or _DAMAGE.search(source) is not None
    if LATIN in found.repairs:  # or one byte of a file without umlauts was changed
        torn |= kind == "code" and not "".join(significant(source)).isascii()
    metadata = raw.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = about.get("grade_id") if isinstance(about, dict) else ""
    key = raw.get("id") or (metadata.get("id") if isinstance(metadata, dict) else "")
    return StudentCell(
        kind if kind in ("code", "markdown") else "raw",
        _DAMAGE.sub("", source.encode(errors="replace").decode()),
        key if isinstance(key, str) else "",
        grade_id if isinstance(grade_id, str) else "",
        _attachments(raw.get("attachments"), found),
        torn,
    )


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _once(found: Submitted, repair: str) -> None:
    if repair not in found.repairs:
        found.repairs.append(repair)


def _attachments(raw: Any, found: Submitted) -> dict[str, Any]:
    """Return the pictures of a written answer; nothing else may be attached."""
    kept: dict[str, Any] = {}
    for name, bundle in raw.items() if isinstance(raw, dict) else ():
        for kind in ("image/png", "image/jpeg"):
            data = bundle.get(kind) if isinstance(bundle, dict) else None
            # Pages put it into an attribute as it is: a quotation mark would end that.
            if isinstance(data, str) and _BASE64.match(data):
                if len(data) < _LARGEST_PICTURE and found.has_room_for(data):
                    kept[clean(name, limit=200)] = {kind: data}
                else:
                    _once(found, "a picture was left out: they are too large, or too many")
    return kept
