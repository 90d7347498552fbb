"""Keeps marks: a line in the history and the gradebook's row in one transaction, or neither.

Whoever writes says which line was shown. If the answer has another by now, nothing is written, and
the other mark comes back. A step that was written already is not written twice, so that a page
whose server was killed may send it again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose

from sqlalchemy import Connection, insert, select

from grader.gradebook.by_hand import Given
from grader.gradebook.history import EVENTS, SCHEMES, State
from grader.marking.database import Database
from grader.marking.ledger import Ledger
from grader.marking.lines import Key, Lines
from grader.masters.scheme import Scheme

ELSEWHERE = "formgrader"
_TRIES = 10  # to read lines and gradebook while others write


@dataclass(frozen=True)
class Change:
    """What is to be one answer's mark; ``seen`` is the number of the line that was shown."""

    key: Key
    seen: int
    state: State
    seconds: float = 0.0


@dataclass(frozen=True)
class Step:
    """What is undone together: who does it, what it is called, and its own name."""

    name: str
    marker: str
    kind: str
    undoes: str = ""


class ConflictError(Exception):
    """Somebody else was there first; ``key`` is the answer, None for the rubric."""

    def __init__(self, key: Key | None) -> None:
        super().__init__("somebody else has written there since")
        self.key = key


class Store:
    """The marks of one assignment.

    Parameters
    ----------
    schemes : the marking schemes of the masters, by exercise.
    clock : seconds since 1970.
    """

    def __init__(
        self,
        database: Database,
        assignment: str,
        ledger: Ledger,
        schemes: Mapping[str, Scheme],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.database = database
        self.assignment = assignment
        self.masters = schemes
        self.clock = clock
        self._ledger = ledger
        self._lines = Lines(assignment)
        self.refresh()
        new = {name: scheme for name, scheme in schemes.items() if name not in self._lines.schemes}
        if new:
            with database.writing() as connection:
                self._lines.read(connection)
                for name in new.keys() - self._lines.schemes.keys():
                    self._add_scheme(connection, name, new[name], Step("", "master", "master"))
            self.refresh()

    def refresh(self) -> Lines:
        """Read what was added since, by whoever, and return all lines."""
        with self.database.reading() as connection:
            self._lines.read(connection)
        return self._lines

    @property
    def lines(self) -> Lines:
        """All lines as they were last read."""
        return self._lines

    def scheme(self, exercise: str) -> tuple[int, Scheme]:
        """Return the number of the rubric's last version, from 1, and the rubric."""
        versions = self._lines.schemes[exercise]
        return len(versions), versions[-1][0]

    def given(self, exercise: str) -> dict[str, Given]:
        """Return what the gradebook has, and note what was changed in the formgrader.

        The lines are as old as what is returned: with newer ones, what somebody else has marked
        meanwhile would seem to wait, and to be known.
        """
        found: dict[str, Given] = {}
        for _ in range(_TRIES):
            with self.database.reading() as connection:
                self._lines.read(connection)
                found = self._ledger.given(connection, exercise)
            strange = [name for name, has in found.items() if not self._expected(exercise, has)]
            if not strange:
                break
            for student in strange:
                self.adopt(exercise, student)
        return found

    def adopt(self, exercise: str, student: str) -> None:
        """Add a line for a mark that somebody gave, or took back, in the formgrader."""
        key = (exercise, student, 1)
        with self.database.writing() as connection:
            self._lines.read(connection)
            has = self._ledger.given(connection, exercise, student).get(student)
            if has is None or self._expected(exercise, has):
                return
            before = self._lines.last(key)
            state = replace(
                before.state, final=has.manual is not None or has.extra > 0, earned=(),
                by_hand=has.manual if has.manual is not None else has.auto, extra=has.extra,
                adjustment=0.0, comments={}, comment=has.words,
            )  # fmt: skip
            self._add(connection, Change(key, before.seq, state), Step("", ELSEWHERE, ELSEWHERE))
        self.refresh()

    def put(
        self,
        changes: Sequence[Change],
        step: Step,
        version: int | None = None,
        scheme: tuple[str, Scheme] | None = None,
        then: Callable[[Connection], None] = lambda connection: None,
    ) -> None:
        """Write a step, all of it or nothing.

        Parameters
        ----------
        version : the rubric's version that was shown; None if it does not matter.
        scheme : an exercise and its new rubric, if that is changed.
        then : what is done in the same transaction: to wait for the disk twice takes twice as long.

        Raises
        ------
        ConflictError : somebody has changed an answer, or the rubric, since it was shown.
        """
        with self.database.writing() as connection:
            self._lines.read(connection)
            then(connection)
            if self._is_done(connection, step):
                return
            exercises = {scheme[0]} if scheme else {change.key[0] for change in changes}
            for exercise in exercises:
                if version is not None and version != self.scheme(exercise)[0]:
                    raise ConflictError(None)
            if scheme:
                self._add_scheme(connection, *scheme, step)
            now = {name: scheme[1] if scheme else self.scheme(name)[1] for name in exercises}
            for change in changes:
                if self._lines.last(change.key).seq != change.seen:
                    raise ConflictError(change.key)
                self._write(connection, change, now[change.key[0]], self.scheme(change.key[0])[1])
                self._add(connection, change, step, added=int(scheme is not None))
        self.refresh()

    def _is_done(self, connection: Connection, step: Step) -> bool:
        for table in (EVENTS, SCHEMES):
            asked = select(table.c.id).where(
                table.c.assignment == self.assignment, table.c.step == step.name
            )
            if step.name and connection.execute(asked.limit(1)).first():
                return True
        return False

    def _write(self, connection: Connection, change: Change, now: Scheme, before: Scheme) -> None:
        """Give the ledger what a change means, if the ledger still has what the last line says."""
        exercise, student, round_ = change.key
        old = self._lines.last(change.key).state
        if round_ != 1 or not (old.final or change.state.final):
            return
        seen = self._ledger.given(connection, exercise, student).get(student)
        if seen is None:
            return
        if not _same(_meant(old, before), seen):
            raise ConflictError(change.key)
        manual, extra, words = _meant(change.state, now)
        if not self._ledger.give(connection, seen, seen.after(manual, extra, words)):
            raise ConflictError(change.key)

    def _expected(self, exercise: str, has: Given) -> bool:
        """Whether the gradebook has what the last line says."""
        line = self._lines.last((exercise, has.student, 1))
        return _same(_meant(line.state, self.scheme(exercise)[1]), has)

    def _add(self, connection: Connection, change: Change, step: Step, added: int = 0) -> None:
        exercise, student, round_ = change.key
        connection.execute(insert(EVENTS).values(
            assignment=self.assignment, exercise=exercise, student=student, round=round_,
            seq=change.seen + 1, step=step.name, kind=step.kind, marker=step.marker,
            at=self.clock(), seconds=change.seconds, version=self.scheme(exercise)[0] + added,
            undoes=step.undoes, state=change.state.plain(),
        ))  # fmt: skip

    def _add_scheme(
        self, connection: Connection, exercise: str, scheme: Scheme, step: Step
    ) -> None:
        connection.execute(insert(SCHEMES).values(
            assignment=self.assignment, exercise=exercise, step=step.name, kind=step.kind,
            marker=step.marker, version=len(self._lines.schemes.get(exercise, ())) + 1,
            at=self.clock(), undoes=step.undoes,
            scheme=json.dumps(scheme.plain(), ensure_ascii=False),
        ))  # fmt: skip

    def keys(self, exercise: str) -> Iterable[Key]:
        """Return the answers of an exercise that have lines."""
        return [key for key in self._lines.of if key[0] == exercise]


def _meant(state: State, scheme: Scheme) -> tuple[float | None, float, str]:
    """Return what a state is in the gradebook: points, extra credit, comment."""
    if not state.final:
        return None, 0.0, ""
    return *state.points(scheme), state.words(scheme)


def _same(meant: tuple[float | None, float, str], has: Given) -> bool:
    manual, extra, words = meant
    if manual is None:  # what was said of an answer without points is no mark
        return has.manual is None and not has.extra
    if has.manual is None and not has.extra:
        return False
    points = has.manual is None or isclose(manual, has.manual, abs_tol=1e-9)
    return points and isclose(extra, has.extra, abs_tol=1e-9) and words == has.words
