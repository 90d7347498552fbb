"""What stands for everything of the masters on which the points of an exercise depend.

Kept with each grading, it tells later whether the masters are still those that it was graded with.
The text of a notebook, comments and layout alter no points, and are not in it.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.judge.assignment import Assignment, Master, MasterCell, compile_assignment
from grader.judge.source import code

_RUN = ("locked", "plain", "answer")


@dataclass(frozen=True)
class Basis:
    """Of one exercise: its points, its test, and what is run around the test.

    Examples
    --------
    >>> Basis(2.0, "t", "c").change_to(Basis(4.0, "t", "c"))
    '2 points then, 4 today'
    >>> Basis(2.0, "t", "c").change_to(Basis(2.0, "t", "c"))
    ''
    """

    points: float
    test: str
    around: str

    def change_to(self, today: Basis) -> str:
        """Return in words what is another today, "" if nothing is that alters points."""
        if self.points != today.points:
            return f"{self.points:g} points then, {today.points:g} today"
        if self.test != today.test:
            return "its test changed"
        return "the code that its test uses changed" if self.around != today.around else ""


def bases(week: Path) -> dict[str, Basis]:
    """Return the basis of each exercise of a week, by the name of the cell with the points."""
    assignment = compile_assignment(week)
    return {
        cell.grade_id: _basis(cell, around)
        for master in assignment.masters
        for around in (_around(assignment, master),)
        for cell in master.exercise_cells
    }


def _basis(cell: MasterCell, around: str) -> Basis:
    """Return the basis of a cell; what a person marks depends on its points alone."""
    if cell.role == "manual":
        return Basis(cell.points, "", "")
    return Basis(cell.points, _digest([_meaning(cell.source)]), around)


def _around(assignment: Assignment, master: Master) -> str:
    cells = (_meaning(cell.source) for cell in master.cells if cell.role in _RUN)
    beside = sorted({**assignment.files, **assignment.exercises}.items())
    return _digest([*cells, repr(master.limits), repr(beside)])


def _meaning(source: str) -> str:
    """Return a cell's code without comments and layout; as it is if it is no Python."""
    tree = code.parse(source)
    return source if tree is None else ast.dump(tree)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(repr([*parts]).encode(errors="surrogatepass")).hexdigest()[:16]
