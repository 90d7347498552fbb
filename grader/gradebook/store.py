"""Keeps how each submission was graded, one JSON file per student.

The gradebook has the numbers; this has the reasons, hints and repairs, from which feedback,
exports and reports are made. A file appears whole or not at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from grader.base.course import Course
from grader.base.files import write_whole
from grader.base.records import ExerciseResult, SubmissionResult, submission_from_plain, to_plain


@dataclass(frozen=True)
class Stored:
    """How one submission was graded.

    ``digest`` stands for everything the result depends on: before its dot for what was handed in,
    after it for the masters and the grader.
    """

    student: str
    digest: str
    result: SubmissionResult

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


def write(path: Path, stored: Stored) -> None:
    """Write all of a record into a file named after the student; it appears whole or not at all."""
    plain = {"digest": stored.digest, **to_plain(stored.result)}
    write_whole(path, json.dumps(plain, ensure_ascii=False, indent=1))


def read(path: Path) -> Stored | None:
    """Return the record in a file, or None if there is none or it is damaged."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        digest = plain.pop("digest")
        return Stored(path.stem, digest, submission_from_plain(plain))
    except (OSError, ValueError, KeyError, TypeError):
        return None
