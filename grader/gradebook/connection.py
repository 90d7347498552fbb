"""Where the gradebook is: made, opened, and its errors in one sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nbgrader import api
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool

from grader.course import Course
from grader.errors import GraderError, storage_hint
from grader.files import drafted
from grader.masters.generate import generate, programs_found

_LOCK_SECONDS = 10


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
        with drafted(course.database) as draft:
            new = replace(course, db=f"sqlite:///{draft}")
            generate(new, assignment, Path(scratch), database=True)


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
