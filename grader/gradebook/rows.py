"""The only writer of the rows of nbgrader's gradebook.

What a person enters in the formgrader (manual scores, extra credit, comments) is never changed;
whether it still needs a person is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from grader.gradebook.connection import objects
from grader.gradebook.marks import Mark

if TYPE_CHECKING:
    from nbgrader import api


def save(
    gradebook: api.Gradebook,
    assignment: str,
    student: str,
    marks: Mapping[tuple[str, str], Mark],
    *,
    submitted_at: datetime | None = None,
    changed: Collection[tuple[str, str]] = (),
) -> None:
    """Write all automatic scores of one submission in one transaction.

    Parameters
    ----------
    marks : for each (notebook, cell) its mark. A cell without a mark is not graded.
    changed : the (notebook, cell) whose text is not the one that a person gave points for. These
        points are kept, and wait for a second look.
    """
    api, session = objects(), gradebook.db
    try:
        submission = _submission(session, assignment, student)
        if submitted_at is not None:
            submission.timestamp = submitted_at
        for grade, *place in session.execute(_cells_of(api.Grade, submission)):
            mark = marks.get(tuple(place), Mark(None))
            grade.auto_score = mark.score
            open_ = grade.manual_score is None and mark.score is None
            given = grade.manual_score is not None or bool(grade.extra_credit)
            grade.needs_manual_grade = open_ or (given and tuple(place) in changed)
        for comment, *place in session.execute(_cells_of(api.Comment, submission)):
            comment.auto_comment = marks.get(tuple(place), Mark(None)).comment or None
        session.commit()
    except BaseException:
        session.rollback()
        raise


def settle(
    gradebook: api.Gradebook, assignment: str, student: str, cells: Collection[tuple[str, str]]
) -> None:
    """Say that a person's points for these (notebook, cell) hold for the text that is there now."""
    api, session = objects(), gradebook.db
    for grade, *place in session.execute(
        _cells_of(api.Grade, _submission(session, assignment, student))
    ):
        if tuple(place) in cells:
            grade.needs_manual_grade = False
    session.commit()


def _cells_of(kind: Any, submission: api.SubmittedAssignment) -> Any:
    """Select a submission's grades or comments, each with its notebook's and its cell's name."""
    api = objects()
    return (
        select(kind, api.Notebook.name, api.BaseCell.name)
        .join(api.SubmittedNotebook, kind.notebook_id == api.SubmittedNotebook.id)
        .join(api.Notebook, api.SubmittedNotebook.notebook_id == api.Notebook.id)
        .join(api.BaseCell, kind.cell_id == api.BaseCell.id)
        .where(api.SubmittedNotebook.assignment_id == submission.id)
    )


def _submission(session: Any, assignment: str, student: str) -> api.SubmittedAssignment:
    """Return the submission's row; make it, with a row for each cell, if there is none."""
    api = objects()
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
