"""The rows of nbgrader's gradebook: its only writer, and what reads grades and comments.

A score has three values.  A number is a score; ``None`` with ``needs_manual_grade`` set is "not
graded yet", and no table may show that as 0.  nbgrader's own column ``score`` does, so nothing
here reads it.

What a person enters in the formgrader (manual scores, extra credit, comments) is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader import api
from sqlalchemy import func, select

Place = tuple[str, str, str]
"""A student, a notebook and the grade_id of a cell."""


@dataclass(frozen=True)
class Mark:
    """What the grader found for one cell; ``score`` is None when it could not or must not score."""

    score: float | None
    comment: str = ""


@dataclass(frozen=True)
class Grade:
    """One row: a student's grade for one cell, as the gradebook has it."""

    student: str
    notebook: str
    cell: str
    max_score: float
    auto_score: float | None
    manual_score: float | None
    extra_credit: float
    needs_manual: bool

    @property
    def score(self) -> float | None:
        """The manual score if there is one, else the automatic one, else None: not graded."""
        base = self.auto_score if self.manual_score is None else self.manual_score
        return None if base is None else base + self.extra_credit


def save(
    gradebook: api.Gradebook,
    assignment: str,
    student: str,
    marks: Mapping[tuple[str, str], Mark],
    *,
    submitted_at: datetime | None = None,
    changed: bool = True,
) -> None:
    """Write all automatic scores of one submission in one transaction.

    Parameters
    ----------
    marks : for each (notebook, cell) its mark. A cell without a mark is not graded.
    changed : the student handed in something new, so manual grades want a second look. They are
        kept either way.
    """
    session = gradebook.db
    try:
        submission = _submission(session, assignment, student)
        if submitted_at is not None:
            submission.timestamp = submitted_at
        for grade, *place in session.execute(_cells_of(api.Grade, submission)):
            mark = marks.get(tuple(place), Mark(None))
            grade.auto_score = mark.score
            if grade.manual_score is None:
                grade.needs_manual_grade = mark.score is None
            elif changed:
                grade.needs_manual_grade = True
        for comment, *place in session.execute(_cells_of(api.Comment, submission)):
            comment.auto_comment = marks.get(tuple(place), Mark(None)).comment or None
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _cells_of(kind: Any, submission: api.SubmittedAssignment) -> Any:
    """Select a submission's grades or comments, each with its notebook's and its cell's name."""
    return (
        select(kind, api.Notebook.name, api.BaseCell.name)
        .join(api.SubmittedNotebook, kind.notebook_id == api.SubmittedNotebook.id)
        .join(api.Notebook, api.SubmittedNotebook.notebook_id == api.Notebook.id)
        .join(api.BaseCell, kind.cell_id == api.BaseCell.id)
        .where(api.SubmittedNotebook.assignment_id == submission.id)
    )


def _submission(session: Any, assignment: str, student: str) -> api.SubmittedAssignment:
    """Return the submission's row; make it, with a row for each cell, if there is none."""
    found = session.scalars(
        select(api.SubmittedAssignment)
        .join(api.Assignment)
        .where(api.Assignment.name == assignment, api.SubmittedAssignment.student_id == student)
    ).first()
    if found is not None:
        return found
    if session.get(api.Student, student) is None:
        session.add(api.Student(id=student))
    master = session.scalars(select(api.Assignment).where(api.Assignment.name == assignment)).one()
    submission = api.SubmittedAssignment(assignment_id=master.id, student_id=student)
    session.add(submission)
    session.flush()
    copies = {
        notebook.id: api.SubmittedNotebook(notebook_id=notebook.id, assignment_id=submission.id)
        for notebook in master.notebooks
    }
    session.add_all(copies.values())
    session.flush()
    for row, cells in (
        (api.Grade, (api.GradeCell, api.TaskCell)),
        (api.Comment, (api.SolutionCell, api.TaskCell)),
    ):
        for cell in cells:
            places = select(cell.id, cell.notebook_id).where(cell.notebook_id.in_(copies))
            for cell_id, notebook_id in session.execute(places):
                session.add(row(cell_id=cell_id, notebook_id=copies[notebook_id].id))
    session.flush()
    return submission


def read(gradebook: api.Gradebook, assignment: str) -> list[Grade]:
    """Return every grade of an assignment, ordered by student, notebook and cell."""
    owner = api.SubmittedAssignment
    query = (
        select(
            owner.student_id,
            api.Notebook.name,
            api.BaseCell.name,
            api.Grade.max_score,
            api.Grade.auto_score,
            api.Grade.manual_score,
            func.coalesce(api.Grade.extra_credit, 0.0),
            api.Grade.needs_manual_grade,
        )
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.Notebook, api.SubmittedNotebook.notebook_id == api.Notebook.id)
        .join(owner, api.SubmittedNotebook.assignment_id == owner.id)
        .join(api.Assignment, owner.assignment_id == api.Assignment.id)
        .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
        .where(api.Assignment.name == assignment)
    )
    # Ordered here: the rules of databases differ.
    rows = [Grade(*row) for row in gradebook.db.execute(query)]
    return sorted(rows, key=lambda row: (row.student, row.notebook, row.cell))


def manual_comments(gradebook: api.Gradebook, assignment: str) -> dict[Place, str]:
    """Return what people wrote in the formgrader, by student, notebook and cell."""
    owner = api.SubmittedAssignment
    query = (
        select(owner.student_id, api.Notebook.name, api.BaseCell.name, api.Comment.manual_comment)
        .join(api.SubmittedNotebook, api.Comment.notebook_id == api.SubmittedNotebook.id)
        .join(api.Notebook, api.SubmittedNotebook.notebook_id == api.Notebook.id)
        .join(owner, api.SubmittedNotebook.assignment_id == owner.id)
        .join(api.Assignment, owner.assignment_id == api.Assignment.id)
        .join(api.BaseCell, api.Comment.cell_id == api.BaseCell.id)
        .where(api.Assignment.name == assignment, api.Comment.manual_comment.is_not(None))
    )
    return {(row[0], row[1], row[2]): row[3] for row in gradebook.db.execute(query)}


def graded_students(gradebook: api.Gradebook, assignment: str) -> set[str]:
    """Return whose submissions have rows in the gradebook."""
    query = select(api.SubmittedAssignment.student_id).join(api.Assignment)
    return set(gradebook.db.scalars(query.where(api.Assignment.name == assignment)))
