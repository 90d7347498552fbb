"""What a written question refers to: its own section, and those that it names by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.assistant.feedback.figures import Budget, figures_in
from grader.base import notebooks
from grader.base.errors import GraderError

_NAMED = re.compile(r"\bsections? (\d+)(?:(?:,| and| to| or) (\d+))*", re.IGNORECASE)
_NUMBERED = re.compile(r"^## (\d+)\b", re.MULTILINE)
_LONGEST = 4_000  # characters of what a cell has printed
_MOST = 40  # cells


@dataclass(frozen=True)
class Piece:
    """A cell as it is shown: Markdown, or code with what it printed; and its figures."""

    text: str
    is_code: bool = False
    printed: str = ""
    figures: tuple[str, ...] = ()


def refers_to(notebook: Path, exercise: str, question: str) -> list[Piece]:
    """Return the cells that a question is about: those before it, and the sections it names.

    Code is shown where it is the student's, or where it printed or drew something.
    """
    try:
        cells = notebooks.read(notebook).cells
    except (OSError, GraderError):
        return []
    at = next((i for i, cell in enumerate(cells) if _name(cell) == exercise), len(cells))
    numbers = [number for found in _NAMED.finditer(question) for number in found.groups() if number]
    chosen = [i for number in numbers for i in _section(cells, number)]
    start = next((i for i in range(at - 1, -1, -1) if _NUMBERED.match(cells[i].source)), 0)
    chosen += [i for i in range(start, at) if i not in chosen]
    budget = Budget()
    pieces = (_piece(cells[i], budget) for i in sorted(set(chosen)) if i != at)
    return [piece for piece in pieces if piece][:_MOST]


def _name(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _section(cells: Sequence[Any], number: str) -> Iterator[int]:
    inside = False
    for i, cell in enumerate(cells):
        found = _NUMBERED.search(cell.source) if cell.cell_type == "markdown" else None
        inside = found[1] == number if found else inside
        if inside:
            yield i


def _piece(cell: Any, budget: Budget) -> Piece | None:
    about = cell.metadata.get("nbgrader", {})
    figures = tuple(figures_in(cell, budget))
    if cell.cell_type != "code":
        return Piece(cell.source, figures=figures)
    if about.get("grade") and not about.get("solution"):
        return None  # a test
    printed = "".join(_printed(cell))[:_LONGEST]
    if not (about.get("solution") or printed or figures):
        return None
    return Piece(cell.source, True, printed, figures)


def _printed(cell: Any) -> Iterator[str]:
    for output in cell.get("outputs", []):
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        yield text if isinstance(text, str) else "".join(map(str, text))
