"""Where the gradebook is: how it is opened, and its errors in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool

from grader.base.course import Course
from grader.base.errors import GraderError, storage_hint
from grader.base.packages import without_extras

if TYPE_CHECKING:
    from nbgrader import api

_LOCK_SECONDS = 10


def objects() -> Any:
    """Return ``nbgrader.api``; its import takes longer than all that a reading command does."""
    with without_extras():
        from nbgrader import api
    return api


@contextmanager
def opened(course: Course, assignment: str) -> Iterator[api.Gradebook]:
    """Open the gradebook of a course to write into it, as nbgrader has it.

    Raises
    ------
    GraderError : nothing was graded yet, or the database is locked, full, read-only or broken.
    """
    with explained(course):
        _require(course, assignment)
        with objects().Gradebook(course.db_url) as gradebook:
            if gradebook.engine.name == "postgresql":  # waits for ever; SQLite waits five seconds
                gradebook.db.execute(text(f"SET lock_timeout = '{_LOCK_SECONDS}s'"))
                gradebook.db.commit()
            yield gradebook


@contextmanager
def reading(course: Course, assignment: str) -> Iterator[Connection]:
    """Open the gradebook of a course to read its tables.

    Raises
    ------
    GraderError : as for :func:`opened`.
    """
    with explained(course):
        _require(course, assignment)
        with create_engine(course.db_url, poolclass=NullPool).connect() as connection:
            yield connection


def _require(course: Course, assignment: str) -> None:
    if not exists(course):
        empty = not course.db and course.database.is_file()
        raise GraderError(
            f"The gradebook {_shown(course)} is empty"
            if empty
            else f"There is no gradebook at {_shown(course)}",
            hint=f"Run `grader autograde {assignment}` first.",
        )


def exists(course: Course) -> bool:
    """Whether there is a gradebook, that is, tables in the file or on the server.

    Raises
    ------
    GraderError : there is something else in its place, which nobody may write over.
    """
    if not course.db and course.database.is_dir():
        raise GraderError(f"{course.database} must be a file, got a folder", hint="Move it away.")
    if not course.db and not course.database.is_file():
        return False  # connecting would make one
    with create_engine(course.db_url, poolclass=NullPool).connect() as connection:
        tables = inspect(connection).get_table_names()
    if tables and "grade" not in tables and not course.db:
        raise GraderError(
            f"{course.database} is a database of another program, with the table {tables[0]!r}",
            hint="Move it away.",
        )
    return "grade" in tables


@contextmanager
def explained(course: Course) -> Iterator[None]:
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
