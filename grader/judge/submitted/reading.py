"""Reads a submitted file as a notebook, whatever editors, mail and half downloads did to it."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.judge.submitted.conflicts import unmerged
from grader.judge.text import clean, one_line

LARGEST_FILE = 64_000_000  # what JSON makes of it in memory is many times as much
LARGEST_SUBMISSION = 256_000_000
LEFT_OUT = b"\0left out"  # stands for a file that did not fit into the submission
LARGEST_TEXT = 2_000_000
MOST_CELLS = 2000
_LARGEST_PICTURE = 8_000_000  # characters of base64: a photograph of a page of paper
_LARGEST_PICTURES = 24_000_000  # of all pictures of a notebook
_MOST_PICTURES = 40
_SALVAGE_EFFORT = 100_000_000  # characters read in vain; a hostile file must not cost minutes
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*\Z")
_PYTHON = re.compile(
    r'"language_info"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)?"version"\s*:\s*"(3\.\d{1,3})[^"\d]*[".]'
)
_CELL_START = re.compile(r'\{\s*"(?:cell_type|attachments|execution_count|id|metadata)"')


@dataclass
class StudentCell:
    """A cell of a submission: its kind, its text, and the two names it may be known by."""

    kind: str
    source: str
    key: str = ""
    grade_id: str = ""
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass
class Submitted:
    """A submitted file as cells, and what was done to read it; ``reason`` if it was impossible.

    ``copies`` are other files of the submission that are made from the same notebook; ``python`` is
    the version that the notebook names, or "".
    """

    file: str
    cells: list[StudentCell] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    reason: str = ""
    copies: list[Submitted] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)  # their sizes
    python: str = ""

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
    found = Submitted(one_line(file))
    if isinstance(data, str) or _unreadable(data):
        found.reason = data if isinstance(data, str) else _unreadable(data)
        return found
    text, conflicts = unmerged(_text(data, found))
    if conflicts:
        found.repairs.append("conflicts of a merge were resolved to the first version with answers")
    version = _PYTHON.search(text)
    found.python = version[1] if version else ""
    cells = _cells(_json(text, found))
    if cells is None:
        cells = _salvage(text)
        if not cells:
            found.reason = "the file is not a notebook"
            return found
        found.repairs.append(f"the file is damaged; {len(cells)} cells of it could be read")
    left = LARGEST_TEXT
    for cell in (_cell(raw, found) for raw in cells if isinstance(raw, dict)):
        if cell.source or cell.key or cell.grade_id:
            found.cells.append(cell)
            left -= len(cell.source)
        if len(found.cells) > MOST_CELLS or left < 0:  # what comes then may be the answers
            what = f"{MOST_CELLS} cells" if left >= 0 else f"{LARGEST_TEXT:,} characters of cells"
            found.reason = f"the file has more than {what}"
            break
    return found


def _unreadable(data: bytes) -> str:
    """Return why a file is not even tried to be read, or ""."""
    if data == LEFT_OUT:
        limit = f"{LARGEST_SUBMISSION // 1_000_000} MB"
        return f"all files together are larger than {limit}, and this one had no room left"
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "the file is empty"
    large = len(data) > LARGEST_FILE
    return f"the file is larger than {LARGEST_FILE // 1_000_000} MB" if large else ""


def _text(data: bytes, found: Submitted) -> str:
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"),
                       (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if data.startswith(mark):
            found.repairs.append("a byte order mark was removed")
            return data.removeprefix(codecs.BOM_UTF8).decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        found.repairs.append("the file was read as Latin-1")
        return data.decode("latin-1")


def _json(text: str, found: Submitted) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        value = json.loads(text, strict=False)
        found.repairs.append("control characters in the file were accepted")
        return value
    except (ValueError, RecursionError):
        return None


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


def _salvage(text: str) -> list[Any]:
    """Return the complete cells of a JSON text that breaks off or is damaged in between."""
    decoder = json.JSONDecoder(strict=False)
    start = max(text.find('"cells"'), 0)
    cells: list[Any] = []
    end = start
    budget = _SALVAGE_EFFORT
    for match in _CELL_START.finditer(text, start):
        begin = match.start()
        if begin < end:
            continue  # inside the cell before
        if budget < 0 or len(cells) > MOST_CELLS:
            break
        try:
            cell, stop = decoder.raw_decode(text, begin)
        except (ValueError, RecursionError) as error:
            budget -= _read_in_vain(error, len(text)) - begin
            continue
        if isinstance(cell, dict) and "cell_type" in cell:
            cells.append(cell)
            end = stop
        else:  # there may be cells inside
            budget -= stop - begin
    return cells


def _read_in_vain(error: Exception, end: int) -> int:
    """Return how far a failed attempt has read: a string without an end is read to the end."""
    if isinstance(error, json.JSONDecodeError) and not error.msg.startswith("Unterminated"):
        return error.pos
    return end


def _cell(raw: Mapping[str, Any], found: Submitted) -> StudentCell:
    kind = raw.get("cell_type")
    source = _joined(raw.get("source", raw.get("input", "")))
    if kind == "heading":
        kind, source = "markdown", "# " * ("level" in raw) + source  # others are no headings
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        _once(found, "Windows line ends were changed")
    metadata = raw.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = about.get("grade_id") if isinstance(about, dict) else ""
    key = raw.get("id", "")
    return StudentCell(
        kind if kind in ("code", "markdown") else "raw",
        source.encode(errors="replace").decode().replace("\0", ""),
        key if isinstance(key, str) else "",
        grade_id if isinstance(grade_id, str) else "",
        _attachments(raw.get("attachments"), found),
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
