"""The files that Canvas and Moodle take: final points, and no row where there is no grade.

Both take an empty cell as an order to delete, and so would erase a grade that was given by hand.

Both match students by ids, so ids stand as they are: with their leading zeros, and without an
apostrophe unless a spreadsheet would run them. A name is never what decides, so a name that looks
like a formula has the apostrophe in front. No byte-order mark: both read UTF-8 without one.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from grader.export.cells import number_cell, safe_cell, to_text
from grader.export.lines import Line


def to_canvas(column: str, lines: list[Line], *, partial: bool) -> str:
    """Return a file for Canvas: Grades, Import.

    Canvas looks for ``ID``, then ``SIS User ID``, then ``SIS Login ID``; the roster's id stands in
    both of these, because a roster does not say which it is. ``column`` must be the assignment's
    name there, or the heading of its own export, ``Week 4 (8123)``; else Canvas offers to make a
    new one.

    References
    ----------
    Canvas's guide "How do I import grades in the Gradebook?".
    """
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", safe_cell(column)]
    most = max((line.max_points for line in lines), default=0.0)
    rows = [header, ["    Points Possible", "", "", "", "", number_cell(most)]]
    for line in graded(lines, partial):
        name = safe_cell(line.person.name or line.person.student)
        ids = [safe_cell(line.lms_id), *[safe_cell(line.person.student)] * 2]
        rows.append([name, *ids, "", number_cell(grade(line, partial))])
    return to_text(rows)


def to_moodle(column: str, lines: list[Line], *, partial: bool) -> str:
    """Return a file for Moodle: the gradebook's CSV import, or the assignment's own worksheet.

    The gradebook maps ``ID number`` or ``Email address`` to its users, and ``Grade`` and
    ``Feedback comments`` to the assignment. "Upload grading worksheet" in the assignment looks for
    ``Identifier``, ``Grade``, ``Last modified (grade)`` and ``Feedback comments``; tick "Allow
    updating records that have been modified more recently", as the third is empty here.

    References
    ----------
    Moodle's documentation, "Grade import" and "Assignment settings: offline grading worksheet".
    """
    rows = [
        ["Identifier", "ID number", "Full name", "Email address", "Grade", "Maximum grade",
         "Last modified (grade)", "Feedback comments"]
    ]  # fmt: skip
    for line in graded(lines, partial):
        rows.append(
            [
                f"Participant {line.participant}" if line.participant else "",
                safe_cell(line.person.student),
                safe_cell(line.person.name),
                safe_cell(line.person.email),
                number_cell(grade(line, partial)),
                number_cell(line.max_points),
                "",
                safe_cell(comment(column, line, partial)),
            ]
        )
    return to_text(rows)


def grade(line: Line, partial: bool) -> float | None:
    """Return what is uploaded: a sum that still lacks exercises is no grade, unless asked for."""
    return line.final if line.is_complete or partial else None


def graded(lines: Iterable[Line], partial: bool) -> list[Line]:
    """Return the lines that an LMS gets; a row without a grade would erase the one there."""
    return [line for line in lines if grade(line, partial) is not None]


def comment(assignment: str, line: Line, partial: bool) -> str:
    """Return a line for the student; Moodle takes it as HTML, so what looks like it is escaped."""
    points = grade(line, partial)
    parts = [] if line.is_complete else [line.status, line.explanation]
    if points is not None:
        parts.insert(0, f"{number_cell(points)} of {number_cell(line.max_points)} points")
        if line.late.penalty:
            parts.append(f"{number_cell(line.points)} before the deduction; {line.late.note}")
    text = "; ".join(part for part in parts if part)
    return html.escape(f"{assignment}: {text}", quote=False)
