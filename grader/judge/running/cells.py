"""Runs the student's cells, so that one of them costs no more than what only it gives.

A cell that is too slow, or ends the process, is run again without what no test needs, and if that
does not help, one statement after the other.  Slow cells that no test needs have a time of their
own, and when it is used up, what is left of them is not run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from grader.judge.running.needs import Statement, needed
from grader.judge.running.questions import LostError, TimeUpError
from grader.judge.running.session import Session
from grader.judge.text import one_line

_SLOW = 0.1  # of what a cell may use: from there on it is asked whether it is needed
_MOST_LOST = 3  # statements of a cell that may be tried in vain
_MOST_NAMES = 200
_MOST_NOTES = 10


class Cells:
    """The cells of one notebook, run one after the other.

    ``lost`` says of names why they are not what they were for the student; the student's process
    says some of it, so it is believed only where an answer has failed.

    Parameters
    ----------
    parts : all that will be run, in order.
    names : what the solution defines.
    """

    def __init__(self, session: Session, parts: Sequence[str], names: Iterable[str]) -> None:
        self.session, self.parts, self.names = session, parts, frozenset(names)
        self.lost: dict[str, str] = {}
        self.extra = 0.0  # seconds that went into what no test needs
        self.next = 0
        self.slow = _SLOW * session.limits.cell_seconds

    @cached_property
    def needed(self) -> list[list[Statement]]:
        """For each cell, the statements that the tests need; asked for when a cell is slow."""
        return needed(self.parts, self.names)

    def run(self, *, pictures: bool) -> dict[str, Any]:
        """Run the next cell; return its outputs and its error."""
        part, place = self.parts[self.next], self.next
        self.next += 1
        before = self.session.questions.used()
        try:
            if self.extra > self.session.limits.extra_seconds:
                reply = self._kept(place)
            else:
                reply = self.session.run(part, pictures=pictures)
                if self.session.questions.used() - before > self.slow:
                    self._charge(place, before)
        except LostError as error:
            self._charge(place, before, ran=False)
            reply = self._rescued(place, error)
        self._note(reply.get("lost"))
        return reply

    def _kept(self, place: int) -> dict[str, Any]:
        """Run only what the tests need of a cell."""
        source = self._source(place)
        reply = self.session.run(source, pictures=False) if source else {}
        if source != self.parts[place]:
            seconds = self.session.limits.extra_seconds
            note = f"no test needs it, and {seconds:g} s were used for such cells"
            reply = {**reply, "skipped": [*notes(reply), f"not run: {note}"]}
        return reply

    def _source(self, place: int) -> str:
        """Return what the tests need of a cell, "" for nothing."""
        statements = self.needed[place]
        whole = len(statements) == 1 and statements[0].is_opaque
        return self.parts[place] if whole else "\n".join(s.source for s in statements)

    def _charge(self, place: int, before: float, *, ran: bool = True) -> None:
        """Charge a slow cell, and repeat only what is needed of it if it must be run again."""
        source = self._source(place)
        if source == self.parts[place]:
            return
        self.extra += self.session.questions.used() - before
        if ran:
            self.session.repeat_instead(source)

    def _rescued(self, place: int, error: LostError) -> dict[str, Any]:
        """Run what the tests need of a cell that could not be run as it is."""
        failed = {"error": {"name": "Stopped", "message": f"the cell {error}", "line": ""}}
        statements = self.needed[place]
        source = self._source(place)
        if not source or source == self.parts[place] or not error.is_plain:
            return failed
        try:
            return {**self.session.run(source, pictures=False), **failed}
        except LostError:
            return {**self._one_by_one(statements), **failed}

    def _one_by_one(self, statements: Sequence[Statement]) -> dict[str, Any]:
        lost: dict[str, Any] = {}
        failures = 0
        for statement in statements:
            if failures >= _MOST_LOST and not statement.is_definition:
                continue
            try:
                self._note(self.session.run(statement.source, pictures=False).get("lost"))
            except LostError as error:
                failures += 1
                if isinstance(error, TimeUpError):
                    names = statement.binds.keys() - self.names
                    lost |= {name: f"what makes {name} {error}" for name in names}
        return {"lost": lost}

    def _note(self, lost: object) -> None:
        """Note what a student's process says that it has not."""
        for name, reason in list(lost.items())[:_MOST_NAMES] if isinstance(lost, Mapping) else ():
            if len(self.lost) < _MOST_NAMES and isinstance(name, str) and isinstance(reason, str):
                self.lost[one_line(name, limit=80)] = one_line(reason, limit=200)


def notes(reply: Mapping[str, Any]) -> list[str]:
    """Return what a reply says to have skipped of a cell; a student's process may send anything."""
    said = reply.get("skipped")
    return (
        [text for text in said[:_MOST_NOTES] if isinstance(text, str)]
        if isinstance(said, list)
        else []
    )
