"""Keeps how each submission was graded, one JSON file per student.

The gradebook has the numbers; this has the reasons, hints and repairs, from which feedback,
exports and reports are made. A file appears whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.base.course import Course
from grader.base.files import write_whole
from grader.base.records import ExerciseResult, SubmissionResult, submission_from_plain, to_plain
from grader.gradebook.answers import Answer
from grader.gradebook.grades import Grade
from grader.masters.basis import Basis

_KEPT: Mapping[str, type[Any]] = {"basis": Basis, "answers": Answer, "marked": Answer}
_UNKNOWN = Answer("", "")  # of a record that kept no texts, or of none


@dataclass(frozen=True)
class Stored:
    """How one submission was graded.

    ``digest`` stands for everything the result depends on: before its dot for what was handed in,
    after it for the masters and the grader. ``basis`` is what it was graded with, by the cell that
    has the points; ``answers`` are the texts that were graded, by exercise, and ``marked`` the
    earlier texts for which a person gave points that wait for a second look. All three are empty
    in a record from before they were kept.
    """

    student: str
    digest: str
    result: SubmissionResult
    basis: Mapping[str, Basis] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    marked: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def handed_in(self) -> str:
        """What stands for the files alone."""
        return self.digest.partition(".")[0]

    @property
    def exercises(self) -> list[ExerciseResult]:
        """The exercises of all notebooks, in order."""
        return [exercise for notebook in self.result.notebooks for exercise in notebook.exercises]

    @property
    def not_graded(self) -> list[ExerciseResult]:
        """The exercises that the grader could not grade."""
        return [item for item in self.exercises if item.verdict == "not graded"]


def store(course: Course, assignment: str, stored: Stored) -> Stored:
    """Write a record, without the notebooks with outputs, which lie elsewhere; return it so."""
    slim = tuple(replace(notebook, autograded=None) for notebook in stored.result.notebooks)
    stored = replace(stored, result=replace(stored.result, notebooks=slim))
    write(course.record(assignment, stored.student), stored)
    return stored


def load(course: Course, assignment: str, student: str) -> Stored | None:
    """Return the record of a submission, or None if it was not graded or the file is damaged."""
    return read(course.record(assignment, student))


def marked_texts(before: Stored | None, now: Stored, given: Sequence[Grade]) -> dict[str, Answer]:
    """Return the earlier texts for which a person gave points that are not those of today.

    A mark that waits belongs to the text it was given for, and not to the last one; any other
    holds for what was graded last. Of an exercise that a test grades too, the answer stands also
    in other cells: there another result is another answer.

    Parameters
    ----------
    given : the student's grades as the gradebook has them.
    """
    by_cell = {grade.cell: grade for grade in given if grade.is_by_person}
    found = {}
    for item in now.exercises:
        grade = by_cell.get(item.cell)
        if grade is None or (
            before and before.handed_in == now.handed_in and not grade.needs_manual
        ):
            continue
        old = before.answers.get(item.exercise, _UNKNOWN) if before else _UNKNOWN
        if before and grade.needs_manual:
            old = before.marked.get(item.exercise, old)
        text = now.answers.get(item.exercise)
        same = text is not None and text.digest == old.digest
        if not same or (item.verdict != "manual" and item.points != old.points):
            found[item.exercise] = old
    return found


def write(path: Path, stored: Stored) -> None:
    """Write all of a record into a file named after the student; it appears whole or not at all."""
    kept = {name: {key: asdict(one) for key, one in getattr(stored, name).items()}
            for name in _KEPT}  # fmt: skip
    plain = {"digest": stored.digest, **kept, **to_plain(stored.result)}
    write_whole(path, json.dumps(plain, ensure_ascii=False, indent=1))


def read(path: Path) -> Stored | None:
    """Return the record in a file, or None if there is none or it is damaged."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        digest = plain.pop("digest")
        kept = {name: {key: kind(**one) for key, one in plain.pop(name, {}).items()}
                for name, kind in _KEPT.items()}  # fmt: skip
        return Stored(path.stem, digest, submission_from_plain(plain), **kept)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
