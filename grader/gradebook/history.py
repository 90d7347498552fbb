"""The history of marks: who gave what, when, from which rubric. Lines are added, never changed.

It stands in tables beside nbgrader's, in the same database, so that a mark and its line are written
in one transaction or not at all. Each answer's lines are numbered, and no number is given twice:
of two who write after the same line, the database refuses one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    select,
)  # fmt: skip

from grader.gradebook.grades import Place
from grader.masters.scheme import Item, Scheme, allowed, from_plain, points

TABLES = MetaData()
EVENTS = Table(
    "marking_event", TABLES,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("assignment", String(128), nullable=False),
    Column("exercise", String(128), nullable=False),
    Column("student", String(128), nullable=False),
    Column("round", Integer, nullable=False),  # 1, or 2 for a second marker
    Column("seq", Integer, nullable=False),
    Column("step", String(40), nullable=False, index=True),  # what is undone together
    Column("kind", String(16), nullable=False),
    Column("marker", String(128), nullable=False),
    Column("at", Float, nullable=False),  # seconds since 1970
    Column("seconds", Float, nullable=False),  # that the answer was looked at
    Column("version", Integer, nullable=False),  # of the rubric
    Column("undoes", String(40), nullable=False),
    Column("state", Text, nullable=False),
    UniqueConstraint("assignment", "exercise", "student", "round", "seq"),
)  # fmt: skip
SCHEMES = Table(
    "marking_scheme", TABLES,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("assignment", String(128), nullable=False),
    Column("exercise", String(128), nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", String(40), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("marker", String(128), nullable=False),
    Column("at", Float, nullable=False),
    Column("undoes", String(40), nullable=False),
    Column("scheme", Text, nullable=False),
    UniqueConstraint("assignment", "exercise", "version"),
)  # fmt: skip
CLAIMS = Table(
    "marking_claim", TABLES,
    Column("assignment", String(128), primary_key=True),
    Column("exercise", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("marker", String(128), nullable=False),
    Column("until", Float, nullable=False),
)  # fmt: skip
SHARES = Table(
    "marking_share", TABLES,
    Column("assignment", String(128), primary_key=True),
    Column("exercise", String(128), primary_key=True),  # "" for all
    Column("student", String(128), primary_key=True),  # "" for all
    Column("marker", String(128), nullable=False),
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """How far the marking of one answer is.

    ``earned`` are items; ``by_hand`` are points that somebody typed, and then the items say
    nothing. ``final`` is set once the mark is given; before, keys are only remembered. ``text``
    stands for the answer that was read.
    """

    earned: tuple[str, ...] = ()
    adjustment: float = 0.0
    by_hand: float | None = None
    extra: float = 0.0
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    flag: bool = False
    final: bool = False
    text: str = ""

    def points(self, scheme: Scheme) -> tuple[float, float]:
        """The points, and those above the most, whether given yet or not."""
        if self.by_hand is not None:
            return self.by_hand, self.extra
        return points(scheme, self.earned, self.adjustment)

    def words(self, scheme: Scheme) -> str:
        """What the student reads: the comments of items, then the one on the whole."""
        labels = {item.id: _label(scheme, item) for item in scheme.items}
        said = [f"{labels[name]}{text}" for name in labels if (text := self.comments.get(name))]
        return "\n".join([*said, *filter(None, [self.comment])])

    def plain(self) -> str:
        """The state as a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def within(self, scheme: Scheme) -> State:
        """Return the state with items of this scheme only, those that exclude each other apart."""
        return replace(self, earned=allowed(scheme, self.earned))


def _label(scheme: Scheme, item: Item) -> str:
    label = scheme.groups[item.group].label
    return f"{label} " if label else ""


def state_of(line: str) -> State:
    """Return the state that :meth:`State.plain` was made from."""
    plain = json.loads(line)
    return State(**{**plain, "earned": tuple(plain["earned"])})


@dataclass(frozen=True)
class Rubric:
    """What a feedback page says of one answer: the scheme it was marked with, and the state."""

    scheme: Scheme
    state: State


def rubrics(gradebook: Connection, assignment: str, notebooks: Mapping[str, str]) -> dict[
    Place, Rubric
]:  # fmt: skip
    """Return the given marks of an assignment that were made from a rubric, by place.

    Parameters
    ----------
    notebooks : of each exercise, the notebook it stands in.
    """
    if not inspect(gradebook).has_table(EVENTS.name):
        return {}
    asked = select(SCHEMES).where(SCHEMES.c.assignment == assignment).order_by(SCHEMES.c.version)
    schemes = {row.exercise: from_plain(json.loads(row.scheme)) for row in gradebook.execute(asked)}
    lines = (
        select(EVENTS.c.exercise, EVENTS.c.student, EVENTS.c.state)
        .where(EVENTS.c.assignment == assignment, EVENTS.c.round == 1)
        .order_by(EVENTS.c.seq)
    )
    found: dict[Place, Rubric] = {}
    for exercise, student, line in gradebook.execute(lines):
        if exercise not in notebooks or exercise not in schemes:
            continue
        place, state = (student, notebooks[exercise], exercise), state_of(line)
        found.pop(place, None)
        if state.final and state.by_hand is None and schemes[exercise].items:
            found[place] = Rubric(schemes[exercise], state)
    return found
