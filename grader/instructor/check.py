"""``grader check``: proves that an assignment grades as its author meant.

Every check goes through the same engine as a student's submission.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from grader.base.course import Course, did_you_mean
from grader.base.errors import GraderError
from grader.base.records import ExerciseResult, SubmissionResult, by_cause
from grader.instructor.answers import ASKED, Answer, answered, stored_answers
from grader.instructor.reading import Finding, by_reading
from grader.judge.assignment import compile_assignment
from grader.masters.exercise import Exercise, exercises
from grader.workers import pool
from grader.workers.task import Task, grade


def check(
    course: Course,
    assignment: str,
    *,
    answers: bool = False,
    only: str = "",
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list[Exercise], list[Finding]]:
    """Return the exercises and what was checked, exercise by exercise.

    The master must get full marks, the untouched release none. The points that a test names must
    be those of its cell, and its parts must add up to them; so must the bullets of a marking
    scheme. A misspelt marker is told, and a release that is older than its master. With
    ``answers``, every stored answer must get its score and hint. Where exercises say which exam
    questions train their mistakes, every exercise must, and every mistake must lead to some. With
    ``only``, the name of an exercise, the others are not looked at.

    Raises
    ------
    GraderError : the assignment or exercise is unknown or was not released.
    """
    masters = course.masters(assignment)
    asked = _asked(exercises(masters), only)
    masters = [path for path in masters if not only or path.stem == asked[0].notebook]
    stored = stored_answers(course, assignment, only) if answers else []
    findings = by_reading(course, assignment, masters, asked, only=only)
    results: dict[str, SubmissionResult | Exception] = {}
    tasks = _tasks(course, assignment, masters, stored, only)
    # One exercise is graded here: other processes would need longer to begin than it needs.
    workers = pool.Workers(1, ThreadPoolExecutor) if only else pool.here()
    for name, outcome in pool.each(grade, tasks, workers=workers, load=tasks.__getitem__):
        results[name] = _without_notebooks(outcome)
        watch(len(results), len(tasks))
    for item in asked:
        findings.append(_full(item, _result(results["master"], item)))
        if not findings[-1].ok:
            continue  # nothing can be said about an exercise whose own solution fails
        findings.append(_zero(item, _result(results["release"], item)))
        findings += [
            _answer(answer, _result(results[f"{answer.exercise}.{answer.name}"], item))
            for answer in stored
            if answer.exercise == item.name
        ]
    return asked, findings


def _asked(known: list[Exercise], only: str) -> list[Exercise]:
    """Return the exercises, or the one of the name."""
    found = [item for item in known if only in ("", item.name)]
    if only and not found:
        names = [item.name for item in known]
        raise GraderError(f"There is no exercise {only!r}", hint=did_you_mean(only, names, ""))
    return found


def _tasks(
    course: Course, assignment: str, masters: list[Path], stored: list[Answer], only: str
) -> dict[str, Task]:
    """Return what is to be graded, by name. Of a stored answer only its own test is run."""
    released = [course.release(assignment) / master.name for master in masters]
    asked = exercises(masters)
    missing = [path.name for path in released if not path.is_file()]
    if not missing:
        there = {item.cell for item in exercises(released)}
        missing = [item.name for item in asked if item.cell not in there]
    if missing:
        raise GraderError(
            f"{missing[0]} was not released", hint=f"Run `grader release {assignment}` first."
        )
    compiled = replace(compile_assignment(course.solutions(assignment)), only=only)
    tasks = {
        name: Task(compiled, {file.name: file.read_bytes() for file in files})
        for name, files in (("master", masters), ("release", released))
    }
    homes = {item.name: course.solutions(assignment) / f"{item.notebook}.ipynb"
             for item in asked}  # fmt: skip
    for answer in stored:
        home = homes[answer.exercise]
        notebook = json.dumps(answered(home, {answer.exercise: answer.code}))
        tasks[f"{answer.exercise}.{answer.name}"] = Task(
            replace(compiled, only=answer.exercise), {home.name: notebook.encode()}
        )
    return tasks


def _without_notebooks(outcome: SubmissionResult | Exception) -> SubmissionResult | Exception:
    """Drop the notebooks with outputs, which nobody reads here."""
    if isinstance(outcome, Exception):
        return outcome
    return replace(
        outcome, notebooks=tuple(replace(item, autograded=None) for item in outcome.notebooks)
    )


def _result(outcome: SubmissionResult | Exception, item: Exercise) -> ExerciseResult:
    if isinstance(outcome, Exception):
        raise GraderError(f"{item.name}: the grader failed: {outcome}") from outcome
    found = (result for notebook in outcome.notebooks for result in notebook.exercises)
    return next(result for result in found if result.cell == item.cell)


def _full(item: Exercise, result: ExerciseResult) -> Finding:
    finding = Finding(item.name, "master", None if item.written else item.points, result.points)
    if item.written or result.points == item.points:
        return finding
    return _wrong(finding, f"the master must get {item.points:g}", result)


def _zero(item: Exercise, result: ExerciseResult) -> Finding:
    finding = Finding(item.name, "release", 0.0, result.points)
    if result.points == 0 or (item.written and result.points is None):
        return finding
    return _wrong(finding, "the untouched release must get 0", result)


def _answer(answer: Answer, result: ExerciseResult) -> Finding:
    if package := answer.missing:
        finding = Finding(answer.exercise, answer.name, None, result.points)
        is_said = package in result.reason_not_graded
        must = f"without {package} it must not be graded"
        return finding if is_said else _wrong(finding, must, result)
    finding = Finding(answer.exercise, answer.name, answer.score, result.points)
    if result.points is None or abs(result.points - answer.score) > 1e-9:
        return _wrong(finding, f"it must get {answer.score:g}", result)
    said = _said(result).lower()
    for hint in answer.hints:
        if hint == ASKED:
            reads = _said(result) or "nothing"
            return replace(finding, problem=f"for its hint choose words of what is read: {reads}")
        if hint.lower() not in said:
            reads = _said(result) or "nothing"
            return replace(finding, problem=f"the student must read {hint!r}, but reads: {reads}")
    return finding


def _wrong(finding: Finding, must: str, result: ExerciseResult) -> Finding:
    """Return the finding with the score it got instead, and apart from it what is read there."""
    got = "is not graded" if result.points is None else f"gets {result.points:g}"
    reads = _said(result)
    said = f" The student reads: {reads}" if reads else ""
    return replace(finding, problem=f"{must}, but {got}.{said}")


def _said(result: ExerciseResult) -> str:
    """Return everything the student is told about an exercise."""
    causes = by_cause(result.lost)
    lost = (f"{cause.reason} {cause.hint} (lost: {'; '.join(parts)})" for cause, parts in causes)
    return " ".join([*lost, result.reason_not_graded]).strip()
