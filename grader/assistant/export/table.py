"""The table for people and their spreadsheets, and the same as JSON for programs."""

from __future__ import annotations

import json

from grader.assistant.export.cells import number_cell, safe_cell, to_text
from grader.assistant.export.lines import Line
from grader.masters.exercise import Exercise


def to_csv(asked: list[Exercise], lines: list[Line]) -> str:
    """Return a table with a column for each exercise; points, deduction and result side by side.

    It begins with a byte-order mark: without one, spreadsheets read UTF-8 as the Windows code page
    and show 李雷 as noise.
    """
    names = _names(asked, lines)
    sums = ["points", "late_penalty", "final_points", "max_points"]
    rows = [["student", "name", *names, *sums, "status", "explanation", "handed_in", "late"]]
    for line in lines:
        there = line.points is not None
        figures = [line.points, line.late.penalty if there else None, line.final, line.max_points]
        texts = [line.status, _explained(line), _when(line), line.late.note]
        rows.append(
            [
                safe_cell(line.person.student),
                safe_cell(line.person.name),
                *(number_cell(line.scores.get(name)) for name in names),
                *map(number_cell, figures),
                *map(safe_cell, texts),
            ]
        )
    return "\ufeff" + to_text(rows)


def to_json(asked: list[Exercise], lines: list[Line]) -> str:
    """Return a list of students; a score that does not exist is null."""
    students = [
        {
            "student": line.person.student,
            "name": line.person.name,
            "scores": {name: line.scores.get(name) for name in _names(asked, lines)},
            "points": line.points,
            "late_penalty": None if line.points is None else line.late.penalty,
            "final_points": line.final,
            "max_points": line.max_points,
            "status": line.status,
            "explanation": _explained(line),
            "handed_in": _when(line) or None,
            "late": line.late.note,
        }
        for line in lines
    ]
    exercises = [
        {"name": item.name, "notebook": item.notebook, "max_points": item.points} for item in asked
    ]
    plain = {"exercises": exercises, "students": students}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _names(asked: list[Exercise], lines: list[Line]) -> list[str]:
    """Return today's exercises, and then those that only somebody's grades still have."""
    names = (name for line in lines for name in line.scores)
    return [*dict.fromkeys([*(item.name for item in asked), *names])]


def _explained(line: Line) -> str:
    run = [f"run `{command}`" for command in line.commands]
    return "; ".join(filter(None, [line.explanation, *run, line.standing]))


def _when(line: Line) -> str:
    when = line.late.handed_in
    return when.isoformat(sep=" ", timespec="seconds") if when else ""
