"""The table that an LMS takes: final points, and no row where there is no grade.

An LMS takes an empty cell as an order to delete, and so would erase a grade that was given by hand.

It matches students by ids, so ids stand as they are: with their leading zeros, and without an
apostrophe unless a spreadsheet would run them. A name is never what decides, so a name that looks
like a formula has the apostrophe in front. No byte-order mark: UTF-8 is read without one.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from grader.assistant.export.cells import number_cell, safe_cell, to_text
from grader.assistant.export.lines import Line
from grader.lms import Graded, Lms


def to_lms(system: Lms, column: str, lines: list[Line], *, partial: bool, now: str = "") -> str:
    """Return a new table of grades.

    Parameters
    ----------
    column : what the LMS calls the assignment.
    now : the time at which the table is written.
    """
    form = system.grades
    assert form is not None, f"{system.title} takes no table of grades"
    most = number_cell(max((line.max_points for line in lines), default=0.0))
    heads = [heading.format(column=column, most=most) for heading, _ in form.columns]
    rows = [list(map(safe_cell, heads))] if any(heads) else []
    if form.most_row:
        rows.append([form.most_row, *[""] * (len(form.columns) - 2), most])
    for row in (_graded(system, column, line, partial, now) for line in graded(lines, partial)):
        cells = [cell(row) for _, cell in form.columns]
        rows.append([safe_cell(c) if isinstance(c, str) else number_cell(c) for c in cells])
    return to_text(rows, form.separator, quoted=form.quoted)


def _graded(system: Lms, column: str, line: Line, partial: bool, now: str) -> Graded:
    return Graded(
        student=line.person.student,
        name=line.person.name,
        email=line.person.email,
        number=line.lms_id if system.personal else line.participant,
        grade=grade(line, partial) or 0.0,
        most=line.max_points,
        comment=comment(column, line, partial),
        written=now,
    )


def grade(line: Line, partial: bool) -> float | None:
    """Return what is uploaded: a sum that still lacks exercises is no grade, unless asked for."""
    return line.final if line.is_complete or partial else None


def graded(lines: Iterable[Line], partial: bool) -> list[Line]:
    """Return the lines that an LMS gets; a row without a grade would erase the one there."""
    return [line for line in lines if grade(line, partial) is not None]


def comment(assignment: str, line: Line, partial: bool) -> str:
    """Return a line for the student; some LMSs read it as HTML, so what looks like it is text."""
    points = grade(line, partial)
    parts = [line.explanation] if line.missing else []
    parts = parts if line.is_complete else [line.status, line.explanation]
    if points is not None:
        parts.insert(0, f"{number_cell(points)} of {number_cell(line.max_points)} points")
        if line.late.penalty:
            parts.append(f"{number_cell(line.points)} before the deduction; {line.late.note}")
    text = "; ".join(part for part in parts if part)
    return html.escape(f"{assignment}: {text}", quote=False)
