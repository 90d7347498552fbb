"""Takes the cells out of a JSON text that breaks off or is damaged in between.

What could not be read is not forgotten: it may have held an answer.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

SALVAGE_EFFORT = 100_000_000  # characters read in vain; a hostile file must not cost minutes
MOST_CELLS = 2000
_DECODER = json.JSONDecoder(strict=False)
_CELL_START = re.compile(
    r'\{\s*"(?:cell_type|attachments|collapsed|execution_count|id|input|metadata|outputs|source)"'
)
_OPENING = re.compile(r'\s*"(?:cells|worksheets)"\s*:[\s\[{]*')
_STRUCTURE = re.compile(r"[\s,:\[\]{}]+")
_BETWEEN = re.compile(r"[\s,]*")
_SOURCE = re.compile(r'"(?:source|input)"\s*:\s*(\[?)')
_KIND = re.compile(r'"cell_type"\s*:\s*"(\w+)"')
_KEY = re.compile(r'"id"\s*:\s*"([\w-]{1,64})"')
_GRADE_ID = re.compile(r'"grade_id"\s*:\s*"([^"\\]{1,200})"')
_HARMLESS = 30  # characters between two cells: no cell is as short


@dataclass
class Salvaged:
    """The cells that could be read; ``lost`` are the places in their list where some could not."""

    cells: list[Any] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


def salvage(text: str) -> Salvaged:
    """Return the cells of a JSON text that can still be read.

    Examples
    --------
    >>> salvage('{"cells": [{"cell_type": "code", "source": "1"}, {"cell_ty').lost
    [1]
    >>> salvage('{"cells": [{"cell_type": "code", "source": "1"},]').lost
    []
    """
    start = max(text.find('"cells"'), 0)
    found = Salvaged()
    end, broken, budget = start, False, SALVAGE_EFFORT
    for match in _CELL_START.finditer(text, start):
        begin = match.start()
        if begin < end:
            continue  # inside the cell before
        if budget < 0 or len(found.cells) > MOST_CELLS:
            broken = True
            break
        cell, stop, effort = _attempt(text, begin)
        budget -= effort
        broken |= cell is None and not _is_value(text, begin)
        if not _is_cell(cell):
            continue
        if broken or _is_loss(text[end:begin], first=end == start):
            found.lost.append(len(found.cells))
        found.cells.append(cell)
        end, broken = stop, False
    if broken or not text[end:].lstrip(" \t\r\n,").startswith(("]", "}")):
        found.lost.append(len(found.cells))
    return found


def _attempt(text: str, begin: int) -> tuple[Any, int, int]:
    """Return what stands at a brace, where it ends, and how much was read in vain for it."""
    try:
        value, stop = _DECODER.raw_decode(text, begin)
        return value, stop, 0 if _is_cell(value) else stop - begin  # there may be cells inside
    except (ValueError, RecursionError) as error:
        return *_damaged(text, begin), _read_in_vain(error, len(text)) - begin


def _is_value(text: str, begin: int) -> bool:
    """Return whether a brace opens the value of a key, as in a cell's metadata."""
    return text[max(0, begin - 40) : begin].rstrip().endswith(":")


def _damaged(text: str, begin: int) -> tuple[dict[str, Any] | None, int]:
    """Return what is whole of a damaged cell, and where the next one begins."""
    if _is_value(text, begin):
        return None, begin
    starts = (match.start() for match in _CELL_START.finditer(text, begin + 1))
    stop = next((at for at in starts if not _is_value(text, at)), len(text))
    return _by_fields(text[begin:stop]), stop


def _is_cell(value: Any) -> bool:
    return isinstance(value, dict) and "cell_type" in value and bool({"source", "input"} & {*value})


def _is_loss(gap: str, *, first: bool) -> bool:
    """Return whether what stands between two cells was more than a sign too many or too few."""
    gap = gap[match.end() :] if (match := _OPENING.match(gap)) else gap
    is_closed = not first and gap.lstrip().startswith("]")  # another notebook begins
    return not is_closed and len(_STRUCTURE.sub("", gap[:2000])) > _HARMLESS


def _read_in_vain(error: Exception, end: int) -> int:
    """Return how far a failed attempt has read: a string without an end is read to the end."""
    if isinstance(error, json.JSONDecodeError) and not error.msg.startswith("Unterminated"):
        return error.pos
    return end


def _by_fields(text: str) -> dict[str, Any] | None:
    """Return a cell whose outputs or brackets are damaged, if its source is whole."""
    sources = _SOURCE.findall(text)
    kind = _KIND.search(text)
    source = _SOURCE.search(text)
    if len(sources) != 1 or kind is None or source is None:
        return None
    lines = _lines(text, source.end(), is_list=bool(source[1]))
    if lines is None:
        return None
    key, grade_id = _KEY.search(text), _GRADE_ID.search(text)
    metadata = {"nbgrader": {"grade_id": grade_id[1]}} if grade_id else {}
    return {
        "cell_type": kind[1], "id": key[1] if key else "", "metadata": metadata, "source": lines
    }  # fmt: skip


def _lines(text: str, at: int, *, is_list: bool) -> list[str] | None:
    """Return the strings from a place on, up to the end of their list; None if one is damaged."""
    lines: list[str] = []
    while text.startswith('"', begin := _behind(text, at)):
        if lines and begin == at:  # nothing stands between two strings: one has lost its middle
            return None
        try:
            line, end = _DECODER.raw_decode(text, begin)
        except ValueError:
            return None
        if text.startswith(":", _behind(text, end)):  # the next key: the bracket is lost
            return lines or None
        lines.append(line)
        at = end
        if not is_list:
            break
    closing = ("]", "}") if is_list else ("}", '"')
    return lines if lines and text.startswith(closing, _behind(text, at)) else None


def _behind(text: str, at: int) -> int:
    """Return the place behind spaces and commas."""
    match = _BETWEEN.match(text, at)
    return match.end() if match else at
