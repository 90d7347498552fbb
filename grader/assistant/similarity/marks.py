"""Which lines of two students' cells are shared, and whether few or many others have them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from grader.assistant.similarity.bounded import BoundedReader
from grader.assistant.similarity.cells import Place, Work
from grader.assistant.similarity.given import Reader

Mark = Literal["rare", "common", ""]
_FEW = 0.05  # of the class
_LONGEST = 400  # lines of one answer on the page


@dataclass(frozen=True)
class Line:
    """A line of a cell: ``rare`` if both and few others have it, ``common`` if many have."""

    text: str
    mark: Mark


def marked(
    reader: Reader | BoundedReader,
    work: Work,
    other: Work,
    place: Place,
    holders: Mapping[int, int],
    works: int,
) -> list[Line]:
    """Return a student's lines in one exercise; those that the other has too are marked.

    Parameters
    ----------
    holders : how many of the ``works`` of the class have each fragment.
    """
    theirs = {
        item.key
        for (notebook, _), cells in other.sources.items()
        if notebook == place[0]
        for cell in cells
        for item in reader.fragments(*cell)
    }
    few = max(2, _FEW * works)
    lines: list[Line] = []
    for source, is_code in work.sources.get(place, []):
        texts = source.splitlines()
        found: list[list[int]] = [[] for _ in texts]
        for item in reader.fragments(source, is_code):
            for number in range(item.first - 1, min(item.last, len(texts))):
                found[number].append(item.key)
        marks = [_mark(keys, theirs, holders, few) for keys in found]
        lines += [Line("", "")] if lines else []
        lines += [Line(text, mark) for text, mark in zip(texts, marks, strict=True)]
    rest = len(lines) - _LONGEST
    return [*lines[:_LONGEST], Line(f"… {rest} more lines", "")] if rest > 0 else lines


def _mark(
    keys: Collection[int], theirs: Collection[int], holders: Mapping[int, int], few: float
) -> Mark:
    """Return the mark of a line with these fragments: at least half of them must be shared."""
    shared = [key for key in keys if key in theirs]
    if not shared or 2 * len(shared) < len(keys):
        return ""
    return "rare" if any(holders.get(key, 0) <= few for key in shared) else "common"
