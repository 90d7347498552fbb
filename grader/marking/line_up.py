"""What comes next: for each question an order of its own, and for each marker other answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from grader.base.errors import GraderError
from grader.gradebook.history import CLAIMS, SHARES
from grader.marking.lines import Key
from grader.marking.store import Store

SECOND = 0.1  # of the answers are read by a second marker
_KEPT_SECONDS = 900  # that an answer is kept for a marker who does nothing


def order(assignment: str, exercise: str, students: Iterable[str]) -> list[str]:
    """Return students in the order of one question: as if shuffled, and the same every time.

    Examples
    --------
    >>> order("week4", "why", "abcd") == order("week4", "why", "dcba")
    True
    >>> order("week4", "why", "abcd") == order("week4", "which", "abcd")
    False
    """
    return sorted(students, key=lambda student: _number("order", assignment, exercise, student))


def sample(assignment: str, exercise: str, students: Iterable[str]) -> set[str]:
    """Return the tenth that is read twice, at least one; it does not depend on any mark."""
    drawn = sorted(students, key=lambda student: _number("second", assignment, exercise, student))
    return set(drawn[: max(1, round(SECOND * len(drawn)))])


def _number(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()


class Chooser:
    """Chooses the first answer that nobody else has before them or was given, and keeps it for one.

    Parameters
    ----------
    candidates : in the order in which they are wanted. Those that somebody has written on since
        this was made are passed over.
    others_too : also what is shared out to others; for who has finished the own share.
    """

    def __init__(
        self, store: Store, candidates: Sequence[Key], marker: str, *, others_too: bool = False
    ) -> None:
        self.key: Key | None = None
        self._store = store
        self._marker = marker
        self._others_too = others_too
        self._seen = {key: store.lines.last(key).seq for key in candidates}

    def __call__(self, connection: Connection) -> None:
        """Choose, in a transaction in which the lines were read."""
        store, now = self._store, self._store.clock()
        taken = _claims(connection, store, now)
        owner = _owners(connection, store)
        for key, seq in self._seen.items():
            mine = self._others_too or owner(key) in ("", self._marker)
            free = taken.get(key, self._marker) == self._marker
            if mine and free and store.lines.last(key).seq == seq:
                _claim(connection, store.assignment, key, self._marker, now)
                self.key = key
                return


def keep(store: Store, key: Key, marker: str) -> None:
    """Keep an answer for a marker who looks at it again or goes on with it."""
    with store.database.writing() as connection:
        now = store.clock()
        if _claims(connection, store, now).get(key, marker) == marker:
            _claim(connection, store.assignment, key, marker, now)


def holder(store: Store, key: Key) -> str:
    """Return who has an answer before them, "" if nobody has."""
    with store.database.reading() as connection:
        return _claims(connection, store, store.clock()).get(key, "")


def _claims(connection: Connection, store: Store, now: float) -> dict[Key, str]:
    asked = select(CLAIMS).where(CLAIMS.c.assignment == store.assignment, CLAIMS.c.until > now)
    return {(row.exercise, row.student, row.round): row.marker for row in connection.execute(asked)}


def _claim(connection: Connection, assignment: str, key: Key, marker: str, now: float) -> None:
    """Give a marker this answer, and let go the one before."""
    exercise, student, round_ = key
    at = ((CLAIMS.c.exercise == exercise) & (CLAIMS.c.student == student)
          & (CLAIMS.c.round == round_))  # fmt: skip
    connection.execute(
        delete(CLAIMS).where(CLAIMS.c.assignment == assignment, (CLAIMS.c.marker == marker) | at)
    )
    connection.execute(insert(CLAIMS).values(
        assignment=assignment, exercise=exercise, student=student, round=round_, marker=marker,
        until=now + _KEPT_SECONDS,
    ))  # fmt: skip


def shares(store: Store) -> dict[tuple[str, str], str]:
    """Return what was shared out: of an exercise or a student, "" for all, to whom."""
    with store.database.reading() as connection:
        asked = select(SHARES).where(SHARES.c.assignment == store.assignment)
        return {(row.exercise, row.student): row.marker for row in connection.execute(asked)}


def _owners(connection: Connection, store: Store) -> Owner:
    asked = select(SHARES).where(SHARES.c.assignment == store.assignment)
    found = {(row.exercise, row.student): row.marker for row in connection.execute(asked)}
    return Owner(found)


class Owner:
    """Whose an answer is by what was shared out."""

    def __init__(self, found: Mapping[tuple[str, str], str]) -> None:
        self._found = found

    def __call__(self, key: Key) -> str:
        """Return the marker, "" if it was not shared out; a second reading is for anybody."""
        exercise, student, round_ = key
        if round_ != 1:
            return ""
        return self._found.get((exercise, "")) or self._found.get(("", student)) or ""


def share_out(
    store: Store, markers: Sequence[str], by: str, exercises: Sequence[str], students: Sequence[str]
) -> dict[str, list[str]]:
    """Share the answers out among markers, in turn, and return who has what.

    Parameters
    ----------
    by : "question" or "student"; "nobody" takes it back.

    Raises
    ------
    GraderError : no such way, or nobody to share among.
    """
    if by not in ("question", "student", "nobody"):
        raise GraderError(f"--by must be question, student or nobody, got {by}")
    names = list(dict.fromkeys(name.strip() for name in markers if name.strip()))
    if not names and by != "nobody":
        raise GraderError("--assign must name the markers", hint="For example --assign ana,bo.")
    things = {"question": list(exercises), "student": order(store.assignment, "", students),
              "nobody": []}[by]  # fmt: skip
    found: dict[str, list[str]] = {name: [] for name in names if by != "nobody"}
    with store.database.writing() as connection:
        connection.execute(delete(SHARES).where(SHARES.c.assignment == store.assignment))
        for number, thing in enumerate(things):
            marker = names[number % len(names)]
            found[marker].append(thing)
            exercise, student = (thing, "") if by == "question" else ("", thing)
            connection.execute(insert(SHARES).values(
                assignment=store.assignment, exercise=exercise, student=student, marker=marker,
            ))  # fmt: skip
    return found
