"""The core of a notebook: which of its parts belong to it, and how long a student needs for it.

``python tests/weeks/week4/core_path.py`` prints the minutes of every notebook of the week.

A heading that ends in "(extension)", "· extension" or "(for later)" opens an extension: with two
marks it lasts to the next heading of two, with three to the next heading. The self-test, the list
of references and what stands under "Where you stand" are on no path and are not counted.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # as pytest does it in conftest.py

from masters import ROOT, Master

NOTEBOOKS = sorted((ROOT / "solutions" / "week4").glob("*.ipynb"))
WORDS_A_MINUTE = 180
MINUTES_OF_FIGURE, MINUTES_OF_TABLE = 2, 1
WORDS_OF_FORMULA = 12
_SPARE_MINUTES = 5
ROW = re.compile(r"^\| `(\w+)` \| (core|extension) \| (\d+) \| (\d+) \|", re.M)
_LEFT_OUT = re.compile(r"Test yourself|References|Where you stand")
_EXTENSION = re.compile(r"(?:\(extension\)|\(for later\)|· extension)$")
_FIGURE = re.compile(r"^\s*(?:figure|display\(|plots\.(?!mean_)\w+\(|widgets\.|draw_)", re.M)
_HEADING = re.compile(r"(#{2,3}) (.*)")


@dataclass(frozen=True)
class Part:
    """A text below one heading, or a code cell, and the path that it belongs to."""

    cell: Any
    text: str
    path: str  # "core", "extension", or "" for what is on no path


def _of_heading(line: str) -> str:
    if _LEFT_OUT.match(line):
        return ""
    return "extension" if _EXTENSION.search(line) else "core"


def parts(master: Master) -> Iterator[Part]:
    """Yield the parts of a notebook in their order."""
    section = path = "core"
    for cell in master.cells:
        if cell.cell_type == "code":
            yield Part(cell, cell.source, path)
            continue
        text = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "", cell.source, flags=re.S)
        for below in filter(None, re.split(r"^(?=#{2,3} )", text, flags=re.M)):
            heading = _HEADING.match(below)
            if heading and heading[1] == "##":
                section = path = _of_heading(heading[2])
            elif heading:
                path = section if section == "extension" else _of_heading(heading[2])
            yield Part(cell, below, path)


def words(text: str) -> int:
    """Return how many words are read; a displayed formula counts as some, a small one as one."""
    text = re.sub(r"```.*?```", "", text, flags=re.S)
    text = re.sub(r"\$\$.*?\$\$", " formula" * WORDS_OF_FORMULA, text, flags=re.S)
    text = re.sub(r"\$[^$]+\$", " formula ", text)
    return len(re.findall(r"\w+(?:['’.,:/-]\w+)*", text))


def draws(cell: Any) -> bool:
    """Return whether a code cell shows a figure or a plot to play with."""
    return "demo" in cell.metadata.get("tags", []) and bool(_FIGURE.search(cell.source))


def minutes(master: Master, path: str = "core") -> float:
    """Return reading, looking and the exercises' own minutes of a path."""
    rows = ROW.findall(master.cells[0].source)
    total = float(sum(int(m) for _, kind, _, m in rows if kind == path))
    for part in parts(master):
        if part.path != path:
            continue
        if part.cell.cell_type == "markdown":
            total += words(part.text) / WORDS_A_MINUTE
        elif "demo" in part.cell.metadata.get("tags", []):
            printed = "print(" in part.text or "compare(" in part.text
            total += MINUTES_OF_FIGURE if draws(part.cell) else MINUTES_OF_TABLE * printed
    return total


def claim(claimed: int, needed: float, path: str) -> str:
    """Return what is wrong with the minutes that a notebook claims for a path, "" if nothing is.

    Examples
    --------
    >>> claim(100, 100.4, "extensions")
    'the top claims 100 minutes for extensions; reading and exercises take 100.4: write 101 to 105'
    >>> claim(105, 100.4, "extensions"), claim(0, 0.0, "core")
    ('', '')
    """
    least, most = math.ceil(needed), math.ceil(needed) + _SPARE_MINUTES - 1
    if least <= claimed <= most:
        return ""
    return (
        f"the top claims {claimed} minutes for {path}; reading and exercises take {needed:.1f}: "
        f"write {least} to {most}"
    )


if __name__ == "__main__":
    for name in NOTEBOOKS:
        opened = Master(name)
        core, extra = (minutes(opened, path) for path in ("core", "extension"))
        print(f"{opened.name:<26} core {core:5.1f}   extensions {extra:5.1f}")
    print(f"core of the week: {sum(minutes(Master(path)) for path in NOTEBOOKS):.0f} minutes")
