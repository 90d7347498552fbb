"""What is read from nbgrader's gradebook: grades, comments, and who has any.

It asks the tables themselves and not nbgrader's objects, whose import takes longer than everything
else that a command with nothing to grade does. A test compares the two.

A score has three values.  A number is a score; ``None`` with ``needs_manual_grade`` set is "not
graded yet", and no table may show that as 0.  nbgrader's own column ``score`` does, so nothing
here reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

Place = tuple[str, str, str]
"""A student, a notebook and the grade_id of a cell."""

_OF_A_STUDENT = """
    JOIN submitted_notebook AS copy ON item.notebook_id = copy.id
    JOIN notebook ON copy.notebook_id = notebook.id
    JOIN submitted_assignment AS owner ON copy.assignment_id = owner.id
    JOIN assignment ON owner.assignment_id = assignment.id
    JOIN base_cell ON item.cell_id = base_cell.id
    WHERE assignment.name = :assignment"""
_GRADES = f"""
    SELECT owner.student_id, notebook.name, base_cell.name, item.auto_score, item.manual_score,
           COALESCE(item.extra_credit, 0.0), item.needs_manual_grade
    FROM grade AS item {_OF_A_STUDENT}"""
_COMMENTS = f"""
    SELECT owner.student_id, notebook.name, base_cell.name, item.manual_comment
    FROM comment AS item {_OF_A_STUDENT} AND item.manual_comment IS NOT NULL"""
_STUDENTS = """
    SELECT owner.student_id FROM submitted_assignment AS owner
    JOIN assignment ON owner.assignment_id = assignment.id WHERE assignment.name = :assignment"""


@dataclass(frozen=True)
class Grade:
    """One row: a student's grade for one cell, as the gradebook has it."""

    student: str
    notebook: str
    cell: str
    auto_score: float | None
    manual_score: float | None
    extra_credit: float
    needs_manual: bool

    @property
    def score(self) -> float | None:
        """The manual score if there is one, else the automatic one, else None: not graded."""
        base = self.auto_score if self.manual_score is None else self.manual_score
        return None if base is None else base + self.extra_credit


def read(gradebook: Connection, assignment: str) -> list[Grade]:
    """Return every grade of an assignment, ordered by student, notebook and cell."""
    # Ordered here: the rules of databases differ. So do their truth values.
    found = _asked(gradebook, _GRADES, assignment)
    rows = [Grade(*[*scores, bool(needed)]) for *scores, needed in found]
    return sorted(rows, key=lambda row: (row.student, row.notebook, row.cell))


def manual_comments(gradebook: Connection, assignment: str) -> dict[Place, str]:
    """Return what people wrote in the formgrader, by student, notebook and cell."""
    return {tuple(row[:3]): row[3] for row in _asked(gradebook, _COMMENTS, assignment)}


def graded_students(gradebook: Connection, assignment: str) -> set[str]:
    """Return whose submissions have rows in the gradebook."""
    return {row[0] for row in _asked(gradebook, _STUDENTS, assignment)}


def _asked(gradebook: Connection, query: str, assignment: str) -> Sequence[Any]:
    return gradebook.execute(text(query), {"assignment": assignment}).all()
