"""``grader feedback``: one self-contained page for each student.

The page has the points, the reason and the hint for each point lost, the student's own answer and
what was repaired. It has no script, no address of another place and no line of a hidden test;
whatever the student wrote stands on it as text.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader import notebooks
from grader.course import Course
from grader.errors import GraderError
from grader.gradebook import Place, manual_comments, opened
from grader.leaks import hidden_test_lines
from grader.masters import Exercise
from grader.records import ExerciseResult, LostPoints, NotebookResult, SubmissionResult
from grader.results import Row, table
from grader.store import load


@dataclass(frozen=True)
class Item:
    """What the page says about one exercise."""

    name: str
    score: float | None
    max_points: float
    kind: str
    message: str
    lost: tuple[LostPoints, ...]
    comment: str
    answer: str
    written: bool


def feedback(
    course: Course,
    assignment: str,
    *,
    student: str | None = None,
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> list[Path]:
    """Write the page of every graded student and return the files.

    Raises
    ------
    GraderError : nothing was graded yet, or not this student.
    """
    asked, rows = table(course, assignment)
    rows = [row for row in rows if student in (None, row.student)]
    if not rows:
        raise GraderError(
            f"{student} has no grades for {assignment}"
            if student
            else f"{assignment} has no grades",
            hint=f"Run `grader autograde {assignment}` first.",
        )
    with opened(course, assignment) as gradebook:
        comments = manual_comments(gradebook, assignment)
    hidden = hidden_test_lines(course.masters(assignment))
    pages = []
    for done, row in enumerate(rows, start=1):
        text = page(course, assignment, asked, row, comments=comments, hidden=hidden)
        path = course.feedback(assignment, row.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)
        pages.append(path)
        watch(done, len(rows))
    return pages


def page(
    course: Course,
    assignment: str,
    asked: list[Exercise],
    row: Row,
    *,
    comments: dict[Place, str],
    hidden: set[str],
) -> str:
    """Return the HTML page of one student."""
    stored = load(course, assignment, row.student)
    result = stored.result if stored else SubmissionResult(notebooks=())
    parts = []
    for name in dict.fromkeys(item.notebook for item in asked):
        found = next((n for n in result.notebooks if n.notebook == name), None)
        answers = _answers(course.autograded(assignment, row.student) / f"{name}.ipynb")
        items = [
            _item(
                exercise,
                row.scores[exercise.name],
                _result_of(exercise, found),
                comment=comments.get((row.student, name, exercise.name), ""),
                answer=answers.get(exercise.name, ""),
                hidden=hidden,
            )
            for exercise in asked
            if exercise.notebook == name
        ]
        parts.append({"name": name, "exercises": items, "repairs": found.repairs if found else ()})
    return str(
        _template().render(
            assignment=assignment,
            row=row,
            items=[item for part in parts for item in part["exercises"]],
            notebooks=parts,
            unused_files=result.unused_files,
            isolated=result.isolated,
        )
    )


def _template() -> Any:
    folder = Path(__file__).with_name("templates")
    loader = FileSystemLoader(folder)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["points"] = lambda value: "–" if value is None else f"{value:g}"
    return environment.get_template("feedback.html")


def _answers(path: Path) -> dict[str, str]:
    """Return the student's own cells by grade_id; nothing else of the graded notebook."""
    if not path.is_file():
        return {}
    about = ((c, c.metadata.get("nbgrader", {})) for c in notebooks.read(path).cells)
    return {info["grade_id"]: cell.source for cell, info in about if info.get("solution")}


def _result_of(exercise: Exercise, notebook: NotebookResult | None) -> ExerciseResult | None:
    results = notebook.exercises if notebook else ()
    return next((item for item in results if item.cell == exercise.cell), None)


def _item(
    exercise: Exercise,
    score: float | None,
    result: ExerciseResult | None,
    *,
    comment: str,
    answer: str,
    hidden: set[str],
) -> Item:
    """Return what the page says: a person's grade counts more than the grader's reasons."""
    by_person = result is None or score != result.points
    lost = () if result is None else tuple(_without(hidden, item) for item in result.lost)
    if score is None:
        kind, message = "open", "This answer is still to be read."
        if result is not None and result.verdict == "not graded":
            message = f"Not graded: {result.reason_not_graded}. This is not a zero."
    else:
        kind = "passed" if score >= exercise.points else "failed"
        message = "This score was given by a person." if by_person else ""
    return Item(
        exercise.name,
        score,
        exercise.points,
        kind,
        message,
        lost,
        comment,
        answer,
        exercise.written,
    )


def _without(hidden: set[str], lost: LostPoints) -> LostPoints:
    """Return the reason, unless it repeats a line of a hidden test."""
    text = f"{lost.part}\n{lost.reason}\n{lost.hint}"
    if any(line in text for line in hidden):
        return replace(lost, part="", reason="A hidden test failed.", hint="")
    return lost
