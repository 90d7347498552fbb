"""The lines of the history as they are read: the last one of each answer, and all of one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from grader.gradebook.history import EVENTS, SCHEMES, State, state_of
from grader.masters.scheme import Scheme, from_plain

Key = tuple[str, str, int]
"""Exercise, student, and the round: 1, or 2 for a second marker."""
_AGAIN = 200  # lines before the last known one that are read again: PostgreSQL may show them late


@dataclass(frozen=True)
class Line:
    """One line: what an answer's mark was from then on; number 0 stands for none yet."""

    seq: int = 0
    state: State = field(default_factory=State)
    step: str = ""
    kind: str = ""
    marker: str = ""
    at: float = 0.0
    seconds: float = 0.0
    version: int = 0
    undoes: str = ""


def line_of(row: Any) -> Line:
    """Return the line in a row of the table."""
    return Line(row.seq, state_of(row.state), row.step, row.kind, row.marker, row.at, row.seconds,
                row.version, row.undoes)  # fmt: skip


class Lines:
    """All lines of an assignment, read as they come."""

    def __init__(self, assignment: str) -> None:
        self._assignment = assignment
        self._last = 0
        self.of: dict[Key, dict[int, Line]] = {}
        self.schemes: dict[str, list[tuple[Scheme, str]]] = {}

    def read(self, connection: Connection) -> None:
        """Read what was added since the last time."""
        asked = select(EVENTS).where(EVENTS.c.assignment == self._assignment,
                                     EVENTS.c.id > self._last - _AGAIN)  # fmt: skip
        for row in connection.execute(asked.order_by(EVENTS.c.id)):
            self._last = max(self._last, row.id)
            lines = self.of.setdefault((row.exercise, row.student, row.round), {})
            if row.seq not in lines:
                lines[row.seq] = line_of(row)
        self._read_schemes(connection)

    def _read_schemes(self, connection: Connection) -> None:
        known = sum(map(len, self.schemes.values()))
        asked = select(SCHEMES).where(SCHEMES.c.assignment == self._assignment)
        rows: Sequence[Any] = connection.execute(
            asked.order_by(SCHEMES.c.exercise, SCHEMES.c.version)
        ).all()
        if len(rows) != known:
            self.schemes = {}
            for row in rows:
                scheme = from_plain(json.loads(row.scheme))
                self.schemes.setdefault(row.exercise, []).append((scheme, row.step))

    def last(self, key: Key) -> Line:
        """Return the last line of an answer."""
        lines = self.of.get(key)
        return lines[max(lines)] if lines else Line()

    def before(self, key: Key, seq: int) -> Line:
        """Return the line before one."""
        return self.of.get(key, {}).get(seq - 1, Line())
