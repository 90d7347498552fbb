"""What comes of an exam that was marked: the points of each student, and how each item did."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from pathlib import Path

from grader.assistant.export.cells import number_cell, safe_cell, to_text
from grader.assistant.report.analysis import Item, analyse
from grader.base.course import Course
from grader.base.files import write_whole
from grader.gradebook.history import State
from grader.gradebook.results import Row
from grader.marking.desk import Desk
from grader.masters.exercise import Exercise
from grader.masters.scheme import Scheme


@dataclass(frozen=True)
class Results:
    """Two tables, and the papers that are not marked yet, by question."""

    points: Path
    items: Path
    waiting: dict[str, int]
    analysis: list[Item]


def results(course: Course, desk: Desk) -> Results:
    """Write the points of each student, and the item analysis, as tables."""
    desk.store.refresh()
    asked = [Exercise(name, name, "", one.scheme.worth, True)
             for name, one in desk.material.questions.items()]  # fmt: skip
    students = list(desk.order[asked[0].name])
    rows = [_row(desk, student, asked) for student in students]
    analysis = analyse(asked, rows, {})
    folder = course.work / "exams"
    where = folder / f"{desk.store.assignment}-points.csv"
    names = {student: desk.material.newest(asked[0].name, student).name for student in students}
    points = [["student", "name", *(one.name for one in asked), "sum", "of"]]
    for row in rows:
        scores = [number_cell(row.scores[one.name]) for one in asked]
        whole = row.points if not row.waiting else None
        who = [safe_cell(row.student), safe_cell(names[row.student])]
        points.append([*who, *scores, number_cell(whole), f"{row.max_points:g}"])
    write_whole(where, "\ufeff" + to_text(points))
    items = folder / f"{desk.store.assignment}-items.csv"
    write_whole(items, "\ufeff" + to_text(_items(desk, analysis, students)))
    waiting = {one.name: sum(one.name in row.waiting for row in rows) for one in asked}
    return Results(where, items, {name: n for name, n in waiting.items() if n}, analysis)


def _row(desk: Desk, student: str, asked: list[Exercise]) -> Row:
    scores: dict[str, float | None] = {}
    for one in asked:
        state = desk.store.lines.last((one.name, student, 1)).state
        scheme = desk.store.scheme(one.name)[1]
        scores[one.name] = fsum(state.points(scheme)) if state.final else None
    waiting = tuple(name for name, score in scores.items() if score is None)
    return Row(student, scores, fsum(one.points for one in asked), waiting, ())


def _items(desk: Desk, analysis: list[Item], students: list[str]) -> list[list[str]]:
    """Return a line for each question, and below it one for each mark of it."""
    lines = [["question", "mark", "points", "marked", "mean share", "discrimination", "why none"]]
    for item in analysis:
        name = item.exercise.name
        figures = [number_cell(item.facility), number_cell(item.discrimination)]
        worth = f"{item.exercise.points:g}"
        lines.append([name, "", worth, str(item.graded), *figures, item.unknown])
        scheme = desk.store.scheme(name)[1]
        states = [desk.store.lines.last((name, student, 1)).state for student in students]
        lines += _marks(name, scheme, [one for one in states if one.final and one.by_hand is None])
    return lines


def _marks(name: str, scheme: Scheme, states: list[State]) -> list[list[str]]:
    return [
        [name, safe_cell(item.words), f"{item.points:g}", str(len(states)),
         number_cell(sum(item.id in state.earned for state in states) / len(states)
         if states else None), "", ""]
        for item in scheme.items
    ]  # fmt: skip
