"""The mistakes of a class: what students lost points for, grouped by hint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from grader.base.records import ExerciseResult, LostPoints
from grader.gradebook.results import Row
from grader.gradebook.store import Stored

_LEFT_EMPTY = re.compile(r"(is not done yet\.|^nothing was written here)$")
_PERSONAL = (
    (re.compile(r"^(Your code stopped with \w+):.*", re.S), r"\1"),
    (re.compile(r"`[^`]*`"), "`…`"),
    (re.compile(r"\([^()]*\)"), "(…)"),
    (re.compile(r"[-+]?\d[\d.]*(e[-+]?\d+)?"), "#"),
)


@dataclass
class Mistake:
    """What several students did in one exercise, with the words most of them were told."""

    exercise: str
    students: set[str] = field(default_factory=set)
    points: float = 0.0
    wordings: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def reason(self) -> str:
        """The most frequent reason."""
        return self.wordings.most_common(1)[0][0][0]

    @property
    def hint(self) -> str:
        """The hint that goes with it, or ""."""
        return self.wordings.most_common(1)[0][0][1]

    @property
    def left_empty(self) -> bool:
        """Whether nothing was done at all, so that there is no misunderstanding to see."""
        return is_empty(self.reason)


def mistakes(rows: Iterable[Row], records: Mapping[str, Stored]) -> list[Mistake]:
    """Return the mistakes by points lost, the costliest first.

    Where a person gave another score than the test, the test's reasons count for nothing.
    """
    found: dict[tuple[str, str], Mistake] = {}
    for student, result in by_test(rows, records):
        for lost in result.lost:
            key = result.exercise, kind(lost)
            mistake = found.setdefault(key, Mistake(result.exercise))
            mistake.students.add(student)
            mistake.points += lost.points
            mistake.wordings[told(lost)] += 1
    return sorted(found.values(), key=lambda m: (-m.points, -len(m.students), m.exercise, m.reason))


def left_empty(rows: Iterable[Row], records: Mapping[str, Stored]) -> Counter[str]:
    """Return for each exercise how many got nothing because they left it as it was."""
    return Counter(
        result.exercise
        for _, result in by_test(rows, records)
        if result.points == 0 and result.lost and all(is_empty(lost.reason) for lost in result.lost)
    )


def by_test(
    rows: Iterable[Row], records: Mapping[str, Stored]
) -> Iterator[tuple[str, ExerciseResult]]:
    """Yield each result that is the student's score, that is, that nobody overruled."""
    for row in rows:
        stored = records.get(row.student)
        for result in stored.exercises if stored else ():
            score = row.scores.get(result.exercise)
            if score is not None and score == result.points:
                yield row.student, result


def kind(lost: LostPoints) -> str:
    """Return what two students have in common who made the same mistake.

    That is the hint, or else the reason without what is one student's own: numbers, code, values
    in brackets and the message of an exception.

    Examples
    --------
    >>> kind(LostPoints("", 1, "must have shape (2, 3), got 4 rows"))
    'must have shape (…), got # rows'
    >>> kind(LostPoints("", 1, "Your code stopped with ValueError: got 3, line 2"))
    'Your code stopped with ValueError'
    >>> kind(LostPoints("", 1, "Your code stopped with an error that is not shown."))
    'Your code stopped with an error that is not shown.'
    >>> kind(LostPoints("db", 1, "db is 0.5", "b is used by all rows."))
    'b is used by all rows.'
    """
    return impersonal(lost.hint or lost.reason)


def impersonal(text: str) -> str:
    """Return a reason without what is one student's own."""
    for pattern, common in _PERSONAL:
        text = pattern.sub(common, text)
    return text


def is_empty(reason: str) -> bool:
    """Whether points were lost because there was no answer."""
    return bool(_LEFT_EMPTY.search(reason))


def told(lost: LostPoints) -> tuple[str, str]:
    """Return reason and hint; of a crash only the kind, since messages differ."""
    crash = _PERSONAL[0][0].match(lost.reason)
    return (f"{crash[1]}." if crash else lost.reason), lost.hint
