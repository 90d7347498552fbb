"""The page of one student: what it says about each exercise, and nothing that runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template

from grader.assistant.feedback.figures import Budget, figures_in
from grader.assistant.feedback.rubric import Marked, Typeset, marked
from grader.assistant.late import Lateness
from grader.assistant.returns import stamp
from grader.assistant.roster import Person, original_id
from grader.base import notebooks
from grader.base.course import Course
from grader.base.pages import page_template
from grader.base.records import (
    ExerciseResult,
    LostPoints,
    NotebookResult,
    SubmissionResult,
    by_cause,
)
from grader.gradebook import Place
from grader.gradebook.history import Rubric
from grader.gradebook.results import NOT_HANDED_IN, Row
from grader.gradebook.store import load
from grader.masters.exercise import Exercise


@dataclass(frozen=True)
class Own:
    """What is the student's own in one exercise: the answer, and the figures it drew."""

    answer: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """What the page says about one exercise; ``title`` is HTML."""

    name: str
    title: str
    score: float | None
    max_points: float
    kind: str
    message: str
    lost: tuple[LostPoints, ...]
    comment: str
    own: Own
    written: bool
    marked: Marked | None = None

    @property
    def is_read(self) -> bool:
        """Whether there is more to read than that all is right."""
        return bool(self.kind != "passed" or self.message or self.lost or self.comment
                    or self.marked)  # fmt: skip


@dataclass(frozen=True)
class Writer:
    """What all pages of an assignment are made from."""

    course: Course
    assignment: str
    comments: dict[Place, str]
    rubrics: dict[Place, Rubric]
    titles: dict[str, str]
    typeset: Typeset
    hidden: set[str]
    people: dict[str, Person]
    late: dict[str, Lateness]

    def page(self, row: Row, group: list[str]) -> str:
        """Return the HTML page of one student, addressed to those who handed it in together."""
        stored = load(self.course, self.assignment, row.student)
        result = stored.result if stored else SubmissionResult(notebooks=())
        budget = Budget()
        names = dict.fromkeys(item.notebook for item in row.asked)
        parts = [self._part(row, name, result, budget) for name in names]
        return str(
            _template().render(
                title=self.course.week(self.assignment).title,
                students=[
                    _called(self.people.get(name) or Person(original_id(name))) for name in group
                ],
                row=row,
                stamp=stamp(row, self.late.get(row.student, Lateness())),
                late=self.late.get(row.student, Lateness()),
                notebooks=parts,
                unused_files=result.unused_files,
                isolated=result.isolated,
            )
        )

    def _part(
        self, row: Row, name: str, result: SubmissionResult, budget: Budget
    ) -> dict[str, Any]:
        """Return what the page says about one notebook."""
        found = next((n for n in result.notebooks if n.notebook == name), None)
        folder = self.course.autograded(self.assignment, row.student)
        # Without a file of the student's, what lies there is the released notebook.
        own = own_cells(folder / f"{name}.ipynb", budget) if found and found.file else {}
        items = [
            self._marked(
                row,
                _item(
                    exercise,
                    row,
                    _result_of(exercise, found),
                    lack=found.lack if found else "",
                    comment=self.comments.get((row.student, name, exercise.name), ""),
                    own=own.get(exercise.name, Own()),
                    hidden=self.hidden,
                    title=self._title(exercise.name),
                ),
                name,
            )
            for exercise in row.asked
            if exercise.notebook == name
        ]
        scores = [item.score for item in items if item.score is not None]
        return {
            "name": name,
            "title": self._title(name),
            "points": sum(scores) if scores else None,
            "max_points": sum(item.max_points for item in items),
            "exercises": items,
            "read": _most_first(item for item in items if item.is_read),
            "right": [item for item in items if not item.is_read],
            "repairs": found.repairs if found else (),
        }

    def _title(self, name: str) -> str:
        return self.typeset(self.titles.get(name, name))

    def _marked(self, row: Row, item: Item, notebook: str) -> Item:
        """Return an item with its rubric, if its mark was made from one."""
        rubric = self.rubrics.get((row.student, notebook, item.name))
        found = marked(rubric, item.score, item.comment, self.typeset)
        return replace(item, marked=found, comment=found.comment) if found else item


def _most_first(items: Iterable[Item]) -> list[Item]:
    """Return the items that cost most first; those without points last."""

    def lost(item: Item) -> float:
        return -1.0 if item.score is None else item.max_points - item.score

    return sorted(items, key=lost, reverse=True)


def _called(person: Person) -> str:
    return f"{person.name} ({person.student})" if person.name else person.student


@cache
def _template() -> Template:
    return page_template(
        "feedback.html",
        points=lambda value: "–" if value is None else f"{value:g}",
        by_cause=by_cause,
    )


def own_cells(path: Path, budget: Budget) -> dict[str, Own]:
    """Return the student's own cells by grade_id; nothing else of the graded notebook.

    A figure belongs to the answer it follows: a plot is often drawn in the cell below. What a test
    cell shows is left out.
    """
    if not path.is_file():
        return {}
    own: dict[str, Own] = {}
    name = ""
    for cell in notebooks.read(path).cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            name = about["grade_id"]
            own[name] = Own(cell.source)
        elif about.get("grade") or not name:
            continue
        figures = tuple(figures_in(cell, budget))
        own[name] = replace(own[name], figures=own[name].figures + figures)
    return own


def _result_of(exercise: Exercise, notebook: NotebookResult | None) -> ExerciseResult | None:
    results = notebook.exercises if notebook else ()
    return next((item for item in results if item.cell == exercise.cell), None)


def _item(
    exercise: Exercise,
    row: Row,
    result: ExerciseResult | None,
    *,
    lack: str,
    comment: str,
    own: Own,
    hidden: set[str],
    title: str,
) -> Item:
    """Return what the page says: a person's grade counts more than the grader's reasons."""
    score = row.scores[exercise.name]
    by_person = result is None or score != result.points
    shown = result is not None and score is not None
    lost = tuple(without(hidden, item) for item in result.lost) if result and shown else ()
    if exercise.name in row.doubts.exercises:
        kind, message = "open", "Somebody looks at this score again."
    elif score is None:
        kind, message = "open", "This answer is still to be read."
        if result is not None and result.verdict == "not graded":
            word, nothing = lack.capitalize() or "Not graded", lack == NOT_HANDED_IN
            message = f"{word}: {result.reason_not_graded}."
            message += "" if nothing else " This is not a zero."
    else:
        kind = "passed" if score >= exercise.points else "failed"
        message = "" if result is None else result.note
        message = "This score was given by a person." if by_person else message
    return Item(
        exercise.name,
        title,
        score,
        exercise.points,
        kind,
        message,
        lost,
        comment,
        own,
        exercise.written,
    )


def without(hidden: set[str], lost: LostPoints) -> LostPoints:
    """Return the reason, unless it repeats a line of a hidden test."""
    text = f"{lost.part}\n{lost.reason}\n{lost.hint}"
    if any(line in text for line in hidden):
        return replace(lost, part="", reason="A hidden test failed.", hint="")
    return lost
