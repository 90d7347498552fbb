"""Keeps how each submission was graded, one JSON file per student.

The gradebook has the numbers; this has the reasons, hints and repairs, from which feedback,
exports and reports are made. A file appears whole or not at all.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace

from grader.course import Course
from grader.records import ExerciseResult, SubmissionResult, submission_from_plain, to_plain


@dataclass(frozen=True)
class Stored:
    """How one submission was graded.

    ``digest`` stands for everything the result depends on: the files, the masters, the grader.
    """

    student: str
    digest: str
    result: SubmissionResult

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
    path = course.record(assignment, stored.student)
    path.parent.mkdir(parents=True, exist_ok=True)
    slim = tuple(replace(notebook, autograded=None) for notebook in stored.result.notebooks)
    stored = replace(stored, result=replace(stored.result, notebooks=slim))
    plain = {"digest": stored.digest, **to_plain(stored.result)}
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(draft, path)
    return stored


def load(course: Course, assignment: str, student: str) -> Stored | None:
    """Return the record of a submission, or None if it was not graded or the file is damaged."""
    try:
        plain = json.loads(course.record(assignment, student).read_text(encoding="utf-8"))
        digest = plain.pop("digest")
        return Stored(student, digest, submission_from_plain(plain))
    except (OSError, ValueError, KeyError, TypeError):
        return None
