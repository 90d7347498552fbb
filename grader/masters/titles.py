"""What the exercises and notebooks of an assignment are called: their headings, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.base import notebooks

_HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.M)
# "Second half, the exercise: train it (3 points) · core" is about training it.
_AROUND = re.compile(r"^[^:$]*\bexercise\b[^:$]*: *| *\([\d.]+ points?\b.*$", re.I)
_SOLUTION = "### BEGIN SOLUTION"


def titles(masters: Iterable[Path]) -> dict[str, str]:
    """Return the title of each exercise by its name, and of each notebook by its file's stem.

    A title may hold formulas between dollars. What has no heading is called by its name.
    """
    return {name: title for master in masters for name, title in _titles_of(master)}


def _titles_of(master: Path) -> Iterator[tuple[str, str]]:
    first = heading = ""
    for cell in notebooks.read_cells(master):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for level, words in _HEADING.findall(source.partition(_SOLUTION)[0]):
                first = first or words
                heading = _titled(words) if len(level) > 1 else ""
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution"):
            yield about["grade_id"], heading or about["grade_id"]
    yield master.stem, first or master.stem


def _titled(heading: str) -> str:
    """Return the words of a heading, without the points.

    Examples
    --------
    >>> _titled("Exercise: choose $b$ (3 points) · core")
    'Choose $b$'
    """
    words = _AROUND.sub("", heading)
    return words[:1].upper() + words[1:]
