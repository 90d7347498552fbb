"""What the engine says about a submission: plain records that travel as JSON.

Every record is frozen and holds nothing but strings, numbers, booleans, None, dictionaries and
other records, so the same record goes through a process pool, over a cluster and into a file.
:func:`to_plain` and :func:`submission_from_plain` are the two directions.

All text in a record has been cleaned already (:mod:`grader.judge.text`): no control characters,
no escape sequences, a bounded length.  It is *text*, not HTML: who shows it, escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from math import fsum
from typing import Any, Literal

Lack = Literal["", "not handed in", "unreadable"]
Verdict = Literal["passed", "failed", "not graded", "manual"]
"""``passed``: all points.  ``failed``: fewer, perhaps some; ``points`` and ``lost`` say how many
and why.  ``not graded``: the grader or the file is at fault, so there is no number, only a reason.
``manual``: a written answer that waits for a person (or 0 when the answer was left untouched)."""


@dataclass(frozen=True)
class LostPoints:
    """Points that an exercise lost, with the reason and a hint for the student.

    ``part`` is the part of the test as its author named it, or "" for the whole test.
    """

    part: str
    points: float
    reason: str
    hint: str = ""


# What is said instead in a hidden test, and the sentence for an answer that stopped in one.
_HOLE = re.compile(
    r"\.\.\.|\ba library function\b|(?<=^Your code stopped with )an error in a hidden test"
)


def by_cause(lost: Iterable[LostPoints]) -> list[tuple[LostPoints, list[str]]]:
    """Return each reason once, with the points of all parts that it cost, and their names.

    Examples
    --------
    >>> found = by_cause([LostPoints("dW", 1.0, "It is transposed."), LostPoints("db", 0.5, "No."),
    ...                   LostPoints("square", 2.0, "It is transposed.")])
    >>> [(cause.reason, cause.points, parts) for cause, parts in found]
    [('It is transposed.', 3.0, ['dW', 'square']), ('No.', 0.5, ['db'])]

    What a hidden test leaves out does not make another reason of it:

    >>> found = by_cause([LostPoints("a", 1.0, "a is NaN at (5,)."),
    ...                   LostPoints("b", 1.0, "a is NaN at ....")])
    >>> [(cause.reason, cause.points) for cause, parts in found]
    [('a is NaN at (5,).', 2.0)]
    >>> stopped = "Your code stopped with {}.".format
    >>> found = by_cause([LostPoints("a", 1.0, stopped("KeyError: 'w', line 2")),
    ...                   LostPoints("b", 1.0, stopped("an error in a hidden test"))])
    >>> [(cause.reason, cause.points) for cause, parts in found]
    [("Your code stopped with KeyError: 'w', line 2.", 2.0)]
    """
    found: dict[str, list[LostPoints]] = {}
    for item in lost:
        found.setdefault(item.reason, []).append(item)
    for reason in [reason for reason in found if _HOLE.search(reason)]:
        full = re.compile(".+?".join(re.escape(piece) for piece in _HOLE.split(reason)))
        whole = next((other for other in found if other != reason and full.fullmatch(other)), "")
        if whole:
            found[whole] += found.pop(reason)
    return [
        (
            LostPoints(
                "",
                fsum(item.points for item in items),
                reason,
                next((i.hint for i in items if i.hint), ""),
            ),
            [item.part for item in items if item.part],
        )
        for reason, items in found.items()
    ]


@dataclass(frozen=True)
class ExerciseResult:
    """The outcome of one exercise, or of one written answer.

    ``exercise`` is the grade_id of the solution cell; ``cell`` is the grade_id of the cell that
    carries the points, where nbgrader keeps the grade.  ``points`` is None exactly when the
    verdict is ``not graded``, or ``manual`` with an answer that a person has to read.
    ``note`` says how it was graded, where that was not as usual.
    ``seconds`` is wall time in the student's process before the hidden tests; ``peak_memory`` is in
    bytes, in large steps, 0 if unknown.
    """

    exercise: str
    cell: str
    notebook: str
    points: float | None
    max_points: float
    verdict: Verdict
    lost: tuple[LostPoints, ...] = ()
    reason_not_graded: str = ""
    seconds: float = 0.0
    peak_memory: int = 0
    note: str = ""


@dataclass(frozen=True)
class Repair:
    """Something in the submitted file that was put right before grading, and where."""

    what: str
    where: str


@dataclass(frozen=True)
class NotebookResult:
    """The outcome of one notebook of the assignment.

    ``notebook`` is the master's name without ``.ipynb``; ``file`` is the student's file that was
    taken for it, or "" when there was none.  ``problems`` are remarks of the run for the
    assistant (a cell that crashed, a name that is missing).  ``autograded`` is the repaired
    notebook with the outputs of the run, ready to be written as ``.ipynb``; it contains the
    hidden tests, as nbgrader's own autograded version does, and is None if there was no file.
    Where there is no notebook to grade, ``lack`` says whether nothing came or what came cannot be
    read; ``rivals`` are the files between which a person must choose.
    """

    notebook: str
    file: str
    exercises: tuple[ExerciseResult, ...]
    repairs: tuple[Repair, ...] = ()
    problems: tuple[str, ...] = ()
    seconds: float = 0.0
    peak_memory: int = 0
    autograded: Mapping[str, Any] | None = None
    lack: Lack = ""
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubmissionResult:
    """Everything that grading one submission found out.

    ``unused_files`` are notebooks that belong to no master, or lost to a better version of the
    same notebook, each with the reason.  ``isolated`` is False when the run was told to go
    without a sandbox, which every report must print.
    """

    notebooks: tuple[NotebookResult, ...]
    unused_files: Mapping[str, str] = field(default_factory=dict)
    isolated: bool = True


def to_plain(record: SubmissionResult | NotebookResult | ExerciseResult) -> dict[str, Any]:
    """Return the record as dictionaries and lists that ``json.dumps`` accepts.

    Examples
    --------
    >>> result = SubmissionResult(notebooks=(), unused_files={"essay.ipynb": "no such notebook"})
    >>> submission_from_plain(to_plain(result)) == result
    True
    """
    return asdict(record)


def submission_from_plain(plain: Mapping[str, Any]) -> SubmissionResult:
    """Return the record that :func:`to_plain` was given."""
    notebooks = tuple(notebook_from_plain(item) for item in plain["notebooks"])
    return SubmissionResult(**{**plain, "notebooks": notebooks})


def notebook_from_plain(plain: Mapping[str, Any]) -> NotebookResult:
    """Return the :class:`NotebookResult` that :func:`to_plain` was given."""
    exercises = tuple(exercise_from_plain(item) for item in plain["exercises"])
    repairs = tuple(Repair(**item) for item in plain["repairs"])
    lists = {name: tuple(plain.get(name, ())) for name in ("problems", "rivals")}
    return NotebookResult(**{**plain, "exercises": exercises, "repairs": repairs, **lists})


def exercise_from_plain(plain: Mapping[str, Any]) -> ExerciseResult:
    """Return the :class:`ExerciseResult` that :func:`to_plain` was given."""
    lost = tuple(LostPoints(**item) for item in plain["lost"])
    return ExerciseResult(**{**plain, "lost": lost})
