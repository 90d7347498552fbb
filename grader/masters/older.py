"""Whether a released notebook is what its master gives today, found without releasing again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.base import notebooks
from grader.masters.leaks import VOLATILE, split_cell

_STUBS = ("YOUR CODE HERE", "*Write your answer here.*")  # as nbgrader_config.py has them
_OF_NBGRADER = frozenset({"nbgrader", "deletable", "editable"})  # a release sets them anew


def is_older(master: Path, released: Path) -> bool:
    """Return whether a student sees anything in a release that the master would not give today."""
    given = [_seen(cell, split_cell(cell)[1]) for cell in notebooks.read_cells(master)]
    there = [_seen(cell, _source(cell).splitlines()) for cell in notebooks.read_cells(released)]
    return given != there


def _seen(cell: Any, shown: list[str]) -> tuple[Any, ...]:
    """Return what a student sees of a cell, but for empty lines and the places for answers."""
    lines = [line.rstrip() for line in shown if line.strip()]
    mark = cell["metadata"].get("nbgrader", {})
    if not any(mark.get(key) for key in ("grade", "solution", "locked")):
        mark = {}  # nbgrader drops it
    kept = {k: v for k, v in cell["metadata"].items() if k not in VOLATILE | _OF_NBGRADER}
    return (
        cell["cell_type"],
        [mark.get(key) for key in ("grade_id", "points", "solution")],
        kept,
        [line for line in lines if not any(stub in line for stub in _STUBS)],
    )


def _source(cell: Any) -> str:
    return "".join(cell["source"])
