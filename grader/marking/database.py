"""The connection with which marks are kept: one writer at a time, and every reader at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from grader.base.course import Course
from grader.gradebook.connection import explained
from grader.gradebook.history import TABLES

_PATIENCE = 10  # seconds that a writer waits for another one
_LOCK = 0x6D61726B  # the number that stands for marks among PostgreSQL's advisory locks


class Database:
    """A database with the tables of the history.

    Parameters
    ----------
    url : as SQLAlchemy takes it.
    course : whose gradebook it is; for the message when it cannot be opened.
    """

    def __init__(self, url: str, course: Course) -> None:
        self._course = course
        self._writing = _engine(url)
        self._reading = self._writing.execution_options(reads=True)
        with self.writing() as connection:
            TABLES.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction; there is one at a time, also of several servers."""
        with explained(self._course), self._writing.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection to read from."""
        with explained(self._course), self._reading.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._writing.dispose()


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)  # a server may have been started anew
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    """Take the writer's place at the beginning: two that read first could not both go on."""
    if not connection.get_execution_options().get("reads"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
