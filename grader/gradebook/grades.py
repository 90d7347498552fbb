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
           COALESCE(item.extra_credit, 0.0), item.needs_manual_grade,
           COALESCE(grade_cells.max_score, task_cells.max_score, 0.0)
    FROM grade AS item
    LEFT JOIN grade_cells ON item.cell_id = grade_cells.id
    LEFT JOIN task_cells ON item.cell_id = task_cells.id {_OF_A_STUDENT}"""
_COMMENTS = f"""
    SELECT owner.student_id, notebook.name, base_cell.name, item.manual_comment
    FROM comment AS item {_OF_A_STUDENT} AND item.manual_comment IS NOT NULL"""
_STUDENTS = """
    SELECT owner.student_id FROM submitted_assignment AS owner
    JOIN assignment ON owner.assignment_id = assignment.id WHERE assignment.name = :assignment"""


@dataclass(frozen=True)
class Grade:
    """One row: a student's grade for one cell, as the gradebook has it.

    ``max_score`` is what the cell is worth to the gradebook.
    """

    student: str
    notebook: str
    cell: str
    auto_score: float | None
    manual_score: float | None
    extra_credit: float
    needs_manual: bool
    max_score: float = 0.0

    @property
    def is_by_person(self) -> bool:
        """Whether a person gave points, or some on top."""
        return self.manual_score is not None or bool(self.extra_credit)

    @property
    def wants_second_look(self) -> bool:
        """Whether a person's points are there, but were given to another text."""
        return self.needs_manual and self.is_by_person and self.base is not None

    @property
    def base(self) -> float | None:
        """The manual score if there is one, else the automatic one, else None: not graded."""
        return self.auto_score if self.manual_score is None else self.manual_score

    @property
    def score(self) -> float | None:
        """The same with the extra credit."""
        return None if self.base is None else self.base + self.extra_credit


def read(gradebook: Connection, assignment: str, student: str = "") -> list[Grade]:
    """Return the grades of an assignment, ordered by student, notebook and cell.

    Parameters
    ----------
    student : only this one's; "" for everybody's.
    """
    # Ordered here: the rules of databases differ. So do their truth values.
    query = f"{_GRADES} AND owner.student_id = :student" if student else _GRADES
    found = _asked(gradebook, query, assignment, student)
    rows = [Grade(*[*scores, bool(needed), most]) for *scores, needed, most in found]
    return sorted(rows, key=lambda row: (row.student, row.notebook, row.cell))


def manual_comments(gradebook: Connection, assignment: str) -> dict[Place, str]:
    """Return what people wrote in the formgrader, by student, notebook and cell."""
    return {tuple(row[:3]): row[3] for row in _asked(gradebook, _COMMENTS, assignment)}


def graded_students(gradebook: Connection, assignment: str) -> set[str]:
    """Return whose submissions have rows in the gradebook."""
    return {row[0] for row in _asked(gradebook, _STUDENTS, assignment)}


def _asked(gradebook: Connection, query: str, assignment: str, student: str = "") -> Sequence[Any]:
    names = {"assignment": assignment, **({"student": student} if student else {})}
    return gradebook.execute(text(query), names).all()
