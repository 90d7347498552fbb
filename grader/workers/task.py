"""What a worker process does: grade one submission. It knows no gradebook and no nbgrader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.base.records import SubmissionResult
from grader.judge.assignment import Assignment
from grader.judge.grading import grade_submission


@dataclass(frozen=True)
class Task:
    """One submission to grade: contents and no paths, so that a worker needs no common disk."""

    assignment: Assignment
    files: Mapping[str, bytes]
    isolate: bool = True


def grade(task: Task) -> SubmissionResult:
    """Grade one submission."""
    return grade_submission(task.assignment, task.files, isolate=task.isolate)
