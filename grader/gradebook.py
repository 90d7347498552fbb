"""The only writer of nbgrader's gradebook.

A score has three values.  A number is a score; ``None`` with ``needs_manual_grade`` set is "not
graded yet", and no table may show that as 0.  nbgrader's own column ``score`` does, so nothing
here reads it.

What a person enters in the formgrader (manual scores, extra credit, comments) is never changed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import create_engine, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool

from grader.course import Course
from grader.errors import GraderError, storage_hint
from grader.generate import generate, programs_found

_LOCK_SECONDS = 10

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


def register(course: Course, assignment: str) -> None:
    """Enter the assignment, its notebooks and its cells, as nbgrader's SaveCells does."""
    course.work.mkdir(parents=True, exist_ok=True)
    with _explained(course), tempfile.TemporaryDirectory() as scratch:
        if course.db and not _exists(course):
            with programs_found(), api.Gradebook(course.db_url) as gradebook:
                # generate_assignment refers to a course without a name, and does not make it;
                # SQLite lets that pass.
                gradebook.db.add(api.Course(id=""))
                gradebook.db.commit()
        if _exists(course):
            generate(course, assignment, Path(scratch), database=True)
            return
        # A new gradebook appears whole or not at all, however this run ends.
        draft = course.database.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        generate(replace(course, db=f"sqlite:///{draft}"), assignment, Path(scratch), database=True)
        os.replace(draft, course.database)


@contextmanager
def opened(course: Course, assignment: str) -> Iterator[api.Gradebook]:
    """Open the gradebook of a course.

    Raises
    ------
    GraderError : nothing was graded yet, or the database is locked, full, read-only or broken.
    """
    with _explained(course):
        if not _exists(course):
            raise GraderError(
                f"There is no gradebook at {_shown(course)}",
                hint=f"Run `grader autograde {assignment}` first.",
            )
        with api.Gradebook(course.db_url) as gradebook:
            if gradebook.engine.name == "postgresql":  # waits for ever; SQLite waits five seconds
                gradebook.db.execute(text(f"SET lock_timeout = '{_LOCK_SECONDS}s'"))
                gradebook.db.commit()
            yield gradebook


def _exists(course: Course) -> bool:
    """Whether there is a gradebook, that is, a file or tables on the server."""
    if not course.db:
        return course.database.is_file()
    with create_engine(course.db_url, poolclass=NullPool).connect() as connection:
        return inspect(connection).has_table("grade")


@contextmanager
def _explained(course: Course) -> Iterator[None]:
    """Turn an error of the database into one sentence and a hint."""
    try:
        yield
    except DatabaseError as error:
        reason = " ".join(str(error.orig).split())
        message = f"The gradebook {_shown(course)}: {reason}"
        raise GraderError(message, hint=storage_hint(reason)) from error
    except ArgumentError as error:
        raise GraderError(
            "--db must be the address of a database",
            hint="For example postgresql://user@host/gradebook.",
        ) from error
    except ModuleNotFoundError as error:
        raise GraderError(
            f"--db needs the package {error.name}",
            hint="For PostgreSQL install it with: pip install -e .[postgres]",
        ) from error


def _shown(course: Course) -> str:
    """Return where the gradebook is, without a password."""
    return make_url(course.db_url).render_as_string() if course.db else str(course.database)


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
